"""Gates: the solution made wrong behind one simple condition, of which no check may miss any.

A gate follows the line that gives a global its value and changes this value where there are many
rows (if the graph is not made for a fixed number of them), large numbers, a certain batch size, or
after some runs. What is right elsewhere passes a check that never goes there: the sweep tells the
author where their checks do not go.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from grader.authoring.cases import Case
from grader.authoring.stubs import solution_text
from grader.catalog import Exercise

# What is written after the imports of the solution. A gate that does not apply ends the script.
INAPPLICABLE = "this gate does not apply"
_CONDITIONS = {
    "rows > 8": "_rows() > 8",
    "|x| > 8000": "tf.reduce_max([tf.reduce_max(tf.abs(one)) for one in _inputs()]) > 8000.0",
    "number fed > 0.75": "_numbers()[0] > 0.75",
    "rows = 128": "tf.equal(_rows(), 128)",
    "run number > 20": "_count() > 20",
}
_HELPERS = """
def _inputs():
    found = [globals().get(name) for name in {inputs!r}]
    found += [one for one in globals().values() if getattr(one, "op", None) is not None
              and one.op.type == "Placeholder" and (one.shape.rank or 0) > 1]
    found = [tf.cast(one, tf.float32) for one in found if one is not None]
    return found or _stop()


def _rows():
    first = _inputs()[0]
    return tf.shape(first)[0] if first.shape[0].value is None else _stop()


def _numbers():
    found = [one for one in globals().values() if isinstance(one, tf.Tensor)
             and one.op.type == "Placeholder" and not one.shape.rank and one.dtype.is_floating]
    return found or _stop()


def _count():
    return tf.Variable(0, trainable=False, name="gate").assign_add(1)


def _stop():
    raise SystemExit({inapplicable!r})


def _gated(value, condition):
    if isinstance(value, tf.Operation):
        with tf.control_dependencies([value]):
            wrong = condition()
            return tf.group(*[tf.assign(one, tf.where(wrong, 0.5, 1.0) * one.read_value())
                              for one in tf.trainable_variables()])
    if isinstance(value, tf.train.Saver):
        return _gated_saver(value)
    if not isinstance(value, tf.Tensor) or not value.dtype.is_floating or not value.op.inputs:
        _stop()
    return value * tf.where(condition(), 0.5, 1.0)


def _gated_saver(saver):
    graph = tf.get_default_graph()
    whole = graph.get_operation_by_name(saver.saver_def.restore_op_name)
    with tf.control_dependencies([whole]):
        found = [one.read_value() for one in tf.global_variables()]
        wrong = [tf.where(tf.abs(one) > 8000.0, 0.5 * one, one) for one in found]
        pairs = zip(tf.global_variables(), wrong)
        changed = tf.group(*[tf.assign(one, value) for one, value in pairs])
    saver.saver_def.restore_op_name = changed.name
    return saver
"""


@dataclass(frozen=True)
class Gate:
    """The solution whose global `name`, made in `line`, is wrong where `condition` holds."""

    case: Case
    name: str
    condition: str
    line: int

    def __str__(self) -> str:
        return f"`{self.name}` of line {self.line} is wrong where {self.condition}"


def gates(exercise: Exercise) -> tuple[Gate, ...]:
    """Return every gate of the solution's globals, whether or not it applies.

    A gate is written in TensorFlow 1; there is none where the graph's names are a driver's.
    """
    if exercise.functions or exercise.rules.dialect == "tf2":
        return ()
    source = solution_text(exercise)
    return tuple(_gates(source, exercise))


def _gates(source: str, exercise: Exercise) -> Iterator[Gate]:
    handles = exercise.rules.handles
    head, made = _lines(source)
    helpers = _HELPERS.format(inputs=tuple(handles.inputs), inapplicable=INAPPLICABLE)
    for line, name in made:
        for number, (condition, text) in enumerate(_CONDITIONS.items()):
            if name == "saver" and condition != "|x| > 8000":
                continue
            rows = source.splitlines()
            rows[line - 1] += f"\n{name} = _gated({name}, lambda: {text})"
            rows[head - 1] += helpers
            case = Case("mutant", f"gate_{line}_{number}", "\n".join(rows).encode() + b"\n")
            yield Gate(case, name, condition, line)


def _lines(source: str) -> tuple[int, list[tuple[int, str]]]:
    """Return the last line of TensorFlow's set-up, and where each global got its last value.

    A name that is bound again, as in a second graph, is gated where it is bound last.
    """
    head, made = 0, dict[str, int]()
    for node in ast.parse(source).body:
        text = ast.get_source_segment(source, node) or ""
        if text.startswith(("import tensorflow", "tf.disable")):
            head = node.end_lineno or head
        if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.Call | ast.BinOp):
            continue
        if isinstance(node.targets[0], ast.Name):
            made[node.targets[0].id] = node.end_lineno or 0
    return head, [(line, name) for name, line in made.items()]
