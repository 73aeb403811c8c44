"""The oracle of a sigmoid."""

import math

import numpy as np

from app.network.layers.sigmoid import Sigmoid
from tests.network.volume import Volume, Weights

EXAMPLES = {
    "a volume": (Sigmoid(name="a"), (3, 4, 5)),
    "a vector": (Sigmoid(name="a"), (9,)),
}


def oracle(layer: Sigmoid, weights: Weights, volume: Volume) -> Volume:
    """Cell by cell."""
    out = np.empty(volume.shape)
    for at in np.ndindex(volume.shape):
        x = float(volume[at])
        out[at] = 1 / (1 + math.exp(-x))
    return out
