"""Where TensorFlow is made to tell what runs eagerly: its callbacks, and nine of its functions.

All of it is private to TensorFlow and may change: `grader.collect.eager.selftest` finds out.
"""

import contextlib
import sys
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from grader.collect.eager.nodes import MARK, Leaf
from grader.collect.eager.tape import Tape
from grader.collect.eager.values import asked_by

Ended = Callable[[str, int, dict[str, Any]], None]
Returned = Callable[[str, Any], Any]
_RESULT = "retval_"
_OF_AUTOGRAPH = ("fscope", "do_return", _RESULT)  # its own names in the functions that it writes


@contextlib.contextmanager
def recording(tape: Tape, ended: Ended, returned: Returned) -> Iterator[None]:
    """Record on the tape what runs eagerly meanwhile.

    ended, returned: told what a function of the script bound, and returned, that AutoGraph has
    written anew.
    """
    from tensorflow.python import pywrap_tfe
    from tensorflow.python.autograph.core.function_wrappers import FunctionScope
    from tensorflow.python.checkpoint.checkpoint import TrackableSaver
    from tensorflow.python.framework import constant_op, op_callbacks, ops
    from tensorflow.python.ops import gen_logging_ops
    from tensorflow.python.training import py_checkpoint_reader

    tensor = ops._EagerTensorBase
    tape.reads_with(tensor._numpy, ops.EagerTensor)
    setattr(tensor, MARK, None)  # or looking in vain takes as long as a small operation
    opening, loading = _loading(tape, py_checkpoint_reader)
    places = [
        (pywrap_tfe, "TFE_Py_FastPathExecute", _executing(tape, pywrap_tfe, ops)),
        (constant_op, "convert_to_eager_tensor", _converting(tape, constant_op)),
        (tensor, "_numpy", _reading(tape, tensor)),
        (tensor, "numpy", _exporting(tape, tensor)),
        (py_checkpoint_reader, "NewCheckpointReader", opening),
        (py_checkpoint_reader.CheckpointReader, "get_tensor", loading),
        (gen_logging_ops, "print_v2", _printing(gen_logging_ops.print_v2)),
        (FunctionScope, "__exit__", _ending(FunctionScope.__exit__, ended, returned)),
        (TrackableSaver, "restore", _restoring(tape, TrackableSaver.restore)),
    ]
    originals = [getattr(owner, name) for owner, name, _ in places]

    def ran(
        op: Any, inputs: Any, attrs: Any, outputs: Any, op_name: Any = None, graph: Any = None
    ) -> None:
        if graph is None:  # else a function is being traced
            tape.ran(op, inputs, attrs, outputs)

    for owner, name, replacement in places:
        setattr(owner, name, replacement)
    op_callbacks.add_op_callback(ran)
    try:
        yield
    finally:
        with contextlib.suppress(KeyError):  # a script may have removed it
            op_callbacks.remove_op_callback(ran)
        with contextlib.suppress(AttributeError):  # this one, too
            delattr(tensor, MARK)
        for (owner, name, _), original in zip(places, originals, strict=True):
            setattr(owner, name, original)


def _executing(tape: Tape, pywrap_tfe: Any, ops: Any) -> Any:
    """Return an `execute` that reads variables first: C++ would, and tell no callback."""
    from tensorflow.python.framework.dtypes import DType
    from tensorflow.python.ops.resource_variable_ops import BaseResourceVariable

    execute = pywrap_tfe.TFE_Py_FastPathExecute
    # Asking an abstract class about each argument would take longer than most operations.
    plain = frozenset({ops.EagerTensor, DType, str, int, float, bool, type(None)})

    def settled(value: Any) -> Any:
        if type(value) in plain:
            return value
        if isinstance(value, BaseResourceVariable):
            return ops.convert_to_tensor(value)
        return list(map(settled, value)) if type(value) in (list, tuple) else value

    def executed(context: Any, op: Any, name: Any, *arguments: Any) -> Any:
        if plain.issuperset(map(type, arguments)):
            tape.arrays = ()
            return execute(context, op, name, *arguments)
        given = [settled(one) for one in arguments]
        tape.arrays = tuple(one for one in given if type(one) is np.ndarray)
        return execute(context, op, name, *given)

    return executed


def _printing(write: Any) -> Any:
    """Return what lets `tf.print` write where a script prints, in place of where errors go."""

    def printed(text: Any, output_stream: str = "stderr", **options: Any) -> Any:
        stream = "stdout" if output_stream == "stderr" else output_stream
        return write(text, output_stream=stream, **options)

    return printed


def _restoring(tape: Tape, restore: Any) -> Any:
    """Return a `restore` that tells of files out of which no variable gets a value, too."""

    def restored(saver: Any, save_path: Any, *rest: Any, **options: Any) -> Any:
        if save_path is None:
            return restore(saver, save_path, *rest, **options)
        read = tape.checkpoints.asked(save_path, saver._graph_view, tape.now())
        try:
            return restore(saver, save_path, *rest, **options)
        except Exception:
            read.failed = True
            raise

    return restored


def _ending(leave: Any, ended: Ended, returned: Returned) -> Any:
    """Return what leaves a function of AutoGraph's, and tells what one of the script's held."""

    def left(scope: Any, *how: Any) -> Any:
        frame = sys._getframe(1)
        if frame.f_globals.get("__name__") == "__main__":
            names = {key: frame.f_locals[key] for key in frame.f_locals if key not in _OF_AUTOGRAPH}
            name = frame.f_code.co_name.removeprefix("tf__")
            ended(name, 0, names)
            returned(name, frame.f_locals.get(_RESULT))
        return leave(scope, *how)

    return left


def _converting(tape: Tape, constant_op: Any) -> Any:
    convert = constant_op.convert_to_eager_tensor

    def converted(value: Any, ctx: Any, dtype: Any = None) -> Any:
        tensor = convert(value, ctx, dtype)
        known = tape.values.came_back(value)
        if known is not None and dtype in (None, tensor.dtype):
            setattr(tensor, MARK, known)  # nothing has happened to it in NumPy
        elif type(value) is np.ndarray and isinstance(leaf := tape.ref(tensor)[0], Leaf):
            tape.values.given(value, leaf)
        elif isinstance(value, np.generic):
            tape.values.given_number()
        return tensor

    return converted


def _loading(tape: Tape, module: Any) -> tuple[Any, Any]:
    """Return what opens a checkpoint for Python, and what gives Python an array of it."""
    opened: list[tuple[Any, str]] = []
    open_file, get = module.NewCheckpointReader, module.CheckpointReader.get_tensor

    def opening(path: Any) -> Any:
        reader = open_file(path)
        opened.append((reader, str(path)))
        return reader

    def loading(reader: Any, name: Any) -> Any:
        array = get(reader, name)
        path = next((path for one, path in opened if one is reader), None)
        if path is not None:
            tape.loaded(path, str(name), array)
        return array

    return opening, loading


def _reading(tape: Tape, base: Any) -> Any:
    to_numpy = base._numpy

    def read(tensor: Any) -> Any:
        value = to_numpy(tensor)
        tape.values.read(tensor, value, *asked_by())
        return value

    return read


def _exporting(tape: Tape, base: Any) -> Any:
    numpy = base.numpy

    def exported(tensor: Any) -> Any:
        value = numpy(tensor)
        tape.values.exported(value, tensor)
        return value

    return exported
