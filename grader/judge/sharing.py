"""Helpers of several exercises, `exercises/shared/`, which checks import as `shared`."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType

from grader.catalog.shared import SHARED


class _Finder(MetaPathFinder):
    """Finds the package `shared` in one folder, and nothing else; its modules are found by that."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return where the package is."""
        if name != SHARED:
            return None
        places = [str(self._folder)]
        init = self._folder / "__init__.py"
        if init.is_file():
            return spec_from_file_location(name, init, submodule_search_locations=places)
        spec = ModuleSpec(name, None, is_package=True)
        spec.submodule_search_locations = places
        return spec


def share(exercise: Path) -> None:
    """Let `shared` be the folder of that name beside an exercise's, if there is one."""
    _forget()
    folder = exercise.parent / SHARED
    if folder.is_dir():
        sys.meta_path.insert(0, _Finder(folder))


@contextmanager
def sharing(exercise: Path) -> Iterator[None]:
    """Let `shared` be what it is for the exercise in this folder, as long as this lasts."""
    share(exercise)
    try:
        yield
    finally:
        _forget()


def _forget() -> None:
    """Let there be no `shared` of an exercise any more."""
    sys.meta_path[:] = [one for one in sys.meta_path if not isinstance(one, _Finder)]
    for name in [one for one in sys.modules if one.split(".")[0] == SHARED]:
        del sys.modules[name]
