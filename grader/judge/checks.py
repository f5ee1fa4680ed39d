"""The `@check` decorator, and the ways in which a check says no."""

from collections.abc import Callable
from typing import Any, NoReturn, TypeVar

import pytest

from grader.foundation.model import Table

F = TypeVar("F", bound=Callable[..., Any])


class CheckFailed(AssertionError):
    """The submission is not what a check asks for. `mistake` names a known mistake.

    stops: it is what made the script stop with its error, not what follows from that.
    """

    def __init__(
        self,
        message: str,
        *,
        mistake: str = "",
        tables: tuple[Table, ...] = (),
        stops: bool = False,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.mistake = mistake
        self.tables = tables
        self.stops = stops


class Missing(CheckFailed):
    """What a check looks for is not there: after an error, the script has not come to it."""


class NotFound(Missing):
    """No global of the script, or nothing of its graph, has the name that a check looks up."""

    def __init__(self, message: str, path: str) -> None:
        super().__init__(message)
        self.path = path


def check(
    *,
    points: float,
    hint: str = "",
    secret: bool = False,
    claim: bool = False,
    after: tuple[str, ...] = (),
) -> Callable[[F], F]:
    """Declare a pytest function as a check of an exercise. All arguments are literals.

    points: what passing is worth. hint: shown when it fails. secret: of a failure, only name, hint
    and status are shown. claim: rests on what the student's own process reported, not on a run
    of the graph. after: names of earlier checks that must have passed, otherwise this is skipped.
    """
    options = {"points": points, "hint": hint, "secret": secret, "claim": claim, "after": after}

    def decorate(function: F) -> F:
        marked: F = pytest.mark.check(**options)(function)
        return marked

    return decorate


def fail(message: str, *, mistake: str = "", stops: bool = False) -> NoReturn:
    """Fail the check with a message for the student, and the known mistake it shows, if any.

    stops: the mistake is what the script raised its error for. Without that, a check on claims is
    not reached when the script has stopped, whatever it says.
    """
    raise CheckFailed(message, mistake=mistake, stops=stops)


def absent(message: str, *, mistake: str = "", stops: bool = False) -> NoReturn:
    """Fail the check because what it looks for is not there.

    Where the script has stopped with an error, it did not come to it: the check is not reached,
    unless `stops` says that this is what the error is about.
    """
    raise Missing(message, mistake=mistake, stops=stops)


def require(condition: object, message: str, *, mistake: str = "") -> None:
    """Fail the check with `message` unless `condition` holds."""
    if not condition:
        raise CheckFailed(message, mistake=mistake)


def diagnose(rivals: dict[str, Callable[[], bool]]) -> str:
    """Return the name of the one known mistake whose test holds, or "" for none or several."""
    found = [name for name, holds in rivals.items() if holds()]
    return found[0] if len(found) == 1 else ""
