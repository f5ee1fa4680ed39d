"""A warm parent as its supervisor sees it: a process and the socket to it."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from grader.foundation.errors import GraderFault, WorkerLost
from grader.foundation.interpreter import FOLDER, start_of
from grader.workers.confine import Policy, Tier
from grader.workers.environment import child_environment

_MODULE = "grader.workers.forkserver"


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
            start = start_of(_MODULE, arguments, child_environment())
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
            self.process.kill()
            self.process.wait()
        if self.process.stderr:
            self.process.stderr.close()

    def send(self, message: dict[str, Any], descriptors: Sequence[int] = ()) -> None:
        """Send a message, and descriptors with it. Raises OSError."""
        if sys.platform != "linux":
            raise NotImplementedError
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


def refusal(tier: Tier, reasons: list[str]) -> GraderFault:
    """Return the error that says why other people's work is not graded here."""
    return GraderFault(
        f"this machine shuts submissions off to the tier {tier!r} only ({'; '.join(reasons)})",
        f"`grade doctor` says how to get more; `--confinement {tier}` accepts that",
    )
