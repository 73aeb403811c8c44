"""Sizes and paddings along rows and columns, as specs write them."""

from typing import Annotated, Literal

from jaxtyping import Float
from pydantic import Field
from torch import Tensor
from torch.nn import functional

from app.network.window import Beyond, Window

Pair = tuple[int, int]
"""Of rows and of columns."""

_Size = Annotated[int, Field(ge=1, le=64)]
Size = _Size | tuple[_Size, _Size]
"""A kernel's or a window's size, a stride or a dilation: one number for both axes, or one each."""

_Edge = Annotated[int, Field(ge=0, le=1024)]
Padding = tuple[_Edge, _Edge, _Edge, _Edge]
"""Cells added at the top, left, bottom and right."""

UNPADDED: Padding = (0, 0, 0, 0)

Mode = Literal["zero", "reflect", "edge", "circular"]
"""What padding holds: zeros, the input mirrored at its outermost cell, the outermost cell repeated,
or the opposite side."""

BEYOND: dict[Mode, Beyond] = {
    "zero": "padding",
    "reflect": "reflect",
    "edge": "edge",
    "circular": "circular",
}
TORCH_MODES = {"reflect": "reflect", "edge": "replicate", "circular": "circular"}


def pair(size: int | Pair) -> Pair:
    """The size along rows and along columns."""
    return (size, size) if isinstance(size, int) else size


def padded(
    values: Float[Tensor, "batch channel row col"],
    padding: Padding,
    mode: Mode = "zero",
    value: float = 0.0,
) -> Float[Tensor, "batch channel row_out col_out"]:
    """The volumes with padding around them; `value` is that of mode `zero`."""
    top, left, bottom, right = padding
    around = (left, right, top, bottom)
    if mode == "zero":
        return functional.pad(values, around, value=value)
    return functional.pad(values, around, mode=TORCH_MODES[mode])


def misfit(padding: Padding, mode: Mode, rows: int, cols: int) -> str | None:
    """Why padding of that mode does not fit an input; None where it does.

    A mirrored input ends one cell before its own length, and the opposite side after it.
    """
    top, left, bottom, right = padding
    for name, most, length in (("rows", max(top, bottom), rows), ("cols", max(left, right), cols)):
        limit = {"reflect": length - 1, "circular": length}.get(mode, most)
        if most > limit:
            return f"expected {mode} padding of at most {limit} {name}, got {most}"
    return None


def count(window: Window, length: int, after: int, ceil: bool = False) -> int:
    """How many windows fit along one axis; 0 or less where none does.

    Args:
        length: cells of the input.
        after: cells of padding behind them.
        ceil: whether a last window may reach over the end; none begins in the padding there.
    """
    rest = length + window.padding + after - window.extent
    found = (-(-rest // window.stride) if ceil else rest // window.stride) + 1
    if ceil and (found - 1) * window.stride >= length + window.padding:
        found -= 1
    return found
