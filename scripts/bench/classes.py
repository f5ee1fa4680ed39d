"""Classes of made-up students, and batches over them."""

from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from grader.catalog import Catalog, Exercise
from scripts.bench.commands import GRADE, Done, environment, run

EXERCISE = "relu"


@dataclass(frozen=True)
class Batch:
    """A batch that has run. rate is submissions a second from the first result to the last."""

    size: int
    done: Done
    rate: float


def right_answers(exercise: Exercise) -> list[Path]:
    """Return the solution and its differently written alternatives."""
    return [exercise.solution, *sorted((exercise.folder / "alternatives").glob("*.py"))]


def answers() -> list[Path]:
    """Return right and wrong answers to the exercise, mixed."""
    exercise = Catalog().get(EXERCISE)
    right, wrong = right_answers(exercise), sorted((exercise.folder / "mistakes").glob("*.py"))
    mixed = [answer for pair in zip(cycle(right), wrong, strict=False) for answer in pair]
    return [*dict.fromkeys(mixed), *(answer for answer in right if answer not in mixed)]


def hand_in(folder: Path, size: int) -> Path:
    """Write a class of `size` submissions, no two of them equal; return its folder."""
    for number, answer in enumerate(islice(cycle(answers()), size)):
        student = folder / f"student{number:05}"
        student.mkdir(parents=True)
        text = answer.read_text(encoding="utf-8")
        (student / f"{EXERCISE}.py").write_text(f"{text}\n# {student.name}\n", encoding="utf-8")
    return folder


def grade_class(cwd: Path, size: int, *options: str, watched: bool = False) -> Batch:
    """Grade a new class of `size` submissions in a folder below `cwd`."""
    name = f"{size}-{'-'.join(options)}".replace("/", "-")
    folder, out = hand_in(cwd / f"in-{name}", size), cwd / f"out-{name}"
    command = (*GRADE, "batch", str(folder), "--out", str(out), *options)
    done = run(command, cwd, env=environment(), timeout_s=60 + 5 * size, watched=watched)
    times = sorted(file.stat().st_mtime for file in out.glob("results/*/*.json"))
    if len(times) != size:
        raise RuntimeError(f"{size} submissions, {len(times)} results")
    rate = (size - 1) / (times[-1] - times[0]) if size > 1 else 0.0
    return Batch(size, done, rate)
