"""Visitors' networks behind nginx, with several processes: as operators run it."""

import asyncio
import json
import time

import httpx2
import numpy as np
import pytest
from websockets.asyncio.client import connect

from benchmarks.hostile_files import convolution, tensor
from tests.api.conftest import scene_message, seq_of
from tests.serve.conftest import free_port, starting
from tests.serve.nginx import fronting, needed

pytestmark = needed
SCENE = {"objects": [{"object": "digit-3-1", "row": 0, "col": 0}]}


def file(seed=0):
    """A network of one convolution."""
    return convolution(
        tensor("w", np.random.default_rng(seed).normal(size=(4, 3, 3, 3))), shape=(1, 3, 32, 32)
    )


def sent(base, raw, source="127.0.0.1"):
    """The answer to a file from an address."""
    with httpx2.Client(transport=httpx2.HTTPTransport(local_address=source), timeout=60) as client:
        return client.post(f"{base}/api/models", files={"file": ("network", raw)})


@pytest.fixture(scope="module")
def proxied(lone, tmp_path_factory):
    """Two workers, and the address at which nginx shows them."""
    with starting(lone) as launch:
        app = launch(root_path="/shiftscope", workers=2, own_per_minute=0, log_level="warning")
        app.wait_until_ready()
        with fronting(tmp_path_factory.mktemp("nginx"), app.port) as host:
            yield app, f"http://{host}/shiftscope"


def test_a_file_larger_than_other_bodies_passes_nginx(proxied):
    """It is refused by the app, which read all of it, and not by nginx."""
    _, base = proxied
    answer = sent(base, b"\x08\x08" + bytes(30_000_000))
    assert answer.status_code == 422, answer.text
    assert answer.json()["error"]["code"] == "malformed_onnx"


def test_an_error_of_nginx_itself_says_what_is_wrong_with_an_upload(proxied, tmp_path):
    """Its body is larger than others may be, which is not the reason."""
    app, _ = proxied
    with fronting(tmp_path, free_port()) as host:
        answer = sent(f"http://{host}/shiftscope", bytes(20_000_000))
        assert (answer.status_code, answer.json()["error"]["code"]) == (502, "not_ready")
    with fronting(tmp_path, app.port) as host:
        answer = sent(f"http://{host}/shiftscope", bytes(270_000_000))
    assert answer.status_code == 413
    assert "256 MiB" in answer.json()["error"]["message"]


def test_every_worker_has_a_network_that_one_of_them_took(proxied):
    app, base = proxied
    name = sent(base, file()).json()["id"]
    path = f"/api/models/{name}"
    for address in (app.url, base):
        for _ in range(8):
            assert httpx2.get(f"{address}{path}").json()["id"] == name
            body = {"scene": SCENE, "output": "0", "step": 4}
            assert httpx2.post(f"{address}{path}/sensitivity", json=body).status_code == 200

    async def frame(address):
        async with connect(f"{address.replace('http', 'ws')}/api/live") as live:
            await live.send(scene_message(7, SCENE, name))
            answer = await asyncio.wait_for(live.recv(), 20)
            assert isinstance(answer, bytes), answer
            return seq_of(answer)

    assert {asyncio.run(frame(address)) for address in (app.url, base) for _ in range(8)} == {7}
    # Gone from one, it is gone from all.
    assert httpx2.delete(f"{base}{path}").status_code == 204
    for _ in range(8):
        gone = httpx2.get(f"{app.url}{path}")
        assert (gone.status_code, gone.json()["error"]["code"]) == (404, "network_gone")


def test_networks_are_counted_for_each_visitor_behind_the_proxy(start, tmp_path):
    app = start(root_path="/shiftscope", own_per_minute=1)
    app.wait_until_ready()
    with fronting(tmp_path, app.port) as host:
        base = f"http://{host}/shiftscope"
        statuses = [
            sent(base, file(seed), source).status_code
            for seed, source in enumerate(("127.0.0.1", "127.0.0.1", "127.0.0.2", "127.0.0.2"))
        ]
    assert statuses == [201, 429, 201, 429]


def test_a_server_that_lacks_the_network_says_so_and_takes_it_again(start):
    """Two servers without a common folder, as replicas can be."""
    first, second = (start(root_path="/shiftscope", own_per_minute=0) for _ in range(2))
    for app in (first, second):
        app.wait_until_ready()
    name = sent(first.url, file()).json()["id"]
    gone = httpx2.get(f"{second.url}/api/models/{name}")
    assert (gone.status_code, gone.json()["error"]["code"]) == (404, "network_gone")
    assert sent(second.url, file()).json()["id"] == name
    assert httpx2.get(f"{second.url}/api/models/{name}").status_code == 200


def test_a_server_that_is_killed_leaves_its_networks_to_those_that_share_its_folder(
    start, tmp_path
):
    settings = {"own_networks_folder": tmp_path, "own_per_minute": 0}
    first, second = start(**settings), start(**settings)
    for app in (first, second):
        app.wait_until_ready()
    name = sent(first.url, file()).json()["id"]
    first.end(9)
    begun = time.monotonic()
    body = json.loads(scene_message(1, SCENE, name))
    assert httpx2.post(f"{second.url}/api/frame", json=body).status_code == 200
    assert time.monotonic() - begun < 5
