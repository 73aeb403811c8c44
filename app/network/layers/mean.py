"""The mean along one axis: of each column, of each row, or over the slices at each place."""

from collections.abc import Sequence
from math import prod
from typing import Literal

import numpy as np
from jaxtyping import Float
from torch import Tensor, nn

from app.network.cell_step import Index, Shares
from app.network.layers.layer import Layer, Shape
from app.network.onnx_graph import OnnxGraph
from app.network.weighted_sums import shares
from app.network.window import ONE_CELL, Windows

AXES = {"channels": 0, "rows": 1, "cols": 2}


class AxisMean(nn.Module):
    """The mean along one axis of each volume, as a volume or as a vector."""

    def __init__(self, axis: int, keep: bool) -> None:
        super().__init__()
        self.axis, self.keep = axis, keep

    def forward(self, values: Float[Tensor, "batch channel row col"]) -> Float[Tensor, "batch ..."]:
        """The mean, with a length of 1 along its axis; without `keep` flattened."""
        found = values.mean(1 + self.axis, keepdim=True)
        return found if self.keep else found.flatten(1)


class Mean(Layer):
    """The mean over all rows, all columns or all channels.

    With `keep` that axis has the length 1. Without, what is left is a vector: of the other two axes
    one has the length 1.
    """

    kind: Literal["mean"] = "mean"
    pooling_name = None
    axis: Literal["rows", "cols", "channels"]
    keep: bool = True

    def output_shape(self, shape: Shape) -> Shape:
        """1 along the axis; raises BrokenNetwork where a vector of two axes would be left."""
        self.needs_volume(shape)
        axis = AXES[self.axis]
        kept = (*shape[:axis], 1, *shape[axis + 1 :])
        if self.keep:
            return kept
        if sum(length > 1 for length in kept) > 1:
            raise self.broken(f"expected a vector without the {self.axis}, got shape {kept}")
        return (prod(kept),)

    def windows(self) -> Windows | None:
        """One place of all slices; None where a cell sees whole rows or columns."""
        return ONE_CELL if self.axis == "channels" else None

    def build(self, shape: Shape) -> nn.Module:
        """An `AxisMean`."""
        return AxisMean(AXES[self.axis], self.keep)

    def unpadded(self, module: nn.Module) -> nn.Module:
        """The mean: it has no padding."""
        return module

    def to_onnx(
        self, graph: OnnxGraph, module: nn.Module, shapes: Sequence[Shape], inputs: Sequence[str]
    ) -> str:
        """`ReduceMean`, and what makes a vector of its output."""
        axes = graph.constant("axes", [1 + AXES[self.axis]])
        found = graph.node("ReduceMean", *inputs, axes, keepdims=1)
        return found if self.keep else graph.node("Flatten", found)

    def explain(self, module: nn.Module, x: Tensor, y: Tensor, at: Index, top: int) -> Shares:
        """Every cell along the axis, with the same weight."""
        axis = AXES[self.axis]
        kept = (*x.shape[:axis], 1, *x.shape[axis + 1 :])
        cell = at if self.keep else np.unravel_index(at[0], kept)
        weights = np.zeros(tuple(x.shape))
        line: list[int | slice] = [int(i) for i in cell]
        line[axis] = slice(None)
        weights[tuple(line)] = 1 / x.shape[axis]
        return shares(x.double().numpy(), weights, 0.0, top)


LAYER = Mean
