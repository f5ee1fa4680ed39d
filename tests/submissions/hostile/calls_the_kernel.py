# status: passed
# score: 4
# machine: x86_64
# Tries to use parts of the kernel that no exercise needs.
import ctypes
import errno

import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

libc = ctypes.CDLL(None, use_errno=True)
numbers = {
    "io_uring_setup": 425, "io_uring_enter": 426, "memfd_create": 319, "memfd_secret": 447,
    "bpf": 321, "perf_event_open": 298, "userfaultfd": 323, "add_key": 248, "request_key": 249,
    "keyctl": 250, "mount": 165, "umount2": 166, "pivot_root": 155, "open_tree": 428,
    "move_mount": 429, "fsopen": 430, "fsmount": 432, "mount_setattr": 442, "chroot": 161,
    "unshare": 272, "setns": 308, "setuid": 105, "setgid": 106, "setreuid": 113, "setresuid": 117,
    "setgroups": 116, "setfsuid": 122, "capset": 126, "setpgid": 109, "setsid": 112,
    "setpriority": 141, "sched_setscheduler": 144, "sched_setattr": 314, "ioprio_set": 251,
    "setrlimit": 160, "personality": 135, "vhangup": 153, "iopl": 172, "ioperm": 173,
    "init_module": 175, "finit_module": 313, "delete_module": 176, "kexec_load": 246,
    "reboot": 169, "swapon": 167, "sethostname": 170, "settimeofday": 164, "adjtimex": 159,
    "clock_settime": 227, "syslog": 103, "acct": 163, "quotactl": 179, "shmget": 29, "shmat": 30,
    "msgget": 68, "semget": 64, "mq_open": 240, "inotify_init1": 294, "fanotify_init": 300,
    "name_to_handle_at": 303, "open_by_handle_at": 304, "setxattr": 188, "fsetxattr": 190,
    "splice": 275, "tee": 276, "vmsplice": 278, "signalfd4": 289, "timerfd_create": 283,
    "timer_create": 222, "seccomp": 317, "landlock_create_ruleset": 444, "link": 86, "linkat": 265,
    "symlink": 88, "symlinkat": 266, "mknod": 133, "mknodat": 259, "lookup_dcookie": 212,
    "execve": 59, "execveat": 322, "process_madvise": 440, "remap_file_pages": 216,
    "migrate_pages": 256, "move_pages": 279, "modify_ldt": 154, "rt_sigqueueinfo": 129,
    "rt_tgsigqueueinfo": 297, "tkill": 200, "pidfd_send_signal": 424, "openat2": 437,
    "truncate": 76, "creat": 85, "utime of the past": 261, "socket": 41, "sendmsg": 46,
}  # fmt: skip
for name, number in numbers.items():
    ctypes.set_errno(0)
    answer = libc.syscall(number, -1, -1, -1, -1, -1, -1)  # no harm, if it were allowed
    if answer != -1 or ctypes.get_errno() not in (errno.EPERM, errno.ENOSYS):
        print("BREACH:", name, answer, ctypes.get_errno())
for option in (1, 4, 10, 22, 24, 26, 28, 31, 36, 38, 47, 52, 0x59616D61):
    if libc.prctl(option, 1, 0, 0, 0) != -1:
        print("BREACH: prctl", option)
