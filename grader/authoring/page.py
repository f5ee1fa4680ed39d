"""Verifications for people: on a terminal, and as one HTML page that needs nothing else."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from grader.authoring.verification import Verification
from grader.foundation.files import write_atomically
from grader.foundation.signs import encodable
from grader.report.render import render_page

if TYPE_CHECKING:
    from rich.console import Console

_NARROWEST, _WIDEST = 40, 100


def write_page(verifications: Sequence[Verification], path: Path) -> None:
    """Write the page; raises OSError."""
    write_atomically(path, render_page("verify.html", verifications=verifications).encode())


def print_page(verifications: Sequence[Verification], console: "Console") -> None:
    """Print what is wrong, and which mutants live."""
    width = max(_NARROWEST, min(console.width, _WIDEST))
    text = render_page("verify.txt", verifications=verifications, width=width)
    text = encodable(text, console.encoding)
    console.print(text, end="", markup=True, emoji=False, highlight=False, soft_wrap=True)
