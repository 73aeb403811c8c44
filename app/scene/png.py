"""Pixels as PNG."""

import io

import numpy as np
from jaxtyping import UInt8
from PIL import Image


def png(pixels: UInt8[np.ndarray, "row col *channel"]) -> bytes:
    """Grey `[row col]`, RGB or RGBA `[row col channel]` pixels as the bytes of a PNG file."""
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG")
    return buffer.getvalue()
