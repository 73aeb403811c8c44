"""Convolution: one weighted sum, the same at every place."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from torch import nn

from app.network.layers.layer import Layer, Shape, Window


def _odd(kernel: int) -> int:
    """The kernel; ValueError when it is even, since then no cell is its centre."""
    if kernel % 2 == 0:
        raise ValueError(f"expected an odd kernel, got {kernel}")
    return kernel


class Conv(Layer):
    """Cross-correlation with zero padding that keeps rows and columns (odd kernels, stride 1).

    `out[k, r, c] = bias[k] + sum(weight[k, j, u, v] * in[j, r + u - p, c + v - p])`,
    `p = kernel // 2`.
    """

    kind: Literal["conv"] = "conv"
    channels: Annotated[int, Field(ge=1, le=256)]
    kernel: Annotated[int, Field(ge=1, le=15), AfterValidator(_odd)]
    padding: Literal["zero"] = "zero"

    def output_shape(self, shape: Shape) -> Shape:
        """Same rows and columns, `channels` slices."""
        _, rows, cols = self.needs_volume(shape)
        return (self.channels, rows, cols)

    def window(self) -> Window:
        """The kernel, centred on the cell."""
        return Window(self.kernel, 1, self.kernel // 2)

    def build(self, shape: Shape) -> nn.Module:
        """A `Conv2d` with a bias."""
        return nn.Conv2d(shape[0], self.channels, self.kernel, padding=self.kernel // 2)


LAYER = Conv
