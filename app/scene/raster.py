"""The raster: a scene as pixels, and as a network's input."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from jaxtyping import Float32, UInt8

from app.scene import user_picture
from app.scene.palette import find
from app.scene.scene import Scene
from app.scene.sprite import Sprite

Box = tuple[int, int, int, int]
"""Top, left, bottom, right, in px, half-open."""

InputShape = tuple[int, int, int]
"""`(channel, row, col)` of a network's input, px."""

CHANNELS = (1, 3)
"""How many channels an input may have: luminance, or red, green and blue."""
LUMINANCE = np.array([299, 587, 114], np.uint32)
"""Thousandths of red, green and blue in it."""


@dataclass(frozen=True, eq=False)
class Raster:
    """A picture on a canvas.

    Args:
        pixels: bytes, as `paint` gives them.
        boxes: the boxes of the objects; outside of them the canvas is unchanged, that is black
            under a whole scene.
    """

    pixels: UInt8[np.ndarray, "row col channel"]
    boxes: Sequence[Box]

    @cached_property
    def picture(self) -> Float32[np.ndarray, "channel row col"]:
        """The pixels as a network's input; see `scaled`."""
        return scaled(self.pixels)


def raster(scene: Scene, shape: InputShape, where: str = "scene") -> Raster:
    """The scene on a black canvas; takes and raises what `paint` does."""
    return Raster(paint(scene, shape, where), boxes(scene, *shape[1:]))


def paint(
    scene: Scene, shape: InputShape, where: str = "scene"
) -> UInt8[np.ndarray, "row col channel"]:
    """The scene on a black canvas, as bytes that a network with an input of `shape` takes.

    Args:
        where: the scene's dotted path in the request, for errors.

    Raises:
        UnknownObject: the scene names an object that neither the palette nor the scene holds.
        InvalidInput: one of its pictures cannot be decoded.
    """
    channels, height, width = shape
    canvas = np.zeros((height, width, 3), np.uint8)
    for index, placement in enumerate(scene.objects):
        paste(canvas, drawn(scene, index, where), placement.row, placement.col)
    return with_channels(canvas, channels)


def with_channels(
    canvas: UInt8[np.ndarray, "row col 3"], channels: int
) -> UInt8[np.ndarray, "row col channel"]:
    """RGB bytes with as many channels as a network takes: 3 as they are, 1 as their luminance.

    Luminance is that of ITU-R BT.601, Y = 0.299 R + 0.587 G + 0.114 B, rounded; grey stays grey.

    Raises:
        ValueError: neither 1 nor 3 channels.
    """
    if channels == 3:
        return canvas
    if channels != 1:
        raise ValueError(f"expected 1 or 3 channels; got {channels}")
    weighted = canvas.astype(np.uint32) @ LUMINANCE
    grey: np.ndarray = ((weighted + 500) // 1000).astype(np.uint8)
    return grey[..., None]


def boxes(scene: Scene, height: int, width: int) -> list[Box]:
    """The box of each object, clipped to the canvas; outside of the boxes the canvas is black.

    Objects wholly outside the canvas have no box. Raises what `paint` does.
    """
    found = []
    for index, placement in enumerate(scene.objects):
        drawing = drawn(scene, index)
        rows, cols = drawing.pixels.shape[:2]
        top, left = max(placement.row, 0), max(placement.col, 0)
        bottom, right = min(placement.row + rows, height), min(placement.col + cols, width)
        if top < bottom and left < right:
            found.append((top, left, bottom, right))
    return found


def drawn(scene: Scene, index: int, where: str = "scene") -> Sprite:
    """The drawing of object number `index`; takes and raises what `paint` does."""
    name = scene.objects[index].object
    text = scene.pictures.get(name)
    if text is None:
        return find(name, f"{where}.objects.{index}.object")
    return user_picture.drawing(name, text, f"{where}.pictures.{name}")


def centred(
    pixels: UInt8[np.ndarray, "picture_row picture_col 4"], shape: InputShape
) -> UInt8[np.ndarray, "row col channel"]:
    """Pixels in the middle of a black canvas; an odd margin is wider below and on the right."""
    channels, height, width = shape
    canvas = np.zeros((height, width, 3), np.uint8)
    drawing = Sprite("picture", "Picture", pixels, {}, "picture")
    paste(canvas, drawing, (height - drawing.height) // 2, (width - drawing.width) // 2)
    return with_channels(canvas, channels)


def paste(canvas: UInt8[np.ndarray, "row col 3"], drawing: Sprite, row: int, col: int) -> None:
    """Paints a sprite onto the canvas, in place, clipped at the border."""
    height, width = canvas.shape[:2]
    top, left = max(row, 0), max(col, 0)
    bottom, right = min(row + drawing.height, height), min(col + drawing.width, width)
    if top >= bottom or left >= right:
        return
    shown = slice(top - row, bottom - row), slice(left - col, right - col)
    np.copyto(
        canvas[top:bottom, left:right], drawing.pixels[shown][..., :3], where=drawing.opaque[shown]
    )


def scaled(
    pixels: UInt8[np.ndarray, "row col channel"],
) -> Float32[np.ndarray, "channel row col"]:
    """RGB bytes as a network's input: channel first, 0..1."""
    # The memory layout stays channels-last, which convolutions prefer.
    values: np.ndarray = np.divide(pixels, np.float32(255), dtype=np.float32)
    return values.transpose(2, 0, 1)
