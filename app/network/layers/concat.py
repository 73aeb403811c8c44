"""Concatenation: the slices of all inputs, one after the other."""

from collections.abc import Sequence
from typing import Literal

import torch
from torch import Tensor, nn

from app.network.cell_step import Copy, Index, place
from app.network.layers.layer import Merge, Shape
from app.network.onnx_graph import OnnxGraph


class Beside(nn.Module):
    """All inputs, one after the other."""

    def forward(self, *values: Tensor) -> Tensor:
        """Slices (or units) of the first input, then of the second, and so on."""
        return torch.cat(values, 1)


class Concat(Merge):
    """`out[k] = in0[k]`, then `in1[k - slices of in0]` and so on; of volumes or of vectors."""

    kind: Literal["concat"] = "concat"

    def merged_shape(self, shapes: Sequence[Shape]) -> Shape:
        """The sum of the slices; raises BrokenNetwork where rows or columns differ."""
        if len({shape[1:] for shape in shapes}) > 1:
            raise self.broken(
                f"expected inputs of equal rows and cols, got {', '.join(map(str, shapes))}"
            )
        return (sum(shape[0] for shape in shapes), *shapes[0][1:])

    def build(self, shape: Shape) -> nn.Module:
        """A `Beside`."""
        return Beside()

    def vjps(
        self, module: nn.Module, gradient: Tensor, xs: Sequence[Tensor], y: Tensor
    ) -> Sequence[Tensor]:
        """Each input's part of the gradient."""
        parts: tuple[Tensor, ...] = gradient.split([len(x) for x in xs])
        return parts

    def to_onnx(
        self, graph: OnnxGraph, module: nn.Module, shapes: Sequence[Shape], inputs: Sequence[str]
    ) -> str:
        """`Concat`."""
        return graph.node("Concat", *inputs, axis=1)

    def explain_all(
        self, module: nn.Module, xs: Sequence[Tensor], y: Tensor, at: Index, top: int
    ) -> tuple[Copy, int]:
        """The cell of the input that it comes from."""
        slice_, number = at[0], 0
        while slice_ >= len(xs[number]):
            slice_ -= len(xs[number])
            number += 1
        return Copy(total=float(y[at]), strongest=place((slice_, *at[1:]))), number


LAYER = Concat
