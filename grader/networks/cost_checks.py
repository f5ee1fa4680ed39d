"""What every classifier of the lessons has: a cost and an accuracy, judged on any network.

Both are computed from the student's own `logits`, so that a mistake in the layers, which other
checks find, is not counted twice.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from grader.judge.checks import fail, require
from grader.judge.compare import assert_allclose, matches
from grader.networks import reference as ref
from grader.networks.network import Network
from grader.networks.ranges import batches, row_counts, scales
from grader.networks.reference import Floats, Layer

# float32 was off by at most 2e-7 of a cost in 10,000 draws: a factor of 100 is left. A cost that is
# the difference of large logits is off by their rounding, 6e-8 of each.
_COST_RTOL, _COST_ATOL = 2e-5, 1e-6
_PER_LOGIT = 4e-7
# A mean of at most 500 zeros and ones: off by 6e-8.
_SHARE_ATOL = 1e-6
# A metric is run so often on the same images.
_AGAIN = 30


def require_variables(network: Network, images: str, shapes: Mapping[str, tuple[int, ...]]) -> None:
    """Fail unless globals are variables of these shapes, and `images` takes batches of any size.

    Nor may `logits` change from run to run. A side of 1 may be there or not. Mistakes:
    weights_not_variables, fixed_batch.
    """
    graph = network.graph
    for path, shape in shapes.items():
        require(
            graph.variable(path),
            f"`{path}` is not a variable, so it cannot be trained",
            mistake="weights_not_variables",
        )
        sides = graph.shape(path)
        same = sides is None or tuple(side for side in sides if side != 1) == shape
        require(same, f"`{path}` has shape {list(sides or ())}, expected {list(shape)}")
    side = graph.is_placeholder(images) and (graph.shape(images) or (None,))[0]
    require(not side, f"`{images}` takes batches of exactly {side} images", mistake="fixed_batch")
    network.require_steady("logits")


def require_cost(
    network: Network,
    known: Sequence[Layer],
    drawn: Sequence[Layer],
    images: npt.ArrayLike,
    known_labels: npt.ArrayLike,
    rng: np.random.Generator,
) -> None:
    """Fail unless `cost` is the mean softmax cross-entropy, for small and for large logits.

    known, drawn: layers; images [n, 784]; known_labels [n, classes], one-hot. Mistakes:
    cost_not_reduced, summed_cost, mean_over_classes, softmax_twice, not_from_logits,
    swapped_arguments, unstable_cost; softmax_over_batch, if the network's exercise lists it.
    """
    network.require_steady("cost")
    network.put(known)
    got, logits = network.raw_cost(images, known_labels), network.logits(images)
    labels = np.asarray(known_labels, np.float64)
    require(
        logits.shape == labels.shape,
        f"`logits` of {len(labels)} images has shape {list(logits.shape)},"
        f" expected {list(labels.shape)}",
    )
    expected = ref.cross_entropy(logits, labels)
    across = ref.cross_entropy(logits.T, labels.T).sum() / np.array(labels.shape)
    others = {"softmax_over_batch": _nearest(got, across)}
    assert_allclose(
        got.reshape(()) if got.size == 1 else got,
        expected.mean(),
        rtol=_COST_RTOL,
        atol=_COST_ATOL,
        what="cost",
        rivals={
            "cost_not_reduced": expected.reshape(got.shape if got.size == len(expected) else -1),
            "summed_cost": expected.sum(),
            "mean_over_classes": expected.mean() / labels.shape[1],
            "softmax_twice": ref.cross_entropy(ref.softmax(logits), labels).mean(),
            "not_from_logits": _nearest(got, ref.costs_of_shares(logits, labels)),
            "swapped_arguments": ref.cross_entropy(labels, logits).mean(),
            **{name: rival for name, rival in others.items() if name in network.mistakes},
        },
    )
    classes = labels.shape[1]
    # Sizes of the largest logit; exp overflows at 89, in float64 at 710. A cost that keeps exp from
    # that by a tiny number is farthest off for large ones.
    sizes = [1, 1500, 30, *(10.0 ** rng.uniform((-6, -3, 4), (-3, 0, 6)))]
    drawings = [np.asarray(images)] * len(sizes)
    for rows, scale in zip(row_counts(rng, 500), scales(rng)[::-1], strict=False):
        drawings.append(scale * rng.uniform(size=(rows, np.shape(images)[1])))
    sizes += list(rng.choice(sizes[:3], len(drawings) - len(sizes)))
    for batch, size in zip(drawings, sizes, strict=True):
        logits = _scaled(network, drawn, batch, size)
        mixed = _half_wrong(ref.draw_labels(rng, len(batch), classes), logits)
        _require_stable(network.raw_cost(batch, mixed), logits, mixed, size)


def require_accuracy(
    network: Network, layers: Sequence[Layer], images: npt.ArrayLike, rng: np.random.Generator
) -> None:
    """Fail unless `accuracy` is the share of images whose largest logit is that of their label.

    A metric that adds up what it is given is begun anew for each batch, and has the same value for
    the same batch again.

    Mistakes: integer_accuracy, accuracy_not_reduced, summed_accuracy, wrong_axis, error_rate.
    """
    if not (counting := _counts(network)):
        network.require_steady("accuracy")
    network.put(layers)
    (first, bias), *above = layers
    logits = network.logits(images)
    count = len(logits)
    for hits in (7, *map(int, rng.permutation(count + 1))):
        if hits <= count:
            _require_hits(network, images, logits, hits, rng, layers if counting else ())
    for rows, scale in batches(rng, most=500):
        # Logits stay of one size: of tiny ones, softmax gives shares that float32 rounds to equal.
        scaled = [(np.asarray(first) / scale, bias), *above]
        network.put(scaled)
        batch = scale * rng.uniform(size=(2 * rows + 8, np.shape(images)[1]))
        batch = batch[_clear(network.logits(batch))][:rows]
        for hits in some_hits(len(batch), rng):
            start = scaled if counting else ()
            _require_hits(network, batch, network.logits(batch), hits, rng, start)


def _counts(network: Network) -> bool:
    """Say whether running `accuracy` changes variables of its own, as that of a metric does."""
    graph = network.graph
    written = {*graph.writes(graph.handle("accuracy").name)}
    return bool(written) and not written & {*network.known()}


def _nearest(got: Floats, forms: Floats) -> Floats:
    """Return of several numbers the one that is nearest to what a cost gave."""
    return forms[[np.abs(forms - got.mean()).argmin()]].reshape(())


def _clear(logits: Floats) -> npt.NDArray[np.bool_]:
    """Say of each row whether one logit is the largest, whatever float32 rounds."""
    ordered = np.sort(logits, axis=1)
    with np.errstate(invalid="ignore"):  # wrong layers may give anything: that is no row then
        found: npt.NDArray[np.bool_] = (
            ordered[:, -1] - ordered[:, -2] > 1e-4 * np.abs(ordered).max()
        )
    return found


def some_hits(rows: int, rng: np.random.Generator) -> list[int]:
    """Return one number of hits that is neither 0 nor `rows`, or both where that cannot be.

    None for no rows.
    """
    drawn = int(rng.integers(rows + 1))
    return sorted({max(drawn, 1), min(drawn, rows - 1)}) if rows else []


def _require_hits(
    network: Network,
    images: npt.ArrayLike,
    logits: Floats,
    hits: int,
    rng: np.random.Generator,
    start: Sequence[Layer],
) -> None:
    """Require the right accuracy for labels of which so many are what the logits say.

    start: the layers to begin anew with, for an accuracy that counts what it is given.
    """
    count, classes = logits.shape
    missed = rng.permutation(count) >= hits
    digits = (logits.argmax(axis=1) + missed * rng.integers(1, classes, count)) % classes
    labels = np.eye(classes)[digits]
    right = digits == logits.argmax(axis=1)
    if start:
        network.graph.initialise()
        network.put(start)
    got = np.asarray(network.raw_accuracy(images, labels))
    _require_share(got, right, logits, labels)
    if start:
        again = network.graph.run("accuracy", network.feed(images, labels), times=_AGAIN)
        lasting = matches(again, np.full(_AGAIN, right.mean()), rtol=0, atol=_SHARE_ATOL)
        require(lasting, "`accuracy` changes when it is run again for the same images")


def _require_share(
    got: npt.NDArray[np.generic], right: npt.NDArray[np.bool_], logits: Floats, labels: Floats
) -> None:
    share = float(right.mean())
    if got.size == 1 and matches(got.reshape(()), share, rtol=0, atol=_SHARE_ATOL):
        return
    whole = np.issubdtype(got.dtype, np.integer) and got.size == 1
    require(
        not (whole and got.item() in (0, 1)),
        f"accuracy is {got} ({got.dtype}), expected {share:.4f}",
        mistake="integer_accuracy",
    )
    columns = (logits.argmax(axis=0) == labels.argmax(axis=0)).mean()
    assert_allclose(
        got,
        share,
        rtol=0,
        atol=_SHARE_ATOL,
        what="accuracy",
        rivals={
            "accuracy_not_reduced": right.astype(np.float64),
            "summed_accuracy": right.sum(),
            "wrong_axis": columns,
            "error_rate": 1 - share,
        },
    )


def _scaled(
    network: Network, layers: Sequence[Layer], images: npt.ArrayLike, size: float
) -> Floats:
    """Set layers, the last weights scaled for logits of about `size`; return the logits."""
    *below, (w, b) = layers
    network.put(layers)
    factor = size / max(np.abs(network.logits(images)).max(), 1e-12)
    network.put([*below, (np.asarray(w) * factor, np.asarray(b) * factor)])
    logits = network.logits(images)
    grown = size / 2 < np.abs(logits).max() < size * 2
    require(grown, "`logits` does not grow with the weights of its layer")
    return logits


def _half_wrong(labels: Floats, logits: Floats) -> Floats:
    """Return labels of which the first half are the least likely, so that no draw is all right."""
    half = len(labels) // 2
    worst = np.eye(labels.shape[1])[logits[:half].argmin(axis=1)]
    return np.concatenate([worst, labels[half:]])


def _require_stable(got: Floats, logits: Floats, labels: Floats, size: float) -> None:
    expected = ref.cross_entropy(logits, labels).mean()
    atol = max(_COST_ATOL, _PER_LOGIT * size)
    if got.size == 1 and matches(got.reshape(()), expected, rtol=_COST_RTOL, atol=atol):
        return
    rivals = ref.handwritten_costs(logits, labels)
    kept = any(matches(got, rival, rtol=_COST_RTOL, atol=atol) for rival in rivals)
    by_hand = size > 1 and (kept or not np.isfinite(got).all())
    words = f"`cost` is wrong for other labels and logits of size {size}"
    fail(words, mistake="unstable_cost" if by_hand else "")
