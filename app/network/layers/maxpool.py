"""Max pooling: of each square of cells, the largest."""

from typing import Literal

from torch import nn

from app.network.layers.layer import Shape, SquarePool


class MaxPool(SquarePool):
    """`out[k, r, c]` = the largest of the `size` × `size` cells that begin at `(r, c) * size`."""

    kind: Literal["maxpool"] = "maxpool"

    def build(self, shape: Shape) -> nn.Module:
        """A `MaxPool2d`."""
        return nn.MaxPool2d(self.size)


LAYER = MaxPool
