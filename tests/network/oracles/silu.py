"""The oracle of SiLU."""

import math

import numpy as np

from app.network.layers.silu import SiLU
from tests.network.volume import Volume, Weights

EXAMPLES = {
    "a volume": (SiLU(name="a"), (3, 4, 5)),
    "a vector": (SiLU(name="a"), (9,)),
}


def oracle(layer: SiLU, weights: Weights, volume: Volume) -> Volume:
    """Cell by cell."""
    out = np.empty(volume.shape)
    for at in np.ndindex(volume.shape):
        x = float(volume[at])
        out[at] = x / (1 + math.exp(-x))
    return out
