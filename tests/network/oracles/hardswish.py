"""The oracle of HardSwish."""

import numpy as np

from app.network.layers.hardswish import HardSwish
from tests.network.volume import Volume, Weights

EXAMPLES = {
    "a volume": (HardSwish(name="a"), (3, 4, 5)),
    "a vector": (HardSwish(name="a"), (9,)),
}


def oracle(layer: HardSwish, weights: Weights, volume: Volume) -> Volume:
    """Cell by cell."""
    out = np.empty(volume.shape)
    for at in np.ndindex(volume.shape):
        x = float(volume[at])
        out[at] = x * min(max(x + 3, 0), 6) / 6
    return out
