"""Average pooling: the mean of each square."""

from typing import Literal

import torch
from torch import Tensor, nn

from app.network.cell_step import Index, Pool
from app.network.layers.layer import Shape, SquarePool, pooled


class AvgPool(SquarePool):
    """`out[k, r, c]` = the mean of the `size` × `size` cells that begin at `(r, c) * size`."""

    kind: Literal["avgpool"] = "avgpool"
    pooling_name = "avg"

    def build(self, shape: Shape) -> nn.Module:
        """An `AvgPool2d`."""
        return nn.AvgPool2d(self.size)

    def explain(self, module: nn.Module, x: Tensor, y: Tensor, at: Index, top: int) -> Pool:
        """Every cell of the square, with the same weight."""
        weights = torch.full((self.size, self.size), 1 / self.size**2, dtype=torch.float64)
        return pooled(self.window(), x, at, weights)


LAYER = AvgPool
