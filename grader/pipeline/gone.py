"""Names that Python or TensorFlow has lost for good, each with today's spelling."""

import re

from grader.pipeline.entries import Explanation

# Names of Python 2.
_PYTHON = {
    "xrange": "range(…)",
    "raw_input": "input(…)",
    "unicode": "str(…)",
    "long": "int(…)",
    "reduce": "functools.reduce(…), after `import functools`",
    "unichr": "chr(…)",
    "basestring": "str",
    "execfile": "exec(open(…).read())",
    "reload": "importlib.reload(…), after `import importlib`",
}
# Modules of Python 2, and those that TensorFlow 1 had beside it.
_MODULES = {
    "cPickle": "pickle",
    "Queue": "queue",
    "urllib2": "urllib.request",
    "ConfigParser": "configparser",
    "StringIO": "io",
    "Tkinter": "tkinter",
}
# Attributes of `tf`, by the end of their name.
_TENSORFLOW = {
    "models": "`tf.nn.dynamic_rnn` and `tf.nn.rnn_cell`",
    "seq2seq": "`tf.nn.dynamic_rnn`",
    "estimator": "a graph and a session of your own: estimators are gone",
    "rnn": "`tf.nn.dynamic_rnn`",
    "bidirectional_rnn": "`tf.nn.bidirectional_dynamic_rnn`",
    "batch_matrix_inverse": "`tf.linalg.inv`",
    "batch_cholesky": "`tf.linalg.cholesky`",
    "learn": "`tensorflow.examples.tutorials.mnist.input_data` for MNIST, a graph of your own for"
    " models",
}


def gone() -> tuple[Explanation, ...]:
    """Return a hint for each name."""
    found = [
        Explanation(
            "AttributeError|ModuleNotFoundError|ImportError",
            r"'tensorflow\.contrib\S*' has no attribute|from 'tensorflow\.contrib|"
            r"No module named 'tensorflow\.contrib",
            "`tf.contrib` is gone. What lessons use of `tf.contrib.layers` still works here; write"
            " the rest with `tf.get_variable`, `tf.matmul` and `tf.nn`.",
        ),
        Explanation(
            "AttributeError",
            r"module 'tensorflow\.layers' has no attribute",
            "Of `tf.layers` there are dense, conv2d, dropout, flatten, pooling and batch"
            " normalization here. Write other layers with `tf.get_variable` and `tf.nn`.",
        ),
    ]
    found += [
        Explanation(
            "NameError",
            rf"name '{name}' is not defined",
            f"`{name}` is Python 2. Write `{today.partition(',')[0]}`{_rest(today)} in Python 3.",
        )
        for name, today in _PYTHON.items()
    ]
    found += [
        Explanation(
            "ModuleNotFoundError",
            rf"No module named '{name}'",
            f"`{name}` is Python 2. Its name today is `{today}`.",
        )
        for name, today in _MODULES.items()
    ]
    found += [
        Explanation(
            "AttributeError",
            rf"module 'tensorflow\S*' has no attribute '{re.escape(name)}'$",
            f"TensorFlow has lost `{name}`. Today's spelling: {today}.",
        )
        for name, today in _TENSORFLOW.items()
    ]
    return tuple(found)


def _rest(today: str) -> str:
    _, comma, rest = today.partition(",")
    return comma + rest
