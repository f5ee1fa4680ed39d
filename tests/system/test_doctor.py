"""`grade doctor`, and the refusal to run other people's work without full confinement."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader.cli.doctor import advise

GRADE = str(Path(sys.executable).with_name("grade"))
ROOT = Path(__file__).parents[2]
TOYS = ROOT / "tests" / "toys" / "exercises"
RIGHT = ROOT / "tests" / "toys" / "solutions" / "double.py"
GOOD = {
    "tier": "strong", "reasons": [], "system": "Linux 6.1 x86_64", "landlock": 6, "seccomp": True,
    "mounts": True,
    "root": False, "container": "",
}  # fmt: skip


def grade(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command with these variables set."""
    return subprocess.run(
        [GRADE, *arguments], cwd=cwd, capture_output=True, text=True, check=False,
        env={**os.environ, "GRADE_EXERCISES": str(TOYS), **environment},
    )  # fmt: skip


def test_doctor_names_the_tier_of_this_machine(tmp_path: Path) -> None:
    """The exit code is 0 for strong and 1 for less."""
    done = grade("doctor", cwd=tmp_path)
    assert done.returncode == (0 if "confinement  strong" in done.stdout else 1)
    assert "landlock" in done.stdout


def test_doctor_says_how_to_get_more_when_landlock_is_missing(tmp_path: Path) -> None:
    """Without Landlock the tier is not strong, and the hints say what to do."""
    done = grade("doctor", cwd=tmp_path, GRADE_MASK="landlock")
    assert done.returncode == 1
    assert "confinement  strong" not in done.stdout
    assert "5.13" in done.stdout


@pytest.mark.parametrize(
    ("change", "says"),
    [
        pytest.param({}, None, id="nothing to fix"),
        pytest.param({"landlock": 0, "tier": "basic"}, "Landlock is not there", id="no landlock"),
        pytest.param({"landlock": 2}, "Landlock version 2", id="old landlock"),
        pytest.param({"seccomp": False, "tier": "basic"}, "x86_64 and aarch64", id="no seccomp"),
        pytest.param({"container": "docker", "tier": "none"}, "--privileged", id="container"),
        pytest.param({"mounts": False}, "last read", id="shared mounts"),
        pytest.param({"system": "Darwin 24 arm64", "tier": "none"}, "Only Linux", id="macos"),
    ],
)
def test_advice_fits_what_is_missing(change: dict[str, object], says: str | None) -> None:
    """Each thing that is missing has its own advice; nothing missing, no advice."""
    advice = "\n".join(advise({**GOOD, **change}))
    assert (says in advice) if says else advice == ""


@pytest.mark.slow
def test_ci_refuses_to_run_a_script_that_it_cannot_shut_off(tmp_path: Path) -> None:
    """With CI=true and no Landlock nothing is run: exit 3, with instructions."""
    refused = grade("double", str(RIGHT), cwd=tmp_path, CI="true", GRADE_MASK="landlock")
    assert refused.returncode == 3
    assert "`grade doctor`" in refused.stderr
    accepted = grade(
        "double", str(RIGHT), "--confinement", "basic", "--json",
        cwd=tmp_path, CI="true", GRADE_MASK="landlock",
    )  # fmt: skip
    assert accepted.returncode == 0
    assert '"confinement": "basic"' in accepted.stdout


@pytest.mark.slow
@pytest.mark.parametrize("tier", ["basic", pytest.param("none", marks=pytest.mark.long)])
def test_a_weaker_tier_grades_the_same(tier: str, tmp_path: Path) -> None:
    """How far a script is isolated does not change a right answer's grade."""
    done = grade("double", str(RIGHT), "--json", "--confinement", tier, cwd=tmp_path)
    assert done.returncode == 0
    assert f'"confinement": "{tier}"' in done.stdout
