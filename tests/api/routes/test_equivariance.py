import pytest

from app.experiments import equivariance
from tests.api.conftest import face, problem

PATH = "/api/models/{}/equivariance"
SHIFT = {"row": 4, "col": 20}


@pytest.mark.parametrize("model", ["ludic", "digits-blur-gap"])
@pytest.mark.parametrize("protocol", ["canvas", "cyclic"])
def test_the_response_is_the_experiment_s_result(client, model, protocol):
    entry = client.app.state.networks.library.find(model)
    wanted = {"scene": face(8, 8), "shift": SHIFT, "protocol": protocol}
    answer = client.post(PATH.format(model), json=wanted)
    assert answer.status_code == 200
    expected = equivariance.run(entry, equivariance.Config.model_validate(wanted))
    assert answer.json() == expected.model_dump(mode="json")


def test_its_fields_and_null_where_nothing_is_active(client):
    answer = client.post(PATH.format("ludic"), json={"scene": {}, "shift": SHIFT}).json()
    assert set(answer) == {"model", "sha256", "protocol", "shift", "layers"}
    assert answer["protocol"] == "canvas"
    last = answer["layers"][-1]
    assert last == {
        "name": "pool2",
        "role": "volume",
        "stage": 2,
        "stride": 4,
        "displacement": {"row": 1.0, "col": 5.0},
        "on_lattice": True,
        "best": {"row": 1, "col": 5},
        "error": {"whole": None, "interior": None},
    }


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"shift": {"row": 1}}, "shift.col"),
        ({"shift": {"row": 1.5, "col": 0}}, "shift.row"),
        ({"shift": {"row": 1, "col": 1025}}, "shift.col"),
        ({"shift": 4}, "shift"),
        ({"protocol": "torus"}, "protocol"),
        ({"scene": {"objects": "face"}}, "scene.objects"),
    ],
)
def test_bad_input_is_rejected(client, changes, where):
    wanted = {"scene": face(), "shift": SHIFT, **changes}
    answer = client.post(PATH.format("ludic"), json=wanted)
    assert "got" in problem(answer, 422, "invalid_input", where)
