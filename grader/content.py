"""Where exercises, solutions and templates lie: beside the package, or in a wheel inside it."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def content_root() -> Path:
    """Return the folder that holds `exercises`, `solutions` and `templates`."""
    bundled = _PACKAGE / "content"
    return bundled if bundled.is_dir() else _PACKAGE.parent
