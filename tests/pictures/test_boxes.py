"""From a graph's nodes to what the student wrote."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.collect.claims import Handle
from grader.execute.protocol import OutlineNode
from grader.foundation.model import GraphPicture
from grader.pictures.boxes import MOST_ARROWS, MOST_BOXES, draw
from grader.pictures.folding import fold


def handles(**names: str) -> dict[str, Handle]:
    """Return globals that hold tensors or variables of these names."""
    return {path: Handle(path, "tensor", 0, name) for path, name in names.items()}


def node(name: str, op: str, *inputs: str, shape: tuple[int, ...] | None = None) -> OutlineNode:
    """Return a node; a shape makes it one of numbers."""
    return OutlineNode(name, op, inputs, shape, "float32" if shape is not None else "")


def shown(picture: GraphPicture) -> list[str]:
    """Return each box as `label op <- inputs`."""
    lines = []
    for at, one in enumerate(picture.nodes):
        fed = ", ".join(
            picture.nodes[a].label or picture.nodes[a].op for a, b in picture.edges if b == at
        )
        lines.append(
            " ".join(filter(None, (one.label, one.op, one.shape))) + (f" <- {fed}" if fed else "")
        )
    return lines


VARIABLE = [
    node("Variable/initial_value", "Const", shape=(2, 3)),
    node("Variable", "VariableV2", shape=(2, 3)),
    node("Variable/Assign", "Assign", "Variable", "Variable/initial_value"),
    node("Variable/read", "Identity", "Variable"),
    node("x", "Placeholder", shape=(-1, 2)),
    node("MatMul", "MatMul", "x", "Variable/read"),
    node("Relu", "Relu", "MatMul"),
    node("init", "NoOp", "^Variable/Assign"),
]


def test_plumbing_is_hidden_and_globals_give_names() -> None:
    """Initial values, assignments, reads and initialisers are no part of the picture."""
    names = handles(w="Variable:0", out="Relu:0", init="init", features="x:0")
    assert shown(draw(VARIABLE, names, ())) == [
        "w variable 2×3",
        "features placeholder ?×2",
        "MatMul <- features, w",
        "out Relu <- MatMul",
    ]


def test_a_resource_variable_looks_the_same() -> None:
    """Handles and reads of resource variables are folded into the variable."""
    nodes = [
        node("w", "VarHandleOp", shape=(3,)),
        node("w/IsInitialized", "VarIsInitializedOp", "w"),
        node("zeros", "Const", shape=(3,)),
        node("w/Assign", "AssignVariableOp", "w", "zeros"),
        node("w/Read/ReadVariableOp", "ReadVariableOp", "w"),
        node("y", "Neg", "w/Read/ReadVariableOp"),
    ]
    assert shown(draw(nodes, handles(w="w"), ())) == ["w variable 3", "Neg <- w"]


def test_random_starting_values_are_hidden() -> None:
    """What only an initialiser uses is hidden, however long the chain."""
    nodes = [
        node("shape", "Const", shape=(2,)),
        node("random", "RandomStandardNormal", "shape"),
        node("mul", "Mul", "random", "stddev"),
        node("w", "VariableV2", shape=(2,)),
        node("w/Assign", "Assign", "w", "mul"),
        node("y", "Neg", "w"),
    ]
    assert shown(draw(nodes, {}, ())) == ["w variable 2", "Neg <- w"]


def test_constants_are_data_or_settings() -> None:
    """Numbers in place of variables are shown; an axis or a rate is not, unless it has a name."""
    nodes = [
        node("b", "Const", shape=(3, 2)),
        node("rate", "Const", shape=()),
        node("axis", "Const", shape=()),
        node("y", "MatMul", "b", "rate"),
        node("z", "Sum", "y", "axis"),
    ]
    assert shown(draw(nodes, handles(rate="rate:0"), ())) == [
        "constant 3×2",
        "rate constant number",
        "MatMul <- constant, rate",
        "Sum <- MatMul",
    ]


def test_training_is_one_box() -> None:
    """Gradients, updates and the optimizer's own variables are one box, fed by the ends only."""
    nodes = [
        node("w", "VariableV2", shape=(2,)),
        node("y", "Mul", "w", "w"),
        node("cost", "Sum", "y"),
        node("gradients/Fill", "Fill", "cost"),
        node("gradients/y_grad/Mul", "Mul", "gradients/Fill", "w"),
        node("w/Adam", "VariableV2", shape=(2,)),
        node("w/Adam/Assign", "Assign", "w/Adam"),
        node("w/Adam/read", "Identity", "w/Adam"),
        node("Adam/update_w/ApplyAdam", "ApplyAdam", "w", "w/Adam", "gradients/y_grad/Mul"),
        node("Adam", "NoOp", "^Adam/update_w/ApplyAdam"),
    ]
    assert shown(draw(nodes, handles(train="Adam", cost="cost:0"), ())) == [
        "w variable 2",
        "Mul <- w",
        "cost Sum <- Mul",
        "train Adam <- cost",
    ]


def test_training_leads_from_what_is_minimised() -> None:
    """The gradient of a mean does not read the mean; the arrow comes from it all the same.

    A sum in which that mean is used otherwise, a summary and a step counter have no part in it.
    """
    nodes = [
        node("w", "VariableV2", shape=(2,)),
        node("step", "VariableV2", shape=()),
        node("squares", "Square", "w"),
        node("cost", "Mean", "squares"),
        node("penalty", "L2Loss", "w"),
        node("unused", "AddV2", "cost", "penalty"),
        node("tag", "ScalarSummary", "cost"),
        node("gradients/Mul", "Mul", "squares", "w"),
        node("train/update_w/ApplyGradientDescent", "ApplyGradientDescent", "w", "gradients/Mul"),
        node("train/value", "Add", "step"),
        node("train", "AssignAdd", "step", "^train/update_w/ApplyGradientDescent"),
    ]
    found = shown(draw(nodes, handles(cost="cost:0", step="step:0"), ()))
    assert found[-1] == "train <- cost"
    assert "Add <- cost, L2Loss" in found


def test_two_terms_come_together_in_the_cost() -> None:
    """With a penalty that is minimised, too, the arrow comes from the sum."""
    nodes = [
        node("w", "VariableV2", shape=(2,)),
        node("cost", "Square", "w"),
        node("penalty", "L2Loss", "w"),
        node("loss", "AddV2", "cost", "penalty"),
        node("gradients/Mul", "Mul", "cost", "w"),
        node("gradients/Mul_1", "Mul", "penalty", "w"),
        node("up/update_w/ApplyAdam", "ApplyAdam", "w", "gradients/Mul", "gradients/Mul_1"),
    ]
    assert shown(draw(nodes, handles(loss="loss:0"), ()))[-1] == "up <- loss"


def test_gradients_by_hand_are_one_box() -> None:
    """Without an optimizer, gradients are a box that feeds what uses them."""
    nodes = [
        node("w", "VariableV2", shape=(2,)),
        node("y", "Square", "w"),
        node("gradients/Fill", "Fill", "y"),
        node("gradients/y_grad/Mul", "Mul", "gradients/Fill"),
        node("step", "AssignSub", "w", "gradients/y_grad/Mul"),
    ]
    assert shown(draw(nodes, {}, ()))[-2:] == ["gradients <- Square", "AssignSub <- w, gradients"]


def test_what_one_call_made_is_one_box() -> None:
    """A scope from one line, larger than a layer, is one box with the student's name for it."""
    inside = [f"dropout/{name}" for name in ("a", "b", "c", "d")]
    nodes = [node("x", "Placeholder", shape=(2,))]
    nodes += [
        node(name, "Mul", before) for name, before in zip(inside, ["x", *inside], strict=False)
    ]
    nodes += [node("layer/MatMul", "MatMul", "dropout/d"), node("layer/Add", "Add", "layer/MatMul")]
    lines = (1, 2, 2, 2, 2, 3, 3)
    found = shown(draw(nodes, handles(hidden="dropout/d:0"), lines))
    assert found == [
        "x placeholder 2",
        "hidden dropout <- x",
        "MatMul <- hidden",
        "Add <- MatMul",
    ]


def test_the_required_name_is_shown() -> None:
    """Of several names for a node, the exercise's own comes first, then the shortest."""
    nodes = [node("a", "Placeholder", shape=()), node("b", "Neg", "a")]
    names = handles(w="a:0", features="a:0", longer="b:0", short="b:0")
    picture = draw(nodes, names, (), ("features",))
    assert [one.label for one in picture.nodes] == ["features", "short"]


def test_a_large_graph_is_folded_by_scopes() -> None:
    """More boxes than fit become their scopes, the deepest first."""
    nodes = [node("x", "Placeholder", shape=())]
    nodes += [node(f"block_{n // 10}/op_{n}", "Neg", "x") for n in range(100)]
    picture = draw(nodes, {}, (0, *range(1, 101)))
    assert len(picture.nodes) == 11
    assert picture.left_out == 0


def test_a_flat_graph_is_cut_and_says_so() -> None:
    """Without scopes the first unnamed boxes are left out and counted; names stay."""
    nodes = [node(f"op{n}", "Neg", f"op{n - 1}") for n in range(100)]
    picture = draw(nodes, handles(first="op0:0", last="op99:0"), ())
    assert len(picture.nodes) == MOST_BOXES
    assert picture.left_out == 40
    assert {"first", "last"} <= {one.label for one in picture.nodes}


NAMES = st.sampled_from(
    [
        "a",
        "b",
        "c",
        "s/a",
        "s/b",
        "s/t/c",
        "gradients/x",
        "save/y",
        "Adam/update_a/ApplyAdam",
        "^",
        "",
    ]
)
OPS = st.sampled_from(
    [
        "Const",
        "VariableV2",
        "VarHandleOp",
        "Identity",
        "Assign",
        "NoOp",
        "ApplyAdam",
        "Mul",
        "Placeholder",
    ]
)
NODES = st.lists(
    st.builds(
        OutlineNode,
        NAMES,
        OPS,
        st.lists(
            st.one_of(NAMES, NAMES.map("^{}".format), NAMES.map("{}:1".format)), max_size=3
        ).map(tuple),
        st.one_of(st.none(), st.lists(st.integers(-1, 9), max_size=3).map(tuple)),
        st.sampled_from(["", "float32", "int32"]),
    ),
    max_size=12,
)


@given(nodes=NODES, label=NAMES, lines=st.lists(st.integers(0, 3), max_size=12).map(tuple))
def test_any_graph_can_be_drawn(
    nodes: list[OutlineNode], label: str, lines: tuple[int, ...]
) -> None:
    """Cycles, names that are missing or twice there, odd inputs: never an error, always bounds."""
    picture = draw(nodes, handles(it=label), lines)
    assert len(picture.nodes) <= MOST_BOXES
    assert len(picture.edges) <= MOST_ARROWS
    assert all(0 <= end < len(picture.nodes) for edge in picture.edges for end in edge)


@pytest.mark.parametrize("lines", [(1, 1, 1, 1), (0, 0, 0, 0), ()])
def test_only_one_known_line_is_a_call(lines: tuple[int, ...]) -> None:
    """Nodes whose line is not known stay apart."""
    boxes = {at: f"scope/op{at}" for at in range(4)}
    found = set(fold(boxes, {}, lines, 60).values())
    assert found == ({"scope"} if lines and lines[0] else set(boxes.values()))


SIZE = 5000
LARGE = {
    "a chain of identities": [node(f"n{n}", "Identity", f"n{n - 1}") for n in range(SIZE)],
    "an optimizer each": [node(f"s{n}/update_w/ApplyAdam", "ApplyAdam", "w") for n in range(SIZE)],
    "deep scopes": [node("a/" * 900 + f"n{n}", "Neg") for n in range(SIZE)],
    "scopes of their own": [node(f"a{n}/" * 200 + "n", "Neg") for n in range(SIZE)],
    "many inputs": [node(f"n{n}", "AddN", *(f"n{n - k}" for k in range(32))) for n in range(SIZE)],
}


@pytest.mark.parametrize("name", LARGE)
def test_a_large_graph_takes_bounded_work(name: str) -> None:
    """The largest graphs that are drawn cannot keep the judge busy."""
    picture = draw(LARGE[name], {}, tuple(range(SIZE)))
    assert len(picture.nodes) <= MOST_BOXES
    assert len(picture.edges) <= MOST_ARROWS
