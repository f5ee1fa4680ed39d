"""The exercises that train, on the full MNIST data, where it is there."""

import os

from grader.catalog import Catalog
from grader.pipeline import Grader
from scripts.bench.exercises import cost
from scripts.bench.page import Section, Table
from scripts.bench.sizes import Sizes

VARIABLE = "MNIST_DIR"
_TITLE = "The full MNIST data"
_EXERCISES = ("mnist_mlp", "trained_model")
_HEADER = ("exercise", "data", "wall", "script", "judge", "CPU")


def measure(sizes: Sizes, folder: str | None) -> Section:
    """Grade the reference solutions on the shipped subset and on the data in `folder`."""
    if not folder:
        return Section(_TITLE, "", skipped=f"no {VARIABLE}.")
    rows = []
    for data, chosen in (("shipped subset", None), ("full", folder)):
        os.environ.pop(VARIABLE, None)
        if chosen:
            os.environ[VARIABLE] = chosen
        rows += _rows(data)
    os.environ.pop(VARIABLE, None)
    how = (
        f"Reference solutions with and without {VARIABLE}, the folder of the four original files:"
        " seconds for one submission by a warm grader."
    )
    return Section(_TITLE, how, (Table(_HEADER, tuple(sorted(rows))),))


def _rows(data: str) -> list[tuple[str, ...]]:
    catalog = Catalog()
    rows = []
    with Grader(b"benchmark") as grader:
        grader.ready()
        for slug in _EXERCISES:
            if slug not in catalog.slugs():
                continue
            exercise = catalog.get(slug)
            found = cost(grader, exercise, exercise.solution)
            figures = (found.wall_s, found.script_s, found.judge_s, found.cpu_s)
            rows.append((f"`{slug}`", data, *(f"{seconds:.1f} s" for seconds in figures)))
    return rows
