"""Handles: a tensor is found by the name that the student gave it."""

from collections.abc import Callable

import pytest

from grader.collect.claims import Claims, Handle
from grader.collect.events import SaverClaim

pytestmark = pytest.mark.slow

START = "import tensorflow.compat.v1 as tf\ntf.disable_v2_behavior()\n"

Collect = Callable[[str], Claims]
Key = tuple[str, str, int | None, str]


def handles(claims: Claims, position: int = -1) -> dict[str, Handle]:
    """Return the handles of one snapshot by their path."""
    return {handle.path: handle for handle in claims.snapshots[position].handles}


def keys(claims: Claims, position: int = -1) -> set[Key]:
    """Return (path, kind, graph, name) of every handle in one snapshot."""
    return {
        (path, handle.kind, handle.graph, handle.name)
        for path, handle in handles(claims, position).items()
    }


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        pytest.param(
            "x = tf.placeholder(tf.float32, name='in')", {("x", "tensor", 0, "in:0")}, id="tensor"
        ),
        pytest.param(
            "w = tf.Variable(1.0, name='w')", {("w", "variable", 0, "w")}, id="reference variable"
        ),
        pytest.param(
            "w = tf.Variable(1.0, name='w', use_resource=True)", {("w", "variable", 0, "w")},
            id="resource variable",
        ),
        pytest.param(
            "w = tf.get_variable('w', [2])", {("w", "variable", 0, "w")}, id="get_variable"
        ),
        pytest.param("go = tf.no_op('go')", {("go", "operation", 0, "go")}, id="operation"),
        pytest.param(
            "o = tf.train.AdamOptimizer()\nx = tf.constant(1, name='x')",
            {("o", "optimizer", None, "AdamOptimizer"), ("x", "tensor", 0, "x:0")},
            id="optimizer",
        ),
        pytest.param(
            "a = tf.constant(1, name='a')\nb = a\n_hidden = a\n__dunder = a",
            {(name, "tensor", 0, "a:0") for name in ("a", "b", "_hidden")},
            id="one tensor, several names",
        ),
        pytest.param(
            "t = [tf.constant(1, name='a'), (tf.constant(2, name='b'), tf.no_op('c'))]",
            {
                ("t[0]", "tensor", 0, "a:0"),
                ("t[1][0]", "tensor", 0, "b:0"),
                ("t[1][1]", "operation", 0, "c"),
            },
            id="list and tuple",
        ),
        pytest.param(
            "w = {'out': tf.Variable(1.0, name='a'), 2: {\"it's\": tf.constant(0, name='b')},"
            " 3.5: tf.no_op()}",
            {("w['out']", "variable", 0, "a"), ('w[2]["it\'s"]', "tensor", 0, "b:0")},
            id="dict",
        ),
        pytest.param(
            "import enum\nclass Key(str, enum.Enum): OUT = 'out'\n"
            "class Place(enum.IntEnum): FIRST = 1\n"
            "w = {Key.OUT: tf.Variable(1.0, name='a'), Place.FIRST: tf.no_op('b')}",
            {("w['out']", "variable", 0, "a"), ("w[1]", "operation", 0, "b")},
            id="enumeration",
        ),
        pytest.param(
            "import numpy\nt = numpy.empty(2, object)\nt[0] = tf.Variable(1.0, name='a')\n"
            "t[1] = tf.no_op('b')\nu = numpy.array(tf.no_op('c'), object)",
            {("t[0]", "variable", 0, "a"), ("t[1]", "operation", 0, "b"),
             ("u", "array", None, "")},
            id="array of objects",
        ),
        pytest.param(
            "import collections\nP = collections.namedtuple('P', 'w b')\n"
            "layer = P(tf.constant(1, name='w'), tf.constant(2, name='b'))",
            {("layer[0]", "tensor", 0, "w:0"), ("layer[1]", "tensor", 0, "b:0"),
             ("w", "tensor", 0, "w:0"), ("b", "tensor", 0, "b:0")},
            id="named tuple",
        ),
        pytest.param(
            "t = [[[tf.no_op('third')]], [[[tf.no_op('fourth')]]]]",
            {("t[0][0][0]", "operation", 0, "third")},
            id="three levels",
        ),
        pytest.param(
            "t = [0]\nt.append(t)\na = tf.constant(1, name='a')",
            {("t[0]", "value", None, ""), ("a", "tensor", 0, "a:0"),
             ("t[1][0]", "value", None, ""), ("t[1][1][0]", "value", None, "")},
            id="a list in itself",
        ),
        pytest.param(
            "class Model: pass\nm = Model()\nm.w = tf.constant(1, name='a')\nf = lambda: 1",
            {("w", "tensor", 0, "a:0")},
            id="objects",
        ),
    ],
)  # fmt: skip
def test_a_global_is_found_by_its_path(script: str, expected: set[Key], collect: Collect) -> None:
    """Kind, graph and TensorFlow name belong to the path by which a check asks."""
    assert expected == keys(collect(START + script))


@pytest.mark.parametrize(
    ("script", "value"),
    [
        pytest.param("v = 3", 3, id="int"),
        pytest.param("v = -0.5", -0.5, id="float"),
        pytest.param("v = True", True, id="bool"),
        pytest.param("v = './model.ckpt'", "./model.ckpt", id="text"),
        pytest.param("v = 'x' * 5000", "x" * 4096, id="long text"),
        pytest.param("v = 'a\\ud800b'", "a?b", id="half a character"),
        pytest.param("v = 2**63 - 1", 2**63 - 1, id="largest"),
        pytest.param(
            "import enum\nclass E(enum.IntEnum):\n    A = 4\nv = E.A", 4, id="enumeration"
        ),
        pytest.param("class F(float):\n    __float__ = None\nv = F(2)", 2.0, id="own float"),
        pytest.param("class S(str):\n    __str__ = None\nv = S('s')", "s", id="own text"),
    ],
)
def test_a_plain_value_is_sent_as_it_is(
    script: str, value: int | float | str, collect: Collect
) -> None:
    """Numbers and text among the globals arrive with their value."""
    found = handles(collect(script))["v"]
    assert (found.kind, found.value, type(found.value)) == ("value", value, type(value))


def test_a_number_that_no_message_can_hold_is_left_out(collect: Collect) -> None:
    """An integer of more than 64 bits is no handle."""
    assert keys(collect("v = 2**63\nw = -(2**70)\n")) == set()


@pytest.mark.parametrize(
    ("script", "value"),
    [
        pytest.param("v = np.zeros((2, 3))", None, id="array"),
        pytest.param("v = np.float64(0.5)", 0.5, id="float64"),
        pytest.param("v = np.float32(0.5)", 0.5, id="float32"),
        pytest.param("v = np.int64(7)", 7, id="int64"),
        pytest.param("v = np.uint64(2**64 - 1)", None, id="uint64"),
        pytest.param("v = np.bool_(True)", True, id="bool"),
        pytest.param("v = np.str_('name')", "name", id="text"),
        pytest.param("v = np.mean([1.0, 2.0])", 1.5, id="mean"),
        pytest.param("v = np.longdouble(1)", None, id="long double"),
        pytest.param("v = np.array([object()])", None, id="objects"),
    ],
)
def test_an_array_that_no_run_returned_is_told_from_a_tensor(
    script: str, value: float | None, collect: Collect
) -> None:
    """NumPy values that did not come out of a session are arrays, not answers."""
    found = handles(collect(f"import numpy as np\n{script}\n"))["v"]
    assert (found.kind, found.fetched, found.value) == ("array", False, value)


@pytest.mark.parametrize(
    "fetch",
    [
        pytest.param("y = s.run(y)", id="one"),
        pytest.param("y, _ = s.run([y, w])", id="list"),
        pytest.param("(y,) = s.run((y,))", id="tuple"),
        pytest.param("y = s.run({'a': y})['a']", id="dict"),
        pytest.param("y = s.run({'a': [w, (y,)]})['a'][1][0]", id="nested"),
        pytest.param("y = s.run('y:0')", id="name"),
        pytest.param("y = s.run(fetches=y, feed_dict=None)", id="keywords"),
        pytest.param("y = y.eval()", id="eval"),
        pytest.param("y = y.eval(session=s)", id="eval in a session"),
    ],
)
def test_a_global_bound_to_its_value_is_its_tensor(fetch: str, collect: Collect) -> None:
    """The lessons' `output = session.run(output)` counts as the tensor."""
    claims = collect(
        START
        + f"""
w = tf.Variable([1.0, 2.0], name='w')
y = tf.multiply(w, 2, name='y')
with tf.Session() as s:
    s.run(tf.global_variables_initializer())
    {fetch}
"""
    )
    assert handles(claims)["y"] == Handle("y", "tensor", 0, "y:0", fetched=True)


@pytest.mark.parametrize("dtype", ["float32", "float64", "int32", "bool"])
def test_a_number_bound_to_its_value_is_its_tensor(dtype: str, collect: Collect) -> None:
    """A scalar result is recognised whatever its dtype."""
    claims = collect(
        START
        + f"y = tf.ones([], tf.{dtype}, name='y')\nwith tf.Session() as s:\n    y = s.run(y)\n"
    )
    assert handles(claims)["y"] == Handle("y", "tensor", 0, "y:0", fetched=True)


@pytest.mark.parametrize("resource", [False, True], ids=["reference", "resource"])
def test_a_variable_bound_to_its_value_is_a_read_of_it(resource: bool, collect: Collect) -> None:
    """`w = session.run(w)` is the tensor that TensorFlow fetches for the variable."""
    claims = collect(
        START
        + f"w = tf.Variable([1.0], name='w', use_resource={resource})\n"
        + "with tf.Session() as s:\n    s.run(w.initializer)\n    w = s.run(w)\n"
    )
    name = "w/Read/ReadVariableOp:0" if resource else "w:0"
    assert handles(claims)["w"] == Handle("w", "tensor", 0, name, fetched=True)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param("y = y + 0", id="sum"),
        pytest.param("y = y.copy()", id="copy"),
        pytest.param("y = y[:]", id="view"),
        pytest.param("y = np.array([2.0, 4.0], np.float32)", id="same numbers"),
    ],
)
def test_an_array_that_was_computed_afterwards_is_no_answer(change: str, collect: Collect) -> None:
    """Only the very array that a run returned stands for its tensor."""
    claims = collect(
        START
        + f"""
import numpy as np
y = tf.constant([2.0, 4.0])
with tf.Session() as s:
    y = s.run(y)
{change}
"""
    )
    assert handles(claims)["y"] == Handle("y", "array")


def test_eager_tensors_and_variables_are_named_as_such(collect: Collect) -> None:
    """Without graph mode nothing belongs to a graph, and the claim says why."""
    claims = collect(
        """
        import tensorflow.compat.v2 as tf
        c = tf.constant(1.0)
        w = [tf.Variable(2.0)]
        """
    )
    assert keys(claims) == {("c", "eager", None, ""), ("w[0]", "eager", None, "")}
    assert claims.graphs == ()


def test_a_saver_is_found_in_the_graph_of_its_variables(collect: Collect) -> None:
    """A saver's claim names the tensors of its SaverDef; an unbuilt one is left out."""
    claims = collect(
        START
        + """
w = tf.Variable(1.0, name='w')
s0 = tf.train.Saver()
tf.reset_default_graph()
v = tf.Variable(1.0, name='v')
s1 = tf.train.Saver({'w': v})
later = tf.train.Saver([v], defer_build=True)
"""
    )
    claim = SaverClaim("save/Const:0", "save/control_dependency:0", "save/restore_all")
    found = handles(claims)
    assert found["s0"] == Handle("s0", "saver", 0, "save/restore_all", saver=claim)
    assert found["s1"] == Handle("s1", "saver", 1, "save/restore_all", saver=claim)
    assert "later" not in found


def test_a_saver_of_an_imported_graph_is_found(collect: Collect) -> None:
    """`import_meta_graph` makes a saver without variables of its own."""
    claims = collect(
        START
        + """
w = tf.Variable(1.0, name='w')
saver = tf.train.Saver()
with tf.Session() as s:
    s.run(w.initializer)
    saver.save(s, './m.ckpt')
tf.reset_default_graph()
saver = tf.train.import_meta_graph('./m.ckpt.meta')
w = tf.get_default_graph().get_tensor_by_name('w:0')
"""
    )
    found = handles(claims)
    assert (found["saver"].kind, found["saver"].graph) == ("saver", 1)
    assert found["w"] == Handle("w", "tensor", 1, "w:0")


def test_two_graphs_are_numbered_as_they_were_seen(collect: Collect) -> None:
    """Handles of the student's own graphs say which graph they are of."""
    claims = collect(
        START
        + """
g, h = tf.Graph(), tf.Graph()
with g.as_default():
    a = tf.constant(1, name='x')
with h.as_default():
    b = tf.constant(2, name='x')
c = tf.constant(3, name='x')
"""
    )
    graphs = {path: handle.graph for path, handle in handles(claims).items()}
    assert len(claims.graphs) == 3
    assert sorted(graphs.values()) == [0, 1, 2]
    assert {handle.name for handle in handles(claims).values()} == {"x:0"}


def test_the_number_of_handles_is_bounded(collect: Collect) -> None:
    """A huge container is cut to 64 elements, a huge module to 2,000 handles."""
    claims = collect("a = list(range(1000))\nfor n in range(5000):\n    globals()[f'v{n}'] = n\n")
    found = handles(claims)
    assert len(found) == 2000
    assert sum(path.startswith("a[") for path in found) == 64


def test_strange_names_of_globals_do_not_end_the_collector(collect: Collect) -> None:
    """Names that are no text, or no UTF-8, are left out or fixed."""
    claims = collect("globals()['a\\ud800'] = 1\nglobals()[5] = 2\n")
    assert handles(claims)["a?"].value == 1
    assert "a?" in claims.globals_at_end


def test_an_object_that_looks_like_a_tensor_is_none(collect: Collect) -> None:
    """What has a graph must have one of TensorFlow's; what raises is no handle of anything."""
    claims = collect(
        START
        + """
class Like:
    __class__, graph, name, op = tf.Tensor, object(), "x:0", None
class Fails:
    __class__ = property(lambda self: exit(0))
like, fails, x = Like(), Fails(), tf.constant(1, name="x")
"""
    )
    assert keys(claims) == {("x", "tensor", 0, "x:0"), ("name", "value", None, "")}
