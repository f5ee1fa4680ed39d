"""From pytest's outcomes to results: run on toy exercises, with a fake executor."""

import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
import pytest

from grader.catalog import load_exercise
from grader.collect.claims import Claims, FailedCell, GraphClaim, Handle, Snapshot
from grader.collect.stops import Failure
from grader.execute import protocol as p
from grader.foundation import wire
from grader.foundation.errors import ExerciseFault
from grader.foundation.model import Cell, CheckResult, Figure, Series, Table
from grader.judge.child import judge_claims
from grader.judge.connection import Connection, ExecutorLost
from grader.judge.messages import Verdict, judge_request
from grader.judge.recorder import Recorder

TOYS = Path(__file__).parent.parent / "toys" / "judged"
FIGURE = Figure("cost", "epoch", "cost", (Series("yours", (3.0, 1.0)),))
TABLE = Table("values", ("n",), ((Cell("1", wrong=True),),))
CLAIMS = Claims(
    graphs=(GraphClaim(1, b"", (), {}, ()),),
    snapshots=(
        Snapshot("end", (Handle("y", "tensor", 0, "y:0"), Handle("rate", "value", value=0.5))),
    ),
    globals_at_end=("y", "rate"),
    events=(),
    sessions=(),
    checkpoints=(),
)


class FakeExecutor:
    """Answers as an executor whose graph has one tensor, y = [1, 2]; lost after `lifetime`."""

    def __init__(self, lifetime: int = 1000, rejection: p.Rejection | None = None) -> None:
        self.lifetime = lifetime
        self.rejection = rejection

    def ask(self, request: p.Request) -> p.Answer:
        """Return a fixed answer to each kind of request."""
        self.lifetime -= 1
        if self.lifetime < 0:
            raise ExecutorLost("gone")
        match request:
            case p.Load():
                return p.Loaded(self.rejection)
            case p.Several(steps):
                return p.Answers(tuple(map(self._done, steps)))
            case p.RunGraph():
                return self._done(request)
            case p.Describe():
                return p.Described({"y:0": p.NodeInfo("y:0", "Const", "float32", (2,))})
            case _:
                return p.Arrays()

    def _done(self, step: p.Step) -> p.Arrays:
        ran = isinstance(step, p.RunGraph)
        return p.Arrays({"y:0": wire.pack(np.float32([1, 2]))} if ran else {})


@pytest.fixture(scope="module", autouse=True)
def environment() -> Iterator[None]:
    """Put back what the judge, which has a process of its own, sets in the environment."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
        yield


def judge(
    name: str,
    claims: Claims = CLAIMS,
    executor: FakeExecutor | None = None,
    folder: Path = TOYS,
    seed: bytes = b"seed",
    stopped: str = "",
) -> Verdict:
    """Judge claims by a toy exercise."""
    payload = wire.compress(wire.encode(claims))
    exercise, printed = load_exercise(folder / name), "rate 0.5, y 3.25\n"
    request = judge_request(exercise, payload, printed, seed, stopped=stopped)
    before = set(sys.modules)
    try:
        return judge_claims(request, Connection(executor or FakeExecutor()))
    finally:
        for module in set(sys.modules) - before:
            if module.rpartition(".")[2].startswith("test_"):
                del sys.modules[module]  # the next exercise may have a test file of this name


def by_name(verdict: Verdict) -> dict[str, CheckResult]:
    """Return the results of a verdict by the check's name."""
    return {result.name: result for result in verdict.checks}


@pytest.fixture(scope="module")
def outcomes() -> dict[str, CheckResult]:
    """Return the results of the exercise with every outcome."""
    return by_name(judge("outcomes"))


@pytest.mark.parametrize(
    ("name", "status", "score", "message"),
    [
        ("passes", "passed", 1.0, ""),
        ("asserts", "failed", 0.0, "two and two is four"),
        ("says_no", "failed", 0.0, "the answer is no"),
        ("requires", "failed", 0.0, "it is required"),
        ("pytest_fails", "failed", 0.0, "pytest says no"),
        ("expects_an_error", "failed", 0.0, "DID NOT RAISE"),
        ("keeps_half", "failed", 1.0, "the second half is missing"),
        ("keeps_all", "passed", 2.0, ""),
        ("needs_more", "skipped", 0.0, "not judged: `asserts` did not pass"),
        ("needs_even_more", "skipped", 0.0, "not judged: `needs_more` did not pass"),
        ("needs_a_global", "failed", 0.0, "`nothing` is not there"),
        ("needs_it_again", "skipped", 0.0, "not judged: `nothing` is not there, see `needs_a"),
        ("is_absent", "failed", 0.0, "there is no saver"),
        ("trained", "failed", 0.0, "nothing was trained"),
        ("saves", "skipped", 0.0, "not judged: `is_absent` did not pass"),
        ("printed", "passed", 1.0, ""),
        ("streams", "passed", 1.0, ""),
    ],
)
def test_each_outcome_has_its_status_and_points(
    name: str, status: str, score: float, message: str, outcomes: dict[str, CheckResult]
) -> None:
    """Status, score and message follow from what the check did."""
    result = outcomes[name]
    assert (result.status, result.score) == (status, score)
    assert message in result.message
    assert bool(message) == bool(result.message)


def test_results_are_in_the_order_of_the_test_file(outcomes: dict[str, CheckResult]) -> None:
    """Every check has one result, described by its docstring and worth its points."""
    rules = load_exercise(TOYS / "outcomes").checks
    assert [(rule.name, rule.description, rule.points) for rule in rules] == [
        (result.name, result.description, result.max_score) for result in outcomes.values()
    ]


def test_a_hint_is_shown_for_a_failure_only(outcomes: dict[str, CheckResult]) -> None:
    """What passed or was skipped needs none."""
    assert outcomes["asserts"].hint == "Assert less."
    assert [name for name, r in outcomes.items() if r.hint and r.status != "failed"] == []


def test_the_first_diagnosis_is_the_submissions_mistake() -> None:
    """Of several checks that name a mistake the first one counts."""
    verdict = judge("outcomes")
    assert (verdict.mistake, verdict.fault, verdict.lost) == ("sign", "", False)


def test_a_secret_check_reveals_nothing(outcomes: dict[str, CheckResult]) -> None:
    """Name, status and hint are shown; no value, table, figure or source."""
    result = outcomes["secret"]
    assert result == CheckResult(
        name="secret",
        description="Nothing of this is shown.",
        status="failed",
        score=0.0,
        max_score=1.0,
        message="This check uses inputs that you cannot see.",
        hint="Read the lesson.",
        secret=True,
    )
    passed = outcomes["secret_that_passes"]
    assert (passed.status, passed.figures, passed.message) == ("passed", (), "")


def test_figures_and_tables_come_with_the_result(outcomes: dict[str, CheckResult]) -> None:
    """The comparison's own tables come first, then what was attached; passing keeps figures."""
    drawn = outcomes["draws"]
    assert drawn.figures == (FIGURE,)
    assert [table.caption for table in drawn.tables] == ["y: expected", "y: yours", "values"]
    assert drawn.tables[-1] == TABLE
    assert outcomes["draws_and_passes"].figures == (FIGURE,)
    assert outcomes["passes"].figures == outcomes["passes"].tables == ()


def test_a_check_on_claims_does_not_pass_when_the_script_raised() -> None:
    """What an unfinished script says of itself is not counted, what its graph does is."""
    failure = Failure("NameError", "name 'x' is not defined", ())
    claims = Claims(CLAIMS.graphs, CLAIMS.snapshots, CLAIMS.globals_at_end, (), (), (), failure)
    results = by_name(judge("outcomes", claims))
    printed, passes = results["printed"], results["passes"]
    assert (printed.status, printed.score) == ("skipped", 0.0)
    assert printed.message == "not counted: the script must run to its end without an error"
    assert passes.status == "passed"


@pytest.mark.parametrize("whole", [True, False], ids=["script", "notebook"])
def test_what_the_script_did_not_come_to_is_not_wrong(whole: bool) -> None:
    """After an error only what was built fails; what was not reached has no hint and no mistake."""
    failure = Failure("NameError", "name 'x' is not defined", ())
    cells = () if whole else (FailedCell(0, failure, 0, 0),)
    claims = msgspec.structs.replace(CLAIMS, failure=failure, failed_cells=cells)
    results = by_name(judge("outcomes", claims, stopped="stopped at line 31"))
    late = {name for name, one in results.items() if one.message.startswith("not reached")}
    absent = {"needs_a_global", "needs_it_again", "is_absent", "saves"}
    assert late == absent | ({"trained"} if whole else set())
    assert {results[name].message for name in late} == {"not reached: stopped at line 31"}
    assert {(results[name].status, results[name].hint) for name in late} == {("skipped", "")}
    assert results["says_no"].status == results["stops"].status == "failed"
    assert (results["keeps_half"].status, results["keeps_half"].score) == ("failed", 1.0)


# -- faults of the grader ------------------------------------------------------------------------


def test_a_check_that_raises_has_failed_and_is_told() -> None:
    """No submission can end its judgement by breaking a check; a missing fixture is our fault."""
    verdict = judge("faults")
    results = by_name(verdict)
    assert {name: result.status for name, result in results.items()} == {
        "before": "passed",
        "divides": "failed",
        "hides": "failed",
        "gives_too_much": "failed",
        "wants_a_fixture": "grader_fault",
        "fails_after": "failed",
    }
    assert verdict.fault.startswith("test_wants_a_fixture: FixtureLookupError")
    assert "(ZeroDivisionError)" in results["divides"].message
    assert verdict.measured.raised == (
        "check divides raised ZeroDivisionError: division by zero",
        "check gives_too_much raised ValueError: credit takes a fraction from 0 to 1, not 1.5",
        "check hides raised ValueError",
    )
    assert results["fails_after"].score == 0.5


@pytest.fixture
def exercise(tmp_path: Path) -> Path:
    """Return the folder of an exercise `one` whose test file may be written."""
    folder = tmp_path / "one"
    folder.mkdir()
    for name in ("one.py", "README.md"):
        (folder / name).write_text("# TODO\n")
    (folder / "exercise.toml").write_bytes((TOYS / "faults" / "exercise.toml").read_bytes())
    return folder


ONE = '''\
from grader.judge import check

@check(points=1{options})
def test_it({fixtures}):
    """It holds."""
    {body}
'''


@pytest.mark.parametrize(
    ("options", "fixtures", "body", "fault"),
    [
        pytest.param("", "", "raise OSError('too bad')", "test_it: OSError: too bad", id="open"),
        pytest.param(
            ", secret=True", "", "raise OSError('424242')", "test_it: OSError", id="secret"
        ),
        pytest.param("", "graph, x", "pass", "FixtureLookupError: ('x', ", id="fixture"),
        pytest.param(
            "", "", "raise SystemExit('424242')", "test_it: SystemExit: 424242", id="exit"
        ),
    ],
)
def test_a_fault_says_what_went_wrong(
    options: str, fixtures: str, body: str, fault: str, exercise: Path
) -> None:
    """Type and message help the instructor; of a secret check only the type is told."""
    (exercise / "test_one.py").write_text(ONE.format(options=options, fixtures=fixtures, body=body))
    verdict = judge("one", folder=exercise.parent)
    assert fault in verdict.fault
    assert ("424242" in verdict.fault) == ("424242" in fault)
    assert by_name(verdict)["it"].status == "grader_fault"


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        pytest.param(
            "import no_such_module\n", "",
            "cannot be imported: ModuleNotFoundError: No module named 'no_such_module'",
            id="import",
        ),
        pytest.param("", "\ndel test_it\n", "test_one.py", id="deleted"),
        pytest.param("import pytest\n", "\npytest.exit('stop')\n", "Exit: stop", id="exit"),
        pytest.param(
            "import pytest\n", "\ntest_it = pytest.mark.parametrize('n', [1, 2])(test_it)\n",
            "test_it[2] is not a check that the catalog knows", id="parametrized",
        ),
    ],
)  # fmt: skip
def test_a_test_file_that_cannot_be_run_is_a_fault(
    before: str, after: str, fault: str, exercise: Path
) -> None:
    """What pytest does not reach is the instructor's, not the student's."""
    fixtures = "n" if "parametrize" in after else ""
    text = before + ONE.format(options="", fixtures=fixtures, body="pass") + after
    (exercise / "test_one.py").write_text(text)
    verdict = judge("one", folder=exercise.parent)
    assert fault in verdict.fault
    assert [(r.status, r.score) for r in verdict.checks] == [("grader_fault", 0.0)]


def test_a_diagnosis_that_is_not_declared_is_a_fault(exercise: Path) -> None:
    """A mistake that exercise.toml does not know is the instructor's error."""
    body = "from grader.judge import fail; fail('no', mistake='unheard_of')"
    (exercise / "test_one.py").write_text(ONE.format(options="", fixtures="", body=body))
    with pytest.raises(ExerciseFault, match="unheard_of"):
        judge("one", folder=exercise.parent)


# -- the executor --------------------------------------------------------------------------------


def test_a_graph_that_is_not_allowed_is_not_judged() -> None:
    """Reason, operation and the student's line are handed on."""
    rejection = p.Rejection(
        0, "read", "ReadFile", "operations of type 'ReadFile' are not allowed", 1
    )
    graph = GraphClaim(2, b"", (4, 7), {}, ())
    claims = Claims((graph,), CLAIMS.snapshots, CLAIMS.globals_at_end, (), (), ())
    assert judge("outcomes", claims, FakeExecutor(rejection=rejection)) == Verdict(
        rejected="operations of type 'ReadFile' are not allowed (operation 'read')",
        rejected_line=7,
    )


def test_an_executor_that_is_lost_at_once_leaves_nothing_to_judge() -> None:
    """Without the graphs there are no results."""
    assert judge("outcomes", executor=FakeExecutor(lifetime=0)) == Verdict(lost=True)


def test_an_executor_that_is_lost_later_skips_what_needs_it() -> None:
    """Checks that need no graph are still judged."""
    verdict = judge("outcomes", executor=FakeExecutor(lifetime=1))
    results = by_name(verdict)
    assert (verdict.lost, verdict.fault) == (True, "")
    assert results["passes"].status == "skipped"
    assert results["passes"].message == "not judged: running your graph was stopped"
    assert results["says_no"].status == "failed"
    assert results["keeps_all"].status == "passed"


# -- streams of random numbers -------------------------------------------------------------------


def test_secret_inputs_belong_to_student_and_check(exercise: Path) -> None:
    """The same seed and check give the same numbers, another seed or check gives others."""
    check = "\n@check(points=1)\ndef test_{}(rng):\n    '''.'''\n    fail(str(rng.random()))\n"
    (exercise / "test_one.py").write_text(
        "from grader.judge import check, fail\n" + check.format("a") + check.format("b")
    )
    drawn = [
        result.message
        for seed in (b"ada", b"ada", b"bob")
        for result in judge("one", folder=exercise.parent, seed=seed).checks
    ]
    assert drawn[:2] == drawn[2:4]
    assert len(set(drawn)) == 4


def test_what_was_never_run_is_a_fault_and_has_not_passed() -> None:
    """A recorder that saw nothing knows nothing."""
    recorder = Recorder(load_exercise(TOYS / "faults"))
    assert not recorder.passed("before")
    assert not recorder.passed("no such check")
    assert {result.status for result in recorder.results()} == {"grader_fault"}
    assert {result.message for result in recorder.results()} == {"was never run"}
