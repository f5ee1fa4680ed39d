"""Checkpoints of TensorFlow 2: what was written and read becomes saves and restores of graphs."""

import numpy as np
import pytest
from recorded import claims_of, graph_of, handles_of

from grader.catalog import Exercise
from grader.collect.claims import Restore, Run, Save
from grader.pipeline import Grader

pytestmark = pytest.mark.slow

AGAIN = """
w = tf.Variable([1.0, 2.0])
tf.train.Checkpoint(w=w).write("a.ckpt")
w = tf.Variable([0.0, 0.0])
tf.train.Checkpoint(w=w).read("a.ckpt")
"""


def test_variables_made_again_are_a_second_graph(grader: Grader, double: Exercise) -> None:
    """A name means one variable in the graph that was saved, and another where it was restored."""
    claims = claims_of(grader, double, AGAIN)
    save, restore = claims.events
    assert isinstance(save, Save)
    assert isinstance(restore, Restore)
    assert (save.written, restore.path) == ("a.ckpt", "a.ckpt")
    assert (save.graph, save.session) != (restore.graph, restore.session)
    assert len(claims.graphs) == 2
    before, after = ({one.path: one for one in shot.handles}["w"] for shot in claims.snapshots[-2:])
    assert (before.graph, after.graph) == (save.graph, restore.graph)
    assert before.name != after.name


def test_a_file_that_the_script_never_saw_is_restored(grader: Grader, double: Exercise) -> None:
    """What was written and read are operations: they are run again with other numbers."""
    claims = claims_of(grader, double, AGAIN)
    save, restore = claims.events
    assert isinstance(save, Save)
    assert isinstance(restore, Restore)
    with graph_of(grader, double, claims) as graph:
        (name,) = graph.saved(save.saver)
        assert graph.saved(save.saver)[name].tolist() == [1.0, 2.0]
        graph.restore({name: np.array([7.0, 8.0], np.float32)}, restore.saver)
        assert graph.run("w").tolist() == [7.0, 8.0]


def test_the_same_variables_stay_one_graph(grader: Grader, double: Exercise) -> None:
    """A script that writes a file after each pass, and reads the last, has one graph."""
    claims = claims_of(
        grader,
        double,
        """
        w = tf.Variable([1.0, 2.0])
        checkpoint = tf.train.Checkpoint(w=w)
        for step in range(20):
            w.assign_add([1.0, 1.0])
            path = checkpoint.save("a.ckpt")
        checkpoint.restore(path)
        """,
    )
    saves = [one for one in claims.events if isinstance(one, Save)]
    assert len(claims.graphs) == 1
    assert saves[-1].written == "a.ckpt-20"
    assert "events" in claims.cut
    assert isinstance(claims.events[len(saves)], Restore)


def test_what_is_written_after_a_file_was_read_is_a_run(grader: Grader, double: Exercise) -> None:
    """A variable that loses what it was given is known by the operation that wrote it."""
    claims = claims_of(grader, double, AGAIN + "w.assign([5.0, 5.0])\n")
    place = next(n for n, one in enumerate(claims.events) if isinstance(one, Restore))
    run = claims.events[place + 1]
    assert isinstance(run, Run)
    with graph_of(grader, double, claims) as graph:
        assert {*graph.writes(run.fetches[0])} == {handles_of(claims)["w"].name}


def test_a_file_that_nothing_takes_from_is_claimed_with_the_names(
    grader: Grader, double: Exercise
) -> None:
    """Names that are not in the file are claimed as those that its reader looks for."""
    claims = claims_of(grader, double, AGAIN.replace('(w=w).read("', '(v=[w]).read("'))
    save, restore = claims.events
    assert isinstance(save, Save)
    assert isinstance(restore, Restore)
    assert restore.graph != save.graph
    with graph_of(grader, double, claims) as graph:
        assert [*graph.saved(save.saver)] == ["w/.ATTRIBUTES/VARIABLE_VALUE"]
        assert [*graph.saved(restore.saver)] == ["v/0/.ATTRIBUTES/VARIABLE_VALUE"]
        graph.restore(graph.saved(save.saver), restore.saver)
        assert graph.run("w").tolist() == [0.0, 0.0]


def test_a_file_that_is_not_there_is_a_restore_that_failed(
    grader: Grader, double: Exercise
) -> None:
    """What would have been read from it can be tried with another file."""
    lost = """
    w = tf.Variable([1.0, 2.0])
    tf.train.Checkpoint(w=w).write("a.ckpt")
    w = tf.Variable([0.0, 0.0])
    try:
        tf.train.Checkpoint(w=w).read("b.ckpt")
    except tf.errors.NotFoundError:
        print("no such file")
    """
    claims = claims_of(grader, double, lost)
    restore = claims.events[-1]
    assert isinstance(restore, Restore)
    assert (restore.path, restore.failed) == ("b.ckpt", True)
    with graph_of(grader, double, claims) as graph:
        (name,) = graph.saved(restore.saver)
        graph.restore({name: np.array([7.0, 8.0], np.float32)}, restore.saver)
        assert graph.run("w").tolist() == [7.0, 8.0]


def test_a_file_read_before_there_are_variables_gives_them_values_later(
    grader: Grader, double: Exercise
) -> None:
    """Of one reading there is one restore, whenever its values arrive."""
    late = """
    w = tf.Variable([1.0, 2.0])
    tf.train.Checkpoint(w=w).write("a.ckpt")
    reader = tf.train.Checkpoint()
    reader.read("a.ckpt")
    w = tf.Variable([0.0, 0.0])
    reader.w = w
    """
    claims = claims_of(grader, double, late)
    _save, restore = claims.events
    assert isinstance(restore, Restore)
    with graph_of(grader, double, claims) as graph:
        graph.restore({"w/.ATTRIBUTES/VARIABLE_VALUE": np.ones(2, np.float32)}, restore.saver)
        assert graph.run("w").tolist() == [1.0, 1.0]
