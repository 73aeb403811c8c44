"""What the routes are given: the networks and the threads that compute."""

from typing import Annotated

from fastapi import Depends, Path
from starlette.requests import HTTPConnection

from app.compute import Compute
from app.network.library import Entry, Library


def library(connection: HTTPConnection) -> Library:
    """The networks that are served."""
    served: Library = connection.app.state.library
    return served


def compute(connection: HTTPConnection) -> Compute:
    """The threads that compute."""
    threads: Compute = connection.app.state.compute
    return threads


def entry(
    model: Annotated[str, Path(description="A network's `id`.", max_length=64, examples=["ludic"])],
    served: Annotated[Library, Depends(library)],
) -> Entry:
    """The network that the path names; raises UnknownModel."""
    return served.find(model)


GivenLibrary = Annotated[Library, Depends(library)]
GivenCompute = Annotated[Compute, Depends(compute)]
GivenEntry = Annotated[Entry, Depends(entry)]
