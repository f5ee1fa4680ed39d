"""What IPython makes of a cell is the oracle for what is Python in it, and what is not."""

import ast

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from IPython.core.inputtransformer2 import TransformerManager

from grader.submission.magics import parsed, python_lines

# Cells of which a notebook runs the same Python as it stands here.
SAME = [
    "x = 1\ny = 2",
    "%matplotlib inline\nx = 1",
    "!pip install x\nx = 1",
    "!pip install \\\n   x\ny = 1",
    "if x:\n    !ls\n    y = 1",
    "x?\ny = 1",
    "?x\ny = 1",
    "x??\ny = 1  # why?",
    "y = '?'  # really?\n!ls",
    "s = '''\n%no magic\n!no command\nwhat?\n'''\n%magic",
    "f(9\n% 3\n)\n!ls \"it's",
    "x = (10\n% 3)\n%who",
    "x = 10 \\\n% 3\n%who",
    ">>> def f():\n...     g()\n>>> f()",
    "    x = 1\n    y = 2",
    "def f():\n    '''\n    %doc\n    '''\n    return 1\n%timeit f()",
    "x = [\n  1,  # one?\n  2,\n]\n!ls",
    "a = b'%' % ()\nb = r'\\\\'\n%who",
    "%%time\nx = 1",
    "%%capture out\nx = 1\n%who",
    "await f()\n%who",
    "t = 1 + \\\nx?\ny = 1",
]


def oracle(cell: str) -> list[str]:
    """Return the statements that IPython runs as the student's own, without its calls of magics."""
    body = ast.parse(TransformerManager().transform_cell(cell)).body
    (cellwide,) = [_magic_cell(one) for one in body] if len(body) == 1 else (None,)
    if cellwide is not None:
        return oracle(cellwide)
    return [ast.dump(one) for one in map(_without_magics, body) if one is not None]


def _magic_cell(statement: ast.stmt) -> str | None:
    match statement:
        case ast.Expr(
            ast.Call(ast.Attribute(_, "run_cell_magic"), [_, _, ast.Constant(str(cell))])
        ):
            return cell
    return None


def _without_magics(statement: ast.stmt) -> ast.stmt | None:
    return None if "get_ipython" in ast.dump(statement) and not _block(statement) else statement


def _block(statement: ast.stmt) -> bool:
    """Take the calls of magics out of a block; say whether it is one."""
    body = getattr(statement, "body", None)
    if not isinstance(body, list):
        return False
    kept = [_without_magics(one) for one in body]
    statement.body = [one or ast.Pass() for one in kept]  # type: ignore[attr-defined]
    return True


@pytest.mark.parametrize("cell", SAME)
def test_a_cell_is_read_as_ipython_reads_it(cell: str) -> None:
    """The statements that are kept are those that a notebook would run, in their lines."""
    kept, left = python_lines(cell)
    body = parsed(kept)
    assert body is not None
    assert [ast.dump(one) for one in body] == oracle(cell)
    assert len(kept) == len(cell.split("\n"))
    assert all(0 < one.line <= len(kept) for one in left)


@pytest.mark.parametrize(
    ("cell", "python"),
    [
        ("t = !ls\nx = t", "t = []\nx = t"),
        ("t=!ls", "t=[]"),
        ("t = \\\n!ls\nx = t", "t = \\\n[]\nx = t"),
        ("t = \\\n  %timeit -o f()\nx = t", "t = \\\nNone\nx = t"),
        ("t = %time f()", "t = f()"),
    ],
)
def test_what_a_command_is_assigned_to_is_bound(cell: str, python: str) -> None:
    """The name exists afterwards, though the command did not run."""
    kept, left = python_lines(cell)
    assert parsed(kept) is not None
    assert [line.strip() for line in kept] == python.split("\n")
    assert len(left) == ("%time " not in cell)


@given(
    st.lists(
        st.sampled_from(
            [
                *("x = 1", "y = '%s' % 2", "z = [1,", "2]", "# what?", "s = '''", "'''", ""),
                *(
                    "!ls",
                    "%matplotlib inline",
                    "x?",
                    "?y",
                    "if x:",
                    "    y = 1",
                    "    !ls",
                    "t = 1 + \\",
                    "t = \\",
                    "t=!ls",
                ),
            ]
        ),
        max_size=8,
    )
)
@example(["z = [1,", "x?"])
def test_what_ipython_can_read_can_be_read(lines: list[str]) -> None:
    """No cell that a notebook runs is one that Python cannot read here."""
    cell = "\n".join(lines)
    kept, _ = python_lines(cell)
    assert len(kept) == max(len(lines), 1)
    if parsed(TransformerManager().transform_cell(cell).split("\n")) is not None:
        assert parsed(kept) is not None


def test_a_long_cell_is_read_in_time_that_grows_with_it() -> None:
    """200,000 characters on one line, or of empty lines, is no burden."""
    for cell in ("x = " + " " * 200_000, "\n" * 200_000, "!" * 200_000, "a[" * 100_000):
        assert len(python_lines(cell)[0]) == cell.count("\n") + 1
