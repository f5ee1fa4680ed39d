"""Models of dense layers: what they hold, by order and shape, and what one step does to them."""

from itertools import pairwise

import numpy as np

from grader.judge import assert_allclose, fail, nearest, require
from grader.networks.gradient_step import step_flaw
from grader.networks.reference import mlp

# A gradient in float32 is off by 9e-7 of the largest of its array, in 900 draws; what it changes is
# known to the last bit of a weight, 2e-7.
STEP = 1e-3
# Keras keeps what it takes for shares from 0 and 1; where it does, nothing is passed back.
LEAST = 1e-7
# Two steps of plain descent from the same values were alike to the last bit in each right answer.
STEADY = 5e-3
FLAWS = ("adam", "wrong_learning_rate")
# Of so many steps, a momentum of 0.9 makes the last one 6.5 times the first.
LATER = 10
# Where a script's Python or NumPy takes part, a step does not show what the script would do.
LEFT = ("changed", "number", "numpy", "python")


def layers_of(graph, sides, mistake="", model="model"):
    """Return the paths of weights and bias of each layer; fail unless they have these sides.

    sides: inputs, units of each layer. The layers are in the order in which they are used.
    mistake: the mistake that other sizes are. model: the name of the model.
    """
    held = [(path, graph.shape(path)) for path in graph.members(model)]
    if not held:
        graph.call(f"{model}@test", x=np.zeros((1, sides[0])))  # which says why there is none
    found = []
    for shape in pairwise(sides):
        weights = [path for path, one in held if one == shape]
        biases = [path for path, one in held if one == shape[1:]]
        if not weights or not biases or len(held) != 2 * (len(sides) - 1):
            shown = ", ".join(str(list(one or ())) for _, one in held)
            wanted = ", ".join(f"{[i, o]}, {[o]}" for i, o in pairwise(sides))
            fail(
                f"the model holds arrays of the shapes {shown}; expected {wanted}", mistake=mistake
            )
        found.append((weights[0], biases[0]))
    return found


def put(graph, layers, values):
    """Give the layers these arrays: weights [inputs, units] and bias [units] for each."""
    arrays = {}
    for (weights, bias), (w, b) in zip(layers, values, strict=True):
        arrays |= {weights: w, bias: b}
    graph.assign(arrays)


def held(graph, layers):
    """Return the arrays that the layers hold now, all in one list."""
    return [graph.run(path).astype(np.float64) for pair in layers for path in pair]


def changes(graph, layers, values, x, y, anew=True):
    """Return what one step on a batch adds to each array, from these values on.

    anew: as the first step of a training; else what an optimizer keeps stays as it is.
    """
    if anew:
        graph.initialise()
    put(graph, layers, values)
    before = held(graph, layers)
    graph.step("train", x=x, y=y)
    return [after - one for after, one in zip(held(graph, layers), before, strict=True)]


def require_steady(graph, change):
    """Fail if a step is another one when others were made before it, as plain descent makes none.

    change: makes a step, from the same values each time, and returns what it adds to the arrays.
    """
    graph.initialise()
    first, *_, last = [change() for _ in range(LATER)]
    off = [
        np.abs(one - then).max() / max(np.abs(one).max(), np.finfo(np.float32).tiny)
        for one, then in zip(first, last, strict=True)
    ]
    told = "after other steps, a step from the same values is another one"
    require(max(off) < STEADY, told, mistake="later_steps")


def slopes(values, x, at_scores):
    """Return the gradients of all arrays, for a gradient [n, units] at what the last layer gives.

    Every layer but the last has a ReLU.
    """
    below = [np.asarray(x, np.float64), *mlp(x, values)[:-1]]
    found, slope = [], at_scores
    for number in reversed(range(len(values))):
        found += [slope.sum(axis=0), below[number].T @ slope]
        slope = (slope @ np.asarray(values[number][0], np.float64).T) * (below[number] > 0)
    return found[::-1]


def taken_for_shares(scores, y):
    """Return the gradients at scores [n, k] of a mean cross-entropy that takes them for shares.

    There are two: whether or not the loss first divides the scores by their sum.
    """
    kept = np.clip(scores, LEAST, 1 - LEAST)
    inside = (scores > LEAST) & (scores < 1 - LEAST)
    total = scores.sum(axis=1, keepdims=True)
    shares = scores / total
    at_shares = -y / np.clip(shares, LEAST, 1 - LEAST) * (shares > LEAST) * (shares < 1 - LEAST)
    return [
        (1 / kept.sum(axis=1, keepdims=True) - y / kept) * inside / len(y),
        (at_shares - (at_shares * shares).sum(axis=1, keepdims=True)) / total / len(y),
    ]


def require_gradient_step(graph, layers, draws, wanted, rivals=None, flaws=FLAWS, trace=None):
    """Fail unless each step changes the arrays as is wanted.

    draws: values of the layers, x and y for each step. wanted: for each the change of every array.
    rivals: for each draw the changes that a mistake makes, by its name, in each of its forms.
    flaws: what else a step is taken for; each is a mistake that the exercise lists. trace: that of
    the script, where its Python might decide what a step does: then no mistake is named.
    """
    made = [changes(graph, layers, values, x, y) for values, x, y in draws]
    pairs = [pair for one in zip(made, wanted, strict=True) for pair in zip(*one, strict=True)]
    off = any(np.abs(array - one).max() > STEP * np.abs(one).max() for array, one in pairs)
    if off and trace is not None and _left_tensorflow(graph, trace):
        rivals, flaws = None, ()
    made_by = _rivals_of(made, rivals or [])
    if off and not made_by:
        _name_flaw(made, wanted, len(draws[-1][1]), flaws)
    for number, (got, step) in enumerate(zip(made, wanted, strict=True)):
        others = {name: rivals[number][name] for name in made_by}
        for place, (array, one) in enumerate(zip(got, step, strict=True)):
            assert_allclose(
                array,
                one,
                rtol=0,
                atol=STEP * np.abs(one).max(),
                what=f"the change of the {_words(place)}",
                rivals={
                    name: nearest(array, *(form[place] for form in forms))
                    for name, forms in others.items()
                },
            )


def _left_tensorflow(graph, trace):
    """Say whether Python would decide otherwise for what was fed, or computes a part of a step."""
    return bool(graph.turned()) or any(gap.kind in LEFT for gap in trace.claims.gaps)


def _rivals_of(made, rivals):
    """Return those of the named mistakes that make all these steps."""
    return [
        name
        for name in (rivals[0] if rivals else ())
        if any(_same(made, form) for form in zip(*(one[name] for one in rivals), strict=True))
    ]


def _same(made, form):
    pairs = [pair for one in zip(made, form, strict=True) for pair in zip(*one, strict=True)]
    return all(np.abs(array - one).max() <= STEP * np.abs(one).max() for array, one in pairs)


def _name_flaw(made, wanted, rows, flaws):
    """Fail if a step is another one than the gradient step in a way that has a name."""
    require(any(array.any() for one in made for array in one), "a step changes nothing")
    flaw = step_flaw(list(zip(made, wanted, strict=True)), rows)
    if flaw in flaws:
        fail("a step is no step of gradient descent with the rate of the task", mistake=flaw)


def _words(place):
    return f"{'bias' if place % 2 else 'weights'} of layer {place // 2 + 1}"
