"""Responses with an ETag, which clients revalidate."""

from typing import Any

from fastapi import Request, Response

NOT_MODIFIED: dict[int | str, dict[str, Any]] = {
    304: {"description": "The client's copy, by its ETag, is current."}
}
"""The `responses` of a route that may answer 304."""


def etag_response(
    request: Request,
    content: bytes,
    media_type: str,
    tag: str,
    name: str | None = None,
    private: bool = False,
) -> Response:
    """`content` with an ETag; 304 without it when the client already has that tag.

    Args:
        name: file name under which a browser saves it; None to show it.
        private: whether caches that several clients share may not keep it.
    """
    headers = {"etag": f'"{tag}"', "cache-control": "private, no-cache" if private else "no-cache"}
    if name is not None:
        headers["content-disposition"] = f'attachment; filename="{name}"'
    known = [part.strip() for part in request.headers.get("if-none-match", "").split(",")]
    if f'"{tag}"' in known or f'W/"{tag}"' in known:
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=media_type, headers=headers)
