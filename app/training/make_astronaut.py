"""Cuts the palette's photographs: `python -m app.training.make_astronaut WHEEL`.

WHEEL is one of scikit-image 0.26.0 (`pip download --no-deps scikit-image==0.26.0`).
"""

import io
import sys
from pathlib import Path

import numpy as np
from jaxtyping import UInt8
from PIL import Image

from app.scene.objects.astronaut import HERE
from app.training.wheel import member

SOURCE = "skimage/data/astronaut.png"
SHA256 = "88431cd9653ccd539741b555fb0a46b61558b301d4110412b5bc28b5e3ea6cb5"

CUTS = {"astronaut": (68, 178, 14, 10), "portrait": (0, 0, 64, 8)}
"""Of each picture the top and left in the photograph, its side, and how many px become one."""


def cut(
    photograph: UInt8[np.ndarray, "512 512 3"], top: int, left: int, side: int, factor: int
) -> UInt8[np.ndarray, "{side} {side} 3"]:
    """A square, each pixel the rounded mean of `factor` × `factor` px of the photograph."""
    extent = side * factor
    square = photograph[top : top + extent, left : left + extent].astype(np.float64)
    means: np.ndarray = square.reshape(side, factor, side, factor, 3).mean((1, 3))
    return np.asarray(np.rint(means), np.uint8)


def make(wheel: Path, folder: Path = HERE) -> list[Path]:
    """Writes both pictures; raises as `member`. Returns their paths."""
    raw = member(wheel, SOURCE, SHA256)
    photograph = np.asarray(Image.open(io.BytesIO(raw)).convert("RGB"))
    paths = []
    for name, box in CUTS.items():
        paths.append(folder / f"{name}.png")
        Image.fromarray(cut(photograph, *box)).save(paths[-1], optimize=True)
    return paths


if __name__ == "__main__":
    for path in make(Path(sys.argv[1])):
        print(path)
