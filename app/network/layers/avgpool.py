"""Average pooling: the mean of each window."""

from collections.abc import Callable, Sequence
from typing import Literal

import torch
from jaxtyping import Float
from torch import Tensor, nn
from torch.nn import functional

from app.network.cell_step import Index, Pool
from app.network.layers.layer import Shape, pooled
from app.network.layers.pooling import Pooling
from app.network.onnx_graph import OnnxGraph
from app.network.spatial import Padding, Pair, padded
from app.network.window import Window


class PaddedMean(nn.Module):
    """Average pooling of input with more padding, or another on each side, than torch's own takes.

    `counts` `[row_out col_out]` are the cells by which each sum is divided.
    """

    counts: Tensor

    def __init__(self, size: Pair, stride: Pair, padding: Padding, counts: Tensor) -> None:
        super().__init__()
        self.size, self.stride, self.padding = size, stride, padding
        # A buffer that is not saved: it follows from the spec and is not a weight.
        self.register_buffer("counts", counts, persistent=False)

    def forward(
        self, values: Float[Tensor, "batch channel row col"]
    ) -> Float[Tensor, "batch channel row_out col_out"]:
        """The sum of each window, divided by its count."""
        around = padded(values, self.padding)
        sums = functional.avg_pool2d(around, self.size, self.stride, divisor_override=1)
        return sums / self.counts


class AvgPool(Pooling):
    """`out[k, r, c]` = the mean of the cells of slice k under window (r, c).

    With `count_padding` the padding's zeros count, but not what lies beyond the padding.
    """

    kind: Literal["avgpool"] = "avgpool"
    pooling_name = "avg"
    count_padding: bool = False

    def _counts(self, axis: int, window: Window, cells: int, length: int) -> list[int]:
        """How many cells of each window count along one axis."""
        before, after = self.padding[axis::2] if self.count_padding else (0, 0)
        return [
            sum(-before <= place < length + after for place in window.places(cell))
            for cell in range(cells)
        ]

    def build(self, shape: Shape) -> nn.Module:
        """An `AvgPool2d`, or a `PaddedMean` where torch's own does not take the padding."""
        if not self.symmetric:
            _, rows, cols = self.output_shape(shape)
            down, along = self.windows()
            # On the CPU even where weights have no memory yet.
            high = torch.tensor(self._counts(0, down, rows, shape[1]), device="cpu")
            wide = torch.tensor(self._counts(1, along, cols, shape[2]), device="cpu")
            counts = (high[:, None] * wide).float()
            return PaddedMean(self.sizes, self.strides, self.around(shape), counts)
        top, left, _, _ = self.padding
        return nn.AvgPool2d(self.sizes, self.strides, (top, left), self.ceil, self.count_padding)

    def unpadded(self, module: nn.Module) -> Callable[[Tensor], Tensor] | None:
        """The mean, without padding; None where windows at the border are divided by less."""
        if self.ceil or (any(self.padding) and not self.count_padding):
            return None
        size, stride = self.sizes, self.strides
        return lambda x: functional.avg_pool2d(x, size, stride)

    def to_onnx(
        self, graph: OnnxGraph, module: nn.Module, shapes: Sequence[Shape], inputs: Sequence[str]
    ) -> str:
        """`AveragePool`; `ceil` becomes the padding that the last windows reach into."""
        value, around = inputs[0], self.around(shapes[0])
        if self.count_padding and any(self.padding):
            # What lies beyond the padding does not count.
            value = graph.pad(value, self.padding)
            beyond = (far - near for far, near in zip(around, self.padding, strict=True))
            top, left, bottom, right = (max(cells, 0) for cells in beyond)
            around = top, left, bottom, right
        return graph.node(
            "AveragePool",
            value,
            kernel_shape=self.sizes,
            strides=self.strides,
            pads=around,
            count_include_pad=0,
        )

    def explain(self, module: nn.Module, x: Tensor, y: Tensor, at: Index, top: int) -> Pool:
        """Every cell of the window, with the same weight."""
        _, row, col = at
        down, along = self.windows()
        high = self._counts(0, down, row + 1, x.shape[1])[row]
        wide = self._counts(1, along, col + 1, x.shape[2])[col]
        weights = torch.full(self.sizes, 1 / (high * wide), dtype=torch.float64)
        return pooled(self.windows(), x, at, weights)


LAYER = AvgPool
