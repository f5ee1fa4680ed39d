"""The zip that Gradescope takes as an autograder: two scripts at its root, and what they need.

It holds one exercise without its solution, its known mistakes and its alternatives.
"""

import io
import zipfile
from collections.abc import Mapping

_MOMENT = (2020, 1, 1, 0, 0, 0)
_SCRIPTS = ("setup.sh", "run_autograder")


def pack(
    files: Mapping[str, bytes], scripts: Mapping[str, str], values: Mapping[str, str]
) -> bytes:
    """Return the zip: the same bytes for the same files, scripts executable.

    values: what replaces `@NAME@` in the scripts.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in _SCRIPTS:
            text = scripts[name]
            for key, value in values.items():
                text = text.replace(f"@{key}@", value)
            archive.writestr(_entry(name, 0o755), text.encode())
        for name, data in sorted(files.items()):
            archive.writestr(_entry(name, 0o644), data)
    return packed.getvalue()


def _entry(name: str, mode: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _MOMENT)
    entry.external_attr = (0o100000 | mode) << 16
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
