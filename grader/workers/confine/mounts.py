"""File systems as one child sees them: read-only but for its folder, and no processes in /proc.

On a read-only mount no access time changes, so that reading a file leaves no trace. The mounts are
the child's own: of root's children without more, of others' in a user namespace, where the kernel
lets an ordinary user have one.
"""

import ctypes
import os
import struct
import sys
from pathlib import Path

from grader.workers.confine.libc import libc

_UNSHARE = {"mounts": 0x00020000, "users": 0x10000000}
_MOUNT_SETATTR, _AT_FDCWD, _AT_RECURSIVE = 442, -100, 0x8000
_READ_ONLY, _PRIVATE, _BIND = 1, 1 << 18, 4096
# The command and its program: TensorFlow ends the process if it cannot read these.
_PROC, OWN_NAME, _PROGRAM = Path("/proc"), Path("/proc/self/cmdline"), Path("/proc/self/exe")


def possible() -> bool:
    """Say whether a child of this process may have mounts of its own; forks to find out.

    The variable GRADE_MASK=mounts says no, to test what happens then.
    """
    if os.environ.get("GRADE_MASK") == "mounts" or not hasattr(os, "fork"):
        return False
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            own(None)
            code = 0
        finally:
            os._exit(code)
    return os.waitpid(pid, 0)[1] == 0


def own(scratch: Path | None) -> None:
    """Give this process mounts of its own: `scratch` to write, all else to read, /proc empty.

    What TensorFlow reads in /proc, command and program, stays. Gives an ordinary user
    capabilities over these mounts, to be dropped afterwards. Raises OSError.
    """
    if sys.platform != "linux":
        raise NotImplementedError
    user, group = os.geteuid(), os.getegid()
    name, program = OWN_NAME.read_bytes(), os.readlink(_PROGRAM)
    if user == 0:
        _checked(libc().unshare(_UNSHARE["mounts"]))
    else:
        _checked(libc().unshare(_UNSHARE["mounts"] | _UNSHARE["users"]))
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    _set("/", on=_READ_ONLY, propagation=_PRIVATE, flags=_AT_RECURSIVE)
    if scratch is not None:
        _mount(str(scratch), str(scratch), "", _BIND, "")
        _set(str(scratch), off=_READ_ONLY)
    _mount("none", str(_PROC), "tmpfs", 0, "size=16k,nr_inodes=8,mode=755")
    OWN_NAME.parent.mkdir()
    OWN_NAME.write_bytes(name)
    _PROGRAM.symlink_to(program)
    _set(str(_PROC), on=_READ_ONLY)


def _mount(source: str, target: str, kind: str, flags: int, options: str) -> None:
    texts = [text.encode() for text in (source, target, kind, options)]
    _checked(libc().mount(texts[0], texts[1], texts[2], ctypes.c_ulong(flags), texts[3]))


def _set(path: str, *, on: int = 0, off: int = 0, propagation: int = 0, flags: int = 0) -> None:
    """Call mount_setattr(2), which Linux has from 5.12 on."""
    attributes = struct.pack("QQQQ", on, off, propagation, 0)
    size = ctypes.c_size_t(len(attributes))
    _checked(libc().syscall(_MOUNT_SETATTR, _AT_FDCWD, path.encode(), flags, attributes, size))


def _checked(result: int) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"mounts: {os.strerror(number)}")
