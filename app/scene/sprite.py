"""A sprite: one object of the palette, as the pixels it is made of."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from jaxtyping import Bool, UInt8

CLEAR = "."

Kind = Literal["figure", "distractor", "digit", "photograph", "picture"]


@dataclass(frozen=True, eq=False)
class Sprite:
    """One object that can be placed in a scene.

    Args:
        name: identifier in scenes and in the API.
        title: the name that people read.
        pixels: RGBA, `[row col 4]`; alpha is 0 or 255, so that pasting never blends.
        parts: centre pixels `(row, col)` of the named parts, within the sprite.
        kind: `figure` for a part of the human figure, `distractor` for other drawn things, `digit`
            for handwriting, `photograph` for real pictures, `picture` for a scene's own picture.
    """

    name: str
    title: str
    pixels: UInt8[np.ndarray, "row col 4"]
    parts: dict[str, tuple[tuple[int, int], ...]]
    kind: Kind

    @cached_property
    def opaque(self) -> Bool[np.ndarray, "row col 1"]:
        """The mask of the pixels that are not transparent."""
        shows: np.ndarray = self.pixels[..., 3:] > 0
        return shows

    @property
    def height(self) -> int:
        """Rows, in px."""
        return int(self.pixels.shape[0])

    @property
    def width(self) -> int:
        """Columns, in px."""
        return int(self.pixels.shape[1])


def draw(
    name: str,
    title: str,
    *,
    art: str,
    ink: dict[str, tuple[int, int, int]],
    parts: dict[str, tuple[tuple[int, int], ...]],
    kind: Kind = "figure",
) -> Sprite:
    """Converts character art into a sprite.

    Args:
        art: one line per row, one character per pixel; `.` is transparent.
        ink: RGB, 0..255, of each other character.

    Raises:
        ValueError: lines differ in length, a character has no ink, or a part lies outside.
    """
    lines = art.strip("\n").splitlines()
    height, width = len(lines), len(lines[0])
    pixels = np.zeros((height, width, 4), np.uint8)
    for row, line in enumerate(lines):
        if len(line) != width:
            raise ValueError(f"{name}: row {row} has {len(line)} characters, row 0 has {width}")
        for col, character in enumerate(line):
            if character != CLEAR:
                if character not in ink:
                    raise ValueError(f"{name}: no ink for {character!r} at row {row}, col {col}")
                pixels[row, col] = (*ink[character], 255)
    for part, centres in parts.items():
        for row, col in centres:
            if not (0 <= row < height and 0 <= col < width):
                raise ValueError(f"{name}: part {part} at ({row}, {col}) lies outside the sprite")
    pixels.setflags(write=False)
    return Sprite(name, title, pixels, parts, kind)
