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


def compact_png(pixels: UInt8[np.ndarray, "row col 4"]) -> bytes:
    """RGBA with an alpha of 0 or 255, exactly, as the smallest PNG of several forms."""
    opaque = pixels[..., 3] > 0
    rgb, packed = pixels[..., :3], pixels.view(np.uint32)[..., 0]
    found, indices = np.unique(packed, return_inverse=True)
    black = opaque & ~rgb.any(2)
    forms: list[tuple[Image.Image, dict[str, object]]] = [(Image.fromarray(pixels), {})]
    if opaque.all():
        forms.append((Image.fromarray(rgb), {}))
        if (rgb == rgb[..., :1]).all():
            forms.append((Image.fromarray(rgb[..., 0]), {}))
    elif not black.any():
        forms.append((Image.fromarray(rgb), {"transparency": (0, 0, 0)}))
    if len(found) <= 256:
        colours = found.view(np.uint8).reshape(-1, 4)
        indexed = Image.fromarray(indices.reshape(opaque.shape).astype(np.uint8)).convert("P")
        indexed.putpalette(colours[:, :3].tobytes())
        clear = np.flatnonzero(colours[:, 3] == 0)
        forms.append((indexed, {"transparency": int(clear[0])} if len(clear) else {}))
    return min((encoded(image, **options) for image, options in forms), key=len)


def encoded(image: Image.Image, **options: object) -> bytes:
    """An image as the bytes of a PNG file, compressed as far as Pillow can."""
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=True, **options)
    return buffer.getvalue()
