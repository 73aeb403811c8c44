"""The oracle of a mean along one axis."""

import numpy as np

from app.network.layers.mean import Mean
from tests.network.volume import Volume, Weights

EXAMPLES = {
    "rows": (Mean(name="a", axis="rows"), (3, 4, 5)),
    "cols": (Mean(name="a", axis="cols"), (3, 4, 5)),
    "channels": (Mean(name="a", axis="channels"), (3, 4, 5)),
    "rows of one col": (Mean(name="a", axis="rows", keep=False), (3, 4, 1)),
    "cols of one row": (Mean(name="a", axis="cols", keep=False), (3, 1, 5)),
    "channels of one row": (Mean(name="a", axis="channels", keep=False), (3, 1, 5)),
}


def oracle(layer: Mean, weights: Weights, volume: Volume) -> Volume:
    """The sum along the axis, divided by its length."""
    axis = {"channels": 0, "rows": 1, "cols": 2}[layer.axis]
    length = volume.shape[axis]
    out = np.zeros([1 if number == axis else size for number, size in enumerate(volume.shape)])
    for at in np.ndindex(volume.shape):
        into = tuple(0 if number == axis else place for number, place in enumerate(at))
        out[into] += volume[at] / length
    return out if layer.keep else out.ravel()
