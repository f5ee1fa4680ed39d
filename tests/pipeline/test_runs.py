"""Which runs a script has, and whose end decides: with processes that are made up."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import msgspec
import pytest

from grader.catalog import Exercise
from grader.collect.claims import Claims
from grader.collect.files import SealedFiles, WrittenFile
from grader.foundation import wire
from grader.foundation.limits import Limits
from grader.pipeline.parties import Parties
from grader.pipeline.runs import Ran, Runs
from grader.pipeline.selftest import SelfTest
from grader.submission import Submission

NOTHING = Claims((), (), (), (), (), ())
FILES = SealedFiles((WrittenFile("keras", {"": b"numbers"}),))
SCRIPT = Submission("double.py", b"pass\n")


def child(message: msgspec.Struct | None, **about: Any) -> Any:
    """Return a process that has ended with this result, without one if it is None."""
    payload = wire.encode(message) if message else b""
    payload = wire.compress(payload) if isinstance(message, Claims) else payload
    result = wire.frame(payload) if message else b""
    known = {
        "seconds": 1.0,
        "exit": SimpleNamespace(code=0, signal=0, cpu_s=0.5),
        "was_ready": True,
        "was_stopped": False,
        "breach": "",
        "starved": False,
        "limits": Limits(),
        "ran_out": "",
        "output": lambda name: result if name == "result" else b"",
    }
    return SimpleNamespace(**{**known, **about})


class FakeParties:
    """Has these processes ready, and notes what each run was given."""

    def __init__(self, first: Any, sealer: Any, second: Any) -> None:
        self.children, self.sealer = [first, second], sealer
        self.sealed: list[Any] = []
        self.secrets: list[bytes] = []

    def collect(self, exercise: Exercise, submission: Submission, seed: bytes, **given: Any) -> Any:
        """Return the next run."""
        self.sealed.append(given.get("sealed"))
        return self.children.pop(0)

    def seal(self, exercise: Exercise, collected: Any, seed: bytes) -> Any:
        """Return the sealer."""
        self.secrets.append(seed)
        return self.sealer


def ran(parties: FakeParties, exercise: Exercise) -> Ran:
    """Run a script."""
    return Runs(cast(Parties, parties), SelfTest()).of(exercise, SCRIPT, b"seed")


@pytest.fixture
def asking(double: Exercise) -> Exercise:
    """Return an exercise that asks for a second run."""
    model = msgspec.structs.replace(double.rules.model, sealed=True)
    return replace(double, rules=msgspec.structs.replace(double.rules, model=model))


def test_a_script_runs_once(double: Exercise) -> None:
    """An exercise that does not ask for a second run costs what one costs."""
    parties = FakeParties(child(NOTHING), None, None)
    found = ran(parties, double)
    assert (len(found.children), found.sealed, found.seconds) == (1, b"", 1.0)
    assert (parties.sealed, parties.secrets) == ([None], [])


def test_a_second_run_gets_what_the_sealer_made(asking: Exercise) -> None:
    """Its claims go to the judge beside those of the first, which decide."""
    again = msgspec.structs.replace(NOTHING, notes=("again",))
    parties = FakeParties(child(NOTHING), child(FILES), child(again))
    found = ran(parties, asking)
    assert parties.sealed == [None, FILES]
    assert wire.unpacked(found.sealed, Claims).notes == ("again",)
    assert (found.claims.notes, found.notes, found.seconds) == ((), (), 3.0)  # type: ignore[union-attr]


def test_nothing_follows_a_run_that_cannot_be_judged(asking: Exercise) -> None:
    """A script that was out of time is not run again."""
    parties = FakeParties(child(None, breach="cpu"), None, None)
    found = ran(parties, asking)
    assert (len(found.children), found.notes) == (1, ())
    assert found.claims.status == "timeout"  # type: ignore[union-attr]


@pytest.mark.parametrize("sealer", [child(None, breach="cpu"), child(None)], ids=["time", "died"])
def test_files_that_cannot_be_sealed_prove_nothing(asking: Exercise, sealer: Any) -> None:
    """What ends the sealer is the script's own: the second run has no such files."""
    parties = FakeParties(child(NOTHING), sealer, child(NOTHING))
    assert len(ran(parties, asking).children) == 3
    assert parties.sealed == [None, SealedFiles()]


def test_a_sealer_that_cannot_be_set_up_is_the_graders_fault(asking: Exercise) -> None:
    """There is no second run, and no point is lost."""
    found = ran(FakeParties(child(NOTHING), child(None, was_ready=False), None), asking)
    assert found.claims.status == "grader_fault"  # type: ignore[union-attr]
    assert found.notes == ()


def test_the_end_of_a_second_run_is_told_as_that(asking: Exercise) -> None:
    """A script that is out of time then has no points, and a note says which run it was."""
    parties = FakeParties(child(NOTHING), child(SealedFiles()), child(None, breach="time"))
    found = ran(parties, asking)
    assert found.claims.status == "timeout"  # type: ignore[union-attr]
    assert "second run" in found.notes[0]
