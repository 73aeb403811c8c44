"""Makes the hand-crafted networks, `ludic` and its twin, from parts cropped from the sprites."""

from pathlib import Path

import numpy as np
from jaxtyping import UInt8
from torch import Tensor

from app.network import handcrafted_network
from app.network.build import assemble
from app.network.card import Card
from app.network.library import write
from app.network.spec import Spec
from app.scene.palette import PALETTE
from app.scene.sprite import Sprite
from app.training.figure_task import DRAWINGS, Figures
from app.training.measure import accuracy, notes

ARRANGEMENTS: dict[str, tuple[handcrafted_network.Offset, ...]] = {
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
"""The slices of stage 2: each part with its row and col, in px from the arrangement's anchor."""

TELLING = {
    "face": "nose",
    "arm": "hand",
    "leg": "foot",
    "torso": "dot",
    "eyes": "eye",
    "left profile": "eye",
    "right profile": "eye",
    "muzzle": "mouth",
    "house": "window",
    "tree": "dot",
    "ball": "dot",
}
"""The part that gives an arrangement its colour on screen."""

NAMES = {"ludic": True, "ludic-nopool": False}
"""The constructed networks, and whether they pool."""

INPUT_SHAPE = (3, 64, 64)
SEED = 0
SAMPLES = 100
PROTOCOL = (
    "Share of right answers on scenes from the figure generator's held-out seed stream, the "
    "output's key object (the face for a human body, a torso or distractor for nothing) at each "
    "position of a 6 × 6 grid over the whole canvas, or at the nearest one where it lies inside. "
    "Objects do not overlap and keep 1 px apart. Clean scenes only: the network is exact by "
    "construction without noise, and makes no claim with it."
)


def patch(drawing: Sprite, row: int, col: int) -> UInt8[np.ndarray, "row col 4"]:
    """The RGBA pixels around (row, col), as many as the kernel covers.

    Pixels outside the drawing are grey and get no weight: another object may lie there.
    """
    half = handcrafted_network.KERNEL // 2
    padded = np.pad(drawing.pixels, ((half, half), (half, half), (0, 0)), constant_values=128)
    return padded[row : row + handcrafted_network.KERNEL, col : col + handcrafted_network.KERNEL]


def patches() -> dict[str, UInt8[np.ndarray, "copy row col 4"]]:
    """The pixels of each part's copies; parts are in the order of the arrangements."""
    found: dict[str, list[UInt8[np.ndarray, "row col 4"]]] = {
        part: [] for offsets in ARRANGEMENTS.values() for part, _, _ in offsets
    }
    # Named drawings only: later additions to the palette must not change the weights.
    for drawing in (PALETTE[name] for name in DRAWINGS):
        for part, centres in drawing.parts.items():
            found[part].extend(patch(drawing, row, col) for row, col in centres)
    return {part: np.stack(copies) for part, copies in found.items()}


def color(copies: UInt8[np.ndarray, "copy row col 4"]) -> str:
    """`#rrggbb` of a part: the colour of the pixel nearest its centre that a template uses."""
    pixels = copies[0].reshape(-1, 4)
    half = handcrafted_network.KERNEL / 2 - 0.5
    rows, cols = np.divmod(np.arange(len(pixels)), handcrafted_network.KERNEL)
    pure = (pixels[:, 3] > 0) & np.isin(pixels[:, :3], (0, 255)).all(1)
    distance = np.where(pure, np.hypot(rows - half, cols - half), np.inf)
    return "#" + bytes(pixels[distance.argmin(), :3].tolist()).hex()


def parts(pooling: bool = True) -> tuple[Spec, dict[str, Tensor]]:
    """The spec of `ludic`, or of its twin without pooling, and its weights."""
    cut = patches()
    spec = handcrafted_network.spec(INPUT_SHAPE, list(cut), list(ARRANGEMENTS), pooling=pooling)
    return spec, handcrafted_network.weights(spec, cut, ARRANGEMENTS)


def make(name: str, folder: Path) -> Path:
    """Constructs one of NAMES, measures it and writes it to `folder`; returns the card's path."""
    pooling = NAMES[name]
    spec, weights = parts(pooling)
    # The weights are small whole numbers, which float16 represents exactly.
    weights = {key: value.half() for key, value in weights.items()}
    network = assemble(name, spec, weights)
    cut = patches()
    hues = {part: color(copies) for part, copies in cut.items()}
    details, arrangements = tuple(cut), tuple(ARRANGEMENTS)
    slices = dict.fromkeys(("conv1", "relu1", "pool1"), details)
    slices |= dict.fromkeys(("conv2", "relu2", "pool2"), arrangements)
    slices |= dict.fromkeys(("fc1", "relu3"), tuple(handcrafted_network.unit_names()))
    colors = dict.fromkeys(("relu1", "pool1"), tuple(hues[part] for part in details))
    colors |= dict.fromkeys(("relu2", "pool2"), tuple(hues[TELLING[name]] for name in arrangements))
    clean = Figures(clean=1.0)
    card = Card(
        id=name,
        title="Hand-made" if pooling else "Hand-made, no pooling",
        family="by construction",
        summary=(
            "Reads drawn figures. Every weight is set by hand, none is trained. Slices of the "
            "first volume detect the parts of the drawings, such as eyes and noses; slices of the "
            "second detect arrangements of parts, such as faces, arms and legs; the head counts "
            "them, wherever they are."
            + ("" if pooling else " Nothing is pooled: what a slice means stays the same.")
        ),
        spec=spec,
        made_by="construction",
        trained_on="nothing: the weights are computed from the pixels of the drawn parts",
        source="Shiftscope's own drawings, MIT licence",
        accuracy=accuracy(network, clean, samples=SAMPLES, seed=SEED, protocol=PROTOCOL),
        layers=notes(network, clean, seed=SEED, slices=slices, colors=colors),
        parameters=sum(value.numel() for value in weights.values()),
        sha256="0" * 64,
    )
    return write(folder, card, weights)
