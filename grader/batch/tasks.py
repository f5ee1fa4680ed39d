"""One submission as bytes that travel, and the function that grades it, wherever it runs."""

import functools
import hashlib
import platform
import threading
from pathlib import Path

import msgspec

from grader import __version__
from grader.batch.submissions import HandedIn
from grader.catalog import SHARED, Catalog, Exercise
from grader.foundation.environment import environment
from grader.foundation.errors import GraderFault
from grader.foundation.model import Problem, Report, decode_report, encode_report
from grader.pipeline import Grader
from grader.submission import Submission, Ungradable
from grader.submission.beside import Files
from grader.workers.confine.tiers import Policy

_LEFT_OUT = ("mistakes", "alternatives", "__pycache__")


class Task(msgspec.Struct, frozen=True):
    """Grade this file. exercise_digest tells whether a worker has the caller's exercise."""

    student: str
    exercise: str
    exercise_digest: str
    file: str
    raw: bytes
    unreadable: str
    course_key: bytes
    policy: Policy
    beside: Files = ()

    @property
    def fingerprint(self) -> str:
        """Return what decides the outcome: file, exercise, versions and hidden inputs."""
        parts = (
            self.raw,
            self.unreadable.encode(),
            self.file.encode(),
            self.exercise_digest.encode(),
            hashlib.sha256(self.course_key).digest(),
            _versions().encode(),
            *(part for name, raw in self.beside for part in (name.encode(), raw)),
        )
        return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def task_of(found: HandedIn, digest: str, course_key: bytes, policy: Policy) -> Task:
    """Return the task of grading what was found."""
    return Task(
        student=found.student,
        exercise=found.exercise,
        exercise_digest=digest,
        file=found.file,
        raw=found.raw,
        unreadable=found.unreadable,
        course_key=course_key,
        policy=policy,
        beside=found.beside,
    )


def grade(encoded: bytes) -> bytes:
    """Grade an encoded Task; return the report as JSON.

    The processes that do it are started once and stay warm. Raises GraderFault.
    """
    task = msgspec.msgpack.decode(encoded, type=Task)
    return encode_report(_grade(task))


def encode(task: Task) -> bytes:
    """Return the bytes that `grade` takes."""
    return msgspec.msgpack.encode(task)


def decode(encoded: bytes) -> Report:
    """Return the report that `grade` returned."""
    return decode_report(encoded)


def _grade(task: Task) -> Report:
    exercise, digest = _exercise(task.exercise)
    if digest != task.exercise_digest:
        raise GraderFault(
            f"the exercise {task.exercise} differs on {platform.node()}",
            "install the same version on every worker, with the same GRADE_EXERCISES",
        )
    grader = warm_grader(task.policy, task.course_key)
    if task.unreadable:
        problem = Problem("not readable", task.unreadable)
        found: Submission | Ungradable = Ungradable(task.file, "not readable", problem)
    else:
        found = grader.reader.file(exercise, task.file, task.raw, task.beside)
    return grader.grade(exercise, found, task.student)


@functools.lru_cache(maxsize=64)
def _exercise(slug: str) -> tuple[Exercise, str]:
    exercise = Catalog().get(slug)
    return exercise, digest_of(exercise)


def digest_of(exercise: Exercise) -> str:
    """Return a digest of all files that decide a grade."""
    digest = hashlib.sha256()
    lessons = {one.path for one in exercise.lessons}
    inside = {
        path.relative_to(exercise.folder): path
        for path in exercise.folder.rglob("*")
        if path not in lessons
    }
    found = {
        name: path
        for name, path in sorted(inside.items())
        if path.is_file() and name.parts[0] not in _LEFT_OUT and path.suffix != ".pyc"
    }
    found |= {Path(SHARED, path.name): path for path in exercise.shared}
    given = filter(None, map(exercise.given, exercise.parts))
    found |= {Path("given", path.name): path for path in given}
    for name, path in found.items():
        for part in (str(name).encode(), path.read_bytes()):
            digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()


@functools.cache
def _versions() -> str:
    here = environment("")
    return "\0".join((__version__, here.tensorflow, here.numpy, here.python))


_lock = threading.Lock()
_warm: dict[tuple[Policy, bytes], Grader] = {}


def warm_grader(policy: Policy, course_key: bytes) -> Grader:
    """Return this process's grader, the same for all threads. Its processes end with this one."""
    with _lock:
        key = (policy, course_key)
        if key not in _warm:
            _warm[key] = Grader(course_key, policy)
        return _warm[key]


def close() -> None:
    """End this process's warm graders."""
    with _lock:
        for grader in _warm.values():
            grader.close()
        _warm.clear()
