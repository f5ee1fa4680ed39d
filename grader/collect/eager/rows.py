"""Numbers of rows that stay open: TensorFlow would write the script's own into what is recorded.

The gradients of a sum and of a mean hold the shape of what was summed as a constant where they know
it; in a function so does every question for a shape. Here both ask the tensor, and what is
reshaped row by row, as Keras' Flatten does it, says no number of rows: a step can be done on any.
What is computed eagerly is the same, to the last bit; in a function it may differ by a rounding,
since TensorFlow divides by what it knows in another way.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from grader.collect.keras import loaded

Gradient = Callable[[Any, Any], Any]
_MEAN = ("sum_over_batch_size", "mean")


@contextmanager
def open_rows() -> Iterator[None]:
    """Have shapes asked for, not known, meanwhile."""
    from tensorflow.python.framework import ops
    from tensorflow.python.ops import array_ops, gen_array_ops

    registry = ops.gradient_registry._registry
    own = {"Sum": _of_sum, "Mean": _of_mean}
    before = {name: dict(registry[name]) for name in own}
    shape, reshape = array_ops.shape_internal, gen_array_ops.reshape
    alike = array_ops.array_like_impl

    def asked(input: Any, name: Any = None, optimize: bool = True, out_type: Any = None) -> Any:
        return shape(input, name, optimize=False, out_type=out_type)

    def reshaped(tensor: Any, shape: Any, name: Any = None) -> Any:
        return reshape(tensor, _without_rows(tensor, shape), name)

    def filled(
        fill: Any, fill_like: Any, tensor: Any, dtype: Any, name: Any, optimize: bool = True,
        layout: Any = None,
    ) -> Any:  # fmt: skip
        return alike(fill, fill_like, tensor, dtype, name, optimize=False, layout=layout)

    for name, gradient in own.items():
        registry[name] = {**before[name], "type": gradient}
    array_ops.shape_internal, gen_array_ops.reshape = asked, reshaped
    array_ops.array_like_impl = filled
    try:
        with _open_losses():
            yield
    finally:
        registry.update(before)
        array_ops.shape_internal, gen_array_ops.reshape = shape, reshape
        array_ops.array_like_impl = alike


def _without_rows(tensor: Any, shape: Any) -> Any:
    """Return a shape that leaves the rows as they are with their number open."""
    if type(shape) not in (list, tuple) or not all(type(side) is int for side in shape):
        return shape
    sides: Any = getattr(tensor, "shape", None) or ()
    same = len(shape) > 1 and len(sides) > 1 and shape[0] == sides[0]
    return [-1, *shape[1:]] if same and min(shape[1:]) > 0 else shape


@contextmanager
def _open_losses() -> Iterator[None]:
    """Have Keras' losses divide by as many as there are, if the script uses Keras."""
    if not loaded():
        yield
        return
    from keras.src.losses import loss
    from tensorflow.python.ops import gen_array_ops

    original = loss.reduce_values

    def reduced(values: Any, sample_weight: Any = None, reduction: Any = _MEAN[0]) -> Any:
        if reduction not in _MEAN or not values.shape.rank or tuple(values.shape) == (0,):
            return original(values, sample_weight, reduction)
        total = loss.ops.sum(values)
        count = loss.ops.cast(gen_array_ops.size(values), total.dtype)
        return loss.scale_loss_for_distribution(loss.ops.divide_no_nan(total, count))

    loss.reduce_values = reduced
    try:
        yield
    finally:
        loss.reduce_values = original


def _of_sum(op: Any, grad: Any) -> Any:
    from tensorflow.python.framework import tensor_util
    from tensorflow.python.ops import array_ops, math_ops

    shape, rank = array_ops.shape_internal(op.inputs[0]), op.inputs[0].shape.rank
    axes = tensor_util.constant_value(op.inputs[1])
    known = axes is not None and rank is not None
    if known and sorted(axes.ravel() % max(rank, 1)) == [*range(rank)]:  # all of them
        grad = array_ops.reshape(grad, [1] * rank)
    elif not op.get_attr("keep_dims") and known:
        for axis in sorted(axes.ravel() % rank):
            grad = array_ops.expand_dims(grad, int(axis))
    elif not op.get_attr("keep_dims"):
        grad = array_ops.reshape(grad, math_ops.reduced_shape(shape, op.inputs[1]))
    return [array_ops.broadcast_to(grad, shape), None]


def _of_mean(op: Any, grad: Any) -> Any:
    from tensorflow.python.ops import gen_array_ops, math_ops

    spread = _of_sum(op, grad)[0]
    count, results = gen_array_ops.size(op.inputs[0]), op.outputs[0]
    if results.shape.rank != 0:
        count = count // math_ops.maximum(gen_array_ops.size(results), 1)
    return math_ops.truediv(spread, math_ops.cast(count, spread.dtype)), None
