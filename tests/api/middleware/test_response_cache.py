"""Cached responses: equal to the last byte, for every content encoding."""

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.network.library import Library
from app.runtime.settings import Settings
from tests.api.conftest import problem

SENT = ("content-type", "content-encoding", "content-length", "vary", "etag", "cache-control")


@pytest.fixture(scope="module")
def fresh(lone):
    with TestClient(create_app(Settings(models=lone))) as client:
        yield client


@pytest.mark.parametrize("coding", ["gzip", "identity"])
@pytest.mark.parametrize(
    "path",
    [
        "/api/models",
        "/api/models/ludic",
        "/api/experiments",
        "/api/experiments/theorem",
        "/api/objects",
        "/api/objects/face.png",
        "/openapi.json",
    ],
)
def test_a_cached_response_equals_the_first_one(fresh, path, coding):
    first, second = (fresh.get(path, headers={"accept-encoding": coding}) for _ in range(2))
    assert first.status_code == second.status_code == 200
    assert first.content == second.content
    for name in SENT:
        assert first.headers.get(name) == second.headers.get(name), name
    assert first.headers["x-request-id"] != second.headers["x-request-id"]
    assert "content-security-policy" in second.headers


def test_a_cached_response_is_made_once(fresh, monkeypatch):
    fresh.get("/api/models/ludic", headers={"accept-encoding": "identity"})
    monkeypatch.setattr(Library, "find", lambda *_: 1 / 0)
    again = fresh.get("/api/models/ludic", headers={"accept-encoding": "identity"})
    assert again.json()["id"] == "ludic"


def test_errors_queries_and_revalidations_are_not_cached(fresh):
    for _ in range(2):
        problem(fresh.get("/api/models/nobody"), 404, "unknown_model", "model")
        assert fresh.post("/api/objects").status_code == 405
        assert fresh.head("/api/models").content == b""
    tag = fresh.get("/api/objects/face.png").headers["etag"]
    for _ in range(2):
        copy = fresh.get("/api/objects/face.png", headers={"if-none-match": tag})
        assert copy.status_code == 304
        assert fresh.get("/api/objects/face.png").status_code == 200
