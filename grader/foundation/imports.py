"""Packages that others import where they find them, and that cost more than they are worth here."""

import contextlib
import sys
from collections.abc import Iterator

# Keras imports these for pictures of a model and for notebooks: they take seconds.
SLOW = ("IPython", "matplotlib", "pandas")


@contextlib.contextmanager
def kept_out(*names: str) -> Iterator[None]:
    """Let no import find these packages meanwhile, unless they have been imported."""
    kept = [name for name in names if name not in sys.modules]
    for name in kept:
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        for name in kept:
            sys.modules.pop(name, None)
