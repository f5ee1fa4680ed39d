"""A notebook runs cell by cell, and a cell that raises does not stop the next ones."""

from collections.abc import Callable
from textwrap import dedent

import pytest

from grader.catalog import Exercise
from grader.collect.claims import Claims
from grader.pipeline import Grader
from grader.submission import CodeCell, Submission

pytestmark = pytest.mark.slow

Cells = Callable[..., Claims]


@pytest.fixture(scope="module")
def cells(grader: Grader, double: Exercise) -> Cells:
    """Return a function that runs cells in a real collector and returns what they claim."""

    def run(*sources: str) -> Claims:
        found: list[CodeCell] = []
        lines: list[str] = []
        for number, source in enumerate(sources, 1):
            own = dedent(source).strip("\n").split("\n")
            found.append(CodeCell(number, len(lines) + 1, len(own)))
            lines += own
        source = "\n".join(lines).encode()
        submission = Submission("double.ipynb", source, tuple(lines), tuple(found))
        claims, printed = grader.claims(double, submission)
        assert isinstance(claims, Claims), f"{claims}\n{printed}"
        return claims

    return run


def values(claims: Claims) -> dict[str, object]:
    """Return the plain values among the last globals."""
    return {handle.path: handle.value for handle in claims.snapshots[-1].handles}


def test_the_next_cells_run(cells: Cells) -> None:
    """What cells bind is there at the end, and each failure says its cell and line."""
    claims = cells("a = 1\n1 / 0\nb = 2", "c = a + 2", "d = nothing", "e = 5")
    assert values(claims) == {"a": 1, "c": 3, "e": 5}
    failed = [(one.cell, one.failure.type) for one in claims.failed_cells]
    assert failed == [(0, "ZeroDivisionError"), (2, "NameError")]
    assert [one.failure.frames[-1].line for one in claims.failed_cells] == [2, 5]
    assert claims.failure == claims.failed_cells[0].failure
    assert not claims.unfinished


def test_the_events_of_a_failed_cell_are_told_apart(cells: Cells) -> None:
    """What a session did in a cell that raised can be left out."""
    claims = cells(
        "import tensorflow as tf\nx = tf.constant(1.0)\ny = x + 1\nsession = tf.Session()",
        "one = session.run(x)",
        "two = session.run(y)\nsession.run(x)\n1 / 0",
        "three = session.run(y)",
    )
    assert len(claims.events) == 4
    assert [(one.cell, one.begin, one.end) for one in claims.failed_cells] == [(2, 1, 3)]
    assert claims.of_whole_cells().events == (claims.events[0], claims.events[3])


def test_a_cell_may_await(cells: Cells) -> None:
    """An `await` outside of functions is waited for, and one that fails fails its cell."""
    claims = cells(
        """
        import asyncio
        async def later(value):
            await asyncio.sleep(0.001)
            return value
        a = await later(3)
        """,
        "b, c = await asyncio.gather(later(4), later(5))",
        "await later(1 / 0)",
        "d = 6",
    )
    found = values(claims)
    assert [found[name] for name in "abcd"] == [3, 4, 5, 6]
    assert [one.cell for one in claims.failed_cells] == [2]


def test_leaving_ends_its_cell_only(cells: Cells) -> None:
    """`sys.exit(0)` is no failure, another code is one; the next cells run either way."""
    claims = cells("import sys\nsys.exit(0)\na = 1", "sys.exit(3)", "b = 2")
    assert values(claims) == {"b": 2}
    assert claims.left_at == 2
    assert [(one.cell, one.failure.type) for one in claims.failed_cells] == [(1, "SystemExit")]


def test_a_cell_that_cannot_be_compiled_fails(cells: Cells) -> None:
    """The others run; the line is the module's."""
    claims = cells("a = 1", "return a", "b = 2")
    assert values(claims) == {"a": 1, "b": 2}
    assert [(one.cell, one.failure.type) for one in claims.failed_cells] == [(1, "SyntaxError")]


def test_statements_that_start_programs_are_passed_over(cells: Cells) -> None:
    """The next statements run, also of the same cell; what needs what was not given is left out."""
    claims = cells(
        """
        import os, subprocess
        a = 1
        version = subprocess.check_output(["git", "rev-parse", "HEAD"])
        short = version.decode()
        print(short)
        b = 2
        """,
        "os.fork()\nc = 3",
        "d = nothing",
    )
    assert values(claims) == {"a": 1, "b": 2, "c": 3}
    assert claims.refused_at == (3, 4, 5, 7)
    assert [one.failure.type for one in claims.failed_cells] == ["NameError"]
    assert not claims.refused


def test_a_script_may_catch_that_no_program_starts(cells: Cells) -> None:
    """It is an exception like others; nothing is passed over that the script saw to itself."""
    claims = cells(
        """
        import subprocess
        try:
            subprocess.run("git status", shell=True)
        except PermissionError:
            a = 1
        b = 2
        """
    )
    assert values(claims) == {"a": 1, "b": 2}
    assert (claims.refused_at, claims.failed_cells) == ((), ())
