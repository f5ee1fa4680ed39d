"""Checks of the function that makes placeholders."""

import pytest

from grader.judge import check, fail, require


@pytest.fixture
def pairs(graphs, arguments):
    """Return the graph and the arguments of each run."""
    return list(zip(graphs, arguments, strict=True))


@check(points=2, hint="End the function with `return x, y`.")
def test_pair(pairs):
    """`create_placeholders` returns two placeholders."""
    for graph, _ in pairs:
        if graph.has("made"):
            fail("one thing is returned, where two were asked for", mistake="only_x")
        for path in ("made[0]", "made[1]"):
            wrong = "variables" if graph.handle(path).kind == "variable" else ""
            require(graph.is_placeholder(path), f"`{path}` is no placeholder", mistake=wrong)


@check(points=2, hint="The shape is `[None, nx]`.", after=("pair",))
def test_inputs(pairs):
    """The first one takes any number of rows of `nx` inputs each."""
    for graph, given in pairs:
        shape, other = graph.shape("made[0]"), graph.shape("made[1]")
        wanted = (None, given["nx"])
        if shape != wanted:
            swapped = other == wanted and given["nx"] != given["classes"]
            rows = shape is not None and len(shape) == 2 and shape[0] is not None
            wide = shape == (None, 784)
            mistake = "swapped" * swapped or "fixed_rows" * rows or "sizes_in_code" * wide
            fail(f"for nx = {given['nx']} its shape is {_shown(shape)}", mistake=mistake)


@check(points=2, hint="The shape is `[None, classes]`.", after=("pair",))
def test_labels(pairs):
    """The second one takes any number of rows of `classes` labels each."""
    for graph, given in pairs:
        shape = graph.shape("made[1]")
        if shape != (None, given["classes"]):
            wide = shape == (None, given["nx"]) and graph.shape("made[0]") == shape
            told = f"for {given['classes']} classes its shape is {_shown(shape)}"
            fail(told, mistake="labels_as_wide" if wide else "")


@check(points=1, hint="The first argument of `tf.placeholder` is `tf.float32`.", after=("pair",))
def test_numbers(pairs):
    """Both hold numbers of the type float32."""
    for graph, _ in pairs:
        kinds = graph.dtype("made[0]"), graph.dtype("made[1]")
        wrong = "whole_labels" if kinds[0] == "float32" and kinds[1].startswith("int") else ""
        require(kinds == ("float32", "float32"), f"they hold {kinds[0]}, {kinds[1]}", mistake=wrong)


@check(points=1, hint='The third argument is `name="x"`, and `name="y"`.', after=("pair",))
def test_names(pairs):
    """They are called x and y in the graph."""
    names = [pairs[0][0].handle(path).name.removesuffix(":0") for path in ("made[0]", "made[1]")]
    plain = all(name.startswith("Placeholder") for name in names)
    require(
        names == ["x", "y"],
        f"they are called {names[0]} and {names[1]}",
        mistake="no_names" if plain else "",
    )


def _shown(shape):
    if shape is None:
        return "not known"
    return "[" + ", ".join("None" if side is None else str(side) for side in shape) + "]"
