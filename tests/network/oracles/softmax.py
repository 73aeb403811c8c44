"""The oracle of softmax."""

import math

import numpy as np

from app.network.layers.softmax import Softmax
from tests.network.volume import Volume, Weights

EXAMPLES = {
    "a volume": (Softmax(name="a"), (3, 4, 5)),
    "a vector": (Softmax(name="a"), (9,)),
}


def oracle(layer: Softmax, weights: Weights, volume: Volume) -> Volume:
    """At each place, each slice's share of the sum of the exponentials."""
    out = np.empty(volume.shape)
    for at in np.ndindex(volume.shape):
        powers = [math.exp(volume[(k, *at[1:])]) for k in range(len(volume))]
        out[at] = powers[at[0]] / sum(powers)
    return out
