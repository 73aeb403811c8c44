"""Graceful shutdown: signals drain live connections, then reach the server."""

import asyncio
import signal
import threading

import pytest

from app.api.live.connection_registry import ConnectionRegistry
from app.api.live.shutdown import SIGNALS, graceful_shutdown


class Connection:
    """A connection that finishes when the event is set."""

    def __init__(self):
        self.asked, self.end = asyncio.Event(), asyncio.Event()

    async def finish(self):
        self.asked.set()
        await self.end.wait()


@pytest.fixture
def received():
    """The signals that the server's own handler gets."""
    found = []
    before = {number: signal.getsignal(number) for number in SIGNALS}
    for number in SIGNALS:
        signal.signal(number, lambda number, _frame: found.append(number))
    yield found
    for number, handler in before.items():
        signal.signal(number, handler)


async def turns():
    for _ in range(5):
        await asyncio.sleep(0)


@pytest.mark.parametrize("number", SIGNALS)
def test_the_server_gets_the_signal_after_the_connections_have_finished(received, number):
    async def act():
        registry, connection = ConnectionRegistry(9, 9), Connection()
        registry.open.add(connection)
        with graceful_shutdown(registry):
            signal.raise_signal(number)
            await connection.asked.wait()
            assert registry.stopping
            assert not received
            connection.end.set()
            await turns()
            assert received == [number]

    asyncio.run(act())


def test_a_second_signal_reaches_the_server_at_once(received):
    async def act():
        registry, connection = ConnectionRegistry(9, 9), Connection()
        registry.open.add(connection)
        with graceful_shutdown(registry):
            signal.raise_signal(signal.SIGTERM)
            await connection.asked.wait()
            signal.raise_signal(signal.SIGINT)
            await turns()
            assert received == [signal.SIGINT]
            assert not connection.end.is_set()

    asyncio.run(act())


def test_the_server_gets_the_signal_even_if_a_drain_fails(received, monkeypatch):
    async def fail(_self, _seconds):
        raise RuntimeError("broken")

    monkeypatch.setattr(ConnectionRegistry, "drain", fail)

    async def act():
        asyncio.get_running_loop().set_exception_handler(lambda *_: None)
        with graceful_shutdown(ConnectionRegistry(9, 9)):
            signal.raise_signal(signal.SIGTERM)
            await turns()

    asyncio.run(act())
    assert received == [signal.SIGTERM]


def test_the_server_s_handlers_are_restored(received):
    before = [signal.getsignal(number) for number in SIGNALS]

    async def act():
        with graceful_shutdown(ConnectionRegistry(9, 9)):
            assert all(signal.getsignal(number) not in before for number in SIGNALS)

    asyncio.run(act())
    assert [signal.getsignal(number) for number in SIGNALS] == before


def test_outside_the_main_thread_handlers_stay():
    before, found = [signal.getsignal(number) for number in SIGNALS], []

    async def act():
        with graceful_shutdown(ConnectionRegistry(9, 9)):
            found.extend(signal.getsignal(number) for number in SIGNALS)

    thread = threading.Thread(target=lambda: asyncio.run(act()))
    thread.start()
    thread.join()
    assert found == before
