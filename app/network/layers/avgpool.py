"""Average pooling: of each square of cells, the mean."""

from typing import Annotated, Literal

from pydantic import Field
from torch import nn

from app.network.layers.layer import Layer, Shape, Window


class AvgPool(Layer):
    """`out[k, r, c]` = the mean of the `size` × `size` cells that begin at `(r, c) * size`.

    Rows and columns left over at the end are dropped.
    """

    kind: Literal["avgpool"] = "avgpool"
    size: Annotated[int, Field(ge=2, le=8)] = 2

    def output_shape(self, shape: Shape) -> Shape:
        """Rows and columns divided by `size`, rounded down."""
        channels, rows, cols = self.needs_volume(shape)
        return (channels, rows // self.size, cols // self.size)

    def window(self) -> Window:
        """The square, without overlap."""
        return Window(self.size, self.size, 0)

    def build(self, shape: Shape) -> nn.Module:
        """An `AvgPool2d`."""
        return nn.AvgPool2d(self.size)


LAYER = AvgPool
