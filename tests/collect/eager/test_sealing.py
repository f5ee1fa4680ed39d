"""A second run: drawn numbers in all files that a script writes, which tell what it has read."""

from collections.abc import Callable
from dataclasses import replace
from textwrap import dedent

import msgspec
import pytest
from recorded import START

from grader.catalog import Exercise
from grader.collect.claims import Claims
from grader.foundation.roles import Calls, ModelRoles
from grader.judge.sealed import Sealed
from grader.pipeline import Grader
from grader.submission import Submission

pytestmark = pytest.mark.slow

NAMES = ("model", "one", "two", "three", "four", "five")
CALLS: Calls = {name: {"x": (2,)} for name in NAMES}
KERAS = """
import keras

def new():
    layers = keras.layers
    return keras.Sequential([keras.Input((2,)), layers.BatchNormalization(), layers.Dense(3)])

model = new()
model.compile("adam", keras.losses.MeanSquaredError())
model.fit(np.ones((4, 2)), np.ones((4, 3)), verbose=0)
"""
Second = Callable[..., Sealed]


@pytest.fixture
def second(grader: Grader, double: Exercise) -> Second:
    """Return a function that runs a script as the second time; it tells what came of it."""

    def run(script: str) -> Sealed:
        rules = msgspec.structs.replace(
            double.rules,
            dialect="tf2",
            calls=CALLS,
            model=ModelRoles(sealed=True),
            handles=msgspec.structs.replace(double.rules.handles, required=NAMES),
        )
        exercise = replace(double, rules=rules)
        submission = Submission("s.py", (START + dedent(script)).encode())
        claims = grader.claims_again(exercise, submission, "student")
        assert isinstance(claims, Claims), claims
        return Sealed(claims, rules.handles, grader.seed(exercise, "student"))

    return run


def origins(run: Sealed, name: str) -> list[tuple[str, int] | None]:
    """Return form and number of the file of each of a model's six arrays, None for one of none."""
    found = [run.origin(f"{name}[{number}]") for number in range(6)]
    return [(one.form, one.file) if one else None for one in found]


FIVE = (
    KERAS
    + """
model.save("a.keras")
one = keras.models.load_model("a.keras")
model.save_weights("a.weights.h5")
two = new()
two.load_weights("a.weights.h5")
model.save("a.h5")
three = keras.models.load_model("a.h5")
tf.train.Checkpoint(model=model).write("a.ckpt")
four = new()
tf.train.Checkpoint(model=four).read("a.ckpt")
model.export("a", verbose=False)
five = keras.layers.TFSMLayer("a", call_endpoint="serve")
"""
)


def test_each_kind_of_file_has_its_own_numbers(second: Second) -> None:
    """Keras' three kinds, checkpoints and SavedModels; the model that was written keeps its own."""
    run = second(FIVE)
    assert run.claims.failure is None
    forms = ["keras", "weights", "h5", "checkpoint", "saved_model"]
    for number, form in enumerate(forms):
        assert origins(run, NAMES[number + 1]) == [(form, number)] * 6
    assert origins(run, "model") == [None] * 6


OTHERWISE = (
    KERAS
    + """
model.save("a.keras")
one = model
two = keras.models.clone_model(model)
three = new()
three.set_weights(model.get_weights())
import pickle
four = new()
four.set_weights(pickle.loads(pickle.dumps(model.get_weights())))
"""
)


@pytest.mark.long
def test_what_was_not_read_from_a_file_is_told(second: Second) -> None:
    """The model itself, a clone, and weights that are handed over in memory hold no such number."""
    run = second(OTHERWISE)
    for name in NAMES[1:5]:
        assert run.ended(f"{name}[0]") is not None
        assert origins(run, name) == [None] * 6


COMPARED = (
    KERAS
    + """
def main():
    model.save("a.keras")
    one = keras.models.load_model("a.keras")
    np.testing.assert_allclose(model(np.ones((1, 2))), one(np.ones((1, 2))))
    assert np.allclose(model(np.ones((1, 2))), one(np.ones((1, 2))))
    return one

one = main()
model.save_weights("a.weights.h5")
two = new()
two.load_weights("a.weights.h5")
if not np.allclose(model(np.ones((1, 2))), two(np.ones((1, 2)))):
    raise SystemExit("not the same")
tf.train.Checkpoint(model=model).write("a.ckpt")
three = new()
tf.train.Checkpoint(model=three).read("a.ckpt")
"""
)


def test_what_a_script_compares_stops_nothing(second: Second) -> None:
    """Assertions do not hold with other numbers: what comes after them is run all the same."""
    run = second(COMPARED)
    assert origins(run, "one") == [("keras", 0)] * 6
    assert origins(run, "two") == [("weights", 1)] * 6
    assert origins(run, "three") == [("checkpoint", 2)] * 6


FAILING = (
    KERAS
    + """
try:
    model.save("there/is/no/such/folder/a.keras")
except FileNotFoundError:
    model.save(filepath="a.keras")
one = keras.models.load_model("a.keras")
open("b.txt", "w").write("a file of the script's own")
assert open("b.txt").read() == "a file of the script's own"
"""
)


@pytest.mark.long
def test_a_file_that_cannot_be_written_raises_as_elsewhere(second: Second) -> None:
    """It does not count; other files of the script are left alone."""
    run = second(FAILING)
    assert origins(run, "one") == [("keras", 0)] * 6
    assert run.claims.failure is None
