"""Checks for rename_fix_tf2: a Checkpoint restores by name, and its names are ways to variables.

A restore copies numbers and computes nothing, so arrays are compared bit for bit (rtol, atol 0).
"""

import re

import numpy as np
import pytest

from grader.judge import absent, assert_allclose, check, fail, require, same_path
from grader.networks.pairing import pairing
from grader.networks.ranges import scales
from grader.networks.savers import checkpoint_way, runs_after, same

SHAPES = {"weights": (2, 3), "bias": (3,)}
KNOWN = {
    "weights": np.array([[1, 2, 3], [4, 5, 6]], np.float32),
    "bias": np.array([7, 8, 9], np.float32),
}
STARTED = {"weights": "layer/kernel", "bias": "layer/offset"}  # what the unfixed script looks for


@pytest.fixture
def way(subject):
    """The variables that were saved and those that were restored, as two graphs."""
    return checkpoint_way(subject, SHAPES)


@check(
    points=3.5,
    hint="Give the second `tf.train.Checkpoint` both variables under the names that the file has,"
    " or save the first ones in an object of the same structure.",
)
def test_own_names(way, trace, rng):
    """Each variable has the same name where it is saved and where it is restored."""
    if way.save is None:
        absent("your script saved nothing: no `tf.train.Checkpoint` wrote a file")
    if way.second is None:
        again = way.restored_in_first(trace)
        words = "there is no second part: `weights` and `bias` are still the variables of the first"
        absent(words, mistake="same_variables" if again else "", stops=again)
    saved = way.first.names(way.drawn(rng))
    for path, names in saved.items():
        require(names, f"the first Checkpoint does not save `{path}`", mistake="one_left_out")
    if not way.second.savers:
        _require_restore(way, trace)
    wanted = way.second.names(way.drawn(rng))
    verdict, words = pairing(saved, wanted)
    if verdict != "agree":
        fail(words, mistake=_disagreement(way, trace, verdict, saved, wanted))


@check(
    points=2.5,
    after=("own_names",),
    hint="Keep `saver.read(save_file)`, with the `tf.train.Checkpoint` of the second part.",
)
def test_restored(way, trace, rng):
    """The second part restores each value into the variable that it was saved from."""
    _require_restore(way, trace)
    found = way.carried(KNOWN)
    for path, value in KNOWN.items():
        assert_allclose(found[path], value, rtol=0, atol=0, what=f"the restored `{path}`")
    secret = way.drawn(rng)
    found = way.carried(secret)
    for path, value in secret.items():
        require(same(found[path], value), f"`{path}` is not always what the file holds")


@check(
    points=1.5,
    claim=True,
    after=("restored",),
    hint="Let the script run to its end, read the file that was written, and put nothing into the"
    " variables afterwards.",
)
def test_values(way, trace, rng):
    """Your script ends with the values that its first part saved."""
    restore, second = way.restore, way.second
    if restore.failed:
        elsewhere = not any(same_path(one.written, restore.path) for one in trace.saves)
        fail(
            f"reading {restore.path!r} failed; the file is {way.save.written!r}",
            mistake="restored_elsewhere" if elsewhere else "",
            stops=elsewhere,
        )
    variables = {path: second.variable(path) for path in SHAPES}
    for run in runs_after(trace, restore, "graphs"):
        require(
            not second.written_by(run) & set(variables.values()),
            "something wrote new values into the variables after the file was read",
            mistake="assigned_after",
        )
    held, ended = _held(way, trace, rng), _ended(way, trace)
    for path, name in variables.items():
        require(
            same(ended.get(name), held.get(path)),
            f"`{path}` ends with other values than were saved",
        )


@check(
    points=2.5,
    secret=True,
    after=("own_names",),
    hint="Any file of the first part must restore in the second one, each value into the variable"
    " that it was saved from.",
)
def test_secret_checkpoint(way, trace, rng):
    """Any file with the names of your first part restores in your second part."""
    _require_restore(way, trace)
    for scale in scales(rng):
        secret = way.drawn(rng, scale)
        found = way.carried(secret)
        for path, value in secret.items():
            require(same(found[path], value), f"`{path}` is not what the file holds")


def _require_restore(way, trace):
    """Fail unless the script read a file into the variables of the second part."""
    if way.restore is not None:
        return
    if way.restored_in_first(trace):
        words = "the file was read into the variables of the first part"
        absent(words, mistake="old_saver", stops=True)
    mistake = "assigned_by_hand" if _by_hand(way, trace) else "restore_removed"
    absent("the second part reads no file", mistake=mistake, stops=True)


def _disagreement(way, trace, verdict, saved, wanted):
    """Name the mistake behind names that do not fit, if the names say which."""
    if way.restore is None and way.restored_in_first(trace):
        return "old_saver"
    if _by_hand(way, trace):
        return "assigned_by_hand"
    if verdict == "missing":
        return "one_left_out"
    if verdict == "crossed":
        numbers = all(_last(names).isdigit() for names in wanted.values())
        return "list_reordered" if numbers else "names_crossed"
    if verdict != "unknown":
        return ""
    if any(wanted[path] <= saved[path] for path in SHAPES):
        return "one_renamed"
    if all(_last(wanted[path]) == _last(saved[path]) for path in SHAPES):
        return "way_differs"
    if not all(_shown(wanted[path]) == name for path, name in STARTED.items()):
        return "other_names"
    if any(_operation(way.second, path) == path for path in SHAPES):
        return "name_argument"
    return "silenced" if trace.claims.failure is None else "not_renamed"


def _by_hand(way, trace):
    """Say whether the saved values are in the variables in the end, though no file brought them."""
    ended = _ended(way, trace)
    values = [ended.get(way.second.variable(path)) for path in SHAPES]
    stored = (trace.checkpoint(way.save.written) or {}).values()
    return all(any(same(one, value) for one in stored) for value in values)


def _held(way, trace, rng):
    """Return what the script's own file holds of each variable (a claim)."""
    return way.written(trace, way.first.names(way.drawn(rng)))


def _ended(way, trace):
    """Return what the variables of the second part ended with, by operation name (a claim)."""
    number = way.second.graph.number
    found = [n for n, one in enumerate(trace.claims.sessions) if one.graph == number]
    return trace.final_values(found[-1]) if found else {}


def _shown(names):
    """Return the name of a variable without what TensorFlow puts behind it, "" of several."""
    return next(iter(names)).split("/.ATTRIBUTES/")[0] if len(names) == 1 else ""


def _last(names):
    return _shown(names).rpartition("/")[2]


def _operation(end, path):
    """Return what a variable was called with `name=`, without a number behind it."""
    return re.sub(r"_\d+$", "", end.variable(path)).rpartition("/")[2]
