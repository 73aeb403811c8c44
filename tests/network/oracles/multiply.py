"""The oracle of a multiplication."""

import numpy as np

from app.network.layers.multiply import Multiply
from tests.network.volume import Volume, Weights

MERGES = {
    "two volumes": (Multiply(name="a"), ((3, 4, 5), (3, 4, 5))),
    "three vectors": (Multiply(name="a"), ((6,), (6,), (6,))),
    "a volume and its gate": (Multiply(name="a"), ((3, 4, 5), (3, 1, 1))),
    "a gate first": (Multiply(name="a"), ((2, 1, 1), (2, 3, 4), (2, 3, 4))),
}


def oracle(layer: Multiply, weights: Weights, *volumes: Volume) -> Volume:
    """The product of the inputs' cells; a gate's only cell stands for all of its slice."""
    out = np.ones(max((volume.shape for volume in volumes), key=np.prod))
    for at in np.ndindex(out.shape):
        for volume in volumes:
            out[at] *= volume[at if volume.shape == out.shape else (at[0], 0, 0)]
    return out
