"""Where a grade was made: versions, platform and confinement tier."""

import functools
import platform
from importlib import metadata

from grader import __version__
from grader.model import Environment


@functools.cache
def environment(confinement: str) -> Environment:
    """Return the fingerprint that every report carries."""
    return Environment(
        graphgrade=__version__,
        python=platform.python_version(),
        tensorflow=_version("tensorflow"),
        numpy=_version("numpy"),
        platform=f"{platform.system()} {platform.release()} {platform.machine()}",
        confinement=confinement,
    )


def _version(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return "not installed"
