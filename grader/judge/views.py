"""Which globals belong to which graph: from the collector's snapshots to one view per graph."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from grader.catalog.rules import HandleRules
from grader.collect.claims import Claims, Handle
from grader.execute.protocol import NodeInfo

_ABSENT = {
    "array": "`{path}` was not computed by your graph: no `Session.run` returned its numbers",
    "eager": "`{path}` is an eager tensor: call `tf.disable_v2_behavior()` after the import",
    "long": "`{path}` comes from more operations in a row than a graph may have: keep what a loop"
    " changes in a `tf.Variable`",
    "value": "`{path}` is a plain Python value, not a tensor of your graph",
    "optimizer": "`{path}` is an optimizer object, not an operation",
    "uncalled": "`{path}` cannot be called: {why}",
}
_ABSENT_IN_SECOND = {
    "eager": "`{path}` holds what the grader could not record: compute it with operations of `tf`"
    " in your script itself, without threads and without `tf.distribute`",
    "array": "`{path}` holds numbers of NumPy's, which TensorFlow cannot follow: compute it with"
    " `tf`",
}


@dataclass(frozen=True)
class View:
    """The globals of one graph, as of the latest snapshot that shows most of what is required."""

    graph: int
    handles: Mapping[str, Handle]
    found: int


def views(claims: Claims, rules: HandleRules) -> list[View]:
    """Return a view for every graph that shows a required global, in the graphs' order.

    A global counts only if its name still exists at the end of the script.
    """
    alive = frozenset(claims.globals_at_end)
    result = []
    for graph in range(len(claims.graphs)):
        best: View | None = None
        for snapshot in claims.snapshots:
            handles = {
                handle.path: handle
                for handle in snapshot.handles
                if handle.graph == graph and (handle.where or _root(handle.path) in alive)
            }
            found = _count(handles, rules)
            if found and (best is None or found >= best.found):
                best = View(graph, handles, found)
        if best is not None:
            result.append(best)
    return result


def views_of_runs(claims: Claims, rules: HandleRules, runs: int) -> list[View]:
    """Return a view for each run of a driver: its globals when it ended, of the graph that counts.

    That is the graph which shows most of what is required, the latest of equals. Without any, the
    view has the number -1. Of globals that hold no part of a graph, the values are there too.
    """
    found = {shot.reason: shot.handles for shot in claims.snapshots}
    result = []
    for run in range(runs):
        handles = found.get(f"run {run}", ())
        plain = {one.path: one for one in handles if one.graph is None}
        best = View(-1, plain, 0)
        for graph in range(len(claims.graphs)):
            mine = {one.path: one for one in handles if one.graph == graph}
            shown = _count(mine, rules)
            if shown and shown >= best.found:
                best = View(graph, {**plain, **mine}, shown)
        result.append(best)
    return result


def main_view(all_views: Iterable[View]) -> View | None:
    """Return the view that shows most of what is required, the latest of equals."""
    best: View | None = None
    for view in all_views:
        if best is None or view.found >= best.found:
            best = view
    return best


def plain_values(claims: Claims) -> dict[str, int | float | bool | str]:
    """Return the plain numbers and strings among the globals, as they were last seen."""
    values: dict[str, int | float | bool | str] = {}
    for snapshot in claims.snapshots:
        for handle in snapshot.handles:
            if handle.value is not None:
                values[handle.path] = handle.value
    return values


def absences(claims: Claims) -> dict[str, str]:
    """Return, for globals that are not tensors at the end, the sentence that says so."""
    messages: dict[str, str] = {}
    alive = frozenset(claims.globals_at_end)
    words = {**_ABSENT, **(_ABSENT_IN_SECOND if claims.dialect == "tf2" else {})}
    for snapshot in claims.snapshots:
        for handle in snapshot.handles:
            messages.pop(handle.path, None)
            if handle.kind in words:
                told = words[handle.kind]
                messages[handle.path] = told.format(path=handle.path, why=handle.name)
            root = _root(handle.path)
            if root not in alive and not handle.where:
                messages[root] = f"`{root}` does not exist any more when your script ends"
    return messages


def unfilled(claims: Claims, rules: HandleRules) -> dict[str, str]:
    """Return, for required globals that hold nothing a check can look at, what is said of them."""
    held = {_root(handle.path) for shot in claims.snapshots[-1:] for handle in shot.handles}
    return {
        name: f"`{name}` is there, but it holds no part of the graph. Is it still None, or empty?"
        for name in rules.required
        if name in claims.globals_at_end and name not in held
    }


def looked_up(handles: Mapping[str, Handle], rules: HandleRules) -> Iterator[str]:
    """Yield the TensorFlow names that required globals hold."""
    for name in rules.required:
        roots = rules.roots(name)
        held = (one for path, one in handles.items() if _root(path) in roots)
        yield from (one.name for one in held if one.graph is not None)


def unbound(handles: Mapping[str, Handle], rules: HandleRules) -> tuple[str, ...]:
    """Return the required names that neither a global nor another name of the script holds."""
    roots = {_root(path) for path in handles}
    return tuple(name for name in rules.required if not roots & rules.roots(name))


def with_names(view: View, names: Iterable[str], infos: Mapping[str, NodeInfo]) -> View:
    """Return a view with handles for those of `names` that the graph gives to something of its own.

    infos: what is known of each as an operation (`name`) and as a tensor (`name:0`).
    """
    handles = dict(view.handles)
    for name in names:
        if name not in infos:
            continue
        if infos[name].variable == name:
            kind, spelt = "variable", name
        elif f"{name}:0" in infos:
            kind, spelt = "tensor", f"{name}:0"
        else:
            kind, spelt = "operation", name
        where = f"the graph, where it is called `{name}`"
        handles[name] = Handle(name, kind, view.graph, spelt, where=where)
    return View(view.graph, handles, view.found + len(handles) - len(view.handles))


def _root(path: str) -> str:
    return path.partition("[")[0]


def _count(handles: Mapping[str, Handle], rules: HandleRules) -> int:
    """Return how many required names (or aliases) have an element in `handles`."""
    roots = {_root(path) for path in handles}
    return sum(1 for name in rules.required if roots & rules.roots(name))
