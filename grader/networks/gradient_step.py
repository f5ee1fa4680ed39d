"""What a training step is when it is not the gradient step that was asked for."""

from collections.abc import Sequence
from typing import Literal

import numpy as np

from grader.judge.compare import matches
from grader.networks.reference import Batch, Floats, Layer, loss_curve

StepFlaw = Literal["", "wrong_learning_rate", "adam", "layer_frozen"]
Draw = tuple[Sequence[Floats], Sequence[Floats]]
CurveFlaw = Literal["", "momentum"]

# Of the larger changes; a right step is off by 2e-4 of them at most.
_SAME = 5e-3
_MOMENTA = (0.5, 0.8, 0.9, 0.95, 0.99)


def step_flaw(draws: Sequence[Draw], rows: int) -> StepFlaw:
    """Name what the first steps of a training are, each from newly initialised variables.

    A draw has the changes that a step made and those that gradient descent makes, an array for each
    variable. "wrong_learning_rate": always the same factor times gradient descent, other than
    `rows`, the batch's size, which a cost that is summed gives, and other than 1, where only small
    changes differ. "adam": every value moved equally far, whatever its gradient, as Adam does in
    its first step. "layer_frozen": some variables never change, and all others move as gradient
    descent does. "" for others. Where all large gradients are equal, as in a bias of three
    classes one of which has next to no gradient, either name fits, and the small changes decide.
    """
    if _frozen(draws):
        return "layer_frozen"
    ratios, lengths, smaller = [], [], []
    for changes, steps in draws:
        change = np.concatenate([array.ravel() for array in changes])
        step = np.concatenate([array.ravel() for array in steps])
        large = np.abs(step) > 0.1 * np.abs(step).max()
        ratios.append(change[large] / step[large])
        lengths.append(np.abs(change[large]))
        smaller.append(np.stack([change[~large], step[~large]]))
    ratio, length = np.concatenate(ratios), np.concatenate(lengths)
    if not np.isfinite(ratio).all() or ratio.min() <= 0:
        return ""
    factor = float(np.median(ratio))
    equal = bool(np.ptp(length) < _SAME * length.max())
    change, step = np.concatenate(smaller, axis=1)
    fits = np.abs(change - factor * step).max(initial=0) < _SAME * length.max()
    if np.abs(ratio / factor - 1).max() < _SAME and (fits or not equal):
        others = min(abs(factor / rows - 1), abs(factor - 1))
        return "wrong_learning_rate" if others > _SAME else ""
    return "adam" if equal else ""


def is_uphill(draws: Sequence[Draw]) -> bool:
    """Say whether each step moves each variable against gradient descent, or not at all."""
    pairs = [pair for changes, steps in draws for pair in zip(changes, steps, strict=True)]
    moved = [float(np.sum(change * step)) for change, step in pairs if change.any()]
    return bool(moved) and all(product < 0 for product in moved)


def _frozen(draws: Sequence[Draw]) -> bool:
    """Say whether some variables never change although the others make their steps."""
    moved = False
    for changes, steps in draws:
        for change, step in zip(changes, steps, strict=True):
            if not change.any():
                continue
            if not matches(change, step, rtol=_SAME, atol=_SAME * float(np.abs(step).max())):
                return False
            moved = True
    still = (
        all(not changes[place].any() for changes, _ in draws) for place in range(len(draws[0][0]))
    )
    return moved and any(still)


def curve_flaw(
    curve: Floats,
    layers: Sequence[Layer],
    batches: Sequence[Batch],
    held: Batch,
    learning_rate: float,
    decay: float = 0.0,
) -> CurveFlaw:
    """Name what a loss curve is that begins as gradient descent does: "momentum", or "".

    The arguments are those of `loss_curve`, of which `curve` differs.
    """
    for momentum in _MOMENTA:
        rival = loss_curve(layers, batches, held, learning_rate, momentum, decay)
        if matches(curve, rival, rtol=3e-4, atol=0.0):
            return "momentum"
    return ""
