"""A student's exception as data: type, message, and the student's own lines."""

import linecache
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import msgspec
import pytest

from grader.collect.claims import Claims
from grader.collect.failure import flatten, line_of
from grader.collect.stops import Failure, Frame

Collect = Callable[[str], Claims]

GRAPH = "import tensorflow.compat.v1 as tf\ntf.disable_v2_behavior()\n"


def failure_of(script: str, filename: str = "script.py") -> Failure:
    """Run a script in this process and return its flattened exception."""
    try:
        exec(compile(script, filename, "exec"), {})  # noqa: S102 - the scripts are below
    except BaseException as error:
        return flatten(error, "script.py")
    raise AssertionError("the script raised nothing")


class Unprintable(Exception):
    """An exception that cannot be shown."""

    def __str__(self) -> str:
        raise ValueError("no")


# -- without TensorFlow --------------------------------------------------------------------------


def test_an_exception_becomes_type_message_and_lines() -> None:
    """Every frame of the script is there, the innermost last."""
    found = failure_of("def f(x):\n    return 1 / x\n\nf(0)\n")
    assert (found.type, found.message) == ("ZeroDivisionError", "division by zero")
    assert [(f.file, f.line, f.function) for f in found.frames] == [
        ("script.py", 4, "<module>"), ("script.py", 2, "f"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("script", "failed"),
    [
        ("x = [1]\ny = 2 + x[5] + 3\n", "x[5]"),
        ("ä = 'ü' + 1 / 0 + 2\n", "1 / 0"),
        ("y = (1 /\n     0)\n", "1 /"),
        ("raise ValueError(\n    'x')\n", "raise ValueError("),
    ],
    ids=["index", "not ASCII", "on two lines", "statement"],
)
def test_a_line_tells_which_part_failed(script: str, failed: str, linecached: str) -> None:
    """First character and the one after the last, counted as characters."""
    lines = [f"{line}\n" for line in script.split("\n")]
    linecache.cache[linecached] = (len(script), None, lines, linecached)
    frame = failure_of(script, linecached).frames[-1]
    assert lines[frame.line - 1][frame.column - 1 : frame.end - 1] == failed


@pytest.fixture
def linecached() -> Iterator[str]:
    """Return the name of a file of which Python knows the lines, until the test ends."""
    yield "script.py"
    linecache.cache.pop("script.py", None)


def test_frames_of_other_files_are_left_out() -> None:
    """What lies between and below the student's lines is nobody's business."""
    found = failure_of("import json\njson.loads('{')\n")
    assert [(f.file, f.line) for f in found.frames] == [("script.py", 2)]
    assert failure_of("1/0", "other.py").frames == ()


def test_only_the_innermost_frames_are_kept() -> None:
    """A deep recursion shows ten lines."""
    found = failure_of("def f(n):\n    f(n + 1)\nf(0)\n")
    assert found.type == "RecursionError"
    assert [f.line for f in found.frames] == [2] * 10


def test_a_long_message_is_cut() -> None:
    """A message of a megabyte is not sent."""
    assert len(failure_of("raise ValueError('x' * (1 << 20))").message) == 4096


@pytest.mark.parametrize(
    ("error", "message"),
    [
        pytest.param(
            Unprintable(), "(the message could not be shown: ValueError)", id="unprintable"
        ),
        pytest.param(ValueError("a\ud800b"), "a?b", id="half a character"),
        pytest.param(KeyError("out"), "'out'", id="key"),
        pytest.param(SystemExit(3), "3", id="exit"),
        pytest.param(ValueError(), "", id="empty"),
    ],
)  # fmt: skip
def test_any_message_can_be_sent(error: BaseException, message: str) -> None:
    """Whatever an exception says about itself becomes plain text."""
    found = flatten(error, "script.py")
    assert (found.type, found.message, found.frames) == (type(error).__name__, message, ())


def test_the_line_that_made_an_operation_is_the_innermost_of_the_script() -> None:
    """An operation's traceback is searched from its end; without one there is no line."""
    stack = [
        SimpleNamespace(filename="script.py", lineno=9),
        SimpleNamespace(filename="script.py", lineno=4),
        SimpleNamespace(filename="ops.py", lineno=1),
    ]
    assert line_of(SimpleNamespace(traceback=stack), "script.py") == 4
    assert line_of(SimpleNamespace(traceback=stack), "other.py") == 0
    assert line_of(SimpleNamespace(traceback=None), "script.py") == 0
    assert line_of(object(), "script.py") == 0


# -- in a real collector -------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(
    ("script", "type_", "message", "frames"),
    [
        pytest.param(
            "x = 1\nx = y\n", "NameError", "name 'y' is not defined", [(2, "<module>", "x = y")],
            id="name",
        ),
        pytest.param(
            "def f():\n    raise KeyError('out')\nf()\n", "KeyError", "'out'",
            [(3, "<module>", "f()"), (2, "f", "raise KeyError('out')")], id="function",
        ),
        pytest.param(
            GRAPH + "x = tf.zeros([2, 3])\ny = tf.matmul(x, x)\n", "ValueError",
            "Dimensions must be equal", [(4, "<module>", "y = tf.matmul(x, x)")], id="tensorflow",
        ),
        pytest.param(
            GRAPH + "x = tf.placeholder(tf.float32, name='x')\ny = x * 2\n"
            "with tf.Session() as s:\n    s.run(y)\n",
            "InvalidArgumentError", "You must feed a value for placeholder tensor 'x'",
            [(6, "<module>", "s.run(y)"),
             (3, "<defined here>", "x = tf.placeholder(tf.float32, name='x')")],
            id="in a session",
        ),
        pytest.param(
            "import os\nos.mkdir('a')\nos.chdir('a')\n1/0\n", "ZeroDivisionError",
            "division by zero", [(4, "<module>", "1/0")], id="another folder",
        ),
        pytest.param(
            "open('double.py', 'w').write('# gone')\n1/0\n", "ZeroDivisionError",
            "division by zero", [(2, "<module>", "1/0")], id="overwrites itself",
        ),
        pytest.param(
            "# coding: latin-1\nraise ValueError('größer')\n", "ValueError", "größer",
            [(2, "<module>", "raise ValueError('größer')")], id="latin-1",
        ),
        pytest.param(
            "x = '\\f\f\u2028'\n1/0\n", "ZeroDivisionError", "division by zero",
            [(2, "<module>", "1/0")], id="form feed",
        ),
        pytest.param(
            "import sys\nsys.exit('no data')\n", "SystemExit", "no data",
            [(2, "<module>", "sys.exit('no data')")], id="exit with a message",
        ),
        pytest.param(
            "raise SystemExit(3)\n", "SystemExit", "3", [(1, "<module>", "raise SystemExit(3)")],
            id="exit with a code",
        ),
        pytest.param(
            "raise KeyboardInterrupt\n", "KeyboardInterrupt", "",
            [(1, "<module>", "raise KeyboardInterrupt")], id="interrupt",
        ),
        pytest.param(
            "class E(BaseException):\n    def __str__(self): raise self\nraise E\n", "E",
            "(the message could not be shown: E)", [(3, "<module>", "raise E")], id="hostile",
        ),
        pytest.param(
            "class M(type):\n    __name__ = property(lambda c: 1 / 0)\n"
            "class E(Exception, metaclass=M): pass\nraise E('x')\n", "E", "x",
            [(4, "<module>", "raise E('x')")], id="metaclass",
        ),
        pytest.param(
            "class E(Exception):\n    @property\n    def op(self): exit(0)\nraise E('x')\n", "E",
            "x", [], id="exit when asked",
        ),
        pytest.param(
            "class T(str):\n    def __str__(self): 1/0\nclass E(Exception):\n"
            "    def __str__(self): return T('x')\nraise E\n", "E", "",
            [(5, "<module>", "raise E")], id="hostile text",
        ),
        pytest.param(
            "class E(SystemExit):\n    code = 0\nraise E(3)\n", "E", "3",
            [(3, "<module>", "raise E(3)")], id="exit code of a subclass",
        ),
        pytest.param(
            "class Z:\n    def __eq__(self, other): return True\nraise SystemExit(Z())\n",
            "SystemExit", "", [(3, "<module>", "raise SystemExit(Z())")], id="exit code like 0",
        ),
        pytest.param(
            "exec('1 +')\n", "SyntaxError", "invalid syntax", [(1, "<module>", "exec('1 +')")],
            id="syntax at run time",
        ),
    ],
)  # fmt: skip
def test_a_script_that_raises_is_claimed_with_its_lines(
    script: str, type_: str, message: str, frames: list[tuple[int, str, str]], collect: Collect
) -> None:
    """Type and message are the exception's own, and only the student's lines are shown."""
    failure = collect(script).failure
    assert failure is not None
    assert failure.type == type_
    assert message in failure.message
    shown = [msgspec.structs.replace(frame, column=0, end=0) for frame in failure.frames]
    assert shown == [Frame("double.py", *frame) for frame in frames]


@pytest.mark.slow
def test_a_session_error_is_told_without_its_pages(collect: Collect) -> None:
    """TensorFlow's stack of C++ and Python frames is not part of the message."""
    failure = collect(
        GRAPH
        + """
x = tf.placeholder(tf.float32, [None, 2], name='x')
y = tf.matmul(x, tf.placeholder(tf.float32, name='w'), name='product')
with tf.Session() as s:
    s.run(y, {'x:0': [[1.0, 2.0]], 'w:0': [[1.0]]})
"""
    ).failure
    assert failure is not None
    assert failure.type == "InvalidArgumentError"
    assert "Matrix size-incompatible: In[0]: [1,2], In[1]: [1,1]" in failure.message
    assert "site-packages" not in failure.message
    assert "Original stack trace" not in failure.message


@pytest.mark.slow
@pytest.mark.parametrize(
    ("script", "line"),
    [
        pytest.param("x = 1\nimport sys\nsys.exit(0)\nx = 2\n", 3, id="exit 0"),
        pytest.param("import sys\ndef f():\n    sys.exit()\nf()\n", 3, id="exit"),
        pytest.param("x = 1\nexit()\n", 2, id="exit of the shell"),
        pytest.param("x = 1\n", 0, id="to the end"),
        pytest.param(GRAPH + "def main(_):\n    print('main')\ntf.app.run()\n", 5, id="tf.app.run"),
    ],
)
def test_an_exit_without_an_error_is_an_end(script: str, line: int, collect: Collect) -> None:
    """`sys.exit(0)` ends a script well, and the claim says where."""
    claims = collect(script)
    assert claims.failure is None
    assert claims.left_at == line


@pytest.mark.slow
def test_what_was_made_before_an_exception_is_kept(collect: Collect) -> None:
    """The graph, the runs and the globals up to the failing line are claimed."""
    claims = collect(
        GRAPH + "x = tf.constant(1)\nwith tf.Session() as s:\n    s.run(x)\n    1/0\nz = x\n"
    )
    assert claims.failure is not None
    assert (len(claims.graphs), len(claims.events)) == (1, 1)
    assert "x" in claims.globals_at_end
    assert "z" not in claims.globals_at_end
