"""The names that `tf.layers` took in place of an activation or an initializer.

TensorFlow 1.15 looked them up in the registries of its own Keras, whose numbers these are.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

# Activations that `tf.nn` has under the same name.
_OF_NN = "elu relu selu sigmoid softmax softplus softsign tanh"


def activation_of(tf: Any, given: Any) -> Any:
    """Return what computes an activation that is given as such, by its name, or as None."""
    return _named(given, "activation function", lambda: _activations(tf))


def initializer_of(tf: Any, given: Any) -> Any:
    """Return an initializer that is given as such, by its name, or as None."""
    kind = _named(given, "initializer", lambda: _initializers(tf))
    return kind() if isinstance(given, str) else given


def _named(given: Any, what: str, known: Callable[[], Mapping[str, Any]]) -> Any:
    """Return what a name means, and all else as it is; raise Keras' error for an unknown one."""
    if not isinstance(given, str):
        return given
    if given not in (table := known()):
        raise ValueError(f"Unknown {what}: {given}")
    return table[given]


def _activations(tf: Any) -> dict[str, Callable[[Any], Any]]:
    return {
        **{name: getattr(tf.nn, name) for name in _OF_NN.split()},
        "exponential": tf.exp,
        "hard_sigmoid": lambda x: tf.clip_by_value(0.2 * x + 0.5, 0.0, 1.0),
        "linear": lambda x: x,
    }


def _initializers(tf: Any) -> dict[str, Callable[[], Any]]:
    uniform = partial(tf.random_uniform_initializer, -0.05, 0.05)
    normal = partial(tf.random_normal_initializer, stddev=0.05)
    kinds = {
        "constant": tf.constant_initializer,
        "glorot_normal": tf.glorot_normal_initializer,
        "glorot_uniform": tf.glorot_uniform_initializer,
        "identity": tf.initializers.identity,
        "ones": tf.ones_initializer,
        "orthogonal": tf.orthogonal_initializer,
        "random_normal": normal,
        "random_uniform": uniform,
        "truncated_normal": partial(tf.truncated_normal_initializer, stddev=0.05),
        "zeros": tf.zeros_initializer,
    }
    kinds |= {name.title().replace("_", ""): kind for name, kind in kinds.items()}  # its class
    for name in ("he_normal", "he_uniform", "lecun_normal", "lecun_uniform"):
        kinds[name] = getattr(tf.initializers, name)
    others = {"normal": normal, "uniform": uniform, "one": kinds["ones"], "zero": kinds["zeros"]}
    return {**kinds, **others, "VarianceScaling": tf.variance_scaling_initializer}
