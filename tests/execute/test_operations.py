"""Operations beyond the lessons: each is allowed, runs, and ends well on whatever it is given."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.execute import protocol as p
from grader.execute.child import Executor
from grader.foundation.operations import ALLOWED
from grader.foundation.wire import pack

pytestmark = pytest.mark.slow

Build = Callable[[Any, Any], Any]
SQUARE = np.array([[4.0, 1.0], [1.0, 3.0]], np.float32)
IMAGE = np.arange(32, dtype=np.float32).reshape(1, 4, 4, 2) / 32
RGB = np.arange(48, dtype=np.float32).reshape(1, 4, 4, 3) / 48
VOLUME = np.arange(128, dtype=np.float32).reshape(1, 4, 4, 4, 2) / 128
ROW = np.array([0.5, 1.5, 2.5, 3.5], np.float32)

# A graph of each operation, with the array that it is given as `x`.
RUNS: dict[str, tuple[Any, Build]] = {
    "DepthwiseConv2dNative": (
        IMAGE, lambda tf, x: tf.nn.depthwise_conv2d(x, tf.ones([2, 2, 2, 1]), [1, 1, 1, 1], "SAME"),
    ),
    "DepthwiseConv2dNativeBackpropInput": (
        IMAGE,
        lambda tf, x: tf.gradients(
            tf.nn.depthwise_conv2d(x, tf.ones([2, 2, 2, 1]), [1, 1, 1, 1], "SAME"), x
        )[0],
    ),
    "ExtractImagePatches": (
        IMAGE,
        lambda tf, x: tf.image.extract_image_patches(
            x, [1, 2, 2, 1], [1, 1, 1, 1], [1, 1, 1, 1], "VALID"
        ),
    ),
    "MaxPoolWithArgmax": (
        IMAGE,
        lambda tf, x: tf.nn.max_pool_with_argmax(x, [1, 2, 2, 1], [1, 2, 2, 1], "SAME")[1],
    ),
    "Conv3D": (
        VOLUME, lambda tf, x: tf.nn.conv3d(x, tf.ones([2, 2, 2, 2, 1]), [1] * 5, "SAME"),
    ),
    "Conv3DBackpropInputV2": (
        VOLUME,
        lambda tf, x: tf.gradients(
            tf.nn.conv3d(x, tf.ones([2, 2, 2, 2, 1]), [1] * 5, "SAME"), x
        )[0],
    ),
    "MaxPool3D": (
        VOLUME, lambda tf, x: tf.nn.max_pool3d(x, [1, 2, 2, 2, 1], [1, 2, 2, 2, 1], "SAME"),
    ),
    "AvgPool3D": (
        VOLUME, lambda tf, x: tf.nn.avg_pool3d(x, [1, 2, 2, 2, 1], [1, 2, 2, 2, 1], "SAME"),
    ),
    "SpaceToDepth": (IMAGE, lambda tf, x: tf.space_to_depth(x, 2)),
    "DepthToSpace": (np.ones([1, 2, 2, 4], np.float32), lambda tf, x: tf.depth_to_space(x, 2)),
    "Dilation2D": (
        IMAGE,
        lambda tf, x: tf.nn.dilation2d(
            x, tf.ones([2, 2, 2]), strides=[1] * 4, rates=[1] * 4, padding="SAME"
        ),
    ),
    "ResizeBilinear": (IMAGE, lambda tf, x: tf.image.resize_bilinear(x, [2, 2])),
    "ResizeNearestNeighbor": (IMAGE, lambda tf, x: tf.image.resize_nearest_neighbor(x, [8, 8])),
    "ResizeBicubic": (IMAGE, lambda tf, x: tf.image.resize_bicubic(x, [2, 2])),
    "ResizeArea": (IMAGE, lambda tf, x: tf.image.resize_area(x, [2, 2])),
    "AdjustContrastv2": (RGB, lambda tf, x: tf.image.adjust_contrast(x, 2.0)),
    "AdjustHue": (RGB, lambda tf, x: tf.raw_ops.AdjustHue(images=x, delta=0.1)),
    "AdjustSaturation": (RGB, lambda tf, x: tf.raw_ops.AdjustSaturation(images=x, scale=0.5)),
    "RGBToHSV": (RGB, lambda tf, x: tf.image.rgb_to_hsv(x)),
    "HSVToRGB": (RGB, lambda tf, x: tf.image.hsv_to_rgb(x)),
    "Cholesky": (SQUARE, lambda tf, x: tf.linalg.cholesky(x)),
    "CholeskyGrad": (SQUARE, lambda tf, x: tf.raw_ops.CholeskyGrad(l=x, grad=x)),
    "Qr": (SQUARE, lambda tf, x: tf.linalg.qr(x)[1]),
    "Svd": (SQUARE, lambda tf, x: tf.linalg.svd(x)[0]),
    "MatrixInverse": (SQUARE, lambda tf, x: tf.linalg.inv(x)),
    "MatrixDeterminant": (SQUARE, lambda tf, x: tf.linalg.det(x)),
    "LogMatrixDeterminant": (SQUARE, lambda tf, x: tf.linalg.slogdet(x)[1]),
    "MatrixSolve": (SQUARE, lambda tf, x: tf.linalg.solve(x, x)),
    "MatrixTriangularSolve": (SQUARE, lambda tf, x: tf.linalg.triangular_solve(x, x)),
    "MatrixSolveLs": (SQUARE, lambda tf, x: tf.matrix_solve_ls(x, x, fast=False)),
    "SelfAdjointEigV2": (SQUARE, lambda tf, x: tf.linalg.eigh(x)[0]),
    "FFT": (ROW, lambda tf, x: tf.abs(tf.signal.fft(tf.complex(x, x)))),
    "IFFT": (ROW, lambda tf, x: tf.real(tf.signal.ifft(tf.complex(x, x)))),
    "FFT2D": (SQUARE, lambda tf, x: tf.imag(tf.signal.fft2d(tf.complex(x, x)))),
    "RFFT": (ROW, lambda tf, x: tf.abs(tf.signal.rfft(x))),
    "IRFFT": (ROW, lambda tf, x: tf.signal.irfft(tf.complex(x, x))),
    "Conj": (ROW, lambda tf, x: tf.real(tf.conj(tf.complex(x, x)))),
    "Angle": (ROW, lambda tf, x: tf.angle(tf.complex(x, x))),
    "Betainc": (ROW / 4, lambda tf, x: tf.betainc(x + 1, x + 1, x)),
    "Zeta": (ROW + 1, lambda tf, x: tf.zeta(x, x)),
    "Polygamma": (ROW, lambda tf, x: tf.polygamma(tf.ones_like(x), x)),
    "Igamma": (ROW, lambda tf, x: tf.igamma(x, x)),
    "Igammac": (ROW, lambda tf, x: tf.igammac(x, x)),
    "CTCLoss": (
        np.zeros([4, 1, 3], np.float32),
        lambda tf, x: tf.nn.ctc_loss(tf.SparseTensor([[0, 0]], [1], [1, 1]), x, [4]),
    ),
    "CTCGreedyDecoder": (
        np.zeros([4, 1, 3], np.float32), lambda tf, x: tf.nn.ctc_greedy_decoder(x, [4])[1],
    ),
    "LogUniformCandidateSampler": (
        ROW,
        lambda tf, x: tf.nn.log_uniform_candidate_sampler([[np.int64(1)]], 1, 2, True, 9)[0],
    ),
    "UniformCandidateSampler": (
        ROW,
        lambda tf, x: tf.nn.uniform_candidate_sampler([[np.int64(1)]], 1, 2, True, 9)[0],
    ),
    "FakeQuantWithMinMaxArgs": (ROW, lambda tf, x: tf.fake_quant_with_min_max_args(x)),
    "FakeQuantWithMinMaxVars": (ROW, lambda tf, x: tf.fake_quant_with_min_max_vars(x, 0.0, 6.0)),
    "RaggedTensorToTensor": (
        ROW, lambda tf, x: tf.RaggedTensor.from_row_lengths(x, [1, 3]).to_tensor(),
    ),
    "TensorListGather": (
        ROW,
        lambda tf, x: tf.raw_ops.TensorListGather(
            input_handle=tf.raw_ops.TensorListFromTensor(
                tensor=x, element_shape=tf.constant([], tf.int32)
            ),
            indices=[0, 1], element_shape=tf.constant([], tf.int32), element_dtype=tf.float32,
        ),
    ),
    "GRUBlockCell": (
        np.ones([2, 3], np.float32),
        lambda tf, x: tf.raw_ops.GRUBlockCell(
            x=x, h_prev=tf.zeros([2, 4]), w_ru=tf.ones([7, 8]), w_c=tf.ones([7, 4]),
            b_ru=tf.zeros([8]), b_c=tf.zeros([4]),
        )[3],
    ),
    "LSTMBlockCell": (
        np.ones([2, 3], np.float32),
        lambda tf, x: tf.raw_ops.LSTMBlockCell(
            x=x, cs_prev=tf.zeros([2, 4]), h_prev=tf.zeros([2, 4]), w=tf.ones([7, 16]),
            wci=tf.zeros([4]), wcf=tf.zeros([4]), wco=tf.zeros([4]), b=tf.zeros([16]),
        )[6],
    ),
    "StatelessRandomBinomial": (
        ROW / 4,
        lambda tf, x: tf.random.stateless_binomial([2, 4], [1, 2], 3.0, x, tf.float32),
    ),
    "StatelessRandomPoisson": (
        ROW, lambda tf, x: tf.random.stateless_poisson([2, 4], [1, 2], x, tf.float32),
    ),
    "StatelessRandomGammaV3": (
        ROW, lambda tf, x: tf.random.stateless_gamma([2, 4], [1, 2], x),
    ),
    "StatelessRandomGammaV2": (
        ROW, lambda tf, x: tf.raw_ops.StatelessRandomGammaV2(shape=[2, 4], seed=[1, 2], alpha=x),
    ),
}  # fmt: skip


def loaded(tf: Any, build: Build, shape: Any = None) -> tuple[Executor, p.Answer, set[str]]:
    """Return an executor with a graph `y` of `x`, what it said to it, and the operation types."""
    with tf.Graph().as_default() as graph:
        x = tf.placeholder(tf.float32, shape, name="x")
        tf.identity(build(tf, x), name="y")
    definition = graph.as_graph_def()
    executor = Executor(tf)
    answer = executor.answer(
        p.Load((p.GraphSource(definition.SerializeToString(), needed=("y:0",)),))
    )
    return executor, answer, {node.op for node in definition.node}


@pytest.mark.parametrize(("name", "run"), RUNS.items(), ids=list(RUNS))
def test_an_operation_beyond_the_lessons_runs(name: str, run: tuple[Any, Build], tf: Any) -> None:
    """Vet and executor take it, and it gives what TensorFlow gives, in finite numbers."""
    array, build = run
    executor, answer, types = loaded(tf, build, array.shape)
    assert answer == p.Loaded()
    assert name in types
    assert name in ALLOWED
    found = executor.answer(p.RunGraph(0, ("y:0",), feeds={"x:0": pack(array)}))
    assert isinstance(found, p.Arrays), found
    with tf.Graph().as_default(), tf.Session() as session:
        x = tf.placeholder(tf.float32, array.shape)
        expected = session.run(build(tf, x), {x: array})
    assert found.values["y:0"].shape == np.shape(expected)
    if "Sampler" not in name:
        assert np.all(np.isfinite(expected))
        assert found.values["y:0"] == pack(np.asarray(expected))


FED = sorted(set(RUNS) - {"CholeskyGrad"})


@given(st.data())
@settings(max_examples=120)
def test_an_operation_ends_well_on_whatever_it_is_fed(tf: Any, data: st.DataObject) -> None:
    """Other shapes, empty ones, huge and undefined numbers give arrays or a fault in words."""
    name = data.draw(st.sampled_from(FED))
    sides = data.draw(st.lists(st.integers(0, 4), max_size=5))
    number = data.draw(st.sampled_from([0.0, 1.0, -1.0, 1e30, np.inf, np.nan]))
    try:
        executor, answer, _ = loaded(tf, RUNS[name][1], RUNS[name][0].shape)
    except (ValueError, TypeError):
        return
    assert answer == p.Loaded()
    array = np.full(sides, number, np.float32)
    found = executor.answer(p.RunGraph(0, ("y:0",), feeds={"x:0": pack(array)}))
    assert isinstance(found, p.Arrays | p.GraphFault)


def test_an_exercise_may_allow_more(tf: Any) -> None:
    """A type that the exercise allows is run; savers stay cut out whatever it says."""
    with tf.Graph().as_default() as graph:
        tf.identity(tf.raw_ops.LowerBound(sorted_inputs=[[1.0, 2.0]], values=[[1.5]]), name="y")
    definition = graph.as_graph_def().SerializeToString()
    for allowed, kind in (((), p.Rejection), (("LowerBound", "SaveV2"), type(None))):
        source = p.GraphSource(definition, needed=("y:0",), allowed=allowed)
        answer = Executor(tf).answer(p.Load((source,)))
        assert isinstance(answer, p.Loaded)
        assert isinstance(answer.rejection, kind)
