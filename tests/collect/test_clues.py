"""What is known of the line at which a script stopped; real errors, in a real collector."""

from collections.abc import Callable

import pytest

from grader.collect.claims import Claims, Uncalled
from grader.collect.nearness import nearest_of

Collect = Callable[[str], Claims]

GRAPH = "import tensorflow.compat.v1 as tf\ntf.disable_v2_behavior()\n"


@pytest.mark.parametrize(
    ("name", "names", "near"),
    [
        ("feature", ["features", "weights"], ["features"]),
        ("Hidden_Layer", ["hidden_layer", "hidden"], ["hidden_layer"]),
        ("layer1", ["layer_1", "layer_2"], ["layer_1"]),
        ("valid", ["train", "validation", "test"], ["validation"]),
        ("init", ["int", "input_data"], ["int"]),
        ("x", ["y", "x_flat"], []),
        ("_a", ["a_"], []),
    ],
)
def test_names_that_may_have_been_meant(name: str, names: list[str], near: list[str]) -> None:
    """Same letters first, then much alike, then one that goes on."""
    assert nearest_of(name, names) == near


@pytest.mark.slow
@pytest.mark.parametrize(
    ("script", "field", "value"),
    [
        pytest.param("out = 1\nx = outt", "near", ("out",), id="near"),
        pytest.param("x = later\nlater = 1", "below", 2, id="below"),
        pytest.param("w = {'a': 1}\nw[b]", "role", "key", id="key"),
        pytest.param("w = {'a': 1}\nw['b']", "there", ("'a'",), id="keys"),
        pytest.param("n = 3\nfor i in n:\n    a = b", "names", {"n": "number"}, id="header"),
        pytest.param(GRAPH + "tf.relu(1)", "near", ("tf.nn.relu",), id="elsewhere"),
        pytest.param(
            GRAPH + "s = tf.train.Saver\ns.save(1)",
            "uncalled",
            {"s": "tf.train.Saver()"},
            id="uncalled",
        ),
        pytest.param(
            "class Bad:\n    def __getattribute__(self, name):\n        1 / 0\nx = Bad().y",
            "missing",
            "",
            id="raises from whatever it is asked",
        ),
    ],
)
def test_the_line_tells_why(script: str, field: str, value: object, collect: Collect) -> None:
    """Names, keys, kinds and functions are looked up where the script stopped."""
    failure = collect(script).failure
    assert failure is not None
    assert getattr(failure.clues, field) == value


@pytest.mark.slow
def test_long_names_and_many_keys_are_cut(collect: Collect) -> None:
    """What is sent has bounds, whatever the script holds."""
    failure = collect("w = {'k' * 500 + str(n): 1 for n in range(500)}\nw['a']").failure
    assert failure is not None
    assert len(failure.clues.there) == 20
    assert max(map(len, failure.clues.there)) == 120


@pytest.mark.slow
@pytest.mark.parametrize(
    "call",
    ["s.run()", "s.run(1, 2, 3, 4, 5)", "s.close(1)", "v.save()", "v.restore(zz=1)"],
)
def test_an_error_never_names_the_graders_own_functions(call: str, collect: Collect) -> None:
    """What stands in for TensorFlow's functions has their names."""
    made = "s = tf.Session()\nw = tf.Variable(1.0)\nv = tf.train.Saver()\n"
    failure = collect(GRAPH + made + call).failure
    assert failure is not None
    assert failure.type == "TypeError"
    assert "Tracer" not in failure.message and "<locals>" not in failure.message
    assert failure.message.startswith(("BaseSession.", "Saver."))


@pytest.mark.slow
def test_functions_without_brackets_are_claimed(collect: Collect) -> None:
    """A function alone on a line, and one that nothing names; what is called is neither."""
    script = (
        GRAPH + "def used():\n    pass\ndef main():\n    pass\nused()\ntf.reset_default_graph\n1\n"
    )
    assert collect(script).uncalled == (
        Uncalled(8, "tf.reset_default_graph", "tf.reset_default_graph()"),
        Uncalled(5, "main", "main()", defined=True),
    )


@pytest.mark.slow
def test_a_function_that_is_printed_is_not_called(collect: Collect) -> None:
    """What it takes is left open; one that is given to another function may be called there."""
    script = GRAPH + "def network(x):\n    pass\ndef other():\n    pass\n"
    script += "print(network, id(other))\n"
    assert collect(script).uncalled == (Uncalled(3, "network", "network(…)", defined=True),)
