"""The sentences in a file of Python, as a translator sees them: with numbered places for values."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from grader.catalog import Exercise
from grader.foundation.syntax import parse

_NAMED = re.compile(r"\$[a-z_]+|\{[a-z_]*(?::[^{} ]*)?\}")
_SENTENCE = re.compile(r"[A-Za-z`’']{2,}[^A-Za-z]* [^\\]*|^[^\\]* [A-Za-z]{2,}")
# Patterns, formats, markup and statements of SQL, which have words in them, too.
_NO_SENTENCE = re.compile(
    r"\\[swdSbAZ.(\[|)]|\(\?|%[a-zA-Z]{2}|[a-z]\|[a-z]|^\s*[%#<]|^\n"
    r"|^(SELECT|INSERT|UPDATE|DELETE|PRAGMA|CREATE|BEGIN)\b"
)


def python_sentences(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and text of each sentence in a file of Python, docstrings of commands too."""
    tree = parse(path.read_bytes(), str(path))
    passed: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            yield from _docstring(node, passed)
        if isinstance(node, ast.Assert):
            passed.update(map(id, ast.walk(node)))
        if isinstance(node, ast.JoinedStr):
            passed.update(map(id, node.values))
            for value in node.values:
                if isinstance(value, ast.FormattedValue) and value.format_spec:
                    passed.update(map(id, ast.walk(value.format_spec)))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "counted":
            yield from _counted(node)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant | ast.JoinedStr) and id(node) not in passed:
            text = _text(node)
            if len(text.split()) > 1 and _SENTENCE.search(text) and not _NO_SENTENCE.search(text):
                yield node.lineno, text


def _counted(call: ast.Call) -> Iterator[tuple[int, str]]:
    """Yield both forms of a counted noun."""
    match call.args:
        case [_, ast.Constant(value=str(noun))]:
            yield from ((call.lineno, text) for text in (f"1 {noun}", f"{{0}} {noun}s"))


def _docstring(
    node: ast.Module | ast.ClassDef | ast.FunctionDef, passed: set[int]
) -> Iterator[tuple[int, str]]:
    """Yield the docstring of a command or a check, by paragraphs; pass over every other one."""
    text = ast.get_docstring(node)
    if text is None or not isinstance(node.body[0], ast.Expr):
        return
    passed.add(id(node.body[0].value))
    marks = "".join(map(ast.unparse, getattr(node, "decorator_list", ())))
    if "command" in marks or "group" in marks or "check(" in marks:
        for paragraph in text.split("\n\n"):
            yield node.body[0].lineno, " ".join(paragraph.split())


def _text(node: ast.Constant | ast.JoinedStr) -> str:
    """Return the text of a string, with numbered places for its values."""
    if isinstance(node, ast.Constant):
        return numbered(node.value) if isinstance(node.value, str) else ""
    parts = [part.value if isinstance(part, ast.Constant) else "{}" for part in node.values]
    return numbered("".join(map(str, parts)))


def numbered(text: str) -> str:
    """Return a text whose places have numbers; places side by side are one."""
    numbers = iter(range(100))
    joined = re.sub(r"(\{\}){2,}", "{}", text)
    return _NAMED.sub(lambda _: f"{{{next(numbers)}}}", joined)


def exercise_sentences(exercise: Exercise) -> list[str]:
    """Return what an exercise says: title, summary, hints, and the sentences of its checks."""
    rules = exercise.rules
    texts = [rules.title, rules.summary, *(one.hint for one in rules.mistakes)]
    texts += [text for _, text in python_sentences(exercise.test_file)]
    return list(dict.fromkeys(texts))
