"""Where a script in TensorFlow 2 leaves TensorFlow, in words: a graph cannot follow it there."""

from grader.collect.claims import Gap, Gist
from grader.foundation.text import clean_line
from grader.judge.messages import Verdict
from grader.submission import Submission

_MOST = 5
# Of a right answer nothing is said: it may do that.
_ASKED = ("number", "metric", "share", "dataset", "operation")


def left_tensorflow(submission: Submission, claims: Gist) -> tuple[str, ...]:
    """Return a note for each place where what is computed does not come from TensorFlow alone."""
    gaps = [gap for gap in claims.gaps if gap.kind not in _ASKED]
    return tuple(_words(submission, gap) for gap in gaps[:_MOST])


def decided(submission: Submission, claims: Gist, verdict: Verdict) -> tuple[str, ...]:
    """Return a note for each place where a number was read that decides, if a check failed.

    What it would be for other inputs is not known: what failed may have another reason.
    """
    if not any(check.status == "failed" for check in verdict.checks):
        return ()
    gaps = [gap for gap in claims.gaps if gap.kind in _ASKED]
    return tuple(_words(submission, gap) for gap in gaps[:_MOST])


def turned(submission: Submission, verdict: Verdict) -> tuple[str, ...]:
    """Return a note for each `if` of Python's that other inputs would have decided otherwise."""
    found = []
    for number in verdict.turned:
        file, line = submission.place(number)
        found.append(
            f"For other inputs, Python goes another way on line {line} of {file}: the grader runs"
            " what your script computed on its way. `tf.where`, or an `if` in a `@tf.function`,"
            " decides in the graph."
        )
    return tuple(found)


def _words(submission: Submission, gap: Gap) -> str:
    file, line = submission.place(gap.line)
    if gap.kind == "python":
        return (
            f"On line {line} of {file} TensorFlow calls Python: the grader runs your graph without"
            " your Python, so what comes from there stays the same for other inputs."
        )
    if gap.kind == "training":
        return (
            f"Line {line} of {file} trains in a function that goes through many batches, which the"
            " grader cannot follow: call the function for each batch."
        )
    if gap.kind == "weights":
        return (
            f"Line {line} of {file} trains with other weights than 1 for examples or classes, which"
            " the grader does not follow: leave `sample_weight` and `class_weight` away."
        )
    if gap.kind == "number":
        return (
            f"On line {line} of {file} Python decides by a number that a tensor gave: for other"
            " inputs, too, the grader runs what your script computed on its way. `tf.where`, or an"
            " `if` in a `@tf.function`, decides in the graph."
        )
    if gap.kind == "metric":
        return (
            f"Line {line} of {file} asks a metric of Keras for a number that the grader cannot"
            " follow: update the metric once for each batch, with labels and what your model gives."
        )
    function = clean_line(gap.function, 60)
    if gap.kind == "share":
        return (
            f"On line {line} of {file} NumPy computes a share (`{function}`), which the grader"
            " cannot follow: if it is an accuracy, write it with `tf.equal` and `tf.reduce_mean`."
        )
    if gap.kind == "dataset":
        return (
            f"On line {line} of {file} your numbers come out of a dataset of `tf.data`, which the"
            " grader does not run: they stay the same for other inputs. Compute from the tensor"
            " itself."
        )
    if gap.kind == "operation":
        return (
            f"On line {line} of {file} your numbers come from an operation that the grader does not"
            f" run (`{function}`): they stay the same for other inputs."
        )
    if gap.kind == "changed":
        return (
            f"On line {line} of {file} TensorFlow gets an array that came from a tensor and was"
            " changed since: it cannot follow that, so the numbers stay the same for other inputs."
        )
    return (
        f"From line {line} of {file} on, your numbers come from NumPy (`{function}`): TensorFlow"
        " cannot follow it, so they stay the same for other inputs. Use the function of `tf`."
    )
