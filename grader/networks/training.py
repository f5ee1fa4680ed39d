"""A script's own training: the operations that train, and the rows that its loop fed to them.

Which operations were run, and what they were fed, the trace says: claims. That they change the
weights, and that they depend on the input, the graph says.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any, NoReturn

import numpy as np
import numpy.typing as npt

from grader.collect.claims import STEP, Run
from grader.foundation.wire import DTYPES
from grader.judge.checks import absent
from grader.judge.connection import GraphError
from grader.judge.graph import Graph
from grader.judge.trace import Trace, rows_of

Digests = npt.NDArray[np.uint32]
Rows = npt.NDArray[np.int64]

# A script that makes operations in its loop has thousands of fetches; the training is among the
# most frequent.
_CANDIDATES = 64


@dataclass(frozen=True)
class Training:
    """One training step's operations, by TensorFlow name, and the runs that ran them.

    The runs are those of one session, the one with most of them; -1 and none if nothing was
    trained. `restarts` holds the numbers of training runs after which an initializer of the
    trained variables ran again: 3 means between the third and the fourth run. (An initializer that
    is fed is `Variable.load`, not a restart.)

    given: the numbers that most of these runs fed beside the rows, a learning rate for one, by the
    tensors' TensorFlow names. varied: of them those that were not the same in every run.
    """

    operations: tuple[str, ...]
    session: int = -1
    runs: tuple[Run, ...] = ()
    restarts: tuple[int, ...] = ()
    given: Mapping[str, npt.NDArray[np.generic]] = field(default_factory=dict)
    varied: tuple[str, ...] = ()

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

    mistakes: the names that may be given to a failure; of them "optimizer_not_run", for a script in
    TensorFlow 2, in which there is nothing to run that trains.
    """
    parts = _Parts(graph, frozenset(variables), graph.handle(source).name.split(":")[0])
    runs = [one for one in trace.runs if one.graph == graph.number and not parts.bypassed(one)]
    frequent = Counter(name for run in runs for name in run.fetches).most_common(_CANDIDATES)
    known = [name for name, _ in frequent]
    updates = frozenset(name for name in known if parts.trains(name))
    steps = Counter(step for run in runs if (step := _chosen(run, updates)))
    if not steps:
        return Training(_held(graph, parts) or _nothing_trains(graph, trace, mistakes))
    operations = steps.most_common(1)[0][0]
    mine = [run for run in runs if _chosen(run, updates) == operations]
    session = Counter(run.session for run in mine).most_common(1)[0][0]
    starters = frozenset(name for name in known if parts.starts(name))
    mine = [run for run in runs if run.session == session]
    found = _followed(operations, session, mine, starters)
    return replace(found, **_numbers(found.runs, parts.needed_by(operations)))


def fed_rows(runs: Sequence[Run], name: str) -> list[Digests]:
    """Return for each run uint32 [n]: the digests of the rows that it fed to the tensor `name`.

    Empty for a run that was fed no rows there, or whose digests were not kept.
    """
    return [_fed(run, name) for run in runs]


def locate(batches: Sequence[Digests], data: Digests) -> list[Rows]:
    """Return for each batch int64 [n]: where its rows stand in `data`, -1 for a foreign row."""
    if not batches:
        return []
    order = np.argsort(data, kind="stable")
    rows = np.concatenate(batches)
    found = order[np.searchsorted(data, rows, sorter=order).clip(max=len(data) - 1)]
    places = np.where(data[found] == rows, found, -1)
    ends = np.cumsum([0, *map(len, batches)])
    return [places[start:end] for start, end in pairwise(ends)]


def coverage(batches: Sequence[Rows], size: int, parts: int) -> npt.NDArray[np.float64]:
    """Return float64 [parts]: of rows 0 … size - 1, the share in each part of the batches.

    The batches are split into `parts` consecutive parts of (nearly) equal number.
    """
    edges = np.linspace(0, len(batches), parts + 1).round().astype(int)
    shares = [distinct(batches[a:b]).size / size for a, b in pairwise(edges)]
    return np.array(shares, np.float64)


def distinct(batches: Sequence[Rows]) -> Rows:
    """Return the different known rows in the batches, ascending."""
    rows = np.unique(np.concatenate([np.empty(0, np.int64), *batches]))
    return rows[rows >= 0]


class _Parts:
    """Which operations of a graph train the variables, and which initialise them."""

    def __init__(self, graph: Graph, variables: frozenset[str], source: str) -> None:
        self._graph = graph
        self._variables = variables
        self._source = source
        claimed = graph.claim.initializers
        self._initializers = frozenset(claimed[name] for name in variables if name in claimed)
        self._computed: dict[str, bool] = {}

    def trains(self, name: str) -> bool:
        """Say whether running `name` writes one of the variables, and depends on the source."""
        return self._writes(name) and self._source in self._graph.needs(name)

    def starts(self, name: str) -> bool:
        """Say whether running `name` gives the variables their initial values."""
        return self._writes(name) and bool(self._initializers & self._graph.needs(name))

    def needed_by(self, operations: Sequence[str]) -> frozenset[str]:
        """Return the nodes that operations depend on."""
        return frozenset[str]().union(*map(self._graph.needs, operations))

    def bypassed(self, run: Run) -> bool:
        """Say whether a run feeds the source and also something that is computed from it.

        The same rows in another shape or type are no other thing.
        """
        fed = {feed.name.split(":")[0]: feed.rows for feed in run.feeds}
        if self._source not in fed:
            return False
        own = fed.pop(self._source)
        return any(self._is_computed(name) for name, rows in fed.items() if not own or rows != own)

    def _is_computed(self, name: str) -> bool:
        """Say whether an operation depends on the source."""
        if name not in self._computed:
            try:
                self._computed[name] = self._source in self._graph.needs(name)
            except GraphError:  # a claimed name that the graph does not have
                self._computed[name] = False
        return self._computed[name]

    def _writes(self, name: str) -> bool:
        try:
            return bool(self._variables & frozenset(self._graph.writes(name)))
        except GraphError:  # a claimed name that the graph does not have
            return False


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


def _chosen(run: Run, names: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted({name for name in run.fetches if name in names}))


def _held(graph: Graph, parts: _Parts) -> tuple[str, ...]:
    """Return the training operations that globals hold: those in `optimizer`, or else the first."""
    listed = [path for path in graph.members("optimizer") if path in graph.handles]
    found = tuple(_training_names(graph, parts, listed))
    return found or tuple(_training_names(graph, parts, list(graph.handles)))[:1]


def _nothing_trains(graph: Graph, trace: Trace, mistakes: Collection[str]) -> NoReturn:
    """Fail the check: nothing was found that trains, or that could."""
    if trace.claims.dialect == "tf1":
        absent(
            "no training operation was found: run what `.minimize(cost)` of an optimizer returns,"
            " and keep it in `optimizer`"
        )
    other = STEP in graph.handles  # it trains, but not on what was looked at
    lost = other or any(gap.kind == "training" for gap in trace.claims.gaps)
    known = "optimizer_not_run" in mistakes and not lost
    absent(
        "no step was found that your script repeats and that changes the weights",
        mistake="optimizer_not_run" if known else "",
    )


def _training_names(graph: Graph, parts: _Parts, paths: Sequence[str]) -> Iterator[str]:
    for path in paths:
        handle = graph.handles[path]
        if handle.kind in ("operation", "tensor") and parts.trains(handle.name):
            yield handle.name


def _followed(
    operations: tuple[str, ...], session: int, runs: Sequence[Run], starters: frozenset[str]
) -> Training:
    """Return the training in the runs of one session, in their order."""
    steps: list[Run] = []
    restarts = []
    for run in runs:
        if set(operations) <= set(run.fetches):
            steps.append(run)
        elif steps and starters & set(run.fetches) and not run.feeds:
            restarts.append(len(steps))
    return Training(operations, session, tuple(steps), tuple(restarts))


def _fed(run: Run, name: str) -> Digests:
    for feed in run.feeds:
        if feed.name == name:
            return rows_of(feed)
    return np.empty(0, np.uint32)
