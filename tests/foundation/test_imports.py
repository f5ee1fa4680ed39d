"""Packages that are kept out of an import."""

import sys

import pytest

from grader.foundation.imports import kept_out


def test_a_package_is_kept_out_meanwhile() -> None:
    """It cannot be imported inside, and can afterwards."""
    sys.modules.pop("colorsys", None)
    with kept_out("colorsys"), pytest.raises(ImportError):
        import colorsys  # noqa: F401
    import colorsys as found

    assert found is sys.modules["colorsys"]


def test_what_is_there_stays() -> None:
    """A package that has been imported before is not taken away."""
    with kept_out("sys"):
        assert sys.modules["sys"] is sys
    assert sys.modules["sys"] is sys
