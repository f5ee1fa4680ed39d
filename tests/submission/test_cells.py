"""Notebooks as modules: which cells count, what is left out, and where an error is."""

import json

import nbformat.v4 as make
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.catalog import Catalog
from grader.submission import Submission, Ungradable, parse_submission, start_of
from grader.submission.cells import NotANotebook, new_notebook, read_notebook


def _notebook(*sources: str, tags: dict[int, list[str]] | None = None) -> str:
    cells = [make.new_code_cell(source) for source in sources]
    for number, names in (tags or {}).items():
        cells[number].metadata["tags"] = names
    return make.writes(make.new_notebook(cells=[make.new_markdown_cell("# Lesson"), *cells]))


def test_all_code_cells_in_order():
    """Cells become one module; Markdown is left out."""
    module = read_notebook(_notebook("a = 1", "b = 2\nc = 3"))
    assert module.source == "a = 1\nb = 2\nc = 3\n"
    assert [(cell.number, cell.start) for cell in module.cells] == [(2, 1), (3, 2)]


def test_tagged_cells_only():
    """Where cells are tagged, the others do not count."""
    module = read_notebook(_notebook("a = 1", "b = 2", tags={1: ["grade"]}))
    assert module.source == "b = 2\n"


def test_cells_of_one_exercise():
    """In a notebook with several exercises, cells tagged with an exercise's name are its answer."""
    text = _notebook("a = 1", "b = 2", "c = 3", tags={0: ["relu"], 1: ["grade"], 2: ["l2"]})
    assert read_notebook(text, "relu").source == "a = 1\n"
    assert read_notebook(text, "l2").source == "c = 3\n"
    assert read_notebook(text, "dropout").source == "b = 2\n"


@pytest.mark.parametrize(
    ("cell", "kept", "left_out"),
    [
        ("%matplotlib inline\nx = 1", "\nx = 1\n", ["cell 2, line 1: %matplotlib inline"]),
        ("!pip install x\nx = 1", "\nx = 1\n", ["cell 2, line 1: !pip install x"]),
        ("files = !ls\nx = 1", "files = []\nx = 1\n", ["cell 2, line 1: files = !ls"]),
        ("t = %timeit -o f()", "t = None\n", ["cell 2, line 1: t = %timeit -o f()"]),
        ("if x:\n    !ls", "if x:\n    pass\n", ["cell 2, line 2: !ls"]),
        ("if x:\n    %time y = 1", "if x:\n    y = 1\n", []),
        ("!pip install \\\n   x\ny = 1", "\n\ny = 1\n", ["cell 2, line 1: !pip install \\"]),
        (
            "if x:\n    %a \\\n  b \\\n c\nd",
            "if x:\n    pass\n\n\n__show__((d))\n",
            ["cell 2, line 2: %a \\"],
        ),
        ("pip install -q x\ny = 1", "\ny = 1\n", ["cell 2, line 1: pip install -q x"]),
        ("pwd\n", "\n\n", ["cell 2, line 1: pwd"]),
        ("pip = 1\ncat (3)", "pip = 1\n__show__((cat (3)))\n", []),
        ("x = 1\nfrom __future__ import division\ny = 2", "x = 1\n\ny = 2\n", []),
        ("    x = 1\n    y = 2", "x = 1\ny = 2\n", []),
        (">>> def f():\n...     g()\n>>> f()", "def f():\n    g()\n__show__((f()))\n", []),
        ("x?\ny = 1", "\ny = 1\n", ["cell 2, line 1: x?"]),
        ("%%bash\nls", "\n\n", ["cell 2, line 1: %%bash (the whole cell)"]),
        ("%%time\nx = 1", "\nx = 1\n", ["cell 2, line 1: %%time"]),
        ("x = (10\n% 3)", "x = (10\n% 3)\n", []),
        ('x = """\n%no magic\n"""', 'x = """\n%no magic\n"""\n', []),
    ],
)
def test_what_is_not_python(cell, kept, left_out):
    """Magics and shell commands are left out line for line, and noted."""
    module = read_notebook(_notebook(cell))
    assert module.source == kept
    assert list(module.left_out) == left_out


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("x = 1\nx", "x = 1\n__show__((x))\n"),
        ("f(\n    1,\n)", "__show__((f(\n    1,\n)))\n"),
        ("x;", "x;\n"),
        ("print(x)", "print(x)\n"),
        ("x = 1", "x = 1\n"),
        ("x  # the value", "__show__((x))  # the value\n"),
        ("é = 1; é  # é", "é = 1; __show__((é))  # é\n"),
        ("x  ;  # quiet", "x  ;  # quiet\n"),
    ],
)
def test_a_last_value_is_shown(cell, shown):
    """The value of a cell's last expression is printed, as a notebook would."""
    assert read_notebook(_notebook(cell)).source == shown


@pytest.mark.parametrize("text", ["", "{}", "[]", "nonsense", '{"cells": 3}', "[" * 5000])
def test_no_notebook(text):
    """Other JSON, or none, is told apart."""
    with pytest.raises(NotANotebook):
        read_notebook(text)


@given(
    st.recursive(
        st.none() | st.text() | st.integers(),
        lambda x: (
            st.lists(x)
            | st.dictionaries(
                st.sampled_from(["cells", "metadata", "source", "cell_type", "nbformat", "tags"]), x
            )
        ),
    )
)
def test_any_json_is_read_or_refused(value):
    """No JSON makes reading fail in another way."""
    for cells in (value, {"cells": value, "nbformat": 4, "nbformat_minor": 5, "metadata": {}}):
        try:
            read_notebook(json.dumps(cells))
        except NotANotebook:
            continue


def test_a_made_notebook_is_the_stub(catalog: Catalog):
    """A notebook as `grade start --notebook` makes it counts as not started."""
    exercise = catalog.get("relu")
    text = new_notebook("relu", exercise.readme.read_text(), exercise.stub.read_text())
    assert "%grade relu" in text
    assert "python relu.py" not in text
    found = parse_submission("relu.ipynb", text.encode(), start_of(exercise))
    assert isinstance(found, Ungradable)
    assert found.headline == "not started"
    assert new_notebook("relu", "# Lesson", "x") == new_notebook("relu", "# Lesson", "x")


def test_syntax_errors_name_cell_and_line(catalog: Catalog):
    """A student finds the error where Jupyter shows it."""
    text = _notebook("", "c = 3\nd = (\n")
    found = parse_submission("relu.ipynb", text.encode(), start_of(catalog.get("relu")))
    assert isinstance(found, Ungradable)
    (line,) = found.problem.lines
    assert (line.file, line.line, line.text) == ("relu.ipynb, cell 3", 2, "d = (")
    assert "(cell 3 line 2)" in found.problem.message


def test_a_cell_that_cannot_be_read_is_left_blank(catalog: Catalog):
    """The cells around it are a submission, and the problem names cell and line."""
    text = _notebook("a = 1\nb = 2", "c = 3\nd = (\n", "e = 5")
    found = parse_submission("relu.ipynb", text.encode(), start_of(catalog.get("relu")))
    assert isinstance(found, Submission)
    assert found.source == b"a = 1\nb = 2\n\n\n\ne = 5\n"
    ((cell, problem),) = [(one.cell, one.problem) for one in found.unread]
    assert (cell.number, found.first_line(cell)) == (3, "c = 3")
    assert [(line.file, line.line) for line in problem.lines] == [("relu.ipynb, cell 3", 2)]


def test_places_of_lines(catalog: Catalog):
    """Every line of the module is a line of a cell."""
    text = _notebook("a = 1\nb = 2", "c = 3")
    found = parse_submission("relu.ipynb", text.encode(), start_of(catalog.get("relu")))
    assert isinstance(found, Submission)
    places = [found.place(number) for number in (1, 2, 3)]
    assert places == [
        ("relu.ipynb, cell 2", 1),
        ("relu.ipynb, cell 2", 2),
        ("relu.ipynb, cell 3", 1),
    ]
