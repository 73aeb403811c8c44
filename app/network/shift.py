"""The shift: moves the content of an array by whole cells."""

from typing import Literal

import numpy as np
from jaxtyping import Shaped

from app.network.card import Frozen

Protocol = Literal["canvas", "cyclic"]
"""What happens to content that crosses a border: `canvas` drops it and fills what is free, `cyclic`
wraps it around to the opposite border."""


class Offset(Frozen):
    """A shift in whole px or whole cells, as its field says; positive is down and to the right."""

    row: int
    col: int


def shifted(
    values: Shaped[np.ndarray, "*channel row col"],
    rows: int,
    cols: int,
    protocol: Protocol,
    filling: Shaped[np.ndarray, "*channel"] | None = None,
) -> Shaped[np.ndarray, "*channel row col"]:
    """`out[.., r, c] = values[.., r - rows, c - cols]`; positive is down and to the right.

    Args:
        filling: what comes in from outside the canvas, by default zeros.
    """
    if protocol == "cyclic":
        return np.roll(values, (rows, cols), axis=(-2, -1))
    out = np.zeros_like(values)
    if filling is not None:
        out[:] = filling[..., None, None]
    height, width = values.shape[-2:]
    if abs(rows) < height and abs(cols) < width:
        out[..., _kept(rows, height), _kept(cols, width)] = values[
            ..., _kept(-rows, height), _kept(-cols, width)
        ]
    return out


def _kept(by: int, length: int) -> slice:
    """The slice of an axis of `length` that holds content moved `by` cells."""
    return slice(max(by, 0), length + min(by, 0))
