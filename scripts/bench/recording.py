"""What recording and judging cost: scripts as they are, the same in the collector, and graded."""

import re
import statistics
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from grader.catalog import Catalog, Exercise
from grader.pipeline import Grader
from grader.pipeline.examination import Examination
from grader.submission import Submission
from scripts.bench.commands import ROOT, run
from scripts.bench.page import VERDICT, Section, Table, Unmeasured, at_most
from scripts.bench.sizes import Sizes

_TF2 = "tests/submissions/dialects"
_KERAS_RELU, _KERAS_CPU_S = f"{_TF2}/relu/right/keras_sequential.py", 0.6
_GRADED = 1.2


@dataclass(frozen=True)
class Script:
    """A right answer; bound: how many times the plain script's processor time it may take."""

    slug: str
    kind: str
    file: str
    bound: float


_SCRIPTS = (
    Script("mnist_mlp", "TensorFlow 1", "solutions/mnist_mlp.py", 1.1),
    Script("trained_model", "TensorFlow 1", "solutions/trained_model.py", 1.1),
    Script("mnist_mlp", "eager loop", f"{_TF2}/mnist_mlp/right/eager_flat.py", 1.25),
    Script("mnist_mlp", "`tf.function`", f"{_TF2}/mnist_mlp/right/function_batches.py", 1.15),
    Script("mnist_mlp", "Keras, `fit`", f"{_TF2}/mnist_mlp/right/keras_sequential.py", 1.15),
)


@dataclass(frozen=True)
class Spent:
    """Processor seconds of a script: as it is, in the collector, and of its whole grading."""

    plain_s: float
    collected_s: float
    graded_s: float


def measure(sizes: Sizes) -> Section:
    """Run and grade each script in turn, several times."""
    with tempfile.TemporaryDirectory() as folder, Grader(b"benchmark") as grader:
        grader.ready()
        found = [(one, _spent(one, grader, Path(folder), sizes.recorded)) for one in _SCRIPTS]
        relu = statistics.median(
            _examined(grader, Catalog().get("relu"), ROOT / _KERAS_RELU).report.timings_s["cpu"]
            for _ in range(sizes.recorded)
        )
    header = ("exercise", "written in", "plain", "collector", "graded")
    rows = tuple(
        (
            f"`{one.slug}`",
            one.kind,
            *(f"{s:.2f} s" for s in (it.plain_s, it.collected_s, it.graded_s)),
        )
        for one, it in found
    )
    verdicts = [
        (f"`{one.slug}`, {one.kind}: collector to plain",
         *at_most(it.collected_s / it.plain_s, one.bound, "×"))
        for one, it in found
    ]  # fmt: skip
    first, spent = found[0]
    verdicts += [
        (f"`{first.slug}`, {first.kind}: graded to plain",
         *at_most(spent.graded_s / spent.plain_s, _GRADED, "×")),
        ("`relu` in Keras: CPU a submission", *at_most(relu, _KERAS_CPU_S, " s")),
    ]  # fmt: skip
    how = (
        f"Processor seconds, medians of {sizes.recorded} in turn. Plain: the script in a process of"
        " its own, after its import of TensorFlow, with one thread. Collector: all of the child"
        " that runs the script and records it. Both import Keras where the script names it. Graded:"
        " collector, executor and judge."
    )
    tables = Table(header, rows), Table(("", *VERDICT), tuple(verdicts))
    return Section("What recording costs", how, tables)


def _spent(script: Script, grader: Grader, folder: Path, times: int) -> Spent:
    """Return the medians of a script's processor seconds, its runs and gradings in turn."""
    exercise, file = Catalog().get(script.slug), ROOT / script.file
    turns = []
    for _ in range(times):
        plain = _plain(file, folder)
        found = _examined(grader, exercise, file)
        turns.append((plain, found.cpu_s, found.report.timings_s["cpu"]))
    return Spent(*map(statistics.median, zip(*turns, strict=True)))


def _plain(file: Path, folder: Path) -> float:
    done = run((sys.executable, "-m", "scripts.bench.plain", str(file)), folder)
    found = re.search(r"^spent ([\d.]+)$", done.output, re.MULTILINE)
    if found is None:
        raise Unmeasured(f"{file.name} did not run to its end")
    return float(found[1])


def _read(file: Path) -> Submission:
    return Submission(file.name, file.read_bytes())


def _examined(grader: Grader, exercise: Exercise, file: Path) -> Examination:
    found = grader.examine(exercise, _read(file), file.stem, measure=False)
    if found.report.status != "passed":
        raise Unmeasured(f"{exercise.slug}, {file.stem}: {found.report.status}, not passed")
    return found
