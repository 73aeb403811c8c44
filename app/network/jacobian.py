"""The influence of one cell: what a small change of it moves, in a layer further on."""

from collections.abc import Sequence

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor, nn

from app.network.step import Index


def most_sensitive_cell(
    modules: Sequence[nn.Module], values: Float[Tensor, "*cell"], at: Index
) -> Index | None:
    """The cell of what `modules` make of `values` that a small change of cell `at` moves most.

    None where it moves none: a ReLU cuts it off, or a maximum lies elsewhere. It is the largest
    entry, by size, of a column of the Jacobian. That column is found by differentiating a weighted
    sum of the Jacobian's rows by its weights; torch's forward mode, which gives columns directly,
    must not be used from several threads at once.
    """
    x = values[None].clone().requires_grad_()
    with torch.enable_grad():
        y = x
        for module in modules:
            y = module(y)
        weights = torch.zeros_like(y, requires_grad=True)
        (summed,) = torch.autograd.grad(y, x, weights, create_graph=True)
        (column,) = torch.autograd.grad(summed[(0, *at)], weights)
    sizes = column[0].abs()
    if not sizes.max() > 0:
        return None
    return tuple(int(i) for i in np.unravel_index(int(sizes.argmax()), sizes.shape))
