"""Checks that are collected once, for every judge that is forked after that."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.judge import checking, fixtures
from grader.judge.checking import Checks, hold, take
from grader.judge.digests import image_digests

RUNS = "import os\n\ndef test_first():\n    os.environ['HELD_CHECKS'] = {word!r}\n"


@pytest.fixture(autouse=True)
def nothing_held(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin without held checks, and leave none and no variable behind."""
    monkeypatch.setattr(checking, "_held", {})
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("HELD_CHECKS", "")


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes a file of checks."""

    def write(text: str, folder: str = "half") -> Path:
        path = tmp_path / folder / "test_half.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        return path

    return write


def word_of(checks: Checks) -> str:
    """Run checks; return the word that they leave."""
    checks.run()
    return os.environ["HELD_CHECKS"]


def test_what_is_held_is_taken_once(write: Callable[..., Path]) -> None:
    """A second look at a submission's claims has its checks collected afresh."""
    path = write(RUNS.format(word="a"))
    hold(path)
    held = checking._held[path][1]
    hold(path)
    assert take(path) is held
    assert take(path) is not held
    assert word_of(held) == "a"


def test_a_change_is_noticed(write: Callable[..., Path]) -> None:
    """An author's new check counts at once, though the old ones are held."""
    path = write(RUNS.format(word="a"))
    hold(path)
    write(RUNS.format(word="changed"))
    assert word_of(take(path)) == "changed"


def test_a_changed_helper_is_noticed(write: Callable[..., Path], tmp_path: Path) -> None:
    """So is a change in the folder of helpers that several exercises share."""
    shared = tmp_path / "shared"
    shared.mkdir()
    (shared / "words.py").write_text("WORD = 'a'\n")
    path = write(
        "import os\nfrom shared.words import WORD\n\ndef test_first():\n"
        "    os.environ['HELD_CHECKS'] = WORD\n"
    )
    hold(path)
    (shared / "words.py").write_text("WORD = 'other'\n")
    assert word_of(take(path)) == "other"


def test_files_of_one_name_are_told_apart(write: Callable[..., Path]) -> None:
    """Two courses may have an exercise of the same name."""
    one, other = write(RUNS.format(word="one"), "one"), write(RUNS.format(word="other"), "other")
    hold(one)
    hold(other)
    assert [word_of(take(path)) for path in (other, one)] == ["other", "one"]
    assert "test_half" not in sys.modules


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("import nothing_of_this_name\n", "the checks cannot be imported: ModuleNotFoundError"),
        ("X = 1\n", "pytest could not run test_half.py: <ExitCode.NO_TESTS_COLLECTED: 5>"),
        ("import pytest\n\ndef test_a():\n    pytest.exit('leave')\n", "could not run"),
        ("raise KeyboardInterrupt\n", "pytest could not run test_half.py: KeyboardInterrupt"),
    ],
)
def test_what_cannot_be_run_is_a_fault(write: Callable[..., Path], text: str, fault: str) -> None:
    """It is told whether the checks were held or not."""
    path = write(text)
    hold(path)
    checks = take(path)
    checks.run()
    assert fault in checks.fault


def test_checks_that_cannot_be_imported_are_not_held(write: Callable[..., Path]) -> None:
    """The judge imports them again, and says what is wrong."""
    path = write("import nothing_of_this_name\n")
    hold(path)
    assert path not in checking._held


def test_only_a_process_with_one_thread_may_hold() -> None:
    """A fork would leave the other threads behind, with whatever locks they have."""
    code = (
        "from grader.judge.checking import can_be_held as held\nimport threading\n"
        "first = held()\nthreading.Thread(target=input, daemon=True).start()\n"
        "print(first, held())"
    )
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().split() == ["True", "False"]


def test_data_that_checks_ask_for_is_read_when_they_are_held(write: Callable[..., Path]) -> None:
    """No judge reads it or works out its digests; checks that ask for none have none read."""
    fixtures._shipped.cache_clear()
    image_digests.cache_clear()
    hold(write("def test_first():\n    pass\n"))
    assert fixtures._shipped.cache_info().currsize == 0
    hold(write("def test_first(mnist_choices):\n    pass\n", "with_data"))
    assert fixtures._shipped.cache_info().currsize == 1
    assert image_digests.cache_info().currsize == 3
