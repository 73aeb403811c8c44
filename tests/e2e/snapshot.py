"""Compares screenshots of the page with stored snapshots."""

import io
import json
import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page

FOLDER = Path(__file__).parent / "snapshots"
FONTS = FOLDER / "fonts.json"
UPDATE = os.environ.get("SNAPSHOTS") == "update"
"""Whether to update them: `SNAPSHOTS=update make test ARGS=tests/e2e/test_snapshots.py`."""

SCALE = 2
"""Screen px per px of a snapshot: finer details depend on the rasteriser."""
TILE = 10
"""Side of a tile, in px of a snapshot; one holds a few letters, a mark or a cell."""
FAINT = 10.0
"""Largest mean difference of a tile, of 255, that is invisible."""
TOLERANCE = 0.004
"""Share of tiles that may differ."""

WIDTHS = """() => {
  const brush = document.createElement('canvas').getContext('2d');
  const { fontFamily } = getComputedStyle(document.body);
  return ['12px', 'bold 14px'].map((size) => {
    brush.font = `${size} ${fontFamily}`;
    return brush.measureText('Shiftscope 0123456789').width;
  });
}"""


def compare(page: Page, name: str) -> None:
    """Fails where the page has moved away from the picture of that name; shows the difference.

    Skips on a machine with other fonts than the one that made the pictures.
    """
    path = FOLDER / f"{name}.png"
    now = shrunk(page.screenshot(animations="disabled", caret="hide"))
    widths = page.evaluate(WIDTHS)
    if UPDATE:
        FONTS.write_text(json.dumps(widths) + "\n")
        Image.fromarray(now).save(path, optimize=True)
        return
    if json.loads(FONTS.read_text()) != widths:
        pytest.skip("the stored snapshots were made with other fonts")
    reference = np.asarray(Image.open(path).convert("RGB"))
    assert now.shape == reference.shape, name
    share = share_different(now, reference)
    if share > TOLERANCE:
        folder = FOLDER.parents[2] / "build" / "snapshots"
        folder.mkdir(parents=True, exist_ok=True)
        Image.fromarray(np.concatenate([reference, now], axis=1)).save(folder / f"{name}.png")
    assert share <= TOLERANCE, f"{share:.2%} of {name} differ: see build/snapshots/{name}.png"


def shrunk(png: bytes) -> np.ndarray:
    """A screenshot at the size of the snapshots."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    return np.asarray(image.reduce(SCALE))


def share_different(now: np.ndarray, reference: np.ndarray) -> float:
    """The share of tiles whose mean difference is visible."""
    gap = np.abs(now.astype(np.float32) - reference).mean(axis=2)
    rows, cols = (size // TILE * TILE for size in gap.shape)
    tiles = gap[:rows, :cols].reshape(rows // TILE, TILE, cols // TILE, TILE).mean((1, 3))
    return float((tiles > FAINT).mean())
