"""The oracle of a leaky ReLU."""

import numpy as np

from app.network.layers.leakyrelu import LeakyReLU
from tests.network.volume import Volume, Weights

EXAMPLES = {
    "a volume": (LeakyReLU(name="a"), (3, 4, 5)),
    "a vector": (LeakyReLU(name="a"), (9,)),
    "steep": (LeakyReLU(name="a", slope=0.75), (2, 3, 4)),
}


def oracle(layer: LeakyReLU, weights: Weights, volume: Volume) -> Volume:
    """Cell by cell."""
    out = np.empty(volume.shape)
    for at in np.ndindex(volume.shape):
        x = float(volume[at])
        out[at] = x if x > 0 else layer.slope * x
    return out
