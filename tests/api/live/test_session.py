"""The live channel within the process: messages and responses."""

import asyncio
import json
import threading
import zlib
from functools import partial

import numpy as np
import pytest
from prometheus_client import REGISTRY
from safetensors import safe_open
from safetensors.numpy import load
from starlette.testclient import WebSocketDenialResponse
from starlette.websockets import WebSocket, WebSocketDisconnect

from app.api.live.frames import INLINE_BYTES, INLINE_OPERATIONS
from app.api.live.session import DEFLATED, LiveSession
from app.frame import encode
from app.inference import FrameRequest, live_frame, live_frames
from app.scene.scene import Scene
from tests.api.conftest import assert_shape, face, problem, scene_message, seq_of

SLOW = "shiftscope_connections_cut_total", {"reason": "slow"}


def test_a_scene_is_answered_with_its_frame(client, tmp_path):
    entry = client.app.state.networks.library.find("ludic")
    with client.websocket_connect("/api/live") as live:
        live.send_text(scene_message(7))
        frame = live.receive_bytes()
    tensors = load(frame)
    expected = load(live_frame(FrameRequest(entry, Scene.model_validate(face()), 7)))
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
        (scene_message(3, {"objects": " " * 140_000}), "body_too_large", None),
        (scene_message(3, {"objects": "\u8138" * 120_000}), "body_too_large", None),
        ('{"seq": 9007199254740992, "model": "ludic", "scene": {}}', "invalid_input", None),
        (b"\x00\x01", "invalid_input", None),
        (
            '{"seq": 3, "model": "ludic", "scene": {"objects": [%s1]}}' % ("1," * 600),
            "body_too_large",
            3,
        ),
    ],
)
def test_an_invalid_message_gets_an_error_and_the_connection_stays_open(client, message, code, seq):
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


@pytest.mark.parametrize(("limit", "compute"), [(INLINE_OPERATIONS, False), (0, True)])
def test_a_slow_network_never_runs_on_the_event_loop(client, monkeypatch, limit, compute):
    threads = []

    def record(answer, asked):
        threads.append(threading.current_thread().name)
        return answer(asked)

    monkeypatch.setattr("app.api.live.frames.live_frame", partial(record, live_frame))
    monkeypatch.setattr("app.api.live.micro_batch.live_frames", partial(record, live_frames))
    monkeypatch.setattr("app.api.live.frames.INLINE_OPERATIONS", limit)
    with client.websocket_connect("/api/live") as live:
        live.send_text(scene_message(1))
        live.receive_bytes()
    assert threads
    assert all(name.startswith("compute") == compute for name in threads)


def test_every_served_network_is_fast(client):
    entries = client.app.state.networks.library.entries.values()
    assert all(entry.network.operations <= INLINE_OPERATIONS for entry in entries)


def test_an_internal_error_is_reported_and_the_connection_stays_open(client, monkeypatch, caplog):
    def fail(contents, ranges):
        if any(content.seq == 1 for content in contents):
            raise RuntimeError("secret at /etc/passwd")
        return encode(contents, ranges)

    monkeypatch.setattr("app.inference.encode", fail)
    with client.websocket_connect("/api/live") as live:
        live.send_text(scene_message(1))
        answer = json.loads(live.receive_text())
        assert_shape(answer)
        assert (answer["error"]["code"], answer["seq"]) == ("internal", 1)
        assert "secret" not in answer["error"]["message"]
        live.send_text(scene_message(2))
        assert seq_of(live.receive_bytes()) == 2
    assert "ludic failed" in caplog.text


def test_a_scene_that_a_newer_one_replaced_gets_no_frame(client, monkeypatch):
    """While one scene is in progress, only the newest of the following ones waits."""
    begun, go_on = threading.Event(), threading.Event()

    def slow(asked):
        begun.set()
        assert go_on.wait(20)
        return live_frame(asked)

    monkeypatch.setattr("app.api.live.frames.live_frame", slow)
    monkeypatch.setattr("app.api.live.frames.INLINE_OPERATIONS", 0)
    with client.websocket_connect("/api/live") as live:
        live.send_text(scene_message(0))
        assert begun.wait(20)
        for seq in range(1, 200):
            live.send_text(scene_message(seq))
        # Messages are received in order: its response means that earlier ones were received.
        live.send_text("{")
        assert "error" in json.loads(live.receive_text())
        go_on.set()
        assert seq_of(live.receive_bytes()) == 0
        assert seq_of(live.receive_bytes()) == 199


def test_only_the_live_channel_accepts_websockets(client):
    for path in ("/", "/api/dead", "/api/models"):
        with (
            pytest.raises(WebSocketDenialResponse) as denied,
            client.websocket_connect(path),
        ):
            pass
        assert problem(denied.value, 404, "not_found").endswith(f"got {path}")


def test_frames_are_compressed_on_request(client):
    """With the plain subprotocol or none, frames are uncompressed; errors are always text."""
    plain = {}
    for offered in (None, ["shiftscope"], ["shiftscope", "shiftscope.deflate", "bearer.x"]):
        with client.websocket_connect("/api/live", subprotocols=offered) as live:
            live.send_text(scene_message(7))
            plain[live.accepted_subprotocol] = live.receive_bytes()
            live.send_text("{")
            assert json.loads(live.receive_text())["error"]["code"] == "malformed_json"
    assert set(plain) == {None, "shiftscope", "shiftscope.deflate"}
    packed = plain["shiftscope.deflate"]
    assert zlib.decompress(packed) == plain[None] == plain["shiftscope"]
    assert len(packed) < len(plain[None]) / 8


def session_of(client, send, subprotocols=(), slow_timeout=20.0):
    """A session on a socket that sends by the function `send`."""
    state = client.app.state

    async def receive():
        return {"type": "websocket.connect"}

    socket = WebSocket({"type": "websocket", "subprotocols": [*subprotocols]}, receive, send)
    parts = state.networks, state.micro_batcher, state.worker_pool
    return LiveSession(socket, *parts, 1 << 17, 1800.0, slow_timeout)


@pytest.mark.parametrize(("size", "compute"), [(INLINE_BYTES, False), (INLINE_BYTES + 1, True)])
def test_a_large_frame_is_never_compressed_on_the_event_loop(client, monkeypatch, size, compute):
    sent, threads, compress = [], [], zlib.compress

    def record(*arguments):
        threads.append(threading.current_thread().name)
        return compress(*arguments)

    async def send(message):
        sent.append(message)

    async def talk():
        session = session_of(client, send, [DEFLATED])
        await session.socket.accept(DEFLATED)
        await session.send(bytes(size))

    monkeypatch.setattr("app.api.live.frames.zlib.compress", record)
    asyncio.run(asyncio.wait_for(talk(), 10))
    assert zlib.decompress(sent[-1]["bytes"]) == bytes(size)
    (thread,) = threads
    assert thread.startswith("compute") == compute


def test_only_the_errors_of_a_closed_socket_mean_that_the_client_is_gone(client):
    async def send(message):
        if message["type"] != "websocket.accept":
            raise RuntimeError("another failure")

    async def talk():
        session = session_of(client, send)
        await session.socket.accept()
        with pytest.raises(RuntimeError, match="another failure"):
            await session.send("{}")
        with pytest.raises(RuntimeError, match="another failure"):
            await session.close(1012, "the server restarts")
        # The socket is closed now, as Starlette knows.
        with pytest.raises(WebSocketDisconnect):
            await session.send("{}")

    asyncio.run(asyncio.wait_for(talk(), 10))


@pytest.mark.parametrize(("closed", "counted"), [(False, 1), (True, 0)])
def test_a_client_that_does_not_read_is_disconnected_and_counted(client, closed, counted):
    """A client whose connection uvicorn has already closed is not reported."""

    async def send(message):
        if message["type"] != "websocket.accept":
            if closed:
                raise RuntimeError("Unexpected ASGI message, after sending 'websocket.close'.")
            await asyncio.Event().wait()

    async def talk():
        session = session_of(client, send, slow_timeout=0.05)
        await session.socket.accept()
        with pytest.raises(WebSocketDisconnect):
            await session.send("{}")
        # Closing does not wait for the client either.
        await session.close(1012, "the server restarts")

    before = REGISTRY.get_sample_value(*SLOW) or 0
    asyncio.run(asyncio.wait_for(talk(), 10))
    assert (REGISTRY.get_sample_value(*SLOW) or 0) - before == 2 * counted
