"""The trace: what the student's module asked TensorFlow to do, in order.

`Recorder.installed()` wraps `Session.run`, `Session.close`, `Saver.save`, `Saver.restore` and the
reset of the default graph for the time in which the module runs. Recording never adds an operation
to a student's graph and never draws a random number.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

import numpy as np

from grader.collect.claims import (
    MAX_EVENTS,
    MAX_FETCHES,
    MAX_SNAPSHOTS,
    Event,
    Reset,
    Restore,
    Run,
    Save,
    SaverClaim,
    SessionClaim,
    Snapshot,
)
from grader.collect.feeds import FeedReader, settled
from grader.collect.fetches import names_of, pairs, variables_of
from grader.collect.handles import Fetched, GraphIndex, HandleReader, saver_claim
from grader.collect.starts import Starts
from grader.text import encodable
from grader.wire import DTYPES, Array, pack

_VALUE_ELEMENTS = 256
_VALUES_BUDGET = 1 << 20
_END_VALUES_BUDGET = 5 << 20
_NO_SAVER = SaverClaim("", "", "")


class Recorder:
    """Collects events, snapshots and final values of one run of a student's module."""

    def __init__(self, tf: Any, module_globals: dict[str, Any]) -> None:
        self._tf = tf
        self._globals = module_globals
        self.graphs = GraphIndex()
        self._fetched = Fetched()
        self._reader = HandleReader(tf, self.graphs, self._fetched)
        self.events: list[Event] = []
        self.snapshots: list[Snapshot] = []
        self.cut: set[str] = set()
        self._sessions: list[Any] = []
        self._ends: dict[int, dict[str, Array]] = {}
        self._starts = Starts(self._values)
        self._feeds = FeedReader()
        self._values_left = _VALUES_BUDGET

    @contextmanager
    def installed(self) -> Iterator[None]:
        """Wrap TensorFlow's entry points while the student's module runs."""
        from tensorflow.python.client.session import BaseSession
        from tensorflow.python.framework import ops
        from tensorflow.python.training.saver import Saver

        default_graphs = type(ops._default_graph_stack)
        places: list[tuple[Any, str, Callable[..., Any]]] = [
            (BaseSession, "run", self._run),
            (BaseSession, "close", self._close),
            (Saver, "save", self._save),
            (Saver, "restore", self._restore),
            (default_graphs, "reset", self._reset),  # below every `tf.reset_default_graph`
        ]
        originals = [getattr(owner, name) for owner, name, _ in places]
        self._original_run = originals[0]
        for (owner, name, wrap), original in zip(places, originals, strict=True):
            setattr(owner, name, wrap(original))
        try:
            yield
        finally:
            for (owner, name, _), original in zip(places, originals, strict=True):
                setattr(owner, name, original)

    def finish(self) -> None:
        """Take the last snapshot and the final values of sessions that were left open."""
        self.snapshot("end")
        for number, session in enumerate(self._sessions):
            if number not in self._ends:
                self._ends[number] = self._values(session)
        if self._starts.cut:
            self.cut.add("start values")
        if self._feeds.cut:
            self.cut.add("feed digests")

    def snapshot(self, reason: str) -> None:
        """Record the module's globals as handles, unless they are as they were."""
        default = self._tf.get_default_graph()
        if default.get_operations():
            self.graphs.of(default)
        handles = self._reader.read(self._globals)
        if self.snapshots and self.snapshots[-1].handles == handles:
            return
        if len(self.snapshots) >= MAX_SNAPSHOTS:
            self.snapshots.pop(MAX_SNAPSHOTS // 2)
            self.cut.add("snapshots")
        self.snapshots.append(Snapshot(reason, handles))

    def sessions(self) -> tuple[SessionClaim, ...]:
        """Return every session with its final values, the latest first in line for space."""
        left = _END_VALUES_BUDGET
        claims: list[SessionClaim] = []
        for number in reversed(range(len(self._sessions))):
            values = self._ends.get(number, {})
            size = sum(len(value.data) for value in values.values())
            if size > left:
                values = {}
                self.cut.add("session values")
            else:
                left -= size
            graph = self.graphs.of(self._sessions[number].graph)
            claims.append(SessionClaim(graph, values, self._starts.of(number)))
        return tuple(reversed(claims))

    # -- the wrapped entry points ---------------------------------------------------------------

    def _run(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def run(
            session: Any,
            fetches: Any,
            feed_dict: Any = None,
            options: Any = None,
            run_metadata: Any = None,
        ) -> Any:
            if feed_dict:
                self._starts.note(self._session(session), session, names_of(fetches))
            feed_dict = settled(feed_dict)
            result = original(session, fetches, feed_dict, options, run_metadata)
            self._ran(session, fetches, feed_dict, result)
            return result

        return run

    def _close(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def close(session: Any) -> Any:
            number = self._session(session)
            if number not in self._ends:
                self._ends[number] = self._values(session)
                self.snapshot("close")
            return original(session)

        return close

    def _save(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def save(saver: Any, sess: Any, save_path: Any, *args: Any, **options: Any) -> Any:
            written = original(saver, sess, save_path, *args, **options)
            claim = saver_claim(saver) or _NO_SAVER
            number, graph = self._session(sess), self.graphs.of(sess.graph)
            paths = encodable(str(save_path)), encodable(str(written))
            self._event(Save(number, graph, *paths, claim))
            return written

        return save

    def _restore(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def restore(saver: Any, sess: Any, save_path: Any) -> Any:
            number, graph = self._session(sess), self.graphs.of(sess.graph)
            claim, path = saver_claim(saver) or _NO_SAVER, encodable(str(save_path))
            try:
                result = original(saver, sess, save_path)
            except BaseException:
                self._event(Restore(number, graph, path, claim, failed=True))
                raise
            self._event(Restore(number, graph, path, claim))
            return result

        return restore

    def _reset(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def reset(default_graphs: Any) -> Any:
            self.snapshot("reset")
            default = self._tf.get_default_graph()
            if default.get_operations():
                self._event(Reset(self.graphs.of(default)))
            return original(default_graphs)

        return reset

    # -- what they note down --------------------------------------------------------------------

    def _event(self, event: Event) -> None:
        if len(self.events) < MAX_EVENTS:
            self.events.append(event)
        else:
            self.cut.add("events")

    def _session(self, session: Any) -> int:
        for number, known in enumerate(self._sessions):
            if known is session:
                return number
        self._sessions.append(session)
        return len(self._sessions) - 1

    def _ran(self, session: Any, fetches: Any, feed_dict: Any, result: Any) -> None:
        number, graph = self._session(session), self.graphs.of(session.graph)
        names: list[str] = []
        values: dict[str, Array] = {}
        for name, value in islice(pairs(fetches, result), MAX_FETCHES):
            names.append(name)
            if isinstance(value, np.ndarray | np.generic):
                self._fetched.add(value, graph, name)
                self._keep(name, value, values)
        fed = list((feed_dict or {}).items())[:MAX_FETCHES]
        feeds = tuple(self._feeds.read(session, key, value) for key, value in fed)
        self._event(Run(number, graph, tuple(names), feeds, values))

    def _keep(self, name: str, value: Any, values: dict[str, Array]) -> None:
        if value.size > _VALUE_ELEMENTS or value.dtype.name not in DTYPES:
            return
        self._values_left -= value.nbytes
        if self._values_left >= 0:
            values[name] = pack(value)
        else:
            self.cut.add("fetched values")

    def _values(self, session: Any) -> dict[str, Array]:
        """Fetch every variable that has a value; the graph is not touched."""
        errors = self._tf.errors.OpError
        variables = {v.op.name: v for v in variables_of(session.graph)}
        try:
            found = self._original_run(session, variables) if variables else {}
        except (errors, RuntimeError):  # some have no value yet: ask one at a time
            found = {}
            for name, variable in variables.items():
                try:
                    found[name] = self._original_run(session, variable)
                except (errors, RuntimeError):
                    continue  # no value: nothing to claim for it
        return {
            name: pack(value)
            for name, value in found.items()
            if isinstance(value, np.ndarray | np.generic) and value.dtype.name in DTYPES
        }
