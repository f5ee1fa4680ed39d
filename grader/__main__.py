"""`python -m grader`: the command `grade`."""

from grader.cli import main

main()
