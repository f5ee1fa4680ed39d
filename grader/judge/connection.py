"""The judge's end of the executor: requests out, arrays in."""

import contextlib
import os
import re
from collections.abc import Mapping, Sequence
from typing import Any, Protocol, TypeVar, cast

import numpy as np
import numpy.typing as npt

from grader.execute import protocol as p
from grader.execute.again import Sent
from grader.foundation import wire
from grader.foundation.dumps import without_dumps
from grader.judge.checks import CheckFailed
from grader.judge.margins import current

# No answer of the lessons is as large; a check may copy it several times.
MOST_BYTES = 64 << 20
_UNFED = re.compile(r"must feed a value for placeholder tensor '([^']+)'")
# What nobody gave a name to, such as an array that an eager script used once.
_AUTOMATIC = re.compile(r"(^|/)(Const|Placeholder)(_\d+)?$")
_UNNAMED = (
    "your graph needs more than it is given here: a value that none of your names holds in the end,"
    " such as that of an earlier batch"
)

# Of one run: what is fetched, what is run for its effect, what is fed.
What = tuple[tuple[str, ...], tuple[str, ...], Mapping[str, npt.ArrayLike]]
A = TypeVar("A", bound=p.Answer)


class ExecutorLost(Exception):
    """The executor ended before it answered; the supervisor knows why."""


class GraphRejected(Exception):
    """The graph is not allowed to run."""

    def __init__(self, rejection: p.Rejection) -> None:
        super().__init__(rejection.reason)
        self.rejection = rejection


class GraphError(CheckFailed):
    """The student's graph raised when it was run on the judge's inputs."""

    def __init__(self, fault: p.GraphFault) -> None:
        super().__init__(f"running your graph failed: {without_dumps(fault.message)}")
        self.fault = fault

    def use_names(self, names: Mapping[str, str]) -> None:
        """Say it with the script's own names of tensors and operations, by TensorFlow's names."""
        self.message = f"running your graph failed: {without_dumps(self.fault.message, names)}"
        if found := _UNFED.search(self.fault.message):
            own = names.get(found[1], found[1])
            self.message = f"your graph needs a value for `{own}` here, and is given none"
            if _AUTOMATIC.search(own):
                self.message = _UNNAMED
        self.args = (self.message,)


class Transport(Protocol):
    """Anything that answers executor requests; tests replace it."""

    def ask(self, request: p.Request) -> p.Answer:
        """Return the answer to one request; raise ExecutorLost if none can come."""


class PipeTransport:
    """An executor child at the other end of two pipes."""

    def __init__(self, request_fd: int, answer_fd: int) -> None:
        self._request_fd = request_fd
        self._answer_fd = answer_fd

    def ask(self, request: p.Request) -> p.Answer:
        """Send a request and wait for its answer."""
        try:
            wire.write_frame(self._request_fd, wire.encode(request))
            payload = wire.read_frame(self._answer_fd, p.ANSWER_LIMIT)
        except (OSError, wire.WireError) as error:
            raise ExecutorLost(str(error)) from error
        if payload is None:
            raise ExecutorLost("the executor closed its end")
        return wire.decode(payload, p.Answer)  # type: ignore[arg-type]

    def close(self) -> None:
        """Close both ends, which ends the executor."""
        os.close(self._request_fd)
        os.close(self._answer_fd)


class Connection:
    """Typed calls over a transport. Raises GraphError for what the student's graph raised."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._sent = Sent()
        self._told: dict[p.Request, p.Answer] = {}
        self._held: list[p.Step] = []  # goes with the run that comes next

    def load(self, graphs: tuple[p.GraphSource, ...], threads: int = 1) -> tuple[str, ...]:
        """Vet and import graphs; raise GraphRejected for the first that is not allowed.

        Return the operation types that were cut out, since nothing that is looked up needs them.
        """
        answer = self._ask(p.Load(graphs, threads), p.Loaded)
        if answer.rejection is not None:
            raise GraphRejected(answer.rejection)
        return answer.left_out

    def describe(self, graph: int, names: tuple[str, ...]) -> dict[str, p.NodeInfo]:
        """Return what is known of the nodes or tensors; unknown names are left out."""
        return self._question(p.Describe(graph, names), p.Described).nodes

    def related(self, graph: int, name: str) -> p.Related:
        """Return a node's ancestors and the variables that running it writes."""
        return self._question(p.Ancestry(graph, name), p.Related)

    def influences(self, graph: int, name: str, fed: tuple[str, ...]) -> p.Influenced:
        """Return what decides a node, and what it writes, where `fed` is given."""
        return self._question(p.Influences(graph, name, fed), p.Influenced)

    def changing(self, graph: int) -> tuple[str, ...]:
        """Return the variables that some operation changes; an initializer does not."""
        return self._question(p.Changing(graph), p.Changed).variables

    def outline(self, graph: int) -> tuple[p.OutlineNode, ...]:
        """Return every node of the graph, in the order of creation."""
        return self._ask(p.Outline(graph), p.Outlined).nodes

    def reopen(self, graph: int) -> None:
        """Begin a new session, in which no variable has a value."""
        with contextlib.suppress(GraphError):  # nothing of it would be left
            self._hand_over()
        self._held = [p.Reopen(graph)]

    def initialise(self, graph: int) -> None:
        """Run all initializers."""
        self._held.append(p.Initialise(graph))

    def assign(self, graph: int, values: Mapping[str, npt.ArrayLike]) -> None:
        """Set variables by operation name, before whatever is asked next, which may fail for it."""
        new, again = self._sent.split(graph, _packed(values))
        self._held.append(p.Assign(graph, new, again))

    def run(
        self,
        graph: int,
        fetches: tuple[str, ...],
        targets: tuple[str, ...],
        feeds: Mapping[str, npt.ArrayLike],
        times: int,
        anew: bool = False,
    ) -> dict[str, npt.NDArray[Any]]:
        """Return fetched arrays by name; anew: initialised before each of the `times`."""
        new, again = self._sent.split(graph, _packed(feeds))
        request = p.RunGraph(graph, fetches, targets, new, times, anew, again)
        return _unpacked(self._steps((request,))[0])

    def run_several(
        self, graph: int, runs: Sequence[What]
    ) -> tuple[dict[str, npt.NDArray[Any]], ...]:
        """Do several runs, one after the other, in one request; return the arrays of each."""
        requests = []
        for fetches, targets, feeds in runs:
            new, again = self._sent.split(graph, _packed(feeds))
            requests.append(p.RunGraph(graph, fetches, targets, new, again=again))
        return tuple(map(_unpacked, self._steps(tuple(requests))))

    def restore(
        self,
        graph: int,
        restore_op: str,
        values: Mapping[str, npt.ArrayLike],
        feeds: Mapping[str, npt.ArrayLike] | None = None,
    ) -> None:
        """Run a restore operation on a checkpoint that holds `values`."""
        others = _packed(feeds or {})
        self._ask(p.RestoreFrom(graph, restore_op, _packed(values), others), p.Arrays)

    def saved(self, graph: int, save_tensor: str) -> dict[str, npt.NDArray[Any]]:
        """Return what a saver would write, by name in the checkpoint."""
        return _unpacked(self._ask(p.SavedBy(graph, save_tensor), p.Arrays))

    def _question(self, request: p.Request, kind: type[A]) -> A:
        """Return what is known of a graph, which is the same whenever it is asked."""
        if request not in self._told:
            self._told[request] = self._ask(request, kind)
        return cast(A, self._told[request])

    def _steps(self, runs: tuple[p.RunGraph, ...]) -> tuple[p.Arrays, ...]:
        """Do these runs in one request, after what they are to find in variables."""
        held, self._held = self._held, []
        steps = (*held, *runs)
        if len(steps) == 1:
            return (self._ask(runs[0], p.Arrays),)
        answers = self._ask(p.Several(steps), p.Answers).answers
        if len(answers) != len(steps):
            raise ExecutorLost(f"answered {len(answers)} of {len(steps)} requests")
        return answers[len(held) :]

    def _hand_over(self) -> None:
        """Have done what was to be done before a run."""
        held, self._held = self._held, []
        if held:
            self._ask(p.Several(tuple(held)), p.Answers)

    def _ask(self, request: p.Request, kind: type[A]) -> A:
        self._hand_over()
        answer = self._transport.ask(request)
        if isinstance(answer, p.GraphFault):
            raise GraphError(answer)
        if not isinstance(answer, kind):
            raise ExecutorLost(f"answered {type(answer).__name__} to {type(request).__name__}")
        return answer


def _packed(values: Mapping[str, npt.ArrayLike]) -> dict[str, wire.Array]:
    if (measure := current()) is not None:
        measure.used(values.values())
    return {name: wire.pack(value) for name, value in values.items()}


def _unpacked(answer: p.Arrays) -> dict[str, npt.NDArray[np.generic]]:
    for name, array in answer.values.items():
        if len(array.data) > MOST_BYTES:
            raise CheckFailed(f"{name!r} gives {len(array.data):,} bytes of numbers: too many")
    return {name: wire.unpack(array) for name, array in answer.values.items()}
