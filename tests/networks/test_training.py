"""How a script trains: found from what it ran, and from what the graph says of that."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import pytest

from grader.collect.claims import Claims, Dialect, Gap, GraphClaim, Handle
from grader.collect.digest import row_digests
from grader.collect.events import Event, Feed, Restore, Run, Save, SaverClaim
from grader.execute import protocol as p
from grader.judge.checks import CheckFailed
from grader.judge.connection import Connection
from grader.judge.graph import Graph
from grader.judge.trace import Trace
from grader.networks.training import Training, find_training

# What each operation depends on, and which variables it writes.
OPERATIONS = {
    "train": (("train", "x", "w", "b"), ("b", "w")),
    "other_train": (("other_train", "x", "w"), ("w",)),
    "train_w": (("train_w", "x", "w"), ("w",)),
    "train_b": (("train_b", "x", "b"), ("b",)),
    "init": (("init", "w/start", "b/start"), ("b", "w")),
    "restore": (("restore",), ("b", "w")),
    "restore_w": (("restore_w",), ("w",)),
    "cost": (("cost", "x", "w", "b"), ()),
    "count": (("count", "x"), ("counter",)),
    "layer": (("layer", "x", "w"), ()),
    "rate": (("rate",), ()),
    "again": (("again", "b", "b/value"), ("b",)),
    "kept": (("kept", "b", "kept/value"), ("b",)),
    "redrawn": (("redrawn", "w", "normal"), ("w",)),
    "copied": (("copied", "w", "best"), ("w",)),
    "b/start": (("b/start", "b", "b/value"), ("b",)),
}
# What decides the value that is written, where it is neither input nor weights.
SOURCES = {"again": (), "kept": (), "redrawn": ("normal",), "copied": ("best",), "restore": ()}
CLAIM = GraphClaim(0, b"", (), {"w": "w/start", "b": "b/start"}, ("w", "b"))


class Relations:
    """An executor that knows how operations hang together, and nothing else."""

    def ask(self, request: p.Request) -> p.Answer:
        """Answer from the tables above."""
        if isinstance(request, p.Describe):
            known = {name: p.NodeInfo(name, "") for name in request.names}
            best = {"best": p.NodeInfo("best", "", variable="best")}
            return p.Described(known | best)
        if isinstance(request, p.Influences):
            writes = OPERATIONS[request.name][1]
            sources = SOURCES.get(request.name, ("w", "b"))
            return p.Influenced((), tuple(p.Written(one, sources) for one in writes))
        assert isinstance(request, p.Ancestry)
        name = request.name.split(":")[0]
        if name not in OPERATIONS:
            return p.GraphFault("NotFound", f"the graph has no operation {name!r}")
        return p.Related(*OPERATIONS[name])


class Silent:
    """An executor that must not be asked."""

    def ask(self, request: p.Request) -> p.Answer:
        raise AssertionError(request)


def find(runs: Sequence[Event], held: Mapping[str, str] | None = None) -> Training:
    """Return the training in `runs`; `held` maps globals to operations."""
    return find_training(*looked_at(runs, held), ("w", "b"))


def looked_at(runs: Sequence[Event], held: Mapping[str, str] | None = None) -> tuple[Graph, Trace]:
    """Return graph and trace of a script; `held` maps globals to operations."""
    handles = {"x": Handle("x", "tensor", 0, "x:0")}
    for path, name in (held or {}).items():
        handles[path] = Handle(path, "operation", 0, name)
    claims = Claims((CLAIM,), (), (), tuple(runs), (), ())
    return Graph(Connection(Relations()), 0, CLAIM, handles, {}, {}), Trace(claims)


def ran(*fetches: str, session: int = 0, graph: int = 0, feeds: tuple[Feed, ...] = ()) -> Run:
    """Return a run that fetched these."""
    return Run(session, graph, fetches, feeds, {})


def fed(name: str, rows: np.ndarray) -> Feed:  # type: ignore[type-arg]
    """Return a feed of these rows, as the trace has it."""
    return Feed(name, "float32", rows.shape, row_digests(rows).tobytes())


@pytest.mark.parametrize(
    ("runs", "operations"),
    [
        pytest.param([ran("init"), ran("train"), ran("cost:0")], ("train",), id="one-of-many"),
        pytest.param([ran("train", "cost:0")], ("train",), id="with-the-cost"),
        pytest.param([ran("other_train")] + 2 * [ran("train")], ("train",), id="most-frequent"),
        pytest.param([ran("train_w", "train_b")], ("train_b", "train_w"), id="several-together"),
        pytest.param([ran("train")] + 9 * [ran("forged:0")], ("train",), id="forged-name"),
        pytest.param([ran("train")] + 9 * [ran("count")], ("train",), id="counter"),
        pytest.param([ran("train")] + 9 * [ran("restore")], ("train",), id="restored-often"),
        pytest.param([ran("train")] + 9 * [ran("init")], ("train",), id="initialised-often"),
        pytest.param([ran("train")] + 9 * [ran("other_train", graph=1)], ("train",), id="graph"),
    ],
)
def test_the_training_is_what_was_run_most_often_and_trains(
    runs: list[Run], operations: tuple[str, ...]
) -> None:
    """It writes a trained variable and depends on the input; initializers do not."""
    assert find(runs).operations == operations


@pytest.mark.parametrize(
    ("held", "operations"),
    [
        pytest.param({"go": "other_train", "optimizer": "train"}, ("train",), id="optimizer"),
        pytest.param(
            {"optimizer[0]": "train_w", "optimizer[1]": "train_b"},
            ("train_w", "train_b"),
            id="list",
        ),
        pytest.param({"init": "init", "train_op": "train"}, ("train",), id="another-name"),
    ],
)
def test_an_untrained_script_shows_its_operation(
    held: dict[str, str], operations: tuple[str, ...]
) -> None:
    """Without a run, the global `optimizer` counts, or else any that trains."""
    assert find([ran("init"), ran("cost:0")], held) == Training(operations)


def test_a_script_without_a_training_operation_is_told_so() -> None:
    """The message says what makes one."""
    with pytest.raises(CheckFailed, match=r"\.minimize\(cost\)"):
        find([ran("init")], {"init": "init", "cost": "cost"})


def test_the_runs_are_those_of_the_session_that_trained_most() -> None:
    """A try in another session does not count."""
    runs = [ran("train", session=0), ran("train", session=2), ran("train", session=2)]
    found = find(runs)
    assert (found.sessions, found.runs) == ((2,), tuple(runs[1:]))


def test_a_restart_is_an_initializer_that_ran_after_the_training_began() -> None:
    """It is noted by the number of runs before it; one that is fed is `Variable.load`."""
    loaded = ran("init", feeds=(fed("w/value", np.zeros((2, 3))),))
    runs = [ran("init"), ran("train"), ran("train"), loaded, ran("init"), ran("train"), ran("init")]
    assert find(runs).restarts == (2, 3)


@pytest.mark.parametrize(
    ("name", "restarts"),
    [
        pytest.param("again", (1,), id="initial-value-assigned"),
        pytest.param("redrawn", (1,), id="drawn-anew"),
        pytest.param("kept", (), id="constant-that-was-kept"),
        pytest.param("copied", (), id="copied-from-a-variable"),
        pytest.param("restore", (), id="restored"),
    ],
)
def test_an_assignment_of_start_values_is_a_restart(name: str, restarts: tuple[int, ...]) -> None:
    """Who assigns `initial_value`, or draws anew, starts again; who loads the best values does not.

    (A restore is no run of the script's, but may be one.)
    """
    assert find([ran("train"), ran(name), ran("train")]).restarts == restarts


def test_a_run_that_feeds_past_the_input_does_not_train_on_it() -> None:
    """Who feeds the input and also what is computed from it trains on something else."""
    images, one = fed("x:0", np.zeros((2, 3))), np.ones(1)
    past = ran("train", feeds=(images, fed("layer:0", one)))
    plain = ran("train", feeds=(images, fed("rate:0", one), fed("forged:0", one)))
    alone = ran("train", feeds=(fed("layer:0", one),))
    assert find([past, plain, past, alone]).runs == (plain, alone)


def test_the_same_rows_in_another_shape_are_no_other_thing() -> None:
    """Who feeds the input and the same rows for what is made of it trains on the input."""
    rows = np.arange(6.0).reshape(2, 3)
    run = ran("train", feeds=(fed("x:0", rows), fed("layer:0", rows.reshape(2, 1, 3))))
    assert find([run]).runs == (run,)


def test_the_training_is_looked_for_once() -> None:
    """Another check has it from the trace, and asks the executor nothing; other variables count."""
    graph, trace = looked_at([ran("train"), ran("train_w")])
    first = find_training(graph, trace, ("w", "b"))
    silent = Graph(Connection(Silent()), 0, CLAIM, graph.handles, {}, {})
    assert find_training(silent, trace, ("b", "w")) is first
    with pytest.raises(AssertionError):
        find_training(silent, trace, ("b",))


@pytest.mark.parametrize(
    ("dialect", "gaps", "mistakes", "name"),
    [
        pytest.param("tf2", (), {"optimizer_not_run"}, "optimizer_not_run", id="never-trains"),
        pytest.param("tf2", (), (), "", id="not-listed"),
        pytest.param("tf2", (Gap("training", 7),), {"optimizer_not_run"}, "", id="not-followed"),
        pytest.param("tf1", (), {"optimizer_not_run"}, "", id="tensorflow-1"),
    ],
)
def test_a_script_that_never_trains_is_named(
    dialect: Dialect, gaps: tuple[Gap, ...], mistakes: Collection[str], name: str
) -> None:
    """In TensorFlow 2 there is no operation that could be run; what was not followed may train."""
    handles = {"x": Handle("x", "tensor", 0, "x:0")}
    graph = Graph(Connection(Relations()), 0, CLAIM, handles, {}, {})
    claims = Claims((CLAIM,), (), (), (ran("cost"),), (), (), dialect=dialect, gaps=gaps)
    with pytest.raises(CheckFailed) as caught:
        find_training(graph, Trace(claims), ("w", "b"), mistakes=mistakes)
    assert caught.value.mistake == name


SAVER = SaverClaim("save/Const:0", "save/control:0", "restore")
PARTLY = SaverClaim("save/Const:0", "save/control:0", "restore_w")


def wrote(path: str, session: int, graph: int = 0) -> Save:
    """Return a save."""
    return Save(session, graph, path, path, SAVER)


def read(path: str, session: int, saver: SaverClaim = SAVER, failed: bool = False) -> Restore:
    """Return a restore."""
    return Restore(session, 0, path, saver, failed)


TWICE = [ran("init"), ran("train"), ran("train"), wrote("./a", 0)]


@pytest.mark.parametrize(
    ("events", "sessions", "steps"),
    [
        pytest.param([read("a", 1), ran("train", session=1)], (0, 1), 3, id="restored"),
        pytest.param(
            [ran("init", session=1), read("a", 1), ran("train", session=1)], (0, 1), 3,
            id="initialised-and-restored",
        ),
        pytest.param(
            [read("a", 1), ran("train", session=1), wrote("b", 1), read("b", 2), wrote("c", 2),
             read("c", 3), ran("train", session=3)],
            (0, 1, 3), 4, id="a-chain",
        ),
        pytest.param(
            [ran("train"), read("a", 1), ran("train", session=1)], (0,), 3, id="trained-on-first"
        ),
        pytest.param(
            [ran("train"), read("a", 1), *[ran("train", session=1)] * 2], (0, 1), 4,
            id="more-steps-than-the-first-took-after-saving",
        ),
        pytest.param([ran("train", session=1)], (0,), 2, id="nothing-restored"),
        pytest.param([read("b", 1), ran("train", session=1)], (0,), 2, id="another-file"),
        pytest.param([read("a", 1, failed=True), ran("train", session=1)], (0,), 2, id="failed"),
        pytest.param([read("a", 1, PARTLY), ran("train", session=1)], (0,), 2, id="in-part"),
        pytest.param(
            [read("a", 1), ran("init", session=1), ran("train", session=1)], (0,), 2,
            id="initialised-after",
        ),
        pytest.param([ran("train", session=1), read("a", 1)], (0,), 2, id="restored-too-late"),
        pytest.param([read("a", 0), ran("train"), ran("init")], (0,), 3, id="the-same-session"),
    ],
)  # fmt: skip
def test_a_training_goes_on_in_a_session_that_restored_it(
    events: list[Run | Save | Restore], sessions: tuple[int, ...], steps: int
) -> None:
    """What was saved in one session is restored in another, which trains; without a new start."""
    found = find([*TWICE, *events])
    assert (found.sessions, len(found.runs)) == (sessions, steps)


def test_a_restart_in_a_session_that_goes_on_is_counted_from_the_beginning() -> None:
    """What an initializer did before the restore is none."""
    later = [ran("init", session=1), read("a", 1), ran("train", session=1), ran("init", session=1)]
    assert find([*TWICE, *later]).restarts == (3,)


def test_steps_after_the_save_are_not_those_that_are_gone_on_with() -> None:
    """The session that goes on with an early save knows nothing of them."""
    lost = ran("train", "cost:0")
    later = [lost, read("a", 1), *[ran("train", session=1)] * 2]
    assert lost not in find([*TWICE, *later]).runs
