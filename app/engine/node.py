"""What a node of the cluster does: it keeps networks, and calls functions of this app.

A task names its function as `module:function`; what it takes and gives is bytes. torch is imported
by the first task of a process, not by the gateway, which sends them.
"""

import importlib
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from typing import Any

import app

MEMORY = 1 << 30
"""Bytes of networks that a process of a node keeps, at most, the most recently used ones."""

Sent = tuple[str, Any]
"""A network: its key, and Ray's reference to its parcel."""

_networks: OrderedDict[str, tuple[int, Any]] = OrderedDict()


class OtherVersion(RuntimeError):
    """The node runs another version of this app, or of what it computes with, than the sender."""


def versions() -> str:
    """What must be equal on two machines for equal results."""
    packages = (f"{name} {version(name).partition('+')[0]}" for name in ("torch", "numpy"))
    return ", ".join((f"Shiftscope {app.__version__}", *packages))


def check(expected: str) -> None:
    """Raises OtherVersion where a sender's versions are not this node's."""
    if versions() != expected:
        raise OtherVersion(f"expected nodes with {expected}; got one with {versions()}")


def perform(expected: str, function: str, networks: Sequence[Sent], arguments: bytes) -> bytes:
    """Calls a function with networks and arguments; returns what it returns.

    Args:
        expected: the sender's versions.
    """
    found: bytes = _called(expected, function, networks, arguments)
    return found


def perform_in_steps(
    expected: str, function: str, networks: Sequence[Sent], arguments: bytes
) -> Iterator[bytes]:
    """The same for a function that yields several results."""
    yield from _called(expected, function, networks, arguments)


def _called(expected: str, function: str, networks: Sequence[Sent], arguments: bytes) -> Any:
    import torch

    check(expected)
    torch.set_num_threads(1)
    module, _, name = function.partition(":")
    call = getattr(importlib.import_module(module), name)
    return call([network_of(*sent) for sent in networks], arguments)


def network_of(key: str, reference: Any) -> Any:
    """A network, of those that are kept or else from its parcel."""
    import ray

    from app.engine.parcel import unpack

    if key not in _networks:
        content = ray.get(reference)
        _networks[key] = len(content), unpack(content)
    _networks.move_to_end(key)
    while len(_networks) > 1 and sum(size for size, _ in _networks.values()) > MEMORY:
        _networks.popitem(last=False)
    return _networks[key][1]
