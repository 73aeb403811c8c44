"""Partial recomputation: of each volume only what a change of the picture can reach.

A cell of a convolution or a pooling sees a window of the layer before it and nothing else. So where
two pictures differ in a box alone, their volumes differ in a box alone: that one is computed, from
the box and the cells around it that its cells see, and put into the other picture's volume. Both
are the same sums of the same products.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

import torch
from jaxtyping import Float
from torch import Tensor
from torch.nn.functional import pad

from app.network.build import Network
from app.network.layers.layer import Layer, Window

Box = tuple[int, int, int, int]
"""Top, left, bottom, right of a part of the picture, px, half-open."""

SHARE = 0.5
"""The largest share of the picture for which a part is quicker than the whole."""
AROUND = 8
"""px around a box that are recomputed with it, about."""


@dataclass(frozen=True)
class Strip:
    """What a change does along one axis, from one volume to the next that is kept.

    Args:
        read: cells of the volume before; a list where they go round its border.
        pads: zeros before and after, for each layer on the way.
        first, last: the cells that change in the volume after, half-open.
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
class Course:
    """What a change does along one axis, through all stages.

    Args:
        strips: one a stage.
        forms: one a stage, equal for two changes that differ by a shift alone: as many cells are
            read and written, as far from where the change begins.
    """

    strips: tuple[Strip, ...]
    forms: tuple[tuple[object, ...], ...]


class Stage:
    """The layers from one volume that is kept to the next, whose name it has."""

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
        # The same for every picture, and a drag comes by the same places.
        self.strip = lru_cache(1024)(self._strip)

    def _strip(self, axis: int, first: int, last: int) -> Strip:
        """Where cells `first` to `last` of axis 1 or 2 of the volume before lead."""
        lengths = [shape[axis] for shape in self.shapes]
        between = pairwise(lengths)
        for window, (before, after) in zip(self.windows, between, strict=True):
            first, last = reached(window, first, last, before, after)
        pads, begin, end = [], first, last
        around = False
        for window, length in zip(reversed(self.windows), reversed(lengths[:-1]), strict=True):
            begin, end = seen(window, begin, end)
            if window.circular:
                around = around or begin < 0 or end > length
                pads.append((0, 0))
            else:
                pads.append((max(-begin, 0), max(end - length, 0)))
                begin, end = max(begin, 0), min(end, length)
        length = lengths[0]
        read = [cell % length for cell in range(begin, end)] if around else slice(begin, end)
        return Strip(read, tuple(reversed(pads)), first, last)

    def patch(
        self, volume: Float[Tensor, "batch channel row col"], rows: Strip, cols: Strip
    ) -> Float[Tensor, "batch channel_out row_out col_out"]:
        """The cells that change, from the whole volume before."""
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


def seen(window: Window, first: int, last: int) -> tuple[int, int]:
    """Along one axis, which cells of a layer's input its cells `first` to `last` see, half-open."""
    begin = first * window.stride - window.padding
    return begin, (last - 1) * window.stride - window.padding + window.size


def reached(window: Window, first: int, last: int, before: int, after: int) -> tuple[int, int]:
    """Along one axis, which of `after` cells see one of `first` to `last` of `before`, half-open.

    Round the border of a circular layer the change may go on at the other side: then all of them.
    """
    low = -((window.size - 1 - window.padding - first) // window.stride)
    high = (last - 1 + window.padding) // window.stride + 1
    if window.circular and (low < 0 or high > after):
        return 0, after
    return max(low, 0), min(high, after)


class Partial:
    """A network's layers, as stages that take a part of a volume, and the rest, which takes all."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.stages: list[Stage] = []
        spec, modules = network.spec, network.stack.layers
        shapes = [spec.input_shape, *spec.shapes()]
        patches: list[tuple[Layer, Callable[[Tensor], Tensor], Window]] = []
        for layer in spec.layers:
            patch, window = layer.patch(modules[layer.name]), layer.window()
            if patch is None or window is None:
                # Where one chooses by what it sees in all, another last digit may turn its choice.
                if window is not None:
                    patches.clear()
                break
            patches.append((layer, patch, window))
        begun = 0
        for number, (layer, _, window) in enumerate(patches):
            following = patches[number + 1 :]
            # One that goes round the border needs its whole input, so it begins a stage.
            ends = not following or layer.role is not None or following[0][2].circular
            if ends:
                part = patches[begun : number + 1]
                windows = [window for _, _, window in part]
                functions = [function for _, function, _ in part]
                stage = Stage(layer.name, windows, functions, shapes[begun : number + 2])
                self.stages.append(stage)
                begun = number + 1
        self.rest = network.functions[len(patches) :]
        self.course = lru_cache(1024)(self._course)
        with torch.inference_mode():
            self.blank = self.kept(torch.zeros((1, *spec.input_shape)))

    def kept(self, pictures: Float[Tensor, "batch channel row col"]) -> dict[str, Tensor]:
        """The volumes after each stage, of whole pictures."""
        x, found = pictures.contiguous(memory_format=torch.channels_last), {}
        names = {stage.name for stage in self.stages}
        for name, function in self.network.functions[: -len(self.rest)]:
            x = function(x)
            if name in names:
                found[name] = x
        return found

    def _course(self, axis: int, first: int, last: int) -> Course:
        """Where a change of px `first` to `last` along axis 1 or 2 leads."""
        strips: list[Strip] = []
        forms: list[tuple[object, ...]] = []
        stride, begin, end = 1, first, last
        for stage in self.stages:
            strip = stage.strip(axis, begin, end)
            strips.append(strip)
            begin, end = strip.first, strip.last
            read: tuple[int, ...]
            if isinstance(strip.read, slice):
                read = strip.read.start * stride - first, strip.read.stop * stride - first
            else:
                read = *strip.read, first
            for window in stage.windows:
                stride *= window.stride
            forms.append((last - first, read, strip.pads, begin * stride - first, end - begin))
        return Course(tuple(strips), tuple(forms))

    def worth(self, boxes: Sequence[Box], share: float = SHARE) -> bool:
        """Whether boxes are no more than a share of the picture, with what lies around them."""
        _, rows, cols = self.network.spec.input_shape
        cells = 0
        for top, left, bottom, right in boxes:
            height, width = bottom - top + 2 * AROUND, right - left + 2 * AROUND
            cells += min(height, rows) * min(width, cols)
        return cells <= share * rows * cols

    def changed(
        self,
        ground: Mapping[str, Tensor],
        pictures: Float[Tensor, "batch channel row col"],
        boxes: Sequence[Box],
    ) -> dict[str, Tensor]:
        """The volumes after each stage, of pictures that differ from another in boxes alone.

        Args:
            ground: the other's, as `kept` gave them.
        """
        x, found, count = pictures, {}, len(pictures)
        for stage in self.stages:
            after = ground[stage.name].clone()
            if count > 1:
                after = after.expand(count, -1, -1, -1).contiguous(
                    memory_format=torch.channels_last
                )
            following = []
            for top, left, bottom, right in boxes:
                rows, cols = stage.strip(1, top, bottom), stage.strip(2, left, right)
                if rows.first < rows.last and cols.first < cols.last:
                    after[:, :, rows.write, cols.write] = stage.patch(x, rows, cols)
                    following.append((rows.first, cols.first, rows.last, cols.last))
            found[stage.name] = x = after
            boxes = following
        return found
