"""Long work over a real socket: others are served in between, and a disconnect stops it."""

import asyncio
import http.client
import json
import logging
import time
import zlib
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from websockets.asyncio.client import connect

from app.experiments import consistency, slice_sweep, sweep
from tests.api.conftest import face, scene_message, seq_of
from tests.api.serving import TIMEOUT, serving, until

SLOW = "digits-none-fc-everywhere"
SWEEP = {"scene": {"objects": [{"object": "digit-3-1", "row": 22, "col": 22}]}}
POSITIONS = 45 * 45
SLICE = {"layer": "relu2", "channel": 3, "objects": ["digit-3-1"], "step": 1}


@pytest.fixture(scope="module")
def server() -> Iterator[tuple]:
    with serving() as running:
        yield running


@pytest.fixture
def looks(monkeypatch) -> list[float]:
    """The times, in seconds, at which sweeps and pairs computed a picture."""
    seen: list[float] = []

    def count(network, picture, logits_of=consistency.logits_of):
        seen.append(time.monotonic())
        return logits_of(network, picture)

    def count_position(self, row, col, raster=sweep.Sweep.raster):
        seen.append(time.monotonic())
        return raster(self, row, col)

    monkeypatch.setattr(consistency, "logits_of", count)
    monkeypatch.setattr(sweep.Sweep, "raster", count_position)

    def count_layers(network, picture, name, volume=slice_sweep.volume):
        seen.append(time.monotonic())
        return volume(network, picture, name)

    monkeypatch.setattr(slice_sweep, "volume", count_layers)
    return seen


def post(address, path, wanted) -> http.client.HTTPConnection:
    """Sends a request without waiting for its response."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=TIMEOUT)
    headers = {"content-type": "application/json", "accept-encoding": "gzip"}
    connection.request("POST", path, json.dumps(wanted), headers)
    return connection


@pytest.mark.parametrize(
    "path", [f"/api/models/{SLOW}/sensitivity", f"/api/models/{SLOW}/sensitivity?format=ndjson"]
)
def test_a_live_frame_is_answered_during_a_sweep(server, looks, path):
    _, address = server
    connection = post(address, path, SWEEP)
    until(lambda: len(looks) > 10)

    async def drag():
        async with connect(address, max_size=None) as live:
            for seq in range(10):
                await live.send(scene_message(seq, face(row=seq)))
                frame = await asyncio.wait_for(live.recv(), TIMEOUT)
                assert seq_of(frame) == seq
        return len(looks)

    assert asyncio.run(drag()) < POSITIONS, "the frames came after the sweep"
    connection.close()


@pytest.mark.parametrize(
    ("path", "wanted", "total"),
    [
        (f"/api/models/{SLOW}/sensitivity", SWEEP, POSITIONS),
        (f"/api/models/{SLOW}/sensitivity?format=ndjson", SWEEP, POSITIONS),
        (f"/api/models/{SLOW}/excitation", SLICE, POSITIONS),
        (f"/api/models/{SLOW}/excitation?format=ndjson", SLICE, POSITIONS),
        (f"/api/models/{SLOW}/consistency", {"pairs": 512}, 3 * 512),
    ],
)
def test_work_stops_when_the_client_disconnects(server, looks, caplog, path, wanted, total):
    running, address = server
    connection = post(address, path, wanted)
    until(lambda: len(looks) > 10)
    connection.sock.close()
    until(lambda: not running.server_state.tasks)
    # The chunk in progress is finished.
    time.sleep(0.3)
    done = len(looks)
    time.sleep(0.3)
    assert len(looks) == done < total
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


def test_lines_arrive_while_the_sweep_runs(server, looks):
    """Compression must not hold lines back either."""
    _, address = server
    connection = post(address, f"/api/models/{SLOW}/sensitivity?format=ndjson", SWEEP)
    response = connection.getresponse()
    assert response.headers["content-encoding"] == "gzip"
    inflate = zlib.decompressobj(16 + zlib.MAX_WBITS)
    text = ""
    while text.count("\n") < 10:
        text += inflate.decompress(response.read1(1 << 10)).decode()
    assert len(looks) < POSITIONS
    first, *_ = text.splitlines()
    assert json.loads(first)["total"] == POSITIONS
    connection.close()
