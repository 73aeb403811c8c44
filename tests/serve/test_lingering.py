"""A lingering close ends by the client's end, by bytes, by silence, or by time."""

import asyncio

import pytest

from app.serve import lingering
from app.serve.lingering import LingeringTransport


class Loop(asyncio.AbstractEventLoop):
    """Time that passes only in `run`."""

    def __init__(self):
        self.now, self.timers = 0.0, []

    def time(self):
        return self.now

    def call_at(self, when, callback):
        self.timers.append((when, callback))
        return asyncio.TimerHandle(when, callback, (), self)

    def get_debug(self):
        return False

    def _timer_handle_cancelled(self, handle):
        self.timers = [timer for timer in self.timers if timer[0] != handle.when()]

    def run(self, seconds):
        end = self.now + seconds
        while self.timers and self.timers[0][0] <= end:
            self.now, callback = self.timers.pop(0)
            callback()
        self.now = end


class Transport(asyncio.Transport):
    """Records what it is asked to do."""

    def __init__(self):
        super().__init__()
        self.done, self.unsent = [], 0

    def is_closing(self):
        return "close" in self.done

    def get_write_buffer_size(self):
        return self.unsent

    def close(self):
        self.done.append("close")

    def write(self, content):
        self.done.append("write")

    def write_eof(self):
        self.done.append("write_eof")

    def resume_reading(self):
        self.done.append("resume_reading")


@pytest.fixture
def loop():
    return Loop()


@pytest.fixture
def transport():
    return Transport()


@pytest.fixture
def lingers(loop, transport):
    made = LingeringTransport(transport, loop)
    made.close()
    return made


def test_it_ends_its_own_side_and_reads_on(lingers, transport):
    assert transport.done == ["write_eof", "resume_reading"]
    assert lingers.is_closing()
    lingers.write(b"late")
    assert "write" not in transport.done


def test_a_silent_client_is_closed_soon(lingers, loop, transport):
    loop.run(lingering.MAX_SILENCE - 0.1)
    assert "close" not in transport.done
    loop.run(0.2)
    assert "close" in transport.done


def test_a_server_that_stops_waits_less(loop, transport):
    made = LingeringTransport(transport, loop)
    made.stopping = True
    made.close()
    assert "close" not in transport.done
    loop.run(lingering.LAST_SILENCE + 0.1)
    assert "close" in transport.done


def test_a_client_that_goes_on_is_closed_after_a_time(lingers, loop, transport):
    for _ in range(round(lingering.MAX_SECONDS) - 1):
        loop.run(1)
        lingers.discard(1)
    assert "close" not in transport.done
    loop.run(1.1)
    assert "close" in transport.done


def test_a_client_that_sends_too_much_is_closed_at_once(lingers, transport):
    lingers.discard(lingering.MAX_BYTES)
    assert "close" not in transport.done
    lingers.discard(1)
    assert "close" in transport.done


def test_an_answer_that_is_still_being_read_has_its_time(loop, transport):
    transport.unsent = 1000
    LingeringTransport(transport, loop).close()
    loop.run(5 * lingering.MAX_SECONDS)
    assert "close" not in transport.done
    transport.unsent = 0
    loop.run(lingering.MAX_SILENCE * 2 + 0.1)
    assert "close" in transport.done


def test_the_end_can_be_at_once(lingers, loop, transport):
    lingers.end()
    assert "close" in transport.done
    loop.run(20)
    assert transport.done.count("close") == 1
