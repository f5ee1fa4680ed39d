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

# name: (x86_64, aarch64); None where the architecture has no such call.
_CALLS: dict[str, tuple[int | None, int | None]] = {
    "read": (0, 63), "write": (1, 64), "close": (3, 57), "stat": (4, None),
    "fstat": (5, 80), "lstat": (6, None), "poll": (7, None), "lseek": (8, 62), "mmap": (9, 222),
    "mprotect": (10, 226), "munmap": (11, 215), "brk": (12, 214), "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135), "rt_sigreturn": (15, 139), "pread64": (17, 67),
    "pwrite64": (18, 68), "readv": (19, 65), "writev": (20, 66), "access": (21, None),
    "pipe": (22, None), "select": (23, None), "sched_yield": (24, 124), "mremap": (25, 216),
    "madvise": (28, 233), "dup": (32, 23), "dup2": (33, None), "nanosleep": (35, 101),
    "getpid": (39, 172), "exit": (60, 93), "uname": (63, 160), "fsync": (74, 82),
    "fdatasync": (75, 83), "ftruncate": (77, 46), "getdents": (78, None), "getcwd": (79, 17),
    "chdir": (80, 49), "rename": (82, None), "mkdir": (83, None), "rmdir": (84, None),
    "unlink": (87, None), "readlink": (89, None), "umask": (95, 166), "gettimeofday": (96, 169),
    "getrlimit": (97, 163), "getrusage": (98, 165), "sysinfo": (99, 179), "times": (100, 153),
    "getuid": (102, 174), "getgid": (104, 176), "geteuid": (107, 175), "getegid": (108, 177),
    "getppid": (110, 173), "sigaltstack": (131, 132), "arch_prctl": (158, None),
    "gettid": (186, 178), "time": (201, None), "futex": (202, 98), "sched_getaffinity": (204, 123),
    "epoll_create": (213, None), "getdents64": (217, 61), "set_tid_address": (218, 96),
    "restart_syscall": (219, 128), "fadvise64": (221, 223), "clock_gettime": (228, 113),
    "clock_getres": (229, 114), "clock_nanosleep": (230, 115), "exit_group": (231, 94),
    "epoll_wait": (232, None), "epoll_ctl": (233, 21), "mkdirat": (258, 34),
    "newfstatat": (262, 79), "unlinkat": (263, 35), "renameat": (264, 38), "readlinkat": (267, 78),
    "faccessat": (269, 48), "pselect6": (270, 72), "ppoll": (271, 73), "set_robust_list": (273, 99),
    "get_robust_list": (274, 100), "fallocate": (285, 47), "eventfd2": (290, 19),
    "epoll_create1": (291, 20), "dup3": (292, 24), "pipe2": (293, 59), "getcpu": (309, 168),
    "renameat2": (316, 276), "getrandom": (318, 278), "copy_file_range": (326, 285),
    "statx": (332, 291), "rseq": (334, 293), "epoll_pwait": (281, 22), "faccessat2": (439, 439),
    "close_range": (436, 436), "membarrier": (324, 283), "sched_getparam": (143, 121),
    "sched_getscheduler": (145, 120), "sched_get_priority_max": (146, 125),
    "sched_get_priority_min": (147, 126), "getpriority": (140, 141), "getgroups": (115, 158),
    "getresuid": (118, 148), "getresgid": (120, 150), "getpgrp": (111, None), "getsid": (124, 156),
    "getpgid": (121, 155), "alarm": (37, None), "setitimer": (38, 103), "getitimer": (36, 102),
    "pause": (34, None), "rt_sigsuspend": (130, 133), "rt_sigpending": (127, 136),
    "rt_sigtimedwait": (128, 137), "get_mempolicy": (239, 236), "mincore": (27, 232),
    "statfs": (137, 43), "fstatfs": (138, 44), "fchdir": (81, 50),
    "msync": (26, 227), "mlock": (149, 228), "munlock": (150, 229),
}  # fmt: skip
# Answered with success and not carried out: libraries call them and go on.
_IGNORED: dict[str, tuple[int | None, int | None]] = {
    "chmod": (90, None), "fchmod": (91, 52), "fchmodat": (268, 53), "chown": (92, None),
    "fchown": (93, 55), "utime": (132, None), "utimes": (235, None), "utimensat": (280, 88),
    "flock": (73, 32), "sched_setaffinity": (203, 122),
}  # fmt: skip
_CLONE = (56, 220)
_CLONE3 = (435, 435)
_OWN_PROCESS = {"kill": (62, 129), "tgkill": (234, 131), "prlimit64": (302, 261)}
_OPEN: dict[str, tuple[tuple[int | None, int | None], int]] = {
    "open": ((2, None), 1),  # and which argument holds the flags
    "openat": ((257, 56), 2),
}
_FCNTL = (72, 25)
_IOCTL = (16, 29)
_PRCTL = (157, 167)
# F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_GETLK, F_SETLK, F_SETLKW, F_OFD_GETLK, F_OFD_SETLK,
# F_OFD_SETLKW, F_DUPFD_CLOEXEC, F_GETPIPE_SZ: nothing that signals, leases or seals.
_FCNTL_ALLOWED = (0, 1, 2, 3, 4, 5, 6, 7, 36, 37, 38, 1030, 1032)
# TCGETS, TIOCGWINSZ, FIONREAD, FIONBIO, FIOCLEX
_IOCTL_ALLOWED = (0x5401, 0x5413, 0x541B, 0x5421, 0x5451)
_PRCTL_ALLOWED = (15, 16, 23)  # PR_SET_NAME, PR_GET_NAME, PR_CAPBSET_READ
_CLONE_THREAD = 0x00010000
_CLONE_NAMESPACES = 0x7E020000
_O_TMPFILE, _O_TRUNC, _O_WRITING = 0x00400000, 0x00000200, 0x00000003
_PID_TO_COME = 0x7FFFFFFE  # larger than any process number
_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16
_X32_BIT = 0x40000000
_LIBC = ctypes.CDLL(None, use_errno=True)


def supported() -> bool:
    """Say whether this machine's architecture has a table here."""
    return platform.machine() in _MACHINES and os.name == "posix"


def program(machine: str) -> bytes:
    """Return the BPF instructions for a machine ("x86_64", "aarch64"), for `enforce`."""
    column, audit = _MACHINES[machine]
    refuse = _return(_ERRNO | errno.EPERM)
    code = [
        _load(_ARCHITECTURE),
        _jump(_EQUAL, audit, 1, 0),
        _return(_KILL),
        _load(_NUMBER),
    ]
    if machine == "x86_64":
        code += [_jump(_AT_LEAST, _X32_BIT, 0, 1), _return(_KILL)]
    code += _table([pair[column] for pair in _CALLS.values()], _ALLOW)
    code += _table([pair[column] for pair in _IGNORED.values()], _ERRNO)
    code += [_jump(_EQUAL, _CLONE3[column], 0, 1), _return(_ERRNO | errno.ENOSYS)]
    for pair, argument in _OPEN.values():
        # No nameless files, which no one could count. No truncating without opening for writing:
        # before its version 3, Landlock would take that for reading.
        flags = [
            _jump(_ANY_BIT, _O_TMPFILE, 0, 1), refuse,
            _jump(_ANY_BIT, _O_TRUNC, 1, 0), _return(_ALLOW),
            _jump(_ANY_BIT, _O_WRITING, 0, 1), _return(_ALLOW),
        ]  # fmt: skip
        code += _argument(pair[column], argument, flags)
    thread = [
        _jump(_ANY_BIT, _CLONE_NAMESPACES, 0, 1), refuse,
        _jump(_ANY_BIT, _CLONE_THREAD, 0, 1), _return(_ALLOW),
    ]  # fmt: skip
    code += _argument(_CLONE[column], 0, thread)
    own = [_own_pid(_PID_TO_COME), _jump(_EQUAL, 0, 0, 1), _return(_ALLOW)]
    for pair in _OWN_PROCESS.values():
        code += _argument(pair[column], 0, own)
    code += _argument(_FCNTL[column], 1, _choices(_FCNTL_ALLOWED))
    code += _argument(_IOCTL[column], 1, _choices(_IOCTL_ALLOWED))
    code += _argument(_PRCTL[column], 0, _choices(_PRCTL_ALLOWED))
    return b"".join([*code, refuse])


def enforce(instructions: bytes) -> None:
    """Bind this process to a `program`; raise OSError if the kernel refuses."""
    instructions = instructions.replace(_own_pid(_PID_TO_COME), _own_pid(os.getpid()))
    buffer = ctypes.create_string_buffer(instructions, len(instructions))
    header = struct.pack("HxxxxxxP", len(instructions) // 8, ctypes.addressof(buffer))
    pr_set_seccomp, mode_filter = 22, 2
    if _LIBC.prctl(pr_set_seccomp, mode_filter, ctypes.create_string_buffer(header), 0, 0) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"seccomp: {os.strerror(number)}")


# -- assembling ----------------------------------------------------------------------------------


def _load(offset: int) -> bytes:
    return struct.pack("HBBI", _LOAD, 0, 0, offset)


def _jump(kind: int, value: int, if_true: int, if_false: int) -> bytes:
    return struct.pack("HBBI", kind, if_true, if_false, value)


def _own_pid(pid: int) -> bytes:
    return _jump(_EQUAL, pid, 1, 0)


def _return(value: int) -> bytes:
    return struct.pack("HBBI", _RETURN, 0, 0, value)


def _table(numbers: list[int | None], answer: int) -> list[bytes]:
    """Return `answer` for each of the call numbers; go on otherwise."""
    code: list[bytes] = []
    for number in sorted(number for number in numbers if number is not None):
        code += [_jump(_EQUAL, number, 0, 1), _return(answer)]
    return code


def _choices(values: tuple[int, ...]) -> list[bytes]:
    return _table(list(values), _ALLOW)


def _argument(number: int | None, index: int, body: list[bytes]) -> list[bytes]:
    """Run `body` on the low half of argument `index` of call `number`; EPERM at its end.

    The low half is what the kernel looks at: process numbers, flags and commands are ints.
    """
    if number is None:
        return []
    block = [_load(_ARGUMENTS + 8 * index), *body, _return(_ERRNO | errno.EPERM)]
    return [_jump(_EQUAL, number, 0, len(block)), *block]
