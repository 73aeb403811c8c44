"""The registry of live connections: its limits, and how it closes them."""

import asyncio

import pytest
from prometheus_client import REGISTRY

from app.api.live.connection_registry import ConnectionRegistry
from app.errors import Busy


class Connection:
    """A connection that finishes at once, never, or with an error."""

    def __init__(self, ending=None):
        self.ending = ending
        self.asked = self.cancelled = False

    async def finish(self):
        self.asked = True
        if self.ending == "never":
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                self.cancelled = True
                raise
        if self.ending == "error":
            raise ConnectionError


def live():
    return REGISTRY.get_sample_value("shiftscope_live_connections")


def test_a_connection_counts_while_its_context_lasts():
    registry, connection, before = ConnectionRegistry(2, 2), Connection(), live()
    with registry.registered("a", connection):
        assert (registry.open, registry.quota.used, live()) == ({connection}, 1, before + 1)
    assert (registry.open, registry.quota.used, live()) == (set(), 0, before)


def test_a_connection_that_fails_counts_no_longer():
    registry, before = ConnectionRegistry(2, 2), live()
    with pytest.raises(ConnectionError), registry.registered("a", Connection()):
        raise ConnectionError
    assert (registry.open, registry.quota.used, live()) == (set(), 0, before)


@pytest.mark.parametrize(("limit", "per_client", "other"), [(1, 1, "b"), (2, 1, "a")])
def test_a_connection_beyond_a_limit_is_refused_and_does_not_count(limit, per_client, other):
    registry, before = ConnectionRegistry(limit, per_client), live()
    with registry.registered("a", Connection()):
        for refused in (
            lambda: registry.check_quota(other),
            lambda: registry.registered(other, Connection()).__enter__(),
        ):
            with pytest.raises(Busy, match="at most 1 live connections") as raised:
                refused()
            assert raised.value.retry_after == 5
        assert (len(registry.open), registry.quota.used, live()) == (1, 1, before + 1)


def test_a_drain_asks_every_connection_to_finish_and_accepts_no_more():
    registry, connections = ConnectionRegistry(9, 9), [Connection(), Connection("error")]
    registry.open.update(connections)
    registry.check_quota("a")
    asyncio.run(registry.drain(60.0))
    assert all(connection.asked for connection in connections)
    with pytest.raises(Busy, match="the server restarts"):
        registry.check_quota("a")


def test_a_drain_cancels_a_connection_that_does_not_finish_in_time():
    registry, stuck = ConnectionRegistry(9, 9), Connection("never")
    registry.open.add(stuck)
    asyncio.run(registry.drain(0.01))
    assert stuck.cancelled


def test_a_drain_without_connections_ends_at_once():
    asyncio.run(ConnectionRegistry(9, 9).drain(60.0))
