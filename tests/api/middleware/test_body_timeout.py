"""The time-out of bodies: when it applies, and what the client gets."""

import asyncio
import json

from fastapi import FastAPI

from app.api.middleware.body_timeout import SLOWEST, BodyTimeout
from app.api.routes import own_networks

PART = {"type": "http.request", "body": b"x", "more_body": True}
END = {"type": "http.request", "body": b"", "more_body": False}
START = {"type": "http.response.start", "status": 200, "headers": []}


UPLOADING = FastAPI()
UPLOADING.include_router(own_networks.router)


def answered(app, *messages, path="/", served=None):
    """The messages that `app` sends to a client that sends these and then stays silent."""
    sent, left = [], list(messages)

    async def receive():
        if left:
            return left.pop(0)
        for _ in range(20):
            await asyncio.sleep(0)
        raise AssertionError("no time-out applies")

    async def send(message):
        sent.append(message)

    served = served or FastAPI()
    scope = {"type": "http", "method": "POST", "path": path, "headers": [], "app": served}
    asyncio.run(BodyTimeout(app, 60.0)(scope, receive, send))
    return sent


def pass_time():
    """Advances the event loop's clock beyond every time-out."""
    asyncio.get_running_loop().time = lambda: 1e9


async def reads(_scope, receive, send):
    while (await receive())["more_body"]:
        pass
    await send(START)


async def reads_late(scope, receive, send):
    await receive()
    pass_time()
    await reads(scope, receive, send)


def test_an_incomplete_body_is_answered_with_408():
    start, body = answered(reads_late, PART)
    assert start["status"] == 408
    assert (b"connection", b"close") in start["headers"]
    error = json.loads(body["body"])["error"]
    assert (error["code"], error["where"]) == ("request_timeout", "body")
    assert "within 60 s" in error["message"]


def test_each_part_does_not_begin_the_time_anew():
    start, _ = answered(reads_late, PART, PART, PART)
    assert start["status"] == 408


def test_a_complete_body_is_forwarded():
    assert answered(reads, PART, END) == [START]


def test_the_time_out_does_not_apply_after_the_body():
    """The client still reads the response, and the app waits for its disconnection."""

    async def waits(scope, receive, send):
        await reads(scope, receive, send)
        pass_time()
        waiting = asyncio.ensure_future(receive())
        for _ in range(5):
            await asyncio.sleep(0)
        assert not waiting.done()
        waiting.cancel()

    assert answered(waits, END) == [START]


def test_a_response_that_has_begun_is_not_followed_by_another():
    async def early(_scope, receive, send):
        await send(START)
        pass_time()
        await receive()

    assert answered(early) == [START]


def test_a_networks_file_has_more_time_as_it_arrives():
    """A second for each `SLOWEST` bytes; without them, 60 s as any body."""

    def reads_after(seconds):
        async def reads_on(scope, receive, send):
            await receive()
            loop = asyncio.get_running_loop()
            begun = loop.time()
            loop.time = lambda: begun + seconds
            await reads(scope, receive, send)

        return reads_on

    large = {**PART, "body": bytes(100 * SLOWEST)}
    for first, seconds, path, status in (
        (large, 150, "/api/models", 200),
        (large, 170, "/api/models", 408),
        (large, 150, "/", 408),
        (PART, 70, "/api/models", 408),
    ):
        sent = (first, END) if status == 200 else (first,)
        start, *_ = answered(reads_after(seconds), *sent, path=path, served=UPLOADING)
        assert start["status"] == status, (seconds, path)
