"""The live channel over a real socket: floods, slow readers, clients and servers that go away."""

import asyncio
import logging
import socket
from collections.abc import Iterator

import numpy as np
import pytest
import uvicorn
from safetensors.numpy import load
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from app.inference import live_frames
from tests.api.conftest import face, scene_message, seq_of
from tests.api.serving import TIMEOUT, serving, until


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[uvicorn.Server, str]]:
    with serving() as running:
        yield running


@pytest.fixture
def address(server) -> str:
    return server[1]


async def answer(live) -> bytes:
    return await asyncio.wait_for(live.recv(), TIMEOUT)


async def how_it_ends(live) -> int:
    """The server's close code, after any remaining messages."""
    try:
        while True:
            await answer(live)
    except ConnectionClosed as closed:
        return closed.rcvd.code


def test_in_a_flood_of_scenes_the_newest_is_answered_and_others_are_dropped(address):
    async def flood():
        frames = []
        async with connect(address, max_size=None) as live:
            for seq in range(200):
                await live.send(scene_message(seq, face(row=seq % 40)))
            while not frames or frames[-1] != 199:
                frames.append(seq_of(await answer(live)))
        return frames

    frames = asyncio.run(flood())
    assert frames == sorted(set(frames))
    assert len(frames) < 200


def test_each_client_gets_its_own_scenes(address):
    async def drag(model, rows):
        async with connect(address, max_size=None) as live:
            for row in rows:
                await live.send(scene_message(row, face(row=row), model))
                frame = await answer(live)
                assert seq_of(frame) == row
                if model == "ludic":
                    assert np.argwhere(load(frame)["pool2"][0])[0, 0] == (row + 10) // 4

    async def both():
        await asyncio.gather(drag("ludic", range(40)), drag("figure-everywhere", range(40)))

    asyncio.run(both())


def test_a_client_that_floods_does_not_starve_another(address):
    """Each connection has one job in the queue, so the patient one waits for one frame at most."""

    async def both():
        async with connect(address, max_size=None) as busy, connect(address) as patient:

            async def flood():
                for seq in range(100_000):
                    await busy.send(scene_message(seq))
                    await asyncio.sleep(0)

            async def take():
                async for _ in busy:
                    pass

            noise = [asyncio.create_task(flood()), asyncio.create_task(take())]
            for seq in range(10):
                await patient.send(scene_message(seq))
                assert seq_of(await answer(patient)) == seq
            for task in noise:
                task.cancel()
            await asyncio.gather(*noise, return_exceptions=True)
            # Nobody reads its pending frames, so a clean close would take a while.
            busy.transport.abort()

    asyncio.run(asyncio.wait_for(both(), TIMEOUT))


def test_frames_for_a_client_that_does_not_read_do_not_pile_up(address, monkeypatch):
    made = []
    # Clients of earlier tests may still be answered: their numbers are smaller.
    first = 1_000_000

    def count(asked):
        made.extend(one.seq for one in asked if one.seq > first)
        return live_frames(asked)

    monkeypatch.setattr("app.api.live.micro_batch.live_frames", count)

    async def deaf():
        small = socket.create_connection(("127.0.0.1", int(address.split(":")[2].split("/")[0])))
        small.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 12)
        async with connect(address, sock=small, max_size=None, max_queue=1) as live:
            seq = 0
            # This fills the buffers of both kernels and of uvicorn, some MB.
            while len(made) == seq and seq < 2000:
                seq += 1
                await live.send(scene_message(first + seq))
                for _ in range(50):
                    if len(made) == seq:
                        break
                    await asyncio.sleep(0.01)
            blocked = len(made)
            for _ in range(100):
                seq += 1
                await live.send(scene_message(first + seq))
            await asyncio.sleep(0.2)
            assert len(made) <= blocked + 1
            frames = [seq_of(await answer(live))]
            while frames[-1] != first + seq:
                frames.append(seq_of(await answer(live)))
            assert len(frames) == len(made)

    asyncio.run(deaf())


def test_vanished_clients_leave_nothing_behind(server, caplog):
    running, address = server

    async def vanish():
        for seq in range(20):
            live = await connect(address, max_size=None)
            await live.send(scene_message(seq))
            live.transport.abort()
        async with connect(address, max_size=None) as live:
            await live.send(scene_message(99))
            return seq_of(await answer(live))

    assert asyncio.run(vanish()) == 99
    until(lambda: not running.server_state.tasks and not running.server_state.connections)
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


def test_a_stopping_server_announces_its_restart(caplog):
    async def wait(running, address):
        async with connect(address, max_size=None) as idle, connect(address) as busy:
            await busy.send(scene_message(1))
            await answer(busy)
            await busy.send(scene_message(2))
            running.should_exit = True
            for live in (idle, busy):
                assert await how_it_ends(live) == 1012

    with serving() as (running, address):
        asyncio.run(wait(running, address))
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


def test_a_message_that_the_server_cannot_accept_closes_the_connection(address):
    async def shout():
        async with connect(address, max_size=None) as live:
            await live.send(" " * (17 << 20))
            assert await how_it_ends(live) == 1009

    asyncio.run(shout())
