"""Where a confined child looks for modules: in the folders as its warm parent saw them.

A child may read each library in a folder, but not list the folder itself, in which this package
lies as well. Python lists a folder again when anything in it was installed or removed; a child that
is refused would then find no module there any more, which no script could help.
"""

import os
import sys
from importlib.machinery import FileFinder


class Keeping(FileFinder):
    """Finds modules as before in a folder that cannot be listed any more."""

    def _fill_cache(self) -> None:
        try:
            os.listdir(self.path)
        except PermissionError:
            return
        super()._fill_cache()  # type: ignore[misc]  # not documented, and the same since Python 3.3


def keep_listings() -> None:
    """Let this process, and those that it forks, keep what they have seen of their folders."""
    for finder in list(sys.path_importer_cache.values()):
        if type(finder) is FileFinder:
            finder.__class__ = Keeping
