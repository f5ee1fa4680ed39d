"""Layers beyond dense ones: a model with them is called, and trained, as the script's own was."""

from dataclasses import replace

import msgspec
import numpy as np
import pytest
from recorded import claims_of, graph_of

from grader.catalog import Exercise
from grader.collect.events import Run
from grader.judge.trace import claimed_array
from grader.pipeline import Grader

pytestmark = pytest.mark.slow

SCRIPT = """
import keras
keras.utils.set_random_seed(1)
model = keras.Sequential([keras.Input({sides}), keras.layers.{layer}, keras.layers.Dense(2)])
data = (np.arange(2 * np.prod({sides})).reshape(2, *{sides}) % 7).astype("float32")
shown = model(data)
print(shown)
"""
LAYERS = {
    "LSTM(4)": (5, 3),
    "GRU(4, return_sequences=True)": (5, 3),
    "Bidirectional(keras.layers.LSTM(4))": (5, 3),
    "Embedding(10, 4)": (5,),
    "BatchNormalization()": (3,),
}


def data_of(sides: tuple[int, ...]) -> np.ndarray:
    """Return what the scripts give their models."""
    return (np.arange(2 * np.prod(sides)).reshape(2, *sides) % 7).astype(np.float32)


@pytest.mark.parametrize("layer", list(LAYERS))
def test_a_model_gives_what_it_printed(grader: Grader, double: Exercise, layer: str) -> None:
    """What the executor computes is what the script's own call gave, and more rows do, too."""
    sides = LAYERS[layer]
    rules = msgspec.structs.replace(double.rules, calls={"model": {"x": sides}})
    called = replace(double, rules=rules)
    claims = claims_of(grader, called, SCRIPT.format(sides=sides, layer=layer))
    shown = [
        claimed_array(array)
        for event in claims.events
        if isinstance(event, Run)
        for array in event.values.values()
    ]
    data = data_of(sides)
    with graph_of(grader, called, claims) as graph:
        found = np.asarray(graph.run("model@test()", {"model@test(x)": data}))
        more = graph.run("model@test()", {"model@test(x)": np.concatenate([data, data])})
        trained = graph.run("model@train()", {"model@train(x)": data})
    assert any(np.allclose(one, found, atol=1e-6) for one in shown if one.shape == found.shape)
    assert np.allclose(more, np.concatenate([found, found]), atol=1e-6)
    # Of a batch of two rows, each column becomes -1 and 1.
    assert np.allclose(trained, found, atol=1e-6) != layer.startswith("Batch")
