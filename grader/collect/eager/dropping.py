"""Dropout in a Keras model: the share that is kept, and what the model gives with it and without.

A model drops units in training and none otherwise. So what it gives is what it gives in training
where less than 1 is to be kept, and what it gives without training where 1 is.
"""

import contextlib
from collections.abc import Iterator
from typing import Any

import numpy as np

from grader.collect.claims import Handle
from grader.collect.eager.emitter import Emitter
from grader.collect.eager.graphdef import TooLong, long, short
from grader.collect.eager.handles import GraphNames
from grader.collect.eager.models import trace_training
from grader.collect.eager.shares import Shares
from grader.collect.eager.standing import Standing
from grader.collect.eager.tape import Tape
from grader.foundation.roles import ModelRoles

_WHERE = "`model`"


class Dropping:
    """Finds what stands for the share that is kept, and for what comes out of the network."""

    def __init__(
        self, tf: Any, tape: Tape, emitter: Emitter, roles: ModelRoles, shares: Shares
    ) -> None:
        self._tf, self._tape, self._emitter = tf, tape, emitter
        self._roles, self._shares = roles, shares

    def handles(self, shown: GraphNames, standing: Standing, start: int) -> list[Handle]:
        """Return the handles of both where the script's own names do not stand for them.

        start: how many nodes the graph had before its model stood for anything. Raises whatever the
        script's own model does when it is called again.
        """
        path, keep = self._roles.outputs[-1], self._roles.keep
        held = {one.path: one for one in shown.handles if one.graph == shown.graph}
        called = standing.called
        given = set(self._given_by(standing.model))
        if called and path in held and not self._is_result(held[path], {called[2], *given}):
            called = None  # this is what the script computed, from what its model gave or without
        if called is not None:
            kit = self._tf, self._tape, self._emitter
            with self._shares.traced(standing.model):
                trained = trace_training(*kit, standing.model, *called[:2])
        elif path in held:
            trained = held[path].name
        else:
            return []
        share = self._share(shown, held.get(keep), self._behind(trained))
        found = [share] if share and share != held.get(keep) else []
        if called is not None:
            name = self._result(share, trained, called[2], start)
            found.append(Handle(path, "tensor", shown.graph, name, where=_WHERE))
        return found

    def _is_result(self, handle: Handle, mine: set[str]) -> bool:
        """Say whether a tensor is one of these, or what moves seeds on with one."""
        return handle.name in mine or self._source(handle.name) in mine

    def _source(self, tensor: str) -> str:
        """Return the tensor that comes out of another unchanged."""
        made = next(
            one for one in self._emitter.graph.definition.node if one.name == tensor.split(":")[0]
        )
        return long(made.input[0]) if made.op == "Identity" else tensor

    def _given_by(self, model: Any) -> Iterator[str]:
        """Yield what the script's calls of a model gave, which is written: it may be printed."""
        for ref, other, _ in self._shares.results:
            if other is model:
                with contextlib.suppress(TooLong):
                    yield self._emitter.tensor(ref)
        for tensor, other, _ in self._shares.inside:
            if other is model and (name := self._emitter.within(tensor)):
                yield self._source(name)

    def _behind(self, tensor: str) -> set[str]:
        return self._emitter.graph.behind(tensor.split(":")[0])

    def _share(self, shown: GraphNames, own: Handle | None, behind: set[str]) -> Handle | None:
        """Return what decides how much is kept; what the script calls so if nothing does.

        own: what it calls so, if that is a tensor. A layer's rate that is the same number counts
        for it: Keras takes numbers.
        """
        keep = self._roles.keep
        value: Any = shown.names.get(keep)
        if own and own.name.split(":")[0] in behind:
            return own
        for ref, number in self._shares.all():
            name = self._emitter.input(ref, np.asarray(number))
            alike = own is None or value is None or np.allclose(value, number)
            if alike and name.split(":")[0] in behind:
                return Handle(keep, "tensor", shown.graph, name, where=_WHERE)
        if own or isinstance(value, int | float):
            return own
        unused = self._emitter.graph.placeholder(np.float32(1), "unused", 0)
        return Handle(keep, "tensor", shown.graph, f"{unused.name}:0", where=_WHERE)

    def _result(self, share: Handle | None, trained: str, tested: str, start: int) -> str:
        """Return what a model gives, in training or not as the share says."""
        graph, name = self._emitter.graph, trained
        if share and share.name.split(":")[0] in self._behind(trained):
            given = share.name
            if share.kind == "variable":
                read = graph.node("ReadVariableOp", "kept/read", 0)
                read.input.append(given)
                graph.set_attributes(read, {"dtype": self._tf.float32})
                given = read.name
            less = graph.node("Less", "kept/less", 0)
            one = graph.constant(np.float32(1), "kept/all", 0)
            less.input.extend((short(given), one.name))
            chosen = graph.node("SelectV2", "kept", 0)
            chosen.input.extend((less.name, short(trained), short(tested)))
            for made in (less, chosen):
                graph.set_attributes(made, {"T": self._tf.float32})
            name = f"{chosen.name}:0"
        return self._emitter.moving_on(name, graph.moving(start), self._tf.float32, 0)
