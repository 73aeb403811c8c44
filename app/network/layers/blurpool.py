"""Blur pooling: a low-pass filter before subsampling, against aliasing (Zhang 2019)."""

from collections.abc import Callable, Sequence
from math import comb
from typing import Annotated, Literal, cast

import torch
from jaxtyping import Float
from pydantic import Field
from torch import Tensor, nn
from torch.nn import functional

from app.network.cell_step import Index, Pool
from app.network.layers.layer import Layer, Shape, pooled
from app.network.onnx_graph import OnnxGraph
from app.network.spatial import UNPADDED
from app.network.window import Beyond, Window, Windows, square


class Blur(nn.Module):
    """Filters each channel with the same binomial kernel, then keeps every `size`-th cell."""

    def __init__(self, taps: int, size: int, circular: bool) -> None:
        super().__init__()
        # On the CPU even where weights have no memory yet: the kernel is not a weight.
        coefficients = [comb(taps - 1, i) for i in range(taps)]
        row = torch.tensor(coefficients, dtype=torch.float32, device="cpu")
        kernel = row[:, None] * row[None, :]
        # A buffer that is not saved: it follows from the spec and is not a weight.
        self.register_buffer("kernel", (kernel / kernel.sum())[None, None], persistent=False)
        self.reach = taps // 2
        self.size = size
        self.mode = "circular" if circular else "constant"

    def forward(
        self, values: Float[Tensor, "batch channel row col"]
    ) -> Float[Tensor, "batch channel row_out col_out"]:
        """The filtered and subsampled volume."""
        return self.filtered(functional.pad(values, (self.reach,) * 4, mode=self.mode))

    def filtered(
        self, padded: Float[Tensor, "batch channel row col"]
    ) -> Float[Tensor, "batch channel row_out col_out"]:
        """As `forward`, for a volume that already has its padding."""
        channels = padded.shape[1]
        kernel = self.get_buffer("kernel").expand(channels, 1, -1, -1)
        return functional.conv2d(padded, kernel, stride=self.size, groups=channels)


class BlurPool(Layer):
    """`out[k, r, c] = sum(b[u] * b[v] * in[k, r * size + u - p, c * size + v - p])`.

    `b` are the binomial coefficients of `taps`, scaled to the sum 1; `p = taps // 2`; outside the
    input are zeros, or with `circular` padding its opposite border.
    """

    kind: Literal["blurpool"] = "blurpool"
    pooling_name = "blur"
    taps: Literal[3, 5, 7] = 3
    size: Annotated[int, Field(ge=2, le=8)] = 2
    padding: Literal["zero", "circular"] = "zero"

    def output_shape(self, shape: Shape) -> Shape:
        """Rows and columns divided by `size`, rounded up."""
        channels, rows, cols = self.needs_volume(shape)
        if self.padding == "circular" and self.taps // 2 > min(rows, cols):
            raise self.broken(f"expected at least {self.taps // 2} rows and cols, got {shape}")
        return (channels, -(-rows // self.size), -(-cols // self.size))

    def windows(self) -> Windows:
        """The filter."""
        beyond: Beyond = "circular" if self.padding == "circular" else "padding"
        return square(Window(self.taps, self.size, self.taps // 2, beyond=beyond))

    def build(self, shape: Shape) -> nn.Module:
        """A depthwise convolution with a fixed kernel."""
        return Blur(self.taps, self.size, self.padding == "circular")

    def unpadded(self, module: nn.Module) -> Callable[[Tensor], Tensor]:
        """The filter without padding."""
        return cast(Blur, module).filtered

    def to_onnx(
        self, graph: OnnxGraph, module: nn.Module, shapes: Sequence[Shape], inputs: Sequence[str]
    ) -> str:
        """`Conv` of each slice with the same kernel, behind a `Pad` where it is circular."""
        channels, reach = shapes[0][0], self.taps // 2
        kernel = cast(Blur, module).get_buffer("kernel").expand(channels, 1, -1, -1)
        value, around = inputs[0], (reach, reach, reach, reach)
        if self.padding == "circular":
            value, around = graph.pad(value, around, "circular"), UNPADDED
        return graph.node(
            "Conv",
            value,
            graph.constant("kernel", kernel),
            kernel_shape=[self.taps, self.taps],
            strides=[self.size, self.size],
            group=channels,
            pads=around,
        )

    def explain(self, module: nn.Module, x: Tensor, y: Tensor, at: Index, top: int) -> Pool:
        """The cells under the filter."""
        return pooled(self.windows(), x, at, cast(Blur, module).get_buffer("kernel")[0, 0])


LAYER = BlurPool
