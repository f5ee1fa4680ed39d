"""Syntax trees in several threads."""

import ast
import gc
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.foundation.syntax import parse, statements


@pytest.fixture
def eager_collector() -> Iterator[None]:
    """Let the garbage collector run all the time, and other threads whenever it does."""
    before = gc.get_threshold()
    gc.set_threshold(50)

    def give_way(*_: object) -> None:
        os.stat(__file__)  # a system call, for which a thread gives way

    gc.callbacks.append(give_way)
    yield
    gc.callbacks.remove(give_way)
    gc.set_threshold(*before)


def test_threads_may_parse_side_by_side(eager_collector: None) -> None:
    """None of them fails for what another one does."""
    source, failed = Path(__file__).read_text() * 10, []

    def work() -> None:
        for _ in range(40):
            try:
                parse(source)
            except SystemError as error:
                failed.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []


def test_statements_are_those_of_a_whole_walk() -> None:
    """None is left out, wherever it stands; no expression is among them."""
    source = """
try:
    with a as b:
        def f():
            return lambda: 1
except E:
    match x:
        case 1:
            x if y else z
        case _:
            class C:
                async def g(self):
                    for i in j:
                        pass
                    else:
                        while k:
                            break
else:
    if p:
        q
    elif r:
        s
finally:
    t = [u for u in v]
"""
    for text in (source, Path(__file__).read_text()):
        tree = parse(text)
        every = [node for node in ast.walk(tree) if isinstance(node, ast.stmt)]
        assert sorted(map(id, statements(tree))) == sorted(map(id, every))
