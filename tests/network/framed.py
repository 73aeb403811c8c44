"""Padding, and sizes for two axes, for oracles."""

import numpy as np

from tests.network.volume import Volume


def two(size: int | tuple[int, int]) -> tuple[int, int]:
    """The size along rows and along columns."""
    return size if isinstance(size, tuple) else (size, size)


def framed(
    volume: Volume, sides: tuple[int, int, int, int], mode: str, value: float = 0.0
) -> Volume:
    """The volume with cells at the top, left, bottom and right, one at a time."""
    top, left, bottom, right = sides
    channels, rows, cols = volume.shape
    out = np.full((channels, rows + top + bottom, cols + left + right), value)
    for row, col in np.ndindex(out.shape[1:]):
        high, wide = lies(row - top, rows, mode), lies(col - left, cols, mode)
        if high is not None and wide is not None:
            out[:, row, col] = volume[:, high, wide]
    return out


def lies(place: int, length: int, mode: str) -> int | None:
    """The cell, of `length`, at a place that may lie beyond the border; None for a constant."""
    while not 0 <= place < length:
        if mode == "circular":
            place += length if place < 0 else -length
        elif mode == "edge":
            place += 1 if place < 0 else -1
        elif mode == "reflect":
            place = -place if place < 0 else 2 * (length - 1) - place
        else:
            return None
    return place
