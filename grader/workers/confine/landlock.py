"""Landlock: this process may read these places, write that one, and touch nothing else.

Raw system calls through ctypes (0.7 ms); see landlock(7). Nothing here needs privileges.
"""

import errno
import os
import struct
import sys
from pathlib import Path

from grader.workers.confine.libc import last_error, libc

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION_FLAG = 1
_PATH_BENEATH = 1

# Access rights, by the ABI version that introduced them.
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_REMOVE_DIR, _REMOVE_FILE, _MAKE_DIR, _MAKE_REG = 1 << 4, 1 << 5, 1 << 7, 1 << 8
_REFER, _TRUNCATE, _IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15
_VERSION_1 = (1 << 13) - 1
_NET_BIND, _NET_CONNECT = 1 << 0, 1 << 1
_SCOPE_ABSTRACT_SOCKET, _SCOPE_SIGNAL = 1 << 0, 1 << 1

READ_FILES = _READ_FILE
WRITE_FILES = _WRITE_FILE
READ_TREE = _READ_FILE | _READ_DIR
# No symbolic links, sockets, pipes or devices are made, even in the scratch folder. _REFER lets a
# file move from one folder there into another, as sharded checkpoints do.
WRITE_TREE = (
    READ_TREE
    | _WRITE_FILE
    | _REMOVE_DIR
    | _REMOVE_FILE
    | _MAKE_DIR
    | _MAKE_REG
    | _TRUNCATE
    | _REFER
)


class LandlockUnavailable(OSError):
    """The kernel has no Landlock, or it is switched off."""


def abi_version() -> int:
    """Return the kernel's Landlock version, 0 if there is none.

    The variable GRADE_MASK=landlock hides it, to test what happens where there is none.
    """
    if sys.platform != "linux" or os.environ.get("GRADE_MASK") == "landlock":
        return 0
    return max(0, int(libc().syscall(_CREATE_RULESET, None, 0, _VERSION_FLAG)))


def rule(descriptor: int, access: int) -> bytes:
    """Return the rule that allows `access` beneath what an O_PATH descriptor refers to."""
    return struct.pack("=Qi", access & _handled(), descriptor)


class Ruleset:
    """What may be done, until `enforce` makes it so for this process and its children.

    A parent opens places and makes their rules once, so that a child has only to add them.
    """

    def __init__(self) -> None:
        version = abi_version()
        if version < 1:
            raise LandlockUnavailable(errno.EOPNOTSUPP, "this kernel offers no Landlock")
        network = _NET_BIND | _NET_CONNECT if version >= 4 else 0
        scoped = _SCOPE_ABSTRACT_SOCKET | _SCOPE_SIGNAL if version >= 6 else 0
        attributes = struct.pack("QQQ", _handled(), network, scoped)
        size = 24 if version >= 6 else 16 if version >= 4 else 8
        self._fd = _checked(libc().syscall(_CREATE_RULESET, attributes, size, 0))

    def add(self, rule: bytes) -> None:
        """Add a rule made by `rule`."""
        _checked(libc().syscall(_ADD_RULE, self._fd, _PATH_BENEATH, rule, 0))

    def allow(self, path: Path, access: int) -> None:
        """Allow `access` beneath `path`, if it exists and can be opened."""
        if sys.platform != "linux":
            raise NotImplementedError
        try:
            descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except (FileNotFoundError, PermissionError):
            return
        try:
            self.add(rule(descriptor, access if path.is_dir() else access & _FILE_RIGHTS))
        finally:
            os.close(descriptor)

    def enforce(self) -> None:
        """Bind this thread and all that it will start; needs NO_NEW_PRIVS."""
        _checked(libc().syscall(_RESTRICT_SELF, self._fd, 0))
        os.close(self._fd)


_FILE_RIGHTS = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL_DEV


def _checked(result: int) -> int:
    if result < 0:
        raise last_error("Landlock")
    return result


def _handled() -> int:
    """Return the access rights that this kernel's Landlock knows: what is not allowed is denied."""
    version = abi_version()
    handled = _VERSION_1
    handled |= _REFER if version >= 2 else 0
    handled |= _TRUNCATE if version >= 3 else 0
    return handled | (_IOCTL_DEV if version >= 5 else 0)
