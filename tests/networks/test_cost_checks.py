"""What checks of a cost and an accuracy draw."""

import numpy as np

from grader.networks.cost_checks import some_hits


def test_an_accuracy_is_neither_nothing_nor_all_where_it_can_be() -> None:
    """Of one row both are drawn; otherwise one number between them."""
    for seed in range(50):
        rng = np.random.default_rng(seed)
        assert some_hits(0, rng) == []
        assert some_hits(1, rng) == [0, 1]
        for rows in (2, 3, 128):
            found = some_hits(rows, rng)
            assert found
            assert all(0 <= hits <= rows for hits in found)
            assert any(0 < hits < rows for hits in found)
