"""The share that dropout of Keras keeps, as data: Keras holds it as a number of Python's.

A layer's rate is fixed when the layer is made, and no graph shows it but in numbers computed from
it. So dropout is given `1 - share` instead, with a tensor for the share, which can be given other
values like any tensor of the script's own.
"""

import contextlib
import functools
from collections import deque
from collections.abc import Callable, Iterator
from numbers import Real
from typing import Any

from grader.collect.eager.nodes import Leaf, Ref
from grader.collect.eager.tape import Tape
from grader.collect.keras import loaded

_MOST_RESULTS = 32
# TensorFlow's functions for it, and whether a share is data only where a layer calls them.
_DROPOUTS = {"nn.experimental.stateless_dropout": False, "nn.dropout": True}


class _Known(float):
    """The rate of a layer as a number, and the tensor that the script gave for it."""

    tensor: Any


class Shares:
    """Has a tensor for each share that was asked for. `tf` is tensorflow.

    results: the last tensors that models gave when they were called, each with its model and with
    what that was given. inside: the same of models that functions called while they were traced.
    """

    def __init__(self, tf: Any, tape: Tape) -> None:
        self._tf, self._tape = tf, tape
        self._tensors: dict[float, Any] = {}
        self._fixed = False
        self.results: deque[tuple[Ref, Any, Any]] = deque(maxlen=_MOST_RESULTS)
        self.inside: deque[tuple[Any, Any, Any]] = deque(maxlen=_MOST_RESULTS)

    def all(self) -> list[tuple[Ref, Any]]:
        """Return the tensors for shares, those that were asked for first at the beginning."""
        return [(self._tape.ref(tensor), tensor.numpy()) for tensor in self._tensors.values()]

    @contextlib.contextmanager
    def open(self) -> Iterator[None]:
        """Give dropout its share as a tensor, and note what models give, meanwhile."""
        with self._given(), self._noting():
            yield

    @contextlib.contextmanager
    def traced(self, model: Any) -> Iterator[None]:
        """Let a model be traced meanwhile where the rate of a layer is a tensor.

        Keras asks whether a rate is more than 0, which no function that is traced can answer then.
        """
        layers = model._flatten_layers() if model is not None else ()
        held: list[tuple[Any, Any]] = [
            (one, rate) for one in layers if self._tape.known(rate := getattr(one, "rate", None))
        ]
        for layer, rate in held:
            layer.rate = _Known(rate)
            layer.rate.tensor = rate
        try:
            yield
        finally:
            for layer, rate in held:
                layer.rate = rate

    def last_given(self, model: Any, argument: Callable[[Any], Ref | None]) -> Any:
        """Return what a model was called with last, None if it was not called.

        argument: returns what a function was given for a tensor of its own.
        """
        for _, one, given in reversed(self.results):
            if one is model:
                return given
        for _, one, given in reversed(self.inside):
            if one is model and self._tf.is_symbolic_tensor(given) and (ref := argument(given)):
                return ref[0].value if isinstance(ref[0], Leaf) else None
        return None

    @contextlib.contextmanager
    def _given(self) -> Iterator[None]:
        held = []
        for path, in_layers in _DROPOUTS.items():
            *inner, name = path.split(".")
            place = functools.reduce(getattr, inner, self._tf)
            original = getattr(place, name)
            held.append((place, name, original))
            setattr(place, name, self._with_share(original, in_layers=in_layers))
        try:
            yield
        finally:
            for place, name, original in held:
                setattr(place, name, original)

    def _with_share(self, original: Any, *, in_layers: bool) -> Any:
        """Return dropout that takes its rate from a tensor; in_layers: where a layer calls it."""

        def dropout(x: Any, rate: Any, *args: Any, **options: Any) -> Any:
            if not self._fixed and (not in_layers or _is_called()):
                x = self._tf.convert_to_tensor(x)
                if isinstance(rate, _Known):
                    rate = self._tf.cast(rate.tensor, x.dtype)
                elif isinstance(rate, Real) and 0 < float(rate) < 1:
                    rate = self._tf.cast(1 - self._tensor(float(rate)), x.dtype)
            return original(x, rate, *args, **options)

        return dropout

    @contextlib.contextmanager
    def fixed(self) -> Iterator[None]:
        """Let dropout have its rate as the number that it is meanwhile."""
        self._fixed = True
        try:
            yield
        finally:
            self._fixed = False

    @contextlib.contextmanager
    def _noting(self) -> Iterator[None]:
        keras = loaded()
        if not keras:
            yield
            return
        original = keras.Model.__call__

        def call(model: Any, *args: Any, **options: Any) -> Any:
            result = original(model, *args, **options)
            if ref := self._tape.known(result):
                self.results.append((ref, model, args[0] if args else None))
            elif self._tf.is_symbolic_tensor(result):
                self.inside.append((result, model, args[0] if args else None))
            return result

        keras.Model.__call__ = call
        try:
            yield
        finally:
            del keras.Model.__call__  # it is that of a layer again

    def _tensor(self, rate: float) -> Any:
        if rate not in self._tensors:
            with self._tf.init_scope():  # which a function that is being traced is given
                self._tensors[rate] = self._tf.constant(1 - rate)
        return self._tensors[rate]


def _is_called() -> bool:
    """Say whether a layer or a model of Keras is being called."""
    if not loaded():
        return False
    from keras.src.backend.common.global_state import get_global_attribute

    return get_global_attribute("current_call_ctx") is not None
