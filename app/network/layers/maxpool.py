"""Max pooling: the largest cell of each square."""

from collections.abc import Callable
from typing import Literal

import torch
from torch import Tensor, nn

from app.network.cell_step import Index, Pool
from app.network.layers.layer import Shape, SquarePool, lone, pooled


class MaxPool(SquarePool):
    """`out[k, r, c]` = the largest of the `size` × `size` cells that begin at `(r, c) * size`."""

    kind: Literal["maxpool"] = "maxpool"
    pooling_name = "max"

    def build(self, shape: Shape) -> nn.Module:
        """A `MaxPool2d`."""
        return nn.MaxPool2d(self.size)

    def function(self, module: nn.Module) -> Callable[[Tensor], Tensor]:
        """The maximum alone."""
        size = self.size
        return lambda x: torch.max_pool2d(x, size)

    def explain(self, module: nn.Module, x: Tensor, y: Tensor, at: Index, top: int) -> Pool:
        """The largest cell of the square, of equals the first."""
        channel, row, col = (i * j for i, j in zip(at, (1, self.size, self.size), strict=True))
        square = x[channel, row : row + self.size, col : col + self.size]
        return pooled(self.window(), x, at, lone(self.size, int(square.argmax())))


LAYER = MaxPool
