"""The oracle of a fully connected layer."""

import numpy as np

from app.network.layers.fc import FullyConnected
from tests.network.volume import Volume, Weights

EXAMPLES = {
    "fc of a volume": (FullyConnected(name="a", units=7), (2, 3, 4)),
    "no bias": (FullyConnected(name="a", units=3, bias=False), (2, 3, 4)),
    "fc of a vector": (FullyConnected(name="a", units=1), (5,)),
}


def oracle(layer: FullyConnected, weights: Weights, volume: Volume) -> Volume:
    """Each unit's weighted sum of all cells, taken in the order channel, row, col."""
    weight = np.asarray(weights[f"{layer.name}.weight"], np.float64)
    bias = np.asarray(weights[f"{layer.name}.bias"], np.float64) if layer.bias else 0.0
    cells = np.array([volume[at] for at in np.ndindex(volume.shape)])
    return (weight * cells).sum(1) + bias
