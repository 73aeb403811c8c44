"""SIGTERM: what is under way is finished, clients are told to come again, the exit is good."""

import asyncio
import json

import httpx2
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from tests.api.conftest import scene_message, seq_of


async def all_of(live) -> tuple[list[int], int, str]:
    """The frames that still come, and how the connection ends."""
    frames = []
    try:
        while True:
            frames.append(seq_of(await asyncio.wait_for(live.recv(), 20)))
    except ConnectionClosed as closed:
        return frames, closed.rcvd.code, closed.rcvd.reason


@pytest.mark.parametrize("workers", [1, 2])
def test_scenes_under_way_are_answered_and_clients_told_to_come_again(start, workers):
    process = start(workers=workers)
    process.wait_until_ready()

    async def talk():
        async with connect(process.live) as idle:
            busy = [await connect(process.live) for _ in range(20)]
            for live in busy:
                await live.send(scene_message(1))
                assert seq_of(await asyncio.wait_for(live.recv(), 20)) == 1
            # Their scenes have come in when this is answered; most frames have not gone out.
            await asyncio.gather(*(live.send(scene_message(2)) for live in busy))
            await asyncio.sleep(0.02)
            ending = asyncio.get_running_loop().run_in_executor(None, process.end)
            endings = await asyncio.gather(*(all_of(live) for live in [idle, *busy]))
            return await ending, endings

    (status, seconds, written), (idle, *busy) = asyncio.run(talk())
    assert status == 0, written
    assert seconds < 5
    assert "Traceback" not in written
    assert idle == ([], 1012, "the server restarts: connect again")
    assert [frames for frames, _, _ in busy] == [[2]] * 20
    assert {code for _, code, _ in busy} == {1012}


def test_a_server_with_nothing_to_do_stops_within_five_seconds(start):
    process = start(log="json")
    process.wait_until_ready()
    assert httpx2.get(f"{process.url}/api/models").status_code == 200
    status, seconds, written = process.end()
    assert status == 0
    assert seconds < 5
    lines = [json.loads(line) for line in written.splitlines()]
    assert any(line.get("path") == "/api/models" and line["status"] == 200 for line in lines)


def test_several_workers_serve_and_add_up(start):
    process = start(workers=2)
    process.wait_until_ready()
    for _ in range(20):
        # A connection each: either worker may take it.
        assert httpx2.get(f"{process.url}/api/models/ludic").status_code == 200
    text = httpx2.get(f"{process.url}/metrics").text
    counted = [line for line in text.splitlines() if 'route="/api/models/{model}"' in line]
    (total,) = [line for line in counted if line.startswith("shiftscope_requests_total")]
    assert float(total.split()[-1]) == 20
    assert process.end()[0] == 0
