"""`grade watch` in a real terminal: saves, keys, and what is on the screen."""

import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOLUTION = ROOT / "solutions" / "relu.py"
WRONG = ROOT / "exercises" / "relu" / "mistakes" / "no_relu.py"
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
pytestmark = pytest.mark.slow


class Terminal:
    """A terminal in which `grade watch relu` runs in a folder."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.file = folder / "relu.py"
        self._here, there = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "grader", "watch", *arguments],
            cwd=folder,
            stdin=there,
            stdout=there,
            stderr=there,
            env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "100"},
            start_new_session=True,
            # Whoever runs tests in the background of a shell is deaf to Ctrl-C, and so is a child.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )
        os.close(there)
        self._text = ""

    def until(self, wanted: str, timeout_s: float = 60) -> str:
        """Return what was shown up to `wanted`, which is then behind us."""
        end = time.monotonic() + timeout_s
        while wanted not in self._text:
            assert time.monotonic() < end, f"{wanted!r} did not come:\n{self._text}"
            if select.select([self._here], [], [], 0.1)[0]:
                data = os.read(self._here, 1 << 16).decode("utf-8", "replace")
                self._text += _ESCAPES.sub("", data)
        shown, self._text = self._text.split(wanted, 1)
        return shown

    def press(self, key: str) -> None:
        """Type a key."""
        os.write(self._here, key.encode())

    def close(self) -> None:
        """End the command."""
        self.process.kill()
        self.process.wait()
        os.close(self._here)


@pytest.fixture
def terminal(tmp_path) -> Iterator[Callable[..., Terminal]]:
    """Return a function that opens a terminal in the test's folder."""
    opened: list[Terminal] = []

    def run(*arguments: str) -> Terminal:
        opened.append(Terminal(tmp_path, *arguments))
        return opened[-1]

    yield run
    for one in opened:
        one.close()


@pytest.mark.parametrize("workers", ["fork", pytest.param("spawn", marks=pytest.mark.long)])
def test_every_save_is_graded(terminal, workers):
    """Stub, wrong answer, syntax error, endless loop and right answer each get their verdict."""
    screen = terminal("relu", "--workers", workers)
    assert "still the starting file" in screen.until("q quit")
    shutil.copy(WRONG, screen.file)
    shown = screen.until("q quit")
    assert "The hidden layer is linear" in shown
    assert "newly passing: graph, printed" in shown
    screen.file.write_text("x = (\n")
    shown = screen.until("q quit")
    assert "never closed" in shown
    assert "newly failing: graph, printed" in shown
    screen.file.write_text("while True:\n    pass\n")
    screen.until("grading relu.py …")
    new = screen.file.with_name("relu.py.new")
    shutil.copy(SOLUTION, new)
    os.replace(new, screen.file)  # as many editors save
    shown = screen.until("q quit", timeout_s=20)  # sooner than the loop's own limit
    assert "All 5 checks passed." in shown
    assert "n next (mnist_mlp)" in shown


def test_ten_saves_in_a_row(terminal):
    """Rapid saves collapse; the last one's verdict stays."""
    screen = terminal("relu")
    screen.until("q quit")
    for _ in range(9):
        shutil.copy(WRONG, screen.file)
        time.sleep(0.03)
    shutil.copy(SOLUTION, screen.file)
    assert "All 5 checks passed." in screen.until("n next")


def test_a_deleted_file_is_noticed(terminal):
    """It is said that the file is gone, and the next save is graded."""
    screen = terminal("relu")
    screen.until("q quit")
    stub = screen.file.read_bytes()
    screen.file.unlink()
    screen.until("relu.py is gone")
    screen.file.write_bytes(stub)
    assert "still the starting file" in screen.until("q quit")


def test_keys(terminal):
    """`h` shows a hint, `n` goes on once an exercise is passed, `q` quits."""
    screen = terminal("relu")
    screen.until("q quit")
    shutil.copy(WRONG, screen.file)
    screen.until("q quit")
    screen.press("h")
    screen.until("hint 1 of")
    shutil.copy(SOLUTION, screen.file)
    screen.until("n next (mnist_mlp)")
    screen.press("n")
    screen.until("wrote mnist_mlp.py")
    screen.until("watching mnist_mlp.py")
    screen.press("q")
    assert screen.process.wait(timeout=20) == 0
    assert screen.file.with_name("mnist_mlp.py").exists()


def test_ctrl_c_ends_it_at_once(terminal):
    """Ctrl-C while TensorFlow is still being imported leaves nothing behind."""
    screen = terminal("relu")
    screen.until("q quit")  # the stub needs no TensorFlow
    shutil.copy(SOLUTION, screen.file)
    screen.until("grading relu.py …")
    screen.process.send_signal(signal.SIGINT)
    assert screen.process.wait(timeout=20) == 130


def test_without_a_terminal(tmp_path):
    """With input and output in pipes there are no keys and no clearing, only verdicts."""
    shutil.copy(SOLUTION, tmp_path / "relu.py")
    with subprocess.Popen(
        [sys.executable, "-m", "grader", "watch", "relu"],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as run:
        assert run.stdout is not None
        shown = b""
        while b"watching" not in shown:
            shown += run.stdout.readline()
        run.kill()
    assert b"All 5 checks passed." in shown
    assert b"\x1b" not in shown
    assert b"q quit" not in shown


def test_nothing_to_watch(tmp_path):
    """A file that is not there is told, with exit code 2."""
    done = subprocess.run(
        [sys.executable, "-m", "grader", "watch", "relu", "nowhere.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 2
    assert "nowhere.py" in done.stderr
