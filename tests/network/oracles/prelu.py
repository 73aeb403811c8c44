"""The oracle of PReLU."""

import numpy as np

from app.network.layers.prelu import PReLU
from tests.network.volume import Volume, Weights

EXAMPLES = {
    "a volume": (PReLU(name="a"), (3, 4, 5)),
    "a vector": (PReLU(name="a"), (9,)),
    "one slope": (PReLU(name="a", shared=True), (2, 3, 4)),
}


def oracle(layer: PReLU, weights: Weights, volume: Volume) -> Volume:
    """Cell by cell, with the slope of its slice."""
    slopes = np.asarray(weights[f"{layer.name}.weight"], np.float64)
    out = np.empty(volume.shape)
    for at in np.ndindex(volume.shape):
        slope = slopes[0] if layer.shared else slopes[at[0]]
        out[at] = volume[at] if volume[at] > 0 else slope * volume[at]
    return out
