"""The interior: the cells whose receptive field contains no padding.

A cell is edge-affected when its window contains padding or an edge-affected cell. Circular padding
does not count: beyond the border lies the picture itself. Rows and columns are independent, so one
mask along each axis suffices.
"""

from collections.abc import Iterator

import numpy as np
from jaxtyping import Bool

from app.network.cell_receptive_field import Box
from app.network.layers.layer import Shape
from app.network.spec import Spec
from app.network.window import Window, Windows

Axis = Bool[np.ndarray, "*batch _"]
"""One mark for each row or for each column; leading dimensions hold several axes at once."""


def edge_affected(spec: Spec) -> dict[str, Bool[np.ndarray, "_ _"]]:
    """For each volume, by name, the mask of the positions whose cells see padding.

    The input is among the volumes; the head's layers are not, since they see everything.
    """
    _, height, width = spec.input_shape
    rows = marked(spec, np.zeros(height, bool), 0, outside=True)
    cols = marked(spec, np.zeros(width, bool), 1, outside=True)
    return {name: rows[name][:, None] | cols[name][None, :] for name in rows}


def interior(edge: Bool[np.ndarray, "row col"]) -> Box | None:
    """The box of the cells that are not edge-affected; None where there are none.

    They always form a box: rows and columns are independent, and only borders have padding.

    Args:
        edge: the mask of the edge-affected cells.
    """
    rows, cols = (np.flatnonzero(~edge.all(axis)) for axis in (1, 0))
    if not rows.size:
        return None
    return Box(rows=(int(rows[0]), int(rows[-1]) + 1), cols=(int(cols[0]), int(cols[-1]) + 1))


def marked(spec: Spec, pixels: Axis, axis: int, outside: bool) -> dict[str, Axis]:
    """For each volume, by name, the mask of the rows (axis 0) or cols (axis 1) that see a mark.

    Args:
        pixels: the mask of the input's rows or columns.
        outside: whether padding counts as marked.
    """
    found = {"input": pixels}
    for name, windows, shape, sources in _volumes(spec):
        seen = [
            _through(windows[axis], found[spec.names[number]], shape[1 + axis], outside)
            for number in sources
        ]
        found[name] = np.logical_or.reduce(seen)
    return found


def _volumes(spec: Spec) -> Iterator[tuple[str, Windows, Shape, tuple[int, ...]]]:
    """The name, windows, shape and sources of each volume whose cells see windows of the input."""
    local = {0}
    rows = zip(spec.layers, spec.windows, spec.shapes(), spec.sources, strict=True)
    for number, (layer, windows, shape, sources) in enumerate(rows, 1):
        if windows is not None and local.issuperset(sources):
            local.add(number)
            yield layer.name, windows, shape, sources


def _through(window: Window, before: Axis, count: int, outside: bool) -> Axis:
    """The mask of the `count` cells whose `window` contains a marked cell of `before`."""
    seen = [window.covers(cell, before.shape[-1]) for cell in range(count)]
    marks: np.ndarray = before[..., [[place or 0 for place in places] for places in seen]]
    if window.beyond != "circular":
        # A mirrored or repeated border is not what a moved picture would show there.
        length = before.shape[-1]
        beyond = np.array([[not 0 <= p < length for p in window.places(c)] for c in range(count)])
        if outside or window.beyond == "padding":
            marks = np.where(beyond, outside, marks)
    return np.asarray(marks.any(-1))


def on_torus(spec: Spec) -> bool:
    """Whether every window that crosses the border wraps around to the opposite one."""
    found = [window for _, windows, _, _ in _volumes(spec) for window in windows]
    wraps = [window.beyond == "circular" for window in found if window.padding > 0]
    return bool(wraps) and all(wraps)
