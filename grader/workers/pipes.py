"""The pipes of children: what they read is written, what they write is kept up to a bound."""

import contextlib
import os
import selectors
import sys
from collections.abc import Callable

from grader.workers.child import Child, Stream

_WIDE = 1 << 20  # what a process without privileges may ask for


def wide_pipe() -> tuple[int, int]:
    """Make a pipe that holds a layer's weights at once, where the system allows it.

    In one of 64 KiB, writer and reader wake each other a dozen times for each layer.
    """
    read, write = os.pipe()
    if sys.platform == "linux":
        import fcntl

        with contextlib.suppress(OSError):  # the user's pipes hold as much as they may
            fcntl.fcntl(write, fcntl.F_SETPIPE_SZ, _WIDE)
    return read, write


class Pipes:
    """Serves the supervisor's ends of all pipes. `kill` is called for a child that says too much.

    Each read end is registered with (child, stream), each write end with the child.
    """

    def __init__(
        self, selector: selectors.BaseSelector, kill: Callable[[Child, str], None]
    ) -> None:
        self._selector = selector
        self._kill = kill

    def reading(self, child: Child, name: str, limit: int, most: int = 0) -> int:
        """Make a pipe of which `limit` bytes are kept and `most` are read; return the child's end.

        A child that writes more than `most`, which is `limit` if it is not given, is killed.
        """
        if sys.platform != "linux":
            raise NotImplementedError
        read, write = wide_pipe() if name == "result" else os.pipe()
        os.set_blocking(read, False)
        stream = Stream(name, read, limit, most or limit)
        child.streams.append(stream)
        self._selector.register(read, selectors.EVENT_READ, (child, stream))
        return write

    def writing(self, child: Child, data: bytes) -> int:
        """Make a pipe into which `data` is written; return the child's end."""
        if sys.platform != "linux":
            raise NotImplementedError
        read, write = os.pipe()
        os.set_blocking(write, False)
        child.to_send, child.request_descriptor = memoryview(data), write
        self._selector.register(write, selectors.EVENT_WRITE, child)
        return read

    def write_some(self, child: Child) -> None:
        """Write what the child's pipe takes just now."""
        if child.request_descriptor is None:
            return  # closed by what was handled just before
        try:
            sent = os.write(child.request_descriptor, child.to_send[: 1 << 20])
            child.to_send = child.to_send[sent:]
        except BlockingIOError:
            return
        except BrokenPipeError:
            child.to_send = memoryview(b"")
        if not child.to_send:
            self._close_request(child)

    def read_some(self, child: Child, stream: Stream) -> bool:
        """Read once; say whether there may be more."""
        if stream.descriptor < 0:
            return False  # closed by what was handled just before
        try:
            data = os.read(stream.descriptor, 1 << 18)
        except BlockingIOError:
            return False
        fits = stream.take(data)
        if not fits:
            self._kill(child, "result" if stream.name == "result" else "output")
        if not data or not fits:
            self._close_stream(stream)
            return False
        return True

    def close(self, child: Child) -> None:
        """Close all pipes of a child."""
        for stream in child.streams:
            self._close_stream(stream)
        self._close_request(child)

    def _close_stream(self, stream: Stream) -> None:
        if stream.descriptor >= 0:
            self._selector.unregister(stream.descriptor)
            os.close(stream.descriptor)
            stream.descriptor = -1

    def _close_request(self, child: Child) -> None:
        if child.request_descriptor is not None:
            self._selector.unregister(child.request_descriptor)
            os.close(child.request_descriptor)
            child.request_descriptor = None
