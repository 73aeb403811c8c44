"""Frames over plain requests equal those of the live channel."""

import gzip
import json

import pytest

from app.api.live import frames
from tests.api.conftest import face, problem, scene_message, seq_of

CROSS = (
    "iVBORw0KGgoAAAANSUhEUgAAAAMAAAADCAIAAADZSiLoAAAAGElEQVR42mNgYGD4z8DAwMDACKGgAMIBADL/Av"
    "+JEcX1AAAAAElFTkSuQmCC"
)
SCENES = [
    {},
    face(),
    {"objects": [*face(-5, 50)["objects"], {"object": "tree", "row": 20, "col": 20}]},
    {
        "objects": [{"object": "picture-cross", "row": 4, "col": 40}],
        "pictures": {"picture-cross": CROSS},
    },
]


def asked(client, message, **headers):
    return client.post(
        "/api/frame", content=message, headers={"content-type": "application/json", **headers}
    )


@pytest.mark.parametrize("limit", [frames.INLINE_OPERATIONS, 0])
@pytest.mark.parametrize("scene", SCENES)
def test_a_frame_is_the_live_channels_to_the_last_bit(client, monkeypatch, scene, limit):
    monkeypatch.setattr(frames, "INLINE_OPERATIONS", limit)
    for model in ("ludic", "figure-corner", "digits-max-fc-corner"):
        message = scene_message(7, scene, model)
        with client.websocket_connect("/api/live") as live:
            live.send_text(message)
            over_socket = live.receive_bytes()
        answer = asked(client, message)
        assert answer.status_code == 200
        assert answer.content == over_socket
        assert seq_of(answer.content) == 7


def test_frames_are_compressed_for_those_who_can_read_them(client):
    plain = asked(client, scene_message(1), **{"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    with client.stream(
        "POST",
        "/api/frame",
        json=json.loads(scene_message(1)),
        headers={"accept-encoding": "br, gzip"},
    ) as answer:
        packed = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed) == plain.content
    assert len(packed) < len(plain.content) / 8
    assert "accept-encoding" in answer.headers["vary"].lower()


def test_what_the_live_channel_refuses_is_refused(client):
    problem(asked(client, scene_message(1, model="none")), 404, "unknown_model", "model")
    scene = {"objects": [{"object": "none", "row": 0, "col": 0}]}
    problem(asked(client, scene_message(1, scene)), 422, "unknown_object", "scene.objects.0.object")
    problem(asked(client, scene_message(-1)), 422, "invalid_input", "seq")
    problem(
        client.post("/api/frame", json={"seq": 1, "model": "ludic"}), 422, "invalid_input", "scene"
    )
