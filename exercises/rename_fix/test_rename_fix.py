"""Checks for rename_fix: a restore goes by name, so the names decide and the order does not.

A saver copies numbers and computes nothing, so arrays are compared bit for bit (rtol = atol = 0).
"""

import re

import numpy as np
import pytest

from grader.judge import absent, assert_allclose, check, fail, require
from grader.networks.pairing import pairing
from grader.networks.ranges import scales
from grader.networks.savers import checkpoint_way, runs_after, same

SHAPES = {"weights": (2, 3), "bias": (3,)}
KNOWN = {
    "weights": np.array([[1, 2, 3], [4, 5, 6]], np.float32),
    "bias": np.array([7, 8, 9], np.float32),
}
AUTOMATIC = re.compile(r"(?:(?P<scope>.*)/)?Variable(?:_\d+)?")


@pytest.fixture
def way(subject):
    """The graph that was saved and the graph that was restored into, with their savers."""
    return checkpoint_way(subject, SHAPES)


@check(
    points=3.5,
    hint="Give each variable a `name=` of its own, the same one in both graphs; or give the second"
    " saver a map from the checkpoint's names to the variables.",
)
def test_own_names(way, trace, rng):
    """Both variables have names of your own, the same when they are saved and when restored."""
    if way.save is None:
        absent("your script saved nothing: no `Saver.save` succeeded")
    if way.second is None:
        again = way.restored_in_first(trace)
        words = "there is no second graph to restore into"
        absent(words, mistake="same_graph" if again else "", stops=again)
    saved, wanted = way.first.names(way.drawn(rng)), way.second.names(way.drawn(rng))
    verdict, words = pairing(saved, wanted)
    if verdict != "agree":
        fail(words, mistake=_disagreement(way, trace, verdict, saved, wanted))
    numbered = [
        path
        for path in SHAPES
        if _automatic(way.first, path, saved) and _automatic(way.second, path, wanted)
    ]
    if len(numbered) == 1:
        fail(f"`{numbered[0]}` has no name of its own", mistake="one_unnamed")
    if numbered and _bias_first(way.first) == _bias_first(way.second):
        fail("the names agree only because both graphs use the same order", mistake=_moved(way))
    require(not numbered, "the names are those that TensorFlow gives itself, not your own")


@check(
    points=2,
    after=("own_names",),
    hint="Keep `saver.restore(session, save_file)` in the session of the second graph.",
)
def test_restored(way, trace, rng):
    """The second graph restores each value into the variable that it was saved from."""
    _require_restore(way, trace, rng)
    found = way.carried(KNOWN)
    for path, value in KNOWN.items():
        assert_allclose(found[path], value, rtol=0, atol=0, what=f"the restored `{path}`")
    secret = way.drawn(rng)
    found = way.carried(secret)
    for path, value in secret.items():
        require(same(found[path], value), f"`{path}` is not always what the checkpoint holds")


@check(
    points=1.5,
    after=("own_names",),
    hint="Leave the second graph as it was: `bias` first, then `weights`. With names the order does"
    " not matter.",
)
def test_declaration_order(way):
    """The second graph still declares `bias` before `weights`."""
    require(
        _bias_first(way.second),
        "the second graph declares `weights` before `bias`",
        mistake="named_and_reordered" if _declared_apart(way.second) else "",
    )


@check(
    points=1,
    claim=True,
    after=("restored",),
    hint="Let the script run to its end, and run no initializer after the restore.",
)
def test_values(way, trace, rng):
    """Your second session ends with the values that your first session saved."""
    restore, second = way.restore, way.second
    require(not restore.failed, "`saver.restore` raised an error in your script")
    variables = {path: second.variable(path) for path in SHAPES}
    for run in runs_after(trace, restore, "graphs"):
        again = restore.saver.restore_op in run.fetches
        require(
            again or not second.written_by(run) & set(variables.values()),
            "something wrote new values into the variables after the restore",
            mistake="initialised_after",
        )
    held = way.written(trace, way.first.names(way.drawn(rng)))
    saved, ended = trace.final_values(way.save.session), trace.final_values(restore.session)
    for path, name in variables.items():
        wanted = held.get(path, saved.get(way.first.variable(path)))
        require(
            same(ended.get(name, wanted), wanted),
            f"`{path}` ends with other values than were saved",
        )


@check(
    points=2,
    secret=True,
    after=("own_names",),
    hint="Any checkpoint of the first graph must restore in the second one, each value into the"
    " variable of the same name.",
)
def test_secret_checkpoint(way, trace, rng):
    """Any checkpoint with the names of your first graph restores in your second graph."""
    _require_restore(way, trace, rng)
    for scale in scales(rng):
        secret = way.drawn(rng, scale)
        found = way.carried(secret)
        for path, value in secret.items():
            require(same(found[path], value), f"`{path}` is not what the checkpoint holds")


def _disagreement(way, trace, verdict, saved, wanted):
    """Name the mistake behind names that do not fit, if the names say which."""
    differing = [path for path in SHAPES if not wanted[path] <= saved[path]]
    first = {_automatic(way.first, path, saved) for path in differing}
    second = {_automatic(way.second, path, wanted) for path in differing}
    if verdict == "crossed" and first == second == {True}:
        swallowed = way.restore is not None and way.restore.failed and trace.claims.failure is None
        return "error_swallowed" if swallowed else "not_named"
    if verdict == "crossed":
        numbered = _numbered(way.first, saved) and _numbered(way.second, wanted)
        return "same_name" if numbered else "names_crossed"
    if verdict == "unknown":
        return {
            (True, False): "named_in_second_only",
            (False, True): "named_in_first_only",
            (False, False): "other_names",
        }.get((*first, *second), "")
    return ""


def _automatic(end, path, names):
    """Say whether a variable's name is TensorFlow's own `Variable`, `Variable_1` …

    It is not when a saver's map calls the variable something else, nor when the variable stands in
    a scope that the other variable is not in: then the scope is its name.
    """
    name = end.variable(path)
    found = AUTOMATIC.fullmatch(name)
    if names[path] != {name} or found is None:
        return False
    scope = found["scope"]
    others = [end.variable(other) for other in SHAPES if other != path]
    return not scope or any(other.rpartition("/")[0] == scope for other in others)


def _numbered(end, names):
    """Say whether one name was given twice, so that the later variable got `_1` behind it."""
    first, second = sorted(SHAPES, key=end.position)
    return names[second] == {f"{name}_1" for name in names[first]}


def _bias_first(end):
    return end.position("bias") < end.position("weights")


def _declared_apart(end):
    """Say whether the variables were made on lines of their own, as they are not by an import."""
    return 0 != end.line("bias") != end.line("weights") != 0


def _moved(way):
    """Say which graph's order was changed to make automatic names agree."""
    if not (_declared_apart(way.first) and _declared_apart(way.second)):
        return ""
    return "first_graph_reordered" if _bias_first(way.first) else "order_swapped_back"


def _require_restore(way, trace, rng):
    """Fail unless the script called `Saver.restore` in the second graph."""
    if way.restore is not None:
        return
    failure, written = trace.claims.failure, way.second.ever_written(trace)
    empty = failure is not None and failure.type == "FailedPreconditionError" and not written
    require(
        not way.arrived(trace, rng),
        "the saved values are in the second graph, but not by `saver.restore`",
    )
    absent(
        "`Saver.restore` was not called in the second graph",
        mistake="initialised_instead" if written else "restore_removed",
        stops=empty,
    )
