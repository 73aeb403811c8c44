"""The oracle of a convolution."""

import numpy as np

from app.network.layers.conv import Conv
from tests.network.ring import ring
from tests.network.volume import Volume, Weights

EXAMPLES = {
    "3 by 3": (Conv(name="a", channels=4, kernel=3), (2, 6, 9)),
    "1 by 1": (Conv(name="a", channels=1, kernel=1), (3, 5, 5)),
    "kernel past the canvas": (Conv(name="a", channels=3, kernel=15), (2, 4, 3)),
    "a single row": (Conv(name="a", channels=2, kernel=5), (1, 1, 12)),
    "a single cell": (Conv(name="a", channels=2, kernel=5), (4, 1, 1)),
    "circular": (Conv(name="a", channels=2, kernel=5, padding="circular"), (2, 6, 7)),
    "ring": (Conv(name="a", channels=2, kernel=5, padding="circular"), (1, 2, 2)),
    "valid": (Conv(name="a", channels=3, kernel=5, padding="valid"), (2, 6, 7)),
    "full": (Conv(name="a", channels=3, kernel=5, padding="full"), (2, 3, 7)),
    "no bias": (Conv(name="a", channels=3, kernel=3, bias=False), (2, 5, 4)),
}


def oracle(layer: Conv, weights: Weights, volume: Volume) -> Volume:
    """At each place, the sum of the products of the kernel and the cells under it."""
    weight = np.asarray(weights[f"{layer.name}.weight"], np.float64)
    bias = np.asarray(weights[f"{layer.name}.bias"], np.float64) if layer.bias else 0.0
    size = layer.kernel
    if layer.padding == "circular":
        padded = ring(volume, size // 2)
    else:
        reach = {"zero": size // 2, "valid": 0, "full": size - 1}[layer.padding]
        padded = np.pad(volume, ((0, 0), (reach, reach), (reach, reach)))
    rows, cols = padded.shape[1] - size + 1, padded.shape[2] - size + 1
    out = np.empty((layer.channels, rows, cols))
    for row in range(rows):
        for col in range(cols):
            under = padded[:, row : row + size, col : col + size]
            out[:, row, col] = (weight * under).sum((1, 2, 3)) + bias
    return out
