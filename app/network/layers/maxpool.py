"""Max pooling: the largest cell of each window."""

from collections.abc import Callable, Sequence
from math import inf
from typing import Literal

import torch
from jaxtyping import Float
from torch import Tensor, nn

from app.network.cell_step import Index, Pool
from app.network.layers.layer import Shape, beneath, lone, pooled
from app.network.layers.pooling import Pooling
from app.network.onnx_graph import OnnxGraph
from app.network.spatial import Padding, Pair, Size, padded, pair


class PaddedMax(nn.Module):
    """Max pooling of input with more padding, or another on each side, than torch's own takes."""

    def __init__(self, size: Pair, stride: Pair, dilation: Pair, padding: Padding) -> None:
        super().__init__()
        self.size, self.stride, self.dilation = size, stride, dilation
        self.padding = padding

    def forward(
        self, values: Float[Tensor, "batch channel row col"]
    ) -> Float[Tensor, "batch channel row_out col_out"]:
        """The largest cell of each window; padding is never the largest."""
        around = padded(values, self.padding, value=-inf)
        return torch.max_pool2d(around, self.size, self.stride, 0, self.dilation)


class MaxPool(Pooling):
    """`out[k, r, c]` = the largest of the cells of slice k under window (r, c)."""

    kind: Literal["maxpool"] = "maxpool"
    pooling_name = "max"
    dilation: Size = 1

    @property
    def dilations(self) -> Pair:
        """As the option `dilation`, along rows and columns."""
        return pair(self.dilation)

    @property
    def fill(self) -> float:
        """Minus infinity: padding is never the largest."""
        return -inf

    def build(self, shape: Shape) -> nn.Module:
        """A `MaxPool2d`, or a `PaddedMax` where torch's own does not take the padding."""
        if not self.symmetric:
            return PaddedMax(self.sizes, self.strides, self.dilations, self.around(shape))
        top, left, _, _ = self.padding
        return nn.MaxPool2d(
            self.sizes, self.strides, (top, left), self.dilations, ceil_mode=self.ceil
        )

    def function(self, module: nn.Module) -> Callable[[Tensor], Tensor]:
        """The maximum alone."""
        if not self.symmetric:
            return module.forward
        size, stride, dilation, ceil = self.sizes, self.strides, self.dilations, self.ceil
        before = self.padding[:2]
        return lambda x: torch.max_pool2d(x, size, stride, before, dilation, ceil)

    def unpadded(self, module: nn.Module) -> Callable[[Tensor], Tensor]:
        """The maximum, without padding."""
        size, stride, dilation = self.sizes, self.strides, self.dilations
        return lambda x: torch.max_pool2d(x, size, stride, 0, dilation)

    def to_onnx(
        self, graph: OnnxGraph, module: nn.Module, shapes: Sequence[Shape], inputs: Sequence[str]
    ) -> str:
        """`MaxPool`; `ceil` becomes the padding that the last windows reach into."""
        return graph.node(
            "MaxPool",
            *inputs,
            kernel_shape=self.sizes,
            strides=self.strides,
            dilations=self.dilations,
            pads=self.around(shapes[0]),
        )

    def explain(self, module: nn.Module, x: Tensor, y: Tensor, at: Index, top: int) -> Pool:
        """The largest cell of the window, of equals the first."""
        channel, row, col = at
        values, rows, cols = beneath(self.windows(), x[channel : channel + 1], row, col)
        values[:, [i is None for i in rows]] = -inf
        values[:, :, [j is None for j in cols]] = -inf
        return pooled(self.windows(), x, at, lone(len(rows), len(cols), int(values.argmax())))


LAYER = MaxPool
