"""Inference: the traces and frames of scenes, and errors that concern one request only."""

import json

import numpy as np
import pytest
from safetensors.numpy import load

from app.errors import UnknownObject
from app.inference import (
    FrameRequest,
    links_of,
    live_frame,
    live_frames,
    trace_picture,
    trace_scene,
)
from app.network.card import CardView
from app.network.head_path import path
from app.network.input_format import InputFormat
from app.network.library import Entry, read_one
from app.network.trace import trace
from app.runtime.settings import Settings
from app.scene.raster import paint
from app.scene.scene import Scene
from tests.network.test_input_format import FORMATS, naive
from tests.scene.test_raster import TEXTS


@pytest.fixture(scope="module")
def entries():
    return [read_one(Settings().models / f"{name}.json") for name in ("ludic", "figure-everywhere")]


def scene_of(name, row=5, col=7):
    return Scene.model_validate({"objects": [{"object": name, "row": row, "col": col}]})


def test_frames_come_in_the_order_of_their_requests_whatever_their_networks(entries):
    requests = [FrameRequest(entries[seq % 2], scene_of("face", seq), seq) for seq in range(4)]
    assert live_frames(requests) == [live_frame(request) for request in requests]


def test_no_request_gives_no_frame():
    assert live_frames([]) == []


def expected(entry, scene):
    message = live_frame(FrameRequest(entry, scene, 1))
    size = int.from_bytes(message[:8], "little")
    return json.loads(message[8 : 8 + size])["__metadata__"].get("expected")


def test_a_frame_names_the_correct_output_of_its_scene(entries):
    assert [expected(entry, scene_of("face")) for entry in entries] == ["face", "face"]
    assert expected(entries[0], scene_of("tree")) == "nothing"
    digits = read_one(Settings().models / "digits-max-gap.json")
    assert expected(digits, scene_of("digit-3-1")) == "3"


def test_a_frame_names_no_output_where_no_rule_determines_it():
    digits = read_one(Settings().models / "digits-max-gap.json")
    assert expected(digits, scene_of("face")) is None
    assert expected(digits, Scene(objects=())) is None


def test_a_frame_names_no_output_where_the_canvas_clips_an_object(entries):
    assert expected(entries[0], scene_of("face", 64 - 21, 64 - 21)) == "face"
    for row, col in [(-1, 7), (5, -1), (64 - 20, 7), (5, 64 - 20)]:
        assert expected(entries[0], scene_of("face", row, col)) is None, (row, col)


def test_an_unknown_object_is_the_error_of_its_request_alone(entries):
    good = FrameRequest(entries[0], scene_of("face"), 1)
    bad = FrameRequest(entries[0], scene_of("dog"), 2)
    first, error, last = live_frames([good, bad, good])
    assert first == last == live_frame(good)
    assert isinstance(error, UnknownObject)
    with pytest.raises(UnknownObject):
        live_frame(bad)


def test_an_unknown_object_is_located_in_the_request(entries):
    with pytest.raises(UnknownObject) as raised:
        trace_scene(entries[0], scene_of("dog"), "a")
    assert raised.value.where == "a.objects.0.object"


def test_a_picture_lies_in_the_middle_of_a_black_canvas(entries):
    picture = np.zeros((2, 4, 4), np.uint8)
    picture[..., 0], picture[..., 3] = 255, 255
    found = trace_picture(entries[0], picture)
    expected = np.zeros((3, 64, 64), np.float32)
    expected[0, 31:33, 30:34] = 1
    whole = trace(entries[0].network, expected)
    for one, other in zip(found.volumes, whole.volumes, strict=True):
        assert np.array_equal(one.values, other.values)


def test_links_lead_to_the_strongest_output(entries, monkeypatch):
    chosen = []

    def noted(network, seen, output):
        chosen.append(entries[0].card.outputs[output])
        return path(network, seen, output)

    monkeypatch.setattr("app.inference.path", noted)
    for name in ("face", "arm"):
        links_of(entries[0], trace_scene(entries[0], scene_of(name)))
    assert chosen == ["face", "arm"]


def in_format(entry: Entry, format_: InputFormat) -> Entry:
    """The same network, fed in another format."""
    card: CardView = entry.card.model_copy(update={"input": format_})
    return Entry(card, entry.network, entry.raw)


BACKED = [
    Scene.model_validate(
        {
            "objects": [
                {"object": "face", "row": 3 + step, "col": 4, "scale": 2},
                {"object": "picture-a", "row": 40, "col": 50 - step},
            ],
            "pictures": TEXTS,
            "background": background,
        }
    )
    for step in range(3)
    for background in ("#306090", "picture-b", None)
]


@pytest.mark.parametrize("format_", FORMATS.values(), ids=FORMATS)
def test_live_frames_and_whole_traces_agree_whatever_the_format_scale_and_background(
    entries, format_
):
    entry = in_format(entries[0], format_)
    for seq, scene in enumerate(BACKED):
        whole, pixels = trace_scene(entry, scene), paint(scene, (3, 64, 64))
        assert np.array_equal(whole.activations["input"], naive(format_, pixels))
        found = load(live_frame(FrameRequest(entry, scene, seq)))
        shown = pixels[..., ::-1] if format_.order == "bgr" else pixels
        assert np.array_equal(found["input"].transpose(1, 2, 0), shown), "the canvas, as painted"
        for name, role in whole.roles.items():
            if role in ("hidden", "output"):
                assert np.array_equal(found[name], whole.activations[name]), name
            elif role == "volume":
                active = whole.volume(name).active()
                assert np.array_equal(found[f"active.{name}"], active), name


def test_a_picture_that_is_uploaded_takes_the_format_too(entries):
    format_ = FORMATS["of Caffe"]
    pixels = np.full((9, 9, 4), 255, np.uint8)
    pixels[..., 1] = 40
    found = trace_picture(in_format(entries[0], format_), pixels).activations["input"]
    black, bright = np.zeros((1, 1, 3), np.uint8), pixels[:1, :1, :3]
    assert np.array_equal(found[:, 0, 0], naive(format_, black)[:, 0, 0])
    assert np.array_equal(found[:, 32, 32], naive(format_, bright)[:, 0, 0])
