"""Pictures of graphs: geometry, Mermaid, marks."""

import re
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.foundation.model import GraphNode, GraphPicture
from grader.pictures.diagram import draw_graph, mermaid
from grader.pictures.layout import arrange
from grader.pictures.marks import mark

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def chain(*ops: str, **labels: str) -> GraphPicture:
    """Return a picture of operations in a row; labels name some of them."""
    nodes = tuple(
        GraphNode(op, "variable" if op == "variable" else "operation", labels.get(f"at{at}", ""))
        for at, op in enumerate(ops)
    )
    return GraphPicture(nodes, tuple((at, at + 1) for at in range(len(ops) - 1)))


EDGES = st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14)), max_size=40)


@given(edges=EDGES)
def test_boxes_never_overlap(edges: list[tuple[int, int]]) -> None:
    """Whatever the edges, cycles too, two boxes of a column stand a row apart."""
    layout = arrange(15, edges)
    for one, other in combinations(range(15), 2):
        if layout.columns[one] == layout.columns[other]:
            assert abs(layout.rows[one] - layout.rows[other]) >= 0.99
    assert min(layout.rows) >= 0


@given(edges=EDGES)
def test_edges_lead_to_the_right(edges: list[tuple[int, int]]) -> None:
    """A box stands right of all that feeds it, as far as the order says what does."""
    layout = arrange(15, edges)
    for start, end in edges:
        if start < end:
            assert layout.columns[start] < layout.columns[end]


def test_the_main_way_is_straight() -> None:
    """A chain with something beside it in every column is a straight line."""
    layout = arrange(7, [(0, 1), (1, 3), (2, 3), (3, 5), (4, 5), (5, 6)])
    assert len({layout.rows[at] for at in (0, 1, 3, 5, 6)}) == 1
    assert (layout.columns[2], layout.columns[4]) == (1, 2)


@given(edges=EDGES, label=st.text(max_size=50))
def test_everything_lies_inside_the_picture(edges: list[tuple[int, int]], label: str) -> None:
    """Boxes and arrows are finite and inside the drawing; texts are cut to their box."""
    nodes = tuple(GraphNode("Add", "operation", label) for _ in range(15))
    diagram = draw_graph(GraphPicture(nodes, tuple(edges)))
    for box in diagram.boxes:
        assert 0 <= box.x < box.x + box.width <= diagram.width
        assert 0 <= box.y < box.y + box.height <= diagram.height
        assert len(box.title) <= 24
    for arrow in diagram.arrows:
        assert len(NUMBER.findall(arrow)) >= 8


@given(edges=EDGES, length=st.integers(0, 20))
def test_boxes_of_different_bands_never_overlap(edges: list[tuple[int, int]], length: int) -> None:
    """However a picture is broken, each box has its place, and every arrow stays inside."""
    nodes = tuple(GraphNode("Add" * length, "operation") for _ in range(15))
    diagram = draw_graph(GraphPicture(nodes, tuple(edges)))
    for one, other in combinations(diagram.boxes, 2):
        beside = abs(one.x - other.x) >= min(one.width, other.width)
        assert beside or abs(one.y - other.y) >= one.height
    for box in diagram.boxes:
        assert 0 <= box.x <= diagram.width - box.width
        assert 0 <= box.y <= diagram.height - box.height


def test_a_long_picture_is_broken_where_few_arrows_cross() -> None:
    """A chain of twenty is set in bands that fit a page, and both ends of each arrow are there."""
    ops = ["variable", *["LongNameOfAnOperation"] * 19]
    diagram = draw_graph(chain(*ops))
    assert diagram.width < 820
    assert len({box.y for box in diagram.boxes}) > 2
    assert len(diagram.arrows) == 19


def test_the_suspect_is_marked() -> None:
    """The box of a failed check's subject is told from the others, and said so in words."""
    diagram = draw_graph(chain("variable", "MatMul", at1="hidden"), "hidden")
    assert [box.suspect for box in diagram.boxes] == [False, True]
    assert diagram.says[1].endswith("where a check failed.")


def test_the_largest_picture_stays_small() -> None:
    """Sixty boxes with every edge that may be make a bounded page."""
    edges = tuple((a, b) for a, b in combinations(range(60), 2))[:240]
    diagram = draw_graph(GraphPicture(tuple(GraphNode("Op", "group") for _ in range(60)), edges))
    assert sum(map(len, diagram.arrows)) < 200_000


def test_a_picture_of_nothing_is_empty() -> None:
    """No nodes, no boxes, no error."""
    diagram = draw_graph(GraphPicture((), ()))
    assert (diagram.boxes, diagram.arrows) == ((), ())


def test_a_picture_is_told_in_words() -> None:
    """Each box says what it is and what feeds it."""
    nodes = (
        GraphNode("variable", "variable", "w", "3×2"),
        GraphNode("MatMul", "operation", differs=True),
    )
    assert draw_graph(GraphPicture(nodes, ((0, 1),))).says == (
        "w (variable 3×2).",
        "MatMul 2, fed by w, differs.",
    )


@given(text=st.text(max_size=40))
def test_a_mermaid_label_holds_no_markup(text: str) -> None:
    """Quotes, brackets, backticks, line ends and directives are character numbers."""
    chart = mermaid(GraphPicture((GraphNode("Add", "operation", text),), ()))
    label = chart.split('"')[1].replace("<br/>", "")
    assert chart.count('"') == 2
    assert re.fullmatch(r"(?:[A-Za-z0-9 ]|#\d+;)*", label)
    assert len(chart.splitlines()) == 2


def test_mermaid_shows_kinds_edges_and_marks() -> None:
    """The chart has one line a box, one an edge, and a class for what differs."""
    nodes = (
        GraphNode("placeholder", "input", "x"),
        GraphNode("Relu", "operation", differs=True),
    )
    assert mermaid(GraphPicture(nodes, ((0, 1),))).splitlines() == [
        "flowchart LR",
        '    n0(["x<br/>placeholder"])',
        '    n1["Relu"]',
        "    n0 --> n1",
        "    classDef differs stroke-width:3px,stroke-dasharray:6 3",
        "    class n1 differs",
    ]


def differing(picture: GraphPicture) -> list[str]:
    """Return label or operation of every marked box."""
    return [node.label or node.op for node in picture.nodes if node.differs]


REFERENCE = chain("MatMul", "Add", "Relu", "MatMul", "Add", at2="hidden", at4="output")


@pytest.mark.parametrize(
    ("yours", "marked", "missing"),
    [
        (REFERENCE, [], []),
        (
            chain("MatMul", "Add", "MatMul", "Add", at1="hidden", at3="output"),
            ["hidden"],
            ["hidden"],
        ),
        (
            chain("MatMul", "BiasAdd", "Tanh", "MatMul", "Add", at2="hidden", at4="output"),
            ["hidden"],
            ["hidden"],
        ),
        (chain("MatMul", "Add", "Relu", "MatMul", "Add"), [], []),
        (chain("MatMul", "Add", "Relu", "MatMul", "Add", "Softmax"), ["Softmax"], []),
        (GraphPicture((), ()), [], ["MatMul", "Add", "hidden", "MatMul", "output"]),
    ],
    ids=["same", "no relu", "other function", "no names", "more", "nothing"],
)
def test_what_has_no_counterpart_is_marked(
    yours: GraphPicture, marked: list[str], missing: list[str]
) -> None:
    """Another operation, one too many and one too few are marked on their side."""
    one, other = mark(yours, REFERENCE)
    assert (differing(one), differing(other)) == (marked, missing)


def test_an_arrow_from_another_box_is_marked() -> None:
    """All boxes are there, but the optimizer minimises the wrong one: it is marked, alone."""
    names = ("cost", "penalty", "loss", "train")
    nodes = tuple(GraphNode(f"Op{name}", "operation", name) for name in names)
    right = GraphPicture(nodes, ((0, 2), (1, 2), (2, 3)))
    wrong = GraphPicture(nodes, ((0, 2), (1, 2), (0, 3)))
    assert [differing(picture) for picture in mark(wrong, right)] == [["train"], ["train"]]


def test_a_variable_is_known_by_its_shape() -> None:
    """A variable of another shape is another variable."""
    one = GraphPicture((GraphNode("variable", "variable", "w", "3×2"),), ())
    other = GraphPicture((GraphNode("variable", "variable", "w", "2×3"),), ())
    assert [differing(picture) for picture in mark(one, other)] == [["w"], ["w"]]
