"""Several processes that serve on one port, each restarted when it dies."""

import logging
import logging.config
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from types import FrameType

from uvicorn.config import STARTUP_FAILURE

from app.runtime import logs
from app.runtime.metrics import mark_dead
from app.runtime.settings import Settings
from app.serve.server import StartupCallbackServer
from app.serve.sockets import Address, listening

FAILED_STARTS = 5
"""Failed starts in a row, as on a full disk, after which the supervisor gives up."""
SPAWN = multiprocessing.get_context("spawn")

log = logging.getLogger("shiftscope")


class Worker:
    """A process that serves on its own socket.

    On one socket that all workers share, the first to wake takes every waiting connection, and a
    class that opens the page together ends up in one process. With a socket each, the kernel
    distributes connections evenly.
    """

    def __init__(self, settings: Settings, address: Address) -> None:
        self.served = False
        """Whether the worker has ever been ready."""
        self.started, started = SPAWN.Pipe(duplex=False)
        self.process = SPAWN.Process(target=work, args=(settings, address, started))
        self.process.start()
        # The pipe then ends with the worker.
        started.close()

    def note_started(self) -> None:
        """Reads from `started`: a message if the worker serves, the end if its process died."""
        try:
            self.started.recv_bytes()
            self.served = True
        except EOFError:
            pass
        self.started.close()

    def join(self) -> int:
        """Waits for the process to end; returns its exit status, negative for a signal."""
        self.process.join()
        mark_dead(self.process.pid or 0)
        return self.process.exitcode or 0


class Supervisor:
    """Starts workers and replaces those that die.

    Args:
        url: where the app is served, for the log.
    """

    def __init__(self, settings: Settings, address: Address, url: str) -> None:
        self.settings = settings
        self.address = address
        self.url = url
        self.workers: list[Worker] = []
        self.serving = False
        self.failed_starts = 0
        """Workers in a row that died before they served."""

    def run(self) -> int:
        """Serves until SIGTERM or SIGINT; returns the exit status, 3 if workers cannot start."""
        with signals() as stop:
            self.workers = [self.start() for _ in range(self.settings.workers)]
            try:
                return self.supervise(stop)
            finally:
                for worker in self.workers:
                    worker.process.terminate()
                for worker in self.workers:
                    worker.join()

    def start(self) -> Worker:
        """Starts a new worker."""
        return Worker(self.settings, self.address)

    def supervise(self, stop: Connection) -> int:
        """Waits for starts, deaths and the signal to stop; returns the exit status."""
        while True:
            starting = {
                worker.started: worker for worker in self.workers if not worker.started.closed
            }
            running = {one.process.sentinel: one for one in self.workers}
            woken = wait([stop, *starting, *running])
            if stop in woken:
                return 0
            for started in starting.keys() & set(woken):
                starting[started].note_started()
            if not self.serving and any(worker.served for worker in self.workers):
                self.serving = True
                log.info("serving on %s", self.url)
            for sentinel in running.keys() & set(woken):
                if not self.replace(running[sentinel]):
                    return STARTUP_FAILURE

    def replace(self, dead: Worker) -> bool:
        """Starts a worker in place of a dead one; returns False after too many failed starts."""
        status = dead.join()
        self.workers.remove(dead)
        if status == STARTUP_FAILURE:
            log.error("worker %s cannot start: all end", dead.process.pid)
            return False
        self.failed_starts = 0 if dead.served else self.failed_starts + 1
        if self.failed_starts >= FAILED_STARTS:
            log.error("%d workers in a row have ended before they served: all end", FAILED_STARTS)
            return False
        new = self.start()
        self.workers.append(new)
        ended = f"worker {dead.process.pid} has ended ({end_of(status)})"
        log.warning("%s: worker %s starts in its place", ended, new.process.pid)
        return True


@contextmanager
def signals() -> Iterator[Connection]:
    """A connection that becomes readable when SIGTERM or SIGINT arrives."""
    readable, writable = multiprocessing.Pipe(duplex=False)

    def tell(_signal: int, _frame: FrameType | None) -> None:
        writable.send_bytes(b"")

    before = {number: signal.signal(number, tell) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield readable
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        readable.close()
        writable.close()


def work(settings: Settings, address: Address, started: Connection) -> None:
    """Serves in the worker's process."""
    threading.Thread(target=follow_parent, daemon=True).start()
    logging.config.dictConfig(logs.config(settings.log, settings.log_level))
    try:
        bound = listening(address, settings.slow_timeout, shared=True)
    except OSError as error:
        log.error("%s cannot be listened on: %s", address.name, error.strerror)
        sys.exit(STARTUP_FAILURE)

    def announce() -> None:
        started.send_bytes(b"")
        started.close()

    # Ctrl-C reaches every process of the terminal; only the parent handles it.
    with suppress(KeyboardInterrupt):
        StartupCallbackServer(settings, announce).run([bound])


def follow_parent() -> None:
    """Stops this process once its parent has died; otherwise it would keep the port."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        log.warning("the parent of worker %s has ended: it stops", os.getpid())
        os.kill(os.getpid(), signal.SIGTERM)


def end_of(status: int) -> str:
    """A process's end in words: its signal or its exit status."""
    if status >= 0:
        return f"exit status {status}"
    return {known.value: known.name for known in signal.Signals}.get(-status, f"signal {-status}")
