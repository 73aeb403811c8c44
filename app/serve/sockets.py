"""Listening sockets, and the options that every accepted connection inherits from them."""

import contextlib
import errno
import socket
import sys
from collections.abc import Iterator
from typing import Any, NamedTuple

from app.errors import BadSetting
from app.runtime.settings import Settings

RECEIVE_BUFFER = 1 << 14
"""Bytes, `SO_RCVBUF`. The event loop takes all that a connection has received in one go, so this
bounds how long one client's flood of small frames keeps the others waiting, and how many messages
of one connection are queued."""


class Address(NamedTuple):
    """The address of a socket, in the form that `socket.bind` takes."""

    family: int
    name: Any


def listening(address: Address, slow_timeout: float, *, shared: bool = False) -> socket.socket:
    """A bound socket that does not listen yet.

    Args:
        slow_timeout: s after which the kernel drops a connection whose client reads nothing of what
            waits for it (Linux only).
        shared: whether other sockets of this user may be bound to the same address, among which
            the kernel distributes new connections evenly.

    Raises:
        OSError: the address is not available.
    """
    with contextlib.ExitStack() as unless_bound:
        bound = unless_bound.enter_context(socket.socket(address.family, socket.SOCK_STREAM))
        # On Windows it would let two servers listen on one port.
        if sys.platform != "win32":
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if shared:
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER)
        if sys.platform == "linux":
            milliseconds = max(1, round(slow_timeout * 1e3))
            bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, milliseconds)
        bound.bind(address.name)
        unless_bound.pop_all()
    return bound


def bind(settings: Settings) -> socket.socket:
    """A socket bound to the host and port of the settings.

    Raises:
        BadSetting: the address or the port is not available.
    """
    host, port = settings.host, settings.port
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, _, _, _, name = found[0]
        return listening(Address(family, name), settings.slow_timeout)
    except (socket.gaierror, UnicodeError):
        raise BadSetting(f"SHIFTSCOPE_HOST: {host!r} is no address of this machine") from None
    except OSError as error:
        why = {
            errno.EADDRINUSE: taken(port),
            errno.EACCES: f"port {port} needs more rights: take one from 1024 on",
            errno.EADDRNOTAVAIL: f"{host} is no address of this machine",
        }.get(error.errno or 0, f"{host}:{port} cannot be listened on: {error.strerror}")
        raise BadSetting(f"SHIFTSCOPE_HOST, SHIFTSCOPE_PORT: {why}") from None


def taken(port: int) -> str:
    """The message for a port that another program uses."""
    return f"port {port} is taken: end what listens there, or set another"


@contextlib.contextmanager
def claimed(bound: socket.socket) -> Iterator[None]:
    """Claims an address for one server: before one listens, two could bind to it.

    The claim is an abstract Unix socket, which ends with the process; only Linux has them.

    Raises:
        BadSetting: another server has claimed it.
    """
    if sys.platform != "linux":
        yield
        return
    host, port = bound.getsockname()[:2]
    with socket.socket(socket.AF_UNIX) as claim:
        try:
            claim.bind(f"\0shiftscope {host} {port}")
        except OSError:
            raise BadSetting(f"SHIFTSCOPE_HOST, SHIFTSCOPE_PORT: {taken(port)}") from None
        yield
