"""The scene: objects placed on the canvas at whole pixels."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StrictInt

CANVAS = (64, 64)
"""Rows and columns of the canvas, px, where no network says otherwise."""

MAX_OBJECTS = 32
FARTHEST = 4096

Position = Annotated[StrictInt, Field(ge=-FARTHEST, le=FARTHEST)]


class Placement(BaseModel):
    """One object and the pixel where its top-left corner lies.

    `row` grows downwards; both are whole px and may be negative: what lies outside is clipped.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    object: Annotated[str, Field(min_length=1, max_length=64)]
    row: Position
    col: Position


class Scene(BaseModel):
    """Up to 32 placed objects; later ones lie on top of earlier ones."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={"examples": [{"objects": [{"object": "face", "row": 4, "col": 40}]}]},
    )

    objects: Annotated[tuple[Placement, ...], Field(max_length=MAX_OBJECTS)] = ()
