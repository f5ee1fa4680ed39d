"""What one training step must change: as NumPy's gradient step, or as its own optimizer would.

Each function is the body of a check. A failure names a mistake only if the exercise lists it.
decay: the factor of an L2 penalty on the weights, which training lowers together with the cost.

The reference is float64. Where a step is allowed 1e-4 of its own and of the largest change,
float32 was off by at most 3.2e-5 of them, in 10,000 draws of three layers and 7,500 of two. Steps
of 1 to 300 rows, and of the script's own, are allowed 5e-4. Of this, float32 took at most a seventh
in 1,088 draws of 300 rows and three layers, 0.04 in the middle, and a fifth in 64 of 1,000 rows.
With huge images it was off by no more than with ordinary ones.
"""

from collections.abc import Sequence

import numpy as np

from grader.judge.checks import fail, require
from grader.judge.compare import matches
from grader.judge.steadiness import unsteady_writes
from grader.networks import reference as ref
from grader.networks.gradient_step import Draw, is_uphill, step_flaw
from grader.networks.model_checks import listed
from grader.networks.network import Network
from grader.networks.ranges import row_counts, scales
from grader.networks.training import Training

RATE = 0.001

# Steps that are large beside the weights: float32 rounds a change to 6e-8 of the weight. Scale of
# the images; standard deviations of hidden weights, output weights and biases.
_SIZES = ((30.0, 0.02, 0.1, 3e-3), (10.0, 0.03, 0.1, 3e-3))
_ROWS = 13
_MOST_ROWS = 1000
# The size of images that are certain to have their label: the surest of 50 has logits that are
# farther apart than 104 by far.
_CERTAIN = 100.0


@listed
def require_step(
    network: Network, training: Training, rng: np.random.Generator, decay: float = 0.0
) -> None:
    """Require that a training run changes every weight as NumPy's gradient step does."""
    sizes = _sizes(rng)
    ordinary = [size for size in sizes if size[1] == 1.0]
    draws = [_drawn_step(network, training, rng, size, _ROWS, decay) for size in sizes]
    if not all(_agrees(draw, 1e-4) for draw in draws):
        flaw = step_flaw(draws, _ROWS) or ("cost_raised" if is_uphill(draws) else "")
        fail("the step differs from NumPy's", mistake=flaw)
    own = own_rows(network, training)
    for late, among, counts in (
        (False, sizes, {*own, *row_counts(rng)}),
        # What is left of earlier steps is seen best where a step is not huge.
        (True, ordinary, {*own, *rng.integers(1, 301, 2)}),
    ):
        for rows in sorted(map(int, counts)):
            size = among[int(rng.integers(len(among)))]
            draw = _drawn_step(network, training, rng, size, rows, decay, late)
            if not _agrees(draw, 5e-4):
                slower = late and step_flaw([draw], rows) == "wrong_learning_rate"
                when = "as late as your script ran it" if late else "for a batch of another size"
                words = f"{when}, the step differs from NumPy's"
                fail(words, mistake="decaying_rate" if slower else "")
    require_own_step(network, training)


def _sizes(rng: np.random.Generator) -> list[tuple[float, ...]]:
    """Return each size with the factors of the images: 1, and one for which they are huge.

    The first weights are as many times smaller, so that all layers give the same numbers.
    """
    huge = scales(rng)[-1]
    return [
        (scale, factor, *deviations)
        for scale, *deviations in _SIZES
        for factor in (1.0, huge / scale)
    ]


def _drawn_step(
    network: Network,
    training: Training,
    rng: np.random.Generator,
    size: Sequence[float],
    rows: int,
    decay: float,
    late: bool = False,
) -> Draw:
    """Return the changes that a step makes to drawn weights, and those of gradient descent.

    late: with all other variables as they were at the end of the script's own training.
    """
    scale, factor, *deviations = size
    drawn = network.draw(rng, *deviations)
    images = ref.draw_clear(rng, scale, rows, drawn)
    labels = ref.draw_labels(rng, rows)
    # Were all labels the ones that large logits give, there would be no step to compare.
    labels[0] = np.eye(labels.shape[1])[ref.mlp(images[:1], drawn)[-1].argmin()]
    (w, b), *above = drawn
    images, drawn = images * factor, [((w / factor).astype(np.float32), b), *above]
    network.renew()
    if late:
        network.set_late(training)
    changes = changes_of(network, training, drawn, (images, labels))
    gradients = sum(ref.mlp_gradients(images, labels, drawn, decay), ())
    return changes, [-RATE * gradient for gradient in gradients]


def _agrees(draw: Draw, allowed: float) -> bool:
    return all(
        matches(change, step, rtol=allowed, atol=allowed * float(np.abs(step).max()))
        for change, step in zip(*draw, strict=True)
    )


def own_rows(network: Network, training: Training) -> tuple[int, ...]:
    """Return the size of the script's own batches, if it has one up to 1000 (a claim)."""
    found = training.batch_size(network.name_of_images)
    return (found,) if 0 < found <= _MOST_ROWS else ()


def require_own_step(network: Network, training: Training) -> None:
    """Fail if more than weights, inputs and labels decides what a training run writes."""
    known, given = network.variables(), (*training.given,)
    found = unsteady_writes(network.graph, training.operations, known, network.inputs, given)
    for name, words in found.items():
        info = network.graph.node(name)
        counter = info is not None and info.dtype.startswith("int") and not info.shape
        mistake = "decaying_rate" if counter else ""
        fail(f"what a training step does depends on {words}", mistake=mistake)


def changes_of(
    network: Network, training: Training, layers: Sequence[ref.Layer], batch: ref.Batch
) -> list[ref.Floats]:
    """Return how one training run on `batch` changes weights and biases, flat: w1, b1, w2 …"""
    before = sum(network.put(layers), ())
    network.step(training, *batch)
    return [a - b for a, b in zip(sum(network.get(), ()), before, strict=True)]


def require_same_step(
    network: Network, training: Training, start: Sequence[ref.Layer], rng: np.random.Generator
) -> None:
    """Require that the rows of a batch and the size of its numbers change no first step as such.

    That holds of every optimizer and rate. `start` is where it begins; normal images give it logits
    that are far apart. Rows that are certain to have their label add nothing to the gradient,
    however large their numbers are: softmax is exactly 0 for labels whose logit is 104 less. More
    rows like the first give the same mean, and rows that are certain the same sum: the cost that is
    minimised may be either.
    """
    image = rng.uniform(size=(1, len(np.asarray(start[0][0]))))
    label = _one_hot(ref.mlp(image, start)[-1].argmin(), start)
    sure = _surest(_CERTAIN * rng.normal(size=(50, image.shape[1])), start)
    sure_label = _one_hot(ref.mlp(sure, start)[-1].argmax(), start)

    def step(copies: int, certain: int, factor: float = 1.0) -> list[ref.Floats]:
        images = [image] * copies + [factor * sure] * certain
        labels = [label] * copies + [sure_label] * certain
        network.renew()
        return changes_of(network, training, start, (np.vstack(images), np.vstack(labels)))

    alone = step(1, 0)
    for rows in sorted({*own_rows(network, training), *row_counts(rng)}):
        ways = (step(*way) for way in ((rows, 0), (1, rows - 1)))
        same = any(_same_change(found, alone, start) for found in ways)
        require(same, f"a training step on {rows} rows is not what it is on one of them")
    beside = step(1, 1)
    for scale in scales(rng):
        if scale > _CERTAIN:
            same = _same_change(step(1, 1, scale / _CERTAIN), beside, start)
            require(same, f"an image with numbers of size {scale:.1g} changes a training step")


def _same_change(
    found: Sequence[ref.Floats], wanted: Sequence[ref.Floats], start: Sequence[ref.Layer]
) -> bool:
    """Say whether two steps are equal: to 1e-3 of the largest change, and to the weights' rounding.

    float32 rounds a weight to 6e-8 of it, four times in the difference of two changes.
    """
    weights = (np.ravel(array) for layer in start for array in layer)
    return all(
        matches(
            np.ravel(a), np.ravel(b), rtol=0, atol=1e-3 * np.abs(b).max() + 5e-7 * np.abs(w).max()
        )
        for a, b, w in zip(found, wanted, weights, strict=True)
    )


def _surest(images: ref.Floats, layers: Sequence[ref.Layer]) -> ref.Floats:
    """Return the image, [1, inputs], whose two largest logits are farthest apart."""
    ordered = np.sort(ref.mlp(images, layers)[-1], axis=1)
    best = int((ordered[:, -1] - ordered[:, -2]).argmax())
    return images[best : best + 1]


def _one_hot(label: int | np.intp, layers: Sequence[ref.Layer]) -> ref.Floats:
    """Return a label as [1, classes]."""
    return np.eye(len(np.ravel(layers[-1][1])))[[int(label)]]
