"""An exercise's checks as a pytest session: collected once, run on one submission.

A judge that has a process of its own collects them itself. A warm parent may hold them collected,
so that each judge it forks begins with the first check; that saves half of a judge's time.
"""

import contextlib
import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from _pytest.config import get_config

from grader.catalog.stamps import Stamp, stamp
from grader.judge import fixtures
from grader.judge.sharing import sharing

# Plugins that checks have no use for; each costs time in every judge.
_UNUSED = (
    "cacheprovider",
    "debugging",
    "doctest",
    "faulthandler",
    "junitxml",
    "legacypath",
    "logging",
    "nose",
    "pastebin",
    "recwarn",
    "setuponly",
    "setupplan",
    "stepwise",
    "subtests",
    "terminal",
    "terminalprogress",
    "threadexception",
    "unittest",
    "unraisableexception",
)
_OPTIONS = (*(f"-pno:{name}" for name in _UNUSED), "--capture=no")
_BINDING = ("-c", os.devnull, "-o", "markers=check", "--import-mode=importlib", "--noconftest")


class Checks:
    """The checks in a file, collected by pytest and not yet run.

    fault: why they cannot be run, "" if they can.
    """

    def __init__(self, test_file: Path) -> None:
        self.fault = ""
        self._file = test_file
        self._folder = test_file.parent
        os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
        with sharing(self._folder), _quietly(), _no_new_modules(self._folder):
            self._config = self._configured()
            self._session = pytest.Session.from_config(self._config)
            with self._noting_faults():
                self._config._do_configure()
                self._config.hook.pytest_sessionstart(session=self._session)
                self._config.hook.pytest_collection(session=self._session)

    def prepare(self) -> None:
        """Do ahead what is the same for every submission."""
        fixtures.prepare(self._session.items)

    def run(self, judgement: object | None = None) -> None:
        """Run them, with `judgement` as a plugin. They can be run once."""
        with sharing(self._folder), _quietly():
            if judgement is not None:
                self._config.pluginmanager.register(judgement)
            try:
                if not self.fault:
                    with self._noting_faults():
                        self._run_all()
            finally:
                self._config._ensure_unconfigure()

    def _run_all(self) -> None:
        session = self._session
        self._config.hook.pytest_runtestloop(session=session)
        code = pytest.ExitCode.TESTS_FAILED if session.testsfailed else pytest.ExitCode.OK
        if not session.testscollected:
            code = pytest.ExitCode.NO_TESTS_COLLECTED
            self.fault = self._cannot_run(repr(code))
        self._config.hook.pytest_sessionfinish(session=session, exitstatus=code)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Note why a file cannot be collected."""
        if report.failed:
            lines = report.longreprtext.splitlines()
            errors = [line[1:].strip() for line in lines if line.startswith("E ")]
            self.fault = ": ".join(["the checks cannot be imported", *errors[-1:]])

    def _configured(self) -> pytest.Config:
        # Above the folder, pytest would look at every file of every folder.
        where = (f"--rootdir={self._folder}", f"--confcutdir={self._folder}")
        arguments = [*_BINDING, *_OPTIONS, *where, str(self._file)]
        plugins: list[Any] = [fixtures, self]
        config = get_config(arguments, plugins)
        for plugin in plugins:
            config.pluginmanager.register(plugin)
        parse = config.pluginmanager.hook.pytest_cmdline_parse
        parsed: pytest.Config = parse(pluginmanager=config.pluginmanager, args=arguments)
        return parsed

    @contextlib.contextmanager
    def _noting_faults(self) -> Iterator[None]:
        try:
            yield
        except (Exception, KeyboardInterrupt) as error:  # not a check's: pytest keeps those
            self.fault = self.fault or self._cannot_run(f"{type(error).__name__}: {error}")

    def _cannot_run(self, why: str) -> str:
        return f"pytest could not run {self._file.name}: {why}"


_held: dict[Path, tuple[Stamp, Checks]] = {}


def hold(test_file: Path) -> None:
    """Have the checks collected for whatever process is forked from this one.

    Only for checks that a judge has run to the end: who imports them runs their code.
    """
    wanted = stamp(test_file)
    if test_file in _held and _held[test_file][0] == wanted:
        return
    _held.pop(test_file, None)
    checks = Checks(test_file)
    if checks.fault:
        return  # the judge will meet it, and say so
    checks.prepare()
    _held[test_file] = wanted, checks
    gc.collect()
    gc.freeze()


def take(test_file: Path) -> Checks:
    """Return the checks, those that were held if they are as the file is now."""
    held = _held.pop(test_file, None)
    if held is not None and held[0] == stamp(test_file):
        return held[1]
    return Checks(test_file)


def can_be_held() -> bool:
    """Say whether this process, which has run checks, could still be forked: it has one thread."""
    return sys.platform == "linux" and len(os.listdir("/proc/self/task")) == 1


@contextlib.contextmanager
def _quietly() -> Iterator[None]:
    """Let nothing be printed: a judge has nobody to print for."""
    with open(os.devnull, "w", encoding="utf-8") as null, contextlib.redirect_stdout(null):
        yield


@contextlib.contextmanager
def _no_new_modules(folder: Path) -> Iterator[None]:
    """Forget the modules that come out of a folder: another one may have files of these names."""
    before = set(sys.modules)
    try:
        yield
    finally:
        for name in set(sys.modules) - before:
            place = getattr(sys.modules[name], "__file__", None)
            if place and Path(place).parent == folder:
                del sys.modules[name]
