"""Flattening: all cells of a volume, one after the other, as a vector."""

from collections.abc import Callable, Sequence
from math import prod
from typing import Literal

import numpy as np
import torch
from torch import Tensor, nn

from app.network.cell_step import Copy, Index, place
from app.network.layers.layer import Layer, Shape
from app.network.onnx_graph import OnnxGraph


class Flatten(Layer):
    """`out[(k * rows + r) * cols + c] = in[k, r, c]`."""

    kind: Literal["flatten"] = "flatten"
    passes_on = True
    pooling_name = None

    def output_shape(self, shape: Shape) -> Shape:
        """As many units as the input has cells."""
        return (prod(shape),)

    def windows(self) -> None:
        """None: a unit has no place among rows and columns."""
        return None

    def build(self, shape: Shape) -> nn.Module:
        """A `Flatten`."""
        return nn.Flatten()

    def function(self, module: nn.Module) -> Callable[[Tensor], Tensor]:
        """`torch.flatten`."""
        return lambda x: torch.flatten(x, 1)

    def vjp(self, module: nn.Module, gradient: Tensor, x: Tensor, y: Tensor) -> Tensor:
        """The gradient, in the input's shape."""
        return gradient.reshape(x.shape)

    def to_onnx(
        self, graph: OnnxGraph, module: nn.Module, shapes: Sequence[Shape], inputs: Sequence[str]
    ) -> str:
        """`Flatten`."""
        return graph.node("Flatten", *inputs)

    def explain(self, module: nn.Module, x: Tensor, y: Tensor, at: Index, top: int) -> Copy:
        """The cell of that number."""
        cell = tuple(int(i) for i in np.unravel_index(at[0], tuple(x.shape)))
        return Copy(total=float(x[cell]), strongest=place(cell))


LAYER = Flatten
