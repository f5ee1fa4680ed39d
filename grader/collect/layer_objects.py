"""`tf.layers.Dense` and its like: objects that make their variables when they are first called.

As in TensorFlow 1, the name that an object is given is made unique, where that of the function
`tf.layers.dense` is taken as it is; a second call uses the variables of the first.
"""

from collections.abc import Callable
from typing import Any


def layer_objects(tf: Any, functions: dict[str, Any]) -> dict[str, Any]:
    """Return the classes of `tf.layers` that lessons use, by their names."""
    kinds = dict(  # noqa: C408 - one of these words is an exercise's name
        dense="Dense", conv2d="Conv2D", flatten="Flatten", dropout="Dropout"
    )
    first = {"Dense": "units", "Conv2D": "filters", "Dropout": "rate"}
    return {
        kind: _class(tf, kind, functions[name], first.get(kind, "")) for name, kind in kinds.items()
    }


def _class(tf: Any, kind: str, function: Callable[..., Any], first: str) -> type:
    """Return the class of a layer that `function` computes."""

    class Layer:
        def __init__(self, *args: Any, name: str | None = None, **options: Any) -> None:
            self._args, self._options = args, options
            self.name = name or kind.lower()
            self._scope: Any = None
            self.variables: list[Any] = []
            if first and args:
                setattr(self, first, args[0])
            for option, value in options.items():
                if not option.startswith("_"):
                    setattr(self, option, value)

        def __call__(self, inputs: Any, *args: Any, **options: Any) -> Any:
            """Return what the layer computes of its inputs."""
            given = {**self._options, **options}
            if not self._is_named(function):
                return function(inputs, *self._args, *args, **given, name=self.name)
            if self._scope is not None:
                return function(
                    inputs, *self._args, *args, **given, name=self._scope, reuse=True
                )  # fmt: skip
            before = list(tf.global_variables())
            result = function(inputs, *self._args, *args, **given, default=self.name)
            held = {id(one) for one in before}
            self.variables = [one for one in tf.global_variables() if id(one) not in held]
            for one in self.variables:
                above, _, last = one.op.name.rpartition("/")
                setattr(self, last, one)
                self._scope = tf.VariableScope(True, name=above)
            return result

        apply = __call__

        @staticmethod
        def _is_named(function: Callable[..., Any]) -> bool:
            """Say whether the function takes a name that is made unique."""
            return "default" in function.__code__.co_varnames

        @property
        def weights(self) -> list[Any]:
            return self.variables

        @property
        def trainable_variables(self) -> list[Any]:
            trained = {id(one) for one in tf.trainable_variables()}
            return [one for one in self.variables if id(one) in trained]

        trainable_weights = trainable_variables

    Layer.__name__ = Layer.__qualname__ = kind
    return Layer
