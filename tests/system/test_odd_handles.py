"""Odd handles under every name that an exercise looks up: checks fail, and none breaks."""

import msgspec
import pytest

from grader.authoring.stubs import solution_text
from grader.catalog import Catalog, Exercise
from grader.collect.claims import Claims, Handle, Snapshot
from grader.foundation import wire
from grader.judge.messages import judge_request
from grader.pipeline import Grader
from grader.submission import Submission

# What each odd global holds; all of it stands in the graph of the solution.
ODD = """
odd_scalar = tf.constant(1.0)
odd_vector = tf.constant([1.0, 2.0])
odd_empty = tf.zeros([0])
odd_no_rows = tf.zeros([0, 10])
odd_cube = tf.zeros([2, 2, 2])
odd_unknown = tf.placeholder_with_default(tf.zeros([3]), None)
odd_huge = tf.zeros([1 << 12, 1 << 11])
odd_not_finite = tf.constant([[float("nan"), float("inf")]])
odd_whole = tf.constant([[1, 2]])
odd_truth = tf.constant(True)
odd_text = tf.constant("text")
odd_complex = tf.complex([[1.0]], [[1.0]])
odd_half = tf.zeros([3, 10], tf.float16)
odd_unfed = tf.placeholder(tf.float32)
odd_raises = tf.reshape(tf.placeholder_with_default([1.0], [None]), [7, 7])
odd_variable = tf.Variable([1.0, 2.0])
odd_operation = tf.no_op()
"""
KINDS = [line.split(" = ")[0] for line in ODD.split("\n") if line]
# The odd handles are made with TensorFlow 1.
EXERCISES = [one for one in Catalog().all() if one.rules.dialect != "tf2"]


def odd_claims(grader: Grader, exercise: Exercise) -> Claims:
    """Return what the solution claims, trained for one epoch at most, with odd globals beside."""
    source = solution_text(exercise)
    for epochs in ("training_epochs = 20", "training_epochs = 5", "n_epochs = 100"):
        source = source.replace(epochs, epochs.split("=")[0] + "= 1")
    claims, printed = grader.claims(exercise, Submission("odd.py", (source + ODD).encode()))
    assert isinstance(claims, Claims), printed
    assert claims.failure is None, claims.failure
    return claims


def replaced(claims: Claims, path: str, kind: str) -> Claims:
    """Return the claims as if the global `path` held what `kind` holds, or nothing at all."""
    last = claims.snapshots[-1].handles
    odd = next((one for one in last if one.path == kind), None)

    def put(handle: Handle) -> Handle:
        if handle.path != path or odd is None:
            return handle
        return msgspec.structs.replace(odd, path=path)

    shots = tuple(
        Snapshot(shot.reason, tuple(put(one) for one in shot.handles if odd or one.path != path))
        for shot in claims.snapshots
    )
    return msgspec.structs.replace(claims, snapshots=shots)


def paths_of(exercise: Exercise, claims: Claims) -> list[str]:
    """Return the globals that the checks look up, elements of containers by themselves."""
    last = [one.path for one in claims.snapshots[-1].handles]
    names = {*exercise.rules.handles.required, "optimizer", "saver", "accuracy", "beta"}
    return [path for path in last if path.partition("[")[0] in names]


def judge_all(grader: Grader, exercise: Exercise, share: int) -> list[str]:
    """Judge every path with one in `share` of the odd kinds; return what went wrong."""
    claims, wrong = odd_claims(grader, exercise), []
    for place, path in enumerate(paths_of(exercise, claims)):
        for number, kind in enumerate([*KINDS, "nothing"]):
            if (place + number) % share:
                continue
            payload = wire.compress(wire.encode(replaced(claims, path, kind)))
            request = judge_request(exercise, payload, "", b"seed")
            verdict = grader._parties.judge(request, exercise)[0]
            if verdict.fault or verdict.measured.raised:
                wrong.append(f"{path} = {kind}: {verdict.fault} {verdict.measured.raised}")
    return wrong


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda one: one.slug)
def test_no_odd_handle_breaks_a_check(exercise: Exercise, grader: Grader) -> None:
    """Wrong ranks, dtypes and sizes, operations and nothing: one in 27 of each is tried."""
    assert judge_all(grader, exercise, 27) == []


@pytest.mark.long
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda one: one.slug)
def test_no_odd_handle_at_all_breaks_a_check(exercise: Exercise, grader: Grader) -> None:
    """The same, with every kind under every name."""
    assert judge_all(grader, exercise, 1) == []
