"""What an object would write into a file and read from one, as operations that nothing ran.

An object of TensorFlow 2 takes from a file what has its names, and says nothing of the rest. So the
names that it looks for are claimed as well, as those of a saver are.
"""

import contextlib
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from grader.collect.eager.emitter import Emitter
from grader.collect.eager.graphdef import short
from grader.collect.eager.nodes import HANDLE, MARK, Node
from grader.collect.events import SaverClaim
from grader.collect.keras import loaded

Sought = dict[str, Node]  # variables, by the names that files have for them
_COUNTER = "save_counter"  # which a Checkpoint keeps of its own


def sought_by(view: Any, found: Mapping[str, Node] | None = None) -> Sought:
    """Return the script's variables that are in an object now.

    view: the ObjectGraphView that names its parts. found: variables by their names in a file: where
    several ways lead to one variable, TensorFlow takes the one that the file has.
    """
    with contextlib.suppress(Exception):  # the script's own classes may raise anything
        ways = list(_variables(view))
        names = {one: name for name, one in reversed(ways)}
        names |= {one: name for name, one in (found or {}).items() if (name, one) in ways}
        return {names[one]: one for one in dict.fromkeys(one for _, one in ways)}
    return {}


def sought_of(checkpoint: Any) -> Sought:
    """Return the script's variables that are in a `tf.train.Checkpoint` now."""
    with contextlib.suppress(Exception):
        return sought_by(checkpoint._saver._graph_view)
    return {}


def saver_claim(emitter: Emitter, sought: Sought) -> SaverClaim:
    """Return what writes and reads these variables. Raises TooLong."""
    return SaverClaim("", saving(emitter, sought), restoring(emitter, sought))


def saving(emitter: Emitter, sought: Sought) -> str:
    """Return an operation that writes these variables under their names. Raises TooLong."""
    graph = emitter.graph
    inputs = _inputs(emitter, sought)
    for variable in sought.values():
        read = graph.node("ReadVariableOp", "sought/read", 0)
        read.input.append(short(emitter.tensor((variable, 0))))
        graph.set_attributes(read, {"dtype": variable.attributes()["dtype"]})
        inputs.append(read.name)
    return _saver(emitter, "SaveV2", inputs, sought)


def restoring(emitter: Emitter, sought: Sought) -> str:
    """Return an operation that reads these variables by their names. Raises TooLong."""
    graph = emitter.graph
    read = _saver(emitter, "RestoreV2", _inputs(emitter, sought), sought)
    writes = []
    for number, variable in enumerate(sought.values()):
        write = graph.node("AssignVariableOp", "sought/write", 0)
        write.input.extend((short(emitter.tensor((variable, 0))), short(f"{read}:{number}")))
        graph.set_attributes(write, {"dtype": variable.attributes()["dtype"]})
        writes.append(write.name)
    done = graph.node("NoOp", "sought/restored", 0)
    done.input.extend(f"^{name}" for name in writes)
    return str(done.name)


def _variables(view: Any) -> Iterator[tuple[str, Node]]:
    """Yield the variables below an object, as TensorFlow names them in a file; each way to one."""
    from tensorflow.python.trackable.trackable_utils import checkpoint_key, object_path_to_string

    keras = loaded()
    found, paths = view.breadth_first_traversal()
    others = [
        (child.ref, (*paths[one], child)) for one in found for child in view.list_children(one)
    ]
    for one, path in (*((one, paths[one]) for one in found), *others):
        variable = one.value if keras and isinstance(one, keras.Variable) else one
        mark = getattr(getattr(variable, "handle", None), MARK, None)
        name = object_path_to_string(path)
        if mark and mark[0].op == HANDLE and name != _COUNTER:
            yield checkpoint_key(name, "VARIABLE_VALUE"), mark[0]


def _inputs(emitter: Emitter, sought: Sought) -> list[Any]:
    """Return the inputs that both operations begin with: path, names, and what part of each."""
    names = np.array([name.encode() for name in sought], object)
    values = np.array(b"", object), names, np.full_like(names, b"")
    return [emitter.graph.constant(value, "sought/names", 0).name for value in values]


def _saver(emitter: Emitter, op: str, inputs: list[Any], sought: Sought) -> str:
    made = emitter.graph.node(op, f"sought/{op}", 0)
    made.input.extend(inputs)
    dtypes = [variable.attributes()["dtype"] for variable in sought.values()]
    emitter.graph.set_attributes(made, {"dtypes": dtypes})
    return str(made.name)
