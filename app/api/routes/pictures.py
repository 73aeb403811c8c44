"""Fits an uploaded picture to a network's canvas."""

import base64
from typing import Annotated

from fastapi import APIRouter, Form
from pydantic import BaseModel, ConfigDict, Field

from app.api.dependencies import DecoderDep, NetworksDep, SettingsDep
from app.api.errors import MODEL_ERRORS, documented
from app.api.networks import Networks
from app.api.route_policy import policy
from app.api.upload import (
    CROSS,
    WHERE,
    Base64,
    PictureForm,
    add_form_route,
    content_of,
    form_too,
    limited,
)
from app.errors import InvalidInput
from app.network.library import Entry
from app.scene.png import compact_png, png
from app.scene.scene import CANVAS
from app.scene.user_picture import LONGEST, SIDE, Text, drawing, fit, name_of, with_few_colours
from app.scene.visibility import Adjustment, shows

router = APIRouter(prefix="/api", tags=["scene"])

POLICY = policy(computes=True, budget="pictures", picture=True)

ModelName = Annotated[str, Field(max_length=64, description="The network whose canvas it is for.")]
Adjust = Annotated[
    Adjustment,
    Field(description="`white` puts the picture on a white ground, `invert` inverts its colours."),
]


Side = Annotated[
    int,
    Field(ge=1, le=SIDE, description="Most rows and cols of the result, px, instead of a canvas."),
]


class PictureRequest(BaseModel):
    """A picture, and the network whose canvas it is for; without one, 64 × 64 px, or `side`."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"picture": CROSS}]})

    picture: Base64
    model: ModelName | None = None
    side: Annotated[Side, Field(strict=True)] | None = None
    adjust: Adjust = "none"


class PlacedPictureForm(PictureForm):
    """The same as a form."""

    model: ModelName | None = None
    side: Side | None = None
    adjust: Adjust = "none"


class ScenePictureRequest(BaseModel):
    """One of a scene's own pictures: a PNG in base64."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"picture": CROSS}]})

    picture: Text


class PictureResponse(BaseModel):
    """An entry for a scene's `pictures`; sizes in px, `png` in base64.

    `visible` says whether something shows on the black canvas: whether some opaque pixel has a
    channel of 32 or more.
    """

    name: str
    height: int
    width: int
    png: str
    visible: bool


class FittedPictureResponse(PictureResponse):
    """The same, and of a picture that shows nothing, the adjustments that would make it show."""

    adjustments: list[Adjustment]


def canvas(entry: Entry | None) -> tuple[int, int]:
    """Height and width of a network's canvas, px, at most SIDE each; without one, the default."""
    if entry is None:
        return CANVAS
    _, height, width = entry.card.input_shape
    return min(height, SIDE), min(width, SIDE)


async def size_for(body: PictureRequest | PlacedPictureForm, networks: Networks) -> tuple[int, int]:
    """The height and width into which a picture is fitted, px; raises UnknownModel."""
    entry = await networks.find(body.model) if body.model else None
    return canvas(entry) if body.side is None else (body.side, body.side)


def fitted(content: bytes, size: tuple[int, int], adjust: Adjustment) -> FittedPictureResponse:
    """A file as an entry for a scene, at most `size` large; raises as `fit`."""
    pixels = fit(content, *size, WHERE, adjust)
    visible = shows(pixels)
    others: tuple[Adjustment, ...] = () if visible else ("white", "invert")
    adjustments = [one for one in others if shows(fit(content, *size, WHERE, one))]
    whole = content = png(pixels)
    # On a large canvas the PNG may exceed a scene's limit, half of which is left to other pictures:
    # first it gets fewer colours, then it is scaled down until it does not.
    while len(text := base64.b64encode(content).decode()) > LONGEST // 2:
        indexed = with_few_colours(pixels)
        content = compact_png(indexed)
        if len(content) * 4 // 3 + 4 > LONGEST // 2:
            pixels = fit(whole, pixels.shape[0] * 7 // 8, pixels.shape[1] * 7 // 8)
            content = png(pixels)
        else:
            pixels = indexed
    height, width = pixels.shape[:2]
    return FittedPictureResponse(
        name=name_of(content),
        height=height,
        width=width,
        png=text,
        visible=visible,
        adjustments=adjustments,
    )


def redrawn(text: str) -> PictureResponse:
    """A scene's picture as a plain PNG of the same pixels; raises as `drawing`."""
    pixels = drawing("picture", text, WHERE).pixels
    content = png(pixels)
    if len(base64.b64encode(content)) > LONGEST:
        content = compact_png(pixels)
    plain = base64.b64encode(content).decode()
    if len(plain) > LONGEST:
        expected = f"expected pixels that fit into a plain PNG of {LONGEST} characters"
        raise InvalidInput(f"{expected}; got {len(plain)}", WHERE)
    height, width = pixels.shape[:2]
    return PictureResponse(
        name=name_of(content), height=height, width=width, png=plain, visible=shows(pixels)
    )


@POLICY
async def fit_uploaded_picture(
    body: Annotated[PlacedPictureForm, Form()],
    networks: NetworksDep,
    decoder: DecoderDep,
    settings: SettingsDep,
) -> FittedPictureResponse:
    """A file in a form."""
    size = await size_for(body, networks)
    content = limited(await body.picture.read(), settings.picture_limit)
    return await decoder.run(fitted, content, size, body.adjust)


add_form_route(router, "/pictures", fit_uploaded_picture)


@router.post(
    "/pictures",
    summary="A picture, fitted to the canvas",
    responses=MODEL_ERRORS,
    openapi_extra=form_too(
        model={"type": "string", "maxLength": 64},
        side={"type": "integer", "minimum": 1, "maximum": SIDE},
        adjust={"enum": ["none", "white", "invert"], "default": "none"},
    ),
)
@POLICY
async def fit_picture(
    body: PictureRequest, networks: NetworksDep, decoder: DecoderDep, settings: SettingsDep
) -> FittedPictureResponse:
    """A PNG, JPEG or WebP file, in base64 or as the file of a form, as a scene can hold it.

    `GET /api/limits` gives the most bytes of a file, and the most px by its header. The first frame
    of an animation, rotated as EXIF says, is scaled down by Lanczos to fit into the canvas, or
    into `side` px; the aspect ratio is kept, and a smaller picture keeps its size. Then it is put
    on white or inverted, if `adjust` says so, and each pixel becomes opaque (alpha of 128 or more)
    or transparent.

    A picture that shows nothing on the black canvas, such as black signs on a clear ground, is not
    `visible`; `adjustments` lists what would make it show.
    """
    size = await size_for(body, networks)
    limit = settings.picture_limit
    return await decoder.run(
        lambda: fitted(content_of(body.picture, limit), size, body.adjust),
    )


@router.post(
    "/pictures/decode",
    summary="A scene's picture, decoded",
    responses=documented(400, 413, 415, 422),
)
@policy(computes=True)
async def decode_picture(body: ScenePictureRequest, decoder: DecoderDep) -> PictureResponse:
    """One of a scene's own pictures with exactly the pixels that networks get.

    Programs that draw a scene draw these: other decoders differ in alpha, gamma, orientation and
    animations. The size stays. The PNG is RGBA with an alpha of 0 or 255, or another form of 8 bits
    or less if only that fits into a scene.
    """
    return await decoder.run(redrawn, body.picture)
