"""The encoding of a body: JSON is in UTF-8, and no body is compressed."""

import json
import re

from starlette.datastructures import Headers

from app.api.validation_messages import MAX_QUOTED
from app.errors import MalformedJson, UnknownEncoding

JSON = re.compile(r"application/([\w.-]+\+)?json\s*(;|$)", re.IGNORECASE)


def check_coding(headers: Headers) -> None:
    """Raises UnknownEncoding if the body is said to be compressed."""
    coding = headers.get("content-encoding", "identity")
    if coding.strip().lower() not in ("", "identity"):
        expected = "expected a body without a content coding"
        raise UnknownEncoding(f"{expected}; got {coding[:MAX_QUOTED]}", "content-encoding")


def check_utf8(headers: Headers, body: bytes) -> None:
    """Raises MalformedJson for JSON in another encoding; a byte order mark of UTF-8 may be there.

    Python's parser, which reads the body later, would guess UTF-16 and UTF-32.
    """
    if JSON.match(headers.get("content-type", "")):
        found = json.detect_encoding(body)
        if not found.startswith("utf-8"):
            raise MalformedJson(f"expected JSON in UTF-8; got {found.upper()}")
