"""The shift: moves what an array holds by whole cells."""

from typing import Literal

import numpy as np
from jaxtyping import Shaped

from app.network.card import Frozen

Protocol = Literal["canvas", "cyclic"]
"""What becomes of content that crosses a border: `canvas` drops it and fills with zeros, `cyclic`
lets it in again at the opposite border."""


class Offset(Frozen):
    """Whole px or whole cells, as the field says; down and to the right where positive."""

    row: int
    col: int


def shifted(
    values: Shaped[np.ndarray, "*channel row col"], rows: int, cols: int, protocol: Protocol
) -> Shaped[np.ndarray, "*channel row col"]:
    """`out[.., r, c] = values[.., r - rows, c - cols]`; down and to the right where positive."""
    if protocol == "cyclic":
        return np.roll(values, (rows, cols), axis=(-2, -1))
    out = np.zeros_like(values)
    height, width = values.shape[-2:]
    if abs(rows) < height and abs(cols) < width:
        out[..., _kept(rows, height), _kept(cols, width)] = values[
            ..., _kept(-rows, height), _kept(-cols, width)
        ]
    return out


def _kept(by: int, length: int) -> slice:
    """Where, along an axis of `length`, content lies that has moved `by` cells."""
    return slice(max(by, 0), length + min(by, 0))
