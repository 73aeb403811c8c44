"""What the routes are given: the networks, the threads that compute, the settings."""

from typing import Annotated

from fastapi import Depends, Path
from starlette.requests import HTTPConnection

from app.network.library import Entry, Library
from app.runtime.settings import Settings
from app.runtime.worker_pool import Compute


def library(connection: HTTPConnection) -> Library:
    """The networks that are served."""
    served: Library = connection.app.state.library
    return served


def compute(connection: HTTPConnection) -> Compute:
    """The threads that compute."""
    threads: Compute = connection.app.state.compute
    return threads


def decoder(connection: HTTPConnection) -> Compute:
    """The thread that decodes pictures from outside."""
    thread: Compute = connection.app.state.decoder
    return thread


def settings(connection: HTTPConnection) -> Settings:
    """The settings that the app was made with."""
    fixed: Settings = connection.app.state.settings
    return fixed


def entry(
    model: Annotated[str, Path(description="A network's `id`.", max_length=64, examples=["ludic"])],
    served: Annotated[Library, Depends(library)],
) -> Entry:
    """The network that the path names; raises UnknownModel."""
    return served.find(model)


GivenLibrary = Annotated[Library, Depends(library)]
GivenCompute = Annotated[Compute, Depends(compute)]
GivenDecoder = Annotated[Compute, Depends(decoder)]
GivenSettings = Annotated[Settings, Depends(settings)]
GivenEntry = Annotated[Entry, Depends(entry)]
