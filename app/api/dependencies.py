"""Dependencies of the routes: networks, worker pools, settings."""

from typing import Annotated

from fastapi import Depends, Path
from starlette.requests import HTTPConnection

from app.api.networks import Networks
from app.engine.engine import Engine
from app.network.library import Entry, Library
from app.runtime.settings import Settings
from app.runtime.worker_pool import WorkerPool


def library(connection: HTTPConnection) -> Library:
    """The networks that are served."""
    return networks(connection).library


def networks(connection: HTTPConnection) -> Networks:
    """The networks that are served, and visitors' own."""
    found: Networks = connection.app.state.networks
    return found


def worker_pool(connection: HTTPConnection) -> WorkerPool:
    """The pool of threads that compute."""
    pool: WorkerPool = connection.app.state.worker_pool
    return pool


def engine(connection: HTTPConnection) -> Engine:
    """Where long work is done."""
    found: Engine = connection.app.state.engine
    return found


def decoder(connection: HTTPConnection) -> WorkerPool:
    """The pool, of one thread, that decodes uploaded pictures."""
    pool: WorkerPool = connection.app.state.decoder
    return pool


def reader(connection: HTTPConnection) -> WorkerPool:
    """The pool, of one thread, that reads networks from files."""
    pool: WorkerPool = connection.app.state.reader
    return pool


def settings(connection: HTTPConnection) -> Settings:
    """The app's settings."""
    fixed: Settings = connection.app.state.settings
    return fixed


async def entry(
    model: Annotated[str, Path(description="A network's `id`.", max_length=64, examples=["ludic"])],
    found: Annotated[Networks, Depends(networks)],
) -> Entry:
    """The network that the path names; raises UnknownModel or NetworkGone."""
    return await found.find(model)


LibraryDep = Annotated[Library, Depends(library)]
NetworksDep = Annotated[Networks, Depends(networks)]
EngineDep = Annotated[Engine, Depends(engine)]
WorkerPoolDep = Annotated[WorkerPool, Depends(worker_pool)]
DecoderDep = Annotated[WorkerPool, Depends(decoder)]
SettingsDep = Annotated[Settings, Depends(settings)]
EntryDep = Annotated[Entry, Depends(entry)]
