"""The app: settings, networks, routes, the front end."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from types import MappingProxyType

from fastapi import FastAPI
from starlette.exceptions import HTTPException

from app import __version__
from app.api import docs_page, error_style, errors, openapi, routes
from app.api.front_end import FrontEnd
from app.api.live import plain_request, session
from app.api.live.connection_registry import ConnectionRegistry
from app.api.live.micro_batch import MicroBatcher
from app.api.live.shutdown import graceful_shutdown
from app.api.middleware import stack
from app.api.middleware.reject import not_found
from app.api.networks import Networks
from app.engine.engine import engine
from app.inference import FrameRequest, live_frame
from app.live_training.scheduler import TrainingScheduler
from app.network import library
from app.own.shared_folder import SharedFolder
from app.own.store import OwnNetworks
from app.runtime.fair_lock import FairLock
from app.runtime.metrics import LOADS, MODELS
from app.runtime.settings import Settings
from app.runtime.worker_pool import WorkerPool
from app.scene.raster import CHANNELS
from app.scene.scene import Scene

log = logging.getLogger("shiftscope")

DESCRIPTION = """
What moves with an object in a convolutional network, what stays, and where it goes blind.

Axes are always channel, row, col; rows count downwards. A position is the pixel of an object's
top-left corner. Every error has one shape: `{"error": {"code", "message", "where"}}`.

**Live channel**, `WS /api/live`: send `{"seq", "model", "scene"}` as text, `seq` a whole number;
each response is one binary safetensors message for the newest scene and carries its `seq`. Scenes
that a newer one replaced are dropped without a response. The response to an invalid message is the
error shape as text, with the message's `seq` beside it (null where it has none); the connection
stays open. `GET /api/limits` gives the most bytes of a message (`live_bytes`): a larger one gets an
error, and one of more than twice that closes the connection with 1009. A server that stops closes
connections with 1012.
"""


def verified(served: library.Library) -> library.Library:
    """The library; networks that cannot read a scene or fail a first forward pass are refused."""
    entries, refused = dict(served.entries), dict(served.refused)
    for name, entry in served.entries.items():
        if (channels := entry.card.input_shape[0]) not in CHANNELS:
            del entries[name]
            expected = " or ".join(map(str, CHANNELS))
            refused[name] = f"expected {expected} channels of input; got {channels}"
            continue
        try:
            live_frame(FrameRequest(entry, Scene(), 0))
        except Exception:
            log.exception("network %s fails its first forward pass", name)
            del entries[name]
            refused[name] = "its first forward pass failed; the log says why"
    return library.Library(MappingProxyType(entries), MappingProxyType(refused))


def report_models(served: library.Library) -> None:
    """Logs refused networks, and counts the served and the refused ones."""
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
        worker_pool = WorkerPool(settings.threads)
        # Decoding a large picture takes a second, which must not block the worker pool. A single
        # thread keeps the pixels of only one picture in memory.
        decoder = WorkerPool(1, "decoder")
        app.state.settings = settings
        app.state.worker_pool = worker_pool
        app.state.decoder = decoder
        app.state.engine = long_work = engine(settings.ray)
        app.state.micro_batcher = MicroBatcher()
        app.state.connections = ConnectionRegistry(settings.live, settings.live_per_client)
        served = await worker_pool.run(lambda: verified(library.read(settings.models)))
        report_models(served)
        # Reading a network takes seconds, and memory of several times its file: one at a time.
        reader = WorkerPool(1, "reader")
        own = own_networks(settings)
        app.state.reader = reader
        app.state.arrivals = FairLock()
        app.state.networks = Networks(served, own, reader)
        app.state.trainings = scheduler = training_scheduler(settings, own)
        pruned = [store.prune for store in (own, scheduler) if store is not None]
        ending = [] if scheduler is None else [scheduler.close]
        async with every_minute(reader, *pruned):
            with graceful_shutdown(app.state.connections, *ending):
                yield
        for close in ending:
            await close()
        await long_work.close()
        worker_pool.close()
        decoder.close()
        reader.close()

    app = FastAPI(
        title="Shiftscope",
        version=__version__,
        description=DESCRIPTION,
        lifespan=lifespan,
        # FastAPI's own pages load scripts from a CDN; app/api/docs_page.py does not.
        docs_url=None,
        redoc_url=None,
        # A redirect would echo the Host header that the client sent.
        redirect_slashes=False,
    )
    errors.install(app)
    openapi.install(app, settings)
    stack.install(app, settings)
    live = session.router, plain_request.router
    for router in (*routes.routers(), *live, docs_page.router, error_style.router):
        app.include_router(router)
    mount_front_end(app, settings.static, settings.public_url)
    app.router.default = not_found(app.router.default)
    return app


def own_networks(settings: Settings) -> OwnNetworks | None:
    """The store of visitors' networks; None where visitors may bring none."""
    if not settings.own_networks:
        return None
    bounds = settings.own_count, settings.own_memory, 60 * settings.own_minutes
    folder = settings.own_networks_folder
    return OwnNetworks(*bounds, folder=SharedFolder(folder, *bounds) if folder else None)


def training_scheduler(settings: Settings, own: OwnNetworks | None) -> TrainingScheduler | None:
    """What runs trainings; None where visitors may start none.

    That is so, too, without a folder in which their snapshots are served.
    """
    if not settings.trainings or own is None or own.folder is None:
        return None
    return TrainingScheduler(
        own.folder,
        settings.trainings,
        settings.training_seconds,
        settings.trainings_per_client,
    )


@asynccontextmanager
async def every_minute(pool: WorkerPool, *jobs: Callable[[], None]) -> AsyncIterator[None]:
    """Does jobs once a minute, such as dropping what nobody uses any more."""

    async def go_on() -> None:
        while True:
            await asyncio.sleep(60)
            for job in jobs:
                try:
                    await pool.run(job)
                except Exception:
                    # The next minute may go better.
                    log.exception("what is done once a minute failed")

    task = asyncio.create_task(go_on())
    try:
        yield
    finally:
        task.cancel()


def mount_front_end(app: FastAPI, folder: Path, public_url: str) -> None:
    """Serves the built front end at `/`, or a 503 that says how to build it.

    Args:
        folder: of the built files.
        public_url: the page's URL as visitors reach it; "" if it is unknown.
    """
    if (folder / "index.html").is_file():
        # A mount at "/" would also answer the routes' paths for methods that they do not have.
        app.router.default = FrontEnd(folder, public_url)
        return

    @app.get("/", include_in_schema=False)
    async def missing() -> None:
        raise HTTPException(503, "the front end is not built: `make run` builds and serves it")
