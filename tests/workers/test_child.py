"""A child's deadline: what it had to wait for a processor is not its own time."""

import time

import pytest

from grader.foundation.limits import Limits
from grader.workers import child as module
from grader.workers.child import Child


@pytest.fixture
def child() -> Child:
    """Return a child with 10 seconds on the clock that began 11 seconds ago."""
    one = Child(1, "collect", Limits(wall_s=10.0, cpu_s=5))
    one.began(4321)
    one.started -= 11.0
    one.deadline -= 11.0
    return one


@pytest.mark.parametrize(("waited", "over"), [(0.0, True), (0.5, True), (4.0, False)])
def test_time_without_a_processor_does_not_count(
    waited: float, over: bool, child: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who computed, or slept, for 10 of 11 seconds is out of time; who waited for 4 is not."""
    monkeypatch.setattr(module, "waited_s", lambda pid: waited)
    assert (child.passed(time.monotonic()) == ("time", "")) == over
    assert (child.patience(time.monotonic()) > 2.5) != over


def test_waiting_has_an_end(child: Child, monkeypatch: pytest.MonkeyPatch) -> None:
    """After ten times the time on the clock it is over, however long it says it waited."""
    monkeypatch.setattr(module, "waited_s", lambda pid: 1e9)
    assert child.passed(child.started + 11.0) is None
    assert child.passed(child.started + 99.0) is None
    assert child.passed(child.started + 101.0) == ("time", "")


def test_a_child_that_never_began_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Imports have time of their own; no process is looked at before there is one."""
    monkeypatch.setattr(module, "waited_s", lambda pid: 1e9)
    one = Child(1, "collect", Limits(wall_s=10.0))
    assert one.passed(one.started + 1_000.0) == ("time", "")
