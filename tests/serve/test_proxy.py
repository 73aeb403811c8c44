"""Behind a real nginx that strips a prefix: the very configuration of the compose file."""

import asyncio

import httpx2
import pytest
import yaml
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from tests.api.conftest import face, scene_message, seq_of
from tests.serve.conftest import ROOT, starting
from tests.serve.nginx import fronting, needed

pytestmark = needed


@pytest.fixture(scope="module")
def proxied(lone, tmp_path_factory):
    """The app, and the address at which nginx shows it."""
    with starting(lone) as launch:
        app = launch(root_path="/shiftscope", sweeps_per_minute=1)
        app.wait_until_ready()
        with fronting(tmp_path_factory.mktemp("nginx"), app.port) as host:
            yield app, host


def test_a_proxy_that_drops_upgrades_leaves_plain_requests(proxied, tmp_path):
    """The same frame comes back; the handshake is told what is missing."""
    app, open_host = proxied
    message = scene_message(3)

    async def over_socket(host):
        async with connect(f"ws://{host}/shiftscope/api/live") as live:
            await live.send(message)
            return await live.recv()

    with fronting(tmp_path, app.port, proxy_set_header="Upgrade ''") as host:
        with pytest.raises(InvalidStatus) as refused:
            asyncio.run(over_socket(host))
        assert refused.value.response.status_code == 426
        answer = httpx2.post(
            f"http://{host}/shiftscope/api/frame",
            content=message,
            headers={"content-type": "application/json"},
        )
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.content == asyncio.run(over_socket(open_host))


def test_pings_keep_a_silent_connection_open_behind_a_proxy_that_cuts_silent_ones(start, tmp_path):
    app = start(root_path="/shiftscope", slow_timeout=1)
    app.wait_until_ready()

    async def talk(host):
        async with connect(f"ws://{host}/shiftscope/api/live", ping_interval=None) as live:
            await asyncio.sleep(5)
            await live.send(scene_message(4))
            return seq_of(await live.recv())

    with fronting(tmp_path, app.port, proxy_read_timeout="3s") as host:
        assert asyncio.run(talk(host)) == 4


def test_the_whole_app_works_under_the_prefix(proxied):
    _, host = proxied
    base = f"http://{host}/shiftscope"
    assert httpx2.get(f"http://{host}/").headers["location"] == "/shiftscope/"
    slash = httpx2.get(f"{base}/docs/")
    assert slash.url.join(slash.headers["location"]) == f"{base}/docs"
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


def test_the_live_channel_works_through_the_proxy(proxied):
    _, host = proxied

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
    """A client's own X-Forwarded-For is not trusted: both requests count for one client."""
    app, host = proxied
    path, wanted = "/api/models/ludic/sensitivity", {"scene": face(), "step": 20}
    answers = [
        httpx2.post(
            f"http://{host}/shiftscope{path}",
            json=wanted,
            headers={"x-forwarded-for": f"192.0.2.{n}"},
        )
        for n in (1, 2)
    ]
    assert [answer.status_code for answer in answers] == [200, 429]
    # The client that the proxy names is another one.
    named = httpx2.post(f"{app.url}{path}", json=wanted, headers={"x-forwarded-for": "192.0.2.9"})
    assert named.status_code == 200


def test_the_compose_file_limits_its_containers():
    compose = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
    for name, service in compose["services"].items():
        assert service["read_only"], name
        assert service["cap_drop"] == ["ALL"], name
        assert service["mem_limit"], name
        assert service["pids_limit"], name
    assert "ports" not in compose["services"]["app"]
    # Networks of visitors lie in memory, where the image's user may write.
    options = compose["volumes"]["networks"]["driver_opts"]
    assert options["type"] == "tmpfs"
    assert "uid=1000" in options["o"]
    assert compose["networks"]["inside"]["internal"]
