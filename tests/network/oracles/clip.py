"""The oracle of clipping."""

import numpy as np

from app.network.layers.clip import Clip
from tests.network.volume import Volume, Weights

EXAMPLES = {
    "both ends": (Clip(name="a", low=-0.3, high=0.4), (3, 4, 5)),
    "a low end": (Clip(name="a", low=0.1), (9,)),
    "a high end": (Clip(name="a", high=-0.1), (2, 3, 4)),
}


def oracle(layer: Clip, weights: Weights, volume: Volume) -> Volume:
    """Cell by cell."""
    out = np.empty(volume.shape)
    for at in np.ndindex(volume.shape):
        x = float(volume[at])
        if layer.low is not None and x < layer.low:
            x = layer.low
        if layer.high is not None and x > layer.high:
            x = layer.high
        out[at] = x
    return out
