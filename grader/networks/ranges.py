"""How wide checks draw: rows from 1 to 300 or more, sizes of numbers from 1e-6 to 1e6.

A network that is right for a few rows of ordinary numbers only shows in one of these draws: each
stretch of the range is drawn from in every judgement.
"""

from itertools import pairwise

import numpy as np

# The stretches at the ends are short: what is wrong beyond a size shows in every judgement.
_EXPONENTS = (-6, -5.7, -3, -1, 1, 3, 5.7, 6)
_ROWS = (2, 9, 33, 65)
_END = 0.9
# What the lessons' loops feed.
_BATCH = 128


def scales(rng: np.random.Generator) -> list[float]:
    """Return sizes of numbers: 1, then one drawn from each stretch between 1e-6 and 1e6."""
    return [1.0, *(float(10.0 ** rng.uniform(*ends)) for ends in pairwise(_EXPONENTS))]


def row_counts(rng: np.random.Generator, most: int = 300, own: int = 0) -> list[int]:
    """Return numbers of rows: 1, 128, the script's own, and one from each stretch up to `most`."""
    known = [1, _BATCH, *([own] if 0 < own <= most else [])]
    ends = pairwise((*_ROWS, int(_END * most), most + 1))
    return [*known, *(int(rng.integers(*one)) for one in ends)]


def batches(rng: np.random.Generator, least: int = 1, most: int = 300) -> list[tuple[int, float]]:
    """Return numbers of rows from `least` to `most`, with sizes of numbers: each of both occurs."""
    sizes, rows = scales(rng), [count for count in row_counts(rng, most) if count >= least]
    rows += [int(rng.choice(rows)) for _ in range(len(sizes) - len(rows))]
    return list(zip(map(int, rng.permutation(rows)), sizes, strict=True))
