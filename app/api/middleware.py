"""What every request passes before it comes to a route."""

from fastapi import FastAPI
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipMiddleware

from app.api.body_limit import BodyLimit
from app.api.catalogue import SAFETENSORS
from app.api.cross import CrossOrigin
from app.api.gate import Gate
from app.api.head import Head
from app.api.kept import Kept
from app.api.observe import Observe
from app.api.patience import Patience
from app.api.security import SecurityHeaders
from app.settings import Settings


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
