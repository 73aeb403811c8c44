"""The oracle of GELU."""

import math

import numpy as np

from app.network.layers.gelu import GELU
from tests.network.volume import Volume, Weights

EXAMPLES = {
    "a volume": (GELU(name="a"), (3, 4, 5)),
    "a vector": (GELU(name="a"), (9,)),
    "approximately": (GELU(name="a", approximate="tanh"), (2, 5, 4)),
}


def oracle(layer: GELU, weights: Weights, volume: Volume) -> Volume:
    """Cell by cell."""
    out = np.empty(volume.shape)
    for at in np.ndindex(volume.shape):
        x = float(volume[at])
        if layer.approximate == "tanh":
            share = 1 + math.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3))
        else:
            share = 1 + math.erf(x / math.sqrt(2))
        out[at] = x / 2 * share
    return out
