"""What can be said of an exercise without running anything: files, names, words, stub."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from grader.authoring.cases import Case, Finding, cases
from grader.authoring.sentences import exercise_sentences
from grader.authoring.stubs import generated_stub, withheld_lines
from grader.catalog import Exercise
from grader.catalog.lessons import differences
from grader.catalog.translations import read_translations
from grader.foundation.errors import ExerciseFault
from grader.foundation.language.patterns import places
from grader.submission import Submission, parse_submission, start_of

_SENTENCES = re.compile(r"(?<=[.!?:;])\s+")
_FOLDERS = ("mistakes", "alternatives")
# A shorter line, such as `init = …` without the rest, says nothing that a lesson may not say.
_TELLING = 20
_HINT_WORDS, _SENTENCE_WORDS = 60, 35  # more are not read by somebody who is stuck


def inspect(exercise: Exercise) -> list[Finding]:
    """Return what is wrong with the exercise's files."""
    shipped = cases(exercise)
    try:
        lines = withheld_lines(exercise)
        made = generated_stub(exercise)
    except ExerciseFault as fault:
        return [Finding("solution", fault.message)]
    return [
        *_strays(exercise),
        *_names(exercise),
        *_stub(exercise, made),
        *_programs(shipped),
        *_told(exercise, lines),
        *_translations(exercise),
    ]


def advise(exercise: Exercise) -> list[Finding]:
    """Return what would be better otherwise and proves nothing wrong: long hints, no lesson."""
    hints = [(f"check {one.name}", one.hint) for one in exercise.checks]
    hints += [(f"mistake {one.name}", one.hint) for one in exercise.rules.mistakes]
    found = []
    for place, hint in hints:
        words = len(hint.split())
        longest = max(len(one.split()) for one in _SENTENCES.split(hint))
        if words > _HINT_WORDS:
            text = f"the hint has {words} words: say it in {_HINT_WORDS}"
            found.append(Finding(place, text))
        elif longest > _SENTENCE_WORDS:
            text = f"a sentence of the hint has {longest} words: make two of it"
            found.append(Finding(place, text))
    return [*found, *_lessons(exercise)]


def _lessons(exercise: Exercise) -> Iterator[Finding]:
    """Each language of the exercise has its lesson, and that is the same lesson."""
    original, *others = exercise.lessons
    there = {one.language for one in (original, *others)}
    for path in exercise.translations:
        if path.stem not in there:
            text = f"is missing, so the lesson of this language is {original.path.name}"
            yield Finding(f"README.{path.stem}.md", text)
    for one in others:
        yield from (Finding(one.path.name, text) for text in differences(original, one))


def told(lines: tuple[str, ...], text: str) -> list[str]:
    """Return those of the solution's lines that stand in `text`, short ones left aside."""
    flat = " ".join(text.split())
    return [line for line in lines if len(line) >= _TELLING and " ".join(line.split()) in flat]


def _strays(exercise: Exercise) -> Iterator[Finding]:
    slug = exercise.slug
    known = {"exercise.toml", exercise.stub.name, f"test_{slug}.py"}
    known |= {one.path.name for one in exercise.lessons}
    known |= {path.name for path in (*exercise.files, exercise.stub_tf2) if path}
    if exercise.functions:
        known |= {exercise.driver.name, *(one.name for one in exercise.parts)}
        known |= {f"given/{one.name}" for one in exercise.parts}
    for path in sorted(exercise.folder.rglob("*")):
        name = path.relative_to(exercise.folder)
        if "__pycache__" in name.parts or path.is_dir():
            continue
        listed = name.parts[0] in _FOLDERS and len(name.parts) == 2 and path.suffix == ".py"
        listed |= path in exercise.translations
        if not listed and str(name) not in known:
            yield Finding(
                f"{slug}/{name}", "no part of an exercise: name it under `files` or remove it"
            )


def _names(exercise: Exercise) -> Iterator[Finding]:
    rules = exercise.rules
    files = _stems(exercise.folder / "mistakes")
    listed = {mistake.name for mistake in rules.mistakes}
    for name in sorted(files - listed):
        yield Finding(f"mistakes/{name}.py", "exercise.toml has no [[mistakes]] entry of this name")
    for name in sorted(listed - files):
        yield Finding("exercise.toml", f"[[mistakes]] {name}: there is no mistakes/{name}.py")
    if not _stems(exercise.folder / "alternatives"):
        yield Finding("alternatives", "no other right answer: is the solution's way the only one?")
    named = {mistake.check for mistake in rules.mistakes}
    for check in exercise.checks:
        if check.name not in named:
            yield Finding(
                f"check {check.name}", "no known mistake must fail it, so it is proved by nothing"
            )
        if not check.hint:
            yield Finding(f"check {check.name}", "has no hint for those who fail it")


def _stems(folder: Path) -> set[str]:
    return {path.stem for path in folder.glob("*.py")}


def _stub(exercise: Exercise, made: str | None) -> Iterator[Finding]:
    raw = exercise.stub.read_bytes()
    if b"TODO" not in raw:
        yield Finding(exercise.stub.name, "has no TODO that says what to write")
    found = parse_submission(exercise.stub.name, raw, start_of(exercise))
    if isinstance(found, Submission):
        yield Finding(exercise.stub.name, "is not recognised when it is handed in untouched")
    elif found.headline != "not started":
        yield Finding(exercise.stub.name, f"cannot be graded: {found.problem.message}")
    if made is not None and made != raw.decode():
        yield Finding(
            exercise.stub.name,
            "is not what the solution's markers make:"
            f" `grade stub {exercise.slug}` writes it again",
        )


def _programs(shipped: list[Case]) -> Iterator[Finding]:
    """Each submission parses, and no two are the same. A stub may be a text to be fixed."""
    seen: dict[str, Case] = {}
    for case in shipped:
        if case.kind == "stub":
            continue
        try:
            program = ast.dump(ast.parse(case.source))
        except (SyntaxError, ValueError) as error:
            yield Finding(str(case), f"is not Python: {error}")
            continue
        before = seen.setdefault(program, case)
        if before is not case:
            yield Finding(str(case), f"is the same program as {before}")


def _told(exercise: Exercise, lines: tuple[str, ...]) -> Iterator[Finding]:
    """What students see before they begin does not hold the lines that they are to write."""
    for path in (exercise.stub, *(one.path for one in exercise.lessons)):
        for line in told(lines, path.read_text(encoding="utf-8")):
            yield Finding(path.name, f"holds a line of the solution: {line}")


def _translations(exercise: Exercise) -> Iterator[Finding]:
    """A file of translations has every sentence of the exercise with its values, and no more."""
    wanted = exercise_sentences(exercise)
    for path in exercise.translations:
        known = read_translations(path)
        for text in wanted:
            if text not in known:
                yield Finding(path.name, f"has no translation of: {text}")
            elif places(text) != places(known[text]):
                yield Finding(path.name, f"translates with other values: {text}")
        for text in known:
            if text not in wanted:
                yield Finding(path.name, f"translates what the exercise does not say: {text}")
