"""Answers that a client may keep until their tag changes."""

from typing import Any

from fastapi import Request, Response

UNCHANGED: dict[int | str, dict[str, Any]] = {
    304: {"description": "The client's copy, known by its ETag, is the same."}
}
"""The `responses` of a route that may answer so."""


def cached(
    request: Request, content: bytes, media_type: str, tag: str, name: str | None = None
) -> Response:
    """`content` with an ETag; 304 without it when the client already has that tag.

    Args:
        name: under which a browser saves it; without one it is shown.
    """
    headers = {"etag": f'"{tag}"', "cache-control": "no-cache"}
    if name is not None:
        headers["content-disposition"] = f'attachment; filename="{name}"'
    known = [part.strip() for part in request.headers.get("if-none-match", "").split(",")]
    if f'"{tag}"' in known or f'W/"{tag}"' in known:
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=media_type, headers=headers)
