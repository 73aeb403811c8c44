"""The encoding of a body: JSON is in UTF-8, says nothing twice, and no body is compressed."""

import json
import re

from starlette.datastructures import Headers

from app.api.validation_messages import MAX_QUOTED, twice
from app.errors import MalformedJson, UnknownEncoding

JSON = re.compile(r"application/([\w.-]+\+)?json\s*(;|$)", re.IGNORECASE)


def check_coding(headers: Headers) -> None:
    """Raises UnknownEncoding if the body is said to be compressed."""
    coding = headers.get("content-encoding", "identity")
    if coding.strip().lower() not in ("", "identity"):
        expected = "expected a body without a content coding"
        raise UnknownEncoding(f"{expected}; got {coding[:MAX_QUOTED]}", "content-encoding")


def check_json(headers: Headers, body: bytes) -> None:
    """Checks what Python's parser, which reads the body later, is silent about.

    Raises:
        MalformedJson: it is in another encoding than UTF-8; a byte order mark may be there.
        InvalidInput: an object has a field twice, of which the parser would keep the last.
    """
    if not JSON.match(headers.get("content-type", "")):
        return
    found = json.detect_encoding(body)
    if not found.startswith("utf-8"):
        raise MalformedJson(f"expected JSON in UTF-8; got {found.upper()}")
    if error := twice(body):
        raise error
