"""Writes the sheet of held-out digits for the palette and the experiments."""

from pathlib import Path

import numpy as np
from PIL import Image

from app.scene.objects.digits import SHEET, SIDE
from app.training.digit_task import HELD_OUT, OUTPUTS, mnist


def make() -> Path:
    """Writes one row of pictures per digit, one column per sample; returns the sheet's path."""
    held_out = mnist()[:, -HELD_OUT:]
    rows = held_out.transpose(0, 2, 1, 3).reshape(len(OUTPUTS) * SIDE, HELD_OUT * SIDE)
    Image.fromarray(np.ascontiguousarray(rows)).save(SHEET, optimize=True)
    return SHEET
