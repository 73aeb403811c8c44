import json

import pytest
from fastapi.testclient import TestClient

from app.experiments import sensitivity
from app.experiments.sweep import Sweep
from app.main import create_app
from app.runtime.settings import Settings
from tests.api.conftest import assert_shape, face, problem

PATH = "/api/models/{}/sensitivity"
DIGIT = {"objects": [{"object": "digit-3-1", "row": 22, "col": 22}]}
MAPS = ("score", "correct", "prediction", "sensitivity", "cosine", "response")


def lines_of(response):
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/x-ndjson"
    assert response.text.endswith("\n")
    return [json.loads(line) for line in response.text.splitlines()]


@pytest.mark.parametrize(("model", "scene"), [("ludic", face()), ("digits-max-fc-corner", DIGIT)])
def test_the_response_is_the_experiment_s_result(client, model, scene):
    entry = client.app.state.networks.library.find(model)
    wanted = {"scene": scene, "step": 9}
    answer = client.post(PATH.format(model), json=wanted)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    expected = sensitivity.run(entry, sensitivity.Config.model_validate(wanted))
    assert answer.json() == expected.model_dump(mode="json")


def test_its_fields(client):
    answer = client.post(PATH.format("ludic"), json={"scene": face(), "step": 20}).json()
    assert set(answer) == {
        "model", "sha256", "object", "output", "chance", "base", "step", "rows", "cols", *MAPS,
        "edge_affected", "radial", "unit", "accuracy", "inside", "outside", "constant", "reference",
    }  # fmt: skip
    assert set(answer["radial"][0]) == {"radius", "sensitivity", "cosine", "count"}
    assert (answer["rows"], answer["cols"]) == ([0, 20, 40], [0, 20, 40])


def test_a_stream_holds_the_same(client):
    wanted = {"scene": DIGIT, "step": 6}
    path = PATH.format("digits-max-fc-corner")
    whole = client.post(path, json=wanted).json()
    start, *chunks, end = lines_of(client.post(path, params={"format": "ndjson"}, json=wanted))
    assert (start["type"], end["type"]) == ("start", "end")
    assert {chunk["type"] for chunk in chunks} == {"chunk"}
    assert len(chunks) > 2
    assert start["total"] == len(whole["rows"]) * len(whole["cols"])
    done = 0
    for part in chunks:
        assert part["first"] == done
        done += len(part["score"])
    assert done == start["total"]
    for name in MAPS:
        flat = [value for part in chunks for value in part[name]]
        assert flat == [value for row in whole[name] for value in row]
    rest = {key: value for key, value in (start | end).items() if key not in ("type", "total")}
    assert rest == {key: value for key, value in whole.items() if key not in MAPS}


def test_a_stream_is_compressed_if_the_client_accepts_it(client):
    response = client.post(
        PATH.format("ludic"), params={"format": "ndjson"}, json={"scene": face(), "step": 20}
    )
    assert response.headers["content-encoding"] == "gzip"


BAD = [
    ({"step": 0}, "invalid_input", "step"),
    ({"step": 65}, "invalid_input", "step"),
    ({"index": 1}, "invalid_input", "index"),
    ({"index": 32}, "invalid_input", "index"),
    ({"index": "0"}, "invalid_input", "index"),
    ({"scene": {}}, "invalid_input", "index"),
    ({"output": "dog"}, "unknown_output", "output"),
    ({"scene": {"objects": [{"object": "dog", "row": 0, "col": 0}]}}, "unknown_object",
     "scene.objects.0.object"),
    ({"more": 1}, "invalid_input", "more"),
]  # fmt: skip


@pytest.mark.parametrize("form", ["json", "ndjson"])
@pytest.mark.parametrize(("changes", "code", "where"), BAD)
def test_bad_input_is_rejected_before_anything_is_streamed(client, form, changes, code, where):
    wanted = {"scene": face(), **changes}
    answer = client.post(PATH.format("ludic"), params={"format": form}, json=wanted)
    assert "got" in problem(answer, 422, code, where)


def test_a_scene_without_a_known_label_is_rejected(client):
    answer = client.post(PATH.format("digits-max-gap"), json={"scene": face()})
    assert "expected an output, one of 0, 1" in problem(answer, 422, "not_measurable", "output")
    wanted = {"scene": face(), "output": "8", "step": 40}
    assert client.post(PATH.format("digits-max-gap"), json=wanted).status_code == 200


def test_an_unknown_format_is_rejected(client):
    answer = client.post(PATH.format("ludic"), params={"format": "xml"}, json={"scene": face()})
    problem(answer, 422, "invalid_input", "format")


def test_too_many_positions_are_rejected():
    with TestClient(create_app(Settings(sweep_limit=9))) as client:
        for form in ("json", "ndjson"):
            path = f"{PATH.format('ludic')}?format={form}"
            assert client.post(path, json={"scene": face(), "step": 20}).status_code == 200
            answer = client.post(path, json={"scene": face(), "step": 10})
            message = problem(answer, 422, "sweep_too_large", "step")
            assert message.endswith("at most 9 positions; got 25")


def test_a_failure_midway_is_the_last_line(client, monkeypatch):
    calls = []

    def fail(sweep, positions):
        calls.append(1)
        if len(calls) > 3:
            raise RuntimeError("secret at /etc/passwd")
        return logits(sweep, positions)

    logits = Sweep.logits
    monkeypatch.setattr(Sweep, "logits", fail)
    *before, last = lines_of(
        client.post(PATH.format("ludic"), params={"format": "ndjson"}, json={"scene": face()})
    )
    assert [line["type"] for line in before][:2] == ["start", "chunk"]
    assert last.pop("type") == "error"
    assert_shape(last)
    assert last["error"]["code"] == "internal"
    assert "secret" not in str(last)
    calls.clear()
    problem(client.post(PATH.format("ludic"), json={"scene": face()}), 500, "internal")
