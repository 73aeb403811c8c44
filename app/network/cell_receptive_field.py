"""One cell's receptive field: which pixels it sees, and whether it sees padding."""

from app.network.cell_step import Frozen, Index
from app.network.receptive_field import ReceptiveField, receptive_fields
from app.network.spec import Spec

Span = tuple[int, int]
"""First and last, half-open."""


class Box(Frozen):
    """Rows and cols, half-open, in px of the picture unless stated otherwise."""

    rows: Span
    cols: Span


class Field(Frozen):
    """The receptive field of one cell.

    Args:
        whole: the field as if the picture had no borders.
        clipped: the part inside the picture.
        touches_padding: whether the cell sees the padding of any layer before it; if so, it is
            edge-affected.
        wraps: whether the field continues at the picture's opposite border.
    """

    whole: Box
    clipped: Box
    touches_padding: bool
    wraps: bool


def field(spec: Spec, number: int, at: Index) -> Field | None:
    """The field of cell `at` of volume `number`; None in the head."""
    seen = [ReceptiveField(), *receptive_fields(spec)][number]
    if seen is None or len(at) != 3:
        return None
    spans, clipped, marks = [], [], []
    for axis in (1, 2):
        first, last = seen.span(at[axis])
        spans.append((first, last))
        clipped.append((max(first, 0), min(last, spec.input_shape[axis])))
        marks.append(_crossed(spec, number, axis, at[axis]))
    return Field(
        whole=Box(rows=spans[0], cols=spans[1]),
        clipped=Box(rows=clipped[0], cols=clipped[1]),
        touches_padding=any(padding for padding, _ in marks),
        wraps=any(wrap for _, wrap in marks),
    )


def _crossed(spec: Spec, number: int, axis: int, cell: int) -> tuple[bool, bool]:
    """Whether the field of a row (axis 1) or col (axis 2) holds padding, and whether it wraps."""
    shapes = [spec.input_shape, *spec.shapes()]
    cells, padding, wraps = {cell}, False, False
    for before in range(number - 1, -1, -1):
        window = spec.layers[before].window()
        if window is None:
            break
        length = shapes[before][axis]
        seen = [at for one in cells for at in window.covers(one, length)]
        padding |= None in seen
        wraps |= window.circular and any(
            not 0 <= one * window.stride - window.padding <= length - window.size for one in cells
        )
        cells = {at for at in seen if at is not None}
    return padding, wraps
