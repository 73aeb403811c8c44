"""The samples: labelled things to place on the canvas.

Digit networks get the held-out handwriting of `app/scene/objects/digits.py`; figure networks get
the drawings of the palette, each alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import numpy as np
from jaxtyping import Float32

from app.scene.objects import digits
from app.scene.palette import PALETTE
from app.scene.raster import (
    Background,
    Conversion,
    InputShape,
    canvas_of,
    paste,
    scaled,
    with_channels,
)
from app.scene.sprite import Sprite
from app.scene.truth import DIGITS, FIGURES, KEY, OTHERS, STANDING


@dataclass(frozen=True, eq=False)
class Sample:
    """A thing to place: drawings, each with its row and col in px from the thing's corner."""

    parts: tuple[tuple[Sprite, int, int], ...]

    @property
    def height(self) -> int:
        """Rows, in px."""
        return max(row + drawing.height for drawing, row, _ in self.parts)

    @property
    def width(self) -> int:
        """Columns, in px."""
        return max(col + drawing.width for drawing, _, col in self.parts)

    def fits(self, height: int, width: int) -> bool:
        """Whether a canvas of that size, in px, can hold it."""
        return self.height <= height and self.width <= width

    def picture(
        self,
        row: int,
        col: int,
        shape: InputShape,
        convert: Conversion = scaled,
        background: Background = None,
    ) -> Float32[np.ndarray, "channel height width"]:
        """A network's input: the sample alone, its corner at (row, col), on a background."""
        canvas = canvas_of(background, shape)
        for drawing, down, along in self.parts:
            paste(canvas, drawing, row + down, col + along)
        return convert(with_channels(canvas, shape[0]))


def samples(outputs: tuple[str, ...]) -> Mapping[str, tuple[Sample, ...]]:
    """The samples for each output, in the network's order; empty for unknown outputs.

    A human body is the standing body of the training scenes. The samples for `nothing` are the
    torso and each distractor.
    """
    known = _digits() if set(outputs) == set(DIGITS) else {}
    known = _figures() if set(outputs) == set(FIGURES) else known
    return {output: known[output] for output in outputs if output in known}


def lone(outputs: tuple[str, ...]) -> Mapping[str, tuple[Sample, ...]]:
    """Those of `samples` that are a single drawing: all except the human body."""
    found = {
        name: tuple(s for s in kind if len(s.parts) == 1) for name, kind in samples(outputs).items()
    }
    return {name: kind for name, kind in found.items() if kind}


@cache
def _digits() -> Mapping[str, tuple[Sample, ...]]:
    """The samples of the whole sheet, in its order."""
    count = digits.sheet().shape[1]
    return MappingProxyType(
        {
            name: tuple(Sample(((digits.drawing(digit, sample), 0, 0),)) for sample in range(count))
            for digit, name in enumerate(DIGITS)
        }
    )


@cache
def _figures() -> Mapping[str, tuple[Sample, ...]]:
    """The lone drawings, and the standing body."""

    def alone(*names: str) -> tuple[Sample, ...]:
        return tuple(Sample(((PALETTE[name], 0, 0),)) for name in names)

    body = Sample(tuple((PALETTE[name], row, col) for name, row, col in STANDING))
    keys = {output: alone(KEY[output]) for output in ("face", "arm", "leg")}
    return MappingProxyType({"human body": (body,), **keys, "nothing": alone(*OTHERS)})
