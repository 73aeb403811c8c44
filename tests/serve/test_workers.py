"""Several workers on one port: each gets its share of what comes at once."""

import socket
from collections import Counter

import pytest
from uvicorn.config import STARTUP_FAILURE

from app.runtime.settings import Settings
from app.serve.config import ServeConfig
from app.serve.run import serve
from app.serve.workers import Worker, Workers, own

pytestmark = pytest.mark.skipif(
    not hasattr(socket, "SO_REUSEPORT"), reason="the system deals no connections out"
)


def bound():
    """A socket as the server binds it before its workers start."""
    found = socket.socket()
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    found.bind(("127.0.0.1", 0))
    return found


def test_connections_that_come_at_once_are_dealt_out():
    with bound() as shared:
        port = shared.getsockname()[1]
        workers = [own(shared.dup()) for _ in range(2)]
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


@pytest.fixture
def config(monkeypatch):
    """One that leaves the tests' own log and signals alone."""
    monkeypatch.setattr("uvicorn.supervisors.multiprocess.SIGNALS", {})
    return ServeConfig(Settings(workers=2), "http://a.example/", workers=2, log_config=None)


def test_one_that_cannot_listen_says_so_and_ends(config, caplog):
    """As when somebody takes the port between the check and the start."""
    with bound() as shared:
        shared.listen()
        with pytest.raises(SystemExit) as ended:
            Worker(config, []).target([shared])
    assert ended.value.code == STARTUP_FAILURE
    assert f"{config.address} cannot be listened on: Address already in use" in caplog.text


class Ended:
    """A worker that has ended."""

    pid = 4711
    served = False

    def __init__(self, exitcode):
        self.exitcode = exitcode

    def is_alive(self, timeout):
        return False

    def is_ready(self):
        return False

    def kill(self):
        pass

    join = kill


def test_where_one_cannot_start_all_end_and_the_status_tells(config, monkeypatch):
    workers = Workers(config, [])
    workers.processes = [Ended(STARTUP_FAILURE)]
    workers.keep_subprocess_alive()
    assert workers.should_exit.is_set()
    monkeypatch.setattr("app.serve.run.Workers", lambda *_, **__: workers)
    monkeypatch.setattr("app.serve.run.config_of", lambda *_: config)
    monkeypatch.setattr(workers, "run", lambda: None)
    with bound() as shared:
        assert serve(config.settings, shared) == STARTUP_FAILURE


class Dying(Ended):
    """One that starts, and ends before it is ready."""

    def start(self):
        pass


def test_where_one_after_the_other_ends_before_it_serves_all_end(config, monkeypatch, caplog):
    """As on a disk that is full: each would be replaced for ever."""
    monkeypatch.setattr("uvicorn.supervisors.multiprocess.Process", lambda *_: Dying(-7))
    workers = Workers(config, [])
    served = Dying(-7)
    served.served = True
    workers.processes = [served]
    for _ in range(6):
        assert not workers.should_exit.is_set()
        workers.keep_subprocess_alive()
    assert workers.should_exit.is_set()
    assert workers.failed
    assert "5 workers in a row have ended before they served" in caplog.text


def test_one_that_is_told_to_stop_has_not_failed(config):
    workers = Workers(config, [])
    workers.processes = [Ended(0)]
    workers.handle_term()
    workers.keep_subprocess_alive()
    assert not workers.failed


def test_the_port_is_still_taken_for_others():
    with bound() as shared, own(shared.dup()) as worker:
        worker.listen()
        with socket.socket() as other:
            other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with pytest.raises(OSError, match="in use"):
                other.bind(worker.getsockname())
