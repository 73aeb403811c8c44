"""Scale and offset, one for each slice or one for all: arithmetic with constants."""

from collections.abc import Callable, Sequence
from typing import Literal, cast

import torch
from torch import Tensor, nn

from app.network.cell_step import Index, Scale
from app.network.layers.layer import Shape
from app.network.layers.pointwise import Pointwise
from app.network.onnx_graph import OnnxGraph
from app.network.weighted_sums import scaled


class Line(nn.Module):
    """A straight line for each slice (or unit) of `count`; for 1 all share it."""

    def __init__(self, count: int, rank: int) -> None:
        super().__init__()
        self.scale = nn.Parameter(torch.ones(count))
        self.offset = nn.Parameter(torch.zeros(count))
        self.shape = (-1, *(1,) * (rank - 1))

    def forward(self, values: Tensor) -> Tensor:
        """`out[k] = scale[k] * in[k] + offset[k]`."""
        return torch.addcmul(self.offset.view(self.shape), values, self.scale.view(self.shape))


class Affine(Pointwise):
    """`out[k] = scale[k] * in[k] + offset[k]` in slice (or unit) k.

    With `shared` there are one scale and one offset, for all slices.
    """

    kind: Literal["affine"] = "affine"
    shared: bool = False

    def signed(self, before: bool) -> bool:
        """Always: weights have both signs."""
        return True

    def build(self, shape: Shape) -> nn.Module:
        """A `Line`."""
        return Line(1 if self.shared else shape[0], len(shape))

    def function(self, module: nn.Module) -> Callable[[Tensor], Tensor]:
        """The line alone."""
        line = cast(Line, module)
        scale, offset = line.scale.view(line.shape), line.offset.view(line.shape)
        return lambda x: torch.addcmul(offset, x, scale)

    def to_onnx(
        self, graph: OnnxGraph, module: nn.Module, shapes: Sequence[Shape], inputs: Sequence[str]
    ) -> str:
        """`Mul` and `Add`."""
        line = cast(Line, module)
        scale = graph.constant("scale", line.scale.view(line.shape))
        offset = graph.constant("offset", line.offset.view(line.shape))
        return graph.node("Add", graph.node("Mul", *inputs, scale), offset)

    def explain(self, module: nn.Module, x: Tensor, y: Tensor, at: Index, top: int) -> Scale:
        """The input's value, its scale and its offset."""
        line, slice_ = cast(Line, module), 0 if self.shared else at[0]
        return scaled(float(x[at]), float(line.scale[slice_]), float(line.offset[slice_]), at)


LAYER = Affine
