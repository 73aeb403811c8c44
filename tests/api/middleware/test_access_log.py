"""Request ids, the log of requests, and what the metrics count."""

import asyncio
import contextlib
import logging.config
import re

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from app.api.middleware.access_log import CHUNK, AccessLog
from app.main import create_app
from tests.api.conftest import face, scene_message


def values(client):
    """The value of every sample, by its name with labels."""
    answer = client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain")
    return {
        (sample.name, *sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def rise(before, after, name, **labels):
    key = (name, *sorted(labels.items()))
    return after.get(key, 0) - before.get(key, 0)


@pytest.mark.parametrize("said", ["a", "4711-abc_D.e", "x" * 64])
def test_a_request_keeps_its_id(client, said):
    assert client.get("/healthz", headers={"x-request-id": said}).headers["x-request-id"] == said


@pytest.mark.parametrize("said", ["", "a b", "x" * 65, "a\nb", "ä".encode()])
def test_an_invalid_id_is_replaced(client, said):
    got = client.get("/healthz", headers={"x-request-id": said}).headers["x-request-id"]
    assert re.fullmatch(r"[0-9a-f]{32}", got)


def test_a_request_is_logged_with_its_fields(client, caplog):
    with caplog.at_level(logging.INFO, "shiftscope"):
        client.get("/api/models/none", headers={"x-request-id": "one"})
    (record,) = [entry for entry in caplog.records if entry.name == "shiftscope.request"]
    assert record.fields["status"] == 404
    assert record.fields["path"] == "/api/models/none"
    assert record.fields["ms"] >= 0
    assert record.fields["bytes"] > 0


def test_a_failure_is_logged_once_with_its_traceback(client, caplog, monkeypatch):
    monkeypatch.setattr("app.api.routes.activations.encoded", lambda *_: 1 / 0)
    client.post("/api/models/ludic/activations", json={"scene": face()})
    records = [entry for entry in caplog.records if entry.exc_info]
    assert [entry.getMessage() for entry in records] == ["the server failed"]


async def observed(app, incoming):
    """Sends a request to a bare app, which receives these messages."""
    messages = iter(incoming)

    async def receive():
        return next(messages)

    async def send(_message):
        pass

    scope = {"type": "http", "method": "GET", "path": "/", "headers": [], "app": FastAPI()}
    await AccessLog(app)(scope, receive, send)


def part(body, more):
    return {"type": "http.response.body", "body": body, "more_body": more}


HEAD = {"type": "http.response.start", "status": 200, "headers": []}


async def whole(_scope, receive, send):
    await send(HEAD)
    await send(part(b"a", True))
    await send(part(b"b", False))
    await receive()


async def to_nobody(_scope, receive, send):
    await send(HEAD)
    await receive()
    await send(part(b"", False))


async def cut(_scope, _receive, send):
    await send(HEAD)
    await send(part(b"a", True))
    raise asyncio.CancelledError


@pytest.mark.parametrize(("app", "status"), [(whole, 200), (to_nobody, 0), (cut, 0)])
def test_an_incomplete_response_is_logged_with_its_own_status(app, status, caplog):
    with caplog.at_level(logging.INFO, "shiftscope"), contextlib.suppress(asyncio.CancelledError):
        asyncio.run(observed(app, [{"type": "http.disconnect"}]))
    (entry,) = [entry for entry in caplog.records if entry.name == "shiftscope.request"]
    assert entry.fields["status"] == status


def test_an_unread_response_still_counts_for_the_quota_of_computing_requests():
    """A long body is sent in chunks; each waits until the client has room for it."""
    body = bytes(range(256)) * 1000
    sent, room = [], asyncio.Event()

    async def answer(_scope, _receive, send):
        await send(HEAD)
        await send(part(body, False))

    async def send(message):
        if message["type"] == "http.response.body":
            sent.append((message["body"], message["more_body"]))
        if len(sent) == 2:
            await room.wait()

    async def talk():
        scope = {"type": "http", "method": "GET", "path": "/", "headers": [], "app": FastAPI()}
        answering = asyncio.create_task(AccessLog(answer)(scope, None, send))
        for _ in range(10):
            await asyncio.sleep(0)
        assert len(sent) == 2
        assert not answering.done()
        room.set()
        await answering

    asyncio.run(talk())
    assert b"".join(content for content, _ in sent) == body
    assert [len(content) for content, _ in sent] == [CHUNK, CHUNK, CHUNK, len(body) - 3 * CHUNK]
    assert [more for _, more in sent] == [True, True, True, False]


def test_requests_are_counted_by_route_and_never_by_path(client):
    before = values(client)
    for name in ("ludic", "none", "nobody"):
        client.get(f"/api/models/{name}")
    client.head("/api/models/ludic")
    client.get("/a/path/of/my/own")
    after = values(client)
    route = "/api/models/{model}"
    requests = "shiftscope_requests_total"
    assert rise(before, after, requests, method="GET", route=route, status="200") == 1
    assert rise(before, after, requests, method="GET", route=route, status="404") == 2
    assert rise(before, after, requests, method="HEAD", route=route, status="200") == 1
    assert rise(before, after, requests, method="GET", route="other", status="404") == 1
    assert rise(before, after, "shiftscope_request_seconds_count", route=route) == 4
    assert not any("/a/path" in str(key) for key in after)


@pytest.mark.parametrize("path", ["/api/pictures", "/api/models/{model}/activations"])
def test_forms_are_counted_by_route_too_whether_accepted_or_refused(client, path):
    before = values(client)
    for size in (3, 1 << 23):
        client.post(path.replace("{model}", "ludic"), files={"picture": b"x" * size})
    after = values(client)
    for status in ("422", "413"):
        labels = {"method": "POST", "route": path, "status": status}
        assert rise(before, after, "shiftscope_requests_total", **labels) == 1


def test_scenes_frames_and_errors_are_counted(client, monkeypatch):
    # As of a network that takes long: its frames are jobs.
    monkeypatch.setattr("app.api.live.frames.INLINE_OPERATIONS", 0)
    before = values(client)
    with client.websocket_connect("/api/live") as live:
        for seq in range(3):
            live.send_text(scene_message(seq))
            live.receive_bytes()
        live.send_text("{")
        live.receive_text()
        assert rise(before, values(client), "shiftscope_live_connections") == 1
    after = values(client)
    assert rise(before, after, "shiftscope_scenes_total") == 3
    assert rise(before, after, "shiftscope_frames_total", model="ludic") == 3
    assert rise(before, after, "shiftscope_bad_messages_total") == 1
    assert rise(before, after, "shiftscope_frame_seconds_count") == 3
    assert rise(before, after, "shiftscope_job_seconds_count") == 3
    assert rise(before, after, "shiftscope_live_connections") == 0


def test_networks_are_counted_when_they_are_read(client):
    before = values(client)
    with TestClient(create_app()) as fresh:
        after = values(fresh)
        served = len(fresh.get("/readyz").json()["models"])
    assert rise(before, after, "shiftscope_model_loads_total", outcome="served") == served
    assert after[("shiftscope_models",)] == served


def test_refusals_and_sweeps_are_counted(client):
    before = values(client)
    for wanted in ({}, {"scene": face(), "step": 20}):
        client.post("/api/models/ludic/sensitivity", json=wanted)
    after = values(client)
    assert rise(before, after, "shiftscope_sweeps_total", kind="sensitivity") == 1
