"""The pytest plugin that every pytest run loads: the mark of checks and `--submission`.

`pytest exercises/relu --submission FILE` judges one file inside an instructor's own pytest. What
that takes is imported when it is asked for.
"""

from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --submission, the file that an exercise's checks judge."""
    group = parser.getgroup("graphgrade")
    group.addoption(
        "--submission", metavar="FILE", help="judge FILE by the exercise checks that are collected"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Declare the marker of checks; judge the file given with --submission."""
    config.addinivalue_line(
        "markers", "check(points, hint, secret, claim, after): an exercise check"
    )
    if config.getoption("--submission", None):
        from grader.authoring.standalone import prepare

        _give_fixtures(config)
        prepare(config)


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> None:
    """Give the checks of an exercise their helpers, and fixtures that skip without a submission."""
    if (module_path.parent / "exercise.toml").is_file():
        from grader.judge.sharing import share

        _give_fixtures(parent.config)
        share(module_path.parent)


def pytest_report_header(config: pytest.Config) -> str | None:
    """Say that the submission raised an error: its checks are then judged on what it built."""
    if not config.getoption("--submission", None):
        return None
    from grader.authoring.standalone import header

    return header(config)


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the processes that --submission started."""
    if config.getoption("--submission", None):
        from grader.authoring.standalone import release

        release(config)


def _give_fixtures(config: pytest.Config) -> None:
    """Register the fixtures of checks, once."""
    from grader.judge import fixtures

    if not config.pluginmanager.is_registered(fixtures):
        config.pluginmanager.register(fixtures)
