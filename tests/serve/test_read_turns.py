"""Bytes are parsed piece by piece, and the connections take turns."""

import asyncio

import pytest

from app.serve import read_turns
from app.serve.read_turns import HeldTransport, ReadsInTurns, ReadTurns
from tests.serve.fake_transport import FakeTransport


class Parser(asyncio.Protocol):
    """Takes `clock`'s time for each byte, and notes what it parsed."""

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.clock.now += len(data) * self.cost
        self.parsed.append((self.name, data))


class Clock:
    """Time that passes only by parsing."""

    now = 100.0

    def perf_counter(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    made = Clock()
    monkeypatch.setattr(read_turns, "time", made)
    monkeypatch.setattr(read_turns, "TURNS", ReadTurns())
    return made


def connection(clock, parsed, name="a", cost=1e-5, host="1.1.1.1"):
    """A connection whose parser takes `cost` s for each byte."""
    made = type("Made", (ReadsInTurns, Parser), {})()
    made.clock, made.parsed, made.name, made.cost = clock, parsed, name, cost
    made.connection_made(HeldTransport(FakeTransport(host)))
    return made


def whole(parsed, name="a"):
    return b"".join(data for who, data in parsed if who == name)


async def passes(number):
    for _ in range(number):
        await asyncio.sleep(0)


def test_little_is_parsed_at_once(clock):
    async def run():
        parsed = []
        connection(clock, parsed).data_received(b"x" * 100)
        assert whole(parsed) == b"x" * 100

    asyncio.run(run())


def test_what_is_tedious_to_parse_is_parsed_piece_by_piece_and_nothing_is_lost(clock):
    async def run():
        parsed, sent = [], bytes(range(256)) * 20
        slow = connection(clock, parsed)
        slow.data_received(sent)
        assert 0 < len(whole(parsed)) <= 2 * read_turns.LEAST_PIECE
        assert not slow.held.whole.reading
        before = len(parsed)
        await passes(1)
        assert len(parsed) - before <= 1
        await passes(30)
        assert whole(parsed) == sent
        assert slow.held.whole.reading

    asyncio.run(run())


def test_pieces_grow_while_they_are_quick(clock):
    async def run():
        parsed = []
        quick = connection(clock, parsed, cost=1e-9)
        quick.data_received(b"x" * 200_000)
        assert len(whole(parsed)) == 200_000
        assert len(parsed) < 20

    asyncio.run(run())


def test_a_client_waits_for_one_piece_of_another_that_has_many_connections(clock):
    async def run():
        parsed = []
        many = [connection(clock, parsed, "many") for _ in range(100)]
        for one in many:
            one.data_received(b"x" * 4000)
        other = connection(clock, parsed, "other", host="2.2.2.2")
        other.data_received(b"y")
        await passes(3)
        assert whole(parsed, "other") == b"y"
        assert len([1 for name, _ in parsed if name == "many"]) < 10

    asyncio.run(run())


def test_a_protocol_that_pauses_reading_stays_paused_after_its_turn(clock):
    async def run():
        parsed = []
        slow = connection(clock, parsed)
        slow.data_received(b"x" * 4000)
        slow.transport.pause_reading()
        await passes(30)
        assert not slow.held.whole.reading
        slow.transport.resume_reading()
        assert slow.held.whole.reading

    asyncio.run(run())


def test_a_connection_that_is_lost_is_parsed_no_further(clock):
    async def run():
        parsed = []
        slow = connection(clock, parsed)
        slow.data_received(b"x" * 4000)
        before = len(parsed)
        slow.held.whole.closing = True
        slow.connection_lost(None)
        await passes(10)
        assert len(parsed) == before

    asyncio.run(run())


def test_a_parser_that_fails_stops_nobody_else(clock):
    async def run():
        asyncio.get_running_loop().set_exception_handler(lambda *_: None)
        parsed = []
        slow, broken = connection(clock, parsed), connection(clock, parsed, "broken")
        slow.data_received(b"x" * 4000)
        broken.cost = None
        broken.data_received(b"y")
        await passes(30)
        assert len(whole(parsed)) == 4000

    asyncio.run(run())


def test_a_parser_that_hands_bytes_on_to_another_takes_no_turn_twice(clock):
    """As a handshake does, which goes from one protocol to the next."""

    async def run():
        failures = []
        asyncio.get_running_loop().set_exception_handler(lambda _, told: failures.append(told))
        parsed = []
        first, next_, other = (connection(clock, parsed, name) for name in ("a", "b", "c"))
        first.data_received(b"x" * 4000)
        other.data_received(b"z" * 4000)
        parse = first.clock

        class Handing:
            @property
            def now(self):
                if not next_._unread and len(whole(parsed, "b")) < 4000:
                    next_.data_received(b"y" * 2000)
                return parse.now

            @now.setter
            def now(self, value):
                parse.now = value

        first.clock = Handing()
        await passes(60)
        assert [len(whole(parsed, name)) for name in "abc"] == [4000, 4000, 4000]
        assert failures == []

    asyncio.run(run())
