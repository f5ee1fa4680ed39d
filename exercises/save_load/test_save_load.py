"""Checks for save_load: a checkpoint travels from one graph's saver to another graph's saver.

A saver copies numbers and computes nothing, so arrays are compared bit for bit (rtol = atol = 0).
"""

import posixpath

import numpy as np
import pytest

from grader.judge import GraphError, absent, assert_allclose, check, fail, require, same_path
from grader.networks.ranges import scales
from grader.networks.savers import checkpoint_way, runs_after, same

SHAPES = {"weights": (2, 3), "bias": (3,)}
KNOWN = {
    "weights": np.array([[1, 2, 3], [4, 5, 6]], np.float32),
    "bias": np.array([7, 8, 9], np.float32),
}


@pytest.fixture
def way(subject):
    """The graph that was saved and the graph that was restored into, with their savers."""
    return checkpoint_way(subject, SHAPES)


@check(
    points=2.5,
    hint="Make a `tf.train.Saver()` after both variables; in a session run"
    " `tf.global_variables_initializer()`, then `saver.save(session, save_file)`. In TensorFlow 2,"
    " make a `tf.train.Checkpoint` of both and call its `write(save_file)`.",
)
def test_saves(way, trace, rng):
    """The saver of your first graph writes both `weights` and `bias`."""
    if way.save is None:
        found = _why_unsaved(way, trace)
        words = "your script saved nothing: no `Saver.save` succeeded"
        if trace.claims.dialect == "tf2":
            words = "your script saved nothing: no `tf.train.Checkpoint` wrote a file"
        absent(words, mistake=found, stops=bool(found))
    names = way.first.names(way.drawn(rng))
    missing = [f"`{path}`" for path, found in names.items() if not found]
    mistake = ""
    if len(missing) == 1:
        mistake = "one_variable_saved"
    elif missing and way.restored_in_first(trace):
        mistake = "same_graph"
    require(not missing, f"the saver does not write {' and '.join(missing)}", mistake=mistake)


@check(
    points=1,
    claim=True,
    after=("saves",),
    hint="Give `save_file` to `saver.save`, as the last thing that the first session does.",
)
def test_checkpoint(way, trace, rng):
    """A checkpoint lies at `save_file`, with the values that the first session ended with."""
    # A script may go on with another part of the lesson, and another file of that name.
    wanted, written = trace.values_of("save_file"), way.save.written
    names = [one for one in wanted if isinstance(one, str)]
    require(
        not names or any(_is_at(written, one) for one in names),
        f"the checkpoint was written to {written!r}, and `save_file` is {names[-1:]}",
        mistake="saved_elsewhere",
    )
    require(
        trace.checkpoint(written) is not None,
        f"there is no checkpoint {written!r} when your script ends",
    )
    held = way.written(trace, way.first.names(way.drawn(rng)))
    ended = trace.final_values(way.save.session)
    for path in SHAPES:
        name = way.first.variable(path)
        require(  # of a variable that no collection of the graph lists, no value is known
            same(held.get(path), ended.get(name, held.get(path))),
            f"the checkpoint's `{path}` is not what the first session ended with",
        )


@check(
    points=2.5,
    after=("saves",),
    hint="After `tf.reset_default_graph()` build both variables again, in the same order, make a"
    " new `tf.train.Saver()`, and call its `restore(session, save_file)` in a new session. In"
    " TensorFlow 2, make both anew, and a new `tf.train.Checkpoint`, and call its"
    " `read(save_file)`.",
)
def test_restores(way, trace, rng):
    """In a second graph, your saver puts the checkpoint's values into `weights` and `bias`."""
    _require_restore(way, trace, rng)
    found = _carried(way, KNOWN, rng)
    for path, value in KNOWN.items():
        assert_allclose(found[path], value, rtol=0, atol=0, what=f"the restored `{path}`")
    secret = way.drawn(rng)
    found = _carried(way, secret, rng)
    for path, value in secret.items():
        require(same(found[path], value), f"`{path}` is not always what the checkpoint holds")


@check(
    points=1.5,
    claim=True,
    after=("restores",),
    hint="Restore from the path that you saved to, and run no initializer afterwards: restoring"
    " gives the variables their values.",
)
def test_values(way, trace, rng):
    """Your second session ends with the saved values, and ran no initializer after restoring."""
    save, restore, second = way.save, way.restore, way.second
    if restore.failed:
        elsewhere = not any(same_path(one.written, restore.path) for one in trace.saves)
        fail(
            f"`saver.restore` from {restore.path!r} failed; the checkpoint is {save.written!r}",
            mistake="restored_elsewhere" if elsewhere else "",
            stops=elsewhere,
        )
    variables = {path: second.variable(path) for path in SHAPES}
    for run in runs_after(trace, restore, "graphs"):
        again = restore.saver.restore_op in run.fetches
        require(
            again or not second.written_by(run) & set(variables.values()),
            "something wrote new values into the variables after the restore",
            mistake="initialised_after",
        )
    held = way.written(trace, way.first.names(way.drawn(rng)))
    saved, ended = trace.final_values(save.session), trace.final_values(restore.session)
    for path, name in variables.items():
        wanted = held.get(path, saved.get(way.first.variable(path)))
        require(
            same(ended.get(name, wanted), wanted),
            f"`{path}` ends with other values than were saved",
        )


@check(
    points=2.5,
    secret=True,
    after=("saves",),
    hint="The second graph needs both variables, under the names that they were saved with, and"
    " a saver of its own that restores both.",
)
def test_secret_checkpoint(way, trace, rng):
    """Any checkpoint with the names of your first graph restores in your second graph."""
    _require_restore(way, trace, rng)
    for scale in scales(rng):
        secret = way.drawn(rng, scale)
        found = _carried(way, secret, rng)
        for path, value in secret.items():
            require(same(found[path], value), f"`{path}` is not what the checkpoint holds")


def _carried(way, values, rng):
    """Return what the second graph restores of `values`; fail in words when it cannot."""
    message = ""
    try:
        found = way.carried(values)
        if all(same(found[path], value) for path, value in values.items()):
            return found
    except GraphError as error:
        message = error.message
    verdict, words = way.pairing(rng)
    mistake = {
        "missing": "one_variable_restored",
        "unknown": "other_names",
        "crossed": "crossed",
    }.get(verdict, "")
    if message or mistake:
        fail(words or message, mistake=mistake)
    return found


def _require_restore(way, trace, rng):
    """Fail unless the script restored in a second graph, with a saver of that graph."""
    if way.restore is None:
        # In TensorFlow 2, what reads a file shows whose variables it knows.
        anew = trace.claims.dialect == "tf2" and way.second is not None
        if anew and way.restored_in_first(trace):
            fail("the file was read into the variables of the first graph", mistake="old_saver")
        require(
            not way.restored_in_first(trace),
            "the values were restored into the graph that they were saved from",
            mistake="same_graph",
        )
        plain = way.second is not None and _plain_end(way.second, trace)
        if trace.claims.dialect == "tf1":
            other = "the saved values are in the second graph, but not by `saver.restore`"
            require(not way.arrived(trace, rng), other)
        words = "`Saver.restore` was not called in a second graph"
        if trace.claims.dialect == "tf2":
            words = "no `tf.train.Checkpoint` read the file into new variables"
        absent(words, mistake="not_restored" if plain else "", stops=plain)
    require(
        way.second.owns_saver,
        "the saver belongs to the first graph, which is gone",
        mistake="old_saver",
    )


def _why_unsaved(way, trace):
    """Name the mistake of a script that saved nothing, if its behaviour says which."""
    failure = trace.claims.failure
    if failure is None or any(restore.failed for restore in trace.restores):
        return "never_saved"
    no_values = (
        failure.type == "FailedPreconditionError" or "Parent directory of" in failure.message
    )
    return "not_initialised" if no_values and not way.first.ever_written(trace) else ""


def _plain_end(end, trace):
    """Say whether the script went on to its end, or only missed the values of this graph."""
    failure = trace.claims.failure
    if failure is None:
        return True
    return failure.type == "FailedPreconditionError" and not end.ever_written(trace)


def _is_at(written, wanted):
    """Say whether a path is `wanted`, possibly with a step, a suffix or a folder around it."""
    if posixpath.normpath(written).startswith(posixpath.normpath(wanted)):
        return True
    return posixpath.basename(written).startswith(posixpath.basename(wanted))
