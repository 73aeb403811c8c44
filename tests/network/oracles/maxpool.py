"""The oracle of max pooling."""

import numpy as np

from app.network.layers.maxpool import MaxPool
from tests.network.framed import two
from tests.network.volume import Volume, Weights

EXAMPLES = {
    "2 by 2": (MaxPool(name="a", size=2), (3, 6, 8)),
    "2 by 2 with a row and col left": (MaxPool(name="a", size=2), (2, 7, 9)),
    "3 by 3 with two rows left": (MaxPool(name="a", size=3), (1, 11, 10)),
    "8 by 8, one square": (MaxPool(name="a", size=8), (2, 8, 15)),
    "overlapping": (MaxPool(name="a", size=3, stride=2), (2, 8, 9)),
    "overlapping, padded": (MaxPool(name="a", size=3, stride=2, padding=(1, 1, 1, 1)), (2, 7, 8)),
    "1 by 3, stride 2 by 1": (MaxPool(name="a", size=(1, 3), stride=(2, 1)), (2, 5, 6)),
    "dilated": (MaxPool(name="a", size=2, stride=1, dilation=(2, 3)), (2, 6, 7)),
    "dilated, padded": (
        MaxPool(name="a", size=3, stride=2, dilation=2, padding=(2, 2, 2, 2)),
        (2, 8, 9),
    ),
    "more at the end": (MaxPool(name="a", size=2, stride=1, padding=(0, 0, 1, 1)), (2, 5, 6)),
    "more than half a window": (
        MaxPool(name="a", size=3, stride=2, padding=(2, 0, 1, 2)),
        (2, 6, 7),
    ),
    "what is left over": (MaxPool(name="a", size=2, ceil=True), (2, 7, 9)),
    "what is left over, padded": (
        MaxPool(name="a", size=3, stride=2, padding=(1, 0, 1, 0), ceil=True),
        (2, 7, 8),
    ),
    "no window begins in padding": (
        MaxPool(name="a", size=2, padding=(1, 1, 1, 1), ceil=True),
        (2, 5, 7),
    ),
}


def oracle(layer: MaxPool, weights: Weights, volume: Volume) -> Volume:
    """The maximum of the cells of each window that lie in the input."""
    channels, rows, cols = volume.shape
    (high, wide), (far, apart) = two(layer.size), two(layer.dilation)
    down, right = two(layer.stride or layer.size)
    top, left, bottom, along = layer.padding
    firsts = places(rows, top, bottom, (high - 1) * far + 1, down, layer.ceil)
    begins = places(cols, left, along, (wide - 1) * apart + 1, right, layer.ceil)
    out = np.full((channels, len(firsts), len(begins)), -np.inf)
    for row, first in enumerate(firsts):
        for col, begin in enumerate(begins):
            for i in range(first, first + high * far, far):
                for j in range(begin, begin + wide * apart, apart):
                    if 0 <= i < rows and 0 <= j < cols:
                        out[:, row, col] = np.maximum(out[:, row, col], volume[:, i, j])
    return out


def places(length: int, before: int, after: int, extent: int, stride: int, ceil: bool) -> list[int]:
    """Where windows begin: as long as they end within the padding, or with `ceil` begin before."""
    found = []
    place = -before
    while place + extent <= length + after or (
        # The last one reaches over the end, if something is left for it.
        ceil and place < length and place + extent - stride < length + after
    ):
        found.append(place)
        place += stride
    return found
