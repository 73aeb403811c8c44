"""Subsampling: the first cell of each square. A strided convolution is a convolution and this."""

from collections.abc import Callable, Sequence
from typing import Annotated, Literal

from jaxtyping import Float
from pydantic import Field
from torch import Tensor, nn

from app.network.cell_step import Index, Pool
from app.network.layers.layer import Layer, Shape, lone, pooled
from app.network.onnx_graph import OnnxGraph
from app.network.window import Window, Windows, square


class EveryNth(nn.Module):
    """Keeps every `size`-th row and column, from the first."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.size = size

    def forward(
        self, values: Float[Tensor, "batch channel row col"]
    ) -> Float[Tensor, "batch channel row_out col_out"]:
        """`out[k, r, c] = in[k, r * size, c * size]`."""
        return values[..., :: self.size, :: self.size]


class Subsample(Layer):
    """`out[k, r, c] = in[k, r * size, c * size]`."""

    kind: Literal["subsample"] = "subsample"
    pooling_name = "stride"
    size: Annotated[int, Field(ge=2, le=8)] = 2

    def output_shape(self, shape: Shape) -> Shape:
        """Rows and columns divided by `size`, rounded up."""
        channels, rows, cols = self.needs_volume(shape)
        return (channels, -(-rows // self.size), -(-cols // self.size))

    def windows(self) -> Windows:
        """One cell, the first of each square."""
        return square(Window(1, self.size))

    def build(self, shape: Shape) -> nn.Module:
        """Slicing."""
        return EveryNth(self.size)

    def unpadded(self, module: nn.Module) -> Callable[[Tensor], Tensor]:
        """The function itself: it has no padding."""
        return module.forward

    def to_onnx(
        self, graph: OnnxGraph, module: nn.Module, shapes: Sequence[Shape], inputs: Sequence[str]
    ) -> str:
        """`MaxPool` over windows of one cell."""
        return graph.node("MaxPool", *inputs, kernel_shape=[1, 1], strides=[self.size, self.size])

    def explain(self, module: nn.Module, x: Tensor, y: Tensor, at: Index, top: int) -> Pool:
        """The one cell that is kept."""
        return pooled(self.windows(), x, at, lone(1, 1, 0))


LAYER = Subsample
