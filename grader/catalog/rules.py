"""The keys of exercise.toml, checked when it is read."""

import tomllib
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from grader.catalog.arguments import ArgumentRules
from grader.foundation.errors import ExerciseFault
from grader.foundation.model import Hints
from grader.foundation.roles import Calls, ModelRoles


class HandleRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which globals the judge looks up. `aliases` maps a name to others that are as good.

    An alias may also be of an element: `"weights['out']" = ["W2"]`.
    inputs: variables or constants whose first side may be another one than in the script.
    described: what a name stands for, in words for those who never see it: a driver's global.
    """

    required: tuple[str, ...]
    inputs: tuple[str, ...] = ()
    aliases: dict[str, tuple[str, ...]] = {}
    described: dict[str, str] = {}

    def roots(self, name: str) -> frozenset[str]:
        """Return the globals of which any may hold `name`, or an element of it."""
        others = [
            other
            for spelt, found in self.aliases.items()
            if root_of(spelt) == name
            for other in found
        ]
        return frozenset({name, *map(root_of, others)})


def root_of(path: str) -> str:
    """Return the global that a path begins with."""
    return path.partition("[")[0]


class FileRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file of functions that is handed in.

    given: when the course's own file of this name takes its place, which lies in the exercise's
    folder `given` or is the solution of that name.
    """

    name: str
    required: bool = True
    given: Literal["never", "missing", "always"] = "never"

    @property
    def stubbed(self) -> bool:
        """Whether students get a starting file for it, which is in the exercise's folder."""
        return self.required and self.given == "never"


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
    """What a report may show beside the decision; reference_graph shows how the answer is built.

    hints: all at once, the first one (and others when they are asked for), or none.
    """

    reference_graph: bool = False
    hints: Hints = "first"


class StyleRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which style a file is to have. Checks that look at it are claims, of few points.

    imports: the only import statements that may be there, none: any. codes: of pycodestyle.
    """

    docstrings: bool = False
    imports: tuple[str, ...] = ()
    line_length: Annotated[int, msgspec.Meta(ge=40, le=1000)] | None = None
    codes: tuple[str, ...] = ()

    @property
    def of_lines(self) -> bool:
        """Whether pycodestyle is asked for."""
        return bool(self.line_length or self.codes)


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

    requires: exercises that come before this one in the course. files: a name is what lies in the
    exercise's folder and goes beside the script; a table is a file that is handed in; "any": every
    Python file that the student has beside their script. kind: whether one script is handed in, or
    files of functions, which the exercise's driver.py calls, `runs` times with other `arguments`.
    language: in which its reports are, English without it. dialect: which TensorFlow an answer
    is written in. model: what a Keras model stands for. calls: what is called after a script ran.
    large_products: whether matrix products of layers with hundreds of units take a script's time.
    """

    title: str
    summary: str
    source: str
    order: int
    handles: HandleRules
    mistakes: tuple[KnownMistake, ...]
    requires: tuple[str, ...] = ()
    kind: Literal["script", "functions"] = "script"
    files: tuple[str | FileRules, ...] | Literal["any"] = ()
    runs: Annotated[int, msgspec.Meta(ge=1, le=8)] = 1
    arguments: dict[str, ArgumentRules] = {}
    dialect: Literal["tf1", "tf2", "any"] = "tf1"
    model: ModelRoles = ModelRoles()
    calls: Calls = {}
    large_products: bool = False
    limits: LimitRules = LimitRules()
    report: ReportRules = ReportRules()
    style: StyleRules | None = None
    packages: PackageRules = PackageRules()
    operations: OperationRules = OperationRules()
    equivalent: tuple[EquivalentMutant, ...] = ()
    withheld: Withheld | None = None
    language: str | None = None


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
