"""The live channel, within the process and over a real socket."""

import asyncio
import json
import socket
import threading
import time
from collections.abc import Iterator

import numpy as np
import pytest
import uvicorn
from safetensors import safe_open
from safetensors.numpy import load
from websockets.asyncio.client import connect

from app.answer import live_frame
from app.main import create_app
from app.scene.scene import Scene
from tests.api.conftest import assert_shape, face


def scene_message(seq, scene=None, model="ludic"):
    return json.dumps({"seq": seq, "model": model, "scene": scene or face()})


def seq_of(frame: bytes) -> int:
    length = int.from_bytes(frame[:8], "little")
    return int(json.loads(frame[8 : 8 + length])["__metadata__"]["seq"])


def test_a_scene_is_answered_with_its_frame(client, tmp_path):
    entry = client.app.state.library.find("ludic")
    with client.websocket_connect("/api/live") as live:
        live.send_text(scene_message(7))
        frame = live.receive_bytes()
    tensors = load(frame)
    expected = load(live_frame(entry, Scene.model_validate(face()), 7))
    assert tensors.keys() == expected.keys()
    assert all(np.array_equal(tensors[name], expected[name]) for name in tensors)
    assert np.argwhere(tensors["pool2"][0]).tolist() == [[3, 12]]
    assert tensors["active.pool1"][:2].tolist() == [2, 1]
    assert tensors["links.cells"].tolist() == [[0, 3, 12]]
    path = tmp_path / "frame.safetensors"
    path.write_bytes(frame)
    with safe_open(path, "np") as file:
        metadata = file.metadata()
    assert (metadata["seq"], metadata["model"]) == ("7", "ludic")
    assert json.loads(metadata["scale"])["pool2"] == [0.0, 1.0]


@pytest.mark.parametrize(
    ("message", "code", "seq"),
    [
        ("{", "malformed_json", None),
        ("[" * 60_000, "malformed_json", None),
        ("", "malformed_json", None),
        ("[]", "invalid_input", None),
        ('{"seq": 3}', "invalid_input", 3),
        ('{"seq": -1, "model": "ludic", "scene": {}}', "invalid_input", None),
        ('{"seq": "3", "model": "ludic", "scene": {}}', "invalid_input", None),
        ('{"seq": 3, "model": "ludic", "scene": {}, "more": 1}', "invalid_input", 3),
        (scene_message(3, model="none"), "unknown_model", 3),
        (
            scene_message(3, {"objects": [{"object": "dog", "row": 0, "col": 0}]}),
            "unknown_object",
            3,
        ),
        (scene_message(3, {"objects": face()["objects"] * 33}), "invalid_input", 3),
        (scene_message(3, face(row=1.5)), "invalid_input", 3),
        (scene_message(3, face(row="1")), "invalid_input", 3),
        (scene_message(3, face(row=float("nan"))), "invalid_input", 3),
        (scene_message(3, {"objects": " " * 70_000}), "body_too_large", 3),
        (b"\x00\x01", "invalid_input", None),
    ],
)
def test_a_bad_message_is_told_and_the_connection_lives_on(client, message, code, seq):
    with client.websocket_connect("/api/live") as live:
        if isinstance(message, bytes):
            live.send_bytes(message)
        else:
            live.send_text(message)
        answer = json.loads(live.receive_text())
        assert_shape(answer)
        assert (answer["error"]["code"], answer["seq"]) == (code, seq)
        live.send_text(scene_message(8))
        assert seq_of(live.receive_bytes()) == 8


def test_torch_never_runs_on_the_event_loop(client, monkeypatch):
    threads = []

    def record(*arguments):
        threads.append(threading.current_thread().name)
        return live_frame(*arguments)

    monkeypatch.setattr("app.api.live.live_frame", record)
    with client.websocket_connect("/api/live") as live:
        live.send_text(scene_message(1))
        live.receive_bytes()
    assert threads
    assert all(name.startswith("compute") for name in threads)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A real server on loopback."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    config = uvicorn.Config(create_app(), port=port, log_level="warning")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.02)
    yield f"ws://127.0.0.1:{port}/api/live"
    server.should_exit = True
    thread.join()


def test_of_a_flood_of_scenes_the_newest_is_answered_and_most_are_dropped(address):
    async def flood():
        frames = []
        async with connect(address, max_size=None) as live:
            for seq in range(300):
                await live.send(scene_message(seq, face(row=seq % 40)))
            while not frames or frames[-1] != 299:
                frames.append(seq_of(await asyncio.wait_for(live.recv(), 20)))
        return frames

    frames = asyncio.run(flood())
    assert frames == sorted(set(frames))
    assert len(frames) < 300


def test_each_client_gets_its_own_scenes(address):
    async def drag(model, rows):
        async with connect(address, max_size=None) as live:
            for row in rows:
                await live.send(scene_message(row, face(row=row), model))
                frame = await asyncio.wait_for(live.recv(), 20)
                assert seq_of(frame) == row
                if model == "ludic":
                    assert np.argwhere(load(frame)["pool2"][0])[0, 0] == (row + 10) // 4

    async def both():
        await asyncio.gather(drag("ludic", range(40)), drag("figure-everywhere", range(40)))

    asyncio.run(both())


def test_a_client_that_never_reads_is_not_answered_without_end(address):
    """Frames that nobody takes would pile up; the server waits instead."""

    async def deaf():
        async with connect(address, max_size=None, max_queue=1) as live:
            for seq in range(2000):
                try:
                    await asyncio.wait_for(live.send(scene_message(seq)), 0.5)
                except TimeoutError:
                    return seq
        return 2000

    asyncio.run(deaf())

    async def after():
        async with connect(address, max_size=None) as live:
            await live.send(scene_message(1))
            return seq_of(await asyncio.wait_for(live.recv(), 20))

    assert asyncio.run(after()) == 1


def test_clients_that_vanish_leave_nothing_behind(address, caplog):
    async def vanish():
        for seq in range(20):
            live = await connect(address, max_size=None)
            await live.send(scene_message(seq))
            live.transport.abort()
        async with connect(address, max_size=None) as live:
            await live.send(scene_message(99))
            return seq_of(await asyncio.wait_for(live.recv(), 20))

    assert asyncio.run(vanish()) == 99
    assert [record for record in caplog.records if record.name == "shiftscope"] == []
