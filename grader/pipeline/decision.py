"""From how the three parties ended and what they said to the words of a report; pure."""

from grader.catalog import Exercise
from grader.collect.claims import Claims, Frame
from grader.foundation import wire
from grader.foundation.model import Problem, Report, SourceLine
from grader.foundation.text import clean, clean_line
from grader.judge.messages import Verdict
from grader.pipeline.explanation import explain
from grader.report.score import Circumstances, judged, unjudged
from grader.submission import Submission
from grader.workers.child import Child
from grader.workers.endings import Ending, collector_ending, executor_ending

_CLAIMS_LIMIT = 128 << 20


def printed(child: Child) -> str:
    """Return what the script printed, fit to be shown."""
    return clean(child.output("stdout").decode("utf-8", "replace"), 1 << 16)


def claims_of(child: Child) -> Claims | Ending:
    """Return what the script claims, or how it ended."""
    ending = collector_ending(child)
    if ending.status != "passed":
        return ending
    try:
        payload = wire.decompress(wire.unframe(child.output("result")), _CLAIMS_LIMIT)
        return wire.decode(payload, Claims)
    except wire.WireError:
        problem = Problem(
            "no result",
            "What the script left behind is not a result.",
            "Do not write to descriptors that your script did not open.",
        )
        return Ending("error", "the script damaged its result", problem)


def verdict_of(judge: Child) -> Verdict:
    """Return what the judge said; its own end is a fault of ours."""
    if judge.breach or judge.exit is None or judge.exit.code or judge.exit.signal:
        last = clean(judge.output("stderr").decode("utf-8", "replace")[-2000:])
        reason = f"passed its {judge.breach} limit" if judge.breach else "ended unexpectedly"
        return Verdict(fault=f"the judge {reason}: {last}")
    try:
        return wire.decode(wire.unframe(judge.output("result")), Verdict)
    except wire.WireError as error:
        return Verdict(fault=f"the judge's verdict cannot be read: {error}")


def decide(
    exercise: Exercise,
    submission: Submission,
    claims: Claims,
    verdict: Verdict,
    executor: Child,
    about: Circumstances,
) -> Report:
    """Return the report that follows from what the three parties said."""
    problem = raised(submission, claims)
    if verdict.rejected:
        line = submission.line(verdict.rejected_line)
        rejected = Problem(
            "graph not allowed",
            clean(f"Your graph may not be run: {verdict.rejected}.", 600),
            "Use operations of the lessons: variables, arithmetic, layers, optimizers.",
            (line,) if line else (),
        )
        return unjudged(exercise, "rejected", "graph not allowed", rejected, about)
    if verdict.lost:
        ending = executor_ending(executor)
        if not verdict.checks:
            return unjudged(exercise, ending.status, ending.headline, ending.problem, about)
        return judged(exercise, verdict, about, ending.problem, ending.status)
    return judged(exercise, verdict, about, problem)


def raised(submission: Submission, claims: Claims) -> Problem | None:
    """Return the exception that the script raised, None if it raised none."""
    failure = claims.failure
    if failure is None:
        return None
    return Problem(
        clean_line(failure.type, 100),
        clean(failure.message),
        explain(failure),
        tuple(_frame(submission, frame) for frame in failure.frames),
    )


def _frame(submission: Submission, frame: Frame) -> SourceLine:
    known = submission.line(frame.line) if submission.written else None
    return known or SourceLine(clean_line(frame.file, 100), frame.line, clean(frame.text, 300))


def notes(submission: Submission, claims: Claims) -> tuple[str, ...]:
    """Return what the student should know beside the verdict."""
    found = [*submission.notes]
    found += [
        f"Not all {clean_line(cut, 50)} were kept: there were too many." for cut in claims.cut
    ]
    found += [f"The data was {clean_line(source, 300)}." for source in claims.data[:2]]
    if claims.left_at:
        file, line = submission.place(claims.left_at)
        found.append(f"`sys.exit` on line {line} of {file} ended the script there.")
    return tuple(found)
