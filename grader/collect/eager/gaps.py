"""Where a script leaves TensorFlow: calls of Python in its graph, and NumPy on its tensors."""

import ast
from collections.abc import Iterator
from typing import Any

import numpy as np

from grader.collect.claims import MAX_GAPS, Gap
from grader.collect.eager.deciding import decisions
from grader.collect.eager.effects import Effects
from grader.collect.eager.nodes import Leaf
from grader.collect.eager.tape import Tape
from grader.collect.keras import loaded

_PYTHON = ("EagerPyFunc", "PyFunc", "PyFuncStateless")
_DATASETS = ("Dataset", "Iterator")  # in the names of what gives rows of `tf.data`
_MOST_TEXT = 60


def gaps(
    source: str,
    names: dict[str, Any],
    tape: Tape,
    weighted: set[int],
    lost: set[int],
    foreign: list[Leaf],
) -> tuple[Gap, ...]:
    """Return the places, each line once. names: what the module's globals hold at the end.

    weighted: the lines where `fit` has weights. lost: where a metric is asked that is not judged.
    foreign: values that no graph can compute, and that decide what names hold.
    """
    found = {(one.kind, one.line): one for one in (*_calls(tape), *_numpy(source, names, tape))}
    first = sorted(found.values(), key=lambda one: one.line)[:MAX_GAPS]
    fitted = (Gap("weights", line) for line in sorted(weighted))
    asked = {*_metrics(source, names, tape), *tape.metrics.lines, *lost}
    metrics = (Gap("metric", line) for line in sorted(asked))
    told = {one.line for one in first}
    others = (one for one in _foreign(tape, foreign) if one.line not in told)
    decided = decisions(source, tape.values.readings)
    return (*first, *fitted, *decided, *metrics, *others)[:MAX_GAPS]


def _calls(tape: Tape) -> Iterator[Gap]:
    for op, line in tape.opaque:
        if line and _calls_python(op, tape.effects):
            yield Gap("python", line)
        elif line and tape.effects.trains(op):
            yield Gap("training", line)
    for step in tape.steps.all():
        for node in step.writes.values():
            if node.line and tape.effects.trains_in_loop(tape.effects.called(node.op, node.attrs)):
                yield Gap("training", node.line)
    for line in tape.values.changed:
        yield Gap("changed", line)


def _foreign(tape: Tape, leaves: list[Leaf]) -> Iterator[Gap]:
    """Yield where an operation that no graph may hold made what names were computed from."""
    first = {leaf.line: leaf.origin for leaf in leaves if leaf.line}
    for line, origin in sorted(first.items()):
        op = tape.effects.foreign(origin)
        if any(part in op for part in _DATASETS):
            if tape.steps.main() is None:  # a step is given rows of whatever dataset
                yield Gap("dataset", line)
        else:
            yield Gap("operation", line, op[:_MOST_TEXT])


def _calls_python(op: str, effects: Effects) -> bool:
    """Say whether an operation, or a function that was called, calls back into Python."""
    definition = None if op in _PYTHON else effects.definition(op)
    nodes = definition.node_def if definition is not None else ()
    return op in _PYTHON or any(node.op in _PYTHON for node in nodes)


def _numpy(source: str, names: dict[str, Any], tape: Tape) -> Iterator[Gap]:
    """Yield where a global is what NumPy made of a tensor, and was given to TensorFlow again."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    modules = {name for name, value in names.items() if value is np}
    own = {name for name, value in names.items() if getattr(value, "__name__", "") == "tensorflow"}
    numbers = set(_numbers(tree, names, tape))
    computed: set[str] = set()  # by TensorFlow, further up; a name may mean an array by now
    assigned = (node for node in ast.walk(tree) if isinstance(node, ast.Assign))
    for node in sorted(assigned, key=lambda one: one.lineno):
        targets = {one.id for one in ast.walk(node) if isinstance(one, ast.Name) and _bound(one)}
        given = any(name in numbers or _was_given(names.get(name), tape) for name in targets)
        for call in ast.walk(node.value):
            if not isinstance(call, ast.Call):
                continue
            if _is_of(call.func, own):
                computed |= targets
            elif given and _is_of(call.func, modules):
                read = {one.id for one in ast.walk(call) if isinstance(one, ast.Name)}
                again = read & targets & computed
                if again or any(_is_tensor(names.get(one), tape) for one in read):
                    yield Gap("numpy", node.lineno, ast.unparse(call.func)[:_MOST_TEXT])


def _numbers(tree: ast.AST, names: dict[str, Any], tape: Tape) -> Iterator[str]:
    """Yield the globals that are numbers of NumPy's, of lines where one was given to TensorFlow."""
    read = (one for one in ast.walk(tree) if isinstance(one, ast.Name) and not _bound(one))
    there = (one.id for one in read if one.lineno in tape.values.numbers)
    yield from (name for name in there if isinstance(names.get(name), np.generic))


def _metrics(source: str, names: dict[str, Any], tape: Tape) -> Iterator[int]:
    """Yield the lines where a global that is a metric of Keras which nothing follows is asked."""
    keras = loaded()
    if not keras:
        return
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    asked = (
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "result"
    )
    held = (one for one in asked if isinstance(one, ast.Name))
    yield from (one.lineno for one in held if _is_unfollowed(names.get(one.id), tape))


def _is_unfollowed(value: Any, tape: Tape) -> bool:
    return isinstance(value, loaded().metrics.Metric) and not tape.metrics.follows(value)


def _bound(name: ast.Name) -> bool:
    return isinstance(name.ctx, ast.Store)


def _is_of(function: ast.expr, modules: set[str]) -> bool:
    """Say whether a function is one of these modules, `np.maximum` or `tf.nn.relu`."""
    while isinstance(function, ast.Attribute):
        function = function.value
    return isinstance(function, ast.Name) and function.id in modules


def _was_given(value: Any, tape: Tape) -> bool:
    """Say whether an array was given to TensorFlow as it is."""
    ref = tape.known(value) if type(value) is np.ndarray else None
    return ref is not None and isinstance(ref[0], Leaf)


def _is_tensor(value: Any, tape: Tape) -> bool:
    """Say whether a value is a tensor, a variable, an array of one's `.numpy()`, or holds one."""
    if isinstance(value, list | tuple):
        return any(_is_tensor(one, tape) for one in value[:64])
    if isinstance(value, dict):
        return any(_is_tensor(one, tape) for one in list(value.values())[:64])
    if type(value) is np.ndarray:
        ref = tape.known(value)
        return ref is not None and not isinstance(ref[0], Leaf)
    return tape.is_tensor(value)
