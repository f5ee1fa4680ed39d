"""Checks for save_and_load: models whose numbers come from files, each from its own kind."""

import numpy as np
from shared.dense import layers_of, put
from shared.fitting import ended

from grader.judge import assert_allclose, check, fail, require
from grader.networks.ranges import batches
from grader.networks.reference import draw_layers, mlp

SIDES = (784, 32, 10)
READ = {"whole": "keras", "filled": "weights", "resumed": "checkpoint"}
WORDS = {
    "keras": "digits.keras",
    "weights": "digits.weights.h5",
    "checkpoint": "a checkpoint",
    "h5": "a file .h5",
    "saved_model": "a SavedModel",
}
OTHERS = {("whole", "h5"): "old_format", ("filled", "keras"): "whole_file"}
# A product of float32 is off by its sum's size times 6e-8 for each of its terms, in the worst case.
RTOL, ATOL = 1e-4, 5e-5
# In 40 trainings the model began with 2.25 to 2.56, and ended with 0.40 to 0.84 (0.49, sd 0.10).
LEARNT, GUESSED = 1.5, 2.0


def paths_of(graph, name):
    """Return the paths of all arrays of a model: weights and bias of one layer after the other.

    Fail if there is no such model.
    """
    graph.call(f"{name}@test", x=np.zeros((1, SIDES[0])))
    return [path for pair in layers_of(graph, SIDES, model=name) for path in pair]


def require_read(graph, sealed, name, nothing):
    """Fail unless all numbers of a model come from one file of the kind that is asked for.

    nothing: the mistake that it is if they come from no file.
    """
    paths = paths_of(graph, name)
    own = {graph.variable(path) for path in graph.members("model")}
    same = own & {graph.variable(path) for path in paths}
    require(not same, f"`{name}` is `model` itself, under another name", mistake="same_object")
    held = [sealed.ended(path) for path in paths]
    there = all(array is not None for array in held)
    require(there, f"when the script was run again, it did not come to `{name}`")
    found = [sealed.origin(path) for path in paths]
    if not any(found):
        trained = [sealed.ended(path) for path in paths_of(graph, "model")]
        copied = all(map(np.array_equal, held, trained))
        mistake = "copied" if copied else nothing
        fail(f"the numbers of `{name}` come from no file", mistake=mistake)
    read = sum(1 for one in found if one)
    told = f"of the {len(found)} arrays of `{name}`, {read} come from a file"
    require(all(found), told, mistake="read_unbuilt" if name == "resumed" else "")
    wrong = [one.form for one in found if one.form != READ[name]]
    if wrong:
        told = f"the numbers of `{name}` come from {WORDS[wrong[0]]}"
        fail(told, mistake=OTHERS.get((name, wrong[0]), ""))
    files = {one.file for one in found}
    require(len(files) == 1, f"the numbers of `{name}` come from {len(files)} files")


@check(points=2.5, hint="model.save, and keras.models.load_model.")
def test_whole(graph, sealed):
    """All numbers of `whole` were read from digits.keras."""
    require_read(graph, sealed, "whole", "cloned")


@check(points=2.5, hint="save_weights, and load_weights of a new model.")
def test_filled(graph, sealed):
    """All numbers of `filled` were read from digits.weights.h5."""
    require_read(graph, sealed, "filled", "not_loaded")


@check(points=2.5, hint="tf.train.Checkpoint(model=…), with write and with read.")
def test_resumed(graph, sealed, trace):
    """All numbers of `resumed` were read from a checkpoint."""
    nothing = "other_name" if trace.restores else "never_read"
    own = [sealed.origin(path) for path in graph.members("model")]
    if own and all(one and one.form == READ["resumed"] for one in own):
        nothing = "read_into_model"
    require_read(graph, sealed, "resumed", nothing)


@check(points=1, hint="784 inputs, 32 units with a ReLU, and ten scores, in all of them.")
def test_computes(graph, rng):
    """For any pictures, each of the three models gives what NumPy does."""
    for name in READ:
        layers = layers_of(graph, SIDES, model=name)
        for rows, scale in batches(rng):
            values = draw_layers(rng, SIDES, [0.1, 0.3], scale)
            x = rng.normal(0.0, scale, (rows, 784)).astype(np.float32)
            put(graph, layers, values)
            scores = mlp(x, values)[-1]
            assert_allclose(
                graph.call(f"{name}@test", x=x),
                scores,
                rtol=RTOL,
                atol=ATOL * np.abs(scores).max(),
                what=f"what `{name}` gives",
                rivals={"no_relu": mlp(x, values, linear=[0])[-1]},
            )


@check(
    points=1.5,
    claim=True,
    after=("whole", "filled", "resumed"),
    hint="Write the files when the training has ended, and train none of the models afterwards.",
)
def test_trained(graph, trace, mnist):
    """In the end the three models hold what the training of `model` has found, bit for bit."""
    trained = ended(graph, trace, paths_of(graph, "model"))
    x, labels = mnist.validation.images.reshape(-1, 784), mnist.validation.labels
    for name in READ:
        arrays = ended(graph, trace, paths_of(graph, name))
        require(trained and arrays, "the models' values are not there at the end")
        put(graph, layers_of(graph, SIDES, model=name), [arrays[:2], arrays[2:]])
        scores = graph.call(f"{name}@test", x=x).astype(np.float64)
        tops = scores.max(axis=1, keepdims=True)
        sums = np.log(np.exp(scores - tops).sum(axis=1)) + tops[:, 0]
        cost = (sums - (scores * labels).sum(axis=1)).mean()
        if not all(map(np.array_equal, arrays, trained)):
            mistake = "saved_untrained" if cost > GUESSED else ""
            fail(f"`{name}` ends with other numbers than `model`", mistake=mistake)
        require(cost < LEARNT, f"the cross-entropy of `{name}` on other pictures is {cost:.2f}")
