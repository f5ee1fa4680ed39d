"""An interpreter as on Windows or macOS, as far as this package is concerned.

Its modules see another `sys.platform`, and neither /proc, nor the C library, nor what that system
does not have. The standard library and TensorFlow see this machine as it is.
"""

import builtins
import os
import sys
import types

_LOOKS = {"open", "os.listdir", "os.scandir"}
_WINDOWS = os.environ["BARE_PLATFORM"] == "win32"
_MODULES = {"fcntl", "resource", "termios", "tty", "pwd", "grp"} if _WINDOWS else set()
_LINUX = {"sched_getaffinity", "sched_setaffinity", "wait4"}
_POSIX = {
    *("chown", "fork", "getpgid", "geteuid", "getuid", "killpg", "mkfifo", "register_at_fork"),
    *("setsid", "statvfs", "sysconf", "uname", "waitid", "O_NOFOLLOW", "O_DIRECTORY"),
}  # fmt: skip
_import = builtins.__import__


class _Elsewhere(types.ModuleType):
    """A module as another platform has it."""

    def __init__(self, real, missing=(), **other):
        super().__init__(real.__name__)
        self.__dict__.update(other, real=real, missing=missing)

    def __getattr__(self, name):
        if name in self.missing:
            raise AttributeError(f"there is no {self.real.__name__}.{name} here")
        return getattr(self.real, name)

    def __setattr__(self, name, value):
        setattr(self.real, name, value)


_elsewhere = {
    sys: _Elsewhere(sys, platform=os.environ["BARE_PLATFORM"]),
    os: _Elsewhere(os, _LINUX | _POSIX if _WINDOWS else _LINUX - {"wait4"}),
}


def _without(name, globals=None, locals=None, fromlist=(), level=0):
    found = _import(name, globals, locals, fromlist, level)
    if not ((globals or {}).get("__package__") or "").startswith("grader"):
        return found
    if name in _MODULES:
        raise ImportError(f"there is no module {name} here")
    return _elsewhere.get(found, found)


def _refuse(event, arguments):
    if event not in (*_LOOKS, "ctypes.dlopen"):
        return
    frame = sys._getframe(1)
    while frame and frame.f_globals.get("__name__", "").split(".")[0] in ("ctypes", "pathlib"):
        frame = frame.f_back
    if not frame or not (frame.f_globals.get("__package__") or "").startswith("grader"):
        return
    if event in _LOOKS and str(arguments[0]).startswith("/proc"):
        raise FileNotFoundError(2, "there is no /proc here")
    if event == "ctypes.dlopen" and arguments[0] is None:
        raise OSError("there is no C library of that kind here")


sys.executable = os.environ["BARE_PYTHON"]  # what is started from here is as this
builtins.__import__ = _without
sys.addaudithook(_refuse)
