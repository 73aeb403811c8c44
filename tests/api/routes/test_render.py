import io

import numpy as np
from PIL import Image

from app.scene.raster import paint
from app.scene.scene import Scene
from tests.api.conftest import face, problem


def pixels(response):
    return np.asarray(Image.open(io.BytesIO(response.content)))


def test_a_rendered_scene_is_the_raster(client):
    scene = {"objects": [*face(-5, 50)["objects"], {"object": "tree", "row": 20, "col": 20}]}
    response = client.post("/api/render", json={"scene": scene})
    assert response.headers["content-type"] == "image/png"
    np.testing.assert_array_equal(pixels(response), paint(Scene.model_validate(scene), (3, 64, 64)))


def test_the_canvas_is_that_of_the_network_where_one_is_named(client):
    response = client.post("/api/render", json={"scene": face(), "model": "ludic"})
    assert pixels(response).shape == (64, 64, 3)
    answer = client.post("/api/render", json={"scene": face(), "model": "none"})
    problem(answer, 404, "unknown_model", "model")


def test_an_empty_scene_is_black(client):
    assert not pixels(client.post("/api/render", json={"scene": {}})).any()
