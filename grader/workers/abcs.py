"""Answers about abstract base classes that every child would otherwise work out again.

TensorFlow asks all the time whether a thing is a sequence, a mapping or callable. Python remembers
the answer for each class, and a child inherits what its parent remembers. No graph is made here: a
graph starts a thread, and a process with threads cannot be forked.
"""

from collections import abc
from types import FunctionType, NoneType
from typing import Any

import numpy as np

_ABSTRACT: tuple[Any, ...] = (
    abc.Callable, abc.Hashable, abc.Iterable, abc.Mapping, abc.MappingView, abc.MutableMapping,
    abc.Sequence,
)  # fmt: skip
_PLAIN = (bool, bytes, dict, float, FunctionType, int, list, NoneType, str, tuple)
_ARRAYS = (np.dtype, np.float32, np.float64, np.int32, np.int64, np.ndarray)


def remember(tf: Any) -> None:
    """Ask, for the classes that scripts and graphs are made of, what TensorFlow will ask."""
    from tensorflow.python.distribute.values import DistributedVariable
    from tensorflow.python.framework.composite_tensor import CompositeTensor
    from tensorflow.python.framework.ops import EagerTensor, SymbolicTensor
    from tensorflow.python.framework.type_spec import TypeSpec
    from tensorflow.python.ops.ref_variable import RefVariable
    from tensorflow.python.ops.resource_variable_ops import BaseResourceVariable, ResourceVariable
    from tensorflow.python.types.core import Tensor, TensorProtocol

    graphs = (
        EagerTensor,
        SymbolicTensor,
        Tensor,
        tf.Tensor,
        TensorProtocol,
        tf.Operation,
        RefVariable,
        ResourceVariable,
    )
    variables = (BaseResourceVariable, DistributedVariable)
    tensors = (CompositeTensor, TensorProtocol, TypeSpec, *variables)
    for kind in (*_PLAIN, *_ARRAYS, *graphs, tf.DType, tf.Dimension, tf.TensorShape):
        for abstract in (*_ABSTRACT, *tensors):
            issubclass(kind, abstract)
    tf.nest.flatten([1.0, [2, "x"], {"a": np.zeros(1)}])
