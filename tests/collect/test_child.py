"""The collector's child: a script runs as if it were run alone, and always leaves a claim."""

import os
from collections.abc import Callable

import pytest

from grader.catalog import Exercise
from grader.collect.claims import MAX_GLOBALS, MAX_GRAPHS, MAX_HANDLES, Claims
from grader.execute.vet import MAX_NODES
from grader.pipeline import Grader
from grader.submission import Submission
from grader.workers.endings import Ending

pytestmark = pytest.mark.slow

Collect = Callable[[str], Claims]


def values(claims: Claims) -> dict[str, object]:
    """Return the plain values among the last globals."""
    return {handle.path: handle.value for handle in claims.snapshots[-1].handles}


def test_a_script_is_the_main_module(collect: Collect) -> None:
    """Name, file, arguments and working folder are those of `python double.py`."""
    claims = collect(
        """
        import os, sys, __main__
        name, file, arguments = __name__, __file__, str(sys.argv)
        there, mine = os.listdir(), str(__main__.name)
        own = open(__file__).read().splitlines()[0]
        if __name__ == '__main__':
            ran = True
        """
    )
    found = values(claims)
    assert (found["name"], found["file"], found["arguments"]) == (
        "__main__", "double.py", "['double.py']",
    )  # fmt: skip
    assert (found["there[0]"], found["mine"], found["ran"]) == ("double.py", "__main__", True)
    assert found["own"] == "import os, sys, __main__"


def test_a_script_finds_nothing_of_the_grader_on_its_path(collect: Collect) -> None:
    """The environment is made again: nothing of the grader's own gets through."""
    claims = collect("import os\nnames = sorted(os.environ)\nhome = os.environ['HOME']\n")
    found = values(claims)
    names = [value for path, value in found.items() if path.startswith("names[")]
    assert "PATH" in names
    assert "PYTEST_CURRENT_TEST" in os.environ
    assert "PYTEST_CURRENT_TEST" not in names
    assert str(found["home"]).rpartition("/")[2].startswith("grade-")


def test_threads_are_waited_for(collect: Collect) -> None:
    """What a thread of the script makes is part of the claim."""
    claims = collect(
        """
        import threading
        event = threading.Event()
        def work():
            global done
            event.wait()
            done = 'yes'
        threading.Thread(target=work).start()
        event.set()
        """
    )
    assert values(claims)["done"] == "yes"


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("import sys\nsys.stdout.close()\nx = 1\n", id="closed"),
        pytest.param("import sys\nsys.stdout = None\nsys.stderr = 5\nx = 1\n", id="replaced"),
        pytest.param("import os\nos.close(1)\nos.close(2)\nx = 1\n", id="descriptor closed"),
        pytest.param(
            "import sys, io\nsys.stdout = io.StringIO()\nprint(1)\nx = 1\n", id="captured"
        ),
        pytest.param(
            "import contextlib, io\nwith contextlib.redirect_stdout(io.StringIO()):\n"
            "    print(1)\nx = 1\n",
            id="redirected",
        ),
    ],
)
def test_a_script_may_do_without_its_output(script: str, collect: Collect) -> None:
    """A closed or replaced output does not cost the claim."""
    assert values(collect(script))["x"] == 1


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("globals().clear()\n", id="cleared"),
        pytest.param("for name in list(globals()):\n    del globals()[name]\n", id="deleted"),
        pytest.param("import sys\ndel sys.modules['__main__']\n", id="no main module"),
        pytest.param("import sys\nsys.modules.clear()\n", id="no modules"),
        pytest.param("import builtins\ndel builtins.len, builtins.print\n", id="no builtins"),
        pytest.param("import sys\nsys.setrecursionlimit(60)\n", id="no depth"),
        pytest.param("import gc\ngc.disable()\n", id="no collector"),
    ],
)
def test_a_script_that_breaks_its_interpreter_still_ends(
    script: str, grader: Grader, double: Exercise
) -> None:
    """Whatever the script does to itself, the answer is a claim or an ending."""
    claims, _ = grader.claims(double, Submission("double.py", script.encode()))
    assert isinstance(claims, Claims) or claims.status == "error"


def test_printed_text_is_what_the_script_wrote(grader: Grader, double: Exercise) -> None:
    """Standard output is returned cleaned, standard error is not part of it."""
    script = (
        "import os, sys\nprint('größer \\x1b[31mred')\nprint('e', file=sys.stderr)\n"
        "os.write(1, b'\\xff raw\\n')\nsys.stdout.write('no end')\n"
    )
    claims, printed = grader.claims(double, Submission("double.py", script.encode()))
    assert isinstance(claims, Claims)
    assert printed == "größer red\n\ufffd raw\nno end"


def test_a_graph_that_is_too_large_is_counted_only(collect: Collect) -> None:
    """Beyond the limit neither definition nor lines are sent."""
    claims = collect(
        f"""
        import tensorflow.compat.v1 as tf
        tf.disable_v2_behavior()
        many = tf.GraphDef()
        for number in range({MAX_NODES + 1}):
            many.node.add(name=f"n{{number}}", op="NoOp")
        tf.import_graph_def(many)
        """
    )
    (graph,) = claims.graphs
    assert (graph.operations, graph.definition, graph.lines) == (MAX_NODES + 1, b"", ())


def test_one_script_leaves_nothing_for_the_next(collect: Collect) -> None:
    """Every script begins in a fresh process and an empty folder."""
    collect("import builtins\nbuiltins.left = 1\nopen('left.txt', 'w').close()\n")
    claims = collect("import os\nthere = str(os.listdir())\nleft\n")
    assert values(claims)["there"] == "['double.py']"
    assert claims.failure is not None
    assert claims.failure.type == "NameError"


@pytest.mark.parametrize(
    ("script", "code"),
    [("import os\nos._exit(0)\n", 0), ("import os\nos._exit(7)\n", 7)],
    ids=["zero", "seven"],
)
def test_a_script_that_ends_its_own_process_leaves_no_claim(
    script: str, code: int, grader: Grader, double: Exercise
) -> None:
    """`os._exit` is an error, with the code that was given."""
    ending, _ = grader.claims(double, Submission("double.py", script.encode()))
    assert isinstance(ending, Ending)
    assert ending.status == "error"
    assert f"(code {code})" in ending.problem.message


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("b'nonsense'", id="no frame"),
        pytest.param("b'\\3' + bytes(7) + b'abc'", id="a frame of nonsense"),
        pytest.param("b''.join([b'\\3', bytes(7), b'abc']) * 2", id="two frames"),
    ],
)
def test_a_script_that_writes_its_own_result_is_not_believed(
    written: str, grader: Grader, double: Exercise
) -> None:
    """Bytes on a descriptor that the script did not open spoil the claim, not the grader."""
    script = f"""
import os
for descriptor in range(3, 20):
    try:
        os.write(descriptor, {written})
    except OSError:
        pass
"""
    ending, _ = grader.claims(double, Submission("double.py", script.encode()))
    assert isinstance(ending, Ending)
    assert (ending.status, ending.headline) == ("error", "the script damaged its result")


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(
            """
            import grader.collect.claims as claims
            claims.Claims.__init__ = None
            import builtins
            builtins.tuple = lambda *items: object()
            """,
            id="what builds them",
        ),
        pytest.param(
            """
            import grader.collect.graphs as graphs
            graphs.GraphReader.read = lambda *arguments: object()
            import tensorflow.compat.v1 as tf
            tf.disable_v2_behavior()
            x = tf.constant(1)
            """,
            id="what is in them",
        ),
        pytest.param(
            """
            import grader.collect.child as child
            def stop(*arguments):
                raise KeyboardInterrupt
            child._checkpoints = stop
            """,
            id="how they end",
        ),
    ],
)
def test_claims_that_cannot_be_sent_say_so(script: str, collect: Collect) -> None:
    """A script that changes what the claims are made of gets a claim of that, and no other."""
    claims = collect(script)
    assert claims.failure is not None
    assert claims.failure.message.startswith("The script changed Python or TensorFlow itself")
    assert (claims.graphs, claims.events) == ((), ())


def test_the_number_of_globals_is_bounded(collect: Collect) -> None:
    """Names that are no names of Python, very long ones and all beyond 10,000 are left out."""
    claims = collect(
        """
        class Name(str): pass
        names = globals()
        names[7] = names[Name('own')] = names['x' * 1000] = 1
        for n in range(20_000):
            names[f'n{n}'] = n
        """
    )
    assert len(claims.globals_at_end) == MAX_GLOBALS
    assert {"own", "x" * 1000} & set(claims.globals_at_end) == set()
    assert len(claims.snapshots[-1].handles) == MAX_HANDLES


def test_more_graphs_than_are_kept_are_noted(collect: Collect) -> None:
    """The first thousand graphs are claimed, and that there were more is known."""
    claims = collect(
        """
        import tensorflow.compat.v1 as tf
        graphs = [[tf.Graph() for _ in range(64)] for _ in range(17)]
        tensors = []
        for some in graphs:
            tensors.append([])
            for graph in some:
                with graph.as_default():
                    tensors[-1].append(tf.no_op())
        """
    )
    assert len(claims.graphs) == MAX_GRAPHS
    assert claims.cut == ("graphs",)
