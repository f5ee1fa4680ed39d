"""Checkpoints of TensorFlow 2: what was written and read becomes saves and restores of graphs."""

import numpy as np
import pytest
from recorded import claims_of, graph_of, handles_of

from grader.catalog import Exercise
from grader.collect.claims import Claims
from grader.collect.events import Restore, Run, Save
from grader.judge.trace import claimed_array
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
    files = [one for one in claims.events if isinstance(one, Save | Restore)]
    assert isinstance(files[len(saves)], Restore)


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


def test_of_several_ways_to_a_variable_the_files_counts(grader: Grader, double: Exercise) -> None:
    """A variable that an object has under two names is looked for under both."""
    claims = claims_of(
        grader,
        double,
        """
        w = tf.Variable([1.0, 2.0])
        tf.train.Checkpoint(w=w).write("a.ckpt")
        part = tf.Module()
        part.kernel = tf.Variable([0.0, 0.0])
        tf.train.Checkpoint(part, w=part.kernel).read("a.ckpt")
        other = tf.Module()
        other.kernel = other.w = tf.Variable([0.0, 0.0])
        tf.train.Checkpoint(other).read("a.ckpt")
        """,
    )
    save, *restores = claims.events
    assert isinstance(save, Save)
    assert len(restores) == 2
    with graph_of(grader, double, claims) as graph:
        for one in restores:
            assert isinstance(one, Restore)
            assert [*graph.saved(one.saver)] == [*graph.saved(save.saver)]


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


EMPTIED = """
w = tf.Variable([1.0, 2.0])
checkpoint = tf.train.Checkpoint(w=w)
checkpoint.write("a.ckpt")
w.assign([0.0, 0.0])
checkpoint.read("a.ckpt")
"""


def sessions_of(claims: Claims) -> list[int]:
    """Return the sessions in which files were written and read, in order."""
    return [one.session for one in claims.events if isinstance(one, Save | Restore)]


def test_emptied_variables_are_read_in_a_second_session(grader: Grader, double: Exercise) -> None:
    """The graph is the same; what was written is known as the end of the first session."""
    claims = claims_of(grader, double, EMPTIED)
    assert sessions_of(claims) == [1, 0]
    assert len(claims.graphs) == 1
    (value,) = claims.sessions[1].values.values()
    assert claimed_array(value).tolist() == [1.0, 2.0]


def test_variables_that_still_hold_what_was_written_are_read_in_the_first(
    grader: Grader, double: Exercise
) -> None:
    """Nothing shows that a file was read into variables that hold its values."""
    claims = claims_of(grader, double, EMPTIED.replace("w.assign([0.0, 0.0])\n", ""))
    assert sessions_of(claims) == [0, 0]
    assert len(claims.sessions) == 1


def test_what_was_read_has_the_names_of_what_was_written(grader: Grader, double: Exercise) -> None:
    """New variables of another name are known by that of the one whose values they got."""
    claims = claims_of(
        grader,
        double,
        """
        w = tf.Variable([1.0, 2.0], name="w")
        tf.train.Checkpoint(key=w).write("a.ckpt")
        other = tf.Variable([0.0, 0.0])
        tf.train.Checkpoint(key=other).read("a.ckpt")
        """,
    )
    held = handles_of(claims)
    assert held["w"].name == held["other"].name


LOADED = """
tf.train.Checkpoint(w=tf.Variable([1.0, 2.0])).write("a.ckpt")
w = tf.Variable([0.0, 0.0])
"""
KEY = "w/.ATTRIBUTES/VARIABLE_VALUE"


@pytest.mark.parametrize(
    "line",
    [
        f"w.assign(tf.train.load_variable('a.ckpt', '{KEY}'))",
        f"w = tf.Variable(tf.train.load_checkpoint('a.ckpt').get_tensor('{KEY}'))",
    ],
    ids=["assigned", "made"],
)
def test_what_python_reads_from_a_checkpoint_is_restored(
    line: str, grader: Grader, double: Exercise
) -> None:
    """An array that goes into a variable as it is comes from whatever file is there."""
    claims = claims_of(grader, double, LOADED + line)
    (restore,) = (one for one in claims.events if isinstance(one, Restore))
    assert restore.path == "a.ckpt"
    number = handles_of(claims)["w"].graph
    assert restore.graph == number
    with graph_of(grader, double, claims) as graph:
        graph.restore({KEY: np.array([7.0, 8.0], np.float32)}, restore.saver)
        assert graph.run("w").tolist() == [7.0, 8.0]


def test_what_numpy_makes_of_it_is_not(grader: Grader, double: Exercise) -> None:
    """A computed array is a fixed value: nothing is restored."""
    line = f"w.assign(2 * tf.train.load_variable('a.ckpt', '{KEY}'))"
    claims = claims_of(grader, double, LOADED + line)
    assert not [one for one in claims.events if isinstance(one, Restore)]


def test_what_variables_held_before_the_first_step_is_known(
    grader: Grader, double: Exercise
) -> None:
    """The start of a loop tells what was assigned last before it, of all variables."""
    claims = claims_of(
        grader,
        double,
        """
        kept, w = tf.Variable([1.0]), tf.Variable([2.0])
        kept.assign([3.0])
        for number in range(3):
            with tf.GradientTape() as tape:
                y = tf.reduce_sum(kept * w)
            w.assign_sub(0.5 * tape.gradient(y, w))
        """,
    )
    held = handles_of(claims)
    (start,) = claims.sessions[0].starts
    assert start.fetches == (held["step()"].name,)
    values = {name: claimed_array(value).tolist() for name, value in start.values.items()}
    assert values == {held["kept"].name: [3.0], held["w"].name: [2.0]}
