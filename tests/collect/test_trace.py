"""The trace: what a script asked TensorFlow to do, in order, and with which values it ended."""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from grader.collect.claims import Claims
from grader.collect.digest import row_digests
from grader.collect.events import Feed, Reset, Restore, Run, Save
from grader.foundation import wire

pytestmark = pytest.mark.slow

START = "import tensorflow.compat.v1 as tf\nimport numpy as np\ntf.disable_v2_behavior()\n"

Collect = Callable[[str], Claims]
Arrays = dict[str, npt.NDArray[np.generic]]


def unpacked(values: dict[str, wire.Array]) -> Arrays:
    """Return the arrays of a claim."""
    return {name: wire.unpack(value) for name, value in values.items()}


def plain(values: dict[str, wire.Array]) -> dict[str, object]:
    """Return the arrays of a claim as lists and numbers."""
    return {name: array.tolist() for name, array in unpacked(values).items()}


def runs(claims: Claims) -> list[Run]:
    """Return the runs of a trace."""
    return [event for event in claims.events if isinstance(event, Run)]


def reasons(claims: Claims) -> list[str]:
    """Return why each snapshot was taken."""
    return [snapshot.reason for snapshot in claims.snapshots]


# -- runs ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fetches", "names", "values"),
    [
        pytest.param("y", ("y:0",), {"y:0": [2.0, 4.0]}, id="tensor"),
        pytest.param("'y:0'", ("y:0",), {"y:0": [2.0, 4.0]}, id="name"),
        pytest.param("go", ("go",), {}, id="operation"),
        pytest.param("[y, go, n]", ("y:0", "go", "n:0"), {"y:0": [2.0, 4.0], "n:0": 7}, id="list"),
        pytest.param(
            "{'a': y, 'b': (n,)}", ("y:0", "n:0"), {"y:0": [2.0, 4.0], "n:0": 7}, id="dict"
        ),
        pytest.param("P(n, [go])", ("n:0", "go"), {"n:0": 7}, id="named tuple"),
        pytest.param("[]", (), {}, id="nothing"),
        pytest.param("text", ("text:0",), {}, id="text"),
        pytest.param("big", ("big:0",), {}, id="large"),
        pytest.param("fits", ("fits:0",), {"fits:0": [0.0] * 256}, id="256 values"),
    ],
)  # fmt: skip
def test_a_run_names_its_fetches_and_keeps_small_values(
    fetches: str, names: tuple[str, ...], values: dict[str, object], collect: Collect
) -> None:
    """Every leaf of the fetches is named; arrays of at most 256 numbers are kept."""
    claims = collect(
        START
        + f"""
from collections import namedtuple
P = namedtuple('P', 'a b')
y = tf.constant([2.0, 4.0], name='y')
n = tf.constant(7, name='n')
go = tf.no_op('go')
text = tf.constant('text', name='text')
big, fits = tf.zeros([257], name='big'), tf.zeros([256], name='fits')
with tf.Session() as session:
    result = session.run({fetches})
"""
    )
    (run,) = runs(claims)
    assert (run.session, run.graph, run.fetches, run.feeds) == (0, 0, names, ())
    assert plain(run.values) == values


@pytest.mark.parametrize("resource", [False, True], ids=["reference", "resource"])
def test_a_fetched_variable_is_named_as_tensorflow_fetches_it(
    resource: bool, collect: Collect
) -> None:
    """A resource variable is fetched through its read."""
    claims = collect(
        START
        + f"w = tf.Variable([1.0], name='w', use_resource={resource})\n"
        + "with tf.Session() as session:\n    session.run(w.initializer)\n    session.run(w)\n"
    )
    name = "w/Read/ReadVariableOp:0" if resource else "w:0"
    assert [run.fetches for run in runs(claims)] == [("w/Assign",), (name,)]


def test_runs_are_in_order_and_say_their_session(collect: Collect) -> None:
    """Sessions are numbered as they first ran; eval and interactive sessions run too."""
    claims = collect(
        START
        + """
a, b = tf.constant(1, name='a'), tf.constant(2, name='b')
first, second = tf.Session(), tf.InteractiveSession()
second.run(a)
first.run(a)
b.eval()
tf.group(a, b, name='both').run()
"""
    )
    assert [(run.session, run.fetches) for run in runs(claims)] == [
        (0, ("a:0",)), (1, ("a:0",)), (0, ("b:0",)), (0, ("both",)),
    ]  # fmt: skip


def test_callables_and_partial_runs_are_runs(collect: Collect) -> None:
    """A callable is a run each time it is called; a partial run was fed what came before it."""
    claims = collect(
        START
        + """
x, y = tf.placeholder(tf.float32, name='x'), tf.placeholder(tf.float32, name='y')
a, b = tf.add(x, 1.0, name='a'), tf.multiply(x, y, name='b')
c = tf.constant([1.5], name='c')
with tf.Session() as session:
    call, fed = session.make_callable([c]), session.make_callable(a, [x])
    print(call(), call(), fed(2.0))
    handle = session.partial_run_setup([a, b], [x, y])
    session.partial_run(handle, a, {x: 2.0})
    print(session.partial_run(handle, [b], {y: 3.0}))
"""
    )
    assert claims.failure is None
    one, two = Feed("x:0", "float32", (), b"", 2.0), Feed("y:0", "float32", (), b"", 3.0)
    assert [(run.fetches, run.feeds) for run in runs(claims)] == [
        (("c:0",), ()), (("c:0",), ()), (("a:0",), (one,)), (("a:0",), (one,)),
        (("b:0",), (one, two)),
    ]  # fmt: skip
    assert all(run.values for run in runs(claims))


def test_a_run_that_fails_is_no_event(collect: Collect) -> None:
    """Only runs that returned are in the trace."""
    claims = collect(
        START
        + """
x = tf.placeholder(tf.float32, name='x')
with tf.Session() as session:
    session.run(x, {x: 1})
    session.run(x)
"""
    )
    assert [run.fetches for run in runs(claims)] == [("x:0",)]
    assert claims.failure is not None


# -- feeds ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("declared", "value", "expected"),
    [
        pytest.param(
            "tf.float32", "[[1, 2], [3, 4]]",
            Feed("x:0", "float32", (2, 2), row_digests(np.array([[1, 2], [3, 4]])).tobytes()),
            id="list",
        ),
        pytest.param(
            "tf.float32", "np.ones((3, 2), np.float64)",
            Feed("x:0", "float32", (3, 2), row_digests(np.ones((3, 2))).tobytes()), id="array",
        ),
        pytest.param(
            "tf.int32", "[5, 6]",
            Feed("x:0", "int32", (2,), row_digests(np.array([5, 6])).tobytes()), id="vector",
        ),
        pytest.param("tf.float32", "0.5", Feed("x:0", "float32", (), b"", 0.5), id="number"),
        pytest.param("tf.bool", "True", Feed("x:0", "bool", (), b"", 1.0), id="truth"),
        pytest.param(
            "tf.float64", "np.float32(2)", Feed("x:0", "float64", (), b"", 2.0), id="cast"
        ),
        pytest.param(
            "tf.float32", "np.zeros((0, 4))", Feed("x:0", "float32", (0, 4), b""), id="empty batch"
        ),
        pytest.param("tf.string", "['a', 'b']", Feed("x:0", "object", (2,), b""), id="text"),
    ],
)  # fmt: skip
def test_a_feed_has_a_digest_per_row_or_its_number(
    declared: str, value: str, expected: Feed, collect: Collect
) -> None:
    """What was fed is described as TensorFlow took it: dtype, shape, rows or scalar."""
    claims = collect(
        START
        + f"""
x = tf.placeholder({declared}, name='x')
with tf.Session() as session:
    session.run(tf.identity(x), feed_dict={{x: {value}}})
"""
    )
    assert claims.failure is None
    assert runs(claims)[0].feeds == (expected,)


@pytest.mark.parametrize("key", ["x", "'x:0'"], ids=["tensor", "name"])
def test_a_feed_may_be_named_by_text(key: str, collect: Collect) -> None:
    """Keys of a feed_dict are tensors or their names."""
    claims = collect(
        START
        + "x = tf.placeholder(tf.float32, name='x')\nwith tf.Session() as session:\n"
        + f"    session.run(x, {{{key}: 1.5}})\n"
    )
    assert runs(claims)[0].feeds == (Feed("x:0", "float32", (), b"", 1.5),)


def test_several_tensors_may_be_one_key(collect: Collect) -> None:
    """TensorFlow takes tuples of tensors with tuples of values."""
    claims = collect(
        START
        + """
x, y = tf.placeholder(tf.float32, name='x'), tf.placeholder(tf.float32, name='y')
with tf.Session() as session:
    session.run(x + y, {(x, y): (1.5, np.float64(2))})
"""
    )
    assert claims.failure is None
    assert runs(claims)[0].feeds == (
        Feed("x:0", "float32", (), b"", 1.5), Feed("y:0", "float32", (), b"", 2.0),
    )  # fmt: skip


def test_a_value_is_asked_for_its_array_once(collect: Collect) -> None:
    """The trace has what TensorFlow got, also from a value that is another one each time."""
    claims = collect(
        START
        + """
class Growing:
    size = 0

    def __array__(self, dtype=None, copy=None):
        self.size += 1
        return np.ones((self.size, 2), dtype)

x = tf.placeholder(tf.float32, name='x')
with tf.Session() as session:
    print(session.run(tf.shape(x), {x: Growing()}))
"""
    )
    (run,) = runs(claims)
    assert claims.failure is None
    assert (run.feeds[0].shape, run.values["Shape:0"].data) == (
        (1, 2),
        np.array([1, 2]).astype("<i4").tobytes(),
    )


@pytest.mark.parametrize("value", ["{x: x}", "{x: object()}", "[x]", "{(x, x): (1, 1)}"])
def test_what_cannot_be_fed_fails_as_in_plain_tensorflow(value: str, collect: Collect) -> None:
    """The error is TensorFlow's own."""
    claims = collect(
        START
        + f"""
x = tf.placeholder(tf.float32, name='x')
with tf.Session() as session:
    session.run(tf.identity(x), {value})
"""
    )
    assert claims.failure is not None
    assert claims.failure.type in ("TypeError", "ValueError")
    assert "grader" not in claims.failure.message


def test_batches_of_the_training_set_are_recognised(collect: Collect) -> None:
    """The digests of fed batches are the digests of the data's rows."""
    claims = collect(
        START
        + """
from tensorflow.examples.tutorials.mnist import input_data
mnist = input_data.read_data_sets('.', one_hot=True, reshape=False)
x = tf.placeholder(tf.float32, [None, 28, 28, 1])
with tf.Session() as session:
    for start in range(0, 500, 100):
        session.run(tf.shape(x), {x: mnist.train.images[start : start + 100]})
"""
    )
    from grader.data import read_data_sets

    images = read_data_sets(one_hot=True).train.images[:500]
    fed = np.concatenate([np.frombuffer(run.feeds[0].rows, "<u4") for run in runs(claims)])
    np.testing.assert_array_equal(fed, row_digests(images))


# -- checkpoints ---------------------------------------------------------------------------------


SAVE = """
w = tf.Variable([1.0, 2.0], name='w')
b = tf.Variable(3, name='b', use_resource=True)
saver = tf.train.Saver()
with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    saver.save(session, {arguments})
"""


@pytest.mark.parametrize(
    ("arguments", "path", "prefix"),
    [
        pytest.param("'./model.ckpt'", "./model.ckpt", "model.ckpt", id="beside"),
        pytest.param("'model.ckpt'", "model.ckpt", "model.ckpt", id="no folder"),
        pytest.param(
            "save_path='./m', global_step=7, write_meta_graph=False", "./m", "m-7", id="step"
        ),
        pytest.param("'a/b/m.ckpt'", "a/b/m.ckpt", "a/b/m.ckpt", id="folders"),
    ],
)
def test_a_save_is_an_event_and_leaves_its_values(
    arguments: str, path: str, prefix: str, collect: Collect
) -> None:
    """The path that was given, the path that was written, and the checkpoint's content."""
    claims = collect(START + "import os\nos.makedirs('a/b')\n" + SAVE.format(arguments=arguments))
    assert claims.failure is None
    (save,) = [event for event in claims.events if isinstance(event, Save)]
    assert (save.session, save.graph, save.path) == (0, 0, path)
    assert save.written.removeprefix("./") == prefix
    assert save.saver.restore_op == "save/restore_all"
    (checkpoint,) = claims.checkpoints
    assert checkpoint.prefix == prefix
    assert plain(checkpoint.tensors) == {"w": [1.0, 2.0], "b": 3}


def test_a_save_that_fails_is_no_event(collect: Collect) -> None:
    """Saving without values raises, and leaves neither an event nor a checkpoint."""
    script = SAVE.format(arguments="'./m'").replace("    session.run(tf.global", "    (tf.global")
    claims = collect(START + script)
    assert [event for event in claims.events if isinstance(event, Save)] == []
    assert claims.checkpoints == ()
    assert claims.failure is not None


def test_only_what_a_saver_saves_is_in_its_checkpoint(collect: Collect) -> None:
    """A saver with a name map writes under its own names."""
    script = SAVE.format(arguments="'./m'").replace("Saver()", "Saver({'weights': w})")
    claims = collect(START + script)
    assert [plain(one.tensors) for one in claims.checkpoints] == [{"weights": [1.0, 2.0]}]


def test_a_checkpoint_of_the_first_format_leaves_its_values(collect: Collect) -> None:
    """It is one file, without an index; its graph lies beside it."""
    script = SAVE.format(arguments="'./m.ckpt', 3")
    old = script.replace("Saver()", "Saver(write_version=tf.train.SaverDef.V1)")
    (checkpoint,) = collect(f"{START}\nopen('other.meta', 'w').close()\n{old}").checkpoints
    assert checkpoint.prefix == "m.ckpt-3"
    assert plain(checkpoint.tensors) == {"w": [1.0, 2.0], "b": 3}


def test_a_restore_is_an_event_whether_it_works_or_not(collect: Collect) -> None:
    """A failed restore is marked; the script may go on."""
    claims = collect(
        START
        + SAVE.format(arguments="'./m'")
        + """
tf.reset_default_graph()
w = tf.Variable([0.0, 0.0], name='w')
saver = tf.train.Saver()
other = tf.train.Saver({'nothing': w}, name='other')
with tf.Session() as session:
    for one, path in ((saver, './gone'), (other, './m'), (saver, './m')):
        try:
            one.restore(session, path)
        except Exception as error:
            print(error)
    w_value = session.run(w)
"""
    )
    restores = [event for event in claims.events if isinstance(event, Restore)]
    assert [(r.session, r.graph, r.path, r.failed) for r in restores] == [
        (1, 1, "./gone", True), (1, 1, "./m", True), (1, 1, "./m", False),
    ]  # fmt: skip
    assert restores[1].saver.restore_op == "other/restore_all"
    assert plain(runs(claims)[-1].values) == {"w:0": [1.0, 2.0]}
    assert plain(claims.sessions[1].values) == {"w": [1.0, 2.0]}


def test_a_file_that_is_no_checkpoint_is_no_trouble(collect: Collect) -> None:
    """Files that merely end in .index, whatever their name and content, hold nothing."""
    claims = collect(
        """
        import os
        open('a.index', 'wb').write(b'nonsense')
        os.mkdir('b.index')
        open(b'\\xff.index', 'wb').close()
        """
    )
    assert [(one.prefix, one.tensors) for one in claims.checkpoints] == [
        ("a", {}), ("b", {}), ("?", {}),
    ]  # fmt: skip


def test_checkpoints_are_kept_as_far_as_they_fit(collect: Collect) -> None:
    """A checkpoint of more than 2 MiB is left out, another one is kept."""
    claims = collect(
        START
        + """
a, b = tf.Variable(tf.zeros([600_000]), name='a'), tf.Variable(1.0, name='b')
with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    tf.train.Saver([a]).save(session, './a')
    tf.train.Saver([b]).save(session, './b')
"""
    )
    assert [one.prefix for one in claims.checkpoints] == ["b"]


def test_a_checkpoint_with_text_keeps_its_numbers(collect: Collect) -> None:
    """What cannot travel is left out; the numbers beside it are not."""
    claims = collect(
        START
        + """
n, t = tf.Variable(1.0, name='n'), tf.Variable('text', name='t')
with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    tf.train.Saver().save(session, './m')
"""
    )
    assert [plain(one.tensors) for one in claims.checkpoints] == [{"n": 1.0}]


# -- resets, snapshots, final values -------------------------------------------------------------


@pytest.mark.parametrize(
    "reset",
    [
        pytest.param("tf.reset_default_graph()", id="tf"),
        pytest.param("tf.compat.v1.reset_default_graph()", id="tf.compat.v1"),
        pytest.param(
            "from tensorflow.python.framework.ops import reset_default_graph as reset\nreset()",
            id="imported by name",
        ),
    ],
)
def test_a_reset_is_an_event_and_a_snapshot(reset: str, collect: Collect) -> None:
    """Both graphs are kept, and the globals of the first are what they were at the reset."""
    claims = collect(
        START + f"w = tf.constant(1, name='first')\n{reset}\nw = tf.constant(2, name='second')\n"
    )
    assert claims.events == (Reset(0),)
    assert reasons(claims) == ["reset", "end"]
    first, second = (snapshot.handles[0] for snapshot in claims.snapshots)
    assert [(first.path, first.graph, first.name), (second.path, second.graph, second.name)] == [
        ("w", 0, "first:0"), ("w", 1, "second:0"),
    ]  # fmt: skip
    assert len(claims.graphs) == 2


def test_the_reset_of_an_empty_graph_is_no_event(collect: Collect) -> None:
    """Scripts begin with a reset out of habit; there is nothing to keep then."""
    claims = collect(START + "tf.reset_default_graph()\nw = tf.constant(1)\n")
    assert claims.events == ()
    assert len(claims.graphs) == 1


def test_a_reset_that_is_refused_is_no_event(collect: Collect) -> None:
    """Inside another graph TensorFlow refuses the reset."""
    claims = collect(
        START + "w = tf.constant(1)\nwith tf.Graph().as_default():\n    tf.reset_default_graph()\n"
    )
    assert claims.failure is not None
    assert claims.events == ()


def test_globals_are_seen_at_reset_close_and_end(collect: Collect) -> None:
    """A global that is bound again is seen with each of its meanings."""
    claims = collect(
        START
        + """
y = tf.constant(1, name='a')
with tf.Session() as session:
    session.run(y)
y = tf.constant(2, name='b')
tf.reset_default_graph()
y = tf.constant(3, name='c')
"""
    )
    assert reasons(claims) == ["close", "reset", "end"]
    seen = [{h.path: h.name for h in snapshot.handles}["y"] for snapshot in claims.snapshots]
    assert seen == ["a:0", "b:0", "c:0"]


def test_a_snapshot_that_shows_nothing_new_is_not_kept(collect: Collect) -> None:
    """Closing ten sessions on the same globals gives one snapshot."""
    claims = collect(
        START + "y = tf.constant(1)\n" + "with tf.Session() as s:\n    s.run(y)\n" * 10
    )
    assert reasons(claims) == ["close"]


def test_the_number_of_snapshots_is_bounded(collect: Collect) -> None:
    """A loop of sessions keeps the first and the last snapshots and says that some were cut."""
    claims = collect(
        START
        + """
y = tf.constant(1)
for number in range(100):
    with tf.Session() as session:
        session.run(y)
"""
    )
    numbers = [
        handle.value
        for snapshot in claims.snapshots
        for handle in snapshot.handles
        if handle.path == "number"
    ]
    assert len(numbers) == 64
    assert (numbers[0], numbers[-1]) == (0, 99)
    assert claims.cut == ("snapshots",)


@pytest.mark.parametrize("resource", [False, True], ids=["reference", "resource"])
@pytest.mark.parametrize("close", ["session.close()", "pass"], ids=["closed", "left open"])
def test_a_session_ends_with_the_values_of_its_variables(
    close: str, resource: bool, collect: Collect
) -> None:
    """Final values are read at the close or at the end; a variable without one is left out."""
    claims = collect(
        START
        + f"""
w = tf.Variable([1.0, 2.0], name='w', use_resource={resource})
n = tf.Variable(0, name='n', trainable=False, use_resource={resource})
never = tf.Variable(0, name='never', use_resource={resource})
session = tf.Session()
session.run([w.initializer, n.initializer])
session.run(n.assign_add(5))
{close}
"""
    )
    assert [(s.graph, plain(s.values)) for s in claims.sessions] == [(0, {"w": [1.0, 2.0], "n": 5})]
    (graph,) = claims.graphs
    assert set(graph.trainable) == {"w", "never"}
    assert graph.initializers == {name: f"{name}/Assign" for name in ("w", "n", "never")}


def test_two_sessions_end_with_their_own_values(collect: Collect) -> None:
    """A variable has a value in each session."""
    claims = collect(
        START
        + """
n = tf.Variable(0, name='n')
up = n.assign_add(1)
for times in (1, 2):
    with tf.Session() as session:
        session.run(n.initializer)
        for _ in range(times):
            session.run(up)
"""
    )
    assert [plain(session.values) for session in claims.sessions] == [{"n": 1}, {"n": 2}]


def test_recording_adds_nothing_to_a_graph(collect: Collect) -> None:
    """A finalised graph stays as it was, with sessions, savers and resets recorded."""
    script = """
w = tf.Variable(1.0, name='w')
saver = tf.train.Saver()
init = tf.global_variables_initializer()
{}
before = [operation.name for operation in tf.get_default_graph().get_operations()]
with tf.Session() as session:
    session.run(init)
    saver.save(session, './m', write_meta_graph=False)
    saver.restore(session, './m')
after = [operation.name for operation in tf.get_default_graph().get_operations()]
assert before == after
"""
    claims = collect(START + script.format("tf.get_default_graph().finalize()"))
    assert claims.failure is None


def test_random_numbers_are_what_they_are_without_a_recorder(collect: Collect, tf: Any) -> None:
    """Seeded draws agree with those of a process that records nothing."""
    claims = collect(
        START
        + """
np.random.seed(1)
tf.set_random_seed(1)
w = tf.Variable(0.0)
r = tf.random_normal([2], name='r')
with tf.Session() as session:
    session.run(w.initializer)
    session.run(r)
    session.run(r)
a = np.random.rand()
"""
    )
    with tf.Graph().as_default(), tf.Session() as session:
        tf.set_random_seed(1)
        tf.Variable(0.0)
        r = tf.random_normal([2])
        expected = [session.run(r), session.run(r)]
    drawn = [unpacked(run.values)["r:0"] for run in runs(claims)[1:]]
    np.testing.assert_array_equal(expected, drawn)
    found = {handle.path: handle.value for handle in claims.snapshots[-1].handles}
    assert found["a"] == np.random.RandomState(1).rand()


def test_the_lines_of_a_graph_are_the_lines_that_made_its_nodes(collect: Collect) -> None:
    """Each node of the definition has the student's line, inside helper functions too."""
    claims = collect(
        """
        import tensorflow.compat.v1 as tf
        tf.disable_v2_behavior()
        def half(x):
            return tf.divide(x, 2.0, name='half')
        x = tf.placeholder(tf.float32, name='x')
        y = half(
            x
        )
        """
    )
    assert sorted(set(claims.graphs[0].lines)) == [4, 5]


def test_runs_beyond_a_limit_are_cut_and_said_to_be(collect: Collect) -> None:
    """Values of more than a megabyte in all are not kept; the runs are."""
    claims = collect(
        START
        + """
z = tf.zeros([256])
with tf.Session() as session:
    for _ in range(1100):
        session.run(z)
"""
    )
    assert len(runs(claims)) == 1100
    assert sum(bool(run.values) for run in runs(claims)) == 1024
    assert claims.cut == ("fetched values",)
