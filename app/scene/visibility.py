"""Whether a picture shows on the black canvas, and two ways to make it show."""

from collections.abc import Callable
from typing import Literal

import numpy as np
from jaxtyping import UInt8

Pixels = UInt8[np.ndarray, "row col 4"]

DARK = 32
"""Channels below this are not told from black on a screen."""

Adjustment = Literal["none", "white", "invert"]
"""What is done to a picture's pixels: nothing, a white ground behind it, or inverted colours."""


def shows(pixels: Pixels) -> bool:
    """Whether some opaque pixel is not dark; alpha is 0 or 255."""
    return bool((pixels[..., :3][pixels[..., 3] > 0] >= DARK).any())


def on_white(pixels: Pixels) -> Pixels:
    """The picture in front of white; alpha blends as in CSS."""
    alpha = pixels[..., 3:].astype(np.uint32)
    blended = (pixels[..., :3] * alpha + 255 * (255 - alpha) + 127) // 255
    return np.concatenate([blended, np.full_like(alpha, 255)], axis=2).astype(np.uint8)


def inverted(pixels: Pixels) -> Pixels:
    """The picture in its opposite colours; alpha stays."""
    return np.concatenate([255 - pixels[..., :3], pixels[..., 3:]], axis=2)


ADJUSTMENTS: dict[Adjustment, Callable[[Pixels], Pixels]] = {
    "none": lambda pixels: pixels,
    "white": on_white,
    "invert": inverted,
}
