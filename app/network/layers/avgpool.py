"""Average pooling: of each square of cells, the mean."""

from typing import Literal

from torch import nn

from app.network.layers.layer import Shape, SquarePool


class AvgPool(SquarePool):
    """`out[k, r, c]` = the mean of the `size` × `size` cells that begin at `(r, c) * size`."""

    kind: Literal["avgpool"] = "avgpool"

    def build(self, shape: Shape) -> nn.Module:
        """An `AvgPool2d`."""
        return nn.AvgPool2d(self.size)


LAYER = AvgPool
