"""The mosaic: a trace as one grey picture with every slice of every layer."""

import math
from collections.abc import Iterable, Mapping

import numpy as np
from jaxtyping import UInt8

from app.network.quantisation import Range, quantise
from app.network.trace import Volume

GROUT = 96
UNIT = 6


def mosaic(volumes: Iterable[Volume], ranges: Mapping[str, Range]) -> UInt8[np.ndarray, "row col"]:
    """The layers one below the other, each as a grid of its slices, row by row, 1 px apart.

    Brightness spans the card's range, from low (0) to high (255). A unit of the head is a square of
    6 × 6 px.

    Args:
        ranges: `(low, high)` for each layer, by name.
    """
    return _stack([_grid(volume, ranges[volume.name]) for volume in volumes])


def _grid(volume: Volume, limits: Range) -> UInt8[np.ndarray, "row col"]:
    """One layer's slices in a grid that is about as wide as it is tall."""
    values = quantise(volume.values, limits)
    if values.ndim == 1:
        values = np.broadcast_to(values[:, None, None], (len(values), UNIT, UNIT))
    count, rows, cols = values.shape
    across = math.ceil(math.sqrt(count))
    down = math.ceil(count / across)
    picture = np.full((down * (rows + 1) + 1, across * (cols + 1) + 1), GROUT, np.uint8)
    for index, slice_ in enumerate(values):
        top, left = index // across * (rows + 1) + 1, index % across * (cols + 1) + 1
        picture[top : top + rows, left : left + cols] = slice_
    return picture


def _stack(pictures: list[np.ndarray]) -> UInt8[np.ndarray, "row col"]:
    """Pictures one below the other, left-aligned, padded with grout."""
    width = max(picture.shape[1] for picture in pictures)
    filled = [
        np.pad(picture, ((0, 4), (0, width - picture.shape[1])), constant_values=GROUT)
        for picture in pictures
    ]
    stacked: np.ndarray = np.concatenate(filled)
    return stacked[:-4]
