"""The command `grade`."""

from grader.cli.main import main

__all__ = ["main"]
