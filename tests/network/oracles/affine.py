"""The oracle of scale and offset."""

import numpy as np

from app.network.layers.affine import Affine
from tests.network.volume import Volume, Weights

EXAMPLES = {
    "a volume": (Affine(name="a"), (3, 4, 5)),
    "a vector": (Affine(name="a"), (9,)),
    "one for all": (Affine(name="a", shared=True), (2, 3, 4)),
    "one for all units": (Affine(name="a", shared=True), (4,)),
}


def oracle(layer: Affine, weights: Weights, volume: Volume) -> Volume:
    """Cell by cell, with the scale and the offset of its slice."""
    scale = np.asarray(weights[f"{layer.name}.scale"], np.float64)
    offset = np.asarray(weights[f"{layer.name}.offset"], np.float64)
    out = np.empty(volume.shape)
    for at in np.ndindex(volume.shape):
        number = 0 if layer.shared else at[0]
        out[at] = volume[at] * scale[number] + offset[number]
    return out
