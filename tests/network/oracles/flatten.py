"""The oracle of flattening."""

import numpy as np

from app.network.layers.flatten import Flatten
from tests.network.volume import Volume, Weights

EXAMPLES = {
    "a volume": (Flatten(name="a"), (3, 4, 5)),
    "a vector": (Flatten(name="a"), (9,)),
}


def oracle(layer: Flatten, weights: Weights, volume: Volume) -> Volume:
    """The cells in the order channel, row, col."""
    return np.array([volume[at] for at in np.ndindex(volume.shape)])
