"""The region: where objects may lie, painted by a visitor."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Int64

Box = tuple[int, int, int, int]
"""Top, left, bottom, right, in px of the canvas, half-open."""


@dataclass(frozen=True)
class Region:
    """The union of boxes on a canvas.

    Args:
        boxes: at least one, each on the canvas and with a cell.
        height, width: of the canvas, in px.
    """

    boxes: Sequence[Box]
    height: int = 64
    width: int = 64

    @property
    def mask(self) -> Bool[np.ndarray, "row col"]:
        """Which px belong to it."""
        found = np.zeros((self.height, self.width), bool)
        for top, left, bottom, right in self.boxes:
            found[top:bottom, left:right] = True
        return found

    def inside(self, rows: int, cols: int) -> Bool[np.ndarray, "row col"]:
        """For each place of an object of `rows` × `cols` px, whether all of it lies in the region.

        Places are those of its top-left px at which it lies wholly on the canvas.
        """
        # The sum over a window from sums over all windows that begin at the top-left corner.
        sums = np.zeros((self.height + 1, self.width + 1), np.int64)
        sums[1:, 1:] = self.mask.cumsum(0).cumsum(1)
        windows = (
            sums[rows:, cols:] - sums[:-rows, cols:] - sums[rows:, :-cols] + sums[:-rows, :-cols]
        )
        return np.asarray(windows == rows * cols)

    def places(self, rows: int, cols: int) -> Int64[np.ndarray, "place 2"]:
        """Row and col of the top-left px of an object wherever all of it lies in the region."""
        return np.argwhere(self.inside(rows, cols))
