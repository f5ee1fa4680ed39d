"""The lessons' `helper` module."""

from collections.abc import Sequence
from typing import Any


def batches(batch_size: int, features: Sequence[Any], labels: Sequence[Any]) -> list[list[Any]]:
    """Return a list of [features, labels] batches of `batch_size` rows; the last may be smaller."""
    if len(features) != len(labels):
        raise ValueError(f"{len(features)} features but {len(labels)} labels")
    return [
        [features[start : start + batch_size], labels[start : start + batch_size]]
        for start in range(0, len(features), batch_size)
    ]
