"""Pixels as PNG."""

import io

import numpy as np
from jaxtyping import UInt8
from PIL import Image


def png(pixels: UInt8[np.ndarray, "row col *channel"]) -> bytes:
    """Pixels as the bytes of a PNG file: grey `[row col]` or `[row col 1]`, RGB or RGBA."""
    if pixels.shape[2:] == (1,):
        pixels = pixels[..., 0]
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG")
    return buffer.getvalue()
