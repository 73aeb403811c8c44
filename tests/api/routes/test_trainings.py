"""Trainings over REST: in processes of their own, watched, paused and ended by anybody."""

import json
import time

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.runtime.settings import Settings
from tests.api.conftest import assert_shape, face, problem
from tests.api.watching import begun

PATH = "/api/trainings"
SHORT = {"region": [[0, 0, 28, 28]], "steps": 10, "batch": 8, "channels": [4, 4]}
LONG = SHORT | {"steps": 5000}
UNKNOWN = "0123456789abcdef"


def app_of(lone, folder, **settings):
    return create_app(
        Settings(models=lone, own_networks_folder=folder, **{"trainings_per_minute": 0} | settings)
    )


@pytest.fixture(scope="module")
def trainer(lone, tmp_path_factory):
    app = app_of(lone, tmp_path_factory.mktemp("own"), trainings=1)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def lines_of(response):
    return [json.loads(line) for line in response.iter_lines()]


def until(lines, kind, seconds=60):
    """Waits for a line of a type, and gives the first one."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for line in lines:
            if line["type"] == kind:
                return line
        time.sleep(0.05)
    raise AssertionError(f"no line {kind!r} in {[line['type'] for line in lines]}")


def grown_beyond(lines, count, seconds=60):
    """Waits for one more line: a process of the lowest priority may take its time."""
    end = time.monotonic() + seconds
    while len(lines) <= count:
        assert time.monotonic() < end, f"no line came after {count} in {seconds} s"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def done(trainer):
    response = trainer.post(PATH, json=SHORT)
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("application/x-ndjson")
    return lines_of(response)


def test_a_training_streams_its_events_and_ends_with_done(done):
    kinds = [line["type"] for line in done]
    assert kinds[0] == "started"
    assert kinds[-1] == "done"
    assert {"map", "snapshot", "progress"} <= set(kinds)
    progress = [line for line in done if line["type"] == "progress"]
    assert progress[-1]["step"] == progress[-1]["steps"] == 10


def test_its_network_is_served_as_any_other(trainer, done):
    model = done[-1]["model"]
    card = trainer.get(f"/api/models/{model}").json()
    assert card["made_by"] == "training"
    assert card["outputs"] == [*"0123456789"]
    assert card["home"] == pytest.approx(done[-1]["accuracy"]["inside"])
    answer = trainer.post(f"/api/models/{model}/activations", json={"scene": face()})
    assert answer.status_code == 200
    assert sum(each["score"] for each in answer.json()["outputs"]) == pytest.approx(1, abs=1e-5)
    assert model not in trainer.get("/api/models").text


def test_a_snapshot_that_the_server_has_no_more_is_sent_again_under_its_id(trainer, done):
    path = f"/api/models/{done[-1]['model']}"
    card, weights = trainer.get(path), trainer.get(f"{path}/weights")
    before = trainer.post(f"{path}/activations", json={"scene": face()}).json()
    assert trainer.delete(path).status_code == 204
    problem(trainer.get(path), 404, "network_gone", "model")
    sent = trainer.post("/api/models", files={"file": weights.content}, data={"card": card.text})
    assert sent.status_code == 201
    assert sent.json() == card.json() | {"origin": sent.json()["origin"]}
    assert sent.json()["origin"]["said"]
    assert trainer.get(f"{path}/weights").content == weights.content
    assert trainer.post(f"{path}/activations", json={"scene": face()}).json() == before


def test_whoever_comes_later_gets_the_same_stream(trainer, done):
    assert lines_of(trainer.get(f"{PATH}/{done[0]['training']}")) == done


def test_a_second_training_waits_its_turn_and_says_so_and_can_be_ended_there(trainer):
    first, running, one = begun(trainer, LONG)
    until(running, "progress")
    second, waiting, two = begun(trainer, LONG)
    found = until(waiting, "waiting")
    assert found["before"] == 0
    assert found["seconds"] > 0
    assert trainer.delete(f"{PATH}/{second}").status_code == 204
    assert until(waiting, "ended") == {
        "type": "ended",
        "step": 0,
        "model": None,
        "reason": "asked",
    }
    # The first one trains meanwhile: it can be paused, goes on, and is ended.
    assert trainer.patch(f"{PATH}/{first}", json={"do": "pause"}).status_code == 204
    time.sleep(1)
    paused = len(running)
    time.sleep(1)
    assert len(running) <= paused + 1
    assert trainer.patch(f"{PATH}/{first}", json={"do": "go on"}).status_code == 204
    grown_beyond(running, paused)
    assert trainer.delete(f"{PATH}/{first}").status_code == 204
    ended = until(running, "ended")
    assert ended["reason"] == "asked"
    assert ended["model"].startswith("own-")
    for thread in (one, two):
        thread.join(10)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"region": []}, "region"),
        ({"region": [[0, 0, 0, 8]]}, "region.0"),
        ({"region": [[0, 0, 20, 20]]}, "region"),
        ({"region": [[0, 0, 28, 65]]}, "region.0"),
        ({"steps": 5}, "steps"),
        ({"steps": 5001}, "steps"),
        ({"batch": 1}, "batch"),
        ({"channels": [4, 64]}, "channels.1"),
        ({"pooling": "median"}, "pooling"),
        ({"head": "mlp"}, "head"),
        ({"data": "cats"}, "data"),
        ({"seed": -1}, "seed"),
        ({"augment": "yes"}, "augment"),
        ({"convolutions": "ludic"}, "convolutions"),
        ({"colour": 1}, "colour"),
        ({"data": "own"}, "classes"),
        ({"classes": [{"name": "a", "pictures": ["A"]}]}, "classes"),
        ({"data": "own", "classes": [{"name": "a", "pictures": []}]}, "classes.0.pictures"),
    ],
    ids=str,
)
def test_bad_settings_name_the_field(trainer, change, where):
    problem(trainer.post(PATH, json=SHORT | change), 422, "invalid_input", where)


@pytest.mark.parametrize("training", [UNKNOWN, "x", "a" * 16, "..%5cetc"])
def test_an_unknown_training_is_answered_by_every_method(trainer, training):
    path = f"{PATH}/{training}"
    for response in (
        trainer.get(path),
        trainer.delete(path),
        trainer.patch(path, json={"do": "pause"}),
    ):
        assert response.status_code == 404
        assert_shape(response.json())


def test_a_server_may_forbid_trainings(lone, tmp_path):
    with TestClient(app_of(lone, tmp_path, trainings=0)) as client:
        problem(client.post(PATH, json=SHORT), 403, "no_trainings")
        assert client.get("/api/limits").json()["trainings"]["allowed"] is False


def test_limits_say_what_a_training_may_take(trainer):
    assert trainer.get("/api/limits").json()["trainings"] == {
        "allowed": True,
        "steps": 5000,
        "seconds": 600,
        "at_once": 1,
    }


def test_trainings_are_limited_by_the_minute(lone, tmp_path):
    with TestClient(app_of(lone, tmp_path, trainings_per_minute=1)) as client:
        training, _, thread = begun(client, SHORT)
        problem(client.post(PATH, json=SHORT), 429, "rate_limited")
        client.delete(f"{PATH}/{training}")
        thread.join(30)


def test_another_server_with_the_same_folder_shows_and_ends_a_training(lone, tmp_path):
    with (
        TestClient(app_of(lone, tmp_path)) as one,
        TestClient(app_of(lone, tmp_path)) as other,
    ):
        training, lines, thread = begun(one, LONG)
        snapshot = until(lines, "snapshot")
        assert other.get(f"/api/models/{snapshot['model']}").status_code == 200
        assert other.delete(f"{PATH}/{training}").status_code == 204
        assert lines_of(other.get(f"{PATH}/{training}"))[-1]["type"] == "ended"
        thread.join(30)
