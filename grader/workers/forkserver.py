"""The warm parent: imports what its children need, then forks one child per request.

It runs as `python -m grader.workers.forkserver KIND FD WANTED REQUIRED` (two tiers), with one
thread, and speaks newline-delimited JSON over the socket FD:

    ← {"ready": KIND, "tier": …}  or  {"refused": KIND, "tier": …, "reasons": […]}
    → {"spawn": id, "role": …, "scratch": …, "held": …, "limits": {…}}   with its descriptors
    ← {"spawned": id, "pid": …}
    → {"kill": id}
    ← {"exited": id, "code": …, "signal": …, "cpu_s": …, "memory_mb": …, "written_mb": …}

It never reads a submission, a result or a secret: those go through descriptors that only pass
through here. When its socket closes, however its supervisor ended, it kills its children, removes
their folders and ends.
"""

import contextlib
import gc
import json
import os
import selectors
import signal
import socket
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NoReturn, cast

import msgspec

from grader.foundation.limits import Limits
from grader.workers.confine import Confinement, Tier, at_least
from grader.workers.confine.process import adopt_orphans, die_with_parent
from grader.workers.confine.selftest import best
from grader.workers.cores import Cores, stay_on
from grader.workers.descendants import end_orphans, kill_group
from grader.workers.descriptors import allow_many, close_all_but, lowered
from grader.workers.finders import keep_listings
from grader.workers.pages import gather
from grader.workers.preload import preload
from grader.workers.roles import READY, ended, hold, play
from grader.workers.scratch import remove

_FORK_ATTEMPTS = 50
# From so many children on, what `gather` takes (0.2 s, once) is won back: 2 ms in every fork, and
# as much in every child's end.
_MANY_CHILDREN = 16


class ForkServer:
    """Serves one socket until it closes."""

    def __init__(self, control: socket.socket, confinement: Confinement) -> None:
        self._confinement = confinement
        self._pid = os.getpid()
        self._control = control
        self._children: dict[int, int] = {}
        self._scratches: dict[int, str] = {}
        self._cores = Cores()
        self._spawned = 0
        self._selector = selectors.DefaultSelector()
        self._wakeup_r, self._wakeup_w = os.pipe()
        self._pending = b""
        self._descriptors: list[int] = []
        self._notice_ends()

    def _notice_ends(self) -> None:
        """Have every end of a child wake the loop."""
        if sys.platform != "linux":
            raise NotImplementedError
        os.set_blocking(self._wakeup_w, False)
        os.set_blocking(self._wakeup_r, False)
        signal.set_wakeup_fd(self._wakeup_w, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda number, frame: None)

    def serve(self) -> None:
        """Answer requests until the supervisor closes its end."""
        self._selector.register(self._control, selectors.EVENT_READ)
        self._selector.register(self._wakeup_r, selectors.EVENT_READ)
        try:
            while True:
                for key, _ in self._selector.select():
                    if key.fileobj is self._control:
                        if not self._receive():
                            return
                    else:
                        os.read(self._wakeup_r, 4096)
                        self._reap()
        finally:
            for pid in self._children.values():
                kill_group(pid)
            end_orphans(())
            for scratch in self._scratches.values():
                remove(Path(scratch))

    def _receive(self) -> bool:
        if sys.platform != "linux":
            raise NotImplementedError
        data, descriptors, _, _ = socket.recv_fds(self._control, 1 << 16, 16)
        if not data:
            return False
        self._descriptors.extend(descriptors)
        self._pending += data
        while b"\n" in self._pending:
            line, self._pending = self._pending.split(b"\n", 1)
            request = json.loads(line)
            if "spawn" in request:
                self._spawn(request)
            elif request["kill"] in self._children:
                kill_group(self._children[request["kill"]])
        return True

    def _spawn(self, request: dict[str, Any]) -> None:
        count = request["descriptors"]
        descriptors, self._descriptors = self._descriptors[:count], self._descriptors[count:]
        # The judge is trusted, and takes turns with an executor: it may go where there is room.
        role = request["role"]
        if request["held"]:
            hold(Path(request["held"]))
        core = None if role == "judge" else self._cores.take(request["spawn"], role)
        pid = _fork()
        if pid == 0:
            try:
                stay_on(core)
                self._become_child(request, descriptors)
            finally:
                os._exit(1)
        for descriptor in descriptors:
            os.close(descriptor)
        self._children[request["spawn"]] = pid
        if request["scratch"]:
            self._scratches[request["spawn"]] = request["scratch"]
        self.send({"spawned": request["spawn"], "pid": pid})
        self._spawned += 1
        if self._spawned == _MANY_CHILDREN:
            gather()

    def _become_child(self, request: dict[str, Any], descriptors: list[int]) -> NoReturn:
        def task() -> None:
            channels = self._set_up(request, descriptors)
            os.write(2, READY)
            play(request["role"], channels)

        os._exit(ended(task))

    def _set_up(self, request: dict[str, Any], descriptors: list[int]) -> list[int]:
        """Leave the parent's things behind and shut this process off; return its channels."""
        if sys.platform != "linux":
            raise NotImplementedError
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        os.setsid()
        self._selector.close()
        self._control.close()
        stdout, stderr, *channels = descriptors
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(stdout, 1)
        os.dup2(stderr, 2)
        close_all_but({*channels, *self._confinement.descriptors})
        scratch = request["scratch"]
        if scratch:
            os.environ.update(HOME=scratch, TMPDIR=scratch)
            tempfile.tempdir = scratch
        limits = msgspec.convert(request["limits"], Limits)
        self._confinement.enforce(limits, Path(scratch) if scratch else None, self._pid)
        if scratch:
            os.chdir(scratch)
        return [lowered(channel) for channel in channels]

    def _reap(self) -> None:
        if sys.platform != "linux":
            raise NotImplementedError
        for identity, pid in list(self._children.items()):
            if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
                continue
            kill_group(pid)  # what it may have left behind; its number is still taken
            _, status, usage = os.wait4(pid, 0)
            del self._children[identity]
            self._scratches.pop(identity, None)
            self._cores.give_back(identity)
            end_orphans(self._children.values())
            code = os.waitstatus_to_exitcode(status)
            self.send(
                {
                    "exited": identity,
                    "code": max(code, 0),
                    "signal": max(-code, 0),
                    "cpu_s": round(usage.ru_utime + usage.ru_stime, 3),
                    "memory_mb": usage.ru_maxrss >> 10,
                    "written_mb": usage.ru_oublock >> 11,
                }
            )

    def send(self, message: dict[str, Any]) -> None:
        """Send one message to the supervisor."""
        self._control.sendall(json.dumps(message).encode() + b"\n")


def _fork() -> int:
    """Fork, again and again if another child's threads have just used up what the system has."""
    if sys.platform != "linux":
        raise NotImplementedError
    for _ in range(_FORK_ATTEMPTS):
        with contextlib.suppress(BlockingIOError):
            return os.fork()
        time.sleep(0.1)
    return os.fork()


def main() -> None:
    kind, descriptor = sys.argv[1], int(sys.argv[2])
    wanted, required = cast(Tier, sys.argv[3]), cast(Tier, sys.argv[4])
    control = socket.socket(fileno=descriptor)
    die_with_parent(os.getppid(), "SIGTERM")
    adopt_orphans()
    allow_many()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the supervisor's to handle
    preload(kind)
    keep_listings()
    confinement, reasons = best(wanted, os.environ.get("MNIST_DIR"))
    server = ForkServer(control, confinement)
    if not at_least(confinement.tier, required):
        server.send({"refused": kind, "tier": confinement.tier, "reasons": reasons})
        return
    server.send({"ready": kind, "tier": confinement.tier})
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # from here on, the closed socket says it
    server.serve()


if __name__ == "__main__":
    main()
