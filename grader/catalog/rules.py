"""The keys of exercise.toml, checked when it is read."""

import tomllib
from pathlib import Path
from typing import Annotated

import msgspec

from grader.foundation.errors import ExerciseFault


class HandleRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which globals the judge looks up. `aliases` maps a name to others that are as good.

    inputs: variables or constants whose first side may be another one than in the script.
    """

    required: tuple[str, ...]
    inputs: tuple[str, ...] = ()
    aliases: dict[str, tuple[str, ...]] = {}


class LimitRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Seconds and megabytes that the student's script may use."""

    time_s: Annotated[int, msgspec.Meta(ge=1, le=3600)] = 30
    memory_mb: Annotated[int, msgspec.Meta(ge=1, le=1 << 20)] = 2048


class PackageRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which packages a script may import for real, where a stand-in would take their place."""

    allow: tuple[str, ...] = ()


class OperationRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which operation types a graph may hold beside those that every exercise allows."""

    allow: tuple[str, ...] = ()


class ReportRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a report may show beside the decision; reference_graph shows how the answer is built."""

    reference_graph: bool = False


class KnownMistake(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mistake with a submission that makes it: `mistakes/<name>.py` must fail `check`."""

    name: str
    check: str
    hint: str


class EquivalentMutant(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A change of the solution's line `was` that leaves it right, and why; no `now`: any change."""

    was: str
    reason: Annotated[str, msgspec.Meta(min_length=1)]
    now: str | None = None


class Withheld(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many secret checks a release leaves out, and their points."""

    checks: int
    points: float


class ExerciseRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The keys of exercise.toml.

    requires: exercises that come before this one in the course. files: what lies in the exercise's
    folder and goes beside the script.
    """

    title: str
    summary: str
    source: str
    order: int
    handles: HandleRules
    mistakes: tuple[KnownMistake, ...]
    requires: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    limits: LimitRules = LimitRules()
    report: ReportRules = ReportRules()
    packages: PackageRules = PackageRules()
    operations: OperationRules = OperationRules()
    equivalent: tuple[EquivalentMutant, ...] = ()
    withheld: Withheld | None = None


def read_rules(toml: Path) -> ExerciseRules:
    """Return what an exercise.toml says; raise ExerciseFault naming the file and the key."""
    try:
        data = tomllib.loads(toml.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ExerciseFault(toml, "the file is missing") from None
    except (ValueError, RecursionError) as error:  # not UTF-8, not TOML, or too deep or long
        raise ExerciseFault(toml, f"not valid TOML: {error}") from error
    try:
        return msgspec.convert(data, ExerciseRules)
    except msgspec.ValidationError as error:
        raise ExerciseFault(toml, str(error)) from error
