"""Dependencies of the routes: networks, worker pools, settings."""

from typing import Annotated

from fastapi import Depends, Path
from starlette.requests import HTTPConnection

from app.network.library import Entry, Library
from app.runtime.settings import Settings
from app.runtime.worker_pool import WorkerPool


def library(connection: HTTPConnection) -> Library:
    """The networks that are served."""
    served: Library = connection.app.state.library
    return served


def worker_pool(connection: HTTPConnection) -> WorkerPool:
    """The pool of threads that compute."""
    pool: WorkerPool = connection.app.state.worker_pool
    return pool


def decoder(connection: HTTPConnection) -> WorkerPool:
    """The pool, of one thread, that decodes uploaded pictures."""
    pool: WorkerPool = connection.app.state.decoder
    return pool


def settings(connection: HTTPConnection) -> Settings:
    """The app's settings."""
    fixed: Settings = connection.app.state.settings
    return fixed


def entry(
    model: Annotated[str, Path(description="A network's `id`.", max_length=64, examples=["ludic"])],
    served: Annotated[Library, Depends(library)],
) -> Entry:
    """The network that the path names; raises UnknownModel."""
    return served.find(model)


LibraryDep = Annotated[Library, Depends(library)]
WorkerPoolDep = Annotated[WorkerPool, Depends(worker_pool)]
DecoderDep = Annotated[WorkerPool, Depends(decoder)]
SettingsDep = Annotated[Settings, Depends(settings)]
EntryDep = Annotated[Entry, Depends(entry)]
