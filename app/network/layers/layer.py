"""The base class of all kinds of layers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

import numpy as np
import torch
from jaxtyping import Float64
from pydantic import BaseModel, ConfigDict, Field
from torch import Tensor, nn

from app.errors import BrokenNetwork
from app.network.cell_step import Index, Pool, Step
from app.network.weighted_sums import pool

Shape = tuple[int, ...]
"""`(channel, row, col)` of a volume, or `(unit,)` of a vector."""

Role = Literal["input", "volume", "hidden", "output"]
"""The layer's role in the figure; None for intermediate layers."""


@dataclass(frozen=True)
class Window:
    """The part of a layer's input that one cell sees.

    Args:
        size: rows and columns, in cells of the layer's input.
        stride: cells of the input between neighbouring cells of the output.
        padding: cells by which the first window reaches over the border.
        circular: whether the opposite side of the input lies beyond the border, and not zeros.
    """

    size: int = 1
    stride: int = 1
    padding: int = 0
    circular: bool = False

    def covers(self, cell: int, length: int) -> list[int | None]:
        """The rows (or cols), of `length`, that cell number `cell` sees; None where padding."""
        first = cell * self.stride - self.padding
        seen = range(first, first + self.size)
        if self.circular:
            return [at % length for at in seen]
        return [at if 0 <= at < length else None for at in seen]


class Layer(BaseModel):
    """One layer of a spec: data, plus what its kind knows of shapes.

    A subclass sets `kind` to a literal of its own, and defines its output shape, its window (None
    if a cell sees the whole input) and its torch module.

    Attributes:
        pooling_name: the name of the pooling, such as `max`; None if the kind does not pool.
        adaptive: whether the lattice of its cells follows the content of each picture.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    pooling_name: ClassVar[str | None]
    adaptive: ClassVar[bool] = False

    kind: str
    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,31}$")]
    role: Literal["volume", "hidden", "output"] | None = None

    def output_shape(self, shape: Shape) -> Shape:
        """The shape of the output for an input of `shape`.

        Raises:
            BrokenNetwork: the layer does not fit that input; names the layer.
        """
        raise NotImplementedError

    def window(self) -> Window | None:
        """The window of one cell; None where it sees the whole input."""
        return Window()

    def signed(self, before: bool) -> bool:
        """Whether its output can be negative; `before`: whether its input can."""
        return before

    def build(self, shape: Shape) -> nn.Module:
        """The torch module that computes this layer for an input of `shape`."""
        raise NotImplementedError

    def function(self, module: nn.Module) -> Callable[[Tensor], Tensor]:
        """A function equal to the module to the last bit, and quicker to call.

        A call of a module costs more than one of torch, and a small network makes many.
        """
        return module.forward

    def unpadded(self, module: nn.Module) -> Callable[[Tensor], Tensor] | None:
        """The layer's function of input that already has its padding around it.

        None where a cell sees more than its window.
        """
        return None

    def vjp(self, module: nn.Module, gradient: Tensor, x: Tensor, y: Tensor) -> Tensor:
        """The vector-Jacobian product: a gradient at the output, taken back to the input.

        Only layers that may stand in a head have one.

        Args:
            module: as `build` gives it, with its weights.
            gradient: of one logit, at `y`.
            x, y: the layer's input and output, without a batch axis.

        Raises:
            BrokenNetwork: this kind of layer cannot be part of a head.
        """
        raise self.broken("cannot be part of a head")

    def explain(self, module: nn.Module, x: Tensor, y: Tensor, at: Index, top: int) -> Step:
        """How this layer computed one cell of its output.

        Args:
            module: as `build` gives it, with its weights.
            x, y: the layer's input and output, without a batch axis.
            at: the cell's index in `y`.
            top: how many contributions to list, where the sum goes over the whole input.
        """
        raise NotImplementedError

    def broken(self, why: str) -> BrokenNetwork:
        """The error that names this layer and what is wrong with it."""
        return BrokenNetwork(f"layer {self.name} ({self.kind}): {why}", self.name)

    def needs_volume(self, shape: Shape) -> tuple[int, int, int]:
        """`shape` as (channel, row, col); raises BrokenNetwork where it is not a volume."""
        if len(shape) != 3:
            raise self.broken(f"expected a volume (channel, row, col), got shape {shape}")
        return shape[0], shape[1], shape[2]


def beneath(
    window: Window, x: Tensor, row: int, col: int
) -> tuple[Float64[np.ndarray, "channel row col"], list[int | None], list[int | None]]:
    """The input under a window: its values, 0 where padding, and its rows and cols."""
    rows, cols = window.covers(row, x.shape[1]), window.covers(col, x.shape[2])
    values = x[:, [i or 0 for i in rows]][:, :, [j or 0 for j in cols]].double().numpy()
    values[:, [i is None for i in rows]] = 0
    values[:, :, [j is None for j in cols]] = 0
    return values, rows, cols


def pooled(window: Window, x: Tensor, at: Index, weights: Tensor) -> Pool:
    """How a pooling layer computed cell `at`, from its weights `[row col]` over the window."""
    channel, row, col = at
    values, rows, cols = beneath(window, x[channel : channel + 1], row, col)
    return pool(channel, values[0], weights.double().numpy(), rows, cols)


def lone(size: int, number: int) -> Tensor:
    """Weights `[size size]`: 1 at cell `number`, counted row by row, 0 elsewhere."""
    weights = torch.zeros(size * size)
    weights[number] = 1
    return weights.reshape(size, size)


class SquarePool(Layer):
    """Pooling over squares that do not overlap; a subclass says what it keeps of each.

    Rows and columns that are left over at the end are dropped.
    """

    size: Annotated[int, Field(ge=2, le=8)] = 2

    def output_shape(self, shape: Shape) -> Shape:
        """Rows and columns divided by `size`, rounded down."""
        channels, rows, cols = self.needs_volume(shape)
        return (channels, rows // self.size, cols // self.size)

    def window(self) -> Window:
        """The square."""
        return Window(self.size, self.size, 0)

    def unpadded(self, module: nn.Module) -> Callable[[Tensor], Tensor]:
        """The function itself: it has no padding."""
        return self.function(module)


class GlobalPool(Layer):
    """Pooling of whole slices; a subclass computes one unit from each."""

    pooling_name = None

    def output_shape(self, shape: Shape) -> Shape:
        """One unit for each slice."""
        return (self.needs_volume(shape)[0],)

    def window(self) -> None:
        """None: a unit sees everything."""
        return None
