import json

from app.experiments.registry import EXPERIMENTS, RECORDS


def test_all_experiments_are_listed_with_their_records(client):
    listed = client.get("/api/experiments").json()["experiments"]
    assert [one["name"] for one in listed] == list(EXPERIMENTS)
    for one in listed:
        kept = json.loads((RECORDS / f"{one['name']}.json").read_text("utf-8"))
        assert one["record"] == kept
        assert one["holds"] == all(row["verdict"] == "holds" for row in kept["rows"])
        assert one["question"] == kept["question"]


def test_one_experiment_is_as_in_the_list(client):
    listed = client.get("/api/experiments").json()["experiments"]
    assert client.get(f"/api/experiments/{listed[0]['name']}").json() == listed[0]


def test_an_unknown_experiment_is_named(client):
    answer = client.get("/api/experiments/astrology")
    assert answer.status_code == 404
    error = answer.json()["error"]
    assert error["code"] == "unknown_experiment"
    assert "red-green" in error["message"]
    assert "astrology" in error["message"]
    assert error["where"] == "experiment"
