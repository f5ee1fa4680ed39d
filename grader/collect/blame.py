"""Whose fault it is that a driver stopped: the student's, whose functions it called, or its own.

It is the student's where a line of theirs was running or made what failed, where a function is not
there or cannot be called as the exercise says, and where the driver refuses what one returned.
"""

import os
import re
import sys
import traceback
from collections.abc import Collection, Mapping
from types import FunctionType, ModuleType
from typing import Any

import msgspec

from grader.collect.clues import clues
from grader.collect.failure import flatten
from grader.collect.parts import Part
from grader.collect.stops import Failure, Frame
from grader.foundation.text import encodable

_CALL = re.compile(r"(?P<name>[\w.<>]+)\(\) (takes|missing|got)\b")
_IMPORT = re.compile(r"cannot import name '(?P<name>\w+)'")


class Refused(Exception):
    """What a function of the student's returned cannot be used: the driver's own words."""


def refuse(message: str) -> None:
    """End the run: what a function of the student's returned cannot be used."""
    raise Refused(message)


def blamed(error: BaseException, parts: Collection[Part], driver: str) -> Failure:
    """Return the failure of a run; of_driver says that no code of the student's is to blame."""
    own = {part.shown: part for part in parts if part.own}
    failure = flatten(error, own)
    if failure.frames:
        last = failure.stopped_at
        told = clues(error, last.file) if last else failure.clues
        return msgspec.structs.replace(failure, clues=told)
    try:
        found = _without_lines(error, failure, own)
    except BaseException:  # objects of the student's may raise from whatever they are asked
        found = None
    if found is not None:
        return found
    frames = [one for one in traceback.extract_tb(error.__traceback__) if one.filename == driver]
    line = frames[-1].lineno or 0 if frames else 0
    return msgspec.structs.replace(
        failure, frames=(Frame(driver, line, "<module>", ""),), of_driver=True
    )


def _without_lines(
    error: BaseException, failure: Failure, own: Mapping[str, Part]
) -> Failure | None:
    """Return the student's failure of which no line of theirs was running, None if it is not."""
    if isinstance(error, Refused):
        return msgspec.structs.replace(failure, type="not as asked")
    if isinstance(error, SyntaxError) and error.filename in own:
        frame = Frame(
            str(error.filename), error.lineno or 0, "<module>", (error.text or "").strip()
        )
        return msgspec.structs.replace(failure, frames=(frame,))
    if isinstance(error, ModuleNotFoundError):
        return None
    if isinstance(error, AttributeError) and type(error.obj) is ModuleType:
        return _lacking(failure, error.obj, error.name or "", own)
    if isinstance(error, ImportError):
        module = sys.modules.get(error.name or "")
        name = _IMPORT.match(failure.message)
        return _lacking(failure, module, name["name"], own) if module and name else None
    if isinstance(error, TypeError) and (called := _CALL.match(failure.message)):
        return _called(failure, called["name"], own)
    return None


def _lacking(
    failure: Failure, module: ModuleType, name: str, own: Mapping[str, Part]
) -> Failure | None:
    """Return that a module of the student's has no such function."""
    shown = _file_of(module, own)
    if not shown:
        return None
    made = [key for key, value in vars(module).items() if type(value) is FunctionType]
    there = ", ".join(f"`{one}`" for one in made[:5]) or "no function"
    message = f"{shown} defines no `{name}`; it defines {there}."
    return Failure("AttributeError", encodable(message), (Frame(shown, 1, "<module>", ""),))


def _called(failure: Failure, name: str, own: Mapping[str, Part]) -> Failure | None:
    """Return that a function of the student's does not take what the exercise says."""
    for module in list(sys.modules.values()):
        shown = _file_of(module, own)
        for function in list(vars(module).values()) if shown else ():
            code = function.__code__ if type(function) is FunctionType else None
            if code is None or code.co_filename != shown or function.__qualname__ != name:
                continue
            taken = ", ".join(code.co_varnames[: code.co_argcount])
            text = f"def {name}({taken})"
            frame = Frame(shown, code.co_firstlineno, name, text)
            return msgspec.structs.replace(failure, frames=(frame,))
    return None


def _file_of(module: Any, own: Mapping[str, Part]) -> str:
    """Return what the student calls the file of a module, "" if it is none of theirs."""
    if type(module) is not ModuleType:
        return ""
    file = os.path.basename(str(vars(module).get("__file__") or ""))
    return next((shown for shown, part in own.items() if part.name == file), "")
