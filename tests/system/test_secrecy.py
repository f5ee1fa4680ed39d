"""No value, source or traceback of a hidden check reaches anything that a student may see."""

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from grader.catalog import Catalog
from grader.export import FORMATS, Options, export
from grader.foundation.model import Report, encode_report
from grader.pipeline import Grader
from grader.report.render import render_html, render_markdown, render_text

ROOT = Path(__file__).parents[2]
TOYS = ROOT / "tests" / "toys" / "secret" / "exercises"
HOSTILE = ROOT / "tests" / "submissions" / "hostile"
MISTAKES = TOYS / "canary" / "mistakes"
# The drawn value, what is expected of it, what the wrong answer gives; then the check's source.
CANARIES = ("31337", "62674", "94011", "test_canary.py", "CANARY", "rivals")
HEAD = """import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
"""
WRONG = {
    "tripled": (MISTAKES / "tripled.py").read_text(),
    "prints its inputs in the graph": HEAD
    + "with tf.control_dependencies([tf.print(x), tf.Print(x, [x]).op]):\n    y = 3.0 * x\n",
    "asserts on its inputs in the graph": HEAD
    + "with tf.control_dependencies([tf.Assert(tf.reduce_all(x < 1), [x])]):\n    y = 3.0 * x\n",
    "checks its inputs": HEAD + "y = tf.check_numerics(x / 0.0, 'bad')\n",
    "remembers its inputs": HEAD
    + "seen = tf.Variable(tf.zeros([2]))\ny = tf.assign(seen, 3.0 * x, validate_shape=False)\n",
}
# The first is tried at once, the others by `make test-long`.
AT_ONCE = 1


def artefacts(work: Path) -> Iterator[tuple[str, str]]:
    """Yield name and text of every file that grading left in a folder, hidden ones too."""
    for path in work.rglob("*"):
        if path.is_file() and path.suffix != ".py":
            yield str(path.relative_to(work)), path.read_text(errors="replace")


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[] if number < AT_ONCE else pytest.mark.long)
        for number, name in enumerate(WRONG)
    ],
)
def test_a_hidden_check_leaves_no_trace(name: str, tmp_path: Path) -> None:
    """Terminal, JSON, HTML and Markdown of a wrong answer hold no canary."""
    (tmp_path / "canary.py").write_text(WRONG[name])
    environment = {**os.environ, "GRADE_EXERCISES": str(TOYS), "GRADE_COURSE_KEY": "KEY-31337"}
    seen = []
    for options in (["--json", "--report", "out"], ["-v"]):
        done = subprocess.run(
            [str(Path(sys.executable).with_name("grade")), "canary", *options],
            cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode in (1, 3)  # 3: one check breaks, which is the exercise's fault
        seen += [("stdout", done.stdout), ("stderr", done.stderr)]
    seen += artefacts(tmp_path)
    assert {"out/report.html", "out/report.md", "out/report.json"} <= {where for where, _ in seen}
    for where, text in seen:
        for canary in CANARIES:
            assert canary not in text, (where, canary)


def pages(report: Report) -> Iterator[tuple[str, str]]:
    """Yield every format of a report."""
    yield "json", encode_report(report).decode()
    yield "html", render_html(report)
    yield "markdown", render_markdown(report)
    yield "text", render_text(report, verbose=True)
    for one in FORMATS:
        if report.status != "grader_fault" or not one.grades_only:
            for name, content in export(one, (report,), Options()).items():
                yield f"{one.name}: {name}", content.decode()


@pytest.mark.long
@pytest.mark.timeout(7200)
def test_no_hostile_or_wrong_submission_gets_a_secret_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """All hostile scripts against hidden canaries, all known mistakes with a planted course key."""
    key = "KEY-31337-planted"
    monkeypatch.setenv("GRADE_COURSE_KEY", key)
    canary, shipped = Catalog(TOYS).get("canary"), Catalog().all()
    work = [(canary, path) for path in sorted(HOSTILE.glob("*.py"))]
    work += [(one, path) for one in shipped for path in (one.folder / "mistakes").glob("*.py")]
    with Grader(key.encode()) as grader, ThreadPoolExecutor(2) as threads:
        reports = threads.map(lambda one: grader.grade_file(*one, "ada"), work)
        for (exercise, path), report in zip(work, reports, strict=True):
            secrets = [key, grader.seed(exercise, "ada").hex()]
            secrets += CANARIES if exercise is canary else []
            for where, text in pages(report):
                for secret in secrets:
                    assert secret not in text, (path.name, where, secret)


@pytest.mark.slow
def test_a_course_key_gives_a_student_the_same_hidden_inputs_again(tmp_path: Path) -> None:
    """Seeds depend on key, student and exercise, and on nothing else."""
    one, two = Catalog(TOYS).get("canary"), Catalog().get("relu")
    first, again, other_key = Grader(b"key"), Grader(b"key"), Grader(b"other")
    assert first.seed(one, "ada") == again.seed(one, "ada")
    different = {
        first.seed(one, "ada"),
        first.seed(one, "bob"),
        first.seed(two, "ada"),
        other_key.seed(one, "ada"),
        Grader().seed(one, "ada"),
    }
    assert len(different) == 5
