"""The raster: the picture a scene makes, as the network sees it."""

import numpy as np
from jaxtyping import Float32, UInt8

from app.scene import picture
from app.scene.drawing import Drawing
from app.scene.palette import find
from app.scene.scene import Scene


def paint(
    scene: Scene, height: int, width: int, where: str = "scene"
) -> UInt8[np.ndarray, "row col 3"]:
    """The scene on a black canvas of `height` × `width` px, as RGB bytes.

    Args:
        where: the scene came, for errors; a dotted path.

    Raises:
        UnknownObject: the scene names an object that neither the palette nor itself holds.
        InvalidInput: a picture that it names cannot be decoded.
    """
    canvas = np.zeros((height, width, 3), np.uint8)
    for index, placement in enumerate(scene.objects):
        paste(canvas, drawn(scene, index, where), placement.row, placement.col)
    return canvas


def boxes(scene: Scene, height: int, width: int) -> list[tuple[int, int, int, int]]:
    """Where the canvas is not black: top, left, bottom, right of each object on it, half-open.

    Raises as `paint`.
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


def drawn(scene: Scene, index: int, where: str = "scene") -> Drawing:
    """The drawing of object number `index`; arguments and errors as `paint`."""
    name = scene.objects[index].object
    text = scene.pictures.get(name)
    if text is None:
        return find(name, f"{where}.objects.{index}.object")
    return picture.drawing(name, text, f"{where}.pictures.{name}")


def centred(
    pixels: UInt8[np.ndarray, "picture_row picture_col 4"], height: int, width: int
) -> UInt8[np.ndarray, "row col 3"]:
    """Pixels in the middle of a black canvas; an odd px of room is left below and at the right."""
    canvas = np.zeros((height, width, 3), np.uint8)
    drawing = Drawing("picture", "Picture", pixels, {}, "picture")
    paste(canvas, drawing, (height - drawing.height) // 2, (width - drawing.width) // 2)
    return canvas


def paste(canvas: UInt8[np.ndarray, "row col 3"], drawing: Drawing, row: int, col: int) -> None:
    """Puts a drawing on the canvas, in place, clipped at the border."""
    height, width = canvas.shape[:2]
    top, left = max(row, 0), max(col, 0)
    bottom, right = min(row + drawing.height, height), min(col + drawing.width, width)
    if top >= bottom or left >= right:
        return
    shown = slice(top - row, bottom - row), slice(left - col, right - col)
    np.copyto(
        canvas[top:bottom, left:right], drawing.pixels[shown][..., :3], where=drawing.opaque[shown]
    )


def raster(
    scene: Scene, height: int, width: int, where: str = "scene"
) -> Float32[np.ndarray, "3 row col"]:
    """The scene as the network's input: channel first, 0..1; arguments and errors as `paint`."""
    return scaled(paint(scene, height, width, where))


def scaled(canvas: UInt8[np.ndarray, "row col 3"]) -> Float32[np.ndarray, "3 row col"]:
    """RGB bytes as the network's input: channel first, 0..1."""
    # Channel last in memory, as the canvas is: convolutions take it so.
    values: np.ndarray = np.divide(canvas, np.float32(255), dtype=np.float32)
    return values.transpose(2, 0, 1)
