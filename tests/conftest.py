"""Fixtures that most tests share."""

import os
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from chromium import browser
from hypothesis import settings

from grader.catalog import Catalog, Exercise
from grader.collect.claims import Claims
from grader.pipeline import Grader
from grader.pipeline.reader import Reader
from grader.submission import Submission

__all__ = ["browser"]
ROOT = Path(__file__).parent.parent
# Whatever this machine has: the tests' scripts read the shipped subset, unless told otherwise.
os.environ.setdefault("MNIST_DIR", str(ROOT / "grader" / "data" / "mnist_subset"))
# A job of CI draws the same examples each time: what it says is about the change. The commands that
# tests run are a student's on a machine of their own, unless a test says otherwise.
if os.environ.pop("CI", "") == "true":
    os.environ["TESTED_IN_CI"] = "true"  # for the processes that run tests side by side
settings.register_profile(
    "graphgrade",
    deadline=None,
    database=None,
    derandomize=os.environ.get("TESTED_IN_CI") == "true",
)
settings.load_profile("graphgrade")


@pytest.fixture(scope="session")
def grader() -> Iterator[Grader]:
    """Return one warm grader for the whole run."""
    with Grader() as one:
        yield one


@pytest.fixture(scope="session")
def reader() -> Iterator[Reader]:
    """Return one warm reader for the whole run."""
    with Reader() as one:
        yield one


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """Return the shipped exercises."""
    return Catalog()


@pytest.fixture(scope="session")
def double() -> Exercise:
    """Return the smallest toy exercise: y = 2x + b."""
    return Catalog(ROOT / "tests" / "toys" / "exercises").get("double")


@pytest.fixture(scope="session")
def collect(grader: Grader, double: Exercise) -> Callable[[str], Claims]:
    """Return a function that runs a script in a real collector and returns what it claims."""

    def run(script: str) -> Claims:
        source = dedent(script).lstrip("\n").encode()
        claims, printed = grader.claims(double, Submission("double.py", source))
        assert isinstance(claims, Claims), f"{claims}\n{printed}"
        return claims

    return run


@pytest.fixture(scope="session")
def tf() -> Any:
    """Return tensorflow.compat.v1 in graph mode, imported into the test process."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import tensorflow.compat.v1 as one

    one.logging.set_verbosity(one.logging.ERROR)
    one.disable_v2_behavior()
    return one
