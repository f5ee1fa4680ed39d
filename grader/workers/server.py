"""A warm parent as its supervisor sees it: a process and the socket to it."""

import json
import os
import signal
import socket
import subprocess
from collections.abc import Iterator, Sequence
from typing import Any

from grader.data.sources import find_files
from grader.foundation.errors import GraderFault, WorkerLost
from grader.foundation.interpreter import FOLDER, start_of
from grader.workers.confine import Policy, Tier

_MODULE = "grader.workers.forkserver"
_CLEAN_ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONUNBUFFERED": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "TF_NUM_INTRAOP_THREADS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "CUDA_VISIBLE_DEVICES": "-1",
    "MALLOC_ARENA_MAX": "2",
    # The kernels that compile themselves at the first matrix product cost 40 ms in every child.
    "TENSORFLOW_USE_CUSTOM_CONTRACTION_KERNEL": "false",
    "MPLBACKEND": "Agg",
    "KERAS_HOME": os.devnull,  # or importing Keras writes into the home folder
}


class Server:
    """One warm parent process and the socket to it. A grade needs reader, tensorflow and judge."""

    def __init__(self, kind: str, policy: Policy) -> None:
        self.kind = kind
        self.tier: Tier = "none"
        self.ready = False
        ours, theirs = socket.socketpair()
        with theirs:
            number, tiers = theirs.fileno(), (policy.wanted, policy.required)
            arguments = (kind, str(number), *tiers)
            start = start_of(_MODULE, arguments, {**_CLEAN_ENVIRONMENT, **_inherited()})
            self.process = subprocess.Popen(
                start.arguments,
                pass_fds=[number],
                env=start.environment,
                cwd=FOLDER,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
            )
        self.socket = ours
        self._pending = b""

    def close(self) -> None:
        """End the warm parent and its children."""
        self.socket.close()
        if not self.ready:  # it is still importing, has no children and would not notice
            self.process.kill()
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
        if self.process.stderr:
            self.process.stderr.close()

    def send(self, message: dict[str, Any], descriptors: Sequence[int] = ()) -> None:
        """Send a message, and descriptors with it. Raises OSError."""
        line = json.dumps(message).encode() + b"\n"
        if descriptors:
            socket.send_fds(self.socket, [line], descriptors)
        else:
            self.socket.sendall(line)

    def news(self) -> Iterator[dict[str, Any]]:
        """Yield the messages that have arrived. Raises WorkerLost."""
        try:
            data = self.socket.recv(1 << 16)
        except ConnectionResetError:
            data = b""
        if not data:
            raise self.lost()
        self._pending += data
        while b"\n" in self._pending:
            line, self._pending = self._pending.split(b"\n", 1)
            yield json.loads(line)

    def lost(self) -> WorkerLost:
        """Return the fault of a warm parent that has died, with its last words."""
        self.process.kill()
        _, errors = self.process.communicate()
        words = errors.decode("utf-8", "replace")[-2000:]
        return WorkerLost(
            f"the {self.kind} process ended unexpectedly", f"its last words: {words or 'none'}"
        )


def _inherited() -> dict[str, str]:
    """Return the variables that children see: where MNIST is in full, and the tests' mask."""
    found = {name: os.environ[name] for name in ("GRADE_MASK",) if name in os.environ}
    found["MNIST_DIR"] = os.path.abspath(find_files(os.environ.get("MNIST_DIR")))
    return found


def refusal(tier: Tier, reasons: list[str]) -> GraderFault:
    """Return the error that says why other people's work is not graded here."""
    return GraderFault(
        f"this machine shuts submissions off to the tier {tier!r} only ({'; '.join(reasons)})",
        f"`grade doctor` says how to get more; `--confinement {tier}` accepts that",
    )
