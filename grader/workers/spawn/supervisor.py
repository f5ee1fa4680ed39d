"""The trusted side of spawned children: starts them, feeds them, watches their limits.

Every child is a process of its own, with three pipes that threads read; nothing here needs a fork,
a descriptor that is handed over, or a selector. Importing TensorFlow takes seconds: spare processes
that have done so wait for the next task.
"""

import contextlib
import os
import threading
import time
from pathlib import Path

from grader.foundation import wire
from grader.foundation.errors import GraderFault, WorkerLost
from grader.foundation.limits import Limits
from grader.workers.child import START_UP_S, Child, Stream
from grader.workers.confine.tiers import Policy, Tier, at_least
from grader.workers.roles import READY, ROLES
from grader.workers.server import refusal
from grader.workers.spawn.outcome import Outcome
from grader.workers.spawn.process import Process
from grader.workers.spawn.task import Task
from grader.workers.usage import INTERVAL_S, Watch
from grader.workers.waits import Waits

_WHY = "spawned processes are not isolated"
# What one grading needs: a collector and an executor, a judge.
_SPARES = {"tensorflow": 2, "judge": 1, "reader": 1}


class SpawnSupervisor(Waits):
    """Owns spare processes and children."""

    tier: Tier = "none"

    def __init__(self, policy: Policy, kinds: tuple[str, ...]) -> None:
        super().__init__()
        self._kinds = kinds
        if not at_least(self.tier, policy.required):
            raise refusal(self.tier, [_WHY])
        self._spares: list[Process] = []
        self._running: dict[int, tuple[Child, Process]] = {}
        self._next = 0
        self.warm()

    def warm(self) -> None:
        """Have spare processes for one grading, and do not wait for them."""
        with self._changed:
            for kind in self._kinds:
                self._keep(kind, _SPARES[kind])

    def ready(self) -> Tier:
        """Wait until student code can be run; return the tier. Raises GraderFault."""
        with self._changed:
            self._keep("tensorflow", 1)
            spare = next(one for one in self._spares if one.kind == "tensorflow")
        spare.up.wait(START_UP_S)
        if not spare.works and spare in self._spares:
            words = bytes(spare.errors.data[-2000:]).decode("utf-8", "replace")
            raise WorkerLost("a process cannot be started", f"its last words: {words or 'none'}")
        return self.tier

    def close(self) -> None:
        """End all processes."""
        with self._changed:
            self.fault = self.fault or GraderFault("the grader was closed")
            spares, self._spares = self._spares, []
            running = list(self._running.values())
            self._changed.notify_all()
        for process in (*spares, *(process for _, process in running)):
            process.kill()
        for spare in spares:
            spare.close()
        with self._changed:
            self._changed.wait_for(lambda: not self._running)

    def spawn(
        self,
        role: str,
        limits: Limits,
        *,
        request: bytes | None = None,
        scratch: Path | None = None,
        channels: tuple[int, ...] = (),
    ) -> Child:
        """Start a child that reads `request` and writes one result.

        The descriptors in `channels`, of files that it reads besides, are closed here.
        """
        child, process, outcome = self._begin(role, limits, scratch)
        stream = Stream("stdout", -1, limits.output_bytes, limits.printed_bytes)
        child.streams.append(stream)
        process.read(stream)
        files = tuple(map(_content, channels))
        process.send(_frame(role, limits, scratch, outcome.folder, request, files))
        self._mind(child, process, outcome)
        with self._changed:  # what is needed next can be imported meanwhile
            for kind in self._kinds if role == "collect" else ():
                self._keep(kind, 1)
        return child

    def spawn_judge(
        self,
        request: bytes,
        judging: Limits,
        limits: Limits,
        scratch: Path,
        held: Path | None = None,
    ) -> tuple[Child, Child]:
        """Start a judge and the executor that it asks, bounded by `limits`; return both.

        held: not used, since no process here is forked from another.
        """
        executor, asked, nothing = self._begin("execute", limits, scratch)
        judge, asking, outcome = self._begin("judge", judging, None)
        asked.send(_frame("execute", limits, scratch, None, None), asking)
        asking.send(_frame("judge", judging, None, outcome.folder, request), asked)
        self._mind(executor, asked, nothing)
        self._mind(judge, asking, outcome)
        return judge, executor

    def open_executor(self, limits: Limits, scratch: Path | None = None) -> tuple[Child, int, int]:
        """Start an executor; return it, where requests are written and where answers are read."""
        child, process, outcome = self._begin("execute", limits, scratch)
        request_w, answer_r = process.take_pipes()
        wire.write_all(request_w, _frame("execute", limits, scratch, None, None))
        self._mind(child, process, outcome)
        return child, request_w, answer_r

    def _strike(self, child: Child) -> None:
        if child.identity in self._running:
            self._running[child.identity][1].kill()

    def give_up(self) -> None:
        """Kill all children; who waits for one gets a GraderFault."""
        with self._changed:
            for child, process in self._running.values():
                child.given_up = True
                process.kill()
            self._changed.notify_all()

    def _keep(self, kind: str, number: int) -> None:
        """Have at least so many spare processes of a kind."""
        if self.fault is None:
            have = sum(one.kind == kind for one in self._spares)
            self._spares += [Process(kind) for _ in range(number - have)]

    def _begin(
        self, role: str, limits: Limits, scratch: Path | None
    ) -> tuple[Child, Process, Outcome]:
        """Take a spare process for a child, a new one if there is none."""
        kind = ROLES[role][0]
        with self._changed:
            if self.fault is not None:
                raise self.fault
            self._keep(kind, 1)
            fit = [one for one in self._spares if one.kind == kind]
            process = max(fit, key=lambda one: one.works)
            self._spares.remove(process)
            watch = Watch(scratch, limits) if scratch else None
            child = Child(self._next, role, limits, watch)
            self._next += 1
            self._running[child.identity] = child, process
        process.errors.limit = limits.output_bytes + len(READY)
        process.errors.most = limits.printed_bytes + len(READY)
        process.excess = lambda: self.kill(child, "output")
        child.streams.append(process.errors)
        return child, process, Outcome(role)

    def _mind(self, child: Child, process: Process, outcome: Outcome) -> None:
        arguments = (child, process, outcome)
        threading.Thread(target=self._watch, args=arguments, name="minder", daemon=True).start()

    def _watch(self, child: Child, process: Process, outcome: Outcome) -> None:
        """Keep the limits of one child until it has ended, and take its result then."""
        if not process.up.wait(max(0.0, child.deadline - time.monotonic())):
            self.kill(child, "time")
        with self._changed:
            child.began(process.pid)
            self._changed.notify_all()
        while not process.over.wait(max(0.0, min(child.patience(time.monotonic()), INTERVAL_S))):
            if process.code is not None:
                break  # something that it started holds its pipes
            if not child.breach and (found := child.passed(time.monotonic())):
                self.kill(child, *found)
            elif not child.breach and outcome.size() > child.limits.result_bytes + 8:
                self.kill(child, "result")
        code = process.close()
        with self._changed, contextlib.ExitStack() as finally_:
            finally_.callback(self._changed.notify_all)
            finally_.callback(self._running.pop, child.identity)
            child.ended = time.monotonic()
            outcome.settle(child, code)


def _content(descriptor: int) -> bytes:
    """Return what is in an open file, and close it."""
    with os.fdopen(descriptor, "rb") as file:
        file.seek(0)
        return file.read()


def _frame(
    role: str,
    limits: Limits,
    scratch: Path | None,
    folder: Path | None,
    request: bytes | None,
    files: tuple[bytes, ...] = (),
) -> bytes:
    task = Task(
        role,
        limits,
        scratch=str(scratch) if scratch else "",
        folder=str(folder) if folder else "",
        request=request,
        files=files,
        linked=role == "judge",
    )
    return wire.frame(wire.encode(task))
