"""Every explanation is given for the error that TensorFlow really raises."""

import re
from collections.abc import Callable

import pytest

from grader.collect.claims import Claims, Failure
from grader.pipeline.explanation import EXPLANATIONS, GONE, explain
from grader.pipeline.gone import Explanation

V2 = "import tensorflow.compat.v2 as tf\n"
EAGER = "import tensorflow.compat.v1 as tf\n"
V1 = "import tensorflow.compat.v1 as tf\nimport numpy as np\ntf.disable_v2_behavior()\n"
OTHER = V1 + "y = tf.constant([1.0])\ntf.reset_default_graph()\nx = tf.constant([1.0])\n"
SAVED = (
    V1
    + """
w = tf.Variable([1.0, 2.0], name='w')
saver = tf.train.Saver()
with tf.Session() as s:
    s.run(w.initializer)
    saver.save(s, './m')
tf.reset_default_graph()
"""
)


def _asking(entry: Explanation) -> str:
    """Return a script that asks for a name that is gone, "" for other explanations."""
    name = entry.hint.split("`")[1]
    if entry.type == "NameError":
        return name
    if entry.type == "ModuleNotFoundError":
        return f"import {name}"
    if "has lost" not in entry.hint:
        return ""
    owner = "tf.nn" if name in ("rnn", "seq2seq", "bidirectional_rnn") else "tf"
    return f"{V1}{owner}.{name}"


# What is raised, the script that raises it, and words of the hint that it must be given.
CASES = {
    "TF 1 name on TF 2": ("AttributeError", V2 + "tf.placeholder(tf.float32)", "TensorFlow 1 name"),
    "session of TF 2": ("AttributeError", V2 + "tf.Session()", "TensorFlow 1 name"),
    "eager placeholder": ("RuntimeError", EAGER + "tf.placeholder(tf.float32)", "eager mode"),
    "eager session": ("RuntimeError", EAGER + "tf.Session().run(tf.constant(1))", "eager mode"),
    "eager optimizer": (
        "RuntimeError",
        EAGER + "w = tf.Variable(1.0)\ntf.train.GradientDescentOptimizer(0.1).minimize(w * w)",
        "eager mode",
    ),
    "eager saver": (
        "RuntimeError", EAGER + "w = tf.Variable(1.0)\ntf.train.Saver()", "eager mode",
    ),
    "eager eval": ("NotImplementedError", EAGER + "tf.constant(1.0).eval()", "eager mode"),
    "eager name": ("AttributeError", EAGER + "tf.constant(1.0).name", "eager mode"),
    "session before the graph": (
        "RuntimeError", V1 + "tf.Session().run('y:0')", "the session has no graph",
    ),
    "placeholder not fed": (
        "InvalidArgumentError",
        V1 + "x = tf.placeholder(tf.float32)\ntf.Session().run(x * 2)",
        "A placeholder has no value",
    ),
    "reference variable without a value": (
        "FailedPreconditionError",
        V1 + "w = tf.Variable(1.0)\ntf.Session().run(w * 2)",
        "A variable has no value yet",
    ),
    "resource variable without a value": (
        "FailedPreconditionError",
        V1 + "w = tf.Variable(1.0, use_resource=True)\ntf.Session().run(w * 2)",
        "A variable has no value yet",
    ),
    "save without values, in a folder": (
        "FailedPreconditionError",
        V1 + "w = tf.Variable(1.0)\ntf.train.Saver().save(tf.Session(), './m')",
        "A variable has no value yet",
    ),
    "save without values": (
        "ValueError",
        V1 + "w = tf.Variable(1.0)\ntf.train.Saver().save(tf.Session(), 'm')",
        "before `saver.save`",
    ),
    "save without values, resource": (
        "ValueError",
        V1
        + "w = tf.Variable(1.0, use_resource=True)\ntf.train.Saver().save(tf.Session(), 'm')",
        "before `saver.save`",
    ),
    "restore of another shape": (
        "InvalidArgumentError",
        SAVED + "w = tf.Variable([1.0], name='w')\ntf.train.Saver().restore(tf.Session(), './m')",
        "paired wrongly",
    ),
    "restore of another name": (
        "NotFoundError",
        SAVED + "v = tf.Variable([1.0], name='v')\ntf.train.Saver().restore(tf.Session(), './m')",
        "The checkpoint has no value of that name",
    ),
    "restore from nowhere": (
        "ValueError",
        SAVED + "v = tf.Variable([1.0])\ntf.train.Saver().restore(tf.Session(), './other')",
        "There is no checkpoint at this path",
    ),
    "restore from None": (
        "ValueError",
        SAVED + "v = tf.Variable([1.0])\n"
        "tf.train.Saver().restore(tf.Session(), tf.train.latest_checkpoint('none'))",
        "There is no checkpoint at this path",
    ),
    "saver without variables": ("ValueError", V1 + "tf.train.Saver()", "has no variables"),
    "saver of another graph": (
        "TypeError",
        SAVED + "w = tf.Variable([1.0, 2.0], name='w')\nsaver.restore(tf.Session(), './m')",
        "`Saver` belongs to another graph",
    ),
    "matmul": (
        "ValueError", V1 + "tf.matmul(tf.zeros([2, 3]), tf.zeros([2, 3]))", "shapes do not fit",
    ),
    "add": ("ValueError", V1 + "tf.zeros([2, 3]) + tf.zeros([2, 4])", "shapes do not fit"),
    "rank": (
        "ValueError", V1 + "tf.matmul(tf.zeros([3]), tf.zeros([3, 2]))", "shapes do not fit",
    ),
    "reshape": ("ValueError", V1 + "tf.reshape(tf.zeros([6]), [4])", "shapes do not fit"),
    "matmul in a session": (
        "InvalidArgumentError",
        V1
        + "x = tf.placeholder(tf.float32)\n"
        + "tf.Session().run(tf.matmul(x, x), {x: np.zeros((2, 3))})",
        "shapes do not fit",
    ),
    "add in a session": (
        "InvalidArgumentError",
        V1
        + "x = tf.placeholder(tf.float32)\n"
        + "tf.Session().run(x + tf.zeros([2, 3]), {x: np.zeros((3, 3))})",
        "shapes do not fit",
    ),
    "reshape in a session": (
        "InvalidArgumentError",
        V1
        + "x = tf.placeholder(tf.float32)\n"
        + "tf.Session().run(tf.reshape(x, [4]), {x: np.zeros(6)})",
        "shapes do not fit",
    ),
    "assign": (
        "ValueError", V1 + "w = tf.Variable([1.0, 2.0])\nw.assign([1.0])", "shapes do not fit",
    ),
    "labels and logits of other shapes": (
        "ValueError",
        V1 + "tf.nn.softmax_cross_entropy_with_logits(labels=tf.zeros([2, 3]),"
        " logits=tf.zeros([2, 4]))",
        "shapes do not fit",
    ),
    "fed shape": (
        "ValueError",
        V1
        + "x = tf.placeholder(tf.float32, [None, 3])\ntf.Session().run(x, {x: [[1.0, 2.0]]})",
        "another shape than the placeholder",
    ),
    "fed tensor": (
        "TypeError",
        V1 + "x = tf.placeholder(tf.float32)\ntf.Session().run(x, {x: tf.constant(1.0)})",
        "`feed_dict` takes placeholders",
    ),
    "feed for a number": (
        "TypeError", V1 + "tf.Session().run(tf.constant(1), {3: 1})", "`feed_dict` takes",
    ),
    "feed for another graph": (
        "TypeError", OTHER + "tf.Session().run(x, {y: [1.0]})", "`feed_dict` takes placeholders",
    ),
    "fetched number": (
        "TypeError", V1 + "x = tf.constant(1)\ntf.Session().run([x, 1.5])", "bound to its value",
    ),
    "fetched None": (
        "TypeError", V1 + "x = tf.constant(1)\ntf.Session().run(None)", "bound to its value",
    ),
    "fetched value": (
        "TypeError",
        V1
        + "y = tf.constant([[1.0, 2.0], [3.0, 4.0]])\ns = tf.Session()\ny = s.run(y)\ns.run(y)",
        "bound to its value",
    ),
    "fetched tensor of another graph": (
        "ValueError", OTHER + "tf.Session().run(y)", "does it belong to another graph?",
    ),
    "two graphs": ("ValueError", OTHER + "x + y", "Things of two graphs are mixed"),
    "reset in a block": (
        "AssertionError",
        V1 + "with tf.Graph().as_default():\n    tf.reset_default_graph()",
        "The graph cannot be reset inside a `with` block",
    ),
    "reset with an interactive session": (
        "AssertionError",
        V1 + "s = tf.InteractiveSession(graph=tf.get_default_graph())\ntf.reset_default_graph()",
        "while an `InteractiveSession` is open",
    ),
    "finalised graph": (
        "RuntimeError",
        V1 + "tf.get_default_graph().finalize()\ntf.constant(1)",
        "The graph was closed to changes",
    ),
    "closed session": (
        "RuntimeError",
        V1 + "y = tf.constant(1)\nwith tf.Session() as s:\n    pass\ns.run(y)",
        "after the session was closed",
    ),
    "labels alone": (
        "ValueError",
        V1 + "tf.nn.softmax_cross_entropy_with_logits(labels=tf.zeros([2, 3]))",
        "Name the arguments",
    ),
    "labels and logits swapped": (
        "ValueError",
        V1
        + """
w = tf.Variable(tf.zeros([2, 3]))
labels = tf.placeholder(tf.float32, [2, 3])
cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=w, logits=labels))
tf.train.GradientDescentOptimizer(0.1).minimize(tf.stop_gradient(cost))
""",
        "Are `labels=` and `logits=` the right way round?",
    ),
    "damaged data": (
        "DataFault",
        """
for name in ("train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1"):
    open(f"{name}-ubyte", "wb").write(b"x")
from grader.data import read_data_sets
read_data_sets(".")
""",
        "damaged, not your script",
    ),
    "contrib": ("AttributeError", V1 + "tf.contrib.rnn", "`tf.contrib` is gone"),
    "layers": ("AttributeError", V1 + "tf.layers.separable_conv2d", "Of `tf.layers` there are"),
    "stand-in": ("NoValue", "import pandas\nfloat(pandas.x)", "it gives no numbers"),
    "no such module": ("ModuleNotFoundError", "import no_such_module", "is not available"),
    "no such name in a module": (
        "ImportError", "from numpy import no_such_name", "is not available",
    ),
    "no such name": ("NameError", "x = y", "Check its spelling"),
    "local name without a value": (
        "UnboundLocalError", "def f():\n    x = x + 1\nf()", "Check its spelling",
    ),
    "exit with an error": ("SystemExit", "import sys\nsys.exit(1)", "error code"),
    "endless recursion": ("RecursionError", "def f():\n    f()\nf()", "calls itself"),
}  # fmt: skip
# Each name that is gone for good, with the script that asks for it.
CASES |= {
    entry.hint.split("`")[1]: ("", _asking(entry), entry.hint) for entry in GONE if _asking(entry)
}


def test_every_explanation_has_a_case_here() -> None:
    """No explanation is left without an error that is known to be met."""
    unmet = [
        entry.hint
        for entry in EXPLANATIONS
        if not any(words in entry.hint for _, _, words in CASES.values())
    ]
    assert unmet == []


def test_every_pattern_is_a_regular_expression() -> None:
    """Types and messages compile, and no hint is given twice."""
    for entry in EXPLANATIONS:
        assert re.compile(entry.type)
        assert re.compile(entry.message)
    assert len({entry.hint for entry in EXPLANATIONS}) == len(EXPLANATIONS)


@pytest.mark.parametrize(
    "failure",
    [
        pytest.param(Failure("ZeroDivisionError", "division by zero", ()), id="python"),
        pytest.param(Failure("MyNameError", "", ()), id="similar type"),
        pytest.param(
            Failure("KeyError", "You must feed a value for placeholder", ()), id="similar message"
        ),
    ],
)
def test_other_errors_get_no_hint(failure: Failure) -> None:
    """A hint is given when type and message both fit."""
    assert explain(failure) == ""


@pytest.mark.slow
@pytest.mark.parametrize(("type_", "script", "words"), CASES.values(), ids=list(CASES))
def test_a_real_error_is_explained(
    type_: str, script: str, words: str, collect: Callable[[str], Claims]
) -> None:
    """The script raises what it should, in this TensorFlow, and gets the hint for it."""
    failure = collect(script).failure
    assert failure is not None
    assert type_ in ("", failure.type)
    assert words in explain(failure)
