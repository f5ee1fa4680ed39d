"""The lessons' imports work in the student's module, and nowhere else."""

import builtins
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from grader.collect.claims import Claims
from grader.collect.lessons import lesson_builtins
from grader.collect.stops import Failure
from grader.data import helper

Collect = Callable[[str], Claims]


class FakeTensorFlow(SimpleNamespace):
    """Stands for tensorflow.compat.v1 and counts how often it was put into graph mode."""

    calls = 0

    def disable_v2_behavior(self) -> None:
        self.calls += 1


def run(script: str, data_dir: str | None = None) -> dict[str, Any]:
    """Run a script with the lessons' imports and return its globals."""
    names: dict[str, Any] = {"__builtins__": lesson_builtins(FakeTensorFlow(), data_dir)}
    exec(script, names)  # noqa: S102 - the scripts are below
    return names


def test_tensorflow_is_the_first_one() -> None:
    """`import tensorflow` gives the TF 1 interface, in graph mode."""
    found = run("import tensorflow as tf\nimport tensorflow")
    assert found["tf"] is found["tensorflow"]
    assert found["tf"].calls == 2


def test_the_helper_of_the_lessons_is_there() -> None:
    """`from helper import batches` gives batches."""
    found = run("from helper import batches\nimport helper")
    assert found["batches"] is helper.batches
    assert found["helper"] is helper


@pytest.mark.parametrize(
    "statement",
    [
        "from tensorflow.examples.tutorials.mnist import input_data",
        "import tensorflow.examples.tutorials.mnist.input_data as input_data",
        "from tensorflow.examples.tutorials import mnist\ninput_data = mnist.input_data",
        "import tensorflow.examples.tutorials.mnist.input_data\n"
        "input_data = tensorflow.examples.tutorials.mnist.input_data",
    ],
    ids=["from", "import as", "from above", "import"],
)
def test_the_tutorials_data_is_there(statement: str) -> None:
    """Each way of importing input_data gives real MNIST."""
    found = run(f"{statement}\nmnist = input_data.read_data_sets('MNIST_data/', one_hot=True)")
    assert found["mnist"].train.images.shape[1:] == (784,)
    assert found["mnist"].test.labels.shape[1:] == (10,)
    assert found["mnist"].source == "the shipped subset of MNIST"


@pytest.mark.parametrize(
    "statement",
    [
        "from tensorflow.examples.tutorials.mnist import nonsense",
        "import tensorflow.examples.nonsense",
        "from tensorflow.examples.nonsense import mnist",
        "import nonsense",
        "from os import nonsense",
    ],
)
def test_what_does_not_exist_cannot_be_imported(statement: str) -> None:
    """Other names raise ImportError, as they do anywhere."""
    with pytest.raises(ImportError, match="nonsense"):
        run(statement)


def test_other_imports_are_as_usual() -> None:
    """Packages, submodules, relative levels and stars work as in any module."""
    found = run("import os.path\nfrom math import *\nimport numpy.random as r\nfrom os import path")
    assert found["os"].path is found["path"]
    assert found["pi"] == pytest.approx(3.14159, abs=1e-5)
    assert found["r"].__name__ == "numpy.random"


def test_the_interpreters_own_import_is_left_alone() -> None:
    """Nothing is patched: other modules import as before."""
    before = builtins.__import__
    run("import helper")
    assert builtins.__import__ is before
    with pytest.raises(ModuleNotFoundError):
        exec("import helper", {})  # noqa: S102


@pytest.mark.slow
def test_a_lesson_runs_as_it_was_printed(collect: Collect) -> None:
    """A TF 1 script without any change builds its graph and feeds MNIST."""
    claims = collect(
        """
        import tensorflow as tf
        from tensorflow.examples.tutorials.mnist import input_data
        from helper import batches
        mnist = input_data.read_data_sets('.', one_hot=True)
        x = tf.placeholder(tf.float32, [None, 784], name='x')
        w = tf.Variable(tf.random_normal([784, 10]))
        logits = tf.matmul(x, w)
        first = batches(128, mnist.train.images, mnist.train.labels)[0]
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            shape = session.run(logits, feed_dict={x: first[0]}).shape[0]
        """
    )
    values = {handle.path: handle.value for handle in claims.snapshots[-1].handles}
    assert claims.failure is None
    assert values["shape"] == 128


@pytest.mark.slow
def test_a_module_of_the_students_own_imports_as_usual(collect: Collect) -> None:
    """Only the script itself gets the lessons' imports: what it imports gets TensorFlow 2."""
    claims = collect(
        """
        import tensorflow as tf
        with open('mine.py', 'w') as file:
            file.write('import tensorflow as tf\\nold = hasattr(tf, "placeholder")\\n')
        import mine
        old, here = mine.old, hasattr(tf, 'placeholder')
        import helper
        """
    )
    values = {handle.path: handle.value for handle in claims.snapshots[-1].handles}
    assert (values["old"], values["here"]) == (False, True)


@pytest.mark.slow
def test_a_module_without_the_helper_says_so(collect: Collect) -> None:
    """The helper is not importable from another module."""
    claims = collect(
        """
        with open('mine.py', 'w') as file:
            file.write('import helper\\n')
        import mine
        """
    )
    assert isinstance(claims.failure, Failure)
    assert claims.failure.type == "ModuleNotFoundError"
