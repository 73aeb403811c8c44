"""The oracle of average pooling."""

import numpy as np

from app.network.layers.avgpool import AvgPool
from tests.network.volume import Volume, Weights

EXAMPLES = {
    "mean of 2 by 2": (AvgPool(name="a"), (3, 6, 8)),
    "mean of 3 by 3, rows left": (AvgPool(name="a", size=3), (1, 11, 10)),
}


def oracle(layer: AvgPool, weights: Weights, volume: Volume) -> Volume:
    """The mean of each square; incomplete squares at the border are dropped."""
    channels, rows, cols = volume.shape
    size = layer.size
    out = np.zeros((channels, rows // size, cols // size))
    for at in np.ndindex(out.shape[1:]):
        for down in range(size):
            for right in range(size):
                cell = volume[:, at[0] * size + down, at[1] * size + right]
                out[:, *at] += cell / size**2
    return out
