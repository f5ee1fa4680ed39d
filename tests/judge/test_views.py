"""Views: which globals belong to which graph, from what the collector claims."""

import msgspec
import pytest

from grader.catalog.rules import HandleRules
from grader.collect.claims import Claims, GraphClaim, Handle, Snapshot
from grader.judge.views import View, absences, main_view, plain_values, unfilled, views

RULES = HandleRules(required=("x", "weights", "output"), aliases={"output": ("logits",)})


def tensor(path: str, graph: int = 0, name: str = "") -> Handle:
    """Return the handle of a tensor."""
    return Handle(path, "tensor", graph, name or f"{path}:0")


def claims(
    *snapshots: list[Handle], graphs: int = 1, alive: str = "x weights output logits"
) -> Claims:
    """Return claims with these snapshots and nothing else."""
    return Claims(
        graphs=(GraphClaim(1, b"", (), {}, ()),) * graphs,
        snapshots=tuple(Snapshot("end", tuple(handles)) for handles in snapshots),
        globals_at_end=tuple(alive.split()),
        events=(),
        sessions=(),
        checkpoints=(),
    )


def test_a_graph_is_seen_through_its_own_globals() -> None:
    """Handles of other graphs and of none are left out."""
    found = views(
        claims([tensor("x"), tensor("output", 1), Handle("weights", "array"), tensor("other")]),
        RULES,
    )
    assert found == [View(0, {"x": tensor("x")}, 1)]


def test_elements_of_containers_count_as_their_global() -> None:
    """`weights[0]` and `weights[1]` show `weights`, once."""
    handles = [tensor("weights[0]"), tensor("weights[1]['out']"), tensor("x")]
    (view,) = views(claims(handles), RULES)
    assert view.found == 2
    assert list(view.handles) == ["weights[0]", "weights[1]['out']", "x"]


def test_an_alias_counts_as_the_name_it_stands_for() -> None:
    """`logits` is as good as `output`, and both together count once."""
    (view,) = views(claims([tensor("logits")]), RULES)
    assert view.found == 1
    (view,) = views(claims([tensor("logits"), tensor("output")]), RULES)
    assert view.found == 1


def test_a_graph_without_required_globals_has_no_view() -> None:
    """Other globals alone do not make a graph the student's answer."""
    assert views(claims([tensor("something")], alive="something"), RULES) == []
    assert views(claims(), RULES) == []
    assert views(claims([], graphs=0), RULES) == []


def test_the_snapshot_that_shows_most_is_taken() -> None:
    """A global that was bound to something else later on is still found."""
    early = [tensor("x"), tensor("weights"), tensor("output")]
    late = [tensor("x", name="new:0")]
    (view,) = views(claims(early, late), RULES)
    assert (view.found, view.handles["x"].name) == (3, "x:0")


def test_the_latest_of_equal_snapshots_is_taken() -> None:
    """A global that was bound again has its last meaning."""
    (view,) = views(claims([tensor("x", name="old:0")], [tensor("x", name="new:0")]), RULES)
    assert view.handles["x"].name == "new:0"


def test_a_name_that_is_gone_at_the_end_does_not_count() -> None:
    """Deleting a global takes back what it said."""
    handles = [tensor("x"), tensor("weights[0]")]
    (view,) = views(claims(handles, alive="x"), RULES)
    assert (view.found, list(view.handles)) == (1, ["x"])
    assert views(claims(handles, alive=""), RULES) == []


def test_every_graph_has_a_view_of_its_own() -> None:
    """The same names in two graphs give two views, in the graphs' order."""
    found = views(
        claims([tensor("x", 0)], [tensor("x", 1)], [tensor("weights", 3)], graphs=4), RULES
    )
    assert [(view.graph, list(view.handles)) for view in found] == [
        (0, ["x"]), (1, ["x"]), (3, ["weights"]),
    ]  # fmt: skip


def test_a_handle_of_a_graph_that_was_not_sent_is_ignored() -> None:
    """A forged graph number leads nowhere."""
    assert views(claims([tensor("x", 7), tensor("x", -1)]), RULES) == []


@pytest.mark.parametrize(
    ("found", "graph"),
    [
        pytest.param([], None, id="none"),
        pytest.param([1], 0, id="one"),
        pytest.param([3, 1], 0, id="the first shows more"),
        pytest.param([1, 3], 1, id="the second shows more"),
        pytest.param([2, 2], 1, id="the latest of equals"),
    ],
)
def test_the_main_view_shows_most_of_what_is_required(found: list[int], graph: int | None) -> None:
    """A check that asks for `graph` gets this one."""
    view = main_view([View(number, {}, count) for number, count in enumerate(found)])
    assert graph == (None if view is None else view.graph)


def test_plain_values_are_those_that_were_seen_last() -> None:
    """Numbers and text of all snapshots, the later ones winning."""
    found = plain_values(
        claims(
            [Handle("rate", "value", value=0.1), Handle("name", "value", value="a")],
            [Handle("rate", "value", value=0.5), Handle("n", "array", value=3), tensor("x")],
        )
    )
    assert found == {"rate": 0.5, "name": "a", "n": 3}


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("array", "was not computed by your graph"),
        ("eager", "is an eager tensor: call `tf.disable_v2_behavior()`"),
        ("value", "is a plain Python value"),
        ("optimizer", "is an optimizer object"),
    ],
)
def test_what_is_no_tensor_is_told_in_a_sentence(kind: str, words: str) -> None:
    """The message names the global and what it holds instead."""
    (message,) = absences(claims([Handle("x", kind)])).values()
    assert message.startswith("`x` ")
    assert words in message


def test_in_tensorflow_2_nobody_is_sent_back_to_the_first() -> None:
    """An eager tensor is all that there is: only one that was not recorded is told."""
    found = msgspec.structs.replace(claims([Handle("x", "eager")]), dialect="tf2")
    assert "could not record" in absences(found)["x"]


def test_only_the_last_meaning_of_a_global_is_told() -> None:
    """A value that became a tensor is a tensor; a tensor that became a value is a value."""
    value = Handle("x", "value", value=0)
    assert absences(claims([value], [tensor("x")])) == {}
    assert list(absences(claims([tensor("x")], [value]))) == ["x"]


def test_a_global_that_is_gone_is_told_by_its_name() -> None:
    """For a container the global's own name is given."""
    assert absences(claims([tensor("weights[0]")], alive="x")) == {
        "weights": "`weights` does not exist any more when your script ends"
    }


def test_a_name_that_is_still_none_is_told_so() -> None:
    """A half-finished script binds it; one that is not bound at all is another matter."""
    told = unfilled(claims([tensor("x")], alive="x output other"), RULES)
    assert list(told) == ["output"]
    assert "Is it still None, or empty?" in told["output"]
