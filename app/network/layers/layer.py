"""The base class of all kinds of layers."""

from collections.abc import Callable, Sequence
from math import prod
from typing import Annotated, ClassVar, Literal

import numpy as np
import torch
from jaxtyping import Float64
from pydantic import BaseModel, ConfigDict, Field
from torch import Tensor, nn

from app.errors import BrokenNetwork, NotExportable
from app.network.cell_step import Index, Pool, Step
from app.network.onnx_graph import OnnxGraph
from app.network.weighted_sums import pool
from app.network.window import ONE_CELL, Windows

Shape = tuple[int, ...]
"""`(channel, row, col)` of a volume, or `(unit,)` of a vector."""

LARGEST = 2**24
"""Cells of a volume, with its padding, at most; 64 channels of 256 × 256 are a quarter of it."""

Role = Literal["input", "volume", "hidden", "output"]
"""The layer's role in the figure; None for intermediate layers."""


class Layer(BaseModel):
    """One layer of a spec: data, plus what its kind knows of shapes.

    A subclass sets `kind` to a literal of its own, and defines its output shape, its windows (None
    if a cell sees the whole input) and its torch module. Kinds with several inputs are subclasses
    of `Merge`.

    Attributes:
        pooling_name: the name of the pooling, such as `max`; None if the kind does not pool.
        adaptive: whether the lattice of its cells follows the content of each picture.
        passes_on: whether it computes nothing: it hands its input on, at most as a vector.
        bent: whether it is not piecewise linear, so that a gradient × input is a share to first
            order only.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    pooling_name: ClassVar[str | None]
    adaptive: ClassVar[bool] = False
    passes_on: ClassVar[bool] = False
    bent: ClassVar[bool] = False

    kind: str
    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,31}$")]
    role: Literal["volume", "hidden", "output"] | None = None
    inputs: Annotated[tuple[str, ...], Field(max_length=64)] = Field(
        (), description="The layers that feed it; empty for the one before it."
    )

    def shape_after(self, shapes: Sequence[Shape]) -> Shape:
        """The shape of the output for inputs of `shapes`; raises as `output_shape`."""
        if len(shapes) != 1:
            raise self.broken(f"expected one input, got {len(shapes)}")
        return self.output_shape(shapes[0])

    def output_shape(self, shape: Shape) -> Shape:
        """The shape of the output for an input of `shape`.

        Raises:
            BrokenNetwork: the layer does not fit that input; names the layer.
        """
        raise NotImplementedError

    def windows(self) -> Windows | None:
        """The windows of one cell; None where it sees the whole input."""
        return ONE_CELL

    def windows_after(self, shapes: Sequence[Shape]) -> Windows | None:
        """As `windows`, for inputs of `shapes`."""
        return self.windows()

    @property
    def fill(self) -> float:
        """The value that padding has for `unpadded`."""
        return 0.0

    def signed(self, before: bool) -> bool:
        """Whether its output can be negative; `before`: whether its input can."""
        return before

    def build(self, shape: Shape) -> nn.Module:
        """The torch module that computes this layer for a first input of `shape`."""
        raise NotImplementedError

    def check_weights(self, module: nn.Module) -> None:
        """Raises BrokenNetwork where finite weights still do not fit; names the layer."""

    def function(self, module: nn.Module) -> Callable[..., Tensor]:
        """A function of all inputs, equal to the module to the last bit, and quicker to call.

        A call of a module costs more than one of torch, and a small network makes many.
        """
        return module.forward

    def unpadded(self, module: nn.Module) -> Callable[..., Tensor] | None:
        """The layer's function of inputs that already have their padding around them.

        None where a cell depends on more than the cells under its window.
        """
        return None

    def vjp(self, module: nn.Module, gradient: Tensor, x: Tensor, y: Tensor) -> Tensor:
        """The vector-Jacobian product: a gradient at the output, taken back to the input.

        Args:
            module: as `build` gives it, with its weights.
            gradient: of one logit, at `y`.
            x, y: the layer's input and output, without a batch axis.
        """
        return self.vjps(module, gradient, [x], y)[0]

    def vjps(
        self, module: nn.Module, gradient: Tensor, xs: Sequence[Tensor], y: Tensor
    ) -> Sequence[Tensor]:
        """As `vjp`, for each input.

        By torch's own differentiation; kinds that stand in the head of a small network have a
        quicker `vjp` of their own.
        """
        if type(self).vjp is not Layer.vjp:
            return [self.vjp(module, gradient, xs[0], y)]
        with torch.inference_mode(False), torch.enable_grad():
            inputs = [x.clone()[None].requires_grad_() for x in xs]
            output = module(*inputs)
            return [
                found[0] for found in torch.autograd.grad(output, inputs, gradient.clone()[None])
            ]

    def to_onnx(
        self, graph: OnnxGraph, module: nn.Module, shapes: Sequence[Shape], inputs: Sequence[str]
    ) -> str:
        """Adds nodes of ONNX that compute the same; returns the name of the last one's output.

        Args:
            module: as `build` gives it, with its weights.
            shapes: of the inputs, without a batch axis.
            inputs: their names in the graph.

        Raises:
            NotExportable: ONNX has no operators for the layer.
        """
        raise NotExportable(
            f"expected layers that ONNX has operators for; got {self.name}, of the kind "
            f"{self.kind!r}",
            self.name,
        )

    def explain(self, module: nn.Module, x: Tensor, y: Tensor, at: Index, top: int) -> Step:
        """How this layer computed one cell of its output.

        Args:
            module: as `build` gives it, with its weights.
            x, y: the layer's input and output, without a batch axis.
            at: the cell's index in `y`.
            top: how many contributions to list, where the sum goes over the whole input.
        """
        raise NotImplementedError

    def explain_all(
        self, module: nn.Module, xs: Sequence[Tensor], y: Tensor, at: Index, top: int
    ) -> tuple[Step, int]:
        """As `explain`, of all inputs, with the number of the input that holds the strongest."""
        return self.explain(module, xs[0], y, at, top), 0

    def broken(self, why: str) -> BrokenNetwork:
        """The error that names this layer and what is wrong with it."""
        return BrokenNetwork(f"layer {self.name} ({self.kind}): {why}", self.name)

    def needs_volume(self, shape: Shape) -> tuple[int, int, int]:
        """`shape` as (channel, row, col); raises BrokenNetwork where it is not a volume."""
        if len(shape) != 3:
            raise self.broken(f"expected a volume (channel, row, col), got shape {shape}")
        return shape[0], shape[1], shape[2]

    def needs_room(self, shape: Shape) -> None:
        """Raises BrokenNetwork where an input of that shape, with its padding, is too large."""
        if (cells := prod(shape)) > LARGEST:
            raise self.broken(f"expected at most {LARGEST} cells with padding, got {cells}")


class Merge(Layer):
    """A layer of several inputs, at least one; a subclass says what it makes of their cells."""

    pooling_name = None

    def shape_after(self, shapes: Sequence[Shape]) -> Shape:
        """As `merged_shape`; raises BrokenNetwork where there is no input."""
        if not shapes:
            raise self.broken("expected inputs, got none")
        return self.merged_shape(shapes)

    def output_shape(self, shape: Shape) -> Shape:
        """As `merged_shape`, of a single input."""
        return self.merged_shape([shape])

    def unpadded(self, module: nn.Module) -> Callable[..., Tensor] | None:
        """The function itself: it has no padding."""
        return self.function(module)

    def merged_shape(self, shapes: Sequence[Shape]) -> Shape:
        """The shape of the output for inputs of `shapes`; raises as `output_shape`."""
        raise NotImplementedError


def beneath(
    windows: Windows, x: Tensor, row: int, col: int
) -> tuple[Float64[np.ndarray, "channel row col"], list[int | None], list[int | None]]:
    """The input under a window: its values, 0 where padding, and its rows and cols."""
    rows = windows.rows.covers(row, x.shape[1])
    cols = windows.cols.covers(col, x.shape[2])
    values = x[:, [i or 0 for i in rows]][:, :, [j or 0 for j in cols]].double().numpy()
    values[:, [i is None for i in rows]] = 0
    values[:, :, [j is None for j in cols]] = 0
    return values, rows, cols


def pooled(windows: Windows, x: Tensor, at: Index, weights: Tensor) -> Pool:
    """How a pooling layer computed cell `at`, from its weights `[row col]` over the window."""
    channel, row, col = at
    values, rows, cols = beneath(windows, x[channel : channel + 1], row, col)
    return pool(channel, values[0], weights.double().numpy(), rows, cols)


def lone(rows: int, cols: int, number: int) -> Tensor:
    """Weights `[rows cols]`: 1 at cell `number`, counted row by row, 0 elsewhere."""
    weights = torch.zeros(rows * cols)
    weights[number] = 1
    return weights.reshape(rows, cols)


class GlobalPool(Layer):
    """Pooling of whole slices; a subclass computes one unit from each.

    With `keep` each slice keeps its place: the output is a volume of one row and one column.
    `onnx_operator` computes that volume.
    """

    pooling_name = None
    onnx_operator: ClassVar[str]
    keep: bool = False

    def output_shape(self, shape: Shape) -> Shape:
        """One unit for each slice; with `keep` one cell."""
        channels, _, _ = self.needs_volume(shape)
        return (channels, 1, 1) if self.keep else (channels,)

    def windows(self) -> None:
        """None: a unit sees everything."""
        return None

    def to_onnx(
        self, graph: OnnxGraph, module: nn.Module, shapes: Sequence[Shape], inputs: Sequence[str]
    ) -> str:
        """The operator, and what makes a vector of its output."""
        found = graph.node(self.onnx_operator, *inputs)
        return found if self.keep else graph.node("Flatten", found)
