"""Unflattening: the units of a vector become the cells of a volume."""

from collections.abc import Callable, Sequence
from math import prod
from typing import Annotated, Literal

import numpy as np
from pydantic import Field
from torch import Tensor, nn

from app.network.cell_step import Copy, Index, place
from app.network.layers.layer import Layer, Shape
from app.network.onnx_graph import OnnxGraph

_Extent = Annotated[int, Field(ge=1, le=1024)]


class Unflatten(Layer):
    """`out[k, r, c] = in[(k * rows + r) * cols + c]`, as many slices as the units give."""

    kind: Literal["unflatten"] = "unflatten"
    pooling_name = None
    rows: _Extent = 1
    cols: _Extent = 1

    def output_shape(self, shape: Shape) -> Shape:
        """`(units / rows / cols, rows, cols)`; raises BrokenNetwork where units would be left."""
        cells = prod(shape)
        if len(shape) != 1 or cells % (self.rows * self.cols):
            raise self.broken(
                f"expected a vector whose units fill slices of {self.rows} × {self.cols} cells, "
                f"got shape {shape}"
            )
        return (cells // (self.rows * self.cols), self.rows, self.cols)

    def windows(self) -> None:
        """None: a unit has no place among rows and columns."""
        return None

    def build(self, shape: Shape) -> nn.Module:
        """An `Unflatten`."""
        return nn.Unflatten(1, self.output_shape(shape))

    def function(self, module: nn.Module) -> Callable[[Tensor], Tensor]:
        """A view."""
        rows, cols = self.rows, self.cols
        return lambda x: x.reshape(len(x), -1, rows, cols)

    def vjp(self, module: nn.Module, gradient: Tensor, x: Tensor, y: Tensor) -> Tensor:
        """The gradient, as a vector."""
        return gradient.reshape(x.shape)

    def to_onnx(
        self, graph: OnnxGraph, module: nn.Module, shapes: Sequence[Shape], inputs: Sequence[str]
    ) -> str:
        """`Reshape`."""
        shape = graph.constant("shape", [-1, *self.output_shape(shapes[0])])
        return graph.node("Reshape", *inputs, shape)

    def explain(self, module: nn.Module, x: Tensor, y: Tensor, at: Index, top: int) -> Copy:
        """The unit of that number."""
        unit = int(np.ravel_multi_index(at, tuple(y.shape)))
        return Copy(total=float(x[unit]), strongest=place((unit,)))


LAYER = Unflatten
