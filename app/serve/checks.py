"""What can be known before a start: each check says in one line what is wrong and what to do."""

import contextlib
import errno
import logging
import os
import resource
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from app.errors import BadSetting
from app.runtime.metrics import MULTIPROC_VARIABLE
from app.runtime.settings import Settings

log = logging.getLogger("shiftscope")

SPARE = 128
"""Open files beside connections: the program itself, its log, its networks."""


def listen(settings: Settings) -> socket.socket:
    """A socket that is bound, not yet listening.

    Raises:
        BadSetting: the address or the port cannot be had.
    """
    host, port = settings.host, settings.port
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, protocol, _, address = found[0]
        bound = socket.socket(family, kind, protocol)
        with contextlib.ExitStack() as unless_bound:
            unless_bound.callback(bound.close)
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            bound.bind(address)
            unless_bound.pop_all()
    except (socket.gaierror, UnicodeError):
        raise BadSetting(f"SHIFTSCOPE_HOST: {host!r} is no address of this machine") from None
    except OSError as error:
        why = {
            errno.EADDRINUSE: taken(port),
            errno.EACCES: f"port {port} needs more rights: take one from 1024 on",
            errno.EADDRNOTAVAIL: f"{host} is no address of this machine",
        }.get(error.errno or 0, f"{host}:{port} cannot be listened on: {error.strerror}")
        raise BadSetting(f"SHIFTSCOPE_HOST, SHIFTSCOPE_PORT: {why}") from None
    bound.set_inheritable(True)
    return bound


def taken(port: int) -> str:
    """What is said of a port that somebody else has."""
    return f"port {port} is taken: end what listens there, or set another"


@contextlib.contextmanager
def claimed(bound: socket.socket) -> Iterator[None]:
    """Keeps other servers of ours from the address: until it is listened on, it could be had twice.

    For that a name is held that goes with the process. Systems other than Linux know no such names.

    Raises:
        BadSetting: another server has it.
    """
    if sys.platform != "linux":
        yield
        return
    host, port = bound.getsockname()[:2]
    with socket.socket(socket.AF_UNIX) as name:
        try:
            name.bind(f"\0shiftscope {host} {port}")
        except OSError:
            raise BadSetting(f"SHIFTSCOPE_HOST, SHIFTSCOPE_PORT: {taken(port)}") from None
        yield


def check_models(folder: Path) -> None:
    """Raises BadSetting where no network lies in the folder."""
    if not any(folder.glob("*.json")):
        raise BadSetting(f"SHIFTSCOPE_MODELS: {folder} holds no networks: `make models` makes them")


def check_front_end(folder: Path) -> None:
    """Warns where the front end is not built: the API works without it.

    Raises:
        BadSetting: it is not in the folder that is set in place of the usual one.
    """
    if (folder / "index.html").is_file():
        return
    if folder != Settings.model_fields["static"].default:
        raise BadSetting(
            f"SHIFTSCOPE_STATIC: {folder} holds no front end: leave it unset, or name the folder "
            "that `npm run build` made"
        )
    log.warning("the front end is not built, the API is served alone: `make run` builds it")


def check_files(connections: int) -> None:
    """Takes as many open files as the limits ask for, and warns where they cannot be had."""
    wanted = connections + SPARE
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
        if most < wanted:
            log.warning(
                "%d open files are allowed, %d connections need %d: raise `ulimit -n`, or lower "
                "SHIFTSCOPE_CONNECTIONS",
                most,
                connections,
                wanted,
            )


@contextlib.contextmanager
def shared_metrics(workers: int) -> Iterator[None]:
    """A folder in which several workers add up their metrics; it goes with the process.

    Raises:
        BadSetting: there is no room for it.
    """
    if workers == 1:
        yield
        return
    try:
        folder = tempfile.mkdtemp(prefix="shiftscope-")
    except OSError as error:
        raise BadSetting(
            f"TMPDIR: {tempfile.gettempdir()} cannot hold the metrics of several workers: "
            f"{error.strerror}"
        ) from None
    os.environ[MULTIPROC_VARIABLE] = folder
    try:
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)
