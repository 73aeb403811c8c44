"""A column of the Jacobian: how much each cell of a later layer moves with one cell."""

from collections.abc import Callable

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor

from app.network.cell_step import Index


def most_sensitive_cell(
    function: Callable[[Tensor], Tensor], values: Float[Tensor, "*cell"], at: Index
) -> Index | None:
    """The output cell that changes most, by size, with the input cell `at`.

    It is the largest entry of one column of the Jacobian. That column is the derivative of a
    weighted sum of the Jacobian's rows by the weights. torch's forward mode gives columns directly,
    but must not be used from several threads at once.

    Args:
        function: of the input with a batch axis.
        values: the input, without a batch axis.
        at: a cell of the input.

    Returns:
        None where the whole column is 0: a ReLU cuts the cell off, or a maximum lies elsewhere.
    """
    x = values[None].clone().requires_grad_()
    with torch.enable_grad():
        y = function(x)
        weights = torch.zeros_like(y, requires_grad=True)
        # Of a number: for the gradient of y by weights, torch would first load sympy, for a second.
        (summed,) = torch.autograd.grad((y * weights).sum(), x, create_graph=True)
        (column,) = torch.autograd.grad(summed[(0, *at)], weights)
    sizes = column[0].abs()
    if not sizes.max() > 0:
        return None
    return tuple(int(i) for i in np.unravel_index(int(sizes.argmax()), sizes.shape))
