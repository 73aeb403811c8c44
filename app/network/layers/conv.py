"""Convolution: one weighted sum, the same at every place."""

from collections.abc import Callable
from typing import Annotated, Literal, cast

import torch
from pydantic import AfterValidator, Field
from torch import Tensor, nn

from app.network.cell_step import Index, Patch
from app.network.layers.layer import Layer, Shape, Window, beneath
from app.network.weighted_sums import patch

Padding = Literal["zero", "circular", "valid", "full"]


def _odd(kernel: int) -> int:
    """The kernel; ValueError where it is even, since then it has no central cell."""
    if kernel % 2 == 0:
        raise ValueError(f"expected an odd kernel, got {kernel}")
    return kernel


class Conv(Layer):
    """Cross-correlation with stride 1 and an odd kernel.

    `out[k, r, c] = bias[k] + sum(weight[k, j, u, v] * in[j, r + u - p, c + v - p])`, with `p` and
    what lies outside the input by `padding`:

    - `zero`: p = kernel // 2, zeros outside; rows and columns stay.
    - `circular`: p = kernel // 2, the input goes on at its opposite border; rows and columns stay.
    - `valid`: p = 0, no cell outside is read; kernel - 1 rows and columns are lost.
    - `full`: p = kernel - 1, zeros outside; kernel - 1 rows and columns are added.

    Without `bias` the output is the sum alone.
    """

    kind: Literal["conv"] = "conv"
    pooling_name = None
    channels: Annotated[int, Field(ge=1, le=256)]
    kernel: Annotated[int, Field(ge=1, le=15), AfterValidator(_odd)]
    padding: Padding = "zero"
    bias: bool = True

    def output_shape(self, shape: Shape) -> Shape:
        """`channels` slices; rows and columns depend on the padding."""
        _, rows, cols = self.needs_volume(shape)
        if self.padding == "circular" and self.reach > min(rows, cols):
            raise self.broken(f"expected at least {self.reach} rows and cols, got {shape}")
        grown = 2 * self.reach - self.kernel + 1
        return (self.channels, rows + grown, cols + grown)

    @property
    def reach(self) -> int:
        """Cells by which the first window reaches over the border."""
        half = self.kernel // 2
        return {"zero": half, "circular": half, "valid": 0, "full": self.kernel - 1}[self.padding]

    def signed(self, before: bool) -> bool:
        """Always: weights have both signs."""
        return True

    def window(self) -> Window:
        """The kernel."""
        return Window(self.kernel, 1, self.reach, self.padding == "circular")

    def build(self, shape: Shape) -> nn.Module:
        """A `Conv2d`."""
        return nn.Conv2d(
            shape[0],
            self.channels,
            self.kernel,
            padding=self.reach,
            padding_mode="circular" if self.padding == "circular" else "zeros",
            bias=self.bias,
        )

    def function(self, module: nn.Module) -> Callable[[Tensor], Tensor]:
        """The convolution alone, but the whole module where the padding is circular."""
        convolution = cast(nn.Conv2d, module)
        if self.padding == "circular":
            return convolution.forward
        weight, bias, reach = convolution.weight, convolution.bias, self.reach
        return lambda x: torch.conv2d(x, weight, bias, 1, reach)

    def unpadded(self, module: nn.Module) -> Callable[[Tensor], Tensor]:
        """The convolution without padding."""
        convolution = cast(nn.Conv2d, module)
        weight, bias = convolution.weight, convolution.bias
        return lambda x: torch.conv2d(x, weight, bias)

    def explain(self, module: nn.Module, x: Tensor, y: Tensor, at: Index, top: int) -> Patch:
        """The products under the kernel, and the bias."""
        convolution = cast(nn.Conv2d, module)
        channel, row, col = at
        values, rows, cols = beneath(self.window(), x, row, col)
        kernel = convolution.weight[channel].double().numpy()
        bias = 0.0 if convolution.bias is None else float(convolution.bias[channel])
        return patch(values, kernel, bias, rows, cols)


LAYER = Conv
