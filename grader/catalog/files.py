"""Which files an exercise must have, and what exercise.toml may say of files."""

from pathlib import Path

from grader.catalog.arguments import ArgumentRules
from grader.catalog.rules import ExerciseRules, FileRules
from grader.foundation.errors import ExerciseFault

DRIVER = "driver.py"


def check_files(slug: str, folder: Path, rules: ExerciseRules) -> None:
    """Raise ExerciseFault unless every file is there, and none in another's way."""
    toml = folder / "exercise.toml"
    parts = [] if rules.files == "any" else [f for f in rules.files if isinstance(f, FileRules)]
    _check_kind(toml, rules, parts)
    stubs = [one.name for one in parts if one.stubbed] or [f"{slug}.py"]
    needed = [*stubs, *([DRIVER] if rules.kind == "functions" else [])]
    for name in (*needed, f"test_{slug}.py", "README.md"):
        if not (folder / name).is_file():
            raise ExerciseFault(folder / name, "the file is missing")
    taken = [f"{slug}.md", *([] if parts else stubs)]
    for one in () if rules.files == "any" else rules.files:
        name = one if isinstance(one, str) else one.name
        plain = name and Path(name).name == name and name.isprintable()
        if not plain or name.startswith("."):
            raise ExerciseFault(toml, f"files: {name!r} is not the plain name of a file")
        if name in taken:
            raise ExerciseFault(toml, f"files: {name} is there twice")
        if isinstance(one, FileRules):
            _check_part(toml, one)
        elif not (folder / name).is_file():
            raise ExerciseFault(folder / name, "the file is missing")
        taken.append(name)


def _check_kind(toml: Path, rules: ExerciseRules, parts: list[FileRules]) -> None:
    if rules.kind == "script":
        if parts or rules.arguments or rules.runs != 1:
            problem = 'files with a `name`, `arguments` and `runs` need kind = "functions"'
            raise ExerciseFault(toml, problem)
        return
    if not parts or parts[0].given != "never":
        raise ExerciseFault(toml, "files: the first is the one that is judged: it cannot be given")
    before: dict[str, ArgumentRules] = {}
    for name, rule in rules.arguments.items():
        if flaw := rule.flaw(before):
            raise ExerciseFault(toml, f"arguments.{name}: {flaw}")
        before[name] = rule


def _check_part(toml: Path, part: FileRules) -> None:
    if not part.name.endswith(".py"):
        raise ExerciseFault(toml, f"files: {part.name} is no Python file")
    if part.name == DRIVER:
        raise ExerciseFault(toml, f"files: {DRIVER} is the exercise's own")
