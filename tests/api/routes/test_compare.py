import pytest

from app.experiments import compare
from tests.api.conftest import face, problem

PATH = "/api/models/{}/compare"


@pytest.mark.parametrize("model", ["ludic", "figure-everywhere", "digits-aps-gap"])
def test_the_response_is_the_experiment_s_result(client, model):
    entry = client.app.state.networks.library.find(model)
    wanted = {"a": face(), "b": face(8, 12)}
    answer = client.post(PATH.format(model), json=wanted)
    assert answer.status_code == 200
    expected = compare.run(entry, compare.Config.model_validate(wanted))
    assert answer.json() == expected.model_dump(mode="json")


def test_its_fields(client):
    answer = client.post(PATH.format("ludic"), json={"a": face(0, 0), "b": face(43, 43)}).json()
    assert set(answer) == {
        "model", "sha256", "shift", "protocol", "layers", "hidden", "outputs_a", "outputs_b",
        "path",
    }  # fmt: skip
    assert set(answer["layers"][0]) == {
        "name", "role", "stage", "shape", "stride", "active_a", "active_b", "equal", "responding_a",
        "responding_b", "responding_equal", "displacement", "best", "on_lattice", "error",
        "edge_affected",
        "interior",
    }  # fmt: skip
    assert answer["shift"] == {"row": 43, "col": 43}
    assert [layer["name"] for layer in answer["layers"]] == [
        "conv1", "relu1", "pool1", "conv2", "relu2", "pool2",
    ]  # fmt: skip
    assert [set(layer) for layer in answer["hidden"]] == [{"name", "kind", "units", "change"}]
    assert (answer["hidden"][0]["name"], answer["hidden"][0]["units"]) == ("relu3", 8)
    assert answer["layers"][-1]["displacement"] == {"row": 10.75, "col": 10.75}
    assert set(answer["outputs_a"][0]) == {"name", "score", "logit"}
    assert set(answer["path"]) == {"output", "overlap", "cosine", "a", "b"}
    assert set(answer["path"]["a"]) == {"logit", "bias", "exact", "total", "top"}


def test_without_a_common_shift_the_shift_is_null(client):
    answer = client.post(PATH.format("ludic"), json={"a": face(), "b": {"objects": []}}).json()
    assert answer["shift"] is None
    assert answer["layers"][0]["error"] is None


@pytest.mark.parametrize(
    ("changes", "code", "where"),
    [
        ({"a": {"objects": [{"object": "dog", "row": 0, "col": 0}]}}, "unknown_object",
         "a.objects.0.object"),
        ({"b": {"objects": [{"object": "dog", "row": 0, "col": 0}]}}, "unknown_object",
         "b.objects.0.object"),
        ({"b": {"objects": [{"object": "face", "row": 0.5, "col": 0}]}}, "invalid_input",
         "b.objects.0.row"),
        ({"b": None}, "invalid_input", "b"),
        ({"output": "dog"}, "unknown_output", "output"),
        ({"scene": face()}, "invalid_input", "scene"),
    ],
)  # fmt: skip
def test_bad_input_is_rejected(client, changes, code, where):
    answer = client.post(PATH.format("ludic"), json={"a": face(), "b": face(), **changes})
    assert "got" in problem(answer, 422, code, where)


def test_a_missing_scene_is_rejected(client):
    answer = client.post(PATH.format("ludic"), json={"a": face()})
    assert problem(answer, 422, "invalid_input", "b") == "expected the field 'b'; got a"
