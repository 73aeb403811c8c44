"""A picture in a request: in base64 within JSON, or as a file within a form.

JSON and multipart have a route each; the multipart route comes first and matches by content type.
"""

import string
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, UploadFile
from fastapi.routing import APIRoute
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError
from starlette.datastructures import Headers
from starlette.routing import Match
from starlette.types import Scope as AsgiScope

from app.api.media_types import MULTIPART, is_form
from app.errors import BodyTooLarge
from app.scene.user_picture import from_base64

WHERE = "picture"
CROSS = (
    "iVBORw0KGgoAAAANSUhEUgAAAAMAAAADCAIAAADZSiLoAAAAGElEQVR42mNgYGD4z8DAwMDACKGgAMIBADL/Av+JEcX1"
    "AAAAAElFTkSuQmCC"
)
"""A red cross of 3 × 3 px, for examples."""


class Multipart(APIRoute):
    """Matches multipart requests only."""

    def matches(self, scope: AsgiScope) -> tuple[Match, AsgiScope]:
        """The match of path and method; none for any other content type."""
        if not is_form(Headers(scope=scope).get("content-type", "")):
            return Match.NONE, {}
        return super().matches(scope)


def a_file(value: Any) -> Any:
    """The file of a form's field; raises a pydantic error if the field holds text."""
    if isinstance(value, str):
        raise PydanticCustomError("file", "expected a file in this field of the form")
    return value


File = Annotated[UploadFile, BeforeValidator(a_file)]
Base64 = Annotated[
    str,
    Field(
        description="A PNG, JPEG or WebP file in base64 or base64url, in one line or several; "
        "`GET /api/limits` gives its largest size."
    ),
]


class PictureForm(BaseModel):
    """A form with a picture and nothing else."""

    model_config = ConfigDict(extra="forbid")

    picture: File


def add_form_route(router: APIRouter, path: str, endpoint: Callable[..., Any]) -> None:
    """Adds the form's route; call it before the JSON route of the same path is added.

    The JSON route describes both, by `form_too`.
    """
    router.add_api_route(
        path, endpoint, methods=["POST"], include_in_schema=False, route_class_override=Multipart
    )


def form_too(**fields: Any) -> dict[str, Any]:
    """The `openapi_extra` of a JSON route that has a `Multipart` one before it.

    Args:
        fields: schemas of the form's fields beside `picture`; none is needed.
    """
    file = {
        "type": "string",
        "contentMediaType": "application/octet-stream",
        "description": "A PNG, JPEG or WebP file; `GET /api/limits` gives its largest size.",
    }
    schema = {
        "type": "object",
        "properties": {WHERE: file, **fields},
        "required": [WHERE],
        "additionalProperties": False,
    }
    return {"requestBody": {"content": {MULTIPART: {"schema": schema}}}}


def content_of(text: str, limit: int) -> bytes:
    """The file that base64 text holds; raises as `limited` and `from_base64`."""
    # Checked before decoding; lines are no part of the picture.
    characters = len(text) - sum(map(text.count, string.whitespace))
    if characters > (limit + 2) // 3 * 4:
        raise too_large(limit, characters // 4 * 3)
    return limited(from_base64(text, WHERE), limit)


def limited(content: bytes, limit: int) -> bytes:
    """The same content; raises BodyTooLarge for more than `limit` bytes."""
    if len(content) > limit:
        raise too_large(limit, len(content))
    return content


def too_large(limit: int, size: int) -> BodyTooLarge:
    """The error for a picture of too many bytes."""
    return BodyTooLarge(f"expected a picture of at most {limit} bytes; got {size}", WHERE)
