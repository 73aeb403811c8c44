"""Answers to what never comes to the app: in the app's one shape, under the same headers."""

import json
import logging
import uuid
from collections.abc import Mapping
from email.utils import formatdate
from http import HTTPStatus

from websockets.datastructures import Headers
from websockets.http11 import Response

from app.api import errors
from app.api.middleware import security_headers
from app.runtime.metrics import REFUSED
from app.runtime.settings import Settings

log = logging.getLogger("shiftscope")


def answer(
    settings: Settings,
    status: int,
    code: str,
    message: str,
    more: Mapping[str, str] | None = None,
) -> Response:
    """A whole answer in the error shape, after which the connection ends.

    It is counted, and told only at the level debug: anybody can ask for any number of them.
    """
    content = json.dumps(errors.body(code, message, None)).encode()
    identity = uuid.uuid4().hex
    headers = {
        "date": formatdate(usegmt=True),
        "content-type": "application/json",
        "content-length": str(len(content)),
        "connection": "close",
        "x-request-id": identity,
        **security_headers.headers(settings.frame_ancestors),
        **(more or {}),
    }
    REFUSED.labels(code).inc()
    fields = {"status": status, "code": code, "request": identity}
    log.debug("refused below the app", extra={"fields": fields})
    return Response(status, HTTPStatus(status).phrase, Headers(headers), content)
