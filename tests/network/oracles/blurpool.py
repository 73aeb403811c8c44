"""The oracle of blurring before sampling."""

import numpy as np

from app.network.layers.blurpool import BlurPool
from tests.network.oracles import subsample
from tests.network.ring import ring
from tests.network.volume import Volume, Weights

EXAMPLES = {
    "blur": (BlurPool(name="a"), (3, 6, 7)),
    "blur on a ring": (BlurPool(name="a", taps=5, padding="circular"), (2, 6, 8)),
    "wide blur": (BlurPool(name="a", taps=7, size=3), (2, 9, 8)),
}


def oracle(layer: BlurPool, weights: Weights, volume: Volume) -> Volume:
    """Pascal's triangle along rows and cols, then the first cell of each square."""
    line = {3: [1, 2, 1], 5: [1, 4, 6, 4, 1], 7: [1, 6, 15, 20, 15, 6, 1]}[layer.taps]
    reach = layer.taps // 2
    if layer.padding == "circular":
        padded = ring(volume, reach)
    else:
        padded = np.pad(volume, ((0, 0), (reach, reach), (reach, reach)))
    out = np.zeros_like(volume)
    _, rows, cols = volume.shape
    for i, down in enumerate(line):
        for j, right in enumerate(line):
            share = down * right / sum(line) ** 2
            out += share * padded[:, i : i + rows, j : j + cols]
    return subsample.oracle(layer, weights, out)
