"""Bodies in memory at once: limited in total and per client, and released again."""

import asyncio
import json

import pytest
from fastapi import FastAPI

from app.api.middleware.body_limit import BodyLimit
from app.api.routes import pictures
from app.runtime.concurrency_quota import Quota

CHUNK = 1 << 16

APP = FastAPI()
APP.include_router(pictures.router)


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
