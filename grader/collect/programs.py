"""What a script wanted to start, where it stopped because the grader starts no other programs."""

import ast
import re
from types import TracebackType
from typing import Any

from grader.collect.place import Place

_STARTERS = re.compile(r"subprocess|multiprocessing\.popen_\w+|concurrent\.futures\.process|pty")
_DIRECT = re.compile(r"(^|\.)(fork|forkpty|posix_spawnp?|exec[vl]p?e?|spawn[vl]p?e?)$")
_GIVEN = ("args", "cmd", "command")


def program(error: BaseException, place: Place, call: ast.Call | None) -> tuple[bool, str]:
    """Return whether an exception says that a program was not started, and which one that was."""
    if not isinstance(error, PermissionError | FileNotFoundError):
        return False, ""
    frames = _frames(error.__traceback__)
    names = [str(frame.f_globals.get("__name__", "")) for frame in frames]
    if names and _STARTERS.fullmatch(names[-1]):
        first = next(at for at, name in enumerate(names) if _STARTERS.fullmatch(name))
        given = [frame.f_locals.get(name) for frame in frames[first:] for name in _GIVEN]
        return True, next(filter(None, map(_written, given)), "")
    direct = call is not None and _DIRECT.search(place.text(call.func)) is not None
    return direct and isinstance(error, PermissionError), ""


def _frames(traceback: TracebackType | None) -> list[Any]:
    frames = []
    while traceback is not None:
        frames.append(traceback.tb_frame)
        traceback = traceback.tb_next
    return frames


def _written(command: Any) -> str:
    """Return a command as one would type it, "" if it is none."""
    if isinstance(command, str):
        return " ".join(command.split())
    if isinstance(command, list | tuple) and all(isinstance(word, str) for word in command):
        return " ".join(command)
    return ""
