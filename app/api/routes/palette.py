"""The palette: the objects that a scene may hold, and their pixels."""

import hashlib
from functools import cache
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from pydantic import BaseModel

from app.api.errors import documented
from app.api.etag import NOT_MODIFIED, etag_response
from app.api.route_policy import policy
from app.scene.palette import PALETTE, find
from app.scene.png import png
from app.scene.sprite import Kind

router = APIRouter(prefix="/api/objects", tags=["palette"])


class ObjectView(BaseModel):
    """One object; sizes in px, parts as `(row, col)` of their centres within the object."""

    name: str
    title: str
    kind: Kind
    height: int
    width: int
    parts: dict[str, tuple[tuple[int, int], ...]]
    image: str


class PaletteView(BaseModel):
    """All objects, in their order on screen."""

    objects: list[ObjectView]


@cache
def image(name: str) -> tuple[bytes, str]:
    """An object's pixels as RGBA PNG, and their hash; raises UnknownObject."""
    content = png(find(name).pixels)
    return content, hashlib.sha256(content).hexdigest()


@cache
def view() -> tuple[bytes, str]:
    """The palette as JSON, and its hash."""
    palette = PaletteView(
        objects=[
            ObjectView(
                name=drawing.name,
                title=drawing.title,
                kind=drawing.kind,
                height=drawing.height,
                width=drawing.width,
                parts=drawing.parts,
                image=f"api/objects/{drawing.name}.png",
            )
            for drawing in PALETTE.values()
        ]
    )
    content = palette.model_dump_json().encode()
    return content, hashlib.sha256(content).hexdigest()


@router.get(
    "",
    summary="All objects",
    response_model=PaletteView,
    responses=NOT_MODIFIED,
)
@policy(fixed=True)
async def list_objects(request: Request) -> Response:
    """Names, sizes and parts; `image` is relative to the app's base URL."""
    content, digest = view()
    return etag_response(request, content, "application/json", digest)


@router.get(
    "/{object}.png",
    summary="An object's pixels",
    response_class=Response,
    responses={
        200: {"description": "RGBA; alpha is 0 or 255.", "content": {"image/png": {}}},
        **NOT_MODIFIED,
        **documented(404, 422),
    },
)
@policy(fixed=True)
async def get_image(
    request: Request, object: Annotated[str, Path(max_length=64, examples=["face"])]
) -> Response:
    """Exactly the pixels that the raster paints."""
    content, digest = image(object)
    return etag_response(request, content, "image/png", digest)
