"""From how the three parties ended and what they said to the words of a report; pure."""

from grader.catalog import Exercise
from grader.collect.claims import Claims, Gist
from grader.collect.files import SealedFiles
from grader.collect.stops import Failure
from grader.foundation import wire
from grader.foundation.model import Problem, Report
from grader.foundation.text import clean, clean_line
from grader.judge.messages import Verdict
from grader.pipeline.leaving import left_tensorflow
from grader.pipeline.mixups import other_exercise
from grader.pipeline.problems import failed_cells, raised, uncalled
from grader.report.score import Circumstances, judged, unjudged
from grader.submission import Submission
from grader.workers.child import Child
from grader.workers.endings import Ending, collector_ending, executor_ending

_FAILED_CELLS = 5
_SHOWN = 1 << 16
# Without a number: what is printed is searched for numbers.
_CUT = "[… the middle is left out …]"


def printed(child: Child) -> str:
    """Return what the script printed, fit to be shown; of much, the beginning and the end."""
    first, last, left_out = child.ends("stdout")
    texts = [part.decode("utf-8", "replace") for part in (first, last)]
    whole = "".join(texts)
    if not left_out and len(whole) <= _SHOWN:
        return clean(whole, _SHOWN)
    half = _SHOWN // 2
    begin = texts[0][:half]
    return f"{clean(begin, half)}\n{_CUT}\n{clean(whole[len(begin) :][-half:], half)}"


def shortened(child: Child) -> tuple[str, ...]:
    """Return a note about output of which only the ends are kept."""
    first, last, left_out = child.ends("stdout")
    size = len(first) + len(last) + left_out
    if size <= _SHOWN:
        return ()
    return (f"The script printed {size:,} bytes: the beginning and the end are shown and read.",)


def claims_of(child: Child) -> Claims | Ending:
    """Return what the script claims, or how it ended."""
    ending = collector_ending(child)
    if ending.status != "passed":
        return ending
    try:
        return wire.unpacked(wire.unframe(child.output("result")), Claims)
    except wire.WireError:
        return _damaged()


def gist_of(child: Child) -> Gist | Ending:
    """Return what a report says of the script's claims, or how it ended.

    The rest of the claims is the judge's to decode, in a process with limits.
    """
    ending = collector_ending(child)
    if ending.status != "passed":
        return ending
    try:
        payload = wire.unframe(child.output("result"))
        return wire.decode(wire.decompress(payload, wire.UNPACKED_BYTES), Gist)
    except wire.WireError:
        return _damaged()


def driver_fault(exercise: Exercise, failure: Failure) -> Ending:
    """Return that an exercise's driver failed of itself: nothing the student could mend."""
    line = failure.frames[-1].line if failure.frames else 0
    what = clean_line(f"{failure.type}: {failure.message}", 300)
    message = f"{exercise.driver.name} of {exercise.slug} stopped at line {line}: {what}"
    return Ending("grader_fault", "the exercise's driver failed", Problem("driver", message))


def sealed_files(sealer: Child) -> SealedFiles | Ending:
    """Return the files that the sealer made, or its end, if that is a fault of the grader's.

    None where it ended otherwise: what it read is the script's.
    """
    ending = collector_ending(sealer)
    if ending.status == "grader_fault":
        return ending
    try:
        return wire.decode(wire.unframe(sealer.output("result")), SealedFiles)
    except wire.WireError:
        return SealedFiles()


def unrecordable(fault: str) -> Ending:
    """Return that the installed TensorFlow 2 is one that cannot be recorded."""
    problem = Problem("grader fault", fault, "This is not your fault: tell your teacher.")
    return Ending("grader_fault", "the grader failed", problem)


def _damaged() -> Ending:
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
    claims: Gist,
    verdict: Verdict,
    executor: Child,
    about: Circumstances,
) -> Report:
    """Return the report that follows from what the three parties said."""
    if verdict.damaged:
        ending = _damaged()
        return unjudged(exercise, ending.status, ending.headline, ending.problem, about)
    problem = raised(submission, claims)
    if submission.cells and all(check.status == "passed" for check in verdict.checks):
        problem = None  # no check depends on the cells that failed: the notes tell of them
    if claims.refused and any(check.status == "passed" for check in verdict.checks):
        problem = None  # the rest was run: the notes tell of what was not
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
    failed = any(check.status == "failed" for check in verdict.checks)
    if problem is not None or failed:
        nothing = not any(check.status == "passed" for check in verdict.checks)
        reason = uncalled(submission, claims, problem, nothing=nothing)
        if reason is not None:
            return judged(exercise, verdict, about, reason, None if problem else "failed")
    if problem is None and failed:
        bound = {*claims.globals_at_end, *_found(claims)}
        if (other := other_exercise(exercise, submission, bound)) is not None:
            return judged(exercise, verdict, about, other, "failed")
    return judged(exercise, verdict, about, problem)


def notes(submission: Submission, claims: Gist, exercise: Exercise) -> tuple[str, ...]:
    """Return what the student should know beside the verdict."""
    found = [*submission.notes, *_places(claims, exercise)]
    found += [
        f"Not all {clean_line(cut, 50)} were kept: there were too many." for cut in claims.cut
    ]
    found += [clean_line(note, 300) for note in claims.notes]
    found += left_tensorflow(submission, claims)
    found += [f"The data was {clean_line(source, 300)}." for source in claims.data[:2]]
    if claims.left_at:
        file, line = submission.place(claims.left_at)
        what = "that cell" if submission.cells else "the script"
        found.append(f"`sys.exit` on line {line} of {file} ended {what} there.")
    return (*found, *_of_programs(submission, claims), *_of_cells(submission, claims))


def _of_programs(submission: Submission, claims: Gist) -> tuple[str, ...]:
    """Return a note about the lines that would have started other programs."""
    lines: dict[str, list[str]] = {}
    for file, line in map(submission.place, claims.refused_at):
        lines.setdefault(file, []).append(str(line))
    if not lines:
        return ()
    listed = "; ".join(f"{file}, line {' and '.join(found)}" for file, found in lines.items())
    return (f"Passed over, for the grader does not start other programs: {listed}.",)


def _of_cells(submission: Submission, claims: Gist) -> list[str]:
    """Return a note for each cell that failed: its number and first line, and what was wrong."""
    if not submission.cells:
        return []
    failed = failed_cells(submission, claims)
    found = []
    for cell, problem in failed[:_FAILED_CELLS]:
        name = f"cell {cell.number}" if cell.number else f"the cell from line {cell.start} on"
        first = clean_line(submission.first_line(cell), 80)
        verb = "could not be read" if cell in submission.not_read else "raised an error"
        where = f", line {problem.lines[-1].line}" if problem.lines else ""
        what = clean_line(f"{problem.type}: {problem.message}", 200)
        found.append(f"{name[:1].upper()}{name[1:]} (`{first}`) {verb}{where}: {what}")
    if len(failed) > _FAILED_CELLS:
        found.append(f"{len(failed) - _FAILED_CELLS} more cells failed.")
    return [*found, *(["The other cells ran."] if found else [])]


def beside(verdict: Verdict) -> tuple[str, ...]:
    """Return notes about operations that no answer needs, and about checks that raised."""
    names = ", ".join(clean_line(name, 60) for name in verdict.left_out)
    left_out = (f"Not run, for nothing that is asked needs it: {names}.",) * bool(names)
    return left_out + tuple(f"For your teacher: {one}." for one in verdict.measured.raised)


def _found(claims: Gist) -> set[str]:
    """Return the names of what was found of a graph, wherever the script binds them."""
    handles = claims.snapshots[-1].handles if claims.snapshots else ()
    return {one.path.partition("[")[0] for one in handles if one.graph is not None}


def _places(claims: Gist, exercise: Exercise) -> tuple[str, ...]:
    """Return where the names that are asked for were found, if not among the globals."""
    rules = exercise.rules.handles
    asked = {name for one in rules.required for name in rules.roots(one)}
    found: dict[str, list[str]] = {}
    for handle in claims.snapshots[-1].handles if claims.snapshots else ():
        root = handle.path.partition("[")[0]
        own = handle.where in ("", f"`{root}`")  # of a model's own variables it is the model
        if not own and root in asked and root not in found.get(handle.where, []):
            found.setdefault(handle.where, []).append(root)
    listed = [
        f"{', '.join(f'`{name}`' for name in names)} in {clean_line(where, 100)}"
        for where, names in list(found.items())[:5]
    ]
    return (f"Found inside your script, not among its globals: {'; '.join(listed)}.",) * bool(
        listed
    )
