"""What a script read, and what its variables began and ended with, as claims."""

import contextlib
from collections.abc import Iterable, Iterator
from typing import Any

from grader.collect.eager.emitter import Emitter
from grader.collect.eager.graphdef import TooLong
from grader.collect.eager.nodes import Node
from grader.collect.eager.passes import Timed
from grader.collect.eager.steps import Steps
from grader.collect.eager.values import Reading
from grader.collect.eager.worlds import Place
from grader.collect.events import Run
from grader.foundation.wire import DTYPES, Array, pack

_VALUES_BUDGET = 1 << 20
_ENDS_BUDGET = 5 << 20


def read(readings: Iterable[Reading], emitter: Emitter, place: Place) -> Iterator[Timed]:
    """Yield a run for each value of the graph that Python was given, with its time."""
    left = _VALUES_BUDGET
    for reading in readings:
        node: Node | None = reading.node()
        if node is None or not emitter.has(node):
            continue
        name = emitter.tensor((node, reading.output))
        values = {}
        if reading.value is not None and reading.value.dtype.name in DTYPES:
            left -= reading.value.nbytes
            if left >= 0:
                values[name] = pack(reading.value)
        yield reading.order, Run(*place(reading.order), (name,), (), values)


def first_writes(steps: Steps, emitter: Emitter) -> Iterator[tuple[str, str]]:
    """Yield the variables of the graph, each with the operation that first gave it a value."""
    for variable, write in list(steps.first.items()):
        if emitter.has(variable):
            with contextlib.suppress(TooLong):
                emitter.step("initial", {variable: write})
                name = emitter.tensor((variable, 0)).split(":")[0]
                yield name, emitter.operation(write)


def ended(variables: dict[str, Any]) -> tuple[dict[str, Array], bool]:
    """Return what variables hold now, by their names, and whether that is all of it."""
    left, values = _ENDS_BUDGET, dict[str, Array]()
    for name, variable in variables.items():
        value = variable.numpy()
        if value.dtype.name in DTYPES and (left := left - value.nbytes) >= 0:
            values[name] = pack(value)
    return values, left >= 0
