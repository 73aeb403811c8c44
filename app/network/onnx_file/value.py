"""What a node of the file takes and gives: a layer's output, a part of one, or a constant."""

from dataclasses import dataclass, replace

import numpy as np

from app.network.layers.layer import Shape


@dataclass(frozen=True, eq=False)
class Value:
    """A layer's output as the file's nodes see it: behind a batch axis, perhaps transposed.

    Transposing is no computation, so it has no layer: a later node undoes it, or is refused.

    Attributes:
        layer: the layer's name; `input` for the picture.
        shape: the layer's own shape, `(channel, row, col)` or `(unit,)`.
        axes: for each axis after the batch, the layer's axis; None for an axis of one place that
            the layer lacks. The layer's axes of one place may be missing.
        order: for a vector flattened in another order than channel, row, col: the number of the
            layer's unit at each place of the vector.
    """

    layer: str
    shape: Shape
    axes: tuple[int | None, ...]
    order: np.ndarray | None = None

    @classmethod
    def of(cls, layer: str, shape: Shape) -> "Value":
        """The layer's output as it is."""
        return cls(layer, shape, tuple(range(len(shape))))

    def seen(self, axes: tuple[int | None, ...]) -> "Value":
        """The same output, seen with other axes."""
        return replace(self, axes=axes)

    def seen_as(self, other: "Value") -> bool:
        """Whether both are seen with the same axes, so that cell by cell they belong together."""
        if self.order is None or other.order is None:
            return self.axes == other.axes and self.order is other.order
        return self.axes == other.axes and np.array_equal(self.order, other.order)

    def same(self, other: "Value") -> bool:
        """Whether both are the same layer's output, seen with the same axes."""
        return self.layer == other.layer and self.seen_as(other)

    @property
    def sizes(self) -> tuple[int, ...]:
        """The size of each axis after the batch."""
        return tuple(1 if axis is None else self.shape[axis] for axis in self.axes)

    @property
    def plain(self) -> bool:
        """Whether the node sees the layer's output as it is."""
        return self.axes == tuple(range(len(self.shape))) and self.order is None


@dataclass(frozen=True, eq=False)
class Part:
    """Some rows or columns of a layer's output, which are only taken as padding around it.

    Attributes:
        axis: of the layer: 1 for rows, 2 for columns.
        begin, end: half-open.
    """

    value: Value
    axis: int
    begin: int
    end: int


Tensor = Value | Part | np.ndarray
"""A layer's output, a part of one, or a constant."""
