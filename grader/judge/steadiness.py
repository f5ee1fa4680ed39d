"""What may not decide a value: anything that differs from one run to the next.

A value may depend on inputs and on known variables; on others only if nothing in the graph changes
them, and on no operation that draws random numbers, which counts its own runs.
"""

from collections.abc import Collection, Sequence

from grader.execute.protocol import Influenced
from grader.judge.checks import CheckFailed
from grader.judge.graph import Graph


def require_steady(
    graph: Graph, path: str, known: Collection[str] = (), inputs: Sequence[str] = ()
) -> None:
    """Fail the check if a global could differ from run to run although nobody sets anything.

    known: operation names of variables that may decide it. inputs: globals that are given.
    """
    found = graph.influences(graph.handle(path).name, _names(graph, inputs))
    if found.writes:
        raise CheckFailed(f"running `{path}` changes the variable `{found.writes[0].variable}`")
    if moving := _moving(graph, found.sources, known):
        raise CheckFailed(f"`{path}` depends on {next(iter(moving.values()))}")


def unsteady_writes(
    graph: Graph,
    operations: Sequence[str],
    known: Collection[str],
    inputs: Sequence[str],
    given: Collection[str] = (),
) -> dict[str, str]:
    """Return what decides, beside weights and inputs, what operations write into known variables.

    known: operation names of the variables. inputs: globals that are given; given: tensors that
    are, by TensorFlow name. For each source that differs from run to run, the words for it.
    """
    fed = (*_names(graph, inputs), *given)
    found: list[Influenced] = [graph.influences(name, fed) for name in operations]
    sources = [
        source
        for one in found
        for write in one.writes
        if write.variable in known
        for source in write.sources
    ]
    written = [write.variable for one in found for write in one.writes]
    return _moving(graph, sources, known, written)


def _moving(
    graph: Graph, sources: Sequence[str], known: Collection[str], written: Sequence[str] = ()
) -> dict[str, str]:
    """Return those of the sources that differ from run to run, with the words for each.

    written: variables that are known to change.
    """
    changing = {*written, *(graph.changing() if set(sources) - {*known} else ())}
    words = {}
    for name in sources:
        info = graph.node(name)
        if name in known or info is None:
            continue
        if not info.variable:
            words[name] = f"random numbers (`{name}`)"
        elif name in changing:
            words[name] = f"the variable `{name}`, which changes while the graph is run"
    return words


def _names(graph: Graph, paths: Sequence[str]) -> tuple[str, ...]:
    return tuple(graph.handle(path).name for path in paths if graph.has(path))
