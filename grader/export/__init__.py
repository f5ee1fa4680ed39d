"""Reports in the formats of other systems. See docs/exports.md."""

from grader.export.options import Options
from grader.export.table import FORMATS, Format, export, find_format

__all__ = ["FORMATS", "Format", "Options", "export", "find_format"]
