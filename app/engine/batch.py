"""Work of the command line: many calls, here one after the other, or on a cluster all at once.

Unlike a server, a command is itself part of the cluster: it ends with it, and the same command goes
on where it was. Its calls are of this app's own functions, which Ray pickles.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar, runtime_checkable

import torch

from app.engine import node
from app.engine.connection import connect
from app.engine.link import gone
from app.engine.parcel import pack
from app.network.build import Network
from app.network.library import Entry
from app.runtime import settings

TRIES = 8
"""How often a call is done again whose node dies."""

T = TypeVar("T")


@runtime_checkable
class Runner(Protocol):
    """Makes calls, by name, and gives each result with its name as soon as it is there."""

    def __call__(self, works: Mapping[str, Callable[[], T]]) -> Iterator[tuple[str, T]]:
        """The results, in any order."""


def here(works: Mapping[str, Callable[[], T]]) -> Iterator[tuple[str, T]]:
    """Makes the calls in this process, one after the other."""
    for name, work in works.items():
        yield name, work()


def threads() -> int:
    """With how many threads work is done unless somebody says: one on a cluster, else all cores."""
    return 1 if os.environ.get(settings.variable("ray")) else torch.get_num_threads()


@contextmanager
def runner(cores: int = 1) -> Iterator[Runner]:
    """What makes calls: the cluster that `SHIFTSCOPE_RAY` names, or this process.

    Args:
        cores: of a node that one call takes, with as many threads.

    Raises:
        BadSetting: the setting is invalid.
        ClusterGone: the cluster does not answer.
    """
    address = settings.read().ray
    if not address:
        yield here
        return
    try:
        ray = connect(address)
    except Exception as error:
        raise gone() from error
    sent: dict[str, Any] = {}
    try:
        for kind in (Entry, Network):
            ray.util.register_serializer(
                kind, serializer=lambda found: _sent(ray, sent, found), deserializer=_received
            )
        yield _on(ray, cores)
    finally:
        # Calls in progress end with the connection.
        ray.shutdown()


def _on(ray: Any, cores: int) -> Runner:
    """What makes calls on a cluster."""
    remote = ray.remote(num_cpus=cores, max_retries=TRIES)(_call)

    def run(works: Mapping[str, Callable[[], T]]) -> Iterator[tuple[str, T]]:
        version = node.versions()
        names = {remote.remote(version, cores, work): name for name, work in works.items()}
        waiting = [*names]
        while waiting:
            done, waiting = ray.wait(waiting)
            for reference in done:
                try:
                    yield names[reference], ray.get(reference)
                except ray.exceptions.RayTaskError as error:
                    raise error.as_instanceof_cause() from None
                except ray.exceptions.RayError as error:
                    raise gone() from error

    return run


def _call(expected: str, cores: int, work: Callable[[], T]) -> T:
    """On a node: one call."""
    node.check(expected)
    torch.set_num_threads(cores)
    return work()


def _sent(ray: Any, sent: dict[str, Any], found: Entry | Network) -> node.Sent:
    """A network as it travels: its parcel is put into the cluster, once."""
    key, content = pack(found)
    if key not in sent:
        sent[key] = ray.put(content)
    return key, sent[key]


def _received(parcel: node.Sent) -> Entry | Network:
    """On a node: the network of a parcel."""
    found: Entry | Network = node.network_of(*parcel)
    return found
