"""What a notebook holds for an exercise, and what its student should know about it."""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from grader.submission.cells import Module, counting, module_of
from grader.submission.document import Cell, Document, NotANotebook, read_document
from grader.submission.magics import parsed, python_lines
from grader.submission.messages import Start

_TENSORFLOW = re.compile(r"^[ \t]*(import|from)[ \t]+tensorflow\b", re.M)
_FENCED = re.compile(r"^[ \t]*(```|~~~)[^\n]*\n(.*?)^[ \t]*\1", re.M | re.S)
_LONGEST = 20_000  # of a text that is searched for code


def read_for(text: str, start: Start) -> Module:
    """Return the module that a notebook's JSON holds for an exercise. Raises NotANotebook."""
    document = read_document(text)
    code = [cell for cell in document.cells if cell.kind == "code"]
    if document.language != "Python" and not any(_TENSORFLOW.search(c.source) for c in code):
        raise NotANotebook(
            f"its kernel runs {document.language}, and the exercises are written in Python"
        )
    chosen = counting(document, start.slug)
    aside = _code_aside(document, chosen, start.required)
    if aside and not any(cell.source.strip() for cell in chosen):
        raise NotANotebook(aside)
    remarks = [*_choice(chosen, code), *_order(chosen), *([f"C{aside[1:]}."] if aside else [])]
    return replace(module_of(chosen), remarks=tuple(remarks))


def _choice(chosen: list[Cell], code: list[Cell]) -> Iterator[str]:
    if len(chosen) < len(code):
        numbers = ", ".join(str(cell.number) for cell in chosen[:20])
        yield f"Only what is tagged counts: cell {numbers} of {len(code)} cells of code."


def _order(chosen: list[Cell]) -> Iterator[str]:
    """Say that cells were run in another order than they stand in."""
    ran = [cell for cell in chosen if cell.count]
    for one, after in pairwise(ran):
        if one.count > after.count:
            yield (
                f"The cells were run in another order than they stand in: cell {after.number}"
                f" (run as [{after.count}]) before cell {one.number} (run as [{one.count}])."
                " Here they run from top to bottom, as with Restart and Run All."
            )
            return


def _code_aside(document: Document, chosen: list[Cell], required: Iterable[str]) -> str:
    """Say that a cell which is not code holds what the exercise asks for, and no cell of code."""
    there = {name for cell in chosen for name in bound(cell.source)}
    wanted = set(required) - there
    for cell in document.cells:
        if cell.kind == "code" or not wanted:
            continue
        text = cell.source[:_LONGEST]
        for source in (text, *(found[2] for found in _FENCED.finditer(text))):
            if names := sorted(wanted & bound(source)):
                kind = "Markdown" if cell.kind == "markdown" else f"a {cell.kind} cell"
                what = ", ".join(f"`{name}`" for name in names)
                return (
                    f"cell {cell.number} is {kind} and holds the code for {what}; only cells of"
                    " type Code are run, so change its type to Code"
                )
    return ""


def bound(source: str) -> set[str]:
    """Return the names that a piece of Python binds, none if it is no Python."""
    body = parsed(python_lines(source)[0])
    nodes = [node for statement in body or () for node in ast.walk(statement)]
    return {
        node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
