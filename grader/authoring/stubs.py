"""The starting file out of the solution, so that both have one source.

A solution marks what the student is to write:

    # BEGIN SOLUTION
    # TODO: compute y and call it y
    # STUB: y = None
    y = 2.0 * x
    # END SOLUTION

Of a marked part the stub keeps a comment that begins with TODO, to its last line, and the code
after STUB. The markers are comments: the solution runs as it is.
"""

import re
from dataclasses import dataclass

from grader.catalog import Exercise
from grader.foundation.errors import ExerciseFault

BEGIN, END = "# BEGIN SOLUTION", "# END SOLUTION"
_STUB = re.compile(r"(\s*)# STUB: (.*)")


@dataclass(frozen=True)
class Marked:
    """A solution's text, split: what the stub keeps, and the lines that it leaves out."""

    stub: str
    left_out: tuple[str, ...]


def solution_text(exercise: Exercise) -> str:
    """Return the reference solution; raise ExerciseFault if there is none that can be read."""
    try:
        return exercise.solution.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ExerciseFault(exercise.solution, "the solution is missing") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ExerciseFault(exercise.solution, f"cannot be read: {error}") from error


def generated_stub(exercise: Exercise) -> str | None:
    """Return the stub that the solution's markers make, None if it has none.

    Raises ExerciseFault when a marker has no counterpart.
    """
    try:
        marked = split(solution_text(exercise))
    except ValueError as error:
        raise ExerciseFault(exercise.solution, str(error)) from error
    return marked.stub if marked else None


def split(solution: str) -> Marked | None:
    """Split a solution at its markers; None if it has none.

    Raises ValueError, with the line's number, for a marker without its counterpart.
    """
    kept: list[str] = []
    left_out: list[str] = []
    begun = 0
    todo = False
    for number, line in enumerate(solution.splitlines(), start=1):
        word = line.strip()
        if word in (BEGIN, END):
            if (word == BEGIN) == bool(begun):
                raise ValueError(f"line {number}: {word!r} without its counterpart")
            begun, todo = number if word == BEGIN else 0, False
        elif not begun:
            kept.append(line)
        elif found := _STUB.fullmatch(line):
            kept.append(found[1] + found[2])
        else:
            todo = word.startswith("#") and (todo or word.startswith("# TODO"))
            (kept if todo else left_out).append(line)
    if begun:
        raise ValueError(f"line {begun}: {BEGIN!r} without its counterpart")
    if not left_out:
        return None
    return Marked("\n".join(kept).rstrip("\n") + "\n", tuple(left_out))


def withheld_lines(exercise: Exercise) -> tuple[str, ...]:
    """Return the lines of the solution's program that its stub does not show, in their order."""
    stub = exercise.stub.read_text(encoding="utf-8")
    shown = {line.strip() for line in stub.splitlines()}
    lines = (line.strip() for line in solution_text(exercise).splitlines())
    return tuple(line for line in lines if line and line[0] != "#" and line not in shown)
