"""Makes `ludic`: cuts the parts out of the drawings and hands them to the constructor."""

import numpy as np
from jaxtyping import UInt8

from app.network import ludic
from app.scene.drawing import Drawing
from app.scene.palette import PALETTE

ARRANGEMENTS: dict[str, tuple[ludic.Offset, ...]] = {
    "face": (("eye", -4, -4), ("eye", -4, 4), ("nose", 0, 0), ("mouth", 4, 0)),
    "arm": (("joint", -4, 0), ("hand", 4, 0)),
    "leg": (("joint", -4, 0), ("foot", 4, 2)),
    "torso": (("dot", -4, 0), ("dot", 4, 0)),
    "eyes": (("eye", 0, -4), ("eye", 0, 4)),
    "left profile": (("eye", -4, -4), ("nose", 0, 0)),
    "right profile": (("eye", -4, 4), ("nose", 0, 0)),
    "muzzle": (("nose", 0, 0), ("mouth", 4, 0)),
    "house": (("window", 0, -4), ("window", 0, 4)),
    "tree": (("dot", -4, 0), ("dot", 0, -4), ("dot", 4, 4)),
    "ball": (("dot", 0, -4), ("dot", 0, 4)),
}
"""The yellow slices. Offsets are px from the arrangement's anchor, rows and columns."""


def patch(drawing: Drawing, row: int, col: int) -> UInt8[np.ndarray, "row col 4"]:
    """The RGBA pixels of the kernel's size around (row, col).

    Past the drawing they are grey, which gets no weight: another object may lie there.
    """
    half = ludic.KERNEL // 2
    padded = np.pad(drawing.pixels, ((half, half), (half, half), (0, 0)), constant_values=128)
    return padded[row : row + ludic.KERNEL, col : col + ludic.KERNEL]


def patches() -> dict[str, UInt8[np.ndarray, "copy row col 4"]]:
    """The pixels of each part's copies; the parts in the order in which arrangements name them."""
    found: dict[str, list[UInt8[np.ndarray, "row col 4"]]] = {
        part: [] for offsets in ARRANGEMENTS.values() for part, _, _ in offsets
    }
    for drawing in PALETTE.values():
        for part, centres in drawing.parts.items():
            found[part].extend(patch(drawing, row, col) for row, col in centres)
    return {part: np.stack(copies) for part, copies in found.items()}


def color(copies: UInt8[np.ndarray, "copy row col 4"]) -> str:
    """`#rrggbb` of the part: the colour of its centre-most pixel that a template looks at."""
    pixels = copies[0].reshape(-1, 4)
    half = ludic.KERNEL / 2 - 0.5
    rows, cols = np.divmod(np.arange(len(pixels)), ludic.KERNEL)
    pure = (pixels[:, 3] > 0) & np.isin(pixels[:, :3], (0, 255)).all(1)
    distance = np.where(pure, np.hypot(rows - half, cols - half), np.inf)
    return "#" + bytes(pixels[distance.argmin(), :3].tolist()).hex()
