"""Waiting for a cell that awaits: an event loop that needs no sockets."""

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any


class _Loop(asyncio.SelectorEventLoop):
    """An event loop of one thread; no other thread can wake it, for which a socket is needed."""

    def __init__(self) -> None:
        super().__init__(selectors.SelectSelector())

    def _make_self_pipe(self) -> None:
        """Open no sockets: a child may not have any."""

    def _close_self_pipe(self) -> None:
        """Close nothing, for nothing was opened."""


def wait_for(coroutine: Coroutine[Any, Any, object]) -> None:
    """Run a coroutine to its end."""
    with asyncio.Runner(loop_factory=_Loop) as runner:
        runner.run(coroutine)
