"""Exercises as data: a folder, its exercise.toml, the checks of its test file, the course order."""

from grader.catalog.catalog import Catalog
from grader.catalog.exercises import CLAIMS_SHARE, SLUG, Exercise, load_exercise

__all__ = ["CLAIMS_SHARE", "SLUG", "Catalog", "Exercise", "load_exercise"]
