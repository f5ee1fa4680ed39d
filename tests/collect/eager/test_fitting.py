"""`fit` of Keras is a step like any other, and the rows that it was fed are claimed."""

from dataclasses import replace
from textwrap import dedent

import msgspec
import numpy as np
import pytest
from recorded import claims_of, graph_of, handles_of

from grader.catalog import Exercise
from grader.collect.digest import row_digests
from grader.collect.events import Run
from grader.foundation.roles import ModelRoles
from grader.judge.trace import claimed_array
from grader.pipeline import Grader

pytestmark = pytest.mark.slow

ROLES = ModelRoles("x", ("w",), ("b",), ("y",), "labels", "cost")
MODEL = """
import keras
data = np.arange(20, dtype="float32").reshape(10, 2)
model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
model.compile(keras.optimizers.SGD(0.5), "mean_squared_error", metrics=["mae"])
"""
WATCHED = """
seen = []
watch = keras.callbacks.LambdaCallback(on_batch_end=lambda n, logs: seen.append(sorted(logs)))
pair = data, data[:, :1]
history = model.fit(*pair, 4, 2, verbose=0, callbacks=[watch], validation_data=pair)
losses = len(history.history["val_loss"])
names = " ".join(sorted(history.history))
batches = len(seen)
both = seen[0] == ["loss", "mae"]
"""
EVALUATED = """
ones, twos = np.full([3, 2], 1.0, "float32"), np.full([5, 2], 2.0, "float32")
model.fit(data, data[:, :1], epochs=2, verbose=0, validation_data=(ones, ones[:, :1]))
found = model.evaluate(twos, twos[:, :1], batch_size=2, verbose=0, return_dict=True)
found = found["binary_accuracy"]
"""


@pytest.fixture
def fitted(double: Exercise) -> Exercise:
    """Return an exercise in which a model stands for x, w, b, y, the labels and the cost."""
    return replace(double, rules=msgspec.structs.replace(double.rules, model=ROLES))


def test_a_step_is_done_on_any_number_of_rows(grader: Grader, fitted: Exercise) -> None:
    """What `fit` did with five rows is done with four others, to the last bit."""
    claims = claims_of(grader, fitted, MODEL + "model.fit(data, data[:, :1], 5, 2, verbose=0)\n")
    with graph_of(grader, fitted, claims) as graph:
        graph.assign({"w": [[2.0], [-1.0]], "b": [1.0]})
        given = {"x": [[1.0, 1.0], [0.0, 3.0], [2.0, 2.0], [1.0, 0.0]]}
        given["labels"] = [[1.0], [0.0], [3.0], [1.0]]
        assert graph.run("cost", given) == 2.25
        graph.step([handles_of(claims)["step()"].name], given)
        assert graph.run("w").tolist() == [[1.25], [0.25]]
        assert graph.run("b").tolist() == [0.75]


def test_a_train_step_may_call_its_costs_itself(grader: Grader, fitted: Exercise) -> None:
    """What it binds as cost and loss counts, not what Keras would add to the loss."""
    roles = msgspec.structs.replace(ROLES, loss="loss")
    exercise = replace(fitted, rules=msgspec.structs.replace(fitted.rules, model=roles))
    script = """
    import keras

    class Penalised(keras.Model):
        def train_step(self, batch):
            rows, wanted = batch
            with tf.GradientTape() as tape:
                cost = self.compute_loss(rows, wanted, self(rows))
                loss = cost + 3.0 * tf.nn.l2_loss(self.layers[-1].kernel)
            variables = self.trainable_variables
            self.optimizer.apply(tape.gradient(loss, variables), variables)
            return {"loss": loss}

    data = np.arange(20, dtype="float32").reshape(10, 2)
    given = keras.Input((2,))
    model = Penalised(given, keras.layers.Dense(1)(given))
    model.compile(keras.optimizers.SGD(0.5), "mean_squared_error")
    model.fit(data, data[:, :1], 5, 2, verbose=0)
    """
    with graph_of(grader, exercise, claims_of(grader, exercise, script)) as graph:
        graph.assign({"w": [[2.0], [-1.0]], "b": [1.0]})
        given = {"x": [[1.0, 1.0], [0.0, 3.0], [2.0, 2.0], [1.0, 0.0]]}
        given["labels"] = [[1.0], [0.0], [3.0], [1.0]]
        assert graph.run(["cost", "loss"], given) == [2.25, 9.75]


def test_the_rows_that_were_fed_are_claimed(grader: Grader, fitted: Exercise) -> None:
    """Each batch of each epoch is a run, with the digests of its rows, in their order."""
    call = "model.fit(data, data[:, :1], 5, 3, shuffle=False, verbose=0)\n"
    claims = claims_of(grader, fitted, MODEL + call)
    images = handles_of(claims)["x"].name
    feeds = [
        feed
        for run in claims.events
        if isinstance(run, Run)
        for feed in run.feeds
        if feed.name == images
    ]
    wanted = row_digests(np.arange(20, dtype=np.float32).reshape(10, 2)).tobytes()
    assert b"".join(feed.rows for feed in feeds) == 3 * wanted


def test_what_keras_gives_back_is_what_it_gives_else(grader: Grader, fitted: Exercise) -> None:
    """History, metrics, callbacks and validation are as they are without the grader."""
    claims = claims_of(grader, fitted, MODEL + WATCHED)
    held = handles_of(claims)
    assert held["names"].value == "loss mae val_loss val_mae"
    assert (held["losses"].value, held["batches"].value, held["both"].value) == (2, 6, True)


def test_train_on_batch_is_a_pass_of_the_same_step(grader: Grader, fitted: Exercise) -> None:
    """It is fed the script's own arrays, those of NumPy's usual type as TensorFlow takes them."""
    calls = """
    for one in (data, data.astype("float64")):
        for start in range(0, 10, 4):
            rows = one[start : start + 4]
            model.train_on_batch(rows, rows[:, :1])
    """
    claims = claims_of(grader, fitted, MODEL + dedent(calls))
    images = handles_of(claims)["x"].name
    passes = [run for run in claims.events if isinstance(run, Run) and run.feeds]
    fed = [{(one.dtype, one.shape) for one in run.feeds if one.name == images} for run in passes]
    assert fed == [{("float32", shape)} for shape in ((4, 2), (4, 2), (2, 2))] * 2
    with graph_of(grader, fitted, claims) as graph:
        graph.assign({"w": [[2.0], [-1.0]], "b": [1.0]})
        graph.step([handles_of(claims)["step()"].name], {"x": [[0.0, 0.0]], "labels": [[0.0]]})
        assert graph.run("b").tolist() == [0.0]


def test_an_evaluation_is_a_run_of_the_accuracy(grader: Grader, fitted: Exercise) -> None:
    """Each tells the rows that it was given, and the number that came out."""
    rules = fitted.rules
    roles = msgspec.structs.replace(rules.model, accuracy="accuracy")
    exercise = replace(fitted, rules=msgspec.structs.replace(rules, model=roles))
    script = MODEL.replace("mae", "binary_accuracy") + EVALUATED
    claims = claims_of(grader, exercise, script)
    held = handles_of(claims)
    runs = [
        one
        for one in claims.events
        if isinstance(one, Run) and held["accuracy"].name in one.fetches and one.feeds
    ]
    rows = [next(feed.rows for feed in one.feeds if feed.name == held["x"].name) for one in runs]
    validation, test = (
        row_digests(np.full([count, 2], value, np.float32)).tobytes()
        for count, value in ((3, 1.0), (5, 2.0))
    )
    assert rows == [validation, validation, test]
    (value,) = runs[-1].values.values()
    assert claimed_array(value).item() == held["found"].value
