"""Several workers on one port: connections are distributed, and dead workers replaced."""

import errno
import logging
import os
import signal
import socket
import threading
import time
from collections import Counter
from functools import partial
from types import SimpleNamespace

import pytest
from uvicorn.config import STARTUP_FAILURE

from app.runtime.settings import Settings
from app.serve.sockets import Address, listening
from app.serve.supervisor import SPAWN, Supervisor, Worker, work
from tests.serve.conftest import free_port

URL = "http://a.example/"
own = partial(listening, slow_timeout=20.0)


def loopback(port=0):
    return Address(socket.AF_INET, ("127.0.0.1", port))


def test_simultaneous_connections_are_distributed_over_workers():
    with own(loopback()) as bound:
        port = bound.getsockname()[1]
        workers = [own(loopback(port), shared=True) for _ in range(2)]
        for worker in workers:
            worker.listen(128)
            worker.setblocking(False)
        clients = [socket.create_connection(("127.0.0.1", port)) for _ in range(100)]
        taken = Counter()
        # The first that wakes takes all that waits for it.
        for number, worker in enumerate(workers):
            while True:
                try:
                    worker.accept()[0].close()
                except BlockingIOError:
                    break
                taken[number] += 1
        # By chance one of 10^9 times less than 20 of 100.
        assert sum(taken.values()) == 100
        assert min(taken[0], taken[1]) >= 20
        for one in (*clients, *workers):
            one.close()


def test_the_port_is_taken_for_other_programs():
    with own(loopback()) as bound, own(loopback(bound.getsockname()[1]), shared=True) as worker:
        worker.listen()
        with socket.socket() as other:
            other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with pytest.raises(OSError, match="in use"):
                other.bind(worker.getsockname())


def test_a_worker_that_cannot_listen_logs_it_and_ends(monkeypatch, caplog):
    """Another program may take the port between the check and the start."""
    monkeypatch.setattr("logging.config.dictConfig", lambda _: None)
    with own(loopback()) as taken:
        taken.listen()
        address = loopback(taken.getsockname()[1])
        with pytest.raises(SystemExit) as ended:
            work(Settings(), address, SPAWN.Pipe(duplex=False)[1])
    assert ended.value.code == STARTUP_FAILURE
    assert f"{address.name} cannot be listened on: Address already in use" in caplog.text


class Scripted(Worker):
    """A worker that runs no process: `sentinel` and `started` are pipes that the test closes."""

    ids = iter(range(1000, 2000))

    def __init__(self, status=None, served=False):
        self.served = False
        self.began = time.monotonic()
        self.status = status
        self.sentinel, self.alive = SPAWN.Pipe(duplex=False)
        self.started, self.serves = SPAWN.Pipe(duplex=False)
        self.process = SimpleNamespace(
            pid=next(self.ids), sentinel=self.sentinel, terminate=self.end
        )
        if served:
            self.serves.send_bytes(b"")
        if status is not None:
            self.end()

    def end(self):
        self.serves.close()
        self.alive.close()

    def join(self, timeout=None):
        return self.status or 0


def run_with(monkeypatch, *lives, workers=1, pause=0.0):
    """The exit status of a supervisor whose workers have these lives, one after the other.

    A life that is an error is a start that fails.
    """

    def start():
        life = waiting.pop(0)
        if isinstance(life, OSError):
            raise life
        return Scripted(*life)

    monkeypatch.setattr("app.serve.supervisor.PAUSE", pause)
    waiting = list(lives)
    supervised = Supervisor(Settings(workers=workers), loopback(free_port()), URL)
    monkeypatch.setattr(supervised, "start", start)
    status = supervised.run()
    assert not waiting
    return status


def test_if_a_worker_cannot_start_all_end_with_a_failure_status(monkeypatch, caplog):
    lives = [(None, True), (STARTUP_FAILURE,)]
    assert run_with(monkeypatch, *lives, workers=2) == STARTUP_FAILURE
    assert "cannot start: all end" in caplog.text


def test_after_too_many_failed_starts_all_workers_end(monkeypatch, caplog):
    """On a full disk, for example, workers would be replaced for ever."""
    # A worker that served comes first, and another in between resets the count.
    lives = [(-7, True), *[(-7,)] * 4, (-7, True), *[(-7,)] * 5]
    with caplog.at_level(logging.INFO, "shiftscope"):
        assert run_with(monkeypatch, *lives) == STARTUP_FAILURE
    assert "5 workers in a row have ended before they served" in caplog.text
    assert caplog.text.count("has ended (SIGBUS)") == 10
    assert caplog.text.count(f"serving on {URL}") == 1


def test_a_start_that_the_system_refuses_counts_as_failed(monkeypatch, caplog):
    refused = OSError(errno.EAGAIN, "Resource temporarily unavailable")
    # One that is refused is tried again.
    lives = [(-7, True), refused, (-7, True), *[(-7,)] * 3, refused, (-7,)]
    assert run_with(monkeypatch, *lives) == STARTUP_FAILURE
    assert caplog.text.count("cannot be started: [Errno 11] Resource temporarily unavailable") == 2
    assert "5 workers in a row have ended before they served" in caplog.text
    assert run_with(monkeypatch, *[refused] * 5, workers=2) == STARTUP_FAILURE


def test_workers_that_serve_and_die_at_once_are_replaced_after_a_pause(monkeypatch):
    lives = [*[(-7, True)] * 3, (STARTUP_FAILURE,)]
    begun = time.monotonic()
    assert run_with(monkeypatch, *lives, pause=0.2) == STARTUP_FAILURE
    assert time.monotonic() - begun >= 0.6


def test_a_worker_that_has_served_for_long_is_replaced_at_once(monkeypatch):
    monkeypatch.setattr("app.serve.supervisor.SHORT_LIFE", 0.0)
    lives = [(-7, True), (STARTUP_FAILURE,)]
    begun = time.monotonic()
    assert run_with(monkeypatch, *lives, pause=20.0) == STARTUP_FAILURE
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stopped_worker_does_not_count_as_failed(monkeypatch, number):
    before = signal.getsignal(number)
    timer = threading.Timer(0.2, os.kill, (os.getpid(), number))
    timer.start()
    assert run_with(monkeypatch, (None, True), (None, True), workers=2) == 0
    timer.join()
    assert signal.getsignal(number) is before
