"""Incremental inference: in each volume, compute only the cells that a changed box reaches.

A cell of a convolution or a pooling sees a window of the layer before it and nothing else. So two
pictures that differ only inside a box have volumes that differ only inside a box. That box is
computed from the changed cells and their neighbours, and written into a copy of the other picture's
volume. Both ways add up the same products.

Nothing here remembers a picture: `app/network/patch_cache.py` does.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor
from torch.nn.functional import pad

from app.network.build import Network
from app.network.layers.layer import Layer, Window

Box = tuple[int, int, int, int]
"""Top, left, bottom, right of a part of the picture, px, half-open."""

MAX_SHARE = 0.5
"""The largest share of the picture for which computing a part is quicker than the whole."""
MARGIN = 8
"""Approximate margin in px recomputed around a changed box."""


@dataclass(frozen=True)
class Span:
    """The reach of a change along one axis, from the input of one block to its output.

    Args:
        read: cells of the block's input that the changed cells see; a list where they go round
            its border.
        pads: zeros before and after, for each layer of the block.
        first, last: the cells that change in the block's output, half-open.
    """

    read: slice | list[int]
    pads: tuple[tuple[int, int], ...]
    first: int
    last: int

    @cached_property
    def write(self) -> slice:
        """The cells that change."""
        return slice(self.first, self.last)


@dataclass(frozen=True)
class AxisReach:
    """The reach of a change along one axis, block by block.

    Args:
        spans: one for each block.
        keys: one for each block, equal for two changes that differ only by a shift: they read and
            write as many cells, equally far from where the change begins.
    """

    spans: tuple[Span, ...]
    keys: tuple[tuple[object, ...], ...]


class Reach(NamedTuple):
    """The reach of a change of a box, along both axes."""

    rows: AxisReach
    cols: AxisReach


class Block:
    """The layers between two volumes that are kept.

    Args:
        name: of the last layer.
        windows, functions: one for each layer; the functions take padded input.
        shapes: of the block's input, then of each layer's output.
    """

    def __init__(
        self,
        name: str,
        windows: Sequence[Window],
        functions: Sequence[Callable[[Tensor], Tensor]],
        shapes: Sequence[tuple[int, ...]],
    ) -> None:
        self.name = name
        self.windows = windows
        self.functions = functions
        self.shapes = shapes
        # A span depends on the architecture alone, and a drag comes to the same places again.
        self.span = lru_cache(1024)(self._span)

    def _span(self, axis: int, first: int, last: int) -> Span:
        """The reach of a change of input cells `first` to `last` along axis 1 or 2."""
        lengths = [shape[axis] for shape in self.shapes]
        for window, (before, after) in zip(self.windows, pairwise(lengths), strict=True):
            first, last = output_cells(window, first, last, before, after)
        pads, begin, end = [], first, last
        wraps = False
        for window, length in zip(reversed(self.windows), reversed(lengths[:-1]), strict=True):
            begin, end = input_cells(window, begin, end)
            if window.circular:
                wraps = wraps or begin < 0 or end > length
                pads.append((0, 0))
            else:
                pads.append((max(-begin, 0), max(end - length, 0)))
                begin, end = max(begin, 0), min(end, length)
        length = lengths[0]
        read = [cell % length for cell in range(begin, end)] if wraps else slice(begin, end)
        return Span(read, tuple(reversed(pads)), first, last)

    def patch(
        self, volume: Float[Tensor, "batch channel row col"], rows: Span, cols: Span
    ) -> Float[Tensor, "batch channel_out row_out col_out"]:
        """The cells of the output that change, from the whole input."""
        if isinstance(rows.read, slice):
            x = volume[:, :, rows.read, cols.read]
        else:
            x = volume[:, :, rows.read][:, :, :, cols.read]
        for function, (top, bottom), (left, right) in zip(
            self.functions, rows.pads, cols.pads, strict=True
        ):
            if top + bottom + left + right:
                x = pad(x, (left, right, top, bottom))
            x = function(x)
        return x


def input_cells(window: Window, first: int, last: int) -> tuple[int, int]:
    """Along one axis, the input cells that output cells `first` to `last` see, half-open."""
    begin = first * window.stride - window.padding
    return begin, (last - 1) * window.stride - window.padding + window.size


def output_cells(window: Window, first: int, last: int, before: int, after: int) -> tuple[int, int]:
    """Along one axis, the output cells that see one of the input cells `first` to `last`.

    At the border of a circular layer a change may go on at the opposite side; then all output cells
    count.

    Args:
        before, after: how many cells the input and the output have.
    """
    low = -((window.size - 1 - window.padding - first) // window.stride)
    high = (last - 1 + window.padding) // window.stride + 1
    if window.circular and (low < 0 or high > after):
        return 0, after
    return max(low, 0), min(high, after)


class IncrementalNetwork:
    """A network as blocks, each of which can compute a part of its volume, and the layers behind.

    Attributes:
        blocks: each ends with a layer that has a role, or before one that goes round the border. A
            network that samples adaptively has none.
        rest: names and functions of the layers behind, which need a whole volume.
    """

    def __init__(self, network: Network) -> None:
        self.network = network
        self.blocks: list[Block] = []
        spec, modules = network.spec, network.stack.layers
        shapes = [spec.input_shape, *spec.shapes()]
        local: list[tuple[Layer, Callable[[Tensor], Tensor], Window]] = []
        for layer in spec.layers:
            function, window = layer.unpadded(modules[layer.name]), layer.window()
            if function is None or window is None:
                # Adaptive sampling chooses by the whole volume, and a difference in the last digit
                # may turn its choice: then the layers before it are computed whole too.
                if window is not None:
                    local.clear()
                break
            local.append((layer, function, window))
        begin = 0
        for number, (layer, _, _) in enumerate(local):
            following = local[number + 1 :]
            # A layer that goes round the border needs its whole input, so it begins a block.
            if not following or layer.role is not None or following[0][2].circular:
                part = local[begin : number + 1]
                windows = [window for _, _, window in part]
                functions = [function for _, function, _ in part]
                block = Block(layer.name, windows, functions, shapes[begin : number + 2])
                self.blocks.append(block)
                begin = number + 1
        self.rest = network.functions[len(local) :]
        self.axis_reach = lru_cache(1024)(self._axis_reach)

    def reach(self, box: Box) -> Reach:
        """The reach of a change of that box."""
        top, left, bottom, right = box
        return Reach(self.axis_reach(1, top, bottom), self.axis_reach(2, left, right))

    def _axis_reach(self, axis: int, first: int, last: int) -> AxisReach:
        """The reach of a change of px `first` to `last` along axis 1 or 2."""
        spans: list[Span] = []
        keys: list[tuple[object, ...]] = []
        stride, begin, end = 1, first, last
        for block in self.blocks:
            span = block.span(axis, begin, end)
            spans.append(span)
            begin, end = span.first, span.last
            read: tuple[int, ...]
            if isinstance(span.read, slice):
                read = span.read.start * stride - first, span.read.stop * stride - first
            else:
                read = *span.read, first
            for window in block.windows:
                stride *= window.stride
            keys.append((last - first, read, span.pads, begin * stride - first, end - begin))
        return AxisReach(tuple(spans), tuple(keys))

    def pays_off(self, boxes: Sequence[Box], max_share: float = MAX_SHARE) -> bool:
        """Whether boxes and their margins cover at most that share of the picture."""
        _, rows, cols = self.network.spec.input_shape
        cells = 0
        for top, left, bottom, right in boxes:
            height, width = bottom - top + 2 * MARGIN, right - left + 2 * MARGIN
            cells += min(height, rows) * min(width, cols)
        return cells <= max_share * rows * cols

    def whole(self, pictures: Float[Tensor, "batch channel row col"]) -> dict[str, Tensor]:
        """The volume after each block, by name, computed from whole pictures."""
        x, volumes = pictures.contiguous(memory_format=torch.channels_last), {}
        names = {block.name for block in self.blocks}
        for name, function in self.network.functions[: -len(self.rest)]:
            x = function(x)
            if name in names:
                volumes[name] = x
        return volumes

    def updated(
        self,
        background: Mapping[str, Tensor],
        pictures: Float[Tensor, "batch channel row col"],
        boxes: Sequence[Box],
    ) -> dict[str, Tensor]:
        """The volume after each block, by name, of pictures that differ from a background in boxes.

        Args:
            background: its volumes, as `whole` gives them; they stay as they are.
            boxes: outside of them each picture equals the background.
        """
        x, volumes, count = pictures, {}, len(pictures)
        for block in self.blocks:
            after = background[block.name].clone()
            if count > 1:
                after = after.expand(count, -1, -1, -1).contiguous(
                    memory_format=torch.channels_last
                )
            changed = []
            for top, left, bottom, right in boxes:
                rows, cols = block.span(1, top, bottom), block.span(2, left, right)
                if rows.first < rows.last and cols.first < cols.last:
                    after[:, :, rows.write, cols.write] = block.patch(x, rows, cols)
                    changed.append((rows.first, cols.first, rows.last, cols.last))
            volumes[block.name] = x = after
            boxes = changed
        return volumes

    def finished(self, activations: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """The activations with those of `rest`, computed from the last of them."""
        *_, x = activations.values()
        found = dict(activations)
        with torch.inference_mode():
            for name, function in self.rest:
                found[name] = x = function(x)
        return found
