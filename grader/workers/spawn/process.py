"""A spawned process as its supervisor sees it: its pipes, each with a thread of its own."""

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import IO

from grader.foundation.interpreter import FOLDER, start_of
from grader.foundation.limits import Limits
from grader.workers.child import Stream
from grader.workers.descendants import kill_group
from grader.workers.environment import child_environment
from grader.workers.roles import READY

_MODULE = "grader.workers.spawn.program"
_MANY = 1 << 18

Excess = Callable[[], None]


class Process:
    """One child process, from before it has a task.

    up: it has imported what it needs, or ended. over: it has closed its standard error.
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.up = threading.Event()
        self.over = threading.Event()
        self.errors = Stream("stderr", -1, most := Limits().output_bytes, most)
        self.excess: Excess = self.kill
        start = start_of(_MODULE, (kind,), child_environment())
        self._popen = subprocess.Popen(
            start.arguments,
            env=start.environment,
            cwd=FOLDER,
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._readers = [_thread(self._read, self._pipe(self._popen.stderr), self.errors)]

    @property
    def pid(self) -> int:
        return self._popen.pid

    @property
    def works(self) -> bool:
        """Say whether it has imported what it needs and has not ended."""
        return self.errors.data.startswith(READY) and self._popen.poll() is None

    @property
    def code(self) -> int | None:
        """How it ended: the exit code, less than 0 for a signal; None while it runs."""
        return self._popen.poll()

    def send(self, frame: bytes, source: "Process | None" = None) -> None:
        """Write `frame`, then what `source` says, in the background; close after that.

        Without a source the pipe stays open: its end tells the process that this one has ended.
        """
        _thread(self._send, frame, source)

    def read(self, stream: Stream) -> None:
        """Read standard output into `stream`, in the background."""
        self._readers.append(_thread(self._read, self._pipe(self._popen.stdout), stream))

    def take_pipes(self) -> tuple[int, int]:
        """Return descriptors, the caller's from now on: the process's input and its output."""
        pipes = self._pipe(self._popen.stdin), self._pipe(self._popen.stdout)
        taken = os.dup(pipes[0].fileno()), os.dup(pipes[1].fileno())
        for pipe in pipes:
            pipe.close()
        return taken

    def kill(self) -> None:
        """End it at once, and where the system can the processes that it started."""
        if sys.platform != "win32" and self._popen.poll() is None:
            kill_group(self._popen.pid)
        self._popen.kill()

    def close(self, patience_s: float = 5.0) -> int:
        """Wait for its end and for its last words; return its exit code."""
        code = self._popen.wait()
        if sys.platform != "win32":
            kill_group(self._popen.pid)  # what it may have left behind
        for reader in self._readers:
            reader.join(patience_s)
        with contextlib.suppress(OSError):
            self._pipe(self._popen.stdin).close()
        return code

    @staticmethod
    def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
        assert pipe is not None
        return pipe

    def _send(self, frame: bytes, source: "Process | None") -> None:
        stdin = self._pipe(self._popen.stdin)
        with contextlib.suppress(OSError, ValueError):  # it has ended, or was closed
            _write(stdin, frame)
            if source is None:
                return
            with self._pipe(source._popen.stdout) as stdout:
                while data := stdout.read(_MANY):
                    _write(stdin, data)
        with contextlib.suppress(OSError):
            stdin.close()

    def _read(self, pipe: IO[bytes], stream: Stream) -> None:
        with contextlib.suppress(OSError), pipe:
            while data := pipe.read(_MANY):
                within = stream.take(data)
                if stream is self.errors:
                    self.up.set()
                if not within:
                    self.excess()
        if stream is self.errors:
            self.up.set()
            self.over.set()


def _write(pipe: IO[bytes], data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[pipe.write(view) :]


def _thread(target: Callable[..., None], *arguments: object) -> threading.Thread:
    thread = threading.Thread(target=target, args=arguments, name="child", daemon=True)
    thread.start()
    return thread
