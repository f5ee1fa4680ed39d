"""A student's graph as a check sees it: handles in, arrays out."""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from grader.collect.claims import GraphClaim, Handle
from grader.collect.events import SaverClaim
from grader.foundation.wire import DTYPES
from grader.judge.calling import feeds_of, results_of, uncalled
from grader.judge.checks import CheckFailed, NotFound
from grader.judge.connection import Connection, GraphError, What
from grader.judge.structure import Structure

ArrayMap = Mapping[str, npt.ArrayLike]


class Graph(Structure):
    """One graph of the submission, in the executor.

    Values persist: `assign` sets a variable for good, and a tensor, constant or placeholder for
    every later `run` on this object. fresh: its variables have just been initialised.
    """

    def __init__(
        self,
        connection: Connection,
        number: int,
        claim: GraphClaim,
        handles: Mapping[str, Handle],
        aliases: Mapping[str, Sequence[str]],
        absent: Mapping[str, str],
        *,
        fresh: bool = False,
    ) -> None:
        super().__init__(connection, number, claim, handles, aliases, absent)
        self._standing: dict[str, npt.ArrayLike] = {}
        self._fresh = fresh
        self._given: ArrayMap = {}  # by TensorFlow name, in the last run

    # -- running it -----------------------------------------------------------------------------

    def initialise(self) -> None:
        """Run every variable's initializer and forget what was assigned."""
        self._standing.clear()
        if not self._fresh:
            self._connection.initialise(self.number)
        self._fresh = True

    def assign(self, values: ArrayMap) -> dict[str, npt.NDArray[Any]]:
        """Give globals these values: variables are set, other tensors are fed from now on.

        Return them as the globals hold them then.
        """
        held: dict[str, npt.NDArray[Any]] = {}
        variables: dict[str, npt.ArrayLike] = {}
        for path, value in values.items():
            info = self.info(path)
            held[path] = array = _typed(path, value, info.dtype)
            if self._is_variable(path):
                variables[info.variable] = array
            else:
                self._standing[self._globals.in_graph(path).name] = array
        if variables:
            self.set_variables(variables)
        return held

    def run(
        self,
        fetches: str | Sequence[str],
        feed: ArrayMap | None = None,
        times: int = 1,
        *,
        anew: bool = False,
    ) -> Any:
        """Return the array of one global, or a list for several.

        feed: values for this run only, except that a variable keeps what it is given. times > 1
        runs that often in the same session and stacks the results along a new first axis. anew:
        each time after every variable has been initialised.
        """
        paths = [fetches] if isinstance(fetches, str) else list(fetches)
        names = [self._globals.in_graph(path).name for path in paths]
        feeds = self._feeds(feed)
        found = self._asked(tuple(dict.fromkeys(names)), (), feeds, times, anew)
        arrays = [found[name] for name in names]
        return arrays[0] if isinstance(fetches, str) else arrays

    def call(self, name: str, **values: npt.ArrayLike) -> Any:
        """Return what a model or a function of the script gives for these arrays [n, …].

        It does what a call does: what it writes stays written. name: `model@test` or `model@train`
        of a model, as `[calls]` of the exercise has it; the arrays by the arguments' names there.
        """
        if not self.has(name):
            raise NotFound(self._globals.why_absent(name.partition("@")[0]) or uncalled(name), name)
        target = self._globals.in_graph(name).name
        feeds = self._feeds(feeds_of(self, name, values))
        return results_of(self, name, lambda names: self._asked(names, (target,), feeds, 1))

    def step(
        self,
        targets: str | Sequence[str],
        feed: ArrayMap | None = None,
        given: ArrayMap | None = None,
        **values: npt.ArrayLike,
    ) -> Any:
        """Run operations, by TensorFlow name, for their effect; `given` is fed by such names.

        A text is called with `values`: `train` is one step of the script's training on them. It
        returns what `fit` tells of one, its loss and metrics by name.
        """
        if isinstance(targets, str):
            return self.call(targets, **values)
        self._asked((), tuple(targets), {**(given or {}), **self._feeds(feed)}, 1)
        return None

    def curve(
        self,
        path: str,
        feed: ArrayMap,
        targets: Sequence[str],
        batches: Sequence[ArrayMap],
        given: ArrayMap,
    ) -> list[npt.NDArray[Any]]:
        """Return what a global gives for `feed`: at first, and after a step on each batch.

        The steps are those of `step`; all of this is one request.
        """
        fed = {one for values in (feed, *batches) for one in values}
        if any(map(self._is_variable, fed)):  # such values are assigned
            found = [self.run(path, feed)]
            for batch in batches:
                self.step(targets, batch, given)
                found.append(self.run(path, feed))
            return found
        name, watched = self._globals.in_graph(path).name, self._feeds(feed)
        look: What = (name,), (), watched
        steps: list[What] = [((), tuple(targets), {**given, **self._feeds(one)}) for one in batches]
        runs = [look, *(run for step in steps for run in (step, look))]
        with self._asking(watched):
            answers = self._connection.run_several(self.number, runs)
        return [answer[name] for answer in answers[::2]]

    def fetch(
        self, name: str, feed: ArrayMap | None = None, given: ArrayMap | None = None
    ) -> npt.NDArray[Any]:
        """Return the array of a tensor or variable, by TensorFlow name; `given` is fed by such."""
        feeds = {**(given or {}), **self._feeds(feed)}
        self._fresh = False
        return self._connection.run(self.number, (name,), (), feeds, 1)[name]

    def set_variables(self, values: ArrayMap) -> None:
        """Set variables given by their operation name."""
        self._fresh = False
        self._connection.assign(self.number, values)

    def turned(self) -> set[int]:
        """Return the lines of Python's `if` that would go another way for what was given last."""
        guards = [one for one in self.handles.values() if one.kind == "guard"]
        try:
            self._fresh = False
            names = tuple(dict.fromkeys(one.name for one in guards))
            found = self._connection.run(self.number, names, (), self._given, 1) if names else {}
        except GraphError:  # as the script's own output, it may not be computed from this
            return set()
        return {
            int(one.where)
            for one in guards
            if one.where.isdigit() and bool(found[one.name]) != bool(one.value)
        }

    # -- savers ---------------------------------------------------------------------------------

    def restore(self, values: ArrayMap, saver: SaverClaim) -> None:
        """Run `saver`'s restore on a checkpoint, written by the judge, that holds `values`."""
        self.restore_by(saver.restore_op, values)

    def restore_by(self, name: str, values: ArrayMap, feeds: ArrayMap | None = None) -> None:
        """Run an operation of the script, by name, as if the files it reads held `values`.

        feeds: what is fed for this, by TensorFlow name.
        """
        self._fresh = False
        self._connection.restore(self.number, name, values, feeds)

    def saved(self, saver: SaverClaim) -> dict[str, npt.NDArray[Any]]:
        """Return what `saver` would write now, by name in the checkpoint."""
        self._fresh = False
        return self._connection.saved(self.number, saver.save_tensor)

    # -- inside ---------------------------------------------------------------------------------

    def _asked(self, *what: Any) -> dict[str, npt.NDArray[Any]]:
        with self._asking(what[2]):
            return self._connection.run(self.number, *what)

    @contextlib.contextmanager
    def _asking(self, given: ArrayMap) -> Iterator[None]:
        self._given, self._fresh = given, False
        try:
            yield
        except GraphError as error:
            own = {one.name.removesuffix(":0"): path for path, one in self.handles.items()}
            error.use_names(own)
            raise

    def _feeds(self, feed: ArrayMap | None) -> dict[str, npt.ArrayLike]:
        feeds = dict(self._standing)
        variables = {}
        for path, value in (feed or {}).items():
            info = self.info(path)
            array = _typed(path, value, info.dtype)
            if self._is_variable(path):
                variables[info.variable] = array
            else:
                feeds[self._globals.in_graph(path).name] = array
        if variables:
            self.set_variables(variables)
        return feeds


def _typed(path: str, value: npt.ArrayLike, dtype: str) -> npt.NDArray[Any]:
    """Return `value` as a global's dtype; fail the check if that is no type of numbers."""
    if dtype and dtype not in DTYPES:
        raise CheckFailed(f"`{path}` has dtype {dtype}, which takes no numbers of the lessons")
    array = np.asarray(value)
    with np.errstate(all="ignore"):  # an unusual dtype is the student's choice: it may cut values
        return array.astype(dtype) if dtype else array
