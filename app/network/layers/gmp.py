"""Global max pooling: the largest activation of each slice over all places."""

from collections.abc import Callable
from typing import Literal

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor, nn

from app.network.cell_step import CellPlace, Index, Shares
from app.network.layers.layer import GlobalPool, Shape
from app.network.weighted_sums import shares


class Largest(nn.Module):
    """The maximum over rows and columns."""

    def __init__(self, keep: bool) -> None:
        super().__init__()
        self.keep = keep

    def forward(
        self, values: Float[Tensor, "batch channel row col"]
    ) -> Float[Tensor, "batch channel ..."]:
        """`out[k] = max(in[k, r, c])` over r and c."""
        return values.amax((2, 3), keepdim=self.keep)


class GlobalMax(GlobalPool):
    """`out[k] = max(in[k, r, c])` over r and c."""

    kind: Literal["gmp"] = "gmp"
    onnx_operator = "GlobalMaxPool"

    def build(self, shape: Shape) -> nn.Module:
        """A maximum."""
        return Largest(self.keep)

    def function(self, module: nn.Module) -> Callable[[Tensor], Tensor]:
        """The maximum, by pooling: with channels last eight times as quick in large volumes."""
        if self.keep:
            return lambda x: torch.max_pool2d(x, x.shape[2:])
        return lambda x: torch.max_pool2d(x, x.shape[2:]).flatten(1)

    def vjp(self, module: nn.Module, gradient: Tensor, x: Tensor, y: Tensor) -> Tensor:
        """Each unit's gradient, at the place of its slice's largest activation, the first."""
        flat = x.flatten(1)
        result = torch.zeros_like(flat)
        result[torch.arange(len(flat)), flat.argmax(1)] = gradient.flatten()
        return result.reshape(x.shape)

    def explain(self, module: nn.Module, x: Tensor, y: Tensor, at: Index, top: int) -> Shares:
        """The first place of the slice's largest activation, with the weight 1."""
        row, col = divmod(int(x[at[0]].argmax()), x.shape[2])
        winner = CellPlace(channel=at[0], row=row, col=col)
        weights = np.zeros(x.shape)
        weights[winner.index] = 1
        found = shares(x.double().numpy(), weights, 0.0, top)
        return found.model_copy(update={"winner": winner, "strongest": winner})


LAYER = GlobalMax
