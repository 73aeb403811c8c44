"""The app: settings, networks, routes, the front end."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import MappingProxyType

from fastapi import FastAPI
from starlette.exceptions import HTTPException

from app.api import docs_page, errors, openapi, routes
from app.api.front_end import FrontEnd
from app.api.live import session
from app.api.live.connection_registry import Sockets
from app.api.live.micro_batch import Rounds
from app.api.live.shutdown import farewell
from app.api.middleware import stack
from app.api.middleware.reject import nowhere
from app.inference import Asked, live_frame
from app.network import library
from app.runtime.metrics import LOADS, MODELS
from app.runtime.settings import Settings
from app.runtime.worker_pool import Compute
from app.scene.scene import Scene

log = logging.getLogger("shiftscope")

CHANNELS = 3
"""Those of a scene's picture: red, green, blue."""

DESCRIPTION = """
What moves with an object in a convolutional network, what stays, and where it goes blind.

Axes are always channel, row, col; row grows downwards; positions are whole px of an object's
top-left corner. Every error has one shape: `{"error": {"code", "message", "where"}}`.

**Live channel**, `WS /api/live`: send `{"seq", "model", "scene"}` as text, `seq` a whole number;
each answer is one binary safetensors message for the newest scene, and carries its `seq`. Scenes
that were overtaken are dropped and get no answer. A message that does not fit is answered with the
error shape as text, with its `seq` beside it (null where it has none), and the connection lives on.
A message may have 128 KiB; one of more is answered with an error, one of more than twice that
closes the connection with 1009. A server that stops closes with 1012.
"""


def proven(served: library.Library) -> library.Library:
    """The networks that have answered an empty scene; one that fails is refused."""
    entries, refused = dict(served.entries), dict(served.refused)
    for name, entry in served.entries.items():
        if (channels := entry.card.input_shape[0]) != CHANNELS:
            del entries[name]
            refused[name] = f"expected {CHANNELS} channels of input, as scenes have; got {channels}"
            continue
        try:
            live_frame(Asked(entry, Scene(), 0))
        except Exception:
            log.exception("network %s fails its first forward pass", name)
            del entries[name]
            refused[name] = "its first forward pass failed; the log says why"
    return library.Library(MappingProxyType(entries), MappingProxyType(refused))


def tell(served: library.Library) -> None:
    """Says in the log and in the metrics which networks are served."""
    for name, reason in served.refused.items():
        log.warning("network %s is refused: %s", name, reason)
    if not served.entries:
        log.error("no network can be served: `make models` makes them")
    LOADS.labels("served").inc(len(served.entries))
    LOADS.labels("refused").inc(len(served.refused))
    MODELS.set(len(served.entries))


def create_app(settings: Settings | None = None) -> FastAPI:
    """The app, for `uvicorn --factory app.main:create_app`."""
    settings = settings or Settings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        compute = Compute(settings.threads)
        # A large picture takes a second to decode, for which no live frame should wait; one at a
        # time, so that their pixels are not all in memory at once.
        decoder = Compute(1, "decoder")
        app.state.settings = settings
        app.state.compute = compute
        app.state.decoder = decoder
        app.state.rounds = Rounds()
        app.state.sockets = Sockets(settings.live, settings.live_per_client)
        app.state.library = await compute.run(lambda: proven(library.read(settings.models)))
        tell(app.state.library)
        with farewell(app.state.sockets):
            yield
        compute.close()
        decoder.close()

    app = FastAPI(
        title="Shiftscope",
        version="0.1.0",
        description=DESCRIPTION,
        lifespan=lifespan,
        # Their pages ask another server for their scripts; ours is in app/api/docs_page.py.
        docs_url=None,
        redoc_url=None,
        # They would lead to the host that the client named.
        redirect_slashes=False,
    )
    errors.install(app)
    openapi.install(app, settings)
    stack.install(app, settings)
    for router in (*routes.routers(), session.router, docs_page.router):
        app.include_router(router)
    mount_front_end(app, settings.static)
    app.router.default = nowhere(app.router.default)
    return app


def mount_front_end(app: FastAPI, folder: Path) -> None:
    """Serves the built front end at `/`, or says how to build it."""
    if (folder / "index.html").is_file():
        # Not mounted: a mount at "/" would take what is meant for a route by another method.
        app.router.default = FrontEnd(directory=folder, html=True)
        return

    @app.get("/", include_in_schema=False)
    async def missing() -> None:
        raise HTTPException(503, "the front end is not built: `make run` builds and serves it")
