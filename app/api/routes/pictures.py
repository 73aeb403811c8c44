"""Fits an uploaded picture to a network's canvas."""

import base64
from typing import Annotated

from fastapi import APIRouter, Form
from pydantic import BaseModel, ConfigDict, Field

from app.api.dependencies import DecoderDep, LibraryDep, SettingsDep
from app.api.errors import MODEL_ERRORS
from app.api.route_policy import policy
from app.api.upload import CROSS, Base64, PictureForm, add_form_route, fit_bytes, fit_text, form_too
from app.network.library import Library
from app.scene.png import png
from app.scene.scene import CANVAS
from app.scene.user_picture import LONGEST, SIDE, Pixels, fit, name_of

router = APIRouter(prefix="/api", tags=["scene"])

POLICY = policy(computes=True, budget="pictures", picture=True)

ModelName = Annotated[str, Field(max_length=64, description="The network whose canvas it is for.")]


class PictureRequest(BaseModel):
    """A picture, and the network whose canvas it is for; without one, 64 × 64 px."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"picture": CROSS}]})

    picture: Base64
    model: ModelName | None = None


class PlacedPictureForm(PictureForm):
    """The same as a form."""

    model: ModelName | None = None


class PictureResponse(BaseModel):
    """An entry for a scene's `pictures`; sizes in px, `png` in base64."""

    name: str
    height: int
    width: int
    png: str


def canvas(library: Library, model: str | None) -> tuple[int, int]:
    """Height and width of the canvas, px, at most SIDE each; raises UnknownModel."""
    if model is None:
        return CANVAS
    _, height, width = library.find(model).card.input_shape
    return min(height, SIDE), min(width, SIDE)


def response_of(pixels: Pixels) -> PictureResponse:
    """The picture as an entry for a scene."""
    whole = content = png(pixels)
    # On a large canvas the PNG may exceed a scene's limit: scale down until it does not.
    while len(text := base64.b64encode(content).decode()) > LONGEST:
        pixels = fit(whole, pixels.shape[0] * 7 // 8, pixels.shape[1] * 7 // 8)
        content = png(pixels)
    height, width = pixels.shape[:2]
    return PictureResponse(name=name_of(content), height=height, width=width, png=text)


@POLICY
async def fit_uploaded_picture(
    body: Annotated[PlacedPictureForm, Form()],
    library: LibraryDep,
    decoder: DecoderDep,
    settings: SettingsDep,
) -> PictureResponse:
    """A file in a form."""
    size = canvas(library, body.model)
    content = await body.picture.read()
    return await decoder.run(
        lambda: response_of(fit_bytes(content, settings.picture_limit, *size)),
    )


add_form_route(router, "/pictures", fit_uploaded_picture)


@router.post(
    "/pictures",
    summary="A picture, fitted to the canvas",
    responses=MODEL_ERRORS,
    openapi_extra=form_too(model={"type": "string", "maxLength": 64}),
)
@POLICY
async def fit_picture(
    body: PictureRequest, library: LibraryDep, decoder: DecoderDep, settings: SettingsDep
) -> PictureResponse:
    """A PNG, JPEG or WebP file, in base64 or as the file of a form, as a scene can hold it.

    `GET /api/limits` gives the most bytes of a file, and the most px by its header. The first frame
    of an animation, rotated as EXIF says, is scaled down by Lanczos to fit into the canvas; the
    aspect ratio is kept, and a smaller picture keeps its size. Each pixel is then opaque (alpha of
    128 or more) or transparent.
    """
    size = canvas(library, body.model)
    return await decoder.run(
        lambda: response_of(fit_text(body.picture, settings.picture_limit, *size)),
    )
