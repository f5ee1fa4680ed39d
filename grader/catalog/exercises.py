"""One exercise as data: its folder, exercise.toml and the checks that its test file declares.

The test file is parsed, never imported, here (`grader.catalog.declarations`).
"""

import re
from dataclasses import dataclass
from pathlib import Path

from grader.catalog.declarations import CheckRule, read_checks
from grader.catalog.files import DRIVER, check_files
from grader.catalog.lessons import LANGUAGE, Lesson, lesson_for, lessons_in
from grader.catalog.rules import ExerciseRules, FileRules, KnownMistake, read_rules
from grader.catalog.shared import SHARED, shared_files
from grader.foundation.errors import ExerciseFault
from grader.foundation.language.catalogue import ENGLISH, language, languages
from grader.foundation.limits import Limits
from grader.foundation.text import counted

SLUG = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
CLAIMS_SHARE = 0.25


@dataclass(frozen=True)
class Exercise:
    """One exercise: its folder, rules and checks in the order of the test file."""

    slug: str
    folder: Path
    rules: ExerciseRules
    checks: tuple[CheckRule, ...]

    @property
    def functions(self) -> bool:
        """Whether files of functions are handed in, which the exercise's driver calls."""
        return self.rules.kind == "functions"

    @property
    def parts(self) -> tuple[FileRules, ...]:
        """The files of functions that are handed in, the first of which is the answer."""
        return tuple(one for one in self.rules.files if isinstance(one, FileRules))

    @property
    def answer(self) -> str:
        """The name of the file that is handed in and judged."""
        return self.parts[0].name if self.parts else f"{self.slug}.py"

    @property
    def stub(self) -> Path:
        """The student's starting file."""
        return self.folder / self.answer

    @property
    def stub_tf2(self) -> Path | None:
        """The starting file of those who write TensorFlow 2, None where there is none."""
        path = self.folder / "stub_tf2.py"
        return path if self.rules.dialect == "any" and path.is_file() else None

    @property
    def stubs(self) -> tuple[Path, ...]:
        """The starting files of all that students write, the answer's first."""
        others = (one for one in self.parts[1:] if one.stubbed)
        return (self.stub, *(self.folder / one.name for one in others))

    @property
    def driver(self) -> Path:
        """The program that calls what functions are handed in."""
        return self.folder / DRIVER

    @property
    def takes_more(self) -> bool:
        """Whether files of the student's beside the answer are handed in with it."""
        return self.rules.files == "any" or len(self.parts) > 1

    def takes(self, name: str) -> bool:
        """Say whether a file of the student's beside the answer is handed in with it."""
        if name == self.answer or not name.endswith(".py"):
            return False
        return self.rules.files == "any" or any(part.name == name for part in self.parts)

    def given(self, part: FileRules) -> Path | None:
        """Return the course's own file that may take a part's place, None if there is none."""
        if part.given == "never":
            return None
        own, solved = self.folder / "given" / part.name, self.solution.parent / part.name
        return next((path for path in (own, solved) if path.is_file()), None)

    @property
    def test_file(self) -> Path:
        """The pytest file with the checks."""
        return self.folder / f"test_{self.slug}.py"

    @property
    def readme(self) -> Path:
        """The lesson in the language in which the exercise is written."""
        return self.folder / "README.md"

    @property
    def lessons(self) -> tuple[Lesson, ...]:
        """The lesson in every language that it has, `README.md` first."""
        return lessons_in(self.folder, self.rules.language or ENGLISH)

    @property
    def lesson(self) -> Lesson:
        """The lesson in the reader's language, else as the exercise has it. Raises UsageFault."""
        return lesson_for(language(self.rules.language or ""), self.lessons)

    @property
    def files(self) -> tuple[Path, ...]:
        """What the student's script finds beside it, under the same names."""
        if self.rules.files == "any":
            return ()
        return tuple(self.folder / name for name in self.rules.files if isinstance(name, str))

    @property
    def translations(self) -> tuple[Path, ...]:
        """The files that say its sentences in other languages, such as `de.toml`."""
        return tuple(
            path for path in sorted(self.folder.glob("*.toml")) if LANGUAGE.fullmatch(path.stem)
        )

    @property
    def shared(self) -> tuple[Path, ...]:
        """The helpers of several exercises that its checks import. Raises ExerciseFault."""
        return shared_files(self.test_file, self.folder.parent)

    @property
    def solution(self) -> Path:
        """The reference solution, beside the exercises folder."""
        return self.folder.parent.parent / "solutions" / self.answer

    @property
    def max_score(self) -> float:
        """The sum of all points."""
        return sum(check.points for check in self.checks)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader of points must know: a release leaves out the secret checks."""
        withheld = self.rules.withheld
        if withheld is None:
            return ()
        what = f"{counted(withheld.checks, 'check')} with hidden inputs"
        return (f"{what}, {withheld.points:g} points in all, not in this release: judged later.",)

    @property
    def limits(self) -> Limits:
        """The limits of the child that runs the student's module.

        Processor time decides; wall time ends what merely waits, and leaves room for a busy
        machine.
        """
        rules = self.rules.limits
        wall_s = 2.0 * rules.time_s + 5.0
        return Limits(wall_s=wall_s, cpu_s=rules.time_s, memory_mb=rules.memory_mb)

    def mistake(self, name: str) -> KnownMistake:
        """Return the known mistake `name`; raise ExerciseFault when exercise.toml lacks it."""
        for mistake in self.rules.mistakes:
            if mistake.name == name:
                return mistake
        raise ExerciseFault(
            self.folder / "exercise.toml",
            f"no [[mistakes]] entry is named {name!r}, which {self.test_file.name} diagnoses",
        )


def load_exercise(folder: Path) -> Exercise:
    """Read and validate one exercise folder; raise ExerciseFault naming the file and the key."""
    slug, toml = folder.name, folder / "exercise.toml"
    if not SLUG.fullmatch(slug):
        raise ExerciseFault(folder, f"{slug!r} is not a name like `relu` or `mnist_mlp`")
    if slug == SHARED:
        raise ExerciseFault(folder, "this folder is for helpers of several exercises, not for one")
    rules = read_rules(toml)
    if not (folder / f"test_{slug}.py").is_file():
        raise ExerciseFault(folder / f"test_{slug}.py", "the file is missing")
    if rules.language not in (None, *languages()):
        known = ", ".join(languages())
        raise ExerciseFault(toml, f"language: there is no {rules.language!r}; there are {known}")
    exercise = Exercise(slug, folder, rules, read_checks(folder / f"test_{slug}.py"))
    check_files(slug, folder, rules)
    _cross_check(exercise, toml)
    _ = exercise.shared  # what is imported is there
    return exercise


def _cross_check(exercise: Exercise, toml: Path) -> None:
    names = [check.name for check in exercise.checks]
    if not names:
        raise ExerciseFault(exercise.test_file, "no function test_… has a @check(points=…)")
    for number, check in enumerate(exercise.checks):
        if check.name in names[:number]:
            raise ExerciseFault(exercise.test_file, f"test_{check.name}: is there twice")
        for earlier in check.after:
            if earlier not in names[:number]:
                raise ExerciseFault(
                    exercise.test_file, f"{check.name}: after={earlier!r} is not an earlier check"
                )
            late = exercise.checks[names.index(earlier)].secret
            if late and not check.secret and not check.claim:
                raise ExerciseFault(
                    exercise.test_file,
                    f"{check.name}: it shows values and comes after {earlier!r}, which is secret:"
                    " make it secret as well, or let it come after another check",
                )
    claimed = sum(check.points for check in exercise.checks if check.claim)
    withheld = exercise.rules.withheld
    points = exercise.max_score + (withheld.points if withheld else 0.0)
    if claimed > CLAIMS_SHARE * points:
        raise ExerciseFault(
            exercise.test_file,
            f"checks on claims carry {claimed:g} of {points:g} points; at most a quarter may",
        )
    if exercise.rules.model.sealed and exercise.rules.dialect != "tf2":
        raise ExerciseFault(toml, 'model: sealed = true needs dialect = "tf2"')
    seen: set[str] = set()
    for mistake in exercise.rules.mistakes:
        if mistake.check not in names:
            raise ExerciseFault(toml, f"mistakes: {mistake.name}: no check {mistake.check!r}")
        if mistake.name in seen:
            raise ExerciseFault(toml, f"mistakes: {mistake.name} is there twice")
        seen.add(mistake.name)
