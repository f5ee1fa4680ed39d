"""How wide checks draw."""

import numpy as np

from grader.networks.ranges import batches, row_counts, scales


def test_sizes_come_from_every_stretch_between_a_millionth_and_a_million() -> None:
    """The first is 1, for which mistakes are told apart; the ends are always near."""
    for seed in range(50):
        found = scales(np.random.default_rng(seed))
        assert found[0] == 1.0
        assert sorted(found[1:]) == found[1:]
        assert 1e-6 <= found[1] < 1e-5
        assert 1e5 <= found[-1] < 1e6


def test_rows_are_few_and_many_and_the_scripts_own() -> None:
    """One row, 128, the script's own batch, and a number from each stretch up to the most."""
    for seed in range(50):
        found = row_counts(np.random.default_rng(seed), 500, own=77)
        assert found[:3] == [1, 128, 77]
        assert 2 <= found[3] < 9 <= found[4] < 33 <= found[5] < 65 <= found[6] < 450
        assert 450 <= found[7] <= 500
    assert 900 not in row_counts(np.random.default_rng(0), 500, own=900)


def test_every_size_and_every_number_of_rows_is_in_a_batch() -> None:
    """No stretch is left out for want of a partner."""
    for seed in range(50):
        found = batches(np.random.default_rng(seed), least=2)
        rows, sizes = zip(*found, strict=True)
        assert len(sizes) == len(scales(np.random.default_rng(seed)))
        assert max(sizes) >= 1e5
        assert 128 in rows
        assert min(rows) >= 2
        assert max(rows) >= 270
