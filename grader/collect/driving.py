"""Running an exercise's driver, which calls a student's functions, once with each arguments."""

import contextlib
import json
import linecache
import sys
from types import ModuleType
from typing import Any

from grader.collect.blame import blamed, refuse
from grader.collect.bound import Bound, Place
from grader.collect.failure import flatten
from grader.collect.parts import Drive
from grader.collect.request import CollectRequest
from grader.collect.running import Ended, is_good
from grader.collect.trace import Tracer

DRIVER = "driver.py"


class GlobalsAlone(Bound):
    """Of a driver's names the globals count, and nothing inside of them or of functions."""

    def places(self, module_globals: dict[str, Any]) -> list[Place]:
        """Return none."""
        return []


def drive(
    tf: Any, module: ModuleType, request: CollectRequest, wanted: Drive, recorder: Tracer
) -> tuple[Ended, list[str]]:
    """Run the driver with each arguments, until it fails; return how, and all globals' names."""
    kept = dict(vars(module))
    names: dict[str, None] = {}
    ended = Ended()
    for number, arguments in enumerate(wanted.runs):
        vars(module).clear()
        vars(module).update(kept)
        if number:
            _begin_graph(tf)
        ended = _once(module, request, wanted.source, arguments)
        recorder.snapshot(f"run {number}", always=True)
        names.update(dict.fromkeys(vars(module)))
        if ended.failure or ended.left_at:
            break
    return ended, list(names)


def _begin_graph(tf: Any) -> None:
    """Begin an empty graph, also where an InteractiveSession still holds the one before."""
    try:
        tf.reset_default_graph()
    except AssertionError:
        tf.Graph().as_default().__enter__()


def _once(module: ModuleType, request: CollectRequest, source: bytes, arguments: bytes) -> Ended:
    text = source.decode()
    linecache.cache[DRIVER] = (len(text), None, [f"{line}\n" for line in text.split("\n")], DRIVER)
    own = {part.shown for part in request.parts if part.own}
    given = {"arguments": json.loads(arguments), "refuse": refuse}
    vars(module)["__builtins__"] = {**module.__builtins__, **given}
    try:
        exec(compile(source, DRIVER, "exec", dont_inherit=True), vars(module))  # noqa: S102
    except SystemExit as leave:
        failure = flatten(leave, own)
        last = failure.stopped_at
        if last and last.file == request.filename and is_good(leave):
            return Ended(left_at=last.line)
        return Ended(failure if failure.frames else blamed(leave, request.parts, DRIVER))
    except BaseException as error:  # every exception is a value here
        return Ended(blamed(error, request.parts, DRIVER))
    finally:
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(BaseException):  # it may have been closed, or be anything
                stream.flush()
    return Ended()
