"""The scene: objects placed on the canvas at whole pixels."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StrictInt

from app.scene.user_picture import Pictures, ScenePictures

CANVAS = (64, 64)
"""Default rows and columns of the canvas, in px; a network may have others."""

MAX_OBJECTS = 32
FARTHEST = 4096

Position = Annotated[StrictInt, Field(ge=-FARTHEST, le=FARTHEST)]


class Placement(BaseModel):
    """An object of the palette or a picture of the scene, and the pixel of its top-left corner.

    `row` counts downwards. Both are whole px and may be negative: the canvas clips its objects.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    object: Annotated[str, Field(min_length=1, max_length=64)]
    row: Position
    col: Position


class Scene(BaseModel):
    """Up to 32 placed objects, later ones on top of earlier ones, and up to 4 pictures.

    `pictures` are PNGs in base64, by name, of 256 × 256 px at most. A pixel with an alpha of 128 or
    more is opaque; all others are transparent.
    """

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={"examples": [{"objects": [{"object": "face", "row": 4, "col": 40}]}]},
    )

    objects: Annotated[tuple[Placement, ...], Field(max_length=MAX_OBJECTS)] = ()
    pictures: ScenePictures = Field(default_factory=lambda: Pictures({}))
