"""The processes that serve: one, or several on one port."""

import logging
import signal
import socket

from uvicorn import Server
from uvicorn.supervisors import Multiprocess, multiprocess

from app.metrics import forget
from app.serve.config import ServeConfig

log = logging.getLogger("shiftscope")


class Alone(Server):
    """The only process."""

    config: ServeConfig

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Says where it serves, once it does."""
        await super().startup(sockets)
        log.info("serving on %s", self.config.address)


class Worker(multiprocess.Process):
    """A process that listens on a socket of its own.

    Of one socket that all listen on, whoever wakes first takes whatever waits, and a class that
    opens the page together would end up in one process. So the kernel deals connections out.
    """

    def target(self, sockets: list[socket.socket] | None = None) -> None:
        """Serves, in the new process."""
        super().target([own(shared) for shared in sockets or ()])

    def join(self) -> None:
        """Waits for its end; connections that it held are no more."""
        super().join()
        if self.pid is not None:
            forget(self.pid)


class Workers(Multiprocess):
    """Starts them, and starts another where one dies."""

    config: ServeConfig
    serving = False

    def run(self) -> None:
        """Until a signal comes."""
        # uvicorn makes them of whatever has this name; mypy takes a class for fixed.
        multiprocess.Process = Worker  # type: ignore[misc]
        super().run()

    def keep_subprocess_alive(self) -> None:
        """Twice a second: tells which one died, and, once, that the first serves."""
        before = list(self.processes)
        super().keep_subprocess_alive()
        for old, new in zip(before, self.processes, strict=True):
            if new is not old:
                ended = f"worker {old.pid} has ended ({end_of(old.exitcode)})"
                log.warning("%s: worker %s starts in its place", ended, new.pid)
        if not self.serving and any(process.is_ready() for process in self.processes):
            self.serving = True
            log.info("serving on %s", self.config.address)


def end_of(status: int | None) -> str:
    """How a process ended: by which signal, or with which exit status."""
    if status is None or status >= 0:
        return f"exit status {status}"
    return {known.value: known.name for known in signal.Signals}.get(-status, f"signal {-status}")


def own(shared: socket.socket) -> socket.socket:
    """Another socket at the same address; the same one where the system knows no such thing."""
    if not hasattr(socket, "SO_REUSEPORT"):
        return shared
    found = socket.socket(shared.family, shared.type, shared.proto)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    found.bind(shared.getsockname())
    shared.close()
    return found
