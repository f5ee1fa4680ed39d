"""What tells whether the checks of an exercise are as they were."""

from pathlib import Path

from grader.catalog.shared import SHARED

Stamp = tuple[tuple[str, int, int], ...]


def stamp(test_file: Path) -> Stamp:
    """Return name, time in ns and size of the files that checks may read as they are imported.

    These are the files beside the checks, and those in the folder of helpers.
    """
    folders = [test_file.parent, test_file.parent.parent / SHARED]
    found = [one for folder in folders if folder.is_dir() for one in folder.iterdir()]
    return tuple(
        (str(one), status.st_mtime_ns, status.st_size)
        for one in sorted(found)
        if one.is_file() and (status := one.stat())
    )
