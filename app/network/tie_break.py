"""Which of several grids to keep that have the same energy, wherever their content lies.

Rounding turns the order of equal sums, and a shift of the picture changes the numbers of the grids.
So grids of equal energy are told apart by their content alone, from a start that moves with it.
"""

from collections.abc import Sequence

import numpy as np
from jaxtyping import Float

Grid = Float[np.ndarray, "channel row col"]

EQUAL = 1e-6
"""Energies that differ by at most this share of the largest are equal: float32 tells no more."""

SLACK = 1e-4
"""Cells that differ by at most this share of the largest are equal."""


def first_by_content(grids: Sequence[Grid]) -> int:
    """The index of the grid whose canonical form is the largest, cell by cell; of equals the first.

    A cyclic shift of a grid does not change its canonical form.
    """
    first = grids[0]
    slack = SLACK * float(np.abs(first).max())
    if all(np.abs(grid - first).max() <= slack for grid in grids[1:]):
        return 0
    # One number a cell, with another weight for each channel.
    weights = np.sqrt(np.arange(1, len(first) + 1))
    sums = [np.tensordot(weights, grid.astype(np.float64), 1) for grid in grids]
    slack = SLACK * max(float(np.abs(one).max()) for one in sums)
    best, form = 0, canonical(sums[0], slack)
    for index, one in enumerate(sums[1:], 1):
        other = canonical(one, slack)
        different = np.flatnonzero(np.abs(other - form) > slack)
        if len(different) and other[different[0]] > form[different[0]]:
            best, form = index, other
    return best


def canonical(cells: Float[np.ndarray, "row col"], slack: float) -> Float[np.ndarray, "cells"]:
    """The cells row by row, from the start that makes them largest, around the borders."""
    rows, cols = cells.shape
    starts = np.indices(cells.shape).reshape(2, -1)
    for row in range(rows):
        for col in range(cols):
            if starts.shape[1] == 1:
                break
            seen = cells[(starts[0] + row) % rows, (starts[1] + col) % cols]
            starts = starts[:, seen >= seen.max() - slack]
    form: np.ndarray = np.roll(cells, (-starts[0, 0], -starts[1, 0]), (0, 1)).reshape(-1)
    return form
