"""The path: what each input of the head contributes to one output.

The head is piecewise linear, so at a given picture `logit = bias + sum(weight * value)` exactly,
with the weights that the active pieces give: the gradient of the logit at the head's input (the
decomposition is that of gradient × input; Shrikumar, Greenside & Kundaje 2017).
"""

from dataclasses import dataclass
from typing import cast

import numpy as np
import torch
from jaxtyping import Float32, Int32

from app.network.build import Network
from app.network.layers.fc import Flat
from app.network.trace import Trace

STRONGEST = 12
"""How many links a figure draws: enough to see where the path runs, few enough to follow."""


@dataclass(frozen=True, eq=False)
class Path:
    """The contributions to output number `output`.

    Args:
        layer: the volume that the head takes.
        values, weights: of the head's input, `[channel row col]`; a contribution is their product.
        bias: what is left: `logit - sum(values * weights)`.
        units: contributions of each hidden layer's units, by the layer's name; `[unit]`.
        pull: the logit's gradient at what the head's first layer gives, `[unit]`.
    """

    output: int
    layer: str
    logit: float
    bias: float
    values: Float32[np.ndarray, "channel row col"]
    weights: Float32[np.ndarray, "channel row col"]
    units: dict[str, Float32[np.ndarray, "_"]]
    pull: Float32[np.ndarray, "unit"]

    @property
    def contributions(self) -> Float32[np.ndarray, "channel row col"]:
        """Weight × value, cell by cell."""
        contributions: np.ndarray = self.values * self.weights
        return contributions


def path(network: Network, trace: Trace, output: int) -> Path:
    """The path from the last volume to output number `output`, from a trace of the picture."""
    volumes = list(trace.volumes)
    units: dict[str, np.ndarray] = {}
    with torch.inference_mode():
        pull = torch.zeros(len(trace.logits))
        pull[output] = 1.0
        for layer, before, after in zip(
            reversed(network.spec.layers), volumes[-2::-1], volumes[:0:-1], strict=True
        ):
            at_output = pull
            x, y = torch.from_numpy(before.values), torch.from_numpy(after.values)
            pull = layer.pull(network.stack.layers[layer.name], at_output, x, y)
            if x.ndim == 3:
                break
            if before.role == "hidden":
                units[before.name] = (pull * x).numpy()
    values, weights = before.values, pull.numpy()
    logit = float(trace.logits[output])
    bias = logit - float(np.sum(values * weights, dtype=np.float64))
    return Path(output, before.name, logit, bias, values, weights, units, at_output.numpy())


def largest(found: Path, count: int) -> Int32[np.ndarray, "cell 3"]:
    """`(channel, row, col)` of the `count` largest contributions by size, zeros left out."""
    flat = found.contributions.ravel()
    order = np.argsort(-np.abs(flat), kind="stable")[:count]
    order = order[flat[order] != 0]
    return np.stack(np.unravel_index(order, found.values.shape), axis=1).astype(np.int32)


@dataclass(frozen=True, eq=False)
class Links:
    """The strongest links of a path, for drawing.

    Args:
        cells: `(channel, row, col)` of the head's input, one a link.
        contributions: of each of those cells to the output, strongest first.
        units: the hidden unit through which most of each cell's contribution runs;
            -1 where the head has no hidden layer.
    """

    cells: Int32[np.ndarray, "link 3"]
    contributions: Float32[np.ndarray, "link"]
    units: Int32[np.ndarray, "link"]


def carriers(
    network: Network, found: Path, cells: Int32[np.ndarray, "cell 3"]
) -> Int32[np.ndarray, "cell"]:
    """The unit of the first hidden layer through which most of each cell's contribution runs.

    -1 where the head has no hidden layer, or takes the volume otherwise than by weights.
    """
    first = next(
        layer
        for layer, shape in zip(network.spec.layers, network.spec.shapes(), strict=True)
        if len(shape) == 1
    )
    if not found.units or first.kind != "fc":
        return np.full(len(cells), -1, np.int32)
    order = np.ravel_multi_index(tuple(cells.T), found.values.shape)
    weight = cast(Flat, network.stack.layers[first.name]).weight[:, order].numpy()
    units: np.ndarray = np.abs(weight * found.pull[:, None]).argmax(axis=0).astype(np.int32)
    return units


def strongest(network: Network, found: Path) -> Links:
    """The links of the STRONGEST largest contributions, by size; none where a cell gives zero."""
    cells = largest(found, STRONGEST)
    order = np.ravel_multi_index(tuple(cells.T), found.values.shape)
    return Links(cells, found.contributions.ravel()[order], carriers(network, found, cells))
