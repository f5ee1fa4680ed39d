"""The system calls of a confined child by name, number and what is asked of their arguments.

Left out are calls that tell one child about another, or about the machine they share: locks,
counters of disks and memory, process numbers, the page cache.
"""

import errno

Numbers = tuple[int | None, int | None]
"""A call's number on x86_64 and on aarch64; None where there is no such call."""

CALLS: dict[str, Numbers] = {
    "read": (0, 63), "write": (1, 64), "close": (3, 57), "stat": (4, None), "fstat": (5, 80),
    "lstat": (6, None), "poll": (7, None), "lseek": (8, 62), "mmap": (9, 222),
    "mprotect": (10, 226), "munmap": (11, 215), "brk": (12, 214), "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135), "rt_sigreturn": (15, 139), "pread64": (17, 67),
    "pwrite64": (18, 68), "readv": (19, 65), "writev": (20, 66), "access": (21, None),
    "select": (23, None), "sched_yield": (24, 124), "mremap": (25, 216), "dup": (32, 23),
    "dup2": (33, None), "nanosleep": (35, 101), "getpid": (39, 172), "exit": (60, 93),
    "uname": (63, 160), "fsync": (74, 82), "fdatasync": (75, 83), "ftruncate": (77, 46),
    "getdents": (78, None), "getcwd": (79, 17), "chdir": (80, 49), "rename": (82, None),
    "mkdir": (83, None), "rmdir": (84, None), "unlink": (87, None), "readlink": (89, None),
    "umask": (95, 166), "gettimeofday": (96, 169), "getrlimit": (97, 163), "times": (100, 153),
    "getuid": (102, 174), "getgid": (104, 176), "geteuid": (107, 175), "getegid": (108, 177),
    "getppid": (110, 173), "sigaltstack": (131, 132), "arch_prctl": (158, None),
    "gettid": (186, 178), "time": (201, None), "epoll_create": (213, None),
    "getdents64": (217, 61), "set_tid_address": (218, 96), "restart_syscall": (219, 128),
    "exit_group": (231, 94), "epoll_wait": (232, None), "epoll_ctl": (233, 21),
    "mkdirat": (258, 34), "newfstatat": (262, 79), "unlinkat": (263, 35), "renameat": (264, 38),
    "readlinkat": (267, 78), "faccessat": (269, 48), "pselect6": (270, 72), "ppoll": (271, 73),
    "set_robust_list": (273, 99), "eventfd2": (290, 19), "epoll_create1": (291, 20),
    "dup3": (292, 24), "getcpu": (309, 168), "renameat2": (316, 276), "getrandom": (318, 278),
    "copy_file_range": (326, 285), "statx": (332, 291), "rseq": (334, 293),
    "epoll_pwait": (281, 22), "faccessat2": (439, 439), "close_range": (436, 436),
    "sched_get_priority_max": (146, 125), "sched_get_priority_min": (147, 126),
    "getgroups": (115, 158), "getresuid": (118, 148), "getresgid": (120, 150),
    "getpgrp": (111, None), "alarm": (37, None), "setitimer": (38, 103), "getitimer": (36, 102),
    "pause": (34, None), "rt_sigsuspend": (130, 133), "rt_sigpending": (127, 136),
    "rt_sigtimedwait": (128, 137), "fchdir": (81, 50), "msync": (26, 227), "mlock": (149, 228),
    "munlock": (150, 229),
}  # fmt: skip
# Answered with success and not carried out: libraries call them and go on.
IGNORED: dict[str, Numbers] = {
    "chmod": (90, None), "fchmod": (91, 52), "fchmodat": (268, 53), "chown": (92, None),
    "fchown": (93, 55), "utime": (132, None), "utimes": (235, None), "utimensat": (280, 88),
    "flock": (73, 32), "sched_setaffinity": (203, 122), "fadvise64": (221, 223),
}  # fmt: skip
# Allowed where the first argument is this process, by its number or by 0.
OWN_PROCESS: dict[str, Numbers] = {
    "kill": (62, 129), "tgkill": (234, 131), "prlimit64": (302, 261), "getsid": (124, 156),
    "getpgid": (121, 155), "get_robust_list": (274, 100),
}  # fmt: skip
# The same, but libraries ask about their threads, which cannot be told from other processes. They
# hear that there is no such call, or that the scheduler is the usual one, as it always is.
ABOUT_THREADS: dict[str, tuple[Numbers, int]] = {
    "sched_getaffinity": ((204, 123), errno.ENOSYS),
    "sched_getscheduler": ((145, 120), 0),
    "sched_getparam": ((143, 121), 0),
}
GETPRIORITY = (140, 141)
# A clock may be that of another process's processor time.
CLOCKS: dict[str, Numbers] = {
    "clock_gettime": (228, 113), "clock_getres": (229, 114), "clock_nanosleep": (230, 115),
}  # fmt: skip
CLOCK_COMMON = 16  # clocks below are the machine's or the caller's own
CLOCK_OWN = 0xFFFFFFF8  # and from here on: the caller's, as clock_getcpuclockid(3) names it
CLONE = (56, 220)
CLONE3 = (435, 435)
# Space that is set aside beyond the end of a file passes the limit of its size; what asks for it
# writes instead.
FALLOCATE = (285, 47)
FUTEX = (202, 98)
# Without the flag a futex is looked up by the file that is mapped, which others map as well.
# FUTEX_WAIT and FUTEX_WAIT_BITSET are what joining a thread calls: it is told to look again.
FUTEX_PRIVATE, FUTEX_COMMAND, FUTEX_WAITS = 128, 0x7F, (0, 9)
OPEN: dict[str, tuple[Numbers, int]] = {
    "open": ((2, None), 1),  # and which argument holds the flags
    "openat": ((257, 56), 2),
}
FCNTL = (72, 25)
# F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_GETLK, F_OFD_GETLK, F_DUPFD_CLOEXEC: nothing that
# signals, leases or seals.
FCNTL_ALLOWED = (0, 1, 2, 3, 4, 5, 36, 1030)
# F_SETLK, F_SETLKW, F_OFD_SETLK, F_OFD_SETLKW: no lock is set, so that asking finds none.
FCNTL_IGNORED = (6, 7, 37, 38)
# Which values one argument may have, by call: what, numbers, index, values.
CHOICES: dict[str, tuple[Numbers, int, tuple[int, ...]]] = {
    # TCGETS, TIOCGWINSZ, FIONREAD, FIONBIO, FIOCLEX
    "ioctl": ((16, 29), 1, (0x5401, 0x5413, 0x541B, 0x5421, 0x5451)),
    # PR_SET_NAME, PR_GET_NAME, PR_CAPBSET_READ, PR_GET_NO_NEW_PRIVS
    "prctl": ((157, 167), 0, (15, 16, 23, 39)),
    # NORMAL to DONTNEED, FREE, DONTFORK, DOFORK, HUGEPAGE, NOHUGEPAGE, DONTDUMP, DODUMP: nothing
    # that pages out or merges
    "madvise": ((28, 233), 2, (0, 1, 2, 3, 4, 8, 10, 11, 14, 15, 16, 17)),
    # QUERY, PRIVATE_EXPEDITED and its registration: nothing that interrupts other processes
    "membarrier": ((324, 283), 0, (0, 8, 16)),
}
