"""Behind a real nginx that strips a prefix: the very configuration of the compose file."""

import asyncio
import os
import shutil
import subprocess
import time

import httpx2
import pytest
import yaml
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from tests.api.conftest import face, scene_message, seq_of
from tests.serve.conftest import ROOT, free_port, starting

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
MISSING = "nginx is missing: apt-get install nginx-light"
pytestmark = pytest.mark.skipif(NGINX is None, reason=MISSING)


@pytest.fixture(scope="module")
def proxied(lone, tmp_path_factory):
    """The app, and the address at which nginx shows it."""
    folder, port = tmp_path_factory.mktemp("nginx"), free_port()
    with starting(lone) as launch:
        app = launch(root_path="/shiftscope", sweeps_per_minute=1)
        app.wait_until_ready()
        text = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
        for old, new in (
            ("server app:8000", f"server 127.0.0.1:{app.port}"),
            ("listen 8080", f"listen 127.0.0.1:{port}"),
            ("/tmp/", f"{folder}/"),
            ("worker_processes auto", "worker_processes 1"),
        ):
            assert old in text
            text = text.replace(old, new)
        (folder / "nginx.conf").write_text(("user root;\n" if os.getuid() == 0 else "") + text)
        nginx = subprocess.Popen(
            [NGINX, "-e", "stderr", "-c", folder / "nginx.conf", "-g", "daemon off;"]
        )
        try:
            yield app, f"127.0.0.1:{port}", until_answered(nginx, f"http://127.0.0.1:{port}/")
        finally:
            nginx.terminate()
            nginx.wait(20)


def until_answered(nginx, url) -> bool:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        assert nginx.poll() is None
        try:
            return httpx2.get(url).status_code == 302
        except httpx2.TransportError:
            time.sleep(0.05)
    return False


def test_the_whole_app_lies_under_the_prefix(proxied):
    _, host, answered = proxied
    assert answered
    base = f"http://{host}/shiftscope"
    assert httpx2.get(f"http://{host}/").headers["location"].endswith("/shiftscope/")
    assert [card["id"] for card in httpx2.get(f"{base}/api/models").json()["models"]] == ["ludic"]
    assert httpx2.get(f"{base}/readyz").json()["models"] == ["ludic"]
    document = httpx2.get(f"{base}/openapi.json").json()
    assert document["servers"] == [{"url": "/shiftscope"}]
    answer = httpx2.post(f"{base}/api/render", json={"scene": face()})
    assert answer.headers["content-type"] == "image/png"
    assert len(answer.headers["x-request-id"]) == 32
    page = httpx2.get(f"{base}/docs")
    for relative in ("docs/start.js", "openapi.json"):
        assert httpx2.get(f"{base}/{relative}").status_code == 200
    assert 'src="docs/start.js"' in page.text
    assert httpx2.get(f"{base}/metrics").status_code == 404


def test_the_live_channel_works_through_it(proxied):
    _, host, _ = proxied

    async def talk(origin):
        async with connect(f"ws://{host}/shiftscope/api/live", origin=origin) as live:
            await live.send(scene_message(3))
            return seq_of(await asyncio.wait_for(live.recv(), 20))

    assert asyncio.run(talk(f"http://{host}")) == 3
    assert asyncio.run(talk(None)) == 3
    with pytest.raises(InvalidStatus) as refused:
        asyncio.run(talk("http://evil.example"))
    assert refused.value.response.status_code == 403


def test_limits_belong_to_the_client_and_not_to_the_proxy(proxied):
    """What a client says of itself is not believed: both requests count for one."""
    app, host, _ = proxied
    path = "/api/models/ludic/sensitivity"
    answers = [
        httpx2.post(
            f"http://{host}/shiftscope{path}", json={}, headers={"x-forwarded-for": f"192.0.2.{n}"}
        )
        for n in (1, 2)
    ]
    assert [answer.status_code for answer in answers] == [422, 429]
    # Whom the proxy names is another client.
    named = httpx2.post(f"{app.url}{path}", json={}, headers={"x-forwarded-for": "192.0.2.9"})
    assert named.status_code == 422


def test_the_compose_file_bounds_what_it_starts():
    compose = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
    for name, service in compose["services"].items():
        assert service["read_only"], name
        assert service["cap_drop"] == ["ALL"], name
        assert service["mem_limit"], name
        assert service["pids_limit"], name
    assert "ports" not in compose["services"]["app"]
    assert compose["networks"]["inside"]["internal"]
