"""The oracle of unflattening."""

import numpy as np

from app.network.layers.unflatten import Unflatten
from tests.network.volume import Volume, Weights

EXAMPLES = {
    "a slice for each unit": (Unflatten(name="a"), (6,)),
    "slices of 2 × 3 cells": (Unflatten(name="a", rows=2, cols=3), (12,)),
}


def oracle(layer: Unflatten, weights: Weights, volume: Volume) -> Volume:
    """Unit after unit, row by row."""
    slices = len(volume) // (layer.rows * layer.cols)
    out = np.zeros((slices, layer.rows, layer.cols))
    for k, r, c in np.ndindex(*out.shape):
        out[k, r, c] = volume[(k * layer.rows + r) * layer.cols + c]
    return out
