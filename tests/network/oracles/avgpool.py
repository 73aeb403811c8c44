"""The oracle of average pooling."""

import numpy as np

from app.network.layers.avgpool import AvgPool
from tests.network.framed import two
from tests.network.oracles.maxpool import places
from tests.network.volume import Volume, Weights

EXAMPLES = {
    "mean of 2 by 2": (AvgPool(name="a"), (3, 6, 8)),
    "mean of 3 by 3, rows left": (AvgPool(name="a", size=3), (1, 11, 10)),
    "overlapping": (AvgPool(name="a", size=(2, 3), stride=(1, 2)), (2, 6, 8)),
    "padding that does not count": (
        AvgPool(name="a", size=3, stride=1, padding=(1, 1, 1, 1)),
        (2, 5, 6),
    ),
    "padding that counts": (
        AvgPool(name="a", size=3, stride=2, padding=(1, 1, 1, 1), count_padding=True),
        (2, 6, 7),
    ),
    "more at the end": (AvgPool(name="a", size=2, stride=1, padding=(0, 0, 1, 1)), (2, 4, 5)),
    "more at the end that counts": (
        AvgPool(name="a", size=(3, 2), stride=2, padding=(0, 1, 2, 0), count_padding=True),
        (2, 5, 6),
    ),
    "what is left over": (AvgPool(name="a", size=3, ceil=True), (2, 7, 8)),
    "what is left over, padding counts": (
        AvgPool(name="a", size=3, stride=2, padding=(1, 1, 1, 1), ceil=True, count_padding=True),
        (2, 6, 7),
    ),
    "what is left over, more at the start": (
        AvgPool(name="a", size=3, stride=2, padding=(2, 1, 0, 0), ceil=True, count_padding=True),
        (2, 6, 7),
    ),
}


def oracle(layer: AvgPool, weights: Weights, volume: Volume) -> Volume:
    """The sum of each window, divided by its cells that count; none beyond the padding do."""
    channels, rows, cols = volume.shape
    (high, wide), (down, right) = two(layer.size), two(layer.stride or layer.size)
    top, left, bottom, along = layer.padding
    firsts = places(rows, top, bottom, high, down, layer.ceil)
    begins = places(cols, left, along, wide, right, layer.ceil)
    out = np.zeros((channels, len(firsts), len(begins)))
    for row, first in enumerate(firsts):
        for col, begin in enumerate(begins):
            count = 0
            for i in range(first, first + high):
                for j in range(begin, begin + wide):
                    if 0 <= i < rows and 0 <= j < cols:
                        out[:, row, col] += volume[:, i, j]
                        count += 1
                    elif layer.count_padding and i < rows + bottom and j < cols + along:
                        count += 1
            out[:, row, col] /= count
    return out
