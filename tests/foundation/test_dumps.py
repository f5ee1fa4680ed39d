"""TensorFlow's messages as a student reads them."""

import pytest

from grader.foundation.dumps import without_dumps

NAMES = {"Variable": "weights[0]", "Placeholder": "x", "Placeholder_1": "y"}


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        pytest.param(
            "must be equal, but are 4 and 3 for '{{node MatMul_1}} = MatMul[T=DT_FLOAT, grad_a="
            "false](Placeholder, Variable/read)' with input shapes: [3,4], [3,2].",
            "must be equal, but are 4 and 3 for 'MatMul' of `x` and `weights[0]` with input"
            " shapes: [3,4], [3,2].",
            id="operation of known inputs",
        ),
        pytest.param(
            "for '{{node add}} = AddV2[T=DT_FLOAT](MatMul, Variable/read)' with",
            "for 'AddV2' with",
            id="operation of an unknown input",
        ),
        pytest.param("Incompatible\n\t [[{{node Equal}}]]\n", "Incompatible", id="mark of a node"),
        pytest.param(
            "Restoring from checkpoint failed. This is most likely due to a mismatch. Original"
            " error:\n\nKey a not found",
            "Key a not found",
            id="restore",
        ),
        pytest.param(
            "Cannot feed value of shape (2,) for Tensor Placeholder_1:0, which has shape (?, 10)",
            "Cannot feed value of shape (2,) for Tensor `y`, which has shape (?, 10)",
            id="fed tensor",
        ),
        pytest.param(
            "elements of [<tf.Variable 'Variable:0' shape=(2,) dtype=float32_ref>] to Tensor."
            " Consider casting elements to a supported type. See https://www.tensorflow.org/x",
            "elements of [`weights[0]`] to Tensor.",
            id="variable and advice",
        ),
        pytest.param(
            '`fetch` = name: "init"\nop: "NoOp"\ninput: "^a"\n cannot be interpreted as a Tensor',
            "`fetch` = `init` cannot be interpreted as a Tensor",
            id="definition",
        ),
        pytest.param(
            "<function relu at 0x7f283e5d94e0> and <bound method O.minimize of <a.O object at"
            " 0x7f28>>",
            "the function relu and the method O.minimize",
            id="functions",
        ),
        pytest.param(
            "got <tensorflow.python.client.session.Session object at 0x7f5b2ed8ba90>",
            "got a Session",
            id="object",
        ),
        pytest.param(
            "module 'tensorflow._api.v2.compat.v1.train' has no attribute 'saver'",
            "module 'tensorflow.compat.v1.train' has no attribute 'saver'",
            id="module",
        ),
        pytest.param("Tracer._run.<locals>.run() takes 2", "run() takes 2", id="own wrapper"),
        pytest.param(
            'Received: rate=Tensor("Placeholder:0", dtype=int32)', "Received: rate=`x`", id="tensor"
        ),
        pytest.param("division by zero", "division by zero", id="Python's own"),
    ],
)
def test_only_what_a_student_can_use_is_left(message: str, shown: str) -> None:
    """Nodes, objects and addresses have names, advice for TensorFlow's authors is gone."""
    assert without_dumps(message, NAMES) == shown
