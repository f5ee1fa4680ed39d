"""Mutants: the solution with one small fault each, of which the checks should let none pass."""

import ast
import hashlib
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from grader.authoring.cases import Case, Finding, solved_beside
from grader.authoring.edits import changes
from grader.authoring.stubs import solution_text, withheld_lines
from grader.catalog import Exercise
from grader.catalog.rules import EquivalentMutant


@dataclass(frozen=True)
class Mutant:
    """The solution with one change; was and now are its changed lines, each on one line."""

    case: Case
    line: int
    was: str
    now: str

    @property
    def diff(self) -> str:
        """Return the change as two lines of a diff, headed by the line's number."""
        new = f"+ {self.now}" if self.now else "+ (nothing)"
        return f"@@ line {self.line} @@\n- {self.was}\n{new}"


@dataclass(frozen=True)
class Mutants:
    """chosen are to be judged, out of `total` that are not listed as equivalent.

    claimed: those listed by themselves, of which it is to be shown that they make no difference.
    """

    chosen: tuple[Mutant, ...]
    claimed: tuple[Mutant, ...]
    total: int
    equivalent: int
    findings: tuple[Finding, ...] = ()


def mutants(exercise: Exercise, shipped: Iterable[Case], cap: int) -> Mutants:
    """Return at most `cap` mutants of the solution, the same ones every time.

    What the student is given is not changed, and no mutant is the same program as a submission
    that the exercise ships. Those that exercise.toml lists as equivalent are left out.
    """
    source = solution_text(exercise)
    known = {_program(case.source.decode()) for case in shipped}
    others = solved_beside(exercise)
    found = [
        replace(one, case=replace(one.case, beside=others, rules=exercise.rules.style))
        for one in _mutants(source, set(withheld_lines(exercise)), known)
    ]
    listed = exercise.rules.equivalent
    stale = tuple(
        Finding("exercise.toml", f"[[equivalent]] no mutant changes {entry.was!r}{_to(entry.now)}")
        for entry in listed
        if not any(_is(one, entry) for one in found)
    )
    exact = [entry for entry in listed if entry.now is not None]
    claimed = tuple(one for one in found if any(_is(one, entry) for entry in exact))
    left = [one for one in found if not any(_is(one, entry) for entry in listed)]
    chosen = sorted(left, key=_lot)[:cap]
    chosen.sort(key=lambda one: (one.line, one.now))
    return Mutants(tuple(chosen), claimed, len(left), len(found) - len(left), stale)


def _is(mutant: Mutant, entry: EquivalentMutant) -> bool:
    return mutant.was == entry.was and entry.now in (None, mutant.now)


def _to(now: str | None) -> str:
    return "" if now is None else f" to {now!r}"


def _mutants(source: str, mine: set[str], known: set[str]) -> Iterator[Mutant]:
    """Yield programs unlike each other and the `known` ones; only lines in `mine` are changed."""
    lines = source.splitlines()
    seen = known | {_program(source)}
    for node in ast.walk(ast.parse(source)):
        number = getattr(node, "lineno", 0)
        if not number or lines[number - 1].strip() not in mine:
            continue
        for old, new in changes(node):
            text = _replaced(source, old, new)
            program = _program(text) if text else ""
            if program and program not in seen:
                seen.add(program)
                yield _mutant(source, text, len(seen))


def _mutant(source: str, text: str, number: int) -> Mutant:
    """Return the mutant with the lines in which it differs."""
    old, new = source.splitlines(), text.splitlines()
    start = next(i for i, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1])
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    was, now = (" ".join(" ".join(part[start : len(part) - end]).split()) for part in (old, new))
    case = Case("mutant", f"mutant_{start + 1}_{number}", text.encode())
    return Mutant(case, start + 1, was, now)


def _replaced(source: str, old: ast.AST, new: ast.AST | None) -> str:
    """Return the source with one node's text replaced, "" where that text is not known."""
    assert isinstance(old, ast.expr | ast.stmt)
    assert old.end_lineno is not None and old.end_col_offset is not None
    raw = [line.encode() for line in source.splitlines(keepends=True)]
    head = raw[old.lineno - 1][: old.col_offset]
    tail = raw[old.end_lineno - 1][old.end_col_offset :]
    before, after = raw[: old.lineno - 1], raw[old.end_lineno :]

    def put(text: str) -> str:
        return b"".join([*before, head + text.encode() + tail, *after]).decode()

    if _program(put(f"({ast.unparse(old)})")) != _program(source) and isinstance(old, ast.expr):
        return ""  # a part of a formatted string has no place of its own
    text = "pass" if new is None else ast.unparse(new)
    if not isinstance(new, ast.expr):
        return put(text)
    plain, safe = put(text), put(f"({text})")
    return plain if _program(plain) == _program(safe) else safe


def _program(source: str) -> str:
    """Return what tells programs apart: not comments, not layout; "" if it is none."""
    try:
        with warnings.catch_warnings(action="ignore"):
            tree = ast.parse(source)
            compile(source, "mutant", "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        return ""
    return ast.dump(tree)


def _lot(mutant: Mutant) -> bytes:
    """Return a mutant's place in an order that is as good as drawn, and always the same."""
    return hashlib.sha256(f"{mutant.was}\0{mutant.now}".encode()).digest()
