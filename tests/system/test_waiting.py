"""Signs of life while a person waits."""

import io
import threading

import pytest

from grader.cli.waiting import waiting


class _Terminal(io.StringIO):
    """A standard error that claims to be a terminal, and tells when it was written to."""

    encoding = "utf-8"

    def __init__(self) -> None:
        super().__init__()
        self.written = threading.Event()

    def isatty(self) -> bool:
        return True

    def flush(self) -> None:
        self.written.set()


def test_a_terminal_shows_what_is_done_and_is_wiped(monkeypatch: pytest.MonkeyPatch) -> None:
    """The words appear while the block runs, and the line is empty after it."""
    terminal = _Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    with waiting(lambda: "judging"):
        assert terminal.written.wait(60)
    assert terminal.getvalue().startswith("\rjudging")
    assert terminal.getvalue().endswith("\r       \r")


def test_a_dumb_terminal_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """No line is drawn where the cursor cannot go back."""
    terminal = _Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setenv("TERM", "dumb")
    with waiting(lambda: "judging"):
        pass
    assert terminal.getvalue() == ""
