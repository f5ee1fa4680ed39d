"""Names of old TensorFlow 1 and NumPy that today's have lost, put back for the student's script.

Each is today's function under its old name, or with its old order of arguments. What cannot be put
back raises as before, and `grader.pipeline.explanation` tells today's spelling.
"""

import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np

from grader.collect import layers
from grader.collect.frameworks import contrib_framework
from grader.collect.layer_objects import layer_objects

RENAMED = {
    "mul": "multiply",
    "sub": "subtract",
    "neg": "negative",
    "inv": "reciprocal",
    "pack": "stack",
    "unpack": "unstack",
    "select": "where",
    "batch_matmul": "matmul",
    "listdiff": "setdiff1d",
    "complex_abs": "abs",
    "scalar_summary": "summary.scalar",
    "histogram_summary": "summary.histogram",
    "image_summary": "summary.image",
    "merge_summary": "summary.merge",
    "merge_all_summaries": "summary.merge_all",
    "train.SummaryWriter": "summary.FileWriter",
}


def _floats(values: Any, dtype: Any = np.float64) -> Any:
    """Return values as an array of floating-point numbers, as `np.asfarray` did."""
    return np.asarray(values, dtype)


_OF_NUMPY: dict[str, Any] = {
    "int": int,
    "float": float,
    "complex": complex,
    "object": object,
    "str": str,
    "float_": np.float64,
    "complex_": np.complex128,
    "unicode_": np.str_,
    "string_": np.bytes_,
    "Inf": np.inf,
    "Infinity": np.inf,
    "infty": np.inf,
    "NaN": np.nan,
    "NAN": np.nan,
    "product": np.prod,
    "cumproduct": np.cumprod,
    "alltrue": np.all,
    "sometrue": np.any,
    "row_stack": np.vstack,
    "asfarray": _floats,
    "asscalar": np.ndarray.item,
}


def put_numpy_back() -> None:
    """Add to NumPy, in this process, the names that old scripts use and that it has lost."""
    for name, meaning in _OF_NUMPY.items():
        if name not in vars(np):
            setattr(np, name, meaning)


def put_back(tf: Any, read_data_sets: Callable[..., Any]) -> ModuleType:
    """Add the lost names to `tf` (tensorflow.compat.v1); return its module `contrib`."""
    for old, new in RENAMED.items():
        owner, name = _at(tf, old)
        given, today = _at(tf, new)
        if not hasattr(owner, name):
            setattr(owner, name, getattr(given, today))
    wrapped = sys.modules.get("tensorflow.python.pywrap_tensorflow")
    if wrapped is not None and not hasattr(wrapped, "NewCheckpointReader"):
        vars(wrapped)["NewCheckpointReader"] = tf.train.NewCheckpointReader
    tf.concat, tf.split = _axis_first(tf.concat), _split(tf.split)
    contrib = _contrib(tf, read_data_sets)
    given_layers = layers.old_layers(tf)
    of_layers = _module("tensorflow.layers", {**given_layers, **layer_objects(tf, given_layers)})
    for place in (tf, tf.compat.v1):  # a script may call it `tf.compat.v1`, although it is `tf`
        place.contrib, place.layers = contrib, of_layers
    return contrib


def _at(tf: Any, path: str) -> tuple[Any, str]:
    owner = tf
    *above, name = path.split(".")
    for part in above:
        owner = getattr(owner, part)
    return owner, name


def _axis_first(concat: Callable[..., Any]) -> Callable[..., Any]:
    """Return `tf.concat` that takes the axis before the values as well, as it once did."""

    def either(values: Any = None, axis: Any = None, name: str = "concat", **old: Any) -> Any:
        values, axis = old.pop("values", values), old.pop("concat_dim", axis)
        if isinstance(values, int) and isinstance(axis, list | tuple):
            values, axis = axis, values
        return concat(values, axis, name=name, **old)

    return either


def _split(split: Callable[..., Any]) -> Callable[..., Any]:
    """Return `tf.split` that takes axis, number and value in this order as well."""

    def either(value: Any = None, num_or_size_splits: Any = None, axis: Any = 0, *args: Any,
               **options: Any) -> Any:  # fmt: skip
        if isinstance(value, int) and isinstance(num_or_size_splits, int):
            value, axis = axis, value
        return split(value, num_or_size_splits, axis, *args, **options)

    return either


def _contrib(tf: Any, read_data_sets: Callable[..., Any]) -> ModuleType:
    """Return `tf.contrib` with what lessons use of it."""
    given = layers.contrib_layers(tf)
    below = _module("tensorflow.contrib.layers", given)
    datasets = _module("tensorflow.contrib.learn.datasets", {})
    vars(datasets)["mnist"] = _module(
        "tensorflow.contrib.learn.datasets.mnist", {"read_data_sets": read_data_sets}
    )
    learn = _module("tensorflow.contrib.learn", {"datasets": datasets})
    of_variables = contrib_framework(tf)
    slim = _module("tensorflow.contrib.slim", {**of_variables, **given})
    framework = _module("tensorflow.contrib.framework", of_variables)
    names = {"layers": below, "slim": slim, "learn": learn, "framework": framework}
    return _module("tensorflow.contrib", names)


def _module(name: str, names: dict[str, Any]) -> ModuleType:
    module = ModuleType(name)
    vars(module).update(names)
    return module
