"""Every explanation is given for the error that TensorFlow really raises."""

import re
from collections.abc import Callable

import pytest

from grader.collect.claims import Claims
from grader.collect.stops import Failure
from grader.pipeline.entries import Explanation
from grader.pipeline.evidence import names_of
from grader.pipeline.explanation import EXPLANATIONS, GONE, explain

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
WRITTEN = (
    V2
    + """
w, b = tf.Variable([1.0, 2.0]), tf.Variable(1.0)
tf.train.Checkpoint(w=w, b=b).write('./m')
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
    "a gradient that is None": (
        "TypeError",
        V2
        + "w = tf.Variable(1.0)\nwith tf.GradientTape() as tape:\n    y = 2 * w\nz = y * w\n"
        + "g = tape.gradient(z, w)\nw.assign_sub(0.1 * g)",
        "`tape.gradient` gives that",
    ),
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
        "Add it to",
    ),
    "placeholder without a name not fed": (
        "InvalidArgumentError",
        V1 + "tf.Session().run(tf.placeholder(tf.float32) * 2)",
        "Pass one for each placeholder",
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
        "ValueError", V1 + "tf.matmul(tf.zeros([2, 3]), tf.zeros([5, 4]))", "another layer's?",
    ),
    "matmul of a layer turned": (
        "ValueError",
        V1 + "x = tf.placeholder(tf.float32, [None, 3])\ntf.matmul(x, tf.zeros([2, 3]))",
        "It would fit as",
    ),
    "matmul the other way round": (
        "ValueError",
        V1 + "w = tf.Variable(tf.zeros([3, 2]))\ntf.matmul(w, tf.zeros([4, 3]))",
        "fit only the other way round",
    ),
    "matmul of images": (
        "ValueError",
        V1 + "x = tf.placeholder(tf.float32, [None, 2, 2, 1])\ntf.matmul(x, tf.zeros([4, 3]))",
        "Make rows of it first",
    ),
    "times for matmul": (
        "ValueError", V1 + "tf.zeros([2, 3]) * tf.zeros([3, 4])", "`*` multiplies number by number",
    ),
    "add": (
        "ValueError", V1 + "tf.zeros([2, 3]) + tf.zeros([3, 4])", "For this both must be equal",
    ),
    "another layer's bias": (
        "ValueError", V1 + "tf.zeros([2, 3]) + tf.zeros([4])", "Is it another layer's bias?",
    ),
    "rank": (
        "ValueError",
        V1 + "tf.matmul(tf.zeros([3]), tf.zeros([3, 2]))",
        "A placeholder has a side for the batch",
    ),
    "reshape": ("ValueError", V1 + "tf.reshape(tf.zeros([6]), [4])", "cannot take the shape"),
    "sizes without a list": (
        "ValueError", V1 + "tf.random_normal(2, 3)", "go into one list",
    ),
    "matmul in a session": (
        "InvalidArgumentError",
        V1
        + "x = tf.placeholder(tf.float32)\n"
        + "y = tf.placeholder(tf.float32)\n"
        + "tf.Session().run(tf.matmul(x, y), {x: np.zeros((2, 3)), y: np.zeros((4, 5))})",
        "another layer's?",
    ),
    "add in a session": (
        "InvalidArgumentError",
        V1
        + "x = tf.placeholder(tf.float32)\n"
        + "tf.Session().run(x + tf.zeros([2, 3]), {x: np.zeros((3, 3))})",
        "For this both must be equal",
    ),
    "argmax without its axis": (
        "InvalidArgumentError",
        V1
        + "x = tf.placeholder(tf.float32)\n"
        + "same = tf.equal(tf.argmax(x, 1), tf.argmax(x))\n"
        + "tf.Session().run(same, {x: np.zeros((2, 3))})",
        "the same axis, 1, on both sides",
    ),
    "reshape in a session": (
        "InvalidArgumentError",
        V1
        + "x = tf.placeholder(tf.float32)\n"
        + "tf.Session().run(tf.reshape(x, [4]), {x: np.zeros(6)})",
        "cannot make rows of",
    ),
    "assign": (
        "ValueError", V1 + "w = tf.Variable([1.0, 2.0])\nw.assign([1.0])", "For this both must be",
    ),
    "labels and logits of other shapes": (
        "ValueError",
        V1 + "tf.nn.softmax_cross_entropy_with_logits(labels=tf.zeros([2, 3]),"
        " logits=tf.zeros([2, 4]))",
        "one column for each class",
    ),
    "labels and logits of other shapes in a session": (
        "InvalidArgumentError",
        V1
        + "x, y = tf.placeholder(tf.float32), tf.placeholder(tf.float32)\n"
        + "c = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=x)\n"
        + "tf.Session().run(c, {x: np.zeros((2, 3)), y: np.zeros((2, 4))})",
        "one column for each class",
    ),
    "fed shape": (
        "ValueError",
        V1
        + "x = tf.placeholder(tf.float32, [None, 3])\ntf.Session().run(x, {x: [[1.0, 2.0]]})",
        "Is it meant for another placeholder",
    ),
    "fed to a placeholder without a name": (
        "ValueError",
        V1
        + "made = (tf.placeholder(tf.float32, [None, 3]) for _ in range(1))\n"
        + "[tf.Session().run(one + 1, {one: [[1.0, 2.0]]}) for one in made]",
        "another shape than the placeholder",
    ),
    "set_shape": ("ValueError", V1 + "tf.zeros([2]).set_shape([3])", "print the shapes of both"),
    "fed digits": (
        "ValueError",
        V1 + "y = tf.placeholder(tf.float32, [None, 3])\ntf.Session().run(y, {y: [1.0, 2.0]})",
        "Make the labels one-hot",
    ),
    "fed a batch": (
        "ValueError",
        V1 + "x = tf.placeholder(tf.float32, [3])\ntf.Session().run(x, {x: np.zeros((2, 3))})",
        "Leave the batch's side",
    ),
    "fed one number": (
        "ValueError",
        V1 + "k = tf.placeholder(tf.float32, [None])\ntf.Session().run(k, {k: 0.5})",
        "One number has no",
    ),
    "fed tensor": (
        "TypeError",
        V1 + "x = tf.placeholder(tf.float32)\ntf.Session().run(x, {x: tf.constant(1.0)})",
        "is a tensor. Feed the array",
    ),
    "fed by a name in quotes": (
        "TypeError",
        V1 + "x = tf.placeholder(tf.float32)\ntf.Session().run(x, {'x': 1.0})",
        "not its name in quotes",
    ),
    "fed by what was a placeholder": (
        "TypeError",
        V1 + "x = tf.placeholder(tf.float32)\ny = x * 2\nx = 0.5\ntf.Session().run(y, {x: 0.5})",
        "no longer the placeholder",
    ),
    "fed with a comma": (
        "TypeError",
        V1 + "x = tf.placeholder(tf.float32)\ntf.Session().run(x, {x, 0.5})",
        "a comma stands where a colon belongs",
    ),
    "feed for a number": (
        "TypeError", V1 + "tf.Session().run(tf.constant(1), {3: 1})", "A global that was bound",
    ),
    "feed for another graph": (
        "TypeError", OTHER + "tf.Session().run(x, {y: [1.0]})", "A global that was bound",
    ),
    "fetched number": (
        "TypeError", V1 + "x = tf.constant(1)\ntf.Session().run([x, 1.5])", "bound to its value",
    ),
    "fetched None": (
        "TypeError",
        V1 + "y = tf.constant(1)\nx = None\ntf.Session().run(x)",
        "is None here, no tensor",
    ),
    "fetched value": (
        "TypeError",
        V1
        + "y = tf.constant([[1.0, 2.0], [3.0, 4.0]])\ns = tf.Session()\ny = s.run(y)\ns.run(y)",
        "so that the name keeps the tensor",
    ),
    "fetched tensor of another graph": (
        "ValueError", OTHER + "tf.Session().run(y)", "Things of two graphs are mixed",
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
    "no file of another task": (
        "ModuleNotFoundError", "__import__('1-create_layer')", "hand it in in the same folder",
    ),
    "no such name in a module": (
        "ImportError", "from numpy import no_such_name", "is not available",
    ),
    "no such name": ("NameError", "x = y", "Write the line that does it"),
    "a name nearly spelt so": ("NameError", "features = 1\nx = feature", "Check the spelling"),
    "a name given below": ("NameError", "x = loss\nloss = 1", "Move that line above this one"),
    "a session opened below": (
        "NameError",
        V1 + "s.run(1)\nwith tf.Session() as s:\n    pass",
        "is opened on line",
    ),
    "a session of another name": (
        "NameError", V1 + "one = tf.Session()\nsession.run(1)", "Use one name for it",
    ),
    "no session": ("NameError", "session.run(1)", "Open one with"),
    "a key without quotes": ("NameError", "w = {'out': 1}\nw[out]", "a key is text"),
    "a path without quotes": ("NameError", "f = model.ckpt", "such as a path, has quotes"),
    "a placeholder of another lesson": (
        "NameError",
        V1 + "one = tf.placeholder(tf.float32)\ntf.Session().run(one, feed_dict={x: 1})",
        "they are the keys of",
    ),
    "a module that is not imported": ("NameError", "math.ceil(1)", "was not imported"),
    "an initializer that is not made": ("NameError", "print(init)", "Above this line, write"),
    "local name without a value": (
        "UnboundLocalError", "def f():\n    x = x + 1\nf()", "Check its spelling",
    ),
    "attribute of None": ("AttributeError", "x = None\nx.run", "is None here: nothing"),
    "variables that are not in the file": (
        "AssertionError",
        WRITTEN + "tf.train.Checkpoint(v=w).read('./m').assert_consumed()",
        "Not every variable got a value",
    ),
    "values that no variable takes": (
        "AssertionError",
        WRITTEN + "tf.train.Checkpoint(w=w).read('./m').assert_consumed()",
        "A value of the file went nowhere",
    ),
    "values of another shape": (
        "ValueError",
        WRITTEN + "tf.train.Checkpoint(w=b).read('./m')",
        "a value of another shape under",
    ),
    "numbers in place of a variable": (
        "ValueError", V2 + "tf.train.Checkpoint(w=1.0)", "objects that hold some; `",
    ),
    "saver of TF 2": ("AttributeError", V2 + "tf.train.Saver()", "is a TensorFlow 1 name. In"),
    "a Checkpoint that is asked": (
        "AttributeError",
        WRITTEN + "c = tf.train.Checkpoint(w=w, b=b)\nc.read('./m')\nc.assert_consumed()",
        "can be asked, not the Checkpoint",
    ),
    "a file without its number": (
        "NotFoundError",
        WRITTEN + "tf.train.Checkpoint(w=w).read('./n')",
        "no checkpoint at this path. Read",
    ),
    "load of a saver": (
        "AttributeError",
        V1 + "w = tf.Variable(1.0)\nsaver = tf.train.Saver()\nsaver.load(1)",
        "has `save` and `restore`",
    ),
    "a variable's name": (
        "AttributeError", V1 + "w = tf.Variable(1.0)\nw.name = 'w'", "when it is made, not later",
    ),
    "path before the session": (
        "AttributeError",
        V1 + "w = tf.Variable(1.0)\ns = tf.train.Saver()\ns.restore('./m', tf.Session())",
        "The session comes first, then the path",
    ),
    "session after the path": (
        "TypeError",
        V1
        + "w = tf.Variable(1.0)\ns = tf.train.Saver()\ns.save('./m', tf.Session())",
        "The session comes first, then the path",
    ),
    "names in var_list": (
        "AttributeError",
        V1
        + "w = tf.Variable(1.0)\n"
        + "tf.train.GradientDescentOptimizer(1.0).minimize(w * w, var_list=['w'])",
        "not their names as text",
    ),
    "a name in another part": ("AttributeError", V1 + "tf.relu(1.0)", "Did you mean"),
    "a name that is nowhere": ("AttributeError", V1 + "tf.zzqzz(1.0)", "Look the name up"),
    "a key that is not there": ("KeyError", "w = {'out': 1}\nw['in']", "or add what is"),
    "init without brackets": (
        "TypeError",
        V1 + "w = tf.Variable(1)\ninit = tf.global_variables_initializer\ntf.Session().run(init)",
        "its brackets are missing",
    ),
    "list called": ("TypeError", "w = [1]\nw(0)", "is taken with square brackets"),
    "number called": ("TypeError", "b = 0.5\nb(2)", "Times is written with"),
    "tensor called": ("TypeError", V1 + "w = tf.constant(1.0)\nw(2)", "no brackets can stand"),
    "list by a name": ("TypeError", "w = [1]\nw['out']", "has a number, from 0 on"),
    "loop through a number": ("TypeError", "n = 3\nfor i in n:\n    pass", "cannot go through"),
    "range of a fraction": ("TypeError", "range(6 / 2)", "`/` gives a fraction"),
    "loop through a data set": (
        "TypeError",
        "from grader.data import read_data_sets\nfor one in read_data_sets('.').train:\n    pass",
        "gives one batch at a time",
    ),
    "text times": ("TypeError", "n = '128'\n500 // n", "Take the quotes away"),
    "keys of a dict": (
        "TypeError",
        V1 + "w = {'out': 1.0}\nsum(tf.nn.l2_loss(one) for one in w)",
        "a loop over a dict gives its keys",
    ),
    "text fed": (
        "ValueError",
        V1 + "x = tf.placeholder(tf.float32)\ntf.Session().run(x, {x: 'half'})",
        "Text was fed",
    ),
    "save without a path": (
        "TypeError",
        V1 + "w = tf.Variable(1.0)\ntf.train.Saver().save(tf.Session())",
        "needs the session and the path",
    ),
    "minimise nothing": (
        "TypeError", V1 + "tf.train.GradientDescentOptimizer(1.0).minimize()", "what to lower",
    ),
    "placeholder without a type": ("TypeError", V1 + "tf.placeholder()", "the type of what is fed"),
    "cast to nothing": ("TypeError", V1 + "tf.cast([True])", "which type it makes"),
    "one for two": ("TypeError", V1 + "tf.add(1.0)", "takes two values, and only one"),
    "argument misspelt": (
        "TypeError", V1 + "s = tf.Session()\ns.run(1, feed_dic={})", "it has",
    ),
    "argument unknown": ("TypeError", V1 + "s = tf.Session()\ns.run(1, zz=1)", "It takes"),
    "argument unknown to what is not known": (
        "TypeError", V1 + "tf.Session().run(1, zz=1)", "Look its arguments up",
    ),
    "labels by another name": (
        "TypeError",
        V1 + "tf.nn.softmax_cross_entropy_with_logits(logits=[[1.0]], y=[[1.0]])",
        "are called `labels` and `logits`",
    ),
    "mean of booleans": ("TypeError", V1 + "tf.reduce_mean([True])", "have to be numbers first"),
    "arithmetic of booleans": (
        "TypeError", V1 + "tf.matmul([[True]], [[True]])", "are no numbers here",
    ),
    "whole numbers and fractions": (
        "TypeError", V1 + "tf.matmul([[1]], tf.zeros([1, 1]))", "or give",
    ),
    "float64 and float32": (
        "TypeError",
        V1 + "tf.matmul(tf.zeros([1, 1], tf.float64), tf.zeros([1, 1]))",
        "for both",
    ),
    "var_list without its keyword": (
        "TypeError",
        V1
        + "w = tf.Variable(1.0)\nv = tf.Variable(1.0)\n"
        + "tf.train.GradientDescentOptimizer(1.0).minimize(w * w, [w, v])",
        "goes by its keyword",
    ),
    "the whole dict": (
        "TypeError", V1 + "w = {'out': tf.Variable(1.0)}\ntf.nn.l2_loss(w)", "is the whole dict",
    ),
    "the whole list": (
        "ValueError",
        V1
        + "w = [tf.Variable(tf.zeros([2, 3])), tf.Variable(tf.zeros([3, 4]))]\n"
        + "tf.matmul(tf.zeros([1, 2]), w)",
        "is the whole list",
    ),
    "two tensors for one": (
        "TypeError",
        V1 + "w = tf.Variable(1.0)\ntf.nn.l2_loss(w, w)",
        "the second one is taken for its name",
    ),
    "map of a saver turned": (
        "OperatorNotAllowedInGraphError",
        V1 + "w, v = tf.Variable(1.0), tf.Variable(2.0)\ntf.train.Saver({w: 'w', v: 'v'})",
        "The map of the `Saver`",
    ),
    "tensor as a condition": (
        "OperatorNotAllowedInGraphError",
        V1 + "if tf.constant(1.0) > 0:\n    pass",
        "A tensor has no value while",
    ),
    "name with a space": (
        "ValueError", V1 + "tf.Variable(1.0, name='my weights')", "and no space",
    ),
    "get_variable twice": (
        "ValueError",
        V1 + "tf.get_variable('w', [1])\ntf.get_variable('w', [1])",
        "once for each name",
    ),
    "get_variable without a shape": ("ValueError", V1 + "tf.get_variable('w')", "needs the shape"),
    "dropout of a whole number": (
        "ValueError",
        V1 + "tf.nn.dropout([1.0], tf.placeholder(tf.int32))",
        "A share is no whole number",
    ),
    "dropout without a share": ("ValueError", V1 + "tf.nn.dropout([1.0])", "How much is kept"),
    "dropout by many numbers": (
        "ValueError",
        V1 + "tf.nn.dropout([1.0], tf.placeholder(tf.float32, [None]))",
        "and its placeholder takes many",
    ),
    "a pair is fed": (
        "ValueError",
        V1
        + "x = tf.placeholder(tf.float32)\nb = (np.zeros((2, 3)), np.zeros((2, 4)))\n"
        + "tf.Session().run(x, {x: b})",
        "images and labels come together",
    ),
    "rows of other lengths": (
        "ValueError",
        V1 + "x = tf.placeholder(tf.float32)\ntf.Session().run(x, {x: [[1.0], [1.0, 2.0]]})",
        "are of different lengths",
    ),
    "no default session": ("ValueError", V1 + "tf.constant(1).eval()", "no open session here"),
    "optimizer for its operation": (
        "TypeError",
        V1 + "o = tf.train.GradientDescentOptimizer(1.0)\ntf.Session().run([tf.constant(1), o])",
        "An optimizer alone trains nothing",
    ),
    "nothing to train": (
        "ValueError",
        V1 + "tf.train.GradientDescentOptimizer(1.0).minimize(tf.constant(1.0))",
        "no variable to train",
    ),
    "exit with an error": ("SystemExit", "import sys\nsys.exit(1)", "error code"),
    "another program": (
        "PermissionError",
        "import subprocess\nsubprocess.run(['git', 'status'])",
        "Take the line out: a graph needs none.",
    ),
    "another process": ("PermissionError", "import os\nos.fork()", "programs or processes"),
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
    claims = collect(script)
    failure = claims.failure
    assert failure is not None
    assert type_ in ("", failure.type)
    names = names_of(claims)
    assert words in explain(failure, names), explain(failure, names)
