"""The oracle: what a spec computes, written once more in plain NumPy, in float64.

It shares no code with `app.network.build`: it reads the spec, takes the weights by their public
names, and loops.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray

from app.network.layers.layer import Layer
from app.network.spec import Spec

Volume = NDArray[np.float64]
Weights = Mapping[str, ArrayLike]


def forward(spec: Spec, weights: Weights, picture: ArrayLike) -> dict[str, Volume]:
    """Each layer's answer to one picture `[channel row col]`, by name, the input first."""
    volume = np.asarray(picture, np.float64)
    answers = {"input": volume}
    for layer in spec.layers:
        volume = KINDS[layer.kind](layer, weights, volume)
        answers[layer.name] = volume
    return answers


def softmax(logits: ArrayLike) -> Volume:
    """Shares that add up to 1: `exp(l) / sum(exp(l))`."""
    logits = np.asarray(logits, np.float64)
    powers = np.exp(logits - logits.max())
    return powers / powers.sum()


def conv(layer: Layer, weights: Weights, volume: Volume) -> Volume:
    """At each place, the products of the kernel and what lies under it, zero past the border."""
    weight = np.asarray(weights[f"{layer.name}.weight"], np.float64)
    bias = np.asarray(weights[f"{layer.name}.bias"], np.float64)
    _, rows, cols = volume.shape
    size = layer.kernel
    padded = np.pad(volume, ((0, 0), (size // 2, size // 2), (size // 2, size // 2)))
    out = np.empty((layer.channels, rows, cols))
    for row in range(rows):
        for col in range(cols):
            under = padded[:, row : row + size, col : col + size]
            out[:, row, col] = (weight * under).sum((1, 2, 3)) + bias
    return out


def relu(layer: Layer, weights: Weights, volume: Volume) -> Volume:
    """What is below zero becomes zero."""
    return np.where(volume > 0, volume, 0.0)


def maxpool(layer: Layer, weights: Weights, volume: Volume) -> Volume:
    """The largest of each square; squares that the border cuts are dropped."""
    channels, rows, cols = volume.shape
    size = layer.size
    out = np.empty((channels, rows // size, cols // size))
    for row in range(rows // size):
        for col in range(cols // size):
            square = volume[:, row * size : (row + 1) * size, col * size : (col + 1) * size]
            out[:, row, col] = square.max((1, 2))
    return out


def fc(layer: Layer, weights: Weights, volume: Volume) -> Volume:
    """Each unit's weighted sum of all cells, taken in the order channel, row, col."""
    weight = np.asarray(weights[f"{layer.name}.weight"], np.float64)
    bias = np.asarray(weights[f"{layer.name}.bias"], np.float64)
    cells = np.array([volume[at] for at in np.ndindex(volume.shape)])
    return (weight * cells).sum(1) + bias


KINDS = {"conv": conv, "relu": relu, "maxpool": maxpool, "fc": fc}
