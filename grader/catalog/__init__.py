"""Exercises as data: a folder, its exercise.toml, the checks of its test file, the course order."""

from grader.catalog.catalog import Catalog
from grader.catalog.exercises import CLAIMS_SHARE, SLUG, Exercise, load_exercise
from grader.catalog.shared import SHARED

__all__ = ["CLAIMS_SHARE", "SHARED", "SLUG", "Catalog", "Exercise", "load_exercise"]
