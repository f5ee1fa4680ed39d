"""What is said of a file's style, where an exercise asks for one; nothing of it is run.

Docstrings and imports are read from the syntax tree, all else is pycodestyle's. Only the child that
reads files, and an author's own tools, call what is here.
"""

import ast
import io
from collections.abc import Iterator
from typing import Any

from grader.catalog.rules import StyleRules
from grader.foundation.text import clean_line
from grader.submission.messages import MAX_STYLE_FAULTS, StyleFault

# pycodestyle takes a second for ten thousand lines.
_LONGEST = 200_000
_DEFINED = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def style_faults(source: bytes, rules: StyleRules | None) -> tuple[StyleFault, ...]:
    """Return where a file that Python can read is not in the style, in the order of its lines."""
    if rules is None:
        return ()
    text = source.decode("utf-8", "replace")
    if len(text) > _LONGEST:
        return (StyleFault(1, "", "the file is too long to look at its style"),)
    tree = ast.parse(text)
    found = [*_docstrings(tree, rules), *_imports(tree, rules), *_of_lines(text, rules)]
    return tuple(sorted(found, key=lambda one: one.line)[:MAX_STYLE_FAULTS])


def _docstrings(tree: ast.Module, rules: StyleRules) -> Iterator[StyleFault]:
    if not rules.docstrings:
        return
    if not ast.get_docstring(tree):
        yield StyleFault(1, "docstring", "the file has no docstring")
    for node in ast.walk(tree):
        if isinstance(node, _DEFINED) and not ast.get_docstring(node):
            name = clean_line(node.name, 60)
            yield StyleFault(node.lineno, "docstring", f"`{name}` has no docstring")


def _imports(tree: ast.Module, rules: StyleRules) -> Iterator[StyleFault]:
    for node in ast.walk(tree) if rules.imports else ():
        if isinstance(node, ast.Import | ast.ImportFrom):
            written = ast.unparse(node)
            if written not in rules.imports:
                said = f"`{clean_line(written, 100)}` is not among the imports that are asked for"
                yield StyleFault(node.lineno, "import", said)


def _of_lines(text: str, rules: StyleRules) -> Iterator[StyleFault]:
    """Yield what pycodestyle says of the codes that are asked for, and of lines too long."""
    codes = [*rules.codes, *(["E501"] if rules.line_length else [])]
    if not codes:
        return
    import pycodestyle

    length = rules.line_length or 79
    guide: Any = pycodestyle.StyleGuide(
        select=codes, max_line_length=length, quiet=True, parse_argv=False, config_file=None
    )
    found: list[StyleFault] = []

    class Kept(pycodestyle.BaseReport):  # type: ignore[misc]
        def error(self, line_number: int, offset: int, text: str, check: Any) -> None:
            code, _, said = text.partition(" ")
            if not self._ignore_code(code):
                found.append(StyleFault(line_number, code, clean_line(said, 120)))

    lines = io.StringIO(text).readlines()
    pycodestyle.Checker("file.py", lines, guide.options, Kept(guide.options)).check_all()
    yield from found
