import pytest

from app.experiments import path
from tests.api.conftest import face, problem

PATH = "/api/models/{}/path"


@pytest.mark.parametrize("model", ["ludic", "figure-everywhere"])
def test_the_response_is_the_experiment_s_result(client, model):
    entry = client.app.state.networks.library.find(model)
    for more in ({}, {"output": "arm", "top": 3}):
        wanted = {"scene": face(), **more}
        answer = client.post(PATH.format(model), json=wanted)
        assert answer.status_code == 200
        expected = path.run(entry, path.Config.model_validate(wanted))
        assert answer.json() == expected.model_dump(mode="json")


def test_its_fields(client):
    answer = client.post(PATH.format("ludic"), json={"scene": face(), "top": 1}).json()
    assert set(answer) == {
        "model", "sha256", "output", "logit", "bias", "exact", "total", "layer", "shape", "top",
    }  # fmt: skip
    assert set(answer["top"][0]) == {
        "layer", "channel", "row", "col", "value", "weight", "contribution", "unit",
    }  # fmt: skip
    assert answer["total"] + answer["bias"] == answer["logit"]


@pytest.mark.parametrize(
    ("changes", "code", "where"),
    [
        ({"top": 0}, "invalid_input", "top"),
        ({"top": 1001}, "invalid_input", "top"),
        ({"top": 1.5}, "invalid_input", "top"),
        ({"output": "dog"}, "unknown_output", "output"),
        ({"output": "n" * 5000}, "invalid_input", "output"),
        ({"output": 3}, "invalid_input", "output"),
        ({"scene": {"objects": [{"object": "dog", "row": 0, "col": 0}]}}, "unknown_object",
         "scene.objects.0.object"),
        ({"scene": None}, "invalid_input", "scene"),
        ({"more": 1}, "invalid_input", "more"),
    ],
)  # fmt: skip
def test_bad_input_is_rejected(client, changes, code, where):
    answer = client.post(PATH.format("ludic"), json={"scene": face(), **changes})
    assert "got" in problem(answer, 422, code, where)


def test_an_unknown_network_is_not_found(client):
    answer = client.post(PATH.format("dog"), json={"scene": face()})
    problem(answer, 404, "unknown_model", "model")
