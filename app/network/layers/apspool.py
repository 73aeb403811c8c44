"""Adaptive polyphase sampling: subsampling whose grid follows the content.

Chaman & Dokmanic 2021, Truly Shift-Invariant Convolutional Neural Networks.
"""

from typing import Annotated, Literal, cast

import torch
from jaxtyping import Float, Int
from pydantic import Field
from torch import Tensor, nn

from app.network.cell_step import Index, Pool
from app.network.layers.layer import Layer, Shape, lone, pooled
from app.network.tie_break import EQUAL, first_by_content
from app.network.window import Window, Windows, square


class Polyphase(nn.Module):
    """Keeps, of the `size`² grids of every `size`-th cell, the one with the largest l2 norm.

    The norm runs over all channels, so all keep the same grid. A cyclic shift of the input permutes
    the grids and shifts their content, so the layer keeps the same content. Grids of equal norm are
    told apart by their content: see `app/network/tie_break.py`.
    """

    def __init__(self, size: int) -> None:
        super().__init__()
        self.size = size

    def phases(
        self, values: Float[Tensor, "batch channel row col"]
    ) -> Float[Tensor, "batch phase channel row_out col_out"]:
        """All grids, in the order of their first row, then of their first col."""
        s = self.size
        ways = [values[..., row::s, col::s] for row in range(s) for col in range(s)]
        return torch.stack(ways, dim=1)

    def chosen(self, values: Float[Tensor, "batch channel row col"]) -> Int[Tensor, "batch"]:
        """The number of the grid that is kept: `row * size + col` of its first cell."""
        grids = self.phases(values.detach())
        energies = grids.double().square().sum((2, 3, 4))
        largest, chosen = energies.max(1)
        equal = energies >= largest[:, None] * (1 - EQUAL)
        for one in (equal.sum(1) > 1).nonzero().flatten().tolist():
            numbers = equal[one].nonzero().flatten()
            best = first_by_content(list(grids[one, numbers].cpu().numpy()))
            chosen[one] = numbers[best]
        return chosen

    def forward(
        self, values: Float[Tensor, "batch channel row col"]
    ) -> Float[Tensor, "batch channel row_out col_out"]:
        """The grid with the largest norm."""
        return self.phases(values)[torch.arange(len(values)), self.chosen(values)]


class ApsPool(Layer):
    """`out[k, r, c] = in[k, r * size + i, c * size + j]`, (i, j) chosen for each picture."""

    kind: Literal["apspool"] = "apspool"
    pooling_name = "aps"
    adaptive = True
    size: Annotated[int, Field(ge=2, le=8)] = 2

    def output_shape(self, shape: Shape) -> Shape:
        """Rows and columns divided by `size`; raises BrokenNetwork on a remainder."""
        channels, rows, cols = self.needs_volume(shape)
        if rows % self.size or cols % self.size:
            raise self.broken(f"expected rows and cols that {self.size} divides, got {shape}")
        return (channels, rows // self.size, cols // self.size)

    def windows(self) -> Windows:
        """The square around the cell; which of its cells is kept depends on the picture."""
        return square(Window(self.size, self.size))

    def build(self, shape: Shape) -> nn.Module:
        """A `Polyphase`."""
        return Polyphase(self.size)

    def explain(self, module: nn.Module, x: Tensor, y: Tensor, at: Index, top: int) -> Pool:
        """The cell of the square at the phase with most energy, the same in the whole volume."""
        ways = cast(Polyphase, module).phases(x[None])[0]
        # The output shows which phase it was, even where two energies are almost equal.
        chosen = int((ways == y).flatten(1).all(1).int().argmax())
        energies = ways.double().square().sum((1, 2, 3))
        found = pooled(self.windows(), x, at, lone(self.size, self.size, chosen))
        return found.model_copy(
            update={
                "phase": divmod(chosen, self.size),
                "energies": energies.reshape(self.size, self.size).tolist(),
            }
        )


LAYER = ApsPool
