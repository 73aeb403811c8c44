"""Drawings placed on canvases, in batches, and what the network by construction makes of them."""

from dataclasses import dataclass

import numpy as np
import torch

from app.network.trace import forward
from app.scene.palette import PALETTE
from app.scene.raster import paste
from app.training.figure_task import DRAWINGS
from app.training.make_handcrafted import ARRANGEMENTS, patches

SIZE = 64
DRAWN = {name: PALETTE[name] for name in DRAWINGS}
"""The drawings from whose parts the network was built."""
PART_NAMES = list(patches())
ARRANGEMENT_NAMES = list(ARRANGEMENTS)
BATCH = 64
"""Pictures per batch; larger batches are not faster."""


@dataclass(frozen=True)
class Answers:
    """What the network answers to many pictures.

    Args:
        parts, arrangements: which cells are active, `[picture slice row col]`.
        levels: every value that occurs in those two volumes.
        logits: `[picture output]`.
        labels: the output with the largest logit, one a picture.
    """

    parts: np.ndarray
    arrangements: np.ndarray
    levels: set[float]
    logits: np.ndarray
    labels: np.ndarray


def answer(network, scenes):
    """The network's answers to scenes, each a list of `(drawing, row, col)`."""
    parts, arrangements, logits, levels = [], [], [], set()
    for start in range(0, len(scenes), BATCH):
        answers = forward(network, pictures(scenes[start : start + BATCH]))
        for kept, layer in ((parts, "pool1"), (arrangements, "pool2")):
            values = answers[layer].numpy()
            levels |= set(np.unique(values).tolist())
            kept.append(values > 0)
        logits.append(answers["fc2"].numpy())
    logits = np.concatenate(logits)
    labels = np.array(network.spec.outputs)[logits.argmax(1)]
    return Answers(np.concatenate(parts), np.concatenate(arrangements), levels, logits, labels)


def pictures(scenes):
    """The scenes as the network's input; later drawings lie on top."""
    canvases = np.zeros((len(scenes), SIZE, SIZE, 3), np.uint8)
    for canvas, scene in zip(canvases, scenes, strict=True):
        for drawing, row, col in scene:
            paste(canvas, drawing, row, col)
    return torch.from_numpy(canvases.transpose(0, 3, 1, 2).astype(np.float32) / np.float32(255))


def places(drawing):
    """Every `(row, col)` at which the drawing lies inside the canvas."""
    return [
        (row, col)
        for row in range(SIZE - drawing.height + 1)
        for col in range(SIZE - drawing.width + 1)
    ]


def everywhere(drawing):
    """The drawing alone, once at each of its places."""
    return [[(drawing, row, col)] for row, col in places(drawing)]


def counts(volume):
    """Active cells, `[picture slice]`."""
    return volume.sum((2, 3))


def disjoint(placed, drawing, row, col):
    """Whether the drawing's box would overlap none of the placed ones."""
    return all(
        row + drawing.height <= top
        or top + other.height <= row
        or col + drawing.width <= left
        or left + other.width <= col
        for other, top, left in placed
    )


def scatter(rng, names, placed=()):
    """A scene with `placed` and the named objects at random places without overlaps."""
    while True:
        scene = list(placed)
        for name in names:
            drawing = PALETTE[name]
            for _ in range(50):
                row = int(rng.integers(SIZE - drawing.height + 1))
                col = int(rng.integers(SIZE - drawing.width + 1))
                if disjoint(scene, drawing, row, col):
                    scene.append((drawing, row, col))
                    break
            else:
                break
        else:
            return scene
