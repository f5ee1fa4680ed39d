"""Where a grade was made: versions, platform and confinement tier."""

import functools
import platform
from importlib import metadata

from grader import __version__
from grader.foundation.model import Environment


@functools.cache
def environment(confinement: str) -> Environment:
    """Return the fingerprint that every report carries."""
    return Environment(
        graphgrade=__version__,
        python=platform.python_version(),
        tensorflow=_version("tensorflow", "tensorflow-cpu"),
        numpy=_version("numpy"),
        platform=f"{platform.system()} {platform.release()} {platform.machine()}",
        confinement=confinement,
    )


def _version(*distributions: str) -> str:
    """Return the version of the first that is installed."""
    for name in distributions:
        try:
            return metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return "not installed"
