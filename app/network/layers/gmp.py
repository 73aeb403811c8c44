"""Global max pooling: of each slice, the largest activation of all places."""

from typing import Literal

import torch
from jaxtyping import Float
from torch import Tensor, nn

from app.network.layers.layer import Layer, Shape


class Largest(nn.Module):
    """The maximum over rows and columns."""

    def forward(
        self, values: Float[Tensor, "batch channel row col"]
    ) -> Float[Tensor, "batch channel"]:
        """`out[k] = max(in[k, r, c])` over r and c."""
        return values.amax((2, 3))


class GlobalMax(Layer):
    """`out[k] = max(in[k, r, c])` over r and c."""

    kind: Literal["gmp"] = "gmp"

    def output_shape(self, shape: Shape) -> Shape:
        """One unit a slice."""
        return (self.needs_volume(shape)[0],)

    def window(self) -> None:
        """None: a unit sees everything."""
        return None

    def build(self, shape: Shape) -> nn.Module:
        """A maximum."""
        return Largest()

    def pull(self, module: nn.Module, gradient: Tensor, x: Tensor, y: Tensor) -> Tensor:
        """Each unit's gradient, at the place of its slice's largest activation, the first."""
        flat = x.flatten(1)
        pulled = torch.zeros_like(flat)
        pulled[torch.arange(len(flat)), flat.argmax(1)] = gradient
        return pulled.reshape(x.shape)


LAYER = GlobalMax
