"""Measures on request: one route each, whose kind its steps and settings determine."""

from dataclasses import replace

import pytest
from fastapi import Request

from app.api.route_policy import policy_of
from app.api.routes.measure_runs import of_network, router
from app.experiments.registry import MEASURES
from app.experiments.result import Result


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_steps_and_settings_determine_method_budget_and_query(measure):
    (route,) = (one for one in router.routes if one.path.endswith(f"/{measure.name}"))
    alone = not measure.config.model_fields
    assert route.methods == {"GET" if alone else "POST"}
    policy = policy_of(route.endpoint)
    assert policy.computes
    assert policy.budget == ("sweeps" if alone or measure.steps else None)
    streamed = measure.steps is not None and measure.steps.lines is not None
    assert [one.name for one in route.dependant.query_params] == ["format"] * streamed
    assert ("application/x-ndjson" in route.responses[200].get("content", {})) == streamed


def test_the_result_of_a_measure_without_settings_is_computed_once_per_network(client):
    runs = []

    def run(entry, _config):
        runs.append(entry.card.id)
        return Result(model=entry.card.id, sha256=entry.card.sha256)

    endpoint = of_network(replace(MEASURES["weight-change"], run=run))
    state, request = client.app.state, Request({"type": "http", "headers": []})

    def answer(model):
        entry = state.networks.library.find(model)
        return client.portal.call(endpoint, request, entry, state.worker_pool)

    first, again, other = (answer(name) for name in ("ludic", "ludic", "digits-max-gap"))
    assert runs == ["ludic", "digits-max-gap"]
    assert first.body == again.body != other.body
    assert first.headers["etag"] == again.headers["etag"] != other.headers["etag"]


def test_every_measure_has_its_route(client):
    paths = client.get("/openapi.json").json()["paths"]
    for name, measure in MEASURES.items():
        (operation,) = paths[f"/api/models/{{model}}/{name}"].values()
        assert operation["summary"] == measure.title
        assert operation["description"] == measure.note
        assert operation["tags"] == ["laboratory"]
