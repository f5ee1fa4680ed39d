"""The trace: what the student's module asked TensorFlow to do, in order.

`Tracer.installed()` wraps `Session.run` and its like, `Session.close`, `Saver.save`,
`Saver.restore` and the reset of the default graph for the time in which the module runs. Recording
never adds an operation to a student's graph and never draws a random number.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from itertools import islice
from typing import Any

import numpy as np

from grader.collect.bound import Bound
from grader.collect.choice import LastRan, bound_handles
from grader.collect.claims import MAX_EVENTS, MAX_SNAPSHOTS, SessionClaim, Snapshot
from grader.collect.events import MAX_FETCHES, Event, Reset, Restore, Run, Save, SaverClaim
from grader.collect.feeds import FeedReader, settled
from grader.collect.fetches import names_of, pairs
from grader.collect.handles import Fetched, GraphIndex, HandleReader, saver_claim
from grader.collect.sessions import Sessions
from grader.foundation.text import encodable
from grader.foundation.wire import DTYPES, Array, name_of, pack

_VALUE_ELEMENTS = 256
_VALUES_BUDGET = 1 << 20
_NO_SAVER = SaverClaim("", "", "")


class Tracer:
    """Collects events, snapshots and final values of one run of a student's module."""

    def __init__(
        self,
        tf: Any,
        module_globals: dict[str, Any],
        bound: Bound | None = None,
        reader: Callable[[Any, GraphIndex, Fetched], HandleReader] = HandleReader,
    ) -> None:
        self._tf = tf
        self._globals = module_globals
        self._bound = bound or Bound("")
        self.graphs = GraphIndex()
        self._fetched = Fetched()
        self._reader = reader(tf, self.graphs, self._fetched)
        self.events: list[Event] = []
        self.snapshots: list[Snapshot] = []
        self.cut: set[str] = set()
        self._sessions = Sessions(tf)
        self._feeds = FeedReader()
        self._partly_fed: dict[str, dict[Any, Any]] = {}
        self._last_ran = LastRan()
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
            (BaseSession, "make_callable", self._make_callable),
            (BaseSession, "partial_run", self._partial_run),
            (BaseSession, "close", self._close),
            (Saver, "save", self._save),
            (Saver, "restore", self._restore),
            (default_graphs, "reset", self._reset),  # below every `tf.reset_default_graph`
        ]
        originals = [getattr(owner, name) for owner, name, _ in places]
        self._sessions.run = originals[0]
        for (owner, name, wrap), original in zip(places, originals, strict=True):
            setattr(owner, name, wraps(original)(wrap(original)))  # errors name TensorFlow's
        try:
            yield
        finally:
            for (owner, name, _), original in zip(places, originals, strict=True):
                setattr(owner, name, original)

    def finish(self) -> None:
        """Take the last snapshot and the final values of sessions that were left open."""
        self.snapshot("end")
        self._sessions.finish()
        if self._sessions.starts.cut:
            self.cut.add("start values")
        if self._feeds.cut:
            self.cut.add("feed digests")

    def snapshot(self, reason: str, *, always: bool = False) -> None:
        """Record the module's globals as handles, unless they are as they were; or `always`."""
        default = self._tf.get_default_graph()
        if default.get_operations():
            self.graphs.of(default)
        handles = self._reader.read(self._globals)
        places = self._bound.places(self._globals)
        handles += bound_handles(self._reader, handles, places, self._ran_last)
        if not always and self.snapshots and self.snapshots[-1].handles == handles:
            return
        if len(self.snapshots) >= MAX_SNAPSHOTS:
            self.snapshots.pop(MAX_SNAPSHOTS // 2)
            self.cut.add("snapshots")
        self.snapshots.append(Snapshot(reason, handles))

    def _ran_last(self) -> tuple[int | None, set[str]]:
        graph, operations = self._last_ran.operations()
        return self._reader.ran() if graph is None else (self.graphs.of(graph), operations)

    def sessions(self) -> tuple[SessionClaim, ...]:
        """Return every session with its final values."""
        claims, whole = self._sessions.claims(self.graphs)
        if not whole:
            self.cut.add("session values")
        return claims

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
                self._sessions.begin(session, names_of(fetches))
            feed_dict = settled(feed_dict)
            result = original(session, fetches, feed_dict, options, run_metadata)
            self._ran(session, fetches, feed_dict, result)
            return result

        return run

    def _make_callable(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def make_callable(
            session: Any, fetches: Any, feed_list: Any = None, accept_options: bool = False
        ) -> Any:
            made = original(session, fetches, feed_list, accept_options)
            if feed_list is not None:
                return made  # which calls `run`

            def call(*args: Any, **options: Any) -> Any:
                result = made(*args, **options)
                self._ran(session, fetches, None, result)
                return result

            return call

        return make_callable

    def _partial_run(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def partial_run(session: Any, handle: Any, fetches: Any, feed_dict: Any = None) -> Any:
            feed_dict = settled(feed_dict)
            if feed_dict:
                self._sessions.begin(session, names_of(fetches))
            result = original(session, handle, fetches, feed_dict)
            fed = self._partly_fed.setdefault(str(handle), {})
            fed.update(feed_dict or {})
            self._ran(session, fetches, fed, result)
            return result

        return partial_run

    def _close(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def close(session: Any) -> Any:
            if self._sessions.end(session):
                self.snapshot("close")
            return original(session)

        return close

    def _save(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def save(saver: Any, sess: Any, save_path: Any, *args: Any, **options: Any) -> Any:
            written = original(saver, sess, save_path, *args, **options)
            if _idle(saver):
                return written
            claim = saver_claim(saver) or _NO_SAVER
            number, graph = self._sessions.number(sess), self.graphs.of(sess.graph)
            paths = encodable(str(save_path)), encodable(str(written))
            self._event(Save(number, graph, *paths, claim))
            return written

        return save

    def _restore(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def restore(saver: Any, sess: Any, save_path: Any) -> Any:
            number, graph = self._sessions.number(sess), self.graphs.of(sess.graph)
            claim, path = saver_claim(saver) or _NO_SAVER, encodable(str(save_path))
            try:
                result = original(saver, sess, save_path)
            except BaseException:
                self._event(Restore(number, graph, path, claim, failed=True))
                raise
            if not _idle(saver):
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

    def _ran(self, session: Any, fetches: Any, feed_dict: Any, result: Any) -> None:
        number, graph = self._sessions.number(session), self.graphs.of(session.graph)
        names: list[str] = []
        values: dict[str, Array] = {}
        for name, value in islice(pairs(fetches, result), MAX_FETCHES):
            names.append(name)
            if isinstance(value, np.ndarray | np.generic):
                self._fetched.add(value, graph, name)
                self._keep(name, value, values)
        self._last_ran.note(session, names)
        fed = list((feed_dict or {}).items())[:MAX_FETCHES]
        feeds = tuple(self._feeds.read(session, key, value) for key, value in fed)
        self._event(Run(number, graph, tuple(names), feeds, values))

    def _keep(self, name: str, value: Any, values: dict[str, Array]) -> None:
        if value.size > _VALUE_ELEMENTS or name_of(value.dtype) not in DTYPES:
            return
        self._values_left -= value.nbytes
        if self._values_left >= 0:
            values[name] = pack(value)
        else:
            self.cut.add("fetched values")


def _idle(saver: Any) -> bool:
    """Say whether a saver takes itself for one without variables, and so did nothing."""
    return bool(getattr(saver, "_is_empty", False))
