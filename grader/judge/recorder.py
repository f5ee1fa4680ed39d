"""From pytest's calls to check results."""

from collections.abc import Mapping

import pytest
from _pytest.fixtures import FixtureLookupError
from msgspec.structs import replace

from grader.catalog import Exercise
from grader.catalog.declarations import CheckRule
from grader.foundation.errors import GradeError
from grader.foundation.model import CheckResult, Figure, Status, Table
from grader.foundation.text import clean
from grader.judge.checks import CheckFailed, Missing, NotFound
from grader.judge.connection import ExecutorLost, GraphError
from grader.judge.stash import ATTACHED, CREDIT

_SECRET = "This check uses inputs that you cannot see."  # noqa: S105 - a sentence, not a password


_UNFINISHED = "not counted: the script must run to its end without an error"
_IN_FAILED_CELL = "not counted: it rests on a cell that raised an error, and must run to its end"

_STUMBLED = "The check cannot take what your graph gave ({kind}): look at its shape and dtype."
# What no submission can make a check raise: a fixture, module or file is missing.
_OURS = (GradeError, FixtureLookupError, ImportError, OSError)


class Recorder:
    """Collects the outcome of every check of one exercise.

    raised: the script raised an error; a check on claims then cannot pass. stopped: where it, or
    the first of a notebook's cells that failed, stopped; "" if none did. renamed: checks that
    failed for the want of a name alone, which those that build on them need not mind.

    A check that raises anything else than a failure has failed: `grade verify` proves that right
    answers raise nothing. The attribute `raised` tells which did, for the author and the teacher;
    `messages` what secret checks said, for the author alone.
    """

    def __init__(self, exercise: Exercise, raised: bool = False, stopped: str = "") -> None:
        self._raised = raised
        self._not_reached = f"not reached: {stopped or 'the script stopped'}"
        self._stopped = raised or bool(stopped)
        self._rules: Mapping[str, CheckRule] = {rule.name: rule for rule in exercise.checks}
        self._results: dict[str, CheckResult] = {}
        self._mistakes: dict[str, str] = {}
        self._causes: dict[str, str] = {}
        self.renamed: set[str] = set()
        self.lost = False
        self.fault = ""
        self.raised: list[str] = []
        self.messages: dict[str, str] = {}

    @property
    def mistake(self) -> str:
        """The mistake that the first of the checks names which name one, in the file's order."""
        named = (self._mistakes.get(name, "") for name in self._rules)
        return next(filter(None, named), "")

    def passed(self, name: str) -> bool:
        """Say whether the check `name` has passed."""
        found = self._results.get(name)
        return name in self.renamed or (found is not None and found.status == "passed")

    def why_not(self, name: str) -> str:
        """Return why what builds on the check `name` is not judged; "" if that has passed."""
        if self.passed(name):
            return ""
        found = self._results.get(name)
        if found is not None and found.message == self._not_reached:
            return self._not_reached
        return f"not judged: `{name}` did not pass"

    def claims_that_passed(self) -> list[str]:
        """Return the names of the checks on claims that have passed."""
        return [rule.name for rule in self._rules.values() if rule.claim and self.passed(rule.name)]

    def withdraw(self, names: list[str]) -> None:
        """Let checks on claims not count: what they found was done in a cell that raised."""
        for name in names:
            self._results[name] = self._result(self._rules[name], "skipped", _IN_FAILED_CELL)

    def results(self) -> tuple[CheckResult, ...]:
        """Return a result for every check; one that pytest never reached is a grader fault."""
        return tuple(
            self._results.get(rule.name) or self._result(rule, "grader_fault", "was never run")
            for rule in self._rules.values()
        )

    def note(self, item: pytest.Item, call: pytest.CallInfo[None]) -> None:
        """Take in one phase (set-up, call, tear-down) of one check."""
        rule = self._rules.get(item.name.removeprefix("test_"))
        if rule is None:
            self.fault = f"{item.name} is not a check that the catalog knows"
            return
        if call.excinfo is not None:
            if rule.name not in self._results or self._results[rule.name].status == "passed":
                self._results[rule.name] = self._failed(rule, item, call.excinfo.value)
        elif call.when == "call" and rule.claim and self._raised:
            self._results[rule.name] = self._result(rule, "skipped", _UNFINISHED, item=item)
        elif call.when == "call":
            self._results[rule.name] = self._result(rule, "passed", "", rule.points, item)

    def _failed(self, rule: CheckRule, item: pytest.Item, error: BaseException) -> CheckResult:
        if isinstance(error, pytest.skip.Exception):
            return self._result(rule, "skipped", clean(str(error)))
        if isinstance(error, ExecutorLost):
            self.lost = True
            return self._result(rule, "skipped", "not judged: running your graph was stopped")
        if isinstance(error, CheckFailed) and self._follows(rule, item, error):
            return self._result(rule, "skipped", self._not_reached)
        if again := self._again(rule, error):
            return self._result(rule, "skipped", again)
        failed = isinstance(error, AssertionError | pytest.fail.Exception)
        if rule.secret:
            said = str(error) if failed else f"{type(error).__name__}: {error}"
            self.messages[rule.name] = clean(said, 1000)
        if not failed:
            kind = type(error).__name__
            reason = clean(kind if rule.secret else f"{kind}: {error}", 300)
            if isinstance(error, _OURS) or not isinstance(error, Exception):
                self.fault = self.fault or f"{item.name}: {reason}"
                return self._result(
                    rule, "grader_fault", "The check itself is broken; this is not your fault."
                )
            self.raised.append(f"check {rule.name} raised {reason}")
            return self._result(rule, "failed", _STUMBLED.format(kind=kind), item=item)
        tables: tuple[Table, ...] = ()
        if isinstance(error, CheckFailed):
            self._mistakes[rule.name] = error.mistake
            tables = error.tables
        score = rule.points * item.stash.get(CREDIT, 0.0)
        found = self._result(rule, "failed", clean(str(error)), score, item, tables)
        # The name is in the exercise for all to read: no input that is hidden is in this message.
        named = isinstance(error, NotFound) and rule.secret
        return replace(found, message=clean(str(error))) if named else found

    def _again(self, rule: CheckRule, error: BaseException) -> str:
        """Return that an earlier check failed for the same reason; "" for a reason of its own.

        The same name is not there, or the same run of the graph raises the same error. What names a
        mistake is never passed over.
        """
        if not isinstance(error, Missing | GraphError) or error.mistake:
            return ""
        cause = error.path if isinstance(error, NotFound) else error.message
        first = self._causes.setdefault(cause, rule.name)
        if first == rule.name:
            return ""
        what = f"`{cause}` is not there" if isinstance(error, NotFound) else "the same is wrong"
        return f"not judged: {what}, see `{first}`"

    def _follows(self, rule: CheckRule, item: pytest.Item, error: CheckFailed) -> bool:
        """Say whether a failure only follows from the error at which the script stopped."""
        if error.stops or CREDIT in item.stash:
            return False
        return (self._stopped and isinstance(error, Missing)) or (self._raised and rule.claim)

    def _result(
        self,
        rule: CheckRule,
        status: Status,
        message: str,
        score: float = 0.0,
        item: pytest.Item | None = None,
        tables: tuple[Table, ...] = (),
    ) -> CheckResult:
        attached = item.stash.get(ATTACHED, []) if item is not None else []
        hidden = rule.secret
        return CheckResult(
            name=rule.name,
            description=rule.description,
            status=status,
            score=score,
            max_score=rule.points,
            message=_SECRET if hidden and status == "failed" else message,
            hint=rule.hint if status == "failed" else "",
            secret=rule.secret,
            figures=() if hidden else tuple(a for a in attached if isinstance(a, Figure)),
            tables=() if hidden else tables + tuple(a for a in attached if isinstance(a, Table)),
        )
