"""Uploaded pictures: by form and in base64, for a scene and straight for a network."""

import base64
import hashlib
import io
import json
import threading
from pathlib import Path

import numpy as np
import pytest
from fastapi.testclient import TestClient
from PIL import Image
from safetensors.numpy import load

from app.api.routes import pictures
from app.inference import FrameRequest, live_frame
from app.main import create_app
from app.runtime.settings import Settings
from app.scene import image_file
from app.scene.scene import Scene
from app.scene.user_picture import LONGEST, decoded, fit
from tests.api.conftest import face, problem, scene_message
from tests.scene.files import file, photo, png_of

PATH = "/api/pictures"
ACTIVATIONS = "/api/models/ludic/activations"
PHOTO = photo(90, 160)
FILES = {
    "PNG": file(PHOTO, "PNG"),
    "JPEG": file(PHOTO, "JPEG"),
    "WebP": file(PHOTO, "WEBP", lossless=True),
}


def base64_of(content: bytes) -> str:
    return base64.b64encode(content).decode()


def by_form(client, content: bytes, path=PATH, **fields):
    # Neither the file's name nor its declared type counts.
    files = {"picture": ("notes.txt", content, "text/plain")}
    return client.post(path, files=files, data=fields)


def by_base64(client, content: bytes, path=PATH, **fields):
    return client.post(path, json={"picture": base64_of(content), **fields})


HOSTILE = {
    "nothing": (b"", "no bytes"),
    "a byte": (b"\x00", "begins with '\\x00'"),
    "GIF": (b"GIF89a" + bytes(100), "begins with 'GIF89a"),
    "SVG": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "begins with '<svg xml'"),
    "half a PNG": (FILES["PNG"][:900], "cut short or broken"),
    "half a JPEG": (FILES["JPEG"][:900], "cut short or broken"),
    "half a WebP": (FILES["WebP"][:900], "cut short or broken"),
    "25 megapixels": (png_of(5000, 5000), "at most 16,000,000 px; got 5000 × 5000 = 25,000,000 px"),
    "a bomb": (png_of(2**31 - 1, 2**31 - 1), "at most 16,000,000 px; got 2147483647 ×"),
}
"""Content that is sent, and the expected part of the error's message."""

WAYS = pytest.mark.parametrize("send", [by_form, by_base64])


def scene_with(answer: dict, row: int, col: int, *below: dict) -> dict:
    """A scene that shows a fitted picture above other objects."""
    placed = {"object": answer["name"], "row": row, "col": col}
    return {"objects": [*below, placed], "pictures": {answer["name"]: answer["png"]}}


def pixels_of(answer: dict) -> np.ndarray:
    image = Image.open(io.BytesIO(base64.b64decode(answer["png"])))
    assert (image.format, image.mode) == ("PNG", "RGBA")
    return np.asarray(image)


@WAYS
@pytest.mark.parametrize("kind", FILES)
def test_a_picture_comes_back_fitted_to_the_canvas(client, send, kind):
    response = send(client, FILES[kind])
    assert response.status_code == 200, response.text
    answer = response.json()
    assert answer.keys() == {"name", "height", "width", "png", "visible", "adjustments"}
    assert (answer["visible"], answer["adjustments"]) == (True, [])
    pixels = pixels_of(answer)
    assert (answer["height"], answer["width"]) == pixels.shape[:2] == (36, 64)
    np.testing.assert_array_equal(pixels, fit(FILES[kind], 64, 64))
    digest = hashlib.sha256(base64.b64decode(answer["png"])).hexdigest()
    assert answer["name"] == f"picture-{digest[:12]}"


@WAYS
def test_a_side_takes_the_place_of_the_canvas(client, send):
    answer = send(client, FILES["PNG"], model="ludic", side=48).json()
    assert (answer["height"], answer["width"]) == (27, 48)
    np.testing.assert_array_equal(pixels_of(answer), fit(FILES["PNG"], 48, 48))
    problem(send(client, FILES["PNG"], side=0), 422, "invalid_input", "side")
    problem(send(client, FILES["PNG"], side=513), 422, "invalid_input", "side")


@WAYS
def test_the_canvas_is_that_of_the_network_where_one_is_named(client, send, monkeypatch):
    assert send(client, FILES["PNG"], model="ludic").json()["width"] == 64
    problem(send(client, FILES["PNG"], model="none"), 404, "unknown_model", "model")
    card = client.app.state.networks.library.find("ludic").card
    monkeypatch.setattr(pictures, "canvas", lambda *_: (20, 200))
    assert send(client, FILES["PNG"], model=card.id).json()["height"] == 20


def test_on_a_large_canvas_a_picture_is_made_short_enough_for_a_scene(client, monkeypatch):
    monkeypatch.setattr(pictures, "canvas", lambda *_: (512, 512))
    noise = np.random.default_rng(0).integers(0, 256, (512, 400, 3), np.uint8)
    answer = by_form(client, file(Image.fromarray(noise), "PNG")).json()
    assert LONGEST / 4 < len(answer["png"]) <= LONGEST / 2, "half is left to other pictures"
    assert answer["height"] / answer["width"] == pytest.approx(512 / 400, rel=0.05)
    scene = scene_with(answer, 0, 0)
    assert client.post("/api/render", json={"scene": scene}).status_code == 200


@WAYS
def test_a_fitted_picture_is_placed_and_moved_like_any_object(client, send):
    answer = send(client, FILES["JPEG"]).json()
    pixels = pixels_of(answer)
    scene = scene_with(answer, 10, -20, *face(0, 40)["objects"])
    response = client.post("/api/render", json={"scene": scene})
    canvas = np.asarray(Image.open(io.BytesIO(response.content)))
    np.testing.assert_array_equal(canvas[10:46, :44], pixels[:, 20:, :3])
    assert canvas[:10, 40:61].any()
    assert not canvas[46:].any()


@WAYS
@pytest.mark.parametrize("form", ["json", "safetensors"])
def test_a_picture_gives_the_same_output_as_the_scene_that_shows_it(client, send, form):
    answer = by_form(client, FILES["PNG"]).json()
    scene = scene_with(answer, 14, 0)
    path = f"{ACTIVATIONS}?format={form}&layers=input,pool1,pool2"
    expected = client.post(path, json={"scene": scene})
    got = send(client, FILES["PNG"], path)
    assert got.status_code == 200, got.text
    assert got.headers["content-type"] == expected.headers["content-type"]
    assert got.content == expected.content


@WAYS
def test_a_rendered_scene_sent_as_a_picture_gives_the_scene_s_output(client, send):
    """Pixels are neither blurred nor moved, so a face stays a face."""
    for row, col in ((0, 0), (7, 33), (43, 43)):
        rendered = client.post("/api/render", json={"scene": face(row, col)}).content
        path = f"{ACTIVATIONS}?format=safetensors"
        got = load(send(client, rendered, path).content)
        expected = load(client.post(path, json={"scene": face(row, col)}).content)
        for name, volume in expected.items():
            np.testing.assert_array_equal(got[name], volume, err_msg=name)


@WAYS
def test_a_small_picture_lies_in_the_middle_on_black(client, send):
    pixels = np.asarray(photo(5, 8))
    path = f"{ACTIVATIONS}?format=safetensors&layers=input"
    volume = load(send(client, file(Image.fromarray(pixels), "PNG"), path).content)["input"]
    expected = np.zeros((64, 64, 3), np.float32)
    expected[29:34, 28:36] = pixels / 255
    np.testing.assert_allclose(volume.transpose(1, 2, 0), expected, rtol=0, atol=1e-6)


def test_a_picture_is_swept_and_compared_like_any_object(client):
    """A picture of a face is a face at every position."""
    rendered = client.post("/api/render", json={"scene": face(0, 0)}).content
    cut = Image.open(io.BytesIO(rendered)).crop((0, 0, 21, 21))
    answer = by_form(client, file(cut, "PNG")).json()
    wanted = {"scene": scene_with(answer, 3, 3), "step": 20, "output": "face"}
    swept = client.post("/api/models/ludic/sensitivity", json=wanted).json()
    assert (swept["rows"], swept["cols"]) == ([0, 20, 40], [0, 20, 40])
    assert swept["correct"] == [[True] * 3] * 3
    both = {"a": scene_with(answer, 3, 3), "b": scene_with(answer, 7, 11)}
    compared = client.post("/api/models/ludic/compare", json=both).json()
    assert compared["shift"] == {"row": 4, "col": 8}
    broken = {**both, "b": scene_with({"name": "picture-1", "png": "AAAA"}, 0, 0)}
    answer = client.post("/api/models/ludic/compare", json=broken)
    problem(answer, 422, "invalid_input", "b.pictures.picture-1")


def test_a_scene_with_a_picture_is_answered_live(client):
    answer = by_form(client, FILES["PNG"]).json()
    for row in range(3):
        scene = scene_with(answer, row, 0)
        with client.websocket_connect("/api/live") as live:
            live.send_text(scene_message(row, scene))
            frame = load(live.receive_bytes())
        entry = client.app.state.networks.library.find("ludic")
        expected = load(live_frame(FrameRequest(entry, Scene.model_validate(scene), row)))
        assert all(np.array_equal(frame[name], expected[name]) for name in expected)
        shown = pixels_of(answer)[..., :3].transpose(2, 0, 1)
        np.testing.assert_array_equal(frame["input"][:, row : row + 36], shown)


def test_a_photo_for_a_canvas_of_224_px_keeps_its_size_with_fewer_colours(client, monkeypatch):
    monkeypatch.setattr(pictures, "canvas", lambda *_: (224, 224))
    rows, cols = np.mgrid[:224, :224]
    waves = [128 + 100 * np.sin(rows / (9 + k) + cols / (17 - k) + k) for k in range(3)]
    noise = np.random.default_rng(0).normal(0, 6, (224, 224, 3))
    shot = np.clip(np.stack(waves, 2) + noise, 0, 255).astype(np.uint8)
    answer = by_form(client, file(Image.fromarray(shot), "PNG")).json()
    assert (answer["height"], answer["width"]) == (224, 224)
    scene = {"pictures": {answer["name"]: answer["png"]}, "background": answer["name"]}
    png = client.post("/api/render", json={"scene": scene}).content
    seen = np.asarray(Image.open(io.BytesIO(png)))
    shown = np.asarray(Image.open(io.BytesIO(base64.b64decode(answer["png"]))).convert("RGB"))
    assert np.array_equal(seen, shown[80:144, 80:144]), "cut off around its middle"
    assert np.abs(shown.astype(int) - shot).mean() < 8


def test_pictures_and_all_objects_fit_in_a_live_message(client):
    names = [f"picture-{index}{'a' * 23}" for index in range(4)]
    # What follows the end of a PNG is not looked at.
    longest = base64_of(file(photo(8, 8), "PNG").ljust(LONGEST // 16 * 3, b"\x00"))
    assert 4 * len(longest) == LONGEST
    objects = [{"object": names[i % 4], "row": -4096, "col": -4096, "scale": 32} for i in range(32)]
    scene = {"objects": objects, "pictures": dict.fromkeys(names, longest), "background": names[0]}
    message = scene_message(2**53 - 1, scene)
    assert len(message) <= Settings().message_limit
    with client.websocket_connect("/api/live") as live:
        live.send_text(message)
        assert load(live.receive_bytes())["scores"].shape == (5,)


@pytest.mark.parametrize("text", ["AAAA", "nope!", base64_of(FILES["JPEG"])[:30_000]])
def test_a_scene_with_a_broken_picture_gets_an_error_and_the_connection_stays_open(client, text):
    scene = scene_with({"name": "picture-1", "png": text}, 0, 0)
    where = "scene.pictures.picture-1"
    problem(client.post("/api/render", json={"scene": scene}), 422, "invalid_input", where)
    problem(client.post(ACTIVATIONS, json={"scene": scene}), 422, "invalid_input", where)
    with client.websocket_connect("/api/live") as live:
        live.send_text(scene_message(1, scene))
        answer = json.loads(live.receive_text())
        assert (answer["seq"], answer["error"]["where"]) == (1, where)
        live.send_text(scene_message(2))
        assert live.receive_bytes()


def test_a_picture_that_the_scene_lacks_is_an_unknown_object(client):
    scene = {"objects": [{"object": "picture-1", "row": 0, "col": 0}]}
    answer = client.post("/api/render", json={"scene": scene})
    problem(answer, 422, "unknown_object", "scene.objects.0.object")


@WAYS
@pytest.mark.parametrize("path", [PATH, ACTIVATIONS])
@pytest.mark.parametrize(("content", "came"), HOSTILE.values(), ids=HOSTILE)
def test_other_files_and_too_large_pictures_are_refused(client, send, path, content, came):
    assert came in problem(send(client, content, path), 422, "invalid_input", "picture")


@WAYS
@pytest.mark.parametrize("path", [PATH, ACTIVATIONS])
def test_five_megabytes_are_accepted_and_not_one_byte_more(client, send, path):
    # What follows the end of a PNG is not looked at.
    fits = FILES["PNG"] + bytes(5_000_000 - len(FILES["PNG"]))
    assert send(client, fits, path).status_code == 200
    message = problem(send(client, fits + b"\x00", path), 413, "body_too_large", "picture")
    assert message.startswith("expected a picture of at most 5000000 bytes; got 5000001")


@pytest.mark.parametrize("path", [PATH, ACTIVATIONS])
def test_the_size_of_a_body_is_limited_here_too(client, path):
    message = problem(by_form(client, bytes(7_200_000), path), 413, "body_too_large", "body")
    assert message.startswith("expected a body of at most 7083079 bytes; got 72")


def test_settings_limit_the_size_of_a_picture():
    with TestClient(create_app(Settings(picture_limit=2000))) as client:
        small = file(photo(8, 8), "PNG")
        assert by_form(client, small).status_code == 200
        problem(by_form(client, bytes(2001)), 413, "body_too_large", "picture")
        problem(by_base64(client, bytes(2001)), 413, "body_too_large", "picture")


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("path", [PATH, ACTIVATIONS])
def test_base64_in_lines_is_taken_up_to_the_largest_file(client, path, line_end):
    fits = FILES["PNG"] + bytes(5_000_000 - len(FILES["PNG"]))
    text = base64.encodebytes(fits).decode().replace("\n", line_end)
    assert client.post(path, json={"picture": text}).status_code == 200
    text = base64.encodebytes(fits + b"\x00").decode().replace("\n", line_end)
    answer = client.post(path, json={"picture": text})
    problem(answer, 413, "body_too_large", "picture")


def test_a_scene_takes_base64_in_lines_and_base64url(client):
    small = file(photo(20, 12), "PNG")
    ways = [base64_of(small), base64.encodebytes(small).decode()]
    ways.append(base64.urlsafe_b64encode(small).decode().rstrip("="))
    assert len(set(ways)) == 3
    scenes = [scene_with({"name": "picture-1", "png": text}, 3, 3) for text in ways]
    answers = {client.post("/api/render", json={"scene": scene}).content for scene in scenes}
    assert len(answers) == 1


@pytest.mark.parametrize("text", ["", "x", "AAA", "A A=", "=AAA", "a-_b", "é" * 4, "\n"])
def test_invalid_base64_is_rejected(client, text):
    for path in (PATH, ACTIVATIONS):
        problem(client.post(path, json={"picture": text}), 422, "invalid_input", "picture")


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({}, "picture"),
        ({"picture": 3}, "picture"),
        ({"picture": None}, "picture"),
        ({"picture": base64_of(FILES["PNG"]), "mode": 1}, "mode"),
        ({"picture": base64_of(FILES["PNG"]), "model": "n" * 65}, "model"),
        ({"picture": base64_of(FILES["PNG"]), "model": 3}, "model"),
        ([], None),
    ],
)
def test_a_request_with_unknown_fields_is_rejected(client, body, where):
    problem(client.post(PATH, json=body), 422, "invalid_input", where)


BLACK = np.zeros((5, 4, 4), np.uint8)
BLACK[1:3, 1:3, 3] = 255
"""A black square on a clear ground."""
CLEAR = np.zeros((5, 4, 4), np.uint8)
OPAQUE_BLACK = np.zeros((5, 4, 3), np.uint8)


@WAYS
@pytest.mark.parametrize(
    ("pixels", "adjustments"),
    [
        (BLACK, ["white", "invert"]),
        (CLEAR, ["white"]),
        (OPAQUE_BLACK, ["invert"]),
        (OPAQUE_BLACK + 31, ["invert"]),
        (OPAQUE_BLACK + 32, None),
        (np.where(CLEAR == 0, 127, 0).astype(np.uint8), ["white"]),
    ],
    ids=["black on clear", "clear", "black", "31", "32", "faint"],
)
def test_a_picture_that_shows_nothing_says_what_would_make_it_show(
    client, send, pixels, adjustments
):
    content = file(Image.fromarray(pixels), "PNG")
    answer = send(client, content).json()
    assert answer["visible"] == (adjustments is None)
    assert answer["adjustments"] == (adjustments or [])
    for adjust in answer["adjustments"]:
        assert send(client, content, adjust=adjust).json()["visible"]


@WAYS
def test_a_picture_is_put_on_white_or_inverted(client, send):
    content = file(Image.fromarray(BLACK), "PNG")
    white = pixels_of(send(client, content, adjust="white").json())
    expected = np.full((5, 4, 4), 255)
    expected[1:3, 1:3, :3] = 0
    np.testing.assert_array_equal(white, expected)
    inverted = pixels_of(send(client, content, adjust="invert").json())
    np.testing.assert_array_equal(inverted[1:3, 1:3], np.full((2, 2, 4), 255))
    assert not inverted[0].any()
    soft = np.zeros((1, 3, 4), np.uint8)
    soft[0, :, 3] = (0, 51, 255)
    white = pixels_of(send(client, file(Image.fromarray(soft), "PNG"), adjust="white").json())
    assert white[0].tolist() == [[255] * 4, [204, 204, 204, 255], [0, 0, 0, 255]]
    problem(send(client, content, adjust="blue"), 422, "invalid_input", "adjust")


DATA = Path(__file__).parents[2] / "data" / "pictures"
DECODE = f"{PATH}/decode"


@pytest.mark.parametrize("name", sorted(path.name for path in DATA.glob("*.png")))
def test_a_decoded_picture_has_the_pixels_that_networks_get(client, name):
    """Uploads, scenes and the decoded picture agree, whatever other decoders read."""
    content = (DATA / name).read_bytes()
    answer = client.post(DECODE, json={"picture": base64_of(content)}).json()
    pixels = pixels_of(answer)
    assert set(np.unique(pixels[..., 3])) <= {0, 255}
    assert (answer["height"], answer["width"]) == pixels.shape[:2]
    np.testing.assert_array_equal(pixels, pixels_of(by_form(client, content).json()))
    scene = scene_with({"name": "picture-1", "png": base64_of(content)}, 0, 0)
    response = client.post("/api/render", json={"scene": scene})
    canvas = np.asarray(Image.open(io.BytesIO(response.content)))
    height, width = pixels.shape[:2]
    np.testing.assert_array_equal(canvas[:height, :width], pixels[..., :3])
    again = client.post(DECODE, json={"picture": answer["png"]}).json()
    assert again == answer, "decoded once and for all"


def test_a_decoded_picture_is_upright_and_keeps_its_size(client):
    image = photo(40, 200)
    exif = Image.Exif()
    exif[0x0112] = 6
    answer = client.post(DECODE, json={"picture": base64_of(file(image, "PNG", exif=exif))}).json()
    assert (answer["height"], answer["width"]) == (200, 40)
    np.testing.assert_array_equal(pixels_of(answer)[..., :3], np.rot90(np.asarray(image), -1))


def form_of(kind: str) -> Image.Image:
    """A picture that fits into a scene in its own form, and not as RGBA."""
    rng = np.random.default_rng(4)
    noise = rng.integers(0, 256, (148, 148), np.uint8)
    if kind == "palette":
        image = Image.fromarray(noise % 16).convert("P")
        image.putpalette(rng.integers(0, 256, 48, np.uint8).tobytes())
        image = image.resize((200, 200), Image.Resampling.NEAREST)
        return image
    if kind == "grey":
        return Image.fromarray(noise)
    return Image.fromarray(rng.integers(1, 256, (85, 85, 3), np.uint8))


@pytest.mark.parametrize("kind", ["palette", "grey", "rgb", "rgb and clear"])
def test_a_decoded_picture_still_fits_into_a_scene(client, kind):
    image, options = form_of(kind), {}
    if kind == "rgb and clear":
        options = {"transparency": image.getpixel((0, 0))}
    text = base64_of(file(image, "PNG", optimize=True, **options))
    assert len(text) <= LONGEST
    answer = client.post(DECODE, json={"picture": text}).json()
    assert len(answer["png"]) <= LONGEST
    plain = Image.open(io.BytesIO(base64.b64decode(answer["png"]))).convert("RGBA")
    np.testing.assert_array_equal(plain, decoded(text))


def test_a_picture_that_is_none_is_not_decoded(client):
    for text, came in (("AAAA", "begins with"), ("A!", "'!' as character 2")):
        answer = client.post(DECODE, json={"picture": text})
        assert came in problem(answer, 422, "invalid_input", "picture")
    answer = client.post(DECODE, json={"picture": "A" * 30_001})
    assert "got 30001 characters" in problem(answer, 422, "invalid_input", "picture")
    small = base64_of(file(photo(2, 2), "PNG"))
    problem(
        client.post(DECODE, json={"picture": small, "model": "x"}), 422, "invalid_input", "model"
    )


def test_a_request_holds_either_a_scene_or_a_picture(client):
    both = {"scene": face(), "picture": base64_of(FILES["PNG"])}
    message = problem(client.post(ACTIVATIONS, json=both), 422, "invalid_input", "scene")
    assert message == "expected a scene or a picture; got both"
    neither = problem(client.post(ACTIVATIONS, json={}), 422, "invalid_input", "scene")
    assert neither == "expected a scene or a picture; got neither"


@pytest.mark.parametrize("path", [PATH, ACTIVATIONS])
def test_a_form_holds_one_file_and_nothing_else(client, path):
    picture = {"picture": FILES["PNG"]}
    answer = client.post(path, files={"image": FILES["PNG"]})
    message = problem(answer, 422, "invalid_input", "picture")
    assert message == "expected the field 'picture'; got image"
    answer = client.post(path, files={"more": b"x"}, data={"picture": "text"})
    assert "expected a file" in problem(answer, 422, "invalid_input", "picture")
    problem(client.post(path, files=picture, data={"mode": "1"}), 422, "invalid_input", "mode")
    for kind in ("multipart/form-data", "multipart/form-data; boundary=x"):
        answer = client.post(path, content=b"hello", headers={"content-type": kind})
        assert "expected a form" in problem(answer, 400, "malformed_form")


@pytest.mark.parametrize("kind", ["image/png", "application/octet-stream", "multipart/mixed", ""])
@pytest.mark.parametrize("path", [PATH, ACTIVATIONS])
def test_another_content_type_is_refused(client, path, kind):
    answer = client.post(path, content=FILES["PNG"], headers={"content-type": kind})
    message = problem(answer, 415, "unsupported_media_type", "content-type")
    expected = "expected the content type application/json or multipart/form-data"
    assert message == f"{expected}; got {kind or 'none'}"


def test_pictures_are_decoded_away_from_the_event_loop_and_from_live_frames(client, monkeypatch):
    threads = []

    def record(image):
        threads.append(threading.current_thread().name)
        return plain(image)

    plain = image_file.plain
    monkeypatch.setattr(image_file, "plain", record)
    by_form(client, FILES["PNG"])
    by_base64(client, FILES["PNG"], ACTIVATIONS)
    assert len(threads) == 2
    assert set(threads) == {"decoder-0"}


def test_both_content_types_are_described(client):
    document = client.get("/openapi.json").json()
    for path in (PATH, "/api/models/{model}/activations"):
        content = document["paths"][path]["post"]["requestBody"]["content"]
        assert content.keys() == {"application/json", "multipart/form-data"}
        form = content["multipart/form-data"]["schema"]
        assert form["required"] == ["picture"]
        assert ("model" in form["properties"]) == (path == PATH)
