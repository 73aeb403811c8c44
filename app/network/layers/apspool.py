"""Adaptive polyphase sampling: subsampling whose grid follows the content.

Chaman & Dokmanic 2021, Truly Shift-Invariant Convolutional Neural Networks.
"""

from typing import Annotated, Literal, cast

import torch
from jaxtyping import Float, Int
from pydantic import Field
from torch import Tensor, nn

from app.network.layers.layer import Layer, Shape, Window, lone, pooled
from app.network.step import Index, Pool


class Polyphase(nn.Module):
    """Of the `size`² ways to keep every `size`-th cell, the one with the largest l2 norm.

    The norm is taken over all channels, so that they stay together. A cyclic shift of the input
    permutes the ways and shifts what each of them keeps; the same content is kept.
    """

    def __init__(self, size: int) -> None:
        super().__init__()
        self.size = size

    def phases(
        self, values: Float[Tensor, "batch channel row col"]
    ) -> Float[Tensor, "batch phase channel row_out col_out"]:
        """All the ways, in the order of the row, then the col at which they begin."""
        s = self.size
        ways = [values[..., row::s, col::s] for row in range(s) for col in range(s)]
        return torch.stack(ways, dim=1)

    def chosen(self, values: Float[Tensor, "batch channel row col"]) -> Int[Tensor, "batch"]:
        """The number of the way that is kept, `row * size + col` of where it begins."""
        return self.phases(values).flatten(2).square().sum(2).argmax(1)

    def forward(
        self, values: Float[Tensor, "batch channel row col"]
    ) -> Float[Tensor, "batch channel row_out col_out"]:
        """The way with the largest norm; of equals, the first."""
        return self.phases(values)[torch.arange(len(values)), self.chosen(values)]


class ApsPool(Layer):
    """`out[k, r, c] = in[k, r * size + i, c * size + j]`, (i, j) chosen for each picture."""

    kind: Literal["apspool"] = "apspool"
    pooling_name = "aps"
    adaptive = True
    size: Annotated[int, Field(ge=2, le=8)] = 2

    def output_shape(self, shape: Shape) -> Shape:
        """Rows and columns divided by `size`; raises BrokenNetwork when they do not divide."""
        channels, rows, cols = self.needs_volume(shape)
        if rows % self.size or cols % self.size:
            raise self.broken(f"expected rows and cols that {self.size} divides, got {shape}")
        return (channels, rows // self.size, cols // self.size)

    def window(self) -> Window:
        """The square in which the cell lies; which of its cells it is depends on the picture."""
        return Window(self.size, self.size, 0)

    def build(self, shape: Shape) -> nn.Module:
        """A choice among slices."""
        return Polyphase(self.size)

    def explain(self, module: nn.Module, x: Tensor, y: Tensor, at: Index, top: int) -> Pool:
        """The cell of the square at the phase with most energy, the same all over the volume."""
        ways = cast(Polyphase, module).phases(x[None])[0]
        # What came out says which it was, also where two energies are all but equal.
        chosen = int((ways == y).flatten(1).all(1).int().argmax())
        energies = ways.double().square().sum((1, 2, 3))
        found = pooled(self.window(), x, at, lone(self.size, chosen))
        return found.model_copy(
            update={
                "phase": divmod(chosen, self.size),
                "energies": energies.reshape(self.size, self.size).tolist(),
            }
        )


LAYER = ApsPool
