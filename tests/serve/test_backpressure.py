"""A connection is not read while its client does not read."""

import asyncio

import pytest

from app.serve.backpressure import with_backpressure
from tests.serve.fake_transport import FakeTransport


class Echo(asyncio.Protocol):
    """Resumes reading whenever it has taken bytes, as a protocol with a queue of its own may."""

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.transport.resume_reading()


@pytest.fixture
def transport():
    return FakeTransport()


@pytest.fixture
def protocol(transport):
    protocol = with_backpressure(Echo)()
    protocol.connection_made(transport)
    return protocol


def test_reading_pauses_while_writing_is_paused(protocol, transport):
    protocol.pause_writing()
    assert not transport.reading
    protocol.resume_writing()
    assert transport.reading


def test_reading_pauses_again_if_the_protocol_resumes_it(protocol, transport):
    protocol.pause_writing()
    protocol.data_received(b"late")
    assert not transport.reading


def test_bytes_are_read_on_while_writing_goes_on(protocol, transport):
    protocol.data_received(b"ping")
    assert transport.reading


def test_a_pause_of_the_protocol_outlasts_writing(protocol, transport):
    transport.pause_reading()
    protocol.pause_writing()
    protocol.resume_writing()
    assert not transport.reading


def test_a_closing_connection_is_left_alone(protocol, transport):
    transport.closing = True
    protocol.pause_writing()
    assert transport.reading
