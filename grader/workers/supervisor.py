"""The trusted side of the warm parents: starts children, feeds them, watches their limits.

A child gets pipe ends and nothing else. Its result and its output are read up to a bound, its
deadline is kept here, its folder and threads are looked at, and it is killed when it passes a
limit. One thread does all this; any number of threads may start children and wait for them.
"""

import contextlib
import os
import selectors
import threading
import time
from pathlib import Path
from typing import Any

import msgspec

from grader.foundation.errors import GraderFault, WorkerLost
from grader.foundation.limits import Limits
from grader.workers.child import Child, Exit
from grader.workers.confine import OWN_WORK, Policy, Tier
from grader.workers.pipes import Pipes, wide_pipe
from grader.workers.roles import READY, ROLES
from grader.workers.server import Server, refusal
from grader.workers.usage import Watch
from grader.workers.waits import Waits


class Supervisor(Waits):
    """Owns the warm parents and all their children. Use as a context manager.

    kinds: which warm parents it starts.
    """

    def __init__(
        self, policy: Policy = OWN_WORK, kinds: tuple[str, ...] = ("judge", "tensorflow")
    ) -> None:
        super().__init__()
        trusted = {"judge": Policy("none", "none")}
        self._servers = {kind: Server(kind, trusted.get(kind, policy)) for kind in kinds}
        self._children: dict[int, Child] = {}
        self._selector = selectors.DefaultSelector()
        self._pipes = Pipes(self._selector, self.kill)
        self._next = 0
        for server in self._servers.values():
            self._selector.register(server.socket, selectors.EVENT_READ, server)
        self._wake_r, self._wake_w = os.pipe()
        self._selector.register(self._wake_r, selectors.EVENT_READ, None)
        self._thread = threading.Thread(target=self._serve, name="supervisor", daemon=True)
        self._thread.start()

    @property
    def tier(self) -> Tier:
        """The tier of the children that run student code, once the first of them has started."""
        return self._servers["tensorflow"].tier

    def __enter__(self) -> "Supervisor":
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def warm(self) -> None:
        """Have processes ready for the next grading: the warm parents are, once they have begun."""

    def close(self) -> None:
        """End the warm parents and all children."""
        self._end(GraderFault("the grader was closed"))
        os.write(self._wake_w, b"x")
        self._thread.join()
        for server in self._servers.values():
            server.close()
        with self._changed:
            for child in self._children.values():
                self._pipes.close(child)
            self._selector.close()
        os.close(self._wake_r)
        os.close(self._wake_w)

    def ready(self) -> Tier:
        """Wait until student code can be run; return the tier. Raises GraderFault if refused."""
        server = self._servers["tensorflow"]
        with self._changed:
            self._changed.wait_for(lambda: self.fault is not None or server.ready)
            if self.fault is not None:
                raise self.fault
        return server.tier

    def spawn(
        self,
        role: str,
        limits: Limits,
        *,
        request: bytes | None = None,
        scratch: Path | None = None,
        channels: tuple[int, ...] = (),
        held: Path | None = None,
    ) -> Child:
        """Start a child. With `request` it gets a request and a result pipe, before `channels`.

        The descriptors in `channels` are closed here once they have been handed over.
        """
        with self._changed:
            return self._spawn(role, limits, request, scratch, channels, held)

    def spawn_judge(
        self,
        request: bytes,
        judging: Limits,
        limits: Limits,
        scratch: Path,
        held: Path | None = None,
    ) -> tuple[Child, Child]:
        """Start a judge and the executor that it asks, bounded by `limits`; return both.

        held: the file of checks that the judge's warm parent is to keep collected.
        """
        executor, *given = self.open_executor(limits, scratch)
        channels = tuple(given)
        judge = self.spawn("judge", judging, request=request, channels=channels, held=held)
        return judge, executor

    def open_executor(self, limits: Limits, scratch: Path | None = None) -> tuple[Child, int, int]:
        """Start an executor; return it, where requests are written and where answers are read."""
        (request_r, request_w), (answer_r, answer_w) = wide_pipe(), wide_pipe()
        given = (request_r, answer_w)
        try:
            executor = self.spawn("execute", limits, scratch=scratch, channels=given)
        except GraderFault:
            os.close(request_w)
            os.close(answer_r)
            raise
        return executor, request_w, answer_r

    def _spawn(
        self,
        role: str,
        limits: Limits,
        request: bytes | None,
        scratch: Path | None,
        channels: tuple[int, ...],
        held: Path | None,
    ) -> Child:
        if self.fault is not None:
            for descriptor in channels:
                os.close(descriptor)
            raise self.fault
        watch = Watch(scratch, limits) if scratch else None
        child = Child(self._next, role, limits, watch)
        self._next += 1
        kept, most = limits.output_bytes, limits.printed_bytes
        given = [self._pipes.reading(child, "stdout", kept, most)]
        given.append(self._pipes.reading(child, "stderr", kept + len(READY), most + len(READY)))
        if request is not None:
            given.append(self._pipes.writing(child, request))
            given.append(self._pipes.reading(child, "result", limits.result_bytes + 8))
        given += channels
        message = {
            "spawn": child.identity,
            "role": role,
            "scratch": str(scratch) if scratch else "",
            "held": str(held) if held else "",
            "limits": msgspec.to_builtins(limits),
            "descriptors": len(given),
        }
        self._children[child.identity] = child
        self._hand_over(self._server(child), message, given)
        return child

    def _server(self, child: Child) -> Server:
        return self._servers[ROLES[child.role][0]]

    def _hand_over(self, server: Server, message: dict[str, Any], given: list[int]) -> None:
        try:
            server.send(message, given)
        except OSError as error:
            fault = server.lost()
            self._end(fault)
            raise fault from error
        finally:
            for descriptor in given:
                os.close(descriptor)

    def _strike(self, child: Child) -> None:
        with contextlib.suppress(OSError):
            self._server(child).send({"kill": child.identity})

    def give_up(self) -> None:
        """Kill all children; who waits for one gets a GraderFault."""
        with self._changed:
            for child in self._children.values():
                child.given_up = True
                self.kill(child)
            self._changed.notify_all()

    # -- the loop -------------------------------------------------------------------------------

    def _serve(self) -> None:
        pause = 0.0
        while True:
            events = self._selector.select(pause)
            with self._changed:
                if self.fault is not None:
                    return
                try:
                    for key, _ in events:
                        self._handle(key)
                    pause = self._check_limits()
                except GraderFault as fault:
                    self._end(fault)
                except Exception as error:
                    self._end(WorkerLost(f"the supervisor failed: {error!r}"))
                self._changed.notify_all()

    def _end(self, fault: GraderFault) -> None:
        """Serve no more; every waiting thread gets `fault`."""
        with self._changed:
            self.fault = self.fault or fault
            self._changed.notify_all()

    def _check_limits(self) -> float:
        """Kill the children that passed a limit; return for how long none need be looked at."""
        now = time.monotonic()
        pause = 1.0
        for child in self._children.values():
            if child.breach:
                continue
            if found := child.passed(now):
                self.kill(child, *found)
            else:
                pause = min(pause, child.patience(now))
        return pause

    def _handle(self, key: selectors.SelectorKey) -> None:
        if isinstance(key.data, Server):
            self._news(key.data)
        elif isinstance(key.data, Child):
            self._pipes.write_some(key.data)
        elif key.data is not None:
            child, stream = key.data
            self._pipes.read_some(child, stream)

    def _news(self, server: Server) -> None:
        for message in server.news():
            if "ready" in message:
                server.tier, server.ready = message["tier"], True
            elif "refused" in message:
                raise refusal(message["tier"], message["reasons"])
            elif "spawned" in message:
                self._children[message["spawned"]].began(message["pid"])
            elif "exited" in message:
                self._ended(self._children[message["exited"]], msgspec.convert(message, Exit))

    def _ended(self, child: Child, how: Exit) -> None:
        for stream in child.streams:
            while self._pipes.read_some(child, stream):
                pass
        child.ended = time.monotonic()
        if child.watch and not child.breach and (finding := child.watch.left()):
            child.breach, child.finding = "disk", finding  # done between two looks
        child.exit = how
        self._pipes.close(child)
        self._children.pop(child.identity, None)
