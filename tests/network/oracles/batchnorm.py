"""The oracle of batch normalisation."""

import numpy as np

from app.network.layers.batchnorm import BatchNorm
from tests.network.volume import Volume, Weights

EXAMPLES = {
    "a volume": (BatchNorm(name="a"), (3, 4, 5)),
    "a vector": (BatchNorm(name="a"), (9,)),
    "a large epsilon": (BatchNorm(name="a", epsilon=0.5), (2, 3, 4)),
}


def oracle(layer: BatchNorm, weights: Weights, volume: Volume) -> Volume:
    """Cell by cell, with the mean and the variance of its slice."""
    scale, offset, mean, variance = (
        np.asarray(weights[f"{layer.name}.{name}"], np.float64)
        for name in ("scale", "offset", "mean", "variance")
    )
    out = np.empty(volume.shape)
    for at in np.ndindex(volume.shape):
        k = at[0]
        deviation = np.sqrt(variance[k] + layer.epsilon)
        out[at] = (volume[at] - mean[k]) / deviation * scale[k] + offset[k]
    return out
