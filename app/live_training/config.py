"""The config of a training: what a visitor chooses."""

from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field, JsonValue

from app.live_training.own_class import MOST_CLASSES, OwnClass
from app.live_training.region import Box, Region
from app.network.card import Frozen
from app.network.layers.conv import NamedPadding
from app.training.architecture import Head

CANVAS = 64
"""Rows and cols of the canvas, px."""
MOST_BOXES = 256
"""One for each cell of 4 × 4 px that a brush paints."""
MOST_STEPS, MOST_PICTURES = 20_000, 256

Pooling = Literal["none", "max", "avg", "blur", "aps"]
Data = Literal["digits", "figures", "own"]
SnapshotId = Annotated[str, Field(pattern="^own-[0-9a-f]{16}$")]
Slices = Annotated[int, Field(ge=4, le=32, strict=True)]

EXAMPLE: dict[str, JsonValue] = {"data": "digits", "region": [[0, 0, 28, 28]], "steps": 40}


Edge = Annotated[int, Field(strict=True)]


def _on_canvas(box: Box) -> Box:
    """The box, unchanged; raises ValueError for one that is empty or leaves the canvas."""
    top, left, bottom, right = box
    if not (0 <= top < bottom <= CANVAS and 0 <= left < right <= CANVAS):
        raise ValueError(
            f"expected 0 <= top < bottom <= {CANVAS} and 0 <= left < right <= {CANVAS}, px"
        )
    return box


class TrainingConfig(Frozen):
    """A training: its data, where objects may lie, the architecture and the budget.

    Args:
        data: handwritten digits, drawn figures, or the visitor's own classes; one object a picture.
        classes: the visitor's own; none for other data.
        region: boxes in px, half-open; objects lie wholly inside their union.
        pooling, head, padding: of the network, see `app/training/architecture.py`.
        channels: slices of both convolutions.
        steps: optimiser steps.
        batch: pictures a step.
        seed: of the initial weights and of all random data.
        augment: whether each training picture is moved by up to `SHIFT` px in each direction,
            within the canvas, so that objects may lie beyond the region.
        start: a snapshot of the same architecture from which the training goes on, at its step; the
            optimiser begins anew.
        convolutions: a snapshot of the same architecture whose convolutions
            stay as they are, while the head alone is trained.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    data: Data = "digits"
    classes: Annotated[
        tuple[OwnClass, ...], Field(max_length=MOST_CLASSES, fail_fast=True, validate_default=True)
    ] = ()
    region: Annotated[
        tuple[Annotated[tuple[Edge, Edge, Edge, Edge], AfterValidator(_on_canvas)], ...],
        Field(min_length=1, max_length=MOST_BOXES, fail_fast=True),
    ]
    pooling: Pooling = "max"
    head: Head = "fc"
    padding: NamedPadding = "zero"
    channels: tuple[Slices, Slices] = (8, 16)
    steps: Annotated[int, Field(ge=10, le=MOST_STEPS, strict=True)] = 400
    batch: Annotated[int, Field(ge=8, le=MOST_PICTURES, strict=True)] = 64
    seed: Annotated[int, Field(ge=0, lt=1 << 32, strict=True)] = 0
    augment: Annotated[bool, Field(strict=True)] = False
    start: SnapshotId | None = None
    convolutions: SnapshotId | None = None

    @property
    def painted(self) -> Region:
        """The region on the canvas."""
        return Region(self.region, CANVAS, CANVAS)
