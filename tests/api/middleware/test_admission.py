"""Admission control: token, origin, rate limits and concurrency."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr
from starlette.testclient import WebSocketDenialResponse

from app.api.live.micro_batch import MicroBatcher
from app.errors import Busy
from app.main import create_app
from app.runtime.fair_queue import caller
from app.runtime.settings import Settings
from app.runtime.worker_pool import WorkerPool
from tests.api.conftest import face, problem, scene_message, seq_of
from tests.api.watching import begun

TOKEN = "a-long-enough-token"
WRONG = ["", "Bearer", "Bearer x", f"Basic {TOKEN}", f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}"]
SWEEP = "/api/models/ludic/sensitivity"
COARSE = {"scene": face(), "step": 20}


@pytest.fixture(scope="module")
def guarded(lone):
    with TestClient(create_app(Settings(models=lone, token=SecretStr(TOKEN)))) as client:
        yield client


def computing(client):
    """Every route that computes, with its placeholders filled."""
    for path, operations in client.get("/openapi.json").json()["paths"].items():
        for method, operation in operations.items():
            if operation.get("x-computes"):
                yield method, path.replace("{model}", "ludic")


@pytest.mark.parametrize("said", WRONG)
def test_nothing_is_computed_without_the_token(guarded, said):
    asked = list(computing(guarded))
    assert len(asked) >= 2
    for method, path in asked:
        answer = guarded.request(method, path, headers={"authorization": said})
        message = problem(answer, 401, "unauthorised", "authorization")
        assert answer.headers["www-authenticate"] == "Bearer"
        assert TOKEN not in message


def test_requests_that_only_read_need_no_token(guarded):
    for path in ("/", "/healthz", "/readyz", "/metrics", "/docs", "/api/models", "/api/objects"):
        assert guarded.get(path).status_code == 200, path


def test_a_request_with_the_token_is_computed(guarded):
    headers = {"authorization": f"Bearer {TOKEN}"}
    answer = guarded.post("/api/render", json={"scene": face()}, headers=headers)
    assert answer.status_code == 200


@pytest.mark.parametrize("way", ["header", "subprotocol"])
def test_the_live_channel_accepts_the_token_in_two_ways(guarded, way):
    headers, protocols = {}, None
    if way == "header":
        headers = {"authorization": f"Bearer {TOKEN}"}
    else:
        protocols = ["shiftscope", f"bearer.{TOKEN}"]
    with guarded.websocket_connect("/api/live", subprotocols=protocols, headers=headers) as live:
        assert live.accepted_subprotocol == ("shiftscope" if protocols else None)
        live.send_text(scene_message(4))
        assert seq_of(live.receive_bytes()) == 4


@pytest.mark.parametrize("protocols", [None, ["shiftscope"], ["shiftscope", "bearer.wrong"]])
def test_the_live_channel_is_refused_without_the_token(guarded, protocols):
    with (
        pytest.raises(WebSocketDenialResponse) as denied,
        guarded.websocket_connect("/api/live", subprotocols=protocols),
    ):
        pass
    assert denied.value.status_code == 401


def test_openapi_says_that_a_token_is_required(guarded, client):
    guarded_paths = guarded.get("/openapi.json").json()["paths"]
    assert guarded_paths["/api/render"]["post"]["security"] == [{"token": []}]
    assert "401" in guarded_paths["/api/render"]["post"]["responses"]
    assert "security" not in guarded_paths["/api/models"]["get"]
    assert "security" not in client.get("/openapi.json").json()["paths"]["/api/render"]["post"]


@pytest.mark.parametrize("end", ["%0a", "%0A", "%0d%0a", "%00", "%7f"])
def test_a_path_that_only_looks_like_a_route_is_not_found(guarded, lone, end):
    """The patterns of routes ignore a final newline."""
    for method, path in computing(guarded):
        answer = guarded.request(method, path + end)
        assert "without control characters" in problem(answer, 404, "not_found")
    problem(guarded.get(f"/metrics{end}"), 404, "not_found")
    denied = pytest.raises(WebSocketDenialResponse)
    with denied as denial, guarded.websocket_connect(f"/api/live{end}"):
        pass
    assert denial.value.status_code == 404
    with TestClient(create_app(Settings(models=lone, sweeps_per_minute=1))) as client:
        for _ in range(3):
            problem(client.post(SWEEP + end, json=COARSE), 404, "not_found")
        assert client.post(SWEEP, json=COARSE).status_code == 200


def test_streams_of_trainings_and_what_computes_take_no_room_from_each_other(lone, tmp_path):
    """With both quotas of one place a client: a class that watches blocks no live work."""
    fields = {"jobs": 2, "training_streams_per_client": 1, "own_networks_folder": tmp_path}
    config = {"region": [[0, 0, 28, 28]], "steps": 5000, "batch": 8, "channels": [4, 4]}
    with TestClient(create_app(Settings(models=lone, **fields))) as client:
        training, lines, thread = begun(client, config)
        path = f"/api/trainings/{training}"
        # The stream holds its only place; what computes goes on, and so do pause and end.
        assert client.post("/api/render", json={"scene": face()}).status_code == 200
        for answer in (client.get(path), client.post("/api/trainings", json=config)):
            assert "at most 1 streams of trainings" in problem(answer, 503, "busy")
            assert int(answer.headers["retry-after"]) > 0
        assert client.patch(path, json={"do": "pause"}).status_code == 204
        assert client.delete(path).status_code == 204
        thread.join(60)
        assert lines[-1]["type"] == "ended"
        # Its place is free again.
        assert client.get(path).status_code == 200


def test_sweeps_are_limited_per_minute(lone):
    with TestClient(create_app(Settings(models=lone, sweeps_per_minute=2))) as client:
        for _ in range(2):
            assert client.post(SWEEP, json=COARSE).status_code == 200
        answer = client.post(SWEEP, json=COARSE)
        assert "at most 2 sweeps a minute" in problem(answer, 429, "rate_limited")
        assert 1 <= int(answer.headers["retry-after"]) <= 30
        assert client.post("/api/render", json={"scene": face()}).status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "sent", "status"),
    [
        ("GET", SWEEP, None, 405),
        ("HEAD", SWEEP, None, 405),
        ("POST", "/api/models/ludic/weight-change", COARSE, 405),
        ("POST", "/api/models/nobody/sensitivity", COARSE, 404),
        ("POST", SWEEP, {}, 422),
    ],
)
def test_a_sweep_that_is_not_computed_does_not_count(lone, method, path, sent, status):
    with TestClient(create_app(Settings(models=lone, sweeps_per_minute=1))) as client:
        for _ in range(3):
            assert client.request(method, path, json=sent).status_code == status
        assert client.post(SWEEP, json=COARSE).status_code == 200
        problem(client.post(SWEEP, json=COARSE), 429, "rate_limited")


def test_a_sweep_refused_for_lack_of_capacity_does_not_count(lone, monkeypatch):
    monkeypatch.setattr("app.runtime.concurrency_quota.Quota.check", no_room)
    with TestClient(create_app(Settings(models=lone, sweeps_per_minute=1))) as client:
        problem(client.post(SWEEP, json=COARSE), 503, "busy")
        monkeypatch.undo()
        assert client.post(SWEEP, json=COARSE).status_code == 200


def no_room(*_):
    raise Busy("expected fewer; got more", retry_after=1)


def test_uploads_are_limited_per_minute(lone):
    with TestClient(create_app(Settings(models=lone, uploads_per_minute=1))) as client:
        client.post("/api/pictures", json={})
        problem(client.post("/api/pictures", json={}), 429, "rate_limited")
        assert client.post("/api/render", json={"scene": face()}).status_code == 200


@pytest.mark.parametrize(
    "sent",
    [
        {"headers": {"content-type": "Multipart/Form-Data; boundary=x"}, "content": b"--x--"},
        {"json": {"picture": "A" * 2**17}},
    ],
    ids=["form", "base64"],
)
def test_pictures_for_activations_count_as_uploads_in_json_and_in_forms(lone, sent):
    with TestClient(create_app(Settings(models=lone, uploads_per_minute=1))) as client:
        where = "/api/models/ludic/activations"
        assert client.post(where, **sent).status_code != 429
        problem(client.post(where, **sent), 429, "rate_limited")
        assert client.post(where, json={"scene": face()}).status_code == 200


def test_an_unexpected_body_is_rejected(lone):
    with TestClient(create_app(Settings(models=lone))) as client:
        for method, where in (("GET", "/api/pictures"), ("GET", "/"), ("POST", "/nope")):
            answer = client.request(method, where, content=b"x" * 2**11)
            problem(answer, 413, "body_too_large", "body")


def test_work_is_queued_by_client_and_connection(client, monkeypatch):
    """Each live connection has its own queue; all REST requests of a client share one."""
    seen = []
    frame, run = MicroBatcher.frame, WorkerPool.run

    def noted(then):
        def ask(self, *arguments):
            seen.append(caller.get())
            return then(self, *arguments)

        return ask

    monkeypatch.setattr(MicroBatcher, "frame", noted(frame))
    monkeypatch.setattr(WorkerPool, "run", noted(run))
    with client.websocket_connect("/api/live") as one, client.websocket_connect("/api/live") as two:
        for live in (one, two):
            live.send_text(scene_message(1))
            live.receive_bytes()
        for _ in range(2):
            client.post("/api/render", json={"scene": face()})
    first, second, *rest = seen
    assert {who.client for who in seen} == {"testclient"}
    assert len({first.connection, second.connection, None}) == 3
    assert [who.connection for who in rest] == [None, None]


def test_a_request_beyond_the_concurrency_limit_gets_a_retry_after(lone, monkeypatch):
    go_on, begun = threading.Event(), threading.Semaphore(0)

    def slow(*_):
        begun.release()
        assert go_on.wait(20)
        return b""

    monkeypatch.setattr("app.api.routes.render.picture", slow)
    # One client may use half of them, and all connections here come from one.
    with (
        TestClient(create_app(Settings(models=lone, jobs=4, threads=4))) as client,
        ThreadPoolExecutor(2) as pool,
    ):
        waiting = [pool.submit(client.post, "/api/render", json={"scene": face()}) for _ in "ab"]
        for _ in waiting:
            assert begun.acquire(timeout=20)
        answer = client.post("/api/render", json={"scene": face()})
        assert "at most 2 requests" in problem(answer, 503, "busy")
        assert answer.headers["retry-after"] == "1"
        assert client.get("/api/models").status_code == 200
        go_on.set()
        assert [task.result().status_code for task in waiting] == [200, 200]
        assert client.post("/api/render", json={"scene": face()}).status_code == 200


@pytest.mark.parametrize("settings", [{"live": 2}, {"live_per_client": 2}])
def test_a_connection_beyond_the_limit_gets_a_retry_after(lone, settings):
    with TestClient(create_app(Settings(models=lone, **settings))) as client:
        with client.websocket_connect("/api/live"), client.websocket_connect("/api/live") as live:
            with (
                pytest.raises(WebSocketDenialResponse) as denied,
                client.websocket_connect("/api/live"),
            ):
                pass
            assert denied.value.status_code == 503
            assert denied.value.headers["retry-after"] == "5"
            assert "at most 2 live connections" in denied.value.json()["error"]["message"]
            live.send_text(scene_message(1))
            assert seq_of(live.receive_bytes()) == 1
        with client.websocket_connect("/api/live") as live:
            live.send_text(scene_message(2))
            assert seq_of(live.receive_bytes()) == 2


def test_an_idle_connection_is_closed_with_a_reason(lone):
    with (
        TestClient(create_app(Settings(models=lone, idle_timeout=0.3))) as client,
        client.websocket_connect("/api/live") as live,
    ):
        live.send_text(scene_message(1))
        live.receive_bytes()
        message = live.receive()
    assert (message["type"], message["code"]) == ("websocket.close", 4001)
    assert "nothing came for 0.3 s" in message["reason"]
