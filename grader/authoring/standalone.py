"""`pytest exercises/relu --submission FILE`: the checks run inside the instructor's own pytest.

Student code still runs in the confined children only: this process collects claims, holds the
executor's pipes, and judges. Failures show pytest's own tracebacks, for secret checks too.
"""

import os
from pathlib import Path

import pytest

from grader.catalog import load_exercise
from grader.collect.claims import Claims
from grader.foundation import wire
from grader.foundation.errors import GradeError
from grader.foundation.text import clean_line
from grader.judge import fixtures
from grader.judge.connection import Connection, ExecutorLost, GraphRejected, PipeTransport
from grader.judge.recorder import Recorder
from grader.judge.subject import Subject
from grader.judge.trace import Printed
from grader.pipeline import Grader, course_key
from grader.pipeline.problems import stopped
from grader.submission import Ungradable
from grader.workers.endings import Ending

_GRADER = pytest.StashKey[Grader]()
_TRANSPORT = pytest.StashKey[PipeTransport]()


def prepare(config: pytest.Config) -> None:
    """Run the submission once and give its subject to the fixtures."""
    path = Path(str(config.getoption("--submission")))
    try:
        exercise = load_exercise(_exercise_folder(config))
        grader = Grader(course_key())
        config.stash[_GRADER] = grader
        found = grader.reader.open_file(exercise, path)
        if isinstance(found, Ungradable):
            raise pytest.UsageError(f"{found.problem.message} {found.problem.hint}")
        made, printed = grader.claims(exercise, found, "instructor")
        claims = _claimed(made)
        transport = PipeTransport(*grader.open_executor(exercise))
        config.stash[_TRANSPORT] = transport
        seed = grader.seed(exercise, "instructor")
        subject = Subject(exercise, claims, Printed(printed), seed, Connection(transport))
        subject.style = found.style
        if exercise.rules.model.sealed:
            subject.again = _claimed(grader.claims_again(exercise, found, "instructor"))
        subject.load()
    except (GradeError, GraphRejected, ExecutorLost, wire.WireError) as error:
        raise pytest.UsageError(str(error)) from error
    config.stash[fixtures.SUBJECT] = subject
    where = stopped(found, claims.failure)
    config.stash[fixtures.RECORDER] = Recorder(exercise, claims.unfinished, where)


def _claimed(made: Claims | Ending) -> Claims:
    """Return claims; where there are none, say how the run ended."""
    if not isinstance(made, Claims):
        raise pytest.UsageError(made.problem.message)
    return made


def release(config: pytest.Config) -> None:
    """End the processes that `prepare` started."""
    if _TRANSPORT in config.stash:
        config.stash[_TRANSPORT].close()
    if _GRADER in config.stash:
        config.stash[_GRADER].__exit__()


def _exercise_folder(config: pytest.Config) -> Path:
    """Return the one exercise folder among pytest's arguments."""
    found = set()
    for argument in config.args:
        path = Path(argument.split("::")[0])
        path = path if path.is_absolute() else Path(os.fspath(config.invocation_params.dir)) / path
        found.add(path if path.is_dir() else path.parent)
    if len(found) != 1:
        raise pytest.UsageError(
            "--submission judges one exercise: name its folder, as in"
            " `pytest exercises/relu --submission solutions/relu.py`"
        )
    return found.pop().resolve()


def header(config: pytest.Config) -> str | None:
    """Say that the submission raised an error: its checks are then judged on what it built."""
    subject = config.stash.get(fixtures.SUBJECT, None)
    if subject is None or subject.claims.failure is None:
        return None
    failure = subject.claims.failure
    return clean_line(f"the submission raised {failure.type}: {failure.message}", 500)
