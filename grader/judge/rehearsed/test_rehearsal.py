"""A check that nobody is judged by: see grader/judge/rehearsal.py."""

from typing import Any

from grader.judge.checks import check


@check(points=1, hint="Nothing is to be done.")
def test_rehearsal(graph: Any, trace: Any, rng: Any) -> None:
    """Be skipped, for want of a submission."""
