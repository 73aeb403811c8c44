"""Bodies in memory at once: limited in total and per client, and released again."""

import asyncio
import json

import pytest
from fastapi import FastAPI

from app.api.middleware.body_limit import FORM_OVERHEAD, FORM_TEXT, UPLOADS, BodyLimit
from app.api.routes import own_networks, pictures
from app.errors import BodyTooLarge
from app.runtime.concurrency_quota import Quota

CHUNK = 1 << 16

APP = FastAPI()
APP.include_router(pictures.router)
APP.include_router(own_networks.router)


class Client:
    """Uploads a picture chunk by chunk, and never ends by itself."""

    def __init__(self, layer, host):
        self.chunks, self.sent = asyncio.Queue(), []
        scope = {
            "type": "http", "method": "POST", "path": "/api/pictures", "headers": [],
            "client": (host, 1), "app": APP,
        }  # fmt: skip
        self.task = asyncio.create_task(layer(scope, self.chunks.get, self.keep))

    async def keep(self, message):
        self.sent.append(message)

    async def send(self, more=True):
        self.chunks.put_nowait({"type": "http.request", "body": b"x" * CHUNK, "more_body": more})
        for _ in range(5):
            await asyncio.sleep(0)

    @property
    def refused(self):
        if not self.sent:
            return None
        return self.sent[0]["status"], json.loads(self.sent[1]["body"])["error"]["code"]


@pytest.fixture
def layer():
    async def reads(_scope, receive, _send):
        await receive()

    made = BodyLimit(reads, 1 << 10, 4 * CHUNK)
    made.quota = Quota(8 * CHUNK, 4 * CHUNK, "bytes", 1)
    return made


def test_half_of_the_quota_is_for_one_client():
    quota = BodyLimit(FastAPI(), 1 << 10, 1 << 20).quota
    assert (quota.limit, quota.per_client) == (1 << 28, 1 << 27)


def test_one_client_may_use_half_of_the_quota_and_all_clients_the_whole(layer):
    async def act():
        greedy, others = Client(layer, "192.0.2.1"), [Client(layer, f"192.0.2.{n}") for n in "234"]
        first = Client(layer, "192.0.2.1")
        for client in (greedy, greedy, first, first):
            await client.send()
        assert layer.quota.used == 4 * CHUNK
        await first.send()
        assert (greedy.refused, first.refused) == (None, (503, "busy"))
        assert layer.quota.used == 2 * CHUNK
        for client in (*others, *others):
            await client.send()
        assert [client.refused for client in others] == [None] * 3
        late = Client(layer, "192.0.2.5")
        await late.send()
        assert late.refused == (503, "busy")
        # A request that is done or gone releases its bytes.
        await greedy.send(more=False)
        others[0].chunks.put_nowait({"type": "http.disconnect"})
        await asyncio.gather(greedy.task, others[0].task)
        assert layer.quota.used == 4 * CHUNK
        others[1].task.cancel()
        others[2].task.cancel()
        await asyncio.gather(others[1].task, others[2].task, return_exceptions=True)
        assert not layer.quota.used_by

    asyncio.run(act())


def uploading(layer, host, length=None):
    """Calls the layer with a network's file, of which it says `length`; what was sent back."""
    sent, seen = [], []

    async def receive():
        return {"type": "http.request", "body": b"x" * CHUNK, "more_body": True}

    async def keep(message):
        sent.append(message)

    headers = [] if length is None else [(b"content-length", str(length).encode())]
    scope = {
        "type": "http", "method": "POST", "path": "/api/models", "headers": headers,
        "client": (host, 1), "app": APP, "seen": seen,
    }  # fmt: skip
    return layer(scope, receive, keep), sent, seen


def test_a_networks_file_goes_on_as_it_arrives_up_to_its_limit():
    async def reads(scope, receive, _send):
        for _ in range(1000):
            scope["seen"].append(len((await receive())["body"]))

    layer = BodyLimit(reads, 1 << 10, 1 << 10, 8 * CHUNK)
    limit = 8 * CHUNK + FORM_TEXT + FORM_OVERHEAD
    call, sent, seen = uploading(layer, "192.0.2.1")
    with pytest.raises(BodyTooLarge, match=f"at most {limit} bytes"):
        asyncio.run(call)
    assert seen == [CHUNK] * (limit // CHUNK)
    assert sent == []
    assert not layer.uploads.used_by
    # A larger one is refused by its length, before the route begins.
    call, sent, seen = uploading(layer, "192.0.2.1", limit + 1)
    asyncio.run(call)
    assert (sent[0]["status"], seen) == (413, [])


def test_room_for_networks_files_is_taken_by_what_requests_say():
    async def waits(scope, _receive, _send):
        scope["seen"].append(1)
        await asyncio.Event().wait()

    layer = BodyLimit(waits, 1 << 10, 1 << 10, 8 * CHUNK)
    limit = 8 * CHUNK + FORM_TEXT + FORM_OVERHEAD

    async def act():
        def begin(host, length=None):
            call, sent, seen = uploading(layer, host, length)
            return asyncio.create_task(call), sent, seen

        ours = [begin("192.0.2.1", size) for size in (limit, None, 1)]
        small = [begin(f"192.0.2.{n}", 1000) for n in range(2, 9)]
        others = [begin(f"192.0.2.{n}", limit) for n in (2, 3)]
        for _ in range(5):
            await asyncio.sleep(0)
        assert [seen for _, _, seen in ours] == [[1], [1], []]
        assert ours[2][1][0]["status"] == 503
        assert all(seen for _, _, seen in small)
        # Small files leave room for one more of the largest, not for two.
        assert [seen for _, _, seen in others] == [[1], []]
        assert layer.uploads.limit == UPLOADS * limit
        for task, *_ in (*ours, *small, *others):
            task.cancel()
        await asyncio.gather(
            *(task for task, *_ in (*ours, *small, *others)), return_exceptions=True
        )
        assert (layer.uploads.used, layer.uploads.used_by) == (0, {})

    asyncio.run(act())
