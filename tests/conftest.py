"""Fixtures that most tests share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.catalog import Catalog
from grader.pipeline import Grader

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def grader() -> Iterator[Grader]:
    """Return one warm grader for the whole run."""
    with Grader() as one:
        yield one


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """Return the shipped exercises."""
    return Catalog()
