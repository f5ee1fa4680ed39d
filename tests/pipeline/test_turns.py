"""Turns of threads that grade: beside others, or alone."""

import threading
from concurrent.futures import ThreadPoolExecutor

from grader.pipeline.turns import Turns


def test_what_was_not_starved_runs_once() -> None:
    """It has its turn beside others."""
    calls: list[int] = []
    assert Turns().run(lambda: len(calls), lambda found: calls.append(found) or False) == 0
    assert calls == [0]


def test_what_was_starved_runs_once_more() -> None:
    """What it does the second time counts, be it starved again or not."""
    results = iter(["starved", "starved again"])
    assert Turns().run(lambda: next(results), lambda found: "starved" in found) == "starved again"


def test_who_is_alone_is_alone() -> None:
    """All others have ended their turn before, and begin after it."""
    turns, at_work, most, alone = Turns(), [0], [0], [0]
    lock, begun = threading.Lock(), threading.Barrier(4)

    def work(number: int) -> None:
        begun.wait()
        for _ in range(200):
            with turns.alone() if number == 0 else turns.beside():
                with lock:
                    at_work[0] += 1
                    most[0] = max(most[0], at_work[0])
                if number == 0:
                    alone[0] = max(alone[0], at_work[0])
                with lock:
                    at_work[0] -= 1

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(work, range(4)))
    assert alone == [1]
    assert at_work == [0]


def test_an_error_ends_a_turn() -> None:
    """Whoever waits goes on."""
    turns = Turns()
    for turn in (turns.beside, turns.alone, turns.beside, turns.alone):
        try:
            with turn():
                raise ValueError
        except ValueError:
            pass
    assert turns.run(lambda: 1, lambda found: True) == 1
