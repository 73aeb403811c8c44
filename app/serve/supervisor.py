"""Several processes that serve on one port, each restarted when it dies."""

import logging
import logging.config
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from types import FrameType

from uvicorn.config import STARTUP_FAILURE

from app.runtime import logs
from app.runtime.metrics import WORKER_VARIABLE, mark_dead
from app.runtime.settings import Settings
from app.serve.server import StartupCallbackServer
from app.serve.sockets import Address, listening
from app.serve.stop import stop

FAILED_STARTS = 5
"""Failed starts in a row, as on a full disk, after which the supervisor gives up."""
SHORT_LIFE = 10.0
"""Seconds; a worker that ends sooner is replaced after a pause."""
PAUSE = 1.0
"""Seconds before the next start after a failed start or a short life."""
STOP_TIMEOUT = 4.0
"""Seconds that workers have after SIGTERM before they are killed."""
SPAWN = multiprocessing.get_context("spawn")

log = logging.getLogger("shiftscope")


class Worker:
    """A process that serves on its own socket.

    On one socket that all workers share, the first to wake takes every waiting connection, and a
    class that opens the page together ends up in one process. With a socket each, the kernel
    distributes connections evenly.

    Args:
        number: the worker's, from 0; the one that replaces it has the same.
    """

    def __init__(self, settings: Settings, address: Address, number: int) -> None:
        """Starts the process; raises OSError if the system has no process or file left."""
        self.number = number
        self.served = False
        """Whether the worker has ever been ready."""
        self.began = time.monotonic()
        self.started, started = SPAWN.Pipe(duplex=False)
        self.process = SPAWN.Process(target=work, args=(settings, address, started))
        # The process inherits it, and reads it when it imports its modules.
        os.environ[WORKER_VARIABLE] = str(number)
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

    def join(self, timeout: float | None = None) -> int:
        """Waits for the process to end; returns its exit status, negative for a signal.

        The process is killed if it has not ended after `timeout` s.
        """
        self.process.join(timeout)
        if self.process.exitcode is None:
            log.warning("worker %s has not stopped: it is killed", self.process.pid)
            self.process.kill()
            self.process.join()
        mark_dead(self.number)
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
        self.ends: list[str] = []
        """The ends of workers that are not replaced yet, in words."""
        self.serving = False
        self.failed_starts = 0
        """Starts in a row that failed, or whose workers died before they served."""
        self.next_start = 0.0
        """No worker starts before this time of the monotonic clock, s."""

    def run(self) -> int:
        """Serves until SIGTERM or SIGINT; returns the exit status, 3 if workers cannot start."""
        with signals() as stopped:
            try:
                return self.supervise(stopped)
            finally:
                self.stop_workers()

    def start(self) -> Worker:
        """Starts a new worker; raises OSError if the system cannot."""
        taken = {worker.number for worker in self.workers}
        number = min(set(range(self.settings.workers)) - taken)
        return Worker(self.settings, self.address, number)

    def supervise(self, stopped: Connection) -> int:
        """Waits for starts, deaths and the signal to stop; returns the exit status."""
        while self.fill():
            starting = {
                worker.started: worker for worker in self.workers if not worker.started.closed
            }
            running = {one.process.sentinel: one for one in self.workers}
            pause = max(0.0, self.next_start - time.monotonic()) if self.vacant else None
            woken = wait([stopped, *starting, *running], pause)
            if stopped in woken:
                return 0
            for started in starting.keys() & set(woken):
                starting[started].note_started()
            if not self.serving and any(worker.served for worker in self.workers):
                self.serving = True
                log.info("serving on %s", self.url)
            for sentinel in running.keys() & set(woken):
                if not self.retire(running[sentinel]):
                    return STARTUP_FAILURE
        return STARTUP_FAILURE

    @property
    def vacant(self) -> bool:
        """Whether a worker is missing."""
        return len(self.workers) < self.settings.workers

    def fill(self) -> bool:
        """Starts missing workers, unless it is too soon; returns False after too many failures."""
        while self.vacant and time.monotonic() >= self.next_start:
            try:
                new = self.start()
            except OSError as error:
                log.error("a worker cannot be started: %s", error)
                self.next_start = time.monotonic() + PAUSE
                if not self.count_failure():
                    return False
                continue
            self.workers.append(new)
            if self.ends:
                log.warning("%s: worker %s starts in its place", self.ends.pop(0), new.process.pid)
        return True

    def retire(self, dead: Worker) -> bool:
        """Removes a dead worker; returns False if none can start or too many starts have failed."""
        status = dead.join()
        self.workers.remove(dead)
        if status == STARTUP_FAILURE:
            log.error("worker %s cannot start: all end", dead.process.pid)
            return False
        if time.monotonic() - dead.began < SHORT_LIFE:
            self.next_start = time.monotonic() + PAUSE
        self.ends.append(f"worker {dead.process.pid} has ended ({end_of(status)})")
        if dead.served:
            self.failed_starts = 0
            return True
        return self.count_failure()

    def count_failure(self) -> bool:
        """Counts a failed start; returns False after too many in a row."""
        self.failed_starts += 1
        if self.failed_starts < FAILED_STARTS:
            return True
        log.error("%d workers in a row have ended before they served: all end", FAILED_STARTS)
        return False

    def stop_workers(self) -> None:
        """Asks all workers to stop, and kills those that have not after `STOP_TIMEOUT`."""
        for worker in self.workers:
            worker.process.terminate()
        deadline = time.monotonic() + STOP_TIMEOUT
        for worker in self.workers:
            worker.join(max(0.0, deadline - time.monotonic()))


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

    # Ctrl-C reaches every process of the terminal, the workers too.
    signal.signal(signal.SIGINT, stop)
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
