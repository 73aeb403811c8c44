"""The processes that serve: one, or several on one port."""

import contextlib
import logging
import os
import signal
import socket
import sys
import threading
from functools import partial
from multiprocessing import parent_process
from typing import cast

from uvicorn import Server
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import Multiprocess, multiprocess

from app.runtime.metrics import mark_dead
from app.serve.config import ServeConfig, ours

IN_VAIN = 5
"""Workers in a row that may end before they serve, as on a disk that is full."""

log = logging.getLogger("shiftscope")


class Alone(Server):
    """The only process."""

    config: ServeConfig

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Says where it serves, once it does."""
        await super().startup(sockets)
        log.info("serving on %s", self.config.address)


class Worker(multiprocess.Process):
    """A process that listens on a socket of its own, and ends with its parent.

    Of one socket that all listen on, whoever wakes first takes whatever waits, and a class that
    opens the page together would end up in one process. So the kernel deals connections out.
    """

    def target(self, sockets: list[socket.socket] | None = None) -> None:
        """Serves, in the new process."""
        threading.Thread(target=outlive, daemon=True).start()
        try:
            sockets = [own(shared) for shared in sockets or ()]
        except OSError as error:
            address = ours(self.config).address
            log.error("%s cannot be listened on: %s", address, error.strerror)
            sys.exit(STARTUP_FAILURE)
        super().target(sockets)

    served = False
    """Whether it has ever been ready."""

    def join(self) -> None:
        """Waits for its end; connections that it held are no more."""
        super().join()
        if self.pid is not None:
            mark_dead(self.pid)


class Workers(Multiprocess):
    """Starts them, and starts another where one dies."""

    config: ServeConfig
    serving = False
    in_vain = 0
    """How many have ended in a row that never served."""
    failed = False
    """Whether one could not start, for which all have ended."""

    def run(self) -> None:
        """Until a signal comes."""
        # uvicorn makes them of whatever has this name; mypy takes a class for fixed.
        multiprocess.Process = Worker  # type: ignore[misc]
        super().run()

    def keep_subprocess_alive(self) -> None:
        """Twice a second: tells which one died, and, once, that the first serves."""
        if self.should_exit.is_set():
            return
        before = list(self.processes)
        super().keep_subprocess_alive()
        self.failed = self.should_exit.is_set()
        for old, new in zip(before, self.processes, strict=True):
            if new is not old:
                ended = f"worker {old.pid} has ended ({end_of(old.exitcode)})"
                log.warning("%s: worker %s starts in its place", ended, new.pid)
                self.in_vain += not cast(Worker, old).served
        for process in map(partial(cast, Worker), self.processes):
            if not process.served and process.is_ready():
                process.served, self.in_vain = True, 0
        if self.in_vain >= IN_VAIN:
            log.error("%d workers in a row have ended before they served: all end", IN_VAIN)
            self.failed = True
            self.should_exit.set()
        if not self.serving and any(cast(Worker, one).served for one in self.processes):
            self.serving = True
            log.info("serving on %s", self.config.address)


def outlive() -> None:
    """Ends this process well once its parent is gone, or it would hold the port without one."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        log.warning("the parent of worker %s has ended: it stops", os.getpid())
        os.kill(os.getpid(), signal.SIGTERM)


def end_of(status: int | None) -> str:
    """How a process ended: by which signal, or with which exit status."""
    if status is None or status >= 0:
        return f"exit status {status}"
    return {known.value: known.name for known in signal.Signals}.get(-status, f"signal {-status}")


def own(shared: socket.socket) -> socket.socket:
    """Another socket at the same address; the same one where the system knows no such thing.

    Raises OSError where the address cannot be had any more.
    """
    if not hasattr(socket, "SO_REUSEPORT"):
        return shared
    with contextlib.ExitStack() as unless_bound:
        found = unless_bound.enter_context(socket.socket(shared.family, shared.type, shared.proto))
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        found.bind(shared.getsockname())
        unless_bound.pop_all()
    shared.close()
    return found
