"""One cell's receptive field: which pixels it sees, and whether it sees padding."""

from app.network.cell_step import Frozen, Index
from app.network.receptive_field import Fields, receptive_fields
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
        touches_padding: whether the cell sees the padding of any layer before it, or its border
            mirrored or repeated; if so, it is edge-affected.
        wraps: whether the field continues at the picture's opposite border.
    """

    whole: Box
    clipped: Box
    touches_padding: bool
    wraps: bool


def field(spec: Spec, number: int, at: Index) -> Field | None:
    """The field of cell `at` of volume `number`; None in the head."""
    fields = [Fields(), *receptive_fields(spec)][number]
    if fields is None or len(at) != 3:
        return None
    spans, clipped, marks = [], [], []
    for axis, seen in enumerate(fields):
        cell, length = at[1 + axis], spec.input_shape[1 + axis]
        first, last = seen.span(cell)
        spans.append((first, last))
        # A field in padding alone has no px inside.
        clipped.append((min(max(first, 0), length), max(min(last, length), 0)))
        marks.append(_crossed(spec, number, axis, cell))
    return Field(
        whole=Box(rows=spans[0], cols=spans[1]),
        clipped=Box(rows=clipped[0], cols=clipped[1]),
        touches_padding=any(padding for padding, _ in marks),
        wraps=any(wrap for _, wrap in marks),
    )


def _crossed(spec: Spec, number: int, axis: int, cell: int) -> tuple[bool, bool]:
    """Whether the field of a row (axis 0) or col (axis 1) holds padding, and whether it wraps."""
    shapes = [spec.input_shape, *spec.shapes()]
    padding, wraps = False, False
    cells: dict[int, set[int]] = {number: {cell}}
    for current in range(number, 0, -1):
        windows = spec.windows[current - 1]
        if current not in cells or windows is None:
            continue
        window = windows[axis]
        for source in spec.sources[current - 1]:
            length = shapes[source][1 + axis]
            seen = {at for one in cells[current] for at in window.covers(one, length)}
            crosses = any(
                not 0 <= place < length for one in cells[current] for place in window.places(one)
            )
            padding |= crosses and window.beyond != "circular"
            wraps |= crosses and window.beyond == "circular"
            cells.setdefault(source, set()).update(at for at in seen if at is not None)
    return padding, wraps
