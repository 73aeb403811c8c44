"""Global average pooling: the mean of each slice over all places."""

from typing import Literal

import numpy as np
from jaxtyping import Float
from torch import Tensor, nn

from app.network.cell_step import Index, Shares
from app.network.layers.layer import GlobalPool, Shape
from app.network.weighted_sums import shares


class Mean(nn.Module):
    """The mean over rows and columns."""

    def __init__(self, keep: bool) -> None:
        super().__init__()
        self.keep = keep

    def forward(
        self, values: Float[Tensor, "batch channel row col"]
    ) -> Float[Tensor, "batch channel ..."]:
        """`out[k] = mean(in[k, r, c])` over r and c."""
        return values.mean((2, 3), keepdim=self.keep)


class GlobalAvg(GlobalPool):
    """`out[k] = mean(in[k, r, c])` over r and c."""

    kind: Literal["gap"] = "gap"
    onnx_operator = "GlobalAveragePool"

    def build(self, shape: Shape) -> nn.Module:
        """A mean."""
        return Mean(self.keep)

    def vjp(self, module: nn.Module, gradient: Tensor, x: Tensor, y: Tensor) -> Tensor:
        """Each unit's gradient, spread evenly over its slice."""
        return (gradient / (x.shape[1] * x.shape[2])).reshape(-1, 1, 1).expand_as(x)

    def explain(self, module: nn.Module, x: Tensor, y: Tensor, at: Index, top: int) -> Shares:
        """Every cell of the slice, with the same weight."""
        weights = np.zeros(x.shape)
        weights[at[0]] = 1 / (x.shape[1] * x.shape[2])
        return shares(x.double().numpy(), weights, 0.0, top)


LAYER = GlobalAvg
