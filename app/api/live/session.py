"""A live session: one WebSocket, scenes in, frames out; only the newest scene is answered."""

import asyncio
import contextlib
import itertools
import json
import logging
import time
from collections.abc import AsyncIterator
from typing import Any

import anyio
from fastapi import APIRouter, Request, WebSocket
from prometheus_client import Counter
from pydantic import ValidationError
from starlette.websockets import WebSocketDisconnect, WebSocketDisconnected

from app.api import errors
from app.api.client_address import client_address
from app.api.json_limit import check_json_limit
from app.api.live.connection_registry import ConnectionRegistry
from app.api.live.frames import MAX_SEQ, LiveRequest, compressed, computed
from app.api.live.micro_batch import MicroBatcher
from app.api.middleware.reject import reject
from app.api.networks import Networks
from app.errors import (
    BodyTooLarge,
    Busy,
    InvalidInput,
    ShiftscopeError,
)
from app.inference import FrameRequest
from app.own.store import label_of
from app.runtime.fair_queue import caller
from app.runtime.handshake import check_handshake
from app.runtime.metrics import BAD_MESSAGES, CUT, DROPPED, FRAME_SECONDS, FRAMES, SCENES
from app.runtime.settings import Settings
from app.runtime.worker_pool import WorkerPool

router = APIRouter()
log = logging.getLogger("shiftscope")

MAX_RECEIVED = 16
"""Messages of one client that are received before the event loop serves others."""
IDLE_CLOSE_CODE = 4001
"""The WebSocket close code of an idle connection."""
CLOSED = "after sending 'websocket.close'"
"""The message of the RuntimeError that uvicorn raises if it has closed the socket."""
SUBPROTOCOL = "shiftscope"
"""The plain subprotocol; a browser adds the token as another one, `bearer.TOKEN`."""
DEFLATED = "shiftscope.deflate"
"""The subprotocol whose frames are compressed by zlib (RFC 1950). The extension permessage-deflate
would let clients compress too, a thousandfold, and uvicorn unpacks all that it has read at once."""


class LiveSession:
    """One client's connection: a slot for its newest scene, and at most one frame in progress."""

    def __init__(
        self,
        socket: WebSocket,
        networks: Networks,
        micro_batcher: MicroBatcher,
        worker_pool: WorkerPool,
        message_limit: int,
        idle_timeout: float,
        slow_timeout: float,
    ) -> None:
        self.socket = socket
        self.networks = networks
        self.micro_batcher = micro_batcher
        self.worker_pool = worker_pool
        self.message_limit = message_limit
        self.idle_timeout = idle_timeout
        self.slow_timeout = slow_timeout
        offered = socket.scope["subprotocols"]
        self.subprotocol = next((name for name in (DEFLATED, SUBPROTOCOL) if name in offered), None)
        self.newest: LiveRequest | None = None
        self.received_at = 0.0
        self.last_received = time.monotonic()
        self.arrived = asyncio.Event()
        self.sending = asyncio.Lock()
        self.settled = asyncio.Event()
        self.settled.set()
        self.finishing = False
        self.counts = {"scenes": 0, "frames": 0, "dropped": 0, "bad": 0}

    async def listen(self) -> None:
        """Receives messages until the client disconnects; answers an invalid one with an error."""
        for number in itertools.count():
            # `receive()` never yields while messages are queued, so yield explicitly.
            if number % MAX_RECEIVED == 0:
                await asyncio.sleep(0)
            message = await self.socket.receive()
            self.last_received = time.monotonic()
            if message["type"] == "websocket.disconnect":
                return
            if self.finishing:
                continue
            text = message.get("text")
            try:
                self.put_scene(self.parse(text))
            except ShiftscopeError as error:
                await self.send_error(errors.of(error), text)
            except ValidationError as error:
                await self.send_error(errors.of_validation(error), text)

    async def watch_idle(self) -> None:
        """Closes the connection after `idle_timeout` s without a message."""
        while (rest := self.last_received + self.idle_timeout - time.monotonic()) > 0:
            await asyncio.sleep(rest)
        CUT.labels("idle").inc()
        await self.close(
            IDLE_CLOSE_CODE, f"nothing came for {self.idle_timeout:g} s: connect again"
        )

    def put_scene(self, request: LiveRequest) -> None:
        """Puts a scene into the slot; drops the scene that is still there."""
        self.count("scenes", SCENES)
        if self.newest is not None:
            self.count("dropped", DROPPED)
        self.newest, self.received_at = request, time.perf_counter()
        self.settled.clear()
        self.arrived.set()

    def count(self, name: str, metric: Counter) -> None:
        """Adds one to this connection's count and to the metric."""
        self.counts[name] += 1
        metric.inc()

    def parse(self, text: str | None) -> LiveRequest:
        """Parses a message; raises InvalidInput or pydantic's ValidationError."""
        if text is None:
            raise InvalidInput("expected a text message that holds JSON; got a binary one")
        if not self.fits(text):
            expected = f"expected a message of at most {self.message_limit} bytes"
            raise BodyTooLarge(f"{expected}; got more")
        check_json_limit(text.count(","), None)
        request = LiveRequest.model_validate_json(text)
        self.networks.check(request.model)
        return request

    def fits(self, text: str) -> bool:
        """Whether a message is within the limit of bytes."""
        # Characters are counted first, so that a message of many MB is never encoded.
        limit = self.message_limit
        return len(text) <= limit and len(text.encode("utf-8", "surrogatepass")) <= limit

    async def respond(self) -> None:
        """Answers the newest scene, again and again, until cancelled."""
        caller.set(caller.get()._replace(connection=id(self)))
        while True:
            await self.arrived.wait()
            self.arrived.clear()
            request, received_at, self.newest = self.newest, self.received_at, None
            if request is None:
                continue
            await self.respond_to(request, received_at)
            if self.newest is None:
                self.settled.set()

    async def respond_to(self, request: LiveRequest, received_at: float) -> None:
        """Sends the frame or the error for one scene, received at `received_at`, s."""
        try:
            entry = await self.networks.find(request.model)
            frame_request = FrameRequest(entry, request.scene, request.seq)
            frame = await computed(frame_request, self.micro_batcher, self.worker_pool)
        except ShiftscopeError as error:
            self.count("bad", BAD_MESSAGES)
            return await self.send(json.dumps(errors.of(error) | {"seq": request.seq}))
        except Exception:
            log.exception("the network %s failed to answer a scene", request.model)
            return await self.send(json.dumps(errors.internal() | {"seq": request.seq}))
        # Returns once the client's buffer takes it, so that frames never pile up.
        await self.send(frame)
        self.count("frames", FRAMES.labels(label_of(request.model)))
        FRAME_SECONDS.observe(time.perf_counter() - received_at)

    async def send_error(self, body: dict[str, Any], text: str | None) -> None:
        """Sends an error, with the sequence number of the invalid message if it has one."""
        self.count("bad", BAD_MESSAGES)
        seq = None
        if text is not None and self.fits(text):
            with contextlib.suppress(ValueError, RecursionError, TypeError, KeyError):
                sent_seq = json.loads(text)["seq"]
                seq = sent_seq if type(sent_seq) is int and 0 <= sent_seq <= MAX_SEQ else None
        await self.send(json.dumps(body | {"seq": seq}))

    async def send(self, message: str | bytes) -> None:
        """Sends one message at a time, text or binary.

        Raises:
            WebSocketDisconnect: the client is gone, or has not read for `slow_timeout` s.
        """
        if isinstance(message, bytes) and self.subprotocol == DEFLATED:
            message = await compressed(message, self.worker_pool)
        async with self.sending, self.in_time():
            if isinstance(message, str):
                await self.socket.send_text(message)
            else:
                await self.socket.send_bytes(message)

    @contextlib.asynccontextmanager
    async def in_time(self) -> AsyncIterator[None]:
        """Bounds how long a client may leave unread what was sent; raises what `send` does."""
        try:
            async with asyncio.timeout(self.slow_timeout):
                yield
        except RuntimeError as error:
            # uvicorn has closed it: a ping was not answered, or a message was too long.
            if isinstance(error, WebSocketDisconnected) or CLOSED in str(error):
                raise WebSocketDisconnect(1006) from None
            raise
        except TimeoutError:
            CUT.labels("slow").inc()
            log.info("a live connection was cut", extra={"fields": {"reason": "slow"}})
            raise WebSocketDisconnect(1008, "what is sent is not read") from None

    async def close(self, code: int, reason: str) -> None:
        """Closes the connection; does nothing if the client is already gone."""
        async with self.sending:
            with contextlib.suppress(WebSocketDisconnect):
                async with self.in_time():
                    await self.socket.close(code, reason)

    async def finish(self) -> None:
        """Answers the pending scene, ignores further ones, and closes with 1012."""
        self.finishing = True
        await self.settled.wait()
        await self.close(1012, "the server restarts: connect again")


@router.websocket("/api/live")
async def live(socket: WebSocket) -> None:
    """Serves one client until it disconnects."""
    state, client = socket.app.state, client_address(socket.scope)
    settings: Settings = state.settings
    connections: ConnectionRegistry = state.connections
    try:
        connections.check_quota(client)
    except Busy as error:
        return await reject(error, socket.scope, socket.receive, socket.send)
    session = LiveSession(
        socket,
        state.networks,
        state.micro_batcher,
        state.worker_pool,
        settings.message_limit,
        settings.idle_timeout,
        settings.slow_timeout,
    )
    with connections.registered(client, session):
        await socket.accept(session.subprotocol)
        await run_session(session)
    log.info("a live connection ended", extra={"fields": {"client": client} | session.counts})


@router.get("/api/live", include_in_schema=False)
async def no_handshake(request: Request) -> None:
    """Refuses what is no handshake, such as one from which a proxy has dropped `Upgrade`.

    Raises:
        UpgradeRequired: no handshake, or one of another version.
        MalformedRequest: a handshake with a fault.
    """
    check_handshake(request.method, request.headers.raw)


async def run_session(session: LiveSession) -> None:
    """Receives and responds concurrently until the client disconnects."""
    try:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(session.respond)
            tasks.start_soon(session.watch_idle)
            await session.listen()
            tasks.cancel_scope.cancel()
    except* WebSocketDisconnect:
        # A client may vanish in the middle of a message: that is no failure.
        pass
    except* Exception as failures:
        log.error("the live channel failed", exc_info=failures)
        await session.close(1011, "the server failed")
