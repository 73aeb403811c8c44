"""The interior: which cells never look past the border of the picture.

A cell is edge-affected when its window holds padding, or a cell that is edge-affected. Where a
layer's padding is circular there is no padding to hold: what lies over the border is the picture
itself. Rows and columns are independent, so that one mask along each axis says it all.
"""

from collections.abc import Iterator

import numpy as np
from jaxtyping import Bool

from app.network.cell_receptive_field import Box
from app.network.layers.layer import Window
from app.network.spec import Spec

Axis = Bool[np.ndarray, "*batch _"]
"""One mark for each row, or for each column; several axes at once, if need be."""


def edge_affected(spec: Spec) -> dict[str, Bool[np.ndarray, "_ _"]]:
    """By layer, for each place of its volume, whether a cell there touches padding.

    Volumes alone, the input among them; the head sees everything.
    """
    _, height, width = spec.input_shape
    rows = marked(spec, np.zeros(height, bool), 0, outside=True)
    cols = marked(spec, np.zeros(width, bool), 1, outside=True)
    return {name: rows[name][:, None] | cols[name][None, :] for name in rows}


def interior(edge: Bool[np.ndarray, "row col"]) -> Box | None:
    """The cells of a volume that are not edge-affected, of which `edge` is the mask.

    They make a box, since rows and columns are independent and only borders have padding; None
    where there are none.
    """
    rows, cols = (np.flatnonzero(~edge.all(axis)) for axis in (1, 0))
    if not rows.size:
        return None
    return Box(rows=(int(rows[0]), int(rows[-1]) + 1), cols=(int(cols[0]), int(cols[-1]) + 1))


def marked(spec: Spec, pixels: Axis, axis: int, outside: bool) -> dict[str, Axis]:
    """By volume, for each row (axis 0) or col (axis 1), whether a cell there sees a marked pixel.

    Args:
        pixels: the marks of the input's rows or columns.
        outside: whether padding counts as marked.
    """
    found = {"input": pixels}
    for name, window, shape in _volumes(spec):
        pixels = _through(window, pixels, shape[1 + axis], outside)
        found[name] = pixels
    return found


def _volumes(spec: Spec) -> Iterator[tuple[str, Window, tuple[int, ...]]]:
    """Name, window and shape of each layer that gives a volume."""
    for layer, shape in zip(spec.layers, spec.shapes(), strict=True):
        window = layer.window()
        if window is None or len(shape) != 3:
            return
        yield layer.name, window, shape


def _through(window: Window, before: Axis, count: int, outside: bool) -> Axis:
    """For each of `count` cells, whether it sees, through `window`, a marked one of `before`."""
    first = np.arange(count)[:, None] * window.stride - window.padding
    seen = first + np.arange(window.size)
    marks: np.ndarray = before[..., seen % before.shape[-1]]
    if not window.circular:
        marks = np.where((seen >= 0) & (seen < before.shape[-1]), marks, outside)
    return np.asarray(marks.any(-1))


def on_torus(spec: Spec) -> bool:
    """Whether every window that reaches over the border goes on at the opposite one."""
    windows = [window for _, window, _ in _volumes(spec)]
    wraps = [window.circular for window in windows if window.padding > 0]
    return bool(wraps) and all(wraps)
