"""A script's own training: the operations that train, and the rows that its loop fed to them.

Which operations were run, and what they were fed, the trace says: claims. That they change the
weights, and that they depend on the input, the graph says.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NoReturn, TypeVar, cast

import numpy as np
import numpy.typing as npt

from grader.collect.claims import STEP
from grader.collect.events import Restore, Run, Save
from grader.foundation.wire import DTYPES
from grader.judge.checks import absent
from grader.judge.graph import Graph
from grader.judge.trace import Kind, Trace
from grader.networks.resuming import longest, origins_of
from grader.networks.roles import Roles

T = TypeVar("T", bound=Hashable)

# A script that makes operations in its loop has thousands of fetches; the training is among the
# most frequent.
_CANDIDATES = 64


@dataclass(frozen=True)
class Training:
    """One training step's operations, by TensorFlow name, and the runs that ran them.

    The runs are those of one session, the one with most of them, or of several, each of which began
    with what the one before it had saved; none if nothing was trained. `restarts` holds the numbers
    of training runs after which an initializer of the trained variables ran again: 3 means between
    the third and the fourth run. (An initializer that is fed is `Variable.load`, not a restart.)

    given: the numbers that most of these runs fed beside the rows, a learning rate for one, by the
    tensors' TensorFlow names. varied: of them those that were not the same in every run.
    """

    operations: tuple[str, ...]
    sessions: tuple[int, ...] = ()
    runs: tuple[Run, ...] = ()
    restarts: tuple[int, ...] = ()
    given: Mapping[str, npt.NDArray[np.generic]] = field(default_factory=dict)
    varied: tuple[str, ...] = ()

    @property
    def first(self) -> int:
        """The session in which the training began, -1 if there was none."""
        return self.sessions[0] if self.sessions else -1

    @property
    def last(self) -> int:
        """The session in which the training ended, -1 if there was none."""
        return self.sessions[-1] if self.sessions else -1

    def batch_size(self, name: str) -> int:
        """Return how many rows most runs fed to a tensor, 0 if there were none (a claim)."""
        fed = (feed for run in self.runs for feed in run.feeds if feed.name == name)
        sizes = Counter(feed.shape[0] for feed in fed if feed.shape)
        return sizes.most_common(1)[0][0] if sizes else 0


def find_training(
    graph: Graph,
    trace: Trace,
    variables: Collection[str],
    source: str = "x",
    mistakes: Collection[str] = (),
) -> Training:
    """Return how the script trains `variables` (operation names) on what is fed to `source`.

    The operations are those that its runs fetched together most often; where nothing was trained,
    those that the global `optimizer` holds, or else any global. Fails the check if there are none.
    A run that feeds `source`, and also what is computed from it, does not train on its rows.
    What was found is kept with the trace: graph and runs are the same in all checks.

    mistakes: the names that may be given to a failure; of them "optimizer_not_run", for a script in
    TensorFlow 2, in which there is nothing to run that trains.
    """
    at, goal = graph.handle(source).name.split(":")[0], frozenset(variables)
    key = "training", graph.number, at, goal
    if key not in trace.kept:
        roles = Roles(graph, goal, at)
        if (found := _found(trace, roles)) is None:
            return Training(_held(graph, roles) or _nothing_trains(graph, trace, mistakes))
        trace.kept[key] = found
    return cast(Training, trace.kept[key])


def _found(trace: Trace, roles: Roles) -> Training | None:
    """Return the training that the runs show, None where nothing was trained."""
    runs = {
        at: (kind, run)
        for at, kind, run in zip(trace.places, trace.kinds, trace.runs, strict=True)
        if kind.graph == roles.number and not roles.bypassed(run)
    }
    counts = Counter(kind for kind, _ in runs.values())
    frequent = _counted((name, times) for one, times in counts.items() for name in one.fetches)
    known = [name for name, _ in frequent.most_common(_CANDIDATES)]
    updates = frozenset(name for name in known if roles.trains(name))
    chosen = {one: step for one in counts if (step := _chosen(one, updates))}
    if not chosen:
        return None
    steps = _counted((step, counts[one]) for one, step in chosen.items())
    operations = steps.most_common(1)[0][0]
    starters = frozenset(name for name in known if roles.starts(name))
    found = _followed(operations, trace, runs, roles, starters)
    return replace(found, **_numbers(found.runs, roles.needed_by(operations)))


def _counted(counts: Iterable[tuple[T, int]]) -> Counter[T]:
    total: Counter[T] = Counter()
    for one, count in counts:
        total[one] += count
    return total


def _numbers(runs: Sequence[Run], needed: frozenset[str]) -> dict[str, Any]:
    """Return `given` and `varied` of a training: numbers fed to what its operations depend on."""
    fed = [
        tuple(
            sorted(
                (feed.name, feed.dtype, feed.scalar)
                for feed in run.feeds
                if feed.scalar is not None and feed.name.split(":")[0] in needed
            )
        )
        for run in runs
    ]
    most = Counter(fed).most_common(1)[0][0] if fed else ()
    differing = {name for one in set(fed) for name, *_ in set(one) ^ set(most)}
    given = {name: np.array(value, dtype) for name, dtype, value in most if dtype in DTYPES}
    return {"given": given, "varied": tuple(sorted(differing))}


def _chosen(run: Kind, names: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted({name for name in run.fetches if name in names}))


def _held(graph: Graph, roles: Roles) -> tuple[str, ...]:
    """Return the training operations that globals hold: those in `optimizer`, or else the first."""
    listed = [path for path in graph.members("optimizer") if path in graph.handles]
    found = tuple(_training_names(graph, roles, listed))
    return found or tuple(_training_names(graph, roles, list(graph.handles)))[:1]


def _nothing_trains(graph: Graph, trace: Trace, mistakes: Collection[str]) -> NoReturn:
    """Fail the check: nothing was found that trains, or that could."""
    if trace.claims.dialect == "tf1":
        absent(
            "no training operation was found: run what `.minimize(cost)` of an optimizer returns,"
            " and keep it in `optimizer`"
        )
    other = STEP in graph.handles  # it trains, but not on what was looked at
    lost = other or any(gap.kind in ("training", "weights") for gap in trace.claims.gaps)
    known = "optimizer_not_run" in mistakes and not lost
    absent(
        "no step was found that your script repeats and that changes the weights",
        mistake="optimizer_not_run" if known else "",
    )


def _training_names(graph: Graph, roles: Roles, paths: Sequence[str]) -> Iterator[str]:
    for path in paths:
        handle = graph.handles[path]
        if handle.kind in ("operation", "tensor") and roles.trains(handle.name):
            yield handle.name


def _followed(
    operations: tuple[str, ...],
    trace: Trace,
    runs: Mapping[int, tuple[Kind, Run]],
    roles: Roles,
    starters: frozenset[str],
) -> Training:
    """Return the training in these runs, by their places in the trace."""
    kinds = {kind for kind, _ in runs.values()}
    trains = {kind for kind in kinds if {*operations} <= {*kind.fetches}}
    starts = {kind for kind in kinds - trains if starters & {*kind.fetches} and not kind.fed}
    places: dict[int, list[int]] = {}
    for at, (kind, _) in runs.items():
        if kind in trains:
            places.setdefault(kind.session, []).append(at)
    events = [
        (at, event)
        for at, event in enumerate(trace.events)
        if (isinstance(event, Save | Restore) and event.graph == roles.number)
        or (isinstance(event, Run) and at in runs and runs[at][0] in trains | starts)
    ]
    parts = {one.session: one for one in longest(places, origins_of(events, places, roles))}
    steps: list[Run] = []
    restarts = []
    for at, (kind, run) in runs.items():
        part = parts.get(kind.session)
        if part is None or not part.begin <= at < part.end:
            continue
        if kind in trains:
            steps.append(run)
        elif steps and kind in starts:
            restarts.append(len(steps))
    return Training(operations, tuple(parts), tuple(steps), tuple(restarts))
