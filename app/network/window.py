"""The window: the part of a layer's input that one cell sees, along rows and along columns."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

Beyond = Literal["padding", "circular", "reflect", "edge"]
"""What lies beyond the input's border: padding, which is no cell of the input, the opposite side,
the input mirrored at its outermost cell, or the outermost cell repeated."""


@dataclass(frozen=True)
class Window:
    """The cells of its input that a cell sees along one axis.

    Args:
        size: cells that are seen.
        stride: cells of the input between neighbouring cells of the output.
        padding: cells by which the first window reaches over the border.
        dilation: cells of the input from one that is seen to the next.
        beyond: what lies beyond the border.
    """

    size: int = 1
    stride: int = 1
    padding: int = 0
    dilation: int = 1
    beyond: Beyond = "padding"

    @property
    def extent(self) -> int:
        """From the first to the last cell that is seen, both included."""
        return (self.size - 1) * self.dilation + 1

    @property
    def wraps(self) -> bool:
        """Whether cells of the input lie beyond its border."""
        return self.beyond != "padding"

    def places(self, cell: int) -> range:
        """Where cell number `cell` looks; places beyond the border included."""
        first = cell * self.stride - self.padding
        return range(first, first + self.extent, self.dilation)

    def inside(self, place: int, length: int) -> int | None:
        """The cell, of `length`, that lies at a place; None where padding does."""
        if 0 <= place < length:
            return place
        match self.beyond:
            case "circular":
                return place % length
            case "edge":
                return 0 if place < 0 else length - 1
            case "reflect" if length > 1:
                turn = place % (2 * length - 2)
                return min(turn, 2 * length - 2 - turn)
            case "reflect":
                return 0
            case _:
                return None

    def covers(self, cell: int, length: int) -> list[int | None]:
        """The rows (or cols), of `length`, that cell number `cell` sees; None where padding."""
        return [self.inside(place, length) for place in self.places(cell)]


class Windows(NamedTuple):
    """A window along rows and one along columns."""

    rows: Window
    cols: Window

    @property
    def wraps(self) -> bool:
        """Whether cells of the input lie beyond one of its borders."""
        return self.rows.wraps or self.cols.wraps


def square(window: Window) -> Windows:
    """The same window along both axes."""
    return Windows(window, window)


ONE_CELL = square(Window())
"""A cell sees the cell at its own place."""
