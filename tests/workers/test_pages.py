"""Memory in huge pages holds what it held in small ones, in the parent and in what it forks."""

import os
import sys

import pytest

from grader.workers.pages import gather


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_gathered_memory_keeps_its_contents() -> None:
    """Gathering changes no byte, whether or not the kernel can do it."""
    data = os.urandom(1 << 20) * 16
    copy = bytearray(data)
    gather()
    assert copy == data
    child = os.fork()
    if child == 0:
        copy[0] ^= 255
        os._exit(0 if copy[1:] == data[1:] else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert copy == data
