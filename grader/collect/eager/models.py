"""Keras models of a script, traced after it ran: what their layers hold, and give for any rows."""

import contextlib
import io
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.collect.bound import Place
from grader.collect.eager.emitter import Emitter
from grader.collect.eager.graphdef import short
from grader.collect.eager.handles import handle_nodes
from grader.collect.eager.inlining import Copied
from grader.collect.eager.nodes import Node
from grader.collect.eager.tape import Tape
from grader.collect.keras import loaded


@dataclass(frozen=True)
class Layer:
    """A layer with weights, as it was called: its variables, and what it was given."""

    kernel: Any
    bias: Any
    given: Any


@dataclass(frozen=True)
class Traced:
    """A model as part of the graph: its layers in the order of their calls.

    outputs: for each layer the tensor that comes out of it and of what follows it, by name.
    result: shape and type of the last. function: the model as TensorFlow traced it.
    """

    layers: tuple[Layer, ...]
    outputs: tuple[str, ...]
    result: Any
    function: Any


def model_of(names: dict[str, Any], nodes: Container[Node] = ()) -> tuple[str, Any]:
    """Return name and object of the model among a module's globals; the last one of several.

    nodes: variables, whose model it is if one of them has some.
    """
    keras = loaded()
    found = {
        name: value
        for name, value in names.items()
        if keras and not name.startswith("_") and isinstance(value, keras.Model)
    }
    for name, model in found.items():
        variables = handle_nodes({one.path: one.value for one in model.variables})
        if any(node in nodes for node in variables.values()):
            return name, model
    if "model" in found:
        return "model", found["model"]
    return next(iter(reversed(found.items())), ("", None))


def with_model(names: dict[str, Any], places: Iterable[Place]) -> dict[str, Any]:
    """Return a module's globals, and what a function of the script bound if only it has a model."""
    if model_of(names)[1] is None:
        for place in reversed([*places]):
            if model_of(place.names)[1] is not None:
                return {**place.names, **names}
    return names


def input_spec(tf: Any, model: Any) -> Any:
    """Return shape and type of what a model takes, any number of rows; None if it does not say."""
    inputs: Any = getattr(model, "inputs", None) or ()
    if len(inputs) == 1:
        return tf.TensorSpec([None, *inputs[0].shape[1:]], inputs[0].dtype)
    shapes = list((getattr(model, "_build_shapes_dict", None) or {}).values())
    if len(shapes) == 1 and shapes[0]:  # of a class of the script's own, which was called
        return tf.TensorSpec([None, *shapes[0][1:]], tf.float32)
    return None


def trace(tf: Any, tape: Tape, emitter: Emitter, model: Any, given: str, spec: Any) -> Traced:
    """Write into the graph what a model computes, without training, from the tensor `given`."""
    noted: list[Layer] = []
    # What a script prints when its model is called, it has printed before.
    with _noting(noted), contextlib.redirect_stdout(io.StringIO()):
        concrete = tf.function(lambda x: model(x, training=False)).get_concrete_function(spec)
    copied = _copied(tape, emitter, concrete, (given,))
    result = concrete.outputs[0]
    graph = concrete.graph
    # A layer may be called elsewhere as well, when a model is built.
    layers = tuple(one for one in noted if getattr(one.given, "graph", None) is graph)
    between = [copied.tensor(one.given.name) for one in layers[1:]]
    spec = tf.TensorSpec(result.shape, result.dtype)
    return Traced(layers, (*between, copied.tensor(result.name)), spec, concrete)


def trace_training(tf: Any, tape: Tape, emitter: Emitter, model: Any, given: str, spec: Any) -> str:
    """Write into the graph what a model computes in training from the tensor `given`."""
    with contextlib.redirect_stdout(io.StringIO()):
        concrete = tf.function(lambda x: model(x, training=True)).get_concrete_function(spec)
    return _copied(tape, emitter, concrete, (given,)).tensor(concrete.outputs[0].name)


def is_two_faced(tf: Any, model: Any, function: Any, example: Any) -> bool:
    """Say whether a model gives other numbers when it is called than it gave when it was traced.

    function: the model as TensorFlow traced it, without training. example: arrays that it can be
    given. A model that draws numbers, or that cannot be called with the example, is not.
    """
    given = [tf.constant(one) for one in example]
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            first, second = (np.asarray(model(*given, training=False)) for _ in range(2))
            other = np.asarray(function(*given))
        return _alike(first, second) and not _alike(first, other)
    except Exception:  # the script's own model may raise anything
        return False


def example_of(spec: Any) -> Any:
    """Return an array of two rows that can be given where shape and type are those of `spec`."""
    shape, kind = [2, *(side or 1 for side in spec.shape[1:])], spec.dtype.as_numpy_dtype
    numbers = np.linspace(-1, 1, int(np.prod(shape))).reshape(shape)
    return numbers.astype(kind) if spec.dtype.is_floating else np.zeros(shape, kind)


def _alike(a: Any, b: Any) -> bool:
    """Say whether two results are equal but for rounding, which is far below a thousandth."""
    size = float(np.abs(a).max(initial=0))
    return a.shape == b.shape and np.allclose(a, b, rtol=1e-3, atol=1e-3 * size, equal_nan=True)


def trace_costs(
    tf: Any,
    tape: Tape,
    emitter: Emitter,
    model: Any,
    given: tuple[str, ...],
    specs: tuple[Any, ...],
) -> tuple[str, str]:
    """Write into the graph what a model is trained to lower, and that without layers' penalties.

    given: the model's input, labels, and what it gives, each a tensor of the graph. Return the
    names of both tensors.
    """

    def loss(x: Any, y: Any, result: Any) -> Any:
        if any(layer._losses for layer in model._flatten_layers()):
            model(x, training=False)  # what its layers add is that of its last call
        total = model.compute_loss(x=x, y=y, y_pred=result, sample_weight=None)
        return total, model._compile_loss(y, result, None)

    with contextlib.redirect_stdout(io.StringIO()):
        concrete = tf.function(loss, autograph=False).get_concrete_function(*specs)
    copied = _copied(tape, emitter, concrete, given)
    total, bare = (copied.tensor(one.name) for one in concrete.outputs)
    return total, bare


def metric_of(model: Any) -> tuple[str, Any]:
    """Return name and object of the metric of a model that is an accuracy, "" and None if none."""
    compiled = getattr(model, "_compile_metrics", None)
    found = [one for one in getattr(compiled, "metrics", ()) if hasattr(one, "_fn")]
    return next(((one.name, one) for one in found if "acc" in one.name), ("", None))


def trace_metric(
    tf: Any,
    tape: Tape,
    emitter: Emitter,
    metric: Any,
    given: tuple[str, ...],
    specs: tuple[Any, ...],
) -> str:
    """Write into the graph what a metric says of a batch; return the tensor's name.

    given: the labels, and what the model gives, each a tensor of the graph.
    """

    def measured(y: Any, result: Any) -> Any:
        return tf.reduce_mean(metric._fn(y, result, **metric._fn_kwargs))

    concrete = tf.function(measured, autograph=False).get_concrete_function(*specs)
    return _copied(tape, emitter, concrete, given).tensor(concrete.outputs[0].name)


def _copied(tape: Tape, emitter: Emitter, concrete: Any, given: tuple[str, ...]) -> Copied:
    graph = concrete.graph
    renamed = {
        inner.op.name: short(emitter.tensor(tape.ref(outer))) for outer, inner in graph.captures
    }
    renamed |= {
        inner.op.name: short(outer) for inner, outer in zip(graph.inputs, given, strict=False)
    }
    return emitter.inliner.copy(graph.as_graph_def().node, renamed, "model", 0)


@contextlib.contextmanager
def _noting(noted: list[Layer]) -> Iterator[None]:
    """Note the layers with weights that are called meanwhile."""
    kind = loaded().Layer
    original = kind.__call__

    def call(layer: Any, *args: Any, **options: Any) -> Any:
        result = original(layer, *args, **options)
        kernel = getattr(layer, "kernel", None)
        if kernel is not None and args:
            noted.append(Layer(kernel, getattr(layer, "bias", None), args[0]))
        return result

    kind.__call__ = call
    try:
        yield
    finally:
        kind.__call__ = original
