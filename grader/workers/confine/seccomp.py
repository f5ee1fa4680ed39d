"""A seccomp filter: the system calls that computing needs, and no others.

The default answer is EPERM, so that a library which merely asks gets an error and goes on. The
filter is classic BPF, built here from tables of numbers for x86_64 and aarch64; see seccomp(2).
It needs NO_NEW_PRIVS and no other privilege.
"""

import ctypes
import errno
import os
import platform
import struct
import sys
from collections.abc import Iterable

from grader.workers.confine import calls
from grader.workers.confine.libc import last_error, libc

_CLONE_THREAD = 0x00010000
_CLONE_NAMESPACES = 0x7E020000
_O_TMPFILE, _O_TRUNC, _O_WRITING = 0x00400000, 0x00000200, 0x00000003
_PID_TO_COME = 0x7FFFFFFE  # larger than any process number
_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _AND, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x54, 0x06
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16
_X32_BIT = 0x40000000


def supported() -> bool:
    """Say whether this machine's architecture has a table here."""
    return platform.machine() in _MACHINES and sys.platform == "linux"


def program(machine: str) -> bytes:
    """Return the BPF instructions for a machine ("x86_64", "aarch64"), for `enforce`."""
    column, audit = _MACHINES[machine]
    code = [
        _load(_ARCHITECTURE),
        _jump(_EQUAL, audit, 1, 0),
        _return(_KILL),
        _load(_NUMBER),
    ]
    if machine == "x86_64":
        code += [_jump(_AT_LEAST, _X32_BIT, 0, 1), _return(_KILL)]
    code += _argument(calls.FUTEX[column], 1, _futex())  # first, as it is called most
    code += _table([pair[column] for pair in calls.CALLS.values()], _ALLOW)
    code += _table([pair[column] for pair in calls.IGNORED.values()], _ERRNO)
    code += _table([calls.CLONE3[column]], _ERRNO | errno.ENOSYS)
    code += _table([calls.FALLOCATE[column]], _ERRNO | errno.EOPNOTSUPP)
    for pair, argument in calls.OPEN.values():
        code += _argument(pair[column], argument, _open())
    code += _argument(calls.CLONE[column], 0, _clone())
    for pair in calls.OWN_PROCESS.values():
        code += _argument(pair[column], 0, _own())
    for pair, answer in calls.ABOUT_THREADS.values():
        code += _argument(pair[column], 0, _own(), answer)
    priority = [_jump(_EQUAL, 0, 1, 0), _refuse(), _load(_ARGUMENTS + 8), *_own()]
    code += _argument(calls.GETPRIORITY[column], 0, priority)
    for pair in calls.CLOCKS.values():
        code += _argument(pair[column], 0, _clock())
    locks = [*_table(calls.FCNTL_ALLOWED, _ALLOW), *_table(calls.FCNTL_IGNORED, _ERRNO)]
    code += _argument(calls.FCNTL[column], 1, locks)
    for pair, argument, values in calls.CHOICES.values():
        code += _argument(pair[column], argument, _table(values, _ALLOW))
    return b"".join([*code, _refuse()])


def _futex() -> list[bytes]:
    """Allow futexes of this process's own memory; see `calls.FUTEX_PRIVATE`."""
    shared = [_and(calls.FUTEX_COMMAND), *_table(calls.FUTEX_WAITS, _ERRNO | errno.EAGAIN)]
    return [_jump(_ANY_BIT, calls.FUTEX_PRIVATE, 0, 1), _return(_ALLOW), *shared]


def _open() -> list[bytes]:
    """Allow no nameless files, which no one could count, and no truncating while reading.

    Before its version 3, Landlock would take the latter for reading.
    """
    return [
        _jump(_ANY_BIT, _O_TMPFILE, 0, 1), _refuse(),
        _jump(_ANY_BIT, _O_TRUNC, 1, 0), _return(_ALLOW),
        _jump(_ANY_BIT, _O_WRITING, 0, 1), _return(_ALLOW),
    ]  # fmt: skip


def _clone() -> list[bytes]:
    """Allow threads, no processes and no namespaces."""
    return [
        _jump(_ANY_BIT, _CLONE_NAMESPACES, 0, 1), _refuse(),
        _jump(_ANY_BIT, _CLONE_THREAD, 0, 1), _return(_ALLOW),
    ]  # fmt: skip


def _own() -> list[bytes]:
    return [_own_pid(_PID_TO_COME), _jump(_EQUAL, 0, 0, 1), _return(_ALLOW)]


def _clock() -> list[bytes]:
    return [
        _jump(_AT_LEAST, calls.CLOCK_OWN, 1, 0),
        _jump(_AT_LEAST, calls.CLOCK_COMMON, 1, 0),
        _return(_ALLOW),
    ]


def enforce(instructions: bytes) -> None:
    """Bind this process to a `program`; raise OSError if the kernel refuses."""
    instructions = instructions.replace(_own_pid(_PID_TO_COME), _own_pid(os.getpid()))
    buffer = ctypes.create_string_buffer(instructions, len(instructions))
    header = struct.pack("HxxxxxxP", len(instructions) // 8, ctypes.addressof(buffer))
    pr_set_seccomp, mode_filter = 22, 2
    if libc().prctl(pr_set_seccomp, mode_filter, ctypes.create_string_buffer(header), 0, 0) != 0:
        raise last_error("seccomp")


# -- assembling ----------------------------------------------------------------------------------


def _load(offset: int) -> bytes:
    return struct.pack("HBBI", _LOAD, 0, 0, offset)


def _jump(kind: int, value: int, if_true: int, if_false: int) -> bytes:
    return struct.pack("HBBI", kind, if_true, if_false, value)


def _own_pid(pid: int) -> bytes:
    return _jump(_EQUAL, pid, 1, 0)


def _return(value: int) -> bytes:
    return struct.pack("HBBI", _RETURN, 0, 0, value)


def _refuse() -> bytes:
    return _return(_ERRNO | errno.EPERM)


def _and(mask: int) -> bytes:
    return struct.pack("HBBI", _AND, 0, 0, mask)


def _table(numbers: Iterable[int | None], answer: int) -> list[bytes]:
    """Return `answer` for each of the numbers; go on otherwise."""
    code: list[bytes] = []
    for number in sorted(number for number in numbers if number is not None):
        code += [_jump(_EQUAL, number, 0, 1), _return(answer)]
    return code


def _argument(
    number: int | None, index: int, body: list[bytes], otherwise: int = errno.EPERM
) -> list[bytes]:
    """Run `body` on the low half of argument `index` of call `number`; fail at its end.

    The low half is what the kernel looks at: process numbers, flags and commands are ints.
    """
    if number is None:
        return []
    block = [_load(_ARGUMENTS + 8 * index), *body, _return(_ERRNO | otherwise)]
    return [_jump(_EQUAL, number, 0, len(block)), *block]
