"""The checks that a test file declares, read from its text: nothing is imported or run.

Names, points and sentences are literals, so a report can list them without running anything.
"""

import ast
from dataclasses import dataclass
from pathlib import Path

import msgspec

from grader.foundation.errors import ExerciseFault
from grader.foundation.syntax import parse


@dataclass(frozen=True)
class CheckRule:
    """What a test file declares of one check; points are at least 0.25 and whole quarters."""

    name: str
    description: str
    points: float
    hint: str
    secret: bool
    claim: bool
    after: tuple[str, ...]


def read_checks(test_file: Path) -> tuple[CheckRule, ...]:
    """Return the checks of a test file in their order. Raises ExerciseFault."""
    try:
        tree = parse(test_file.read_bytes(), str(test_file))
    except SyntaxError as error:
        raise ExerciseFault(test_file, f"line {error.lineno or 1}: {error.msg}") from error
    except ValueError as error:  # a NUL byte, before Python 3.11.4
        raise ExerciseFault(test_file, f"line 1: {error}") from error
    return tuple(
        _read_check(test_file, node)
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )


def _read_check(test_file: Path, function: ast.FunctionDef) -> CheckRule:
    name = function.name.removeprefix("test_")
    where = f"line {function.lineno}: {function.name}"
    options: dict[str, object] | None = None
    for decorator in function.decorator_list:
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func).endswith("check"):
            try:
                options = {key.arg or "": ast.literal_eval(key.value) for key in decorator.keywords}
            except (ValueError, TypeError):
                raise ExerciseFault(test_file, f"{where}: @check takes literals only") from None
    if options is None:
        raise ExerciseFault(test_file, f"{where}: has no @check(points=…)")
    description = " ".join((ast.get_docstring(function) or "").split())
    if not description:
        raise ExerciseFault(test_file, f"{where}: has no docstring, which the student would read")
    try:
        rule = msgspec.convert({**_DEFAULTS, **options}, _CheckOptions)
    except msgspec.ValidationError as error:
        raise ExerciseFault(test_file, f"{where}: @check: {error}") from error
    if rule.points <= 0 or rule.points % 0.25:
        raise ExerciseFault(test_file, f"{where}: points must be positive, in whole quarters")
    return CheckRule(name, description, rule.points, rule.hint, rule.secret, rule.claim, rule.after)


class _CheckOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    points: float
    hint: str
    secret: bool
    claim: bool
    after: tuple[str, ...]


_DEFAULTS = {"hint": "", "secret": False, "claim": False, "after": ()}
