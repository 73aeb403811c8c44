import pytest

from app.experiments import weight_change
from tests.api.conftest import problem

PATH = "/api/models/{}/weight-change"


@pytest.mark.parametrize("model", ["digits-max-fc-corner", "digits-none-fc-corner-nobias"])
def test_the_response_is_the_experiment_s_result_and_may_be_cached(client, model):
    entry = client.app.state.networks.library.find(model)
    answer = client.get(PATH.format(model))
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    expected = weight_change.run(entry, weight_change.Config())
    assert answer.json() == expected.model_dump(mode="json")
    tag = {"if-none-match": answer.headers["etag"]}
    assert client.get(PATH.format(model), headers=tag).status_code == 304


def test_its_fields(client):
    answer = client.get(PATH.format("digits-max-fc-corner")).json()
    assert set(answer) == {
        "model", "sha256", "layer", "shape", "rows", "cols", "change", "unchanged", "region",
        "exact",
    }  # fmt: skip
    assert answer["shape"] == [16, 16, 16]
    assert len(answer["rows"]) == len(answer["change"]) == len(answer["unchanged"]) == 16
    assert len(answer["cols"]) == len(answer["change"][0]) == 16


@pytest.mark.parametrize(
    ("model", "expected"), [("ludic", "a seed"), ("digits-max-gap", "fully connected layer")]
)
def test_a_network_without_a_result_is_rejected(client, model, expected):
    message = problem(client.get(PATH.format(model)), 422, "not_measurable")
    assert expected in message
    assert "; got " in message


def test_an_unknown_network_is_not_found(client):
    problem(client.get(PATH.format("dog")), 404, "unknown_model", "model")
