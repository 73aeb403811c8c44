"""The oracle of max pooling."""

import numpy as np

from app.network.layers.maxpool import MaxPool
from tests.network.volume import Volume, Weights

EXAMPLES = {
    "2 by 2": (MaxPool(name="a", size=2), (3, 6, 8)),
    "2 by 2 with a row and col left": (MaxPool(name="a", size=2), (2, 7, 9)),
    "3 by 3 with two rows left": (MaxPool(name="a", size=3), (1, 11, 10)),
    "8 by 8, one square": (MaxPool(name="a", size=8), (2, 8, 15)),
}


def oracle(layer: MaxPool, weights: Weights, volume: Volume) -> Volume:
    """The maximum of each square; incomplete squares at the border are dropped."""
    channels, rows, cols = volume.shape
    size = layer.size
    out = np.empty((channels, rows // size, cols // size))
    for row in range(rows // size):
        for col in range(cols // size):
            square = volume[:, row * size : (row + 1) * size, col * size : (col + 1) * size]
            out[:, row, col] = square.max((1, 2))
    return out
