"""The tape: what a module computes eagerly, as TensorFlow's own callbacks tell it.

A variable cuts the chain: reading it is an end, as it is in TensorFlow 1. So a loop of eight
hundred steps leaves the nodes of its last one.
"""

import re
import weakref
from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np

from grader.collect.eager.checkpoints import MERGE, READ, WRITE, Checkpoints
from grader.collect.eager.effects import CALLS, Effects
from grader.collect.eager.frames import Frames
from grader.collect.eager.measures import Measures
from grader.collect.eager.metrics import Metrics
from grader.collect.eager.nodes import HANDLE, MARK, Leaf, Node, Ref, has_numbers
from grader.collect.eager.steps import Named, Steps
from grader.collect.eager.unrolling import Unroller
from grader.collect.eager.values import Reading, Values
from grader.foundation.wire import DTYPES

UPDATE = "graded_update_"  # what an update of a metric is called in a function, with its number
_ASSIGNED = "AssignVariableOp"
_NUMBER = re.compile(rf"{UPDATE}(\d+)")
_PRINTED = "StringFormat"  # what `tf.print` does with tensors
_COMBINED = ("AddN", "AddV2", "Mul", "Pack", "RealDiv")  # what makes one number of several
_FILES = (WRITE, MERGE, READ)
_TOLD = frozenset({*_COMBINED, *_FILES, _PRINTED})
# The tape's frames, and TensorFlow's that called them, when an operation ran.
_BELOW = 3


class Tape:
    """Records one run of a module; `hooks.recording` gives it what happens.

    inside: returns what names meant in functions that have ended. checkpoints: the files that the
    script wrote and read. measures: the numbers that it computed from data and read. opaque: how
    often an operation that no graph may hold made a value, by its type and the line. arrays: the
    NumPy arrays that the next operation is given as they are.
    """

    def __init__(self, filename: str, inside: Callable[[], dict[str, Any]]) -> None:
        self.frames = Frames(filename)
        self.effects = Effects()
        self.measures = Measures(lambda: self.named(self.frames.names()), self._given)
        self.metrics = Metrics(self.measures, self._held)
        self._unroller = Unroller(self.effects)
        self.values = Values(self.frames, self.ref, self.now, self._measured)
        self.steps = Steps(lambda: self.named(self.frames.names()), lambda: self.named(inside()))
        self.checkpoints = Checkpoints()
        self.opaque: Counter[tuple[str, int]] = Counter()
        self._order = 0
        self._wrote: float = 0  # when a variable was written last
        self.arrays: tuple[Any, ...] = ()
        self._to_numpy: Any = None
        self._kind: Any = type(None)

    def reads_with(self, to_numpy: Any, kind: type) -> None:
        """Take the type of eager tensors, and the function that gives their numbers silently."""
        self._to_numpy, self._kind = to_numpy, kind

    def now(self) -> float:
        """Return the place in time: what ran until now has no later one."""
        return self._order + 0.25

    def _given(self) -> list[Any]:
        step = self.steps.main()
        return [] if step is None else list(step.data.values())

    def _measured(self, ref: Ref, value: Any) -> None:
        self.metrics.read(ref)
        self.measures.note(ref, value, self.now())

    def _held(self, metric: Any) -> tuple[float, float]:
        """Return the two numbers that a metric holds."""
        from tensorflow.python.ops.gen_resource_variable_ops import read_variable_op

        held = metric.total.value, metric.count.value
        total, count = (float(self._to_numpy(read_variable_op(v.handle, v.dtype))) for v in held)
        return total, count

    def known(self, value: Any) -> Ref | None:
        """Return the Ref of a tensor, or of an array that was one, None for anything else."""
        if isinstance(value, np.generic) or type(value) is np.ndarray:
            return self.values.of_array(value)
        return self.ref(value) if isinstance(value, self._kind) and has_numbers(value) else None

    def ref(self, tensor: Any) -> Ref:
        """Return the Ref of an eager tensor; what no recorded operation made is a leaf."""
        found: Ref | None = getattr(tensor, MARK, None)
        return found or self._marked(tensor, self.frames.line())

    def ended(self, held: Named) -> list[Reading]:
        """Return what names hold that was computed and not read: eagerly, it has run."""
        found = []
        for (node, output), array in self.values.unread(held.values()):
            order = node.order + 0.25  # after it, and before what came next
            value = np.array(array)
            found.append(Reading("value", weakref.ref(node), output, value, node.line, order))
            if self.measures.of((node, output)) is None:
                self.measures.note((node, output), value, order, held)
        return found

    def is_tensor(self, value: Any) -> bool:
        """Say whether a value is a tensor, or a variable, that the tape has seen."""
        handle = getattr(value, "handle", None) if hasattr(type(value), "handle") else None
        return isinstance(value, self._kind) or isinstance(handle, self._kind)

    def loaded(self, path: str, name: str, array: Any) -> None:
        """Take an array that Python read from a checkpoint: it is as if TensorFlow had read it."""
        line = self.frames.line()
        if not line or type(array) is not np.ndarray or array.dtype.name not in DTYPES:
            return
        texts = [np.array(path, object), np.array([name], object), np.array([""], object)]
        inputs = tuple((Leaf(text, self._order + 0.5, line), 0) for text in texts)
        self._order += 1
        attrs = ("dtypes", [array.dtype])
        node = Node(READ, inputs, attrs, 1, self._order, line)
        self.checkpoints.opened(node, path, [name], by_hand=True)
        self.values.loaded(array, (node, 0))

    def ran(self, op: Any, inputs: Any, attrs: Any, outputs: Any) -> None:
        """Take an operation that ran."""
        op = op if type(op) is str else op.decode()  # the slow path gives bytes
        line = self.frames.line(_BELOW)
        places = self.effects.of(op, attrs)
        if places is None:
            self._order += 1
            self.opaque[op, line] += 1
            for tensor in outputs:
                setattr(tensor, MARK, (self._leaf(tensor, self._order, line, op), 0))
            return
        # Leaves come before it. Most tensors are known: asking here saves a call for each.
        refs = tuple([getattr(one, MARK, None) or self._input(one, line) for one in inputs])
        self._order += 1
        writes = tuple([refs[at][0] for at in places]) if places else ()
        node = Node(op, refs, attrs, len(outputs), self._order, line, writes)
        for number, tensor in enumerate(outputs):
            setattr(tensor, MARK, (node, number))
        if writes:
            self._wrote_to(node, inputs)
        if op in _TOLD:
            self._tell(node, inputs)

    def _wrote_to(self, node: Node, inputs: Any) -> None:
        """Take an operation that wrote variables, and other things that have a handle."""
        given = self._arguments(node.op, node.inputs, node.attrs, inputs)
        for variable in node.writes:
            if variable.op == HANDLE:
                if self.checkpoints.gave(variable, node):
                    self.steps.first.setdefault(variable, node)  # reading a file is no step
                elif variable in self.metrics.asides:
                    self.steps.first.setdefault(variable, node)
                else:
                    self.steps.written(variable, node, given)
                plain = node.op == _ASSIGNED
                self.steps.holds(variable, inputs[1] if plain else None)
        self._wrote = node.order
        self._updated(node, given)

    def _tell(self, node: Node, inputs: Any) -> None:
        """Tell of files, of numbers that become one, and of what is printed."""
        if node.op in _FILES:
            self._checkpoint(node, inputs)
        elif node.op == _PRINTED:
            for tensor in inputs:
                self.values.read(tensor, self._to_numpy(tensor), node.op, None)
        else:
            self._combined(node, inputs)

    def _combined(self, node: Node, inputs: Any) -> None:
        """Take the numbers that become one, as the accuracies of batches do: each counts as read.

        But not the cost of a step that was done: of that, training loops make a mean.
        """
        for (made, number), tensor in zip(node.inputs, inputs, strict=True):
            computed = made.op == "Mean" or made.op in CALLS or made.op.startswith("__")
            if not computed or made.order <= self._wrote:
                continue
            one_number = tensor.dtype.is_floating and tensor.shape.rank == 0
            if one_number and self.measures.of((made, number)) is None:
                self._measured((made, number), np.asarray(self._to_numpy(tensor)))

    def _updated(self, node: Node, given: Named) -> None:
        """Tell which metrics a write, or a function that was given this, has updated."""
        name = self.effects.called(node.op, node.attrs)
        found = [
            (metric, path)
            for path in (self._unroller.paths(name, UPDATE) if name else ())
            if (number := _NUMBER.search(path[-1]))
            and (metric := self.metrics.numbered(int(number[1])))
        ]
        self.metrics.wrote(node.writes, node.order, {metric.number for metric, _ in found})
        for metric, path in found:
            ref = self._unroller.ref(node, name, path)
            self.metrics.updated(metric, ref, node.order, given)
        if found and self.metrics.asides.issuperset(node.writes):
            self.metrics.asked(node, [metric for metric, _ in found], 0)

    def _checkpoint(self, node: Node, inputs: Any) -> None:
        if node.op == READ:
            self.checkpoints.opened(node, *map(self._to_numpy, inputs[:2]))
        elif node.op == MERGE:
            self.checkpoints.merged(self._to_numpy(inputs[1]))
        else:
            tensors = [self._to_numpy(tensor) for tensor in inputs]
            self.checkpoints.wrote(node, tensors, self.frames.names())

    def _input(self, tensor: Any, line: int) -> Ref:
        """Return the Ref of a tensor that is an operation's input and not known yet."""
        ref = leaf, _ = self._marked(tensor, line)
        for array in self.arrays:
            if array.shape == tensor.shape and np.array_equal(array, leaf.value):
                self.values.given(array, leaf)
        return ref

    def _marked(self, tensor: Any, line: int) -> tuple[Leaf, int]:
        ref = self._leaf(tensor, self._order + 0.5, line), 0
        setattr(tensor, MARK, ref)
        return ref

    def _leaf(self, tensor: Any, order: float, line: int, origin: str = "") -> Leaf:
        value = np.asarray(self._to_numpy(tensor)) if has_numbers(tensor) else None  # no copy
        return Leaf(value, order, line, origin)

    def named(self, names: dict[str, Any]) -> Named:
        """Return which of these names mean tensors and arrays: each with its Ref and its value."""
        found: Named = {}
        for name, value in names.items():
            if ref := self.known(value):
                found[name] = ref, self._numbers(ref, value)
        return found

    def _numbers(self, ref: Ref, value: Any) -> Any:
        """Return a tensor's or an array's numbers, as TensorFlow took them."""
        if isinstance(ref[0], Leaf):
            return ref[0].value
        of_numpy = isinstance(value, np.ndarray | np.generic)
        return np.asarray(value if of_numpy else self._to_numpy(value))

    def _arguments(self, op: str, refs: tuple[Ref, ...], attrs: Any, inputs: Any) -> Named:
        """Return what a function that was called was given, by the names of its arguments."""
        return {
            name: (ref, self._numbers(ref, tensor))
            for name, ref, tensor in zip(
                self.effects.arguments(op, attrs), refs, inputs, strict=False
            )
            if has_numbers(tensor)
        }
