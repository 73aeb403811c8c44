"""What every request passes before it comes to a route."""

from fastapi import FastAPI
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipMiddleware

from app.api.middleware.access_log import Observe
from app.api.middleware.admission import Gate
from app.api.middleware.body_limit import BodyLimit
from app.api.middleware.body_timeout import Patience
from app.api.middleware.cors import CrossOrigin
from app.api.middleware.head_method import Head
from app.api.middleware.response_cache import Kept
from app.api.middleware.security_headers import SecurityHeaders
from app.api.routes.catalogue import SAFETENSORS
from app.runtime.settings import Settings


def install(app: FastAPI, settings: Settings) -> None:
    """Adds the layers, from the last to the first."""
    app.add_middleware(
        GZipMiddleware,
        compresslevel=6,
        # Activations compress little and are wanted at once.
        exclude_content_types=(*DEFAULT_EXCLUDED_CONTENT_TYPES, SAFETENSORS),
    )
    app.add_middleware(Kept)
    app.add_middleware(BodyLimit, limit=settings.body_limit, picture_limit=settings.picture_limit)
    app.add_middleware(Patience, seconds=settings.body_timeout)
    app.add_middleware(Gate, settings=settings)
    if settings.origins:
        app.add_middleware(
            CrossOrigin,
            allow_origins=settings.origins,
            allow_methods=["GET", "HEAD", "POST"],
            allow_headers=["authorization", "content-type", "if-none-match", "x-request-id"],
            expose_headers=["etag", "retry-after", "x-request-id"],
        )
    app.add_middleware(Head)
    app.add_middleware(Observe)
    app.add_middleware(SecurityHeaders, frame_ancestors=settings.frame_ancestors)
