"""The entry point: its exit status, and the last words of a start that fails."""

import contextlib
import logging.config
import signal
import socket

import pytest
from uvicorn.config import STARTUP_FAILURE

from app.errors import BadSetting
from app.runtime.settings import Settings
from app.serve import run


@pytest.fixture(autouse=True)
def unchanged(monkeypatch):
    """Leaves the process's signal handlers and log as they are."""
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setattr(logging.config, "dictConfig", lambda _: None)


def raising(error):
    def fail(*_):
        raise error

    return fail


def test_an_invalid_setting_gives_status_2_and_one_line(monkeypatch, capsys):
    monkeypatch.setattr(run, "read", raising(BadSetting("SHIFTSCOPE_PORT: expected one")))
    assert run.main() == 2
    assert capsys.readouterr().err == "shiftscope: SHIFTSCOPE_PORT: expected one\n"


def test_both_signals_stop_the_process_from_the_start_on(monkeypatch):
    handlers = {}
    monkeypatch.setattr(signal, "signal", handlers.setdefault)
    monkeypatch.setattr(run, "read", raising(BadSetting("expected one")))
    run.main()
    assert handlers == {signal.SIGTERM: run.stop, signal.SIGINT: run.stop}


@pytest.mark.parametrize(("started", "status"), [(True, 0), (False, STARTUP_FAILURE)])
def test_a_server_that_did_not_start_gives_its_own_status(monkeypatch, started, status):
    class Server:
        def __init__(self, settings, announce):
            self.started, self.announce = started, announce

        def run(self, sockets):
            assert sockets == [bound]

    monkeypatch.setattr(run, "StartupCallbackServer", Server)
    with contextlib.closing(socket.socket()) as bound:
        bound.bind(("127.0.0.1", 0))
        assert run.serve(Settings(), bound) == status


@pytest.mark.parametrize(
    ("family", "host", "shown"),
    [(socket.AF_INET, "127.0.0.1", "127.0.0.1"), (socket.AF_INET6, "::1", "[::1]")],
)
def test_several_workers_are_supervised_at_the_bound_address(monkeypatch, family, host, shown):
    found = []

    class Supervisor:
        def __init__(self, _settings, address, url):
            found.append((address, url))

        def run(self):
            return 7

    monkeypatch.setattr(run, "Supervisor", Supervisor)
    try:
        bound = socket.create_server((host, 0), family=family)
    except OSError:
        pytest.skip("the machine has no such address")
    with contextlib.closing(bound):
        assert run.serve(Settings(workers=2, root_path="/lab"), bound) == 7
        port = bound.getsockname()[1]
        ((address, url),) = found
        assert (address.family, address.name) == (family, bound.getsockname())
        assert url == f"http://{shown}:{port}/lab/"
