"""The stack of middleware, in order."""

from fastapi import FastAPI
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipMiddleware

from app.api.media_types import SAFETENSORS
from app.api.middleware.access_log import AccessLog
from app.api.middleware.admission import Admission
from app.api.middleware.body_limit import BodyLimit
from app.api.middleware.body_timeout import BodyTimeout
from app.api.middleware.cors import Cors
from app.api.middleware.error_page import ErrorPage
from app.api.middleware.head_method import HeadMethod
from app.api.middleware.response_cache import ResponseCache
from app.api.middleware.security_headers import SecurityHeaders
from app.api.middleware.turns import Turns
from app.runtime.settings import Settings


def install(app: FastAPI, settings: Settings) -> None:
    """Adds all middleware, the innermost first."""
    app.add_middleware(
        GZipMiddleware,
        compresslevel=6,
        # Activations compress little and are wanted at once.
        exclude_content_types=(*DEFAULT_EXCLUDED_CONTENT_TYPES, SAFETENSORS),
    )
    app.add_middleware(ResponseCache)
    app.add_middleware(
        BodyLimit,
        limit=settings.body_limit,
        picture_limit=settings.picture_limit,
        upload_limit=settings.own_file_limit,
    )
    app.add_middleware(BodyTimeout, seconds=settings.body_timeout)
    app.add_middleware(Admission, settings=settings)
    if settings.origins:
        app.add_middleware(
            Cors,
            allow_origins=settings.origins,
            allow_methods=["DELETE", "GET", "HEAD", "PATCH", "POST"],
            allow_headers=["authorization", "content-type", "if-none-match", "x-request-id"],
            expose_headers=["etag", "retry-after", "x-request-id"],
        )
    app.add_middleware(HeadMethod)
    app.add_middleware(Turns)
    app.add_middleware(AccessLog)
    app.add_middleware(ErrorPage, root=settings.root_path)
    app.add_middleware(SecurityHeaders, frame_ancestors=settings.frame_ancestors)
