"""`python -m scripts.bench`: its cheap parts, in tiny sizes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.bench.commands import ROOT, run
from scripts.bench.page import Section, Table, Unmeasured, at_least, at_most, markdown


@pytest.mark.slow
@pytest.mark.long
def test_cheap_parts_write_their_sections(tmp_path):
    """Four parts print and write a page with the machine and their sections, no paths."""
    page, parts = tmp_path / "page.md", ("--only", "confinement,profile,recording,mnist")
    environment = {name: value for name, value in os.environ.items() if name != "MNIST_DIR"}
    done = subprocess.run(
        [sys.executable, "-m", "scripts.bench", "--quick", *parts, "--out", page],
        cwd=ROOT, capture_output=True, text=True, timeout=900, env=environment,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    text = page.read_text()
    titles = [line for line in text.splitlines() if line.startswith("#")]
    assert titles == [
        "# Benchmarks",
        "## Machine and versions",
        "## Confinement",
        "## Where the time goes",
        "## What recording costs",
        "## The full MNIST data",
    ]
    assert "Not measured: no MNIST_DIR" in text
    assert str(ROOT) not in text
    assert text in done.stdout


def test_a_missed_target_is_seen():
    """A figure beyond its target says so in bold; one within says yes."""
    rows = (("a", *at_most(2.0, 1.0, " s")), ("b", *at_least(2.0, 1.0, "×")))
    shown = markdown(Section("T", "How.", (Table(("", "measured", "target", "met"), rows),)))
    assert "| a | 2.00 s | ≤ 1 s | **no** |" in shown
    assert "| b | 2.00× | ≥ 1× | yes |" in shown


def test_a_command_that_fails_is_not_measured(tmp_path):
    """A command with an unexpected exit code raises, with its complaint and without paths."""
    script = "import sys; sys.exit('error: no file /some/where here')"
    with pytest.raises(Unmeasured, match="error: no file … here"):
        run((sys.executable, "-c", script), tmp_path)


def test_a_command_is_timed(tmp_path):
    """Wall time, processor time of descendants and output of a command are returned."""
    inner = "sum(range(3_000_000))"
    script = f"import subprocess, sys; subprocess.run([sys.executable, '-c', '{inner}']); print(1)"
    done = run((sys.executable, "-c", script), Path(tmp_path))
    assert (done.code, done.output) == (0, "1\n")
    assert done.cpu_s > 0.02
    assert done.wall_s > 0
