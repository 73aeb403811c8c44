"""The raster: a scene as pixels, and as a network's input."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np
from jaxtyping import Float32, UInt8

from app.errors import UnknownObject
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


def scaled(
    pixels: UInt8[np.ndarray, "row col channel"],
) -> Float32[np.ndarray, "channel row col"]:
    """Bytes as the input of a network that wants 0 to 1, channel first."""
    # The memory layout stays channels-last, which convolutions prefer.
    values: np.ndarray = np.divide(pixels, np.float32(255), dtype=np.float32)
    return values.transpose(2, 0, 1)


Conversion = Callable[
    [UInt8[np.ndarray, "row col channel"]], Float32[np.ndarray, "channel row col"]
]
"""From the bytes of a canvas to the input of a network."""


Background = UInt8[np.ndarray, "row col 3"] | None
"""What is behind the objects of a scene; None is black."""


@dataclass(frozen=True, eq=False)
class Raster:
    """A picture on a canvas.

    Args:
        pixels: bytes, as `paint` gives them.
        boxes: the boxes of the objects; outside of them the canvas is unchanged, that is the
            scene's background.
        background: the bytes of the canvas without objects; None where it is black.
        convert: to the input of the network that the picture is for.
    """

    pixels: UInt8[np.ndarray, "row col channel"]
    boxes: Sequence[Box]
    background: UInt8[np.ndarray, "row col channel"] | None = None
    convert: Conversion = field(default=scaled, repr=False)

    @cached_property
    def picture(self) -> Float32[np.ndarray, "channel row col"]:
        """The pixels as the network's input."""
        return self.convert(self.pixels)


def raster(
    scene: Scene, shape: InputShape, where: str = "scene", convert: Conversion = scaled
) -> Raster:
    """The scene on the canvas; takes and raises what `paint` and `Raster` do."""
    behind = background(scene, shape, where)
    ground = None if behind is None else with_channels(behind, shape[0])
    canvas = canvas_of(behind, shape)
    boxes = place(canvas, scene, where)
    return Raster(with_channels(canvas, shape[0]), boxes, ground, convert)


def paint(
    scene: Scene, shape: InputShape, where: str = "scene"
) -> UInt8[np.ndarray, "row col channel"]:
    """The scene on the canvas, as bytes that a network with an input of `shape` takes.

    Args:
        where: the scene's dotted path in the request, for errors.

    Raises:
        UnknownObject: the scene names an object that neither the palette nor the scene holds, or
            a background that it does not hold.
        InvalidInput: one of its pictures cannot be decoded.
    """
    return raster(scene, shape, where).pixels


def place(canvas: UInt8[np.ndarray, "row col 3"], scene: Scene, where: str = "scene") -> list[Box]:
    """Paints the objects of a scene onto a canvas, in place; raises what `paint` does.

    Returns the box of each object, clipped to the canvas; outside of them the canvas stays as it
    was. Objects wholly outside have none.
    """
    found = []
    for index, placement in enumerate(scene.objects):
        drawing = drawn(scene, index, where)
        box = paste(canvas, drawing, placement.row, placement.col, placement.scale)
        if box is not None:
            found.append(box)
    return found


def canvas_of(background: Background, shape: InputShape) -> UInt8[np.ndarray, "row col 3"]:
    """A new canvas with a background."""
    return np.zeros((*shape[1:], 3), np.uint8) if background is None else background.copy()


def background(scene: Scene, shape: InputShape, where: str = "scene") -> Background:
    """The scene's background, as read-only bytes; raises what `paint` does."""
    named = scene.background
    if named is None:
        return None
    if named.startswith("#"):
        return plain(named.lower(), *shape[1:])
    text = scene.pictures.get(named)
    if text is None:
        known = ", ".join(["#rrggbb", *scene.pictures])
        raise UnknownObject(f"expected one of {known}; got {named!r}", f"{where}.background")
    drawing = user_picture.drawing(named, text, f"{where}.pictures.{named}")
    canvas = centred(drawing.pixels, (3, *shape[1:]))
    canvas.setflags(write=False)
    return canvas if canvas.any() else None


@lru_cache(16)
def plain(colour: str, height: int, width: int) -> Background:
    """A canvas of one colour, `#rrggbb`, read-only."""
    canvas = np.empty((height, width, 3), np.uint8)
    canvas[:] = list(bytes.fromhex(colour[1:]))
    canvas.setflags(write=False)
    return canvas if canvas.any() else None


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


def paste(
    canvas: UInt8[np.ndarray, "row col 3"], drawing: Sprite, row: int, col: int, scale: int = 1
) -> Box | None:
    """Paints a sprite onto the canvas, in place, clipped at the border; returns its box, if any.

    Each of its pixels covers `scale` × `scale` px. Only what lies on the canvas is enlarged, so no
    sprite takes more memory than the canvas.
    """
    height, width = canvas.shape[:2]
    top, left = max(row, 0), max(col, 0)
    rows, cols = drawing.pixels.shape[:2]
    bottom, right = min(row + rows * scale, height), min(col + cols * scale, width)
    if top >= bottom or left >= right:
        return None
    pixels, opaque = drawing.pixels[..., :3], drawing.opaque
    if scale == 1:
        shown = slice(top - row, bottom - row), slice(left - col, right - col)
        pixels, opaque = pixels[shown], opaque[shown]
    else:
        down = (np.arange(top, bottom) - row) // scale
        along = (np.arange(left, right) - col) // scale
        pixels, opaque = pixels[down[:, None], along], opaque[down[:, None], along]
    np.copyto(canvas[top:bottom, left:right], pixels, where=opaque)
    return top, left, bottom, right
