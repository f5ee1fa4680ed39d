"""An interpreter without what only POSIX or Linux has, as far as this package is concerned."""

import builtins
import os
import sys

_MISSING = {"fcntl", "resource", "termios", "tty", "pwd", "grp"}
_import = builtins.__import__


def _without(name, globals=None, locals=None, fromlist=(), level=0):
    if name in _MISSING and str((globals or {}).get("__name__", "")).startswith("grader"):
        raise ImportError(f"there is no module {name} here")
    return _import(name, globals, locals, fromlist, level)


def _refuse(event, arguments):
    if event not in ("open", "ctypes.dlopen"):
        return
    frame = sys._getframe(1)
    while frame and frame.f_globals.get("__name__", "").split(".")[0] in ("ctypes", "pathlib"):
        frame = frame.f_back
    if not frame or not frame.f_globals.get("__name__", "").startswith("grader"):
        return
    if event == "open" and str(arguments[0]).startswith("/proc"):
        raise FileNotFoundError(2, "there is no /proc here")
    if event == "ctypes.dlopen" and arguments[0] is None:
        raise OSError("there is no C library of that kind here")


builtins.__import__ = _without
for _name in ("fork", "waitid", "wait4"):
    delattr(os, _name)
sys.addaudithook(_refuse)
