"""Scripts that mean harm: each gets its own truthful verdict, and nothing else happens.

The first lines of a script in `submissions/hostile` say what must come of it:

    # status: passed
    # score: 4                      or <=4 where it cannot be known
    # says: a part of the message   optional, as are the next five
    # exercise: relu                default: the toy exercise `double`
    # seconds: 4                    of processor time that it gets, if not the exercise's
    # machine: x86_64               skipped on others
    # needs: mounts                 skipped where a child has none of its own
    # takes: long

A script that gets at something prints BREACH, which no output may contain. Most of them are right
answers otherwise, so that the attempt is seen to gain nothing and to cost nothing.
"""

import contextlib
import os
import platform
import re
import stat
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from headed import header, told

from grader.catalog import Catalog, Exercise
from grader.catalog.content import content_root
from grader.foundation.model import encode_report
from grader.foundation.text import clean
from grader.pipeline import Grader
from grader.workers.child import Child
from grader.workers.confine import mounts
from grader.workers.confine.selftest import best
from grader.workers.supervisor import Supervisor

HERE = Path(__file__).parents[1]
ROOT = HERE.parent
SCRIPTS = sorted((HERE / "submissions" / "hostile").glob("*.py"))
FIRST = [path for path in SCRIPTS if not path.stem.startswith("recorded_")]
TOYS = Catalog(HERE / "toys" / "exercises")
COURSE_KEY = "a-secret-of-the-course"
# Places that everyone may write, or that hold what is dear to whoever runs this.
SHARED = [Path(name) for name in ("/tmp", "/var/tmp", "/dev/shm", os.path.expanduser("~"))]  # noqa: S108
CHECKOUT = [ROOT / name for name in ("exercises", "solutions", "grader", "tests", "templates")]
BATCH = 20
Entry = tuple[int, int, int, int]


def tier() -> str:
    """Return the best tier of this machine."""
    confinement, _ = best()
    confinement.release()
    return confinement.tier


pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(tier() != "strong", reason="this machine cannot isolated wholly"),
]


def marks(path: Path) -> list[pytest.MarkDecorator]:
    """Return the mark of a script that takes long."""
    return [pytest.mark.long] if header(path).get("takes") == "long" else []


# -- what must not change ------------------------------------------------------------------------


def listing() -> dict[str, Entry]:
    """Return the mode, size, inode and time of change of everything that a script might touch.

    All of the checkout, the temporary and the working folder; in shared places, where other
    programs are at work too, what the scripts name.
    """
    found = {}
    named = {word for path in SCRIPTS for word in re.findall(r"[\w.-]+", path.read_text())}
    for top in (*CHECKOUT, Path(tempfile.gettempdir())):
        for folder, folders, files in os.walk(top):
            folders[:] = [name for name in folders if name != "__pycache__"]
            found.update(_entry(f"{folder}/{name}") for name in (*folders, *files))
    for top in SHARED:
        with os.scandir(top) as entries:
            for one in entries:
                if one.name in named:
                    with contextlib.suppress(FileNotFoundError):  # someone else's, gone already
                        found.update([_entry(one.path)])
    return found


def _entry(path: str) -> tuple[str, Entry]:
    status = os.lstat(path)
    if stat.S_ISDIR(status.st_mode):
        return path, (status.st_mode, 0, status.st_ino, 0)
    return path, (status.st_mode, status.st_size, status.st_ino, status.st_mtime_ns)


def running(sessions: set[int]) -> set[int]:
    """Return the processes that belong to one of these sessions."""
    found = set()
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            if os.getsid(int(name)) in sessions:
                found.add(int(name))
        except ProcessLookupError:
            continue
    return found


def left_over(grader: Grader) -> str:
    """Return the children that the warm parents of a grader still have."""
    assert isinstance(grader.processes, Supervisor)
    parents = [server.process.pid for server in grader.processes._servers.values()]
    return "".join(Path(f"/proc/{pid}/task/{pid}/children").read_text() for pid in parents)


@pytest.fixture(scope="module")
def sessions() -> Iterator[set[int]]:
    """Return the children that are started meanwhile: each leads a session."""
    started: set[int] = set()
    began = Child.began

    def noted(child: Child, pid: int) -> None:
        started.add(pid)
        began(child, pid)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Child, "began", noted)
        yield started


@pytest.fixture(scope="module")
def grounds(tmp_path_factory: pytest.TempPathFactory, sessions: set[int]) -> Iterator[None]:
    """Work in a folder of its own, with a canary beside the scratch folders; look at it all after.

    The canary is open to everyone, so that it is not the file system that protects it.
    """
    home = os.getcwd()
    with (
        tempfile.TemporaryDirectory(prefix="hostile-") as top,
        pytest.MonkeyPatch.context() as patch,
    ):
        os.chmod(top, 0o711)  # noqa: S103
        for folder in ("work", "graphgrade-canary"):
            os.mkdir(f"{top}/{folder}")
        Path(top, "graphgrade-canary", "kept").write_text("kept")
        os.chmod(f"{top}/graphgrade-canary", 0o777)  # noqa: S103
        os.chmod(f"{top}/graphgrade-canary/kept", 0o666)  # noqa: S103
        patch.setattr(tempfile, "tempdir", top)
        patch.setenv("GRADE_COURSE_KEY", COURSE_KEY)
        os.chdir(f"{top}/work")
        before = listing()
        yield
        after = listing()
        os.chdir(home)
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert changed == set()
    assert running(sessions) == set()


# -- the scripts ---------------------------------------------------------------------------------


def exercise_of(wanted: dict[str, str]) -> Exercise:
    """Return the exercise that a script answers, of the course or of the one in Keras."""
    slug = wanted.get("exercise", "double")
    courses = (TOYS, Catalog(), Catalog(content_root() / "exercises_keras"))
    found = next(course.get(slug) for course in courses if slug in course.slugs())
    if "seconds" not in wanted:
        return found
    limits = msgspec.structs.replace(found.rules.limits, time_s=int(wanted["seconds"]))
    rules = msgspec.structs.replace(found.rules, limits=limits)
    return replace(found, rules=rules)


def check_relu(grader: Grader) -> None:
    """Require that the same warm processes still grade a right answer as right."""
    relu = Catalog().get("relu")
    report = grader.grade_file(relu, relu.solution, "student")
    assert (report.status, report.score) == ("passed", report.max_score)


@pytest.mark.parametrize(
    "path", [pytest.param(path, id=path.stem, marks=marks(path)) for path in SCRIPTS]
)
def test_a_hostile_script_gets_its_verdict(path: Path, grader: Grader, grounds: None) -> None:
    """Status and score are those of its header, nothing leaks, nothing is left running."""
    wanted = header(path)
    if wanted.get("machine", platform.machine()) != platform.machine():
        pytest.skip(f"for {wanted['machine']} only")
    if wanted.get("needs") == "mounts" and not mounts.possible():
        pytest.skip("this machine gives a child no mounts of its own")
    report = grader.grade_file(exercise_of(wanted), path, "student")
    words, most = told(report), wanted["score"].removeprefix("<=")
    assert report.status == wanted["status"], words
    assert report.score == float(most) or (most != wanted["score"] and report.score <= float(most))
    assert wanted.get("says", "") in words
    assert "BREACH" not in report.output
    for secret in ("Traceback", COURSE_KEY, str(ROOT / "grader"), str(ROOT / "exercises")):
        assert secret not in words
    assert (report.output, words) == (clean(report.output, 1 << 16), clean(words, 1 << 16))
    assert len(encode_report(report)) < 1 << 18
    assert left_over(grader) == ""
    if SCRIPTS.index(path) % BATCH == 0:
        check_relu(grader)


@pytest.mark.long
@pytest.mark.parametrize("path", FIRST, ids=lambda path: path.stem)
def test_a_hostile_script_gains_nothing_where_it_is_recorded(
    path: Path, grader: Grader, grounds: None
) -> None:
    """Taken for TensorFlow 2, it scores no more, leaks nothing and leaves nothing running."""
    wanted = header(path)
    exercise = exercise_of(wanted)
    rules = msgspec.structs.replace(exercise.rules, dialect="tf2")
    report = grader.grade_file(replace(exercise, rules=rules), path, "student")
    words = told(report)
    assert report.status != "grader_fault", words
    assert report.score <= float(wanted["score"].removeprefix("<="))
    assert "BREACH" not in report.output
    for secret in ("Traceback", COURSE_KEY, str(ROOT / "grader"), str(ROOT / "exercises")):
        assert secret not in words
    assert (report.output, words) == (clean(report.output, 1 << 16), clean(words, 1 << 16))
    assert left_over(grader) == ""


def test_a_right_answer_is_right_after_all_that(grader: Grader, grounds: None) -> None:
    """The same warm processes still grade."""
    check_relu(grader)
