"""The oracle of a ReLU."""

import numpy as np

from app.network.layers.relu import ReLU
from tests.network.volume import Volume, Weights

EXAMPLES = {
    "relu": (ReLU(name="a"), (3, 4, 5)),
    "relu of a vector": (ReLU(name="a"), (9,)),
}


def oracle(layer: ReLU, weights: Weights, volume: Volume) -> Volume:
    """Values below zero become zero."""
    return np.where(volume > 0, volume, 0.0)
