"""The oracle of HardSigmoid."""

import numpy as np

from app.network.layers.hardsigmoid import HardSigmoid
from tests.network.volume import Volume, Weights

EXAMPLES = {
    "a volume": (HardSigmoid(name="a"), (3, 4, 5)),
    "a vector": (HardSigmoid(name="a"), (9,)),
    "steep": (HardSigmoid(name="a", alpha=2, beta=0.25), (2, 3, 4)),
}


def oracle(layer: HardSigmoid, weights: Weights, volume: Volume) -> Volume:
    """Cell by cell."""
    out = np.empty(volume.shape)
    for at in np.ndindex(volume.shape):
        x = float(volume[at])
        out[at] = min(max(layer.alpha * x + layer.beta, 0), 1)
    return out
