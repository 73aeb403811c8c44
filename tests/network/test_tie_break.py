"""Grids of equal energy are told apart by their content alone."""

import numpy as np
import pytest
import torch

from app.network.layers.apspool import Polyphase
from app.network.tie_break import canonical, first_by_content

RNG = np.random.default_rng(3)


def rolled(grid, row, col):
    return np.roll(grid, (row, col), (-2, -1))


def test_a_cyclic_shift_does_not_change_the_canonical_form():
    cells = RNG.integers(0, 4, (5, 6)).astype(float)
    form = canonical(cells, 0.0)
    for row in range(5):
        for col in range(6):
            np.testing.assert_array_equal(canonical(rolled(cells, row, col), 0.0), form)
    assert form[0] == cells.max()


def test_the_canonical_form_is_the_largest_of_all_shifts():
    for _ in range(20):
        cells = RNG.integers(0, 3, (3, 4)).astype(float)
        shifts = [rolled(cells, row, col).reshape(-1) for row in range(3) for col in range(4)]
        assert canonical(cells, 0.0).tolist() == max(shift.tolist() for shift in shifts)


def test_the_same_grid_is_kept_wherever_it_lies_and_whatever_its_number():
    grids = [RNG.random((3, 4, 4)).astype(np.float32) for _ in range(3)]
    best = grids[first_by_content(grids)]
    for order in ([0, 1, 2], [2, 0, 1], [1, 2, 0], [2, 1, 0]):
        moved = [rolled(grids[i], *RNG.integers(0, 4, 2)) for i in order]
        # The last digits differ, as between two orders of a sum.
        noisy = [grid * (1 + 1e-7 * RNG.standard_normal(grid.shape)) for grid in moved]
        found = noisy[first_by_content(noisy)]
        assert any(
            np.allclose(rolled(best, row, col), found, atol=1e-5)
            for row in range(4)
            for col in range(4)
        )


def test_of_equal_grids_the_first_is_kept():
    grid = RNG.random((2, 3, 3)).astype(np.float32)
    assert first_by_content([grid, grid, grid]) == 0
    assert first_by_content([np.zeros((2, 3, 3), np.float32)] * 4) == 0
    assert first_by_content([grid, rolled(grid, 1, 2)]) == 0


@pytest.mark.parametrize("size", [2, 3])
def test_adaptive_sampling_keeps_the_same_content_at_every_shift(size):
    """Two equal cells at places that no grid holds both of: all energies are equal or zero."""
    layer = Polyphase(size)
    volume = torch.zeros(1, 2, 12, 12)
    volume[0, 0, 2, 3] = volume[0, 0, 7, 10] = 1
    volume[0, 1, 3, 3] = 0.5
    volume[0, 1, 7, 11] = 0.5
    kept = layer(volume)[0].numpy()
    assert kept.any()
    for row in range(12):
        for col in range(12):
            found = layer(volume.roll((row, col), (2, 3)))[0].numpy()
            assert any(
                np.array_equal(rolled(kept, r, c), found)
                for r in range(12 // size)
                for c in range(12 // size)
            )


def test_a_batch_is_answered_as_one_by_one():
    batch = torch.from_numpy(RNG.integers(0, 2, (6, 2, 4, 4)).astype(np.float32))
    batch[3] = 0
    layer = Polyphase(2)
    one_by_one = torch.cat([layer(volume[None]) for volume in batch])
    assert torch.equal(layer(batch), one_by_one)
