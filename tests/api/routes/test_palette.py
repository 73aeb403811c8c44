import io

import numpy as np
from PIL import Image

from app.scene.palette import PALETTE
from tests.api.conftest import problem


def test_the_palette_holds_the_figure_and_the_distractors(client):
    objects = client.get("/api/objects").json()["objects"]
    assert [one["name"] for one in objects] == list(PALETTE)
    kinds = {one["name"]: one["kind"] for one in objects}
    assert [name for name in kinds if kinds[name] == "figure"] == ["face", "arm", "leg", "torso"]
    assert {"house", "tree", "ball"} <= {name for name in kinds if kinds[name] == "distractor"}


def test_an_image_is_the_very_pixels_of_the_drawing(client):
    for one in client.get("/api/objects").json()["objects"]:
        response = client.get(f"/{one['image']}")
        pixels = np.asarray(Image.open(io.BytesIO(response.content)))
        np.testing.assert_array_equal(pixels, PALETTE[one["name"]].pixels)
        assert pixels.shape == (one["height"], one["width"], 4)
        tag = {"if-none-match": response.headers["etag"]}
        assert client.get(f"/{one['image']}", headers=tag).status_code == 304


def test_an_unknown_object_has_no_image(client):
    assert "face" in problem(client.get("/api/objects/dog.png"), 404, "unknown_object", "object")


def test_the_palette_is_sent_once(client):
    tag = client.get("/api/objects").headers["etag"]
    again = client.get("/api/objects", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
