"""Reports in the formats of other systems. See docs/exports.md."""

from grader.export.formats import FORMATS, Format, Options, export, find_format

__all__ = ["FORMATS", "Format", "Options", "export", "find_format"]
