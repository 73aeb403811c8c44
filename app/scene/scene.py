"""The scene: objects placed on the canvas at whole pixels."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StrictInt

from app.scene.user_picture import Pictures, ScenePictures

CANVAS = (64, 64)
"""Default rows and columns of the canvas, in px; a network may have others."""

MAX_OBJECTS = 32
LARGEST_SCALE = 32
FARTHEST = 4096

Background = Annotated[
    str, Field(pattern="^(#[0-9a-fA-F]{6}|picture-[0-9a-z]{1,24})$", max_length=32)
]

Position = Annotated[StrictInt, Field(ge=-FARTHEST, le=FARTHEST)]


class Placement(BaseModel):
    """An object of the palette or a picture of the scene, and the pixel of its top-left corner.

    `row` counts downwards. Both are whole px and may be negative: the canvas clips its objects.
    Each pixel of the object covers `scale` × `scale` px of the canvas.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    object: Annotated[str, Field(min_length=1, max_length=64)]
    row: Position
    col: Position
    scale: Annotated[StrictInt, Field(ge=1, le=LARGEST_SCALE)] = 1


class Scene(BaseModel):
    """Up to 32 placed objects, later ones on top of earlier ones, and up to 4 pictures.

    `pictures` are PNGs in base64, by name, of 512 × 512 px and 120,000 characters at most, all
    together. A pixel with an alpha of 128 or more is opaque; all others are transparent.

    `background` is what lies behind the objects: a colour, `#rrggbb`, or the name of one of the
    pictures; without it the canvas is black. A picture keeps its size and lies in the middle of the
    canvas, cut off at the border; around it and through it the canvas is black.
    """

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={"examples": [{"objects": [{"object": "face", "row": 4, "col": 40}]}]},
    )

    objects: Annotated[tuple[Placement, ...], Field(max_length=MAX_OBJECTS)] = ()
    pictures: ScenePictures = Field(default_factory=lambda: Pictures({}))
    background: Background | None = None

    @property
    def cleared(self) -> "Scene":
        """The scene without its objects: the background alone."""
        return Scene(pictures=self.pictures, background=self.background)
