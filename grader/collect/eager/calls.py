"""What is called after a script ran: models, functions, a training step, traced into the graph.

For what is called `f`, with the arguments x and y, there are handles: `f` is the operation that
does all that a call does, `f(x)` and `f(y)` are what it is given, with any number of rows, `f()` is
what it gives, or `f()['loss']` and `f()[0]` where that is several. A model is called twice,
`model@test` and `model@train`; what it holds is `model[0]`, `model[1]` in the order of its use, and
also `model.kernel[0]` or `model.moving_mean[0]`, as Keras' layers call it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from grader.collect.bound import Place
from grader.collect.claims import Handle
from grader.collect.eager.batch import batch_of
from grader.collect.eager.emitter import Emitter
from grader.collect.eager.fitting import Fits
from grader.collect.eager.graphdef import TooLong
from grader.collect.eager.handles import EagerHandles
from grader.collect.eager.models import example_of, input_spec, is_two_faced, model_of
from grader.collect.eager.steps import Step
from grader.collect.eager.tape import Tape
from grader.collect.eager.tracing import Tracing
from grader.collect.failure import flatten
from grader.collect.keras import loaded
from grader.foundation.roles import Calls
from grader.foundation.text import clean_line, encodable

MODEL, TRAIN = "model", "train"
_MODES = ("test", "train")
_ROLES = (
    "kernel", "bias", "gamma", "beta", "moving_mean", "moving_variance", "embeddings",
)  # fmt: skip


class TwoFaced(Exception):
    """A model gives other numbers when TensorFlow traces it than when it is called."""


@dataclass(frozen=True)
class Found:
    """What the script's names mean among those that are called, and its own training step."""

    names: dict[str, Any]
    main: Step | None
    operation: str


class Called:
    """Traces what is called. `graph` is the number of the graph; `calls`: what, and with what."""

    def __init__(
        self, tf: Any, tape: Tape, emitter: Emitter, reader: EagerHandles, graph: int, calls: Calls,
        fits: Fits,
    ) -> None:  # fmt: skip
        self._tf, self._emitter, self._reader = tf, emitter, reader
        self._graph, self._calls, self._fits = graph, calls, fits
        self._tracing = Tracing(tf, tape, emitter, graph)

    def handles(self, found: Found) -> Iterator[Handle]:
        """Yield the handles of all that is called; of what cannot be, one that says why."""
        for name in self._calls:
            try:
                yield from self._train(found) if name == TRAIN else self._named(name, found)
            except Exception as error:  # the script's own code may raise anything
                yield Handle(name, "uncalled", name=_reason(error), where=f"`{name}`")

    def _named(self, name: str, found: Found) -> Iterator[Handle]:
        value = found.names.get(name)
        if value is None or not callable(value):
            return
        takes = self._calls[name]
        if not isinstance(value, loaded().Layer if loaded() else ()):
            yield from self._tracing.trace(name, value, self._specs(takes, ()), name)[0]
            return
        given = self._fits.specs(value)[:1] or (input_spec(self._tf, value),)
        specs, held = self._specs(takes, given), dict[int, Any]()
        for mode in _MODES:
            handles, variables = self._tracing.trace(
                f"{name}@{mode}", _calling(value, mode), specs, name
            )
            held |= {id(one.handle): one for one in variables}
            example = [example_of(one) for one in specs.values()]
            if mode == "test" and is_two_faced(self._tf, value, self._tracing.function, example):
                raise TwoFaced
            yield from handles
        yield from self._variables(name, value, list(held.values()))

    def _train(self, found: Found) -> Iterator[Handle]:
        """Yield the handles of the step with which the script trains.

        That is what `fit` does, else the script's own loop, else what `fit` would do.
        """
        model: Any = found.names.get(MODEL)
        if not self._fits.specs(model):
            if found.main is not None:
                yield from self._looped(found.main, found.operation)
                return
            model = model if getattr(model, "optimizer", None) else self._fits.last()
        if getattr(model, "optimizer", None) is None:
            return
        known = self._fits.specs(model)
        specs = self._specs(self._calls[TRAIN], known or (input_spec(self._tf, model),))
        try:
            yield from self._fitted(model, specs)
        except (ValueError, TypeError):
            if known:
                raise
            *_, labels = specs  # having seen none, it may take the classes as numbers
            yield from self._fitted(model, {**specs, labels: self._tf.TensorSpec([None], "int64")})

    def _fitted(self, model: Any, specs: dict[str, Any]) -> list[Handle]:
        """Return the handles of what `fit` does with a batch."""
        if not self._fits.specs(model):  # what `fit` makes first
            blank = (self._tf.zeros([1, *one.shape[1:]], one.dtype) for one in specs.values())
            model._maybe_symbolic_build(data_batch=(*blank, None))
        model.optimizer.build(model.trainable_variables)
        return self._tracing.trace(TRAIN, _fitting(self._tf, model), specs, MODEL)[0]

    def _looped(self, step: Step, operation: str) -> Iterator[Handle]:
        """Yield the handles of a loop's step, whose data is known by the shape of its rows."""
        where = "`step()`"
        yield Handle(TRAIN, "operation", self._graph, operation, where=where)
        for name, (ref, value) in batch_of(step, self._calls[TRAIN]).items():
            tensor = self._emitter.input(ref, value)
            yield Handle(f"{TRAIN}({name})", "tensor", self._graph, tensor, where=where)

    def _specs(self, takes: dict[str, tuple[int, ...]], known: tuple[Any, ...]) -> dict[str, Any]:
        """Return shape and type of each argument: what is known of it, else as the calls say."""
        specs = {
            name: self._tf.TensorSpec([None, *sides], "float32") for name, sides in takes.items()
        }
        for name, one in zip(takes, known, strict=False):
            if one is not None and None not in one.shape[1:]:
                specs[name] = one
        return specs

    def _variables(self, name: str, model: Any, held: list[Any]) -> Iterator[Handle]:
        """Yield what a model holds, by its place and by what its layers call it."""
        roles = {
            id(variable.value.handle): role
            for layer in model._flatten_layers()
            for role in _ROLES
            if isinstance(variable := getattr(layer, role, None), loaded().Variable)
        }
        paths = [(f"{name}[{number}]", variable) for number, variable in enumerate(held)]
        for role in _ROLES:
            mine = (one for one in held if roles.get(id(one.handle)) == role)
            paths += [(f"{name}.{role}[{number}]", one) for number, one in enumerate(mine)]
        for path, variable in paths:
            made = self._reader.variable(path, variable)
            if made is not None:
                yield Handle(path, made.kind, made.graph, made.name, where=f"`{encodable(name)}`")


def named(calls: Calls, names: dict[str, Any], places: list[Place]) -> dict[str, Any]:
    """Return what a script's names mean of those that are called.

    A model counts under any name, and what functions of the script bind counts after globals.
    """
    everywhere = [names, *(one.names for one in reversed(places))]
    found = {
        name: held[name]
        for held in reversed(everywhere)
        for name in calls
        if name in held and callable(held[name])
    }
    if MODEL not in found and {MODEL, TRAIN} & calls.keys():
        models = (model_of(held)[1] for held in everywhere)
        model = next((one for one in models if one is not None), None)
        found |= {MODEL: model} if model is not None else {}
    return found


def _reason(error: Exception) -> str:
    """Return in one line what was raised, without AutoGraph's list of places."""
    if isinstance(error, TooLong):
        return "it has more operations than a graph may have"
    if isinstance(error, TwoFaced):
        return "it gives other numbers when TensorFlow traces it than when it is called"
    found = flatten(error, "")
    message = found.message.strip()
    if message.startswith("in user code:"):
        message = message.splitlines()[-1].strip().removeprefix(f"{found.type}: ")
    return clean_line(f"{found.type}: {message}", 300)


def _calling(model: Any, mode: str) -> Callable[..., Any]:
    return lambda *given: model(*given, training=mode == "train")


def _fitting(tf: Any, model: Any) -> Callable[..., Any]:
    """Return what does with images and labels what `fit` does with a batch."""

    def step(*batch: Any) -> Any:
        return model.train_step(batch)

    plain: Callable[..., Any] = tf.autograph.experimental.do_not_convert(step)
    return plain
