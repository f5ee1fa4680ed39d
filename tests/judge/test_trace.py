"""The trace and the printed text, as a check reads them."""

import math

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.collect.claims import Checkpoint, Claims, SessionClaim
from grader.collect.events import Event, Feed, Reset, Restore, Run, Save, SaverClaim
from grader.foundation import wire
from grader.judge.checks import CheckFailed
from grader.judge.trace import Printed, Trace, rows_of

SAVER = SaverClaim("save/Const:0", "save/control_dependency:0", "save/restore_all")
LIE = wire.Array("float32", (1000,), b"1234")


def run(value: float, session: int = 0, graph: int = 0, name: str = "y:0") -> Run:
    """Return a run that fetched one scalar."""
    return Run(session, graph, (name,), (), {name: wire.pack(np.float32(value))})


def trace(
    *events: Event,
    sessions: tuple[SessionClaim, ...] = (),
    checkpoints: tuple[Checkpoint, ...] = (),
) -> Trace:
    """Return the trace of claims that hold nothing else."""
    return Trace(Claims((), (), (), events, sessions, checkpoints))


# -- events --------------------------------------------------------------------------------------


def test_events_are_sorted_by_kind_and_kept_in_order() -> None:
    """Runs, saves, restores and resets each have their list."""
    events = (
        run(1), Save(0, 0, "./m", "./m", SAVER), Reset(0), run(2),
        Restore(1, 1, "./m", SAVER, failed=True), Restore(1, 1, "./m", SAVER),
    )  # fmt: skip
    found = trace(*events)
    assert found.events == events
    assert found.runs == [events[0], events[3]]
    assert found.saves == [events[1]]
    assert found.restores == [events[4], events[5]]
    assert found.resets == [events[2]]


def test_fetched_values_are_found_by_name_and_graph() -> None:
    """Every run that returned a value for the name is yielded with it."""
    found = trace(run(1), run(2, graph=1), run(3, name="z:0"), Run(0, 0, ("y:0",), (), {}))
    assert [float(value) for _, value in found.fetched("y:0")] == [1.0, 2.0]
    assert [float(value) for _, value in found.fetched("y:0", graph=1)] == [2.0]
    assert [one.graph for one, _ in found.fetched("y:0")] == [0, 1]
    assert list(found.fetched("x:0")) == []


@pytest.mark.parametrize("session", [-1, 2, 1000])
def test_a_session_that_is_unknown_has_no_values(session: int) -> None:
    """A forged session number leads nowhere."""
    values = {"w": wire.pack([1.0])}
    found = trace(sessions=(SessionClaim(0, {}), SessionClaim(0, values)))
    assert found.final_values(1)["w"].tolist() == [1.0]
    assert found.final_values(session) == {}


@pytest.mark.parametrize(
    ("prefix", "asked", "there"),
    [
        ("model.ckpt", "./model.ckpt", True),
        ("model.ckpt", "model.ckpt", True),
        ("a/model.ckpt", "./a//model.ckpt", True),
        ("a/model.ckpt", "a/b/../model.ckpt", True),
        ("model.ckpt", "/home/scratch/model.ckpt", True),
        ("model.ckpt-7", "./model.ckpt-7", True),
        ("model.ckpt-7", "./model.ckpt", False),
        ("a/model.ckpt", "./model.ckpt", True),
        ("a/model.ckpt", "b/model.ckpt", False),
        ("model.ckpt", "other_model.ckpt", False),
    ],
)
def test_a_checkpoint_is_found_by_the_path_that_the_script_gave(
    prefix: str, asked: str, there: bool
) -> None:
    """Spellings of one path are the same, other paths are not; the script may change its folder."""
    found = trace(checkpoints=(Checkpoint(prefix, {"w": wire.pack([1.0, 2.0])}),)).checkpoint(asked)
    assert there == (found is not None)
    if found is not None:
        assert found["w"].tolist() == [1.0, 2.0]


@given(hnp.arrays(np.uint32, st.integers(0, 20)))
def test_row_digests_are_read_as_they_were_written(digests: npt.NDArray[np.uint32]) -> None:
    """Four little-endian bytes a row."""
    feed = Feed("x:0", "float32", (len(digests), 2), digests.astype("<u4").tobytes())
    np.testing.assert_array_equal(rows_of(feed), digests)


def test_a_forged_claim_fails_the_check_and_not_the_grader() -> None:
    """Arrays and digests that contradict themselves are the script's fault."""
    forged = trace(
        Run(0, 0, ("y:0",), (), {"y:0": LIE}),
        sessions=(SessionClaim(0, {"w": LIE}),),
        checkpoints=(Checkpoint("m", {"w": LIE}),),
    )
    for ask in (
        lambda: list(forged.fetched("y:0")),
        lambda: forged.final_values(0),
        lambda: forged.checkpoint("m"),
        lambda: rows_of(Feed("x:0", "float32", (2,), b"12345")),
    ):
        with pytest.raises(CheckFailed, match="damaged"):
            ask()


# -- printed text --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("done", [], id="words"),
        pytest.param("[[ 5.11  8.44]\n [ 0.    0.  ]]", [5.11, 8.44, 0, 0], id="matrix"),
        pytest.param("[5.11, -8.44]", [5.11, -8.44], id="list"),
        pytest.param("1e-05 2.5E+3 -1.e2", [1e-05, 2500, -100], id="exponents"),
        pytest.param(".5 -.25 +3 7.", [0.5, -0.25, 3, 7], id="short forms"),
        pytest.param("cost=0.25, acc:93%", [0.25, 93], id="after signs"),
        pytest.param("step1 v2.0 x_3 a.5", [], id="part of a word"),
        pytest.param("3-5 1.2.3", [3, 5, 1.2], id="glued"),
        pytest.param("nan inf -inf", [], id="not finite"),
        pytest.param("٣.٥", [3.5], id="other digits"),
        pytest.param("\u22125", [5], id="another minus"),
        pytest.param("Epoch 1/20 - Accuracy: 0.1", [1, 20, 0.1], id="report"),
    ],
)
def test_numbers_are_found_in_any_layout(text: str, numbers: list[float]) -> None:
    """Integers, decimals and exponents count; digits inside words do not."""
    assert numbers == Printed(text).numbers.tolist()


@given(hnp.arrays(np.float32, st.tuples(st.integers(1, 4), st.integers(1, 3)),
                  elements=st.floats(-1e6, 1e6, width=32)))  # fmt: skip
def test_a_printed_array_shows_its_values(array: npt.NDArray[np.float32]) -> None:
    """NumPy's own way of printing, and plain lists, are recognised."""
    assert Printed(str(array.tolist())).shows(array)
    assert Printed("\n".join(f"{value:.2f}" for value in array.ravel())).shows(array)


@pytest.mark.parametrize(
    ("text", "values", "shown"),
    [
        pytest.param("5.11 8.44", [5.11, 8.44], True, id="both"),
        pytest.param("8.44 5.11 7", [5.11, 8.44], True, id="any order, and more"),
        pytest.param("5.11", [5.11, 8.44], False, id="one is missing"),
        pytest.param("5.105 8.444", [5.11, 8.44], True, id="to two decimals"),
        pytest.param("5.12 8.44", [5.11, 8.44], False, id="beyond two decimals"),
        pytest.param("5.1 8.4", [5.11, 8.44], False, id="to one decimal"),
        pytest.param("-5.11", [5.11], False, id="other sign"),
        pytest.param("0", [[0.0], [0.0]], True, id="equal values once"),
        pytest.param("no number", [1.0], False, id="no number"),
        pytest.param("1", 1.0, True, id="scalar"),
        pytest.param("1", [], True, id="nothing asked"),
        pytest.param("1e999", [1.0], False, id="beyond a float"),
        pytest.param("1", [float("nan")], False, id="NaN"),
    ],
)
def test_values_are_shown_when_each_is_near_a_printed_number(
    text: str, values: npt.ArrayLike, shown: bool
) -> None:
    """Two decimals are enough, in any order and layout."""
    assert shown == Printed(text).shows(values)


def test_the_tolerance_of_showing_can_be_chosen() -> None:
    """A check on percentages may be more generous."""
    assert Printed("93.2").shows([93.0], atol=0.5)


def test_lines_that_are_printed_as_in_a_template() -> None:
    """Blocks of lines give their numbers; what differs in any other sign is none."""
    text = (
        "After 0 iterations:\n\tCost: 2.5\n\tAccuracy: 0.125\nbetween\n"
        "After 100 iterations:\n\tCost: 1e-07 \n\tAccuracy: 1\n"
        "After 200 iterations:\n Cost: 1.0\n\tAccuracy: 1.0\n"
        "After 300 iterations:\n\tCost: nan\n\tAccuracy: -.5\n"
    )
    found = Printed(text).blocks("After {} iterations:", "\tCost: {:f}", "\tAccuracy: {}")
    assert found[:2] == [[0, 2.5, 0.125], [100, 1e-7, 1]]
    assert [len(found), found[2][0], found[2][2]] == [3, 300, -0.5]
    assert math.isnan(found[2][1])
    assert Printed("").blocks("x") == []
