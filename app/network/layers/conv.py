"""Convolution: one weighted sum, the same at every place."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any, Literal, cast

import torch
from jaxtyping import Float
from pydantic import Field, model_validator
from torch import Tensor, nn

from app.network.cell_step import Index, Patch
from app.network.layers.layer import Layer, Shape, beneath
from app.network.onnx_graph import OnnxGraph
from app.network.spatial import BEYOND, UNPADDED, Mode, Padding, Size, count, misfit, padded, pair
from app.network.weighted_sums import patch
from app.network.window import Window, Windows

NamedPadding = Literal["zero", "circular", "valid", "full"]


class PaddedConv(nn.Conv2d):
    """A convolution whose padding is not zeros, or another on each side."""

    def __init__(self, *sizes: Any, around: Padding, mode: Mode, **options: Any) -> None:
        super().__init__(*sizes, **options)
        self.around, self.mode = around, mode

    def forward(
        self, values: Float[Tensor, "batch channel row col"]
    ) -> Float[Tensor, "batch channel_out row_out col_out"]:
        """As torch's, of the padded input."""
        return super().forward(padded(values, self.around, self.mode))


class Conv(Layer):
    """Cross-correlation.

    `out[k, r, c] = bias[k] + sum(weight[k, j, u, v] * in[j, r * s + u * d - p, c * s + v * d - p])`
    with stride s, dilation d, and `p` and what lies outside the input by `padding`:

    - `zero`: p = d * (kernel - 1) / 2, zeros outside; at stride 1 rows and columns stay.
    - `circular`: the same p, the input goes on at its opposite border.
    - `valid`: p = 0, no cell outside is read.
    - `full`: p = kernel - 1, zeros outside; kernel - 1 rows and columns are added. Stride and
      dilation are 1.
    - cells at the top, left, bottom and right, with what `mode` puts there. The kernel may be even.

    Kernel, stride and dilation may differ along rows and columns. With `groups` the slices of input
    and output fall into as many groups, in order, and a slice sees only those of its own group:
    `weight` is `[channels, inputs / groups, row, col]`. Without `bias` the output is the sum alone.
    """

    kind: Literal["conv"] = "conv"
    pooling_name = None
    channels: Annotated[int, Field(ge=1, le=8192)]
    kernel: Size
    stride: Size = 1
    dilation: Size = 1
    groups: Annotated[int, Field(ge=1, le=8192)] = 1
    padding: NamedPadding | Padding = "zero"
    mode: Mode = "zero"
    bias: bool = True

    @model_validator(mode="after")
    def _named_padding_fits(self) -> "Conv":
        """ValueError for options that the name of a padding leaves open."""
        if not isinstance(self.padding, str):
            return self
        if any(size % 2 == 0 for size in pair(self.kernel)):
            # An even kernel has no central cell.
            raise ValueError(
                f"expected an odd kernel, or padding at the top, left, bottom and right; "
                f"got kernel {self.kernel} and padding {self.padding!r}"
            )
        if self.mode != "zero":
            raise ValueError(f"expected padding at each side for mode {self.mode!r}")
        if self.padding == "full" and {*pair(self.stride), *pair(self.dilation)} != {1}:
            raise ValueError("expected stride 1 and dilation 1 for full padding")
        return self

    @property
    def around(self) -> Padding:
        """The padding at the top, left, bottom and right."""
        if not isinstance(self.padding, str):
            return self.padding
        (rows, cols), (far, wide) = pair(self.kernel), pair(self.dilation)
        match self.padding:
            case "valid":
                top, left = 0, 0
            case "full":
                top, left = rows - 1, cols - 1
            case _:
                top, left = (rows - 1) * far // 2, (cols - 1) * wide // 2
        return top, left, top, left

    @property
    def beyond(self) -> Mode:
        """What the padding holds."""
        return "circular" if self.padding == "circular" else self.mode

    @property
    def padding_name(self) -> str:
        """The padding in a word."""
        if isinstance(self.padding, str):
            return self.padding
        return self.mode if any(self.padding) else "valid"

    @property
    def plain(self) -> bool:
        """Whether torch's own convolution pads so: with zeros, alike on both sides."""
        top, left, bottom, right = self.around
        return self.beyond == "zero" and (top, left) == (bottom, right)

    def output_shape(self, shape: Shape) -> Shape:
        """`channels` slices; rows and columns depend on kernel, stride, dilation and padding."""
        slices, rows, cols = self.needs_volume(shape)
        if slices % self.groups or self.channels % self.groups:
            raise self.broken(
                f"expected slices that {self.groups} groups divide, got {slices} to {self.channels}"
            )
        top, left, bottom, right = self.around
        if self.padding == "circular" and max(top, left) > min(rows, cols):
            raise self.broken(f"expected at least {max(top, left)} rows and cols, got {shape}")
        if why := misfit(self.around, self.beyond, rows, cols):
            raise self.broken(why)
        self.needs_room((slices, rows + top + bottom, cols + left + right))
        down, along = self.windows()
        found = count(down, rows, bottom), count(along, cols, right)
        if min(found) < 1:
            raise self.broken(
                f"expected at least {down.extent} rows and {along.extent} cols with padding, got "
                f"{rows + top + bottom} and {cols + left + right}"
            )
        return (self.channels, *found)

    def signed(self, before: bool) -> bool:
        """Always: weights have both signs."""
        return True

    def windows(self) -> Windows:
        """The kernel."""
        sizes, strides, dilations = pair(self.kernel), pair(self.stride), pair(self.dilation)
        rows, cols = (
            Window(size, stride, before, dilation, BEYOND[self.beyond])
            for size, stride, before, dilation in zip(
                sizes, strides, self.around[:2], dilations, strict=True
            )
        )
        return Windows(rows, cols)

    def build(self, shape: Shape) -> nn.Module:
        """A `Conv2d`, or a `PaddedConv` where torch's own does not pad so."""
        options: dict[str, Any] = {
            "stride": pair(self.stride),
            "dilation": pair(self.dilation),
            "groups": self.groups,
            "bias": self.bias,
        }
        sizes = shape[0], self.channels, pair(self.kernel)
        if self.plain:
            return nn.Conv2d(*sizes, padding=self.around[:2], **options)
        return PaddedConv(*sizes, around=self.around, mode=self.beyond, **options)

    def function(self, module: nn.Module) -> Callable[[Tensor], Tensor]:
        """The convolution alone, but the whole module where torch's own does not pad so."""
        return self._convolution(module, self.around[:2]) if self.plain else module.forward

    def unpadded(self, module: nn.Module) -> Callable[[Tensor], Tensor]:
        """The convolution without padding."""
        return self._convolution(module, (0, 0))

    def _convolution(
        self, module: nn.Module, padding: tuple[int, int]
    ) -> Callable[[Tensor], Tensor]:
        """The convolution with so many rows and columns of zeros on each side."""
        convolution = cast(nn.Conv2d, module)
        weight, bias = convolution.weight, convolution.bias
        stride, dilation, groups = pair(self.stride), pair(self.dilation), self.groups
        return lambda x: torch.conv2d(x, weight, bias, stride, padding, dilation, groups)

    def to_onnx(
        self, graph: OnnxGraph, module: nn.Module, shapes: Sequence[Shape], inputs: Sequence[str]
    ) -> str:
        """`Conv`, behind a `Pad` where the padding is not zeros."""
        convolution = cast(nn.Conv2d, module)
        weights = [graph.constant("weight", convolution.weight)]
        if convolution.bias is not None:
            weights.append(graph.constant("bias", convolution.bias))
        value, around = inputs[0], self.around
        if self.beyond != "zero" and any(around):
            value, around = graph.pad(value, around, self.beyond), UNPADDED
        return graph.node(
            "Conv",
            value,
            *weights,
            kernel_shape=pair(self.kernel),
            strides=pair(self.stride),
            dilations=pair(self.dilation),
            group=self.groups,
            pads=around,
        )

    def explain(self, module: nn.Module, x: Tensor, y: Tensor, at: Index, top: int) -> Patch:
        """The products under the kernel, of the slices of its group, and the bias."""
        convolution = cast(nn.Conv2d, module)
        channel, row, col = at
        slices = len(x) // self.groups
        first = channel // (self.channels // self.groups) * slices
        values, rows, cols = beneath(self.windows(), x[first : first + slices], row, col)
        kernel = convolution.weight[channel].double().numpy()
        bias = 0.0 if convolution.bias is None else float(convolution.bias[channel])
        return patch(values, kernel, bias, rows, cols, first)


LAYER = Conv
