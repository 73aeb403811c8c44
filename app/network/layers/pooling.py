"""Pooling over windows, of each slice on its own."""

from app.network.layers.layer import Layer, Shape
from app.network.spatial import UNPADDED, Padding, Pair, Size, count, pair
from app.network.window import Window, Windows


class Pooling(Layer):
    """Pooling over windows of `size`, `stride` apart; a subclass says what it keeps of each.

    Without `stride` the windows lie side by side. Rows and columns that are left over at the end
    are dropped; with `ceil` a last window reaches over the end, unless it would begin in the
    padding there.
    """

    size: Size = 2
    stride: Size | None = None
    padding: Padding = UNPADDED
    ceil: bool = False

    @property
    def sizes(self) -> Pair:
        """The window's rows and columns."""
        return pair(self.size)

    @property
    def strides(self) -> Pair:
        """The stride along rows and columns."""
        return pair(self.size if self.stride is None else self.stride)

    @property
    def dilations(self) -> Pair:
        """Cells from one that a window sees to the next, along rows and columns."""
        return 1, 1

    @property
    def symmetric(self) -> bool:
        """Whether torch pads so by itself: alike on both sides, at most half a window."""
        top, left, bottom, right = self.padding
        rows, cols = self.sizes
        return top == bottom <= rows // 2 and left == right <= cols // 2

    def output_shape(self, shape: Shape) -> Shape:
        """The number of windows along rows and columns."""
        channels, rows, cols = self.needs_volume(shape)
        top, left, bottom, right = self.padding
        self.needs_room((channels, rows + top + bottom, cols + left + right))
        down, along = self.windows()
        return (
            channels,
            self._count("rows", down, rows, bottom),
            self._count("cols", along, cols, right),
        )

    def _count(self, axis: str, window: Window, length: int, after: int) -> int:
        """The number of windows along one axis; BrokenNetwork where one sees padding alone."""
        if max(window.padding, after) >= window.extent:
            raise self.broken(
                f"expected less padding than the window's {window.extent} {axis}, "
                f"got {max(window.padding, after)}"
            )
        found = count(window, length, after, self.ceil)
        if found < 1:
            raise self.broken(
                f"expected at least {window.extent} {axis} with padding, "
                f"got {length + window.padding + after}"
            )
        for cell in range(found) if window.dilation > 1 else ():
            if all(not 0 <= place < length for place in window.places(cell)):
                raise self.broken(f"window {cell} along {axis} of {length} sees padding alone")
        return found

    def around(self, shape: Shape) -> Padding:
        """The padding that the windows reach into, for an input of `shape`."""
        _, rows, cols = self.output_shape(shape)
        down, along = self.windows()
        bottom = (rows - 1) * down.stride + down.extent - down.padding - shape[1]
        right = (cols - 1) * along.stride + along.extent - along.padding - shape[2]
        return down.padding, along.padding, max(bottom, 0), max(right, 0)

    def windows(self) -> Windows:
        """The window."""
        (rows, cols), (down, along), (far, wide) = self.sizes, self.strides, self.dilations
        top, left, _, _ = self.padding
        return Windows(Window(rows, down, top, far), Window(cols, along, left, wide))
