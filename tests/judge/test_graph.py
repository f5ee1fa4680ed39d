"""A student's graph as a check uses it, with a fake executor that writes down what it is asked."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from grader.collect.claims import GraphClaim, Handle
from grader.collect.events import SaverClaim
from grader.execute import protocol as p
from grader.foundation import wire
from grader.judge.checks import CheckFailed
from grader.judge.connection import Connection, ExecutorLost, GraphError, GraphRejected
from grader.judge.graph import Graph

NODES = {
    "x:0": p.NodeInfo("x:0", "Placeholder", "float32", (-1, 2)),
    "any:0": p.NodeInfo("any:0", "Placeholder", "float32", None),
    "n:0": p.NodeInfo("n:0", "Placeholder", "uint8", ()),
    "words:0": p.NodeInfo("words:0", "Placeholder", "string", ()),
    "w": p.NodeInfo("w", "VariableV2", "float32", (2, 3), "w"),
    "w/read:0": p.NodeInfo("w/read:0", "Identity", "float32", (2, 3), "w"),
    "b": p.NodeInfo("b", "VarHandleOp", "float64", (3,), "b"),
    "y:0": p.NodeInfo("y:0", "MatMul", "float32", (-1, 3)),
    "go": p.NodeInfo("go", "NoOp"),
}
HANDLES = {
    "x": Handle("x", "tensor", 0, "x:0"),
    "any": Handle("any", "tensor", 0, "any:0"),
    "n": Handle("n", "tensor", 0, "n:0"),
    "words": Handle("words", "tensor", 0, "words:0"),
    "weights[0]": Handle("weights[0]", "variable", 0, "w"),
    "weights['out']": Handle("weights['out']", "variable", 0, "b"),
    "copy": Handle("copy", "tensor", 0, "w/read:0"),
    "logits": Handle("logits", "tensor", 0, "y:0"),
    "go": Handle("go", "operation", 0, "go"),
    "forged": Handle("forged", "tensor", 0, "no such node:0"),
    "rate": Handle("rate", "optimizer"),
}


class Recording:
    """An executor that answers from a table and remembers the requests."""

    def __init__(self) -> None:
        self.requests: list[p.Request] = []

    def ask(self, request: p.Request) -> p.Answer:
        """Note the request and answer it."""
        self.requests.append(request)
        match request:
            case p.Describe():
                return p.Described({name: NODES[name] for name in request.names if name in NODES})
            case p.Ancestry(_, name):
                return p.Related((name.split(":")[0], "x", "w"), ("w",))
            case p.RunGraph():
                return self._ran(request)
            case p.Several(steps):
                return p.Answers(tuple(map(self._done, steps)))
            case _:
                return p.Arrays()

    def _done(self, step: p.Step) -> p.Arrays:
        return self._ran(step) if isinstance(step, p.RunGraph) else p.Arrays()

    def _ran(self, request: p.RunGraph) -> p.Arrays:
        values = {n: float(i) for i, n in enumerate(request.fetches)}
        return p.Arrays({n: wire.pack(np.float32(v)) for n, v in values.items()})

    @property
    def asked(self) -> list[p.Request]:
        """What it was asked to do, but for questions about names."""
        return [
            step
            for one in self.requests
            if not isinstance(one, p.Describe)
            for step in (one.steps if isinstance(one, p.Several) else [one])
        ]


@pytest.fixture
def executor() -> Recording:
    """Return a fake executor."""
    return Recording()


@pytest.fixture
def graph(executor: Recording) -> Graph:
    """Return a graph in the fake executor."""
    claim = GraphClaim(9, b"", (), {}, ("w", "b"))
    absent = {"rate": "`rate` is an optimizer object", "lost": "`lost` is gone"}
    aliases = {"output": ("logits",), "w": ("weights",)}
    return Graph(Connection(executor), 0, claim, HANDLES, aliases, absent)


def arrays(values: Mapping[str, wire.Array]) -> dict[str, tuple[str, Any]]:
    """Return dtype and values of what travels."""
    return {name: (one.dtype, wire.unpack(one).tolist()) for name, one in values.items()}


def test_a_global_is_described(graph: Graph) -> None:
    """Shape with None for open sides, dtype, kind, and the variable behind a name."""
    assert (graph.shape("x"), graph.shape("any"), graph.shape("weights[0]")) == (
        (None, 2), None, (2, 3),
    )  # fmt: skip
    assert (graph.dtype("x"), graph.dtype("weights['out']")) == ("float32", "float64")
    assert (graph.is_placeholder("x"), graph.is_placeholder("logits")) == (True, False)
    assert [graph.variable(path) for path in ("weights[0]", "copy", "x")] == ["w", "w", ""]
    assert graph.trainable() == ("w", "b")


def test_a_name_is_asked_for_once(graph: Graph, executor: Recording) -> None:
    """What is known of a node is remembered."""
    for _ in range(3):
        graph.shape("x")
        graph.dtype("x")
    assert len(executor.requests) == 1


def test_an_alias_leads_to_the_same_handle(graph: Graph) -> None:
    """Aliases hold for globals and for their elements."""
    assert graph.handle("output") == HANDLES["logits"]
    assert graph.handle("w[0]") == HANDLES["weights[0]"]
    assert graph.has("output")
    assert not graph.has("w")


def test_the_members_of_a_container_are_its_paths(graph: Graph) -> None:
    """A list or dict has its elements, a tensor itself."""
    assert graph.members("weights") == ["weights[0]", "weights['out']"]
    assert graph.members("x") == ["x"]
    assert graph.members("nothing") == []


@pytest.mark.parametrize(
    ("path", "message"),
    [
        pytest.param("nothing", "`nothing` is not there", id="unknown"),
        pytest.param("weights[7]", "`weights[7]` is not there", id="no such element"),
        pytest.param("lost", "`lost` is gone", id="known to be absent"),
        pytest.param("lost[0]", "`lost` is gone", id="element of what is absent"),
        pytest.param("rate", "`rate` is an optimizer object", id="no tensor"),
        pytest.param("forged", "`forged` is not part of the graph", id="forged"),
    ],
)
def test_what_is_not_there_fails_the_check(path: str, message: str, graph: Graph) -> None:
    """The failure says what the global is instead."""
    with pytest.raises(CheckFailed) as caught:
        graph.shape(path)
    assert message in caught.value.message


def test_assigned_variables_are_set_and_other_tensors_fed(
    graph: Graph, executor: Recording
) -> None:
    """A variable is assigned at once; a tensor is fed in every later run, until initialised."""
    graph.assign({"weights[0]": [[1, 2, 3]], "copy": [[4, 5, 6]], "x": [[7, 8]]})
    graph.run("output")
    graph.run("output", {"x": [[9, 9]]})
    graph.initialise()
    graph.run("output")
    assign, first, second, initialise, third = executor.asked
    assert isinstance(assign, p.Assign)
    assert arrays(assign.values) == {"w": ("float32", [[4, 5, 6]])}
    assert initialise == p.Initialise(0)
    fed = [arrays(one.feeds) for one in (first, second, third) if isinstance(one, p.RunGraph)]
    assert fed == [{"x:0": ("float32", [[7, 8]])}, {"x:0": ("float32", [[9, 9]])}, {}]


def test_what_has_just_been_initialised_is_not_initialised_again(executor: Recording) -> None:
    """Whatever is run, set or restored after that makes it necessary again."""
    graph = Graph(
        Connection(executor), 0, GraphClaim(0, b"", (), {}, ()), HANDLES, {}, {}, fresh=True
    )
    graph.initialise()
    assert executor.asked == []
    for change in (
        lambda: graph.run("logits"),
        lambda: graph.step(["go"]),
        lambda: graph.fetch("y:0"),
        lambda: graph.assign({"weights[0]": [[1, 2, 3]]}),
        lambda: graph.set_variables({"w": [[1, 2, 3]]}),
        lambda: graph.restore_by("go", {}),
        lambda: graph.saved(SaverClaim("", "", "")),
    ):
        change()
        before = executor.asked.count(p.Initialise(0))
        graph.initialise()
        graph.initialise()
        graph._connection.saved(0, "save")  # what is asked next takes along what waits
        assert executor.asked.count(p.Initialise(0)) == before + 1


def test_a_fed_variable_keeps_its_value(graph: Graph, executor: Recording) -> None:
    """A value fed to a variable is assigned before the run, in the variable's own dtype."""
    graph.run("output", {"weights['out']": [1, 2, 3]})
    assign, run = executor.asked
    assert isinstance(assign, p.Assign) and isinstance(run, p.RunGraph)
    assert arrays(assign.values) == {"b": ("float64", [1.0, 2.0, 3.0])}
    assert run.feeds == {}


def test_a_large_array_is_sent_once(graph: Graph, executor: Recording) -> None:
    """What a variable or a tensor is given again is only named."""
    rows = np.ones((2000, 2))
    for _ in range(2):
        graph.run("output", {"x": rows})
        graph.set_variables({"w": rows})
    rows[3] = 0
    graph.run("output", {"x": rows})
    run, assign, run_again, assign_again, changed = executor.asked
    assert isinstance(run, p.RunGraph) and isinstance(assign, p.Assign)
    assert (run.feeds.keys(), assign.values.keys()) == ({"x:0"}, {"w"})
    assert run_again == p.RunGraph(0, ("y:0",), again=("x:0",))
    assert assign_again == p.Assign(0, {}, ("w",))
    assert isinstance(changed, p.RunGraph) and changed.feeds.keys() == {"x:0"}


def test_a_curve_is_one_request(graph: Graph, executor: Recording) -> None:
    """Its value at first and after each step, with what the script gave."""
    batches = [{"x": [[1, 2]]}, {"x": [[3, 4]]}]
    curve = graph.curve("output", {"x": [[5, 6]]}, ["go"], batches, {"rate:0": 0.5})
    assert [value.shape for value in curve] == [()] * 3
    assert [type(one) for one in executor.requests if not isinstance(one, p.Describe)] == [
        p.Several
    ]
    runs = [one for one in executor.asked if isinstance(one, p.RunGraph)]
    assert [(one.fetches, one.targets, [*one.feeds]) for one in runs] == [
        (("y:0",), (), ["x:0"]),
        ((), ("go",), ["rate:0", "x:0"]),
        (("y:0",), (), ["x:0"]),
        ((), ("go",), ["rate:0", "x:0"]),
        (("y:0",), (), ["x:0"]),
    ]


def test_what_is_set_goes_with_the_next_run(executor: Recording) -> None:
    """A session that is begun anew, initialising and setting variables need no answer."""
    connection = Connection(executor)
    connection.reopen(0)
    connection.initialise(0)
    connection.assign(0, {"w": 1.0})
    assert executor.requests == []
    assert connection.run(0, ("y:0",), (), {}, 1).keys() == {"y:0"}
    (request,) = executor.requests
    assert isinstance(request, p.Several)
    assert [type(one) for one in request.steps] == [p.Reopen, p.Initialise, p.Assign, p.RunGraph]


def test_what_cannot_be_set_fails_what_is_asked_next_or_nothing() -> None:
    """It is the failure of the check that set it; of a session that is gone nothing is said."""
    connection = Connection(Answering(p.GraphFault("NotFound", "'w' is not a variable")))
    connection.assign(0, {"w": 1.0})
    with pytest.raises(GraphError, match="'w' is not a variable"):
        connection.related(0, "y")
    connection.assign(0, {"w": 1.0})
    connection.reopen(0)


def test_a_curve_assigns_what_goes_into_a_variable(graph: Graph, executor: Recording) -> None:
    """Each value is set before the run that it is for."""
    graph.curve("output", {"copy": [[5]]}, ["go"], [{"copy": [[1]]}], {})
    assert [type(one) for one in executor.asked] == [p.Assign, p.RunGraph] * 3


def test_several_globals_come_from_one_run(graph: Graph, executor: Recording) -> None:
    """Fetches are asked once each and returned in order."""
    found = graph.run(["output", "x", "logits"])
    assert [float(value) for value in found] == [0.0, 1.0, 0.0]
    assert executor.asked == [p.RunGraph(0, ("y:0", "x:0"))]
    assert float(graph.run("x")) == 0.0


def test_operations_are_stepped_by_their_name(graph: Graph, executor: Recording) -> None:
    """A training operation runs without a fetch, fed with what the script gave it."""
    graph.step(["train"], given={"rate:0": 0.5})
    graph.step(["a", "b"])
    assert executor.asked == [
        p.RunGraph(0, (), ("train",), {"rate:0": wire.pack(0.5)}),
        p.RunGraph(0, (), ("a", "b")),
    ]


@pytest.mark.parametrize(
    ("value", "fed"),
    [(300, 44), (-1, 255), ([1.9], [1]), (True, 1)],
    ids=["large", "negative", "fraction", "truth"],
)
def test_a_value_is_cast_to_what_the_student_chose(
    value: Any, fed: Any, graph: Graph, executor: Recording
) -> None:
    """An unusual dtype is the student's affair: the value is cast, whatever is lost."""
    graph.run("x", {"n": value})
    (run,) = executor.asked
    assert isinstance(run, p.RunGraph)
    assert arrays(run.feeds) == {"n:0": ("uint8", fed)}


@pytest.mark.parametrize("call", ["run", "assign"])
def test_numbers_for_a_text_fail_the_check(call: str, graph: Graph) -> None:
    """A placeholder for text is not the grader's fault."""
    with pytest.raises(CheckFailed, match="`words` has dtype string"):
        graph.run("x", {"words": 1.0}) if call == "run" else graph.assign({"words": 1.0})


def test_dependencies_are_asked_of_the_executor(graph: Graph) -> None:
    """What a value is computed from is proved, not claimed."""
    assert graph.ancestors("output") == {"y", "x", "w"}
    assert graph.depends_on("output", "weights[0]")
    assert not graph.depends_on("output", "any")
    assert graph.writes("train") == ("w",)


def test_savers_are_run_by_their_operations(graph: Graph, executor: Recording) -> None:
    """Restoring and saving name the operations of the student's SaverDef."""
    saver = SaverClaim("save/Const:0", "save/control_dependency:0", "save/restore_all")
    graph.restore({"w": np.float32(1)}, saver)
    assert graph.saved(saver) == {}
    assert executor.asked == [
        p.RestoreFrom(0, "save/restore_all", {"w": wire.pack(np.float32(1))}),
        p.SavedBy(0, "save/control_dependency:0"),
    ]  # fmt: skip


# -- the connection ------------------------------------------------------------------------------


class Answering:
    """An executor that always gives one answer."""

    def __init__(self, answer: p.Answer) -> None:
        self.answer = answer

    def ask(self, request: p.Request) -> p.Answer:
        """Return the answer."""
        return self.answer


def test_what_the_graph_raises_fails_the_check() -> None:
    """The failure says what TensorFlow says, without its node, in the script's own names."""
    fault = p.GraphFault("InvalidArgumentError", "Incompatible [[{{node MatMul_1}}]]", "MatMul_1")
    with pytest.raises(GraphError) as caught:
        Connection(Answering(fault)).run(0, ("y",), (), {}, 1)
    assert isinstance(caught.value, CheckFailed)
    assert caught.value.fault == fault
    assert caught.value.message == "running your graph failed: Incompatible"


def test_a_placeholder_without_a_value_has_the_scripts_name() -> None:
    """TensorFlow's own name for it says nothing to a student."""
    text = "You must feed a value for placeholder tensor 'Placeholder_2' with dtype float"
    error = GraphError(p.GraphFault("InvalidArgumentError", text, "Placeholder_2"))
    error.use_names({"Placeholder_2": "rate"})
    assert (
        error.message == str(error) == "your graph needs a value for `rate` here, and is given none"
    )


def test_a_value_that_nobody_named_is_told_without_a_name() -> None:
    """That of an earlier batch, say, which a cost that is added up depends on."""
    text = "You must feed a value for placeholder tensor 'Const_2173' with dtype float"
    error = GraphError(p.GraphFault("InvalidArgumentError", text, "Const_2173"))
    error.use_names({"Const_2": "x"})
    assert "Const" not in error.message
    assert "none of your names holds" in error.message


def test_a_rejected_graph_is_an_exception_of_its_own() -> None:
    """The rejection is kept whole."""
    rejection = p.Rejection(0, "n", "ReadFile", "not allowed")
    with pytest.raises(GraphRejected, match="not allowed") as caught:
        Connection(Answering(p.Loaded(rejection))).load(())
    assert caught.value.rejection is rejection


def test_an_answer_of_another_kind_is_no_answer() -> None:
    """An executor that answers something else is lost."""
    with pytest.raises(ExecutorLost, match="answered Loaded to RunGraph"):
        Connection(Answering(p.Loaded())).run(0, (), (), {}, 1)
