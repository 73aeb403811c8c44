"""The oracle of a concatenation."""

import numpy as np

from app.network.layers.concat import Concat
from tests.network.volume import Volume, Weights

MERGES = {
    "two volumes": (Concat(name="a"), ((3, 4, 5), (2, 4, 5))),
    "three vectors": (Concat(name="a"), ((6,), (1,), (2,))),
    "one volume": (Concat(name="a"), ((2, 4, 5),)),
}


def oracle(layer: Concat, weights: Weights, *volumes: Volume) -> Volume:
    """Slice after slice."""
    return np.array([slice_ for volume in volumes for slice_ in volume])
