"""Constants beside values that depend on the picture."""

import numpy as np

from app.network.onnx_file.node import Node
from app.network.onnx_file.value import Value


def per_channel(node: Node, constant: np.ndarray, value: Value) -> np.ndarray:
    """A constant that broadcasts to the value: one number for each channel, or one for all.

    Raises:
        UnsupportedNode: it differs between places, or is larger than the value.
    """
    rank = len(value.axes) + 1
    if constant.size == 1 and constant.ndim <= rank:
        return constant.reshape(1)
    sizes = (1,) * (rank - constant.ndim) + constant.shape
    # Of a vector whose units lie in another order, a constant would have to follow that order.
    fits = value.order is None and len(sizes) == rank and sizes[0] == 1
    for size, axis in zip(sizes[1:], value.axes, strict=False):
        fits = fits and (size == 1 or (axis == 0 and size == value.shape[0]))
    if not fits:
        raise node.refuse(
            "expected a constant with one number for each channel, or one for all; "
            f"got shape {constant.shape} beside a value of {(1, *value.sizes)}"
        )
    return constant.reshape(-1)
