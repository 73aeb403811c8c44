"""The oracle: an independent implementation of a spec in plain NumPy, in float64.

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
    """Each layer's output for one picture `[channel row col]`, by name, the input first."""
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


def ring(volume: Volume, reach: int) -> Volume:
    """The volume, padded circularly by `reach` cells on each side."""
    _, rows, cols = volume.shape
    row_of = [row % rows for row in range(-reach, rows + reach)]
    col_of = [col % cols for col in range(-reach, cols + reach)]
    return volume[:, row_of][:, :, col_of]


def relu(layer: Layer, weights: Weights, volume: Volume) -> Volume:
    """Values below zero become zero."""
    return np.where(volume > 0, volume, 0.0)


def maxpool(layer: Layer, weights: Weights, volume: Volume) -> Volume:
    """The maximum of each square; incomplete squares at the border are dropped."""
    channels, rows, cols = volume.shape
    size = layer.size
    out = np.empty((channels, rows // size, cols // size))
    for row in range(rows // size):
        for col in range(cols // size):
            square = volume[:, row * size : (row + 1) * size, col * size : (col + 1) * size]
            out[:, row, col] = square.max((1, 2))
    return out


def avgpool(layer: Layer, weights: Weights, volume: Volume) -> Volume:
    """The mean of each square; incomplete squares at the border are dropped."""
    channels, rows, cols = volume.shape
    size = layer.size
    out = np.zeros((channels, rows // size, cols // size))
    for at in np.ndindex(out.shape[1:]):
        for down in range(size):
            for right in range(size):
                cell = volume[:, at[0] * size + down, at[1] * size + right]
                out[:, *at] += cell / size**2
    return out


def subsample(layer: Layer, weights: Weights, volume: Volume) -> Volume:
    """The first cell of each square."""
    _, rows, cols = volume.shape
    kept_rows = [row for row in range(rows) if row % layer.size == 0]
    kept_cols = [col for col in range(cols) if col % layer.size == 0]
    return volume[:, kept_rows][:, :, kept_cols]


def blurpool(layer: Layer, weights: Weights, volume: Volume) -> Volume:
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
    return subsample(layer, weights, out)


def apspool(layer: Layer, weights: Weights, volume: Volume) -> Volume:
    """The phase of every n-th cell with the most energy; the first of equals."""
    best, most = None, -1.0
    for at in np.ndindex(layer.size, layer.size):
        way = volume[:, at[0] :: layer.size, at[1] :: layer.size]
        if (way**2).sum() > most:
            best, most = way, (way**2).sum()
    return best


def gap(layer: Layer, weights: Weights, volume: Volume) -> Volume:
    """The mean of each slice."""
    return np.array([slice_.sum() / slice_.size for slice_ in volume])


def gmp(layer: Layer, weights: Weights, volume: Volume) -> Volume:
    """The largest of each slice."""
    return np.array([max(slice_.ravel()) for slice_ in volume])


def fc(layer: Layer, weights: Weights, volume: Volume) -> Volume:
    """Each unit's weighted sum of all cells, taken in the order channel, row, col."""
    weight = np.asarray(weights[f"{layer.name}.weight"], np.float64)
    bias = np.asarray(weights[f"{layer.name}.bias"], np.float64)
    cells = np.array([volume[at] for at in np.ndindex(volume.shape)])
    return (weight * cells).sum(1) + bias


KINDS = {
    "apspool": apspool,
    "avgpool": avgpool,
    "blurpool": blurpool,
    "conv": conv,
    "fc": fc,
    "gap": gap,
    "gmp": gmp,
    "maxpool": maxpool,
    "relu": relu,
    "subsample": subsample,
}
