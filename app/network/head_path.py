"""The path: how much each cell of the head's input contributes to one output.

The weights are the gradient of the logit at the head's input; the decomposition is gradient × input
(Shrikumar, Greenside & Kundaje 2017). Where the head is piecewise linear, for a given picture
`logit = bias + sum(weight * value)` exactly. Elsewhere the contributions are shares to first order,
and `bias` is the remainder.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import torch
from jaxtyping import Float32, Int32, Int64
from torch import Tensor

from app.network.build import Network
from app.network.layers.fc import Flat
from app.network.layers.layer import Shape
from app.network.trace import Trace

STRONGEST = 12
"""How many links a figure draws: enough to show the path, few enough to follow."""


@dataclass(frozen=True, eq=False)
class Path:
    """The contributions to output number `output`.

    Args:
        layer: name of the volume that the head takes.
        values, weights: at the head's input, `[channel row col]`; a contribution is their product.
        hidden: each hidden layer's values and the logit's gradient at them, by name; `[unit]`.
        unit_gradient: the logit's gradient at the output of the head's first layer that computes.
    """

    output: int
    layer: str
    logit: float
    values: Float32[np.ndarray, "channel row col"]
    weights: Float32[np.ndarray, "channel row col"]
    hidden: Mapping[str, tuple[Float32[np.ndarray, "_"], Float32[np.ndarray, "_"]]]
    unit_gradient: Float32[np.ndarray, "*unit"]

    @property
    def bias(self) -> float:
        """The rest of the logit: `logit - sum(values * weights)`."""
        return self.logit - float(np.sum(self.contributions, dtype=np.float64))

    @property
    def units(self) -> dict[str, Float32[np.ndarray, "_"]]:
        """The contributions of each hidden layer's units, by the layer's name; `[unit]`."""
        return {name: values * gradient for name, (values, gradient) in self.hidden.items()}

    @cached_property
    def contributions(self) -> Float32[np.ndarray, "channel row col"]:
        """Weight × value of each cell."""
        contributions: np.ndarray = self.values * self.weights
        return contributions


def path(network: Network, trace: Trace, output: int) -> Path:
    """The path from the head's input to output number `output`, for the traced picture."""
    hidden: dict[str, tuple[np.ndarray, np.ndarray]] = {}
    activations, first = trace.activations, network.first_of_head
    known = network.head[-1].layer.name
    gradients, x = {known: network.one_hots[output]}, torch.from_numpy(activations[known])
    with torch.inference_mode():
        for step in reversed(network.head):
            layer, module, inputs = step
            name = layer.name
            at_output = gradients.pop(name)
            y = x if name == known else torch.from_numpy(activations[name])
            if step is first:
                unit_gradient = at_output.numpy()
            if layer.role == "hidden":
                hidden[name] = activations[name], at_output.numpy()
            if len(inputs) == 1:
                # As below, quicker: most layers have one input, and every frame passes here.
                (known,) = inputs
                x = torch.from_numpy(activations[known])
                found: Sequence[Tensor] = (layer.vjp(module, at_output, x, y),)
            else:
                xs = [torch.from_numpy(activations[source]) for source in inputs]
                found = layer.vjps(module, at_output, xs, y)
            for source, gradient in zip(inputs, found, strict=True):
                earlier = gradients.get(source)
                gradients[source] = gradient if earlier is None else earlier + gradient
    ((taken, weights),) = gradients.items()
    values, logit = activations[taken], float(trace.logits[output])
    return Path(output, taken, logit, values, weights.numpy(), hidden, unit_gradient)


def largest(found: Path, count: int) -> Int32[np.ndarray, "cell 3"]:
    """`(channel, row, col)` of the `count` largest contributions by size, without zeros."""
    return _cells(_order(found.contributions.ravel(), count), found.values.shape)


def _cells(order: Int64[np.ndarray, "cell"], shape: Shape) -> Int32[np.ndarray, "cell 3"]:
    """`(channel, row, col)` of cells, from their flat indices."""
    cells = np.empty((len(order), 3), np.int32)
    cells.T[:] = np.unravel_index(order, shape)
    return cells


def _order(values: Float32[np.ndarray, "cell"], count: int) -> Int64[np.ndarray, "link"]:
    """Flat indices of the `count` largest by size, largest first, of equals the first; no zeros."""
    sizes = np.abs(values)
    # `topk` finds a few of thousands without sorting all; numpy's selection is slow where most are
    # 0. One value more than `count` shows whether the last one has equals.
    top, order = torch.from_numpy(sizes).topk(min(count + 1, len(sizes)))
    found = top.tolist()
    least = found[min(count, len(found)) - 1]
    if least > 0 and len(set(found)) == len(found):
        return order.numpy()[:count]
    candidates = np.flatnonzero(sizes >= least if least > 0 else sizes)
    return candidates[np.argsort(-sizes[candidates], kind="stable")[:count]]


@dataclass(frozen=True, eq=False)
class Links:
    """The strongest links of a path, for drawing.

    Args:
        cells: `(channel, row, col)` of the head's input, one for each link.
        contributions: of those cells to the output, strongest first.
        units: for each cell the hidden unit that carries most of its contribution; -1 where the
            head has no hidden layer.
    """

    cells: Int32[np.ndarray, "link 3"]
    contributions: Float32[np.ndarray, "link"]
    units: Int32[np.ndarray, "link"]


def carriers(
    network: Network, found: Path, cells: Int32[np.ndarray, "cell 3"]
) -> Int32[np.ndarray, "cell"]:
    """For each cell the unit of the first hidden layer that carries most of its contribution.

    -1 where the head has no hidden layer, or does not begin with a fully connected one.
    """
    return _carriers(network, found, np.ravel_multi_index(tuple(cells.T), found.values.shape))


def _carriers(
    network: Network, found: Path, order: Int64[np.ndarray, "cell"]
) -> Int32[np.ndarray, "cell"]:
    """As `carriers`, of cells given by their flat indices."""
    first = network.first_of_head.module
    if not found.hidden or not isinstance(first, Flat):
        return np.full(len(order), -1, np.int32)
    weight = first.weight.numpy()[:, order]
    units: np.ndarray = (
        np.abs(weight * found.unit_gradient[:, None]).argmax(axis=0).astype(np.int32)
    )
    return units


def strongest(network: Network, found: Path) -> Links:
    """The links of the STRONGEST largest contributions by size, without zeros."""
    flat = found.contributions.ravel()
    order = _order(flat, STRONGEST)
    cells = _cells(order, found.values.shape)
    return Links(cells, flat[order], _carriers(network, found, order))
