"""Dropout read off a network's outputs: which units were kept, and whether chance decided so.

N. Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting", 2014. A
mask holds 1.0 for what is kept and 0.0 for what is not; what is kept is divided by the probability
p of being kept. Outcomes are the outputs [k, n, outputs] that the k masks of a row give.
"""

from collections.abc import Iterable
from itertools import combinations, product

import numpy as np
import numpy.typing as npt

from grader.networks.perceptron import Perceptron
from grader.networks.reference import Floats, relu

Bools = npt.NDArray[np.bool_]

# Chernoff: of n things that are kept independently with probability p, a share as far from p as s
# is kept with probability at most 2 exp(-n KL(s, p)). 2e-8 for all tests of a kind together; `flaw`
# makes six kinds, so that it is wrong less than once in 8 million times.
_ALARM = 2e-8
# So many units, at most, are looked at in pairs and in threes: 7,140 of these.
_TOGETHER = 36


def masks(count: int) -> Floats:
    """Return all masks of `count` things, [2 ** count, count]."""
    return np.array(list(product((0.0, 1.0), repeat=count)))


def outcomes(net: Perceptron, scale: float) -> Floats:
    """Return what dropout of hidden units can give when what is kept is scaled."""
    return np.stack([net.out(mask * net.hidden * scale) for mask in masks(len(net.b1))])


def places(net: Perceptron, p: float) -> dict[str, Floats]:
    """Return the outcomes of dropout done otherwise, by its name; "" is dropout done right."""
    one, full, linear = 1.0 / p, net.output, net.x @ net.w1
    inputs, units = net.w1.shape
    of_inputs, of_units = masks(inputs), masks(units)
    of_weights = masks(net.w2.size).reshape(-1, *net.w2.shape)
    found = {
        "": list(outcomes(net, one)),
        "no_dropout": [full],
        "no_scaling": list(outcomes(net, 1.0)),
        "rate_instead": list(outcomes(net, 1.0 / (1.0 - p))),
        "dropout_twice": list(outcomes(net, one**2)),
        "dropout_on_output": _thinned([full], net.b2, one),
        "dropout_on_both": _thinned(outcomes(net, one), net.b2, one),
        "dropout_on_features": [
            net.out(relu((mask * net.x * one) @ net.w1 + net.b1)) for mask in of_inputs
        ],
        "dropout_on_weights": [net.hidden @ (m * net.w2 * one) + net.b2 for m in of_weights],
        "dropout_before_bias": [net.out(relu(m * linear * one + net.b1)) for m in of_units],
    }
    return {name: np.stack(arrays) for name, arrays in found.items()}


def _thinned(outputs: Iterable[Floats], bias: Floats, scale: float) -> list[Floats]:
    """Return what dropout of outputs gives, after their bias was added and before."""
    pairs = [(mask * scale, out) for mask in masks(len(bias)) for out in outputs]
    return [by * out for by, out in pairs] + [by * (out - bias) + bias for by, out in pairs]


def decode(outputs: npt.ArrayLike, possible: Floats) -> npt.NDArray[np.intp] | None:
    """Return which outcome each row of `outputs` [t, n, outputs] is, [t, n]; None if one is none.

    Allowed is a ten-thousandth of the row's largest outcome; float32 is within a millionth.
    """
    got = np.asarray(outputs, np.float64)
    if got.shape[1:] != possible.shape[1:]:
        return None
    distance = np.abs(got[:, None] - possible).max(axis=3)
    near = distance.min(axis=1) <= 1e-4 * np.abs(possible).max(axis=(0, 2))
    return distance.argmin(axis=1) if bool(np.all(near)) else None


def kept(which: npt.NDArray[np.intp], units: int) -> Bools:
    """Return bool [t, n, units]: the masks that `decode` found among `outcomes`."""
    result: Bools = masks(units)[which] > 0
    return result


def flaw(found: Bools, p: float) -> tuple[str, str]:
    """Say what shows that the masks [t, n, units] were not drawn unit by unit with probability p.

    Returns a sentence and the known mistake it shows; both empty if chance explains them.
    """
    if np.all(found == found[:1]):
        mixed = bool(found.any() and not found.all())
        return "The same units are kept in every run.", "mask_drawn_once" if mixed else ""
    if np.all(found == found[:, :1]):
        return "All rows lose the same units.", "mask_shared_by_rows"
    if np.all(found == found[:, :, :1]):
        return "A row keeps all of its hidden units or loses all.", "whole_rows_dropped"
    units = found.reshape(len(found), -1)
    share = float(units.mean())
    if _unlikely(np.array(share), p, units.size):
        return f"Of {units.size:,} hidden units, {share:.1%} are kept, not {p:.1%}.", ""
    if _unlikely(units.mean(axis=0), p, len(units)):
        return f"Some hidden units are kept more often than others, not all {p:.1%}.", ""
    some = units[:, :_TOGETHER]
    one, other = np.triu_indices(some.shape[1], 1)
    same = p * p + (1.0 - p) * (1.0 - p)
    if _unlikely((some[:, one] == some[:, other]).mean(axis=0), same, len(units)):
        return "Whether a unit is kept depends on whether another is.", ""
    threes = np.array(list(combinations(range(some.shape[1]), 3)))
    odd = np.logical_xor.reduce(some[:, threes], axis=2).mean(axis=0)
    if _unlikely(odd, (1.0 - (1.0 - 2.0 * p) ** 3) / 2.0, len(units)):
        return "Whether a unit is kept depends on which two others are.", ""
    for begin in (0, 1):  # pairs of runs that are independent of each other
        whole = units[begin : begin + (len(units) - begin) // 2 * 2]
        pairs = whole.reshape(-1, 2, units.shape[1])
        if _unlikely((pairs[:, 0] == pairs[:, 1]).mean(axis=0), same, len(pairs)):
            return "Whether a unit is kept depends on the run before.", ""
    return "", ""


def _unlikely(shares: npt.NDArray[np.float64], p: float, n: int) -> bool:
    """Say whether one of the shares, of n independent things each, is too far from p."""
    with np.errstate(divide="ignore", invalid="ignore"):
        heads = np.where(shares > 0, shares * np.log(shares / p), 0.0)
        tails = np.where(shares < 1, (1 - shares) * np.log((1 - shares) / (1 - p)), 0.0)
    return bool(np.any(n * (heads + tails) > np.log(2 * shares.size / _ALARM)))
