"""The live channel: scenes in, frames out, the newest first."""

import asyncio
import contextlib
import itertools
import json
import logging
import time
from typing import Annotated, Any

import anyio
from fastapi import APIRouter, WebSocket
from prometheus_client import Counter
from pydantic import BaseModel, ConfigDict, Field, StrictInt, ValidationError
from starlette.websockets import WebSocketDisconnect

from app.api import errors
from app.api.client_address import address
from app.api.live.connection_registry import Sockets
from app.api.live.micro_batch import Rounds
from app.api.middleware.json_limit import check_values
from app.api.middleware.reject import refuse
from app.errors import BodyTooLarge, Busy, InvalidInput, ShiftscopeError
from app.inference import Asked, live_frame
from app.network.library import Library
from app.runtime.fair_queue import caller
from app.runtime.metrics import BAD_MESSAGES, CUT, DROPPED, FRAME_SECONDS, FRAMES, SCENES
from app.runtime.settings import Settings
from app.runtime.worker_pool import Compute
from app.scene.scene import Scene

router = APIRouter()
log = logging.getLogger("shiftscope")

LARGEST = 2**53 - 1
"""The largest sequence number: a browser counts no further without error."""
TURN = 16
"""Messages of one client that are taken at a time."""
QUICK = 40_000_000
"""Products, at most, of a network that is answered at once, within about 2 ms, by the thread that
hears the scene: handing it to another and back takes half as long as a small network does."""
IDLE = 4001
"""The code with which a connection is closed on which nothing comes."""
PROTOCOL = "shiftscope"
"""The subprotocol that is accepted; beside it a browser sends the token as `bearer.TOKEN`."""


class LiveRequest(BaseModel):
    """One scene for one network; `seq` comes back with its frame."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    seq: Annotated[StrictInt, Field(ge=0, le=LARGEST)]
    model: Annotated[str, Field(max_length=64)]
    scene: Scene


class Conversation:
    """One client's connection: a slot for its newest scene, and one frame under way."""

    def __init__(
        self,
        socket: WebSocket,
        library: Library,
        rounds: Rounds,
        compute: Compute,
        message_limit: int,
        idle_timeout: float,
    ) -> None:
        self.socket = socket
        self.library = library
        self.rounds = rounds
        self.compute = compute
        self.message_limit = message_limit
        self.idle_timeout = idle_timeout
        self.newest: LiveRequest | None = None
        self.since = 0.0
        self.heard = time.monotonic()
        self.arrived = asyncio.Event()
        self.sending = asyncio.Lock()
        self.rests = asyncio.Event()
        self.rests.set()
        self.finishing = False
        self.counts = {"scenes": 0, "frames": 0, "dropped": 0, "bad": 0}

    async def listen(self) -> None:
        """Takes messages until the client leaves; a bad one is answered with an error."""
        for number in itertools.count():
            # Where many are there already, receiving does not wait: others must have their turn.
            if number % TURN == 0:
                await asyncio.sleep(0)
            message = await self.socket.receive()
            self.heard = time.monotonic()
            if message["type"] == "websocket.disconnect":
                return
            if self.finishing:
                continue
            text = message.get("text")
            try:
                self.take(self.read(text))
            except ShiftscopeError as error:
                await self.complain(errors.of(error), text)
            except ValidationError as error:
                await self.complain(errors.of_validation(error), text)

    async def watch(self) -> None:
        """Closes the connection when nothing has come for a long time."""
        while (rest := self.heard + self.idle_timeout - time.monotonic()) > 0:
            await asyncio.sleep(rest)
        CUT.labels("idle").inc()
        await self.close(IDLE, f"nothing came for {self.idle_timeout:g} s: connect again")

    def take(self, request: LiveRequest) -> None:
        """Puts a scene into the slot; the one that it overtakes is dropped."""
        self.count("scenes", SCENES)
        if self.newest is not None:
            self.count("dropped", DROPPED)
        self.newest, self.since = request, time.perf_counter()
        self.rests.clear()
        self.arrived.set()

    def count(self, what: str, metric: Counter) -> None:
        """Counts for this connection and for all."""
        self.counts[what] += 1
        metric.inc()

    def read(self, text: str | None) -> LiveRequest:
        """A message as a request; raises InvalidInput or pydantic's ValidationError."""
        if text is None:
            raise InvalidInput("expected a text message that holds JSON; got a binary one")
        if not self.fits(text):
            expected = f"expected a message of at most {self.message_limit} bytes"
            raise BodyTooLarge(f"{expected}; got more")
        check_values(text.count(","), None)
        request = LiveRequest.model_validate_json(text)
        self.library.find(request.model)
        return request

    def fits(self, text: str) -> bool:
        """Whether a message is short enough to be looked into."""
        # The characters first: a message of many MB is not even encoded.
        limit = self.message_limit
        return len(text) <= limit and len(text.encode("utf-8", "surrogatepass")) <= limit

    async def answer(self) -> None:
        """Answers the newest scene, over and over; those that it overtook are dropped."""
        caller.set(caller.get()._replace(part=id(self)))
        while True:
            await self.arrived.wait()
            self.arrived.clear()
            request, since, self.newest = self.newest, self.since, None
            if request is None:
                continue
            await self.answer_one(request, since)
            if self.newest is None:
                self.rests.set()

    async def answer_one(self, request: LiveRequest, since: float) -> None:
        """Answers one scene that came at `since`, s, with its frame or with an error."""
        entry = self.library.find(request.model)
        asked = Asked(entry, request.scene, request.seq)
        try:
            # A picture may take longer to decode than a network to answer.
            if entry.network.products <= QUICK and not request.scene.pictures:
                frame = await self.rounds.frame(asked)
            else:
                frame = await self.compute.run(live_frame, asked)
        except ShiftscopeError as error:
            self.count("bad", BAD_MESSAGES)
            return await self.send(json.dumps(errors.of(error) | {"seq": request.seq}))
        except Exception:
            log.exception("the network %s failed to answer a scene", request.model)
            return await self.send(json.dumps(errors.internal() | {"seq": request.seq}))
        # Returns only when the client has room for it, so that nothing piles up.
        await self.send(frame)
        self.count("frames", FRAMES.labels(request.model))
        FRAME_SECONDS.observe(time.perf_counter() - since)

    async def complain(self, body: dict[str, Any], text: str | None) -> None:
        """Sends an error, with the sequence number of the bad message where it has one."""
        self.count("bad", BAD_MESSAGES)
        seq = None
        if text is not None and self.fits(text):
            with contextlib.suppress(ValueError, RecursionError, TypeError, KeyError):
                said = json.loads(text)["seq"]
                seq = said if type(said) is int and 0 <= said <= LARGEST else None
        await self.send(json.dumps(body | {"seq": seq}))

    async def send(self, message: str | bytes) -> None:
        """One message at a time, text or binary."""
        async with self.sending:
            if isinstance(message, str):
                await self.socket.send_text(message)
            else:
                await self.socket.send_bytes(message)

    async def close(self, code: int, reason: str) -> None:
        """Ends the connection; a client that is gone already is nothing to report."""
        async with self.sending:
            with contextlib.suppress(RuntimeError, WebSocketDisconnect):
                await self.socket.close(code, reason)

    async def finish(self) -> None:
        """Answers the newest scene, takes no other, and closes with 1012."""
        self.finishing = True
        await self.rests.wait()
        await self.close(1012, "the server restarts: connect again")


@router.websocket("/api/live")
async def live(socket: WebSocket) -> None:
    """Talks with one client until it leaves."""
    state, who = socket.app.state, address(socket.scope)
    settings: Settings = state.settings
    sockets: Sockets = state.sockets
    try:
        sockets.check_room(who)
    except Busy as error:
        return await refuse(error, socket.scope, socket.receive, socket.send)
    conversation = Conversation(
        socket,
        state.library,
        state.rounds,
        state.compute,
        settings.message_limit,
        settings.idle_timeout,
    )
    with sockets.holding(who, conversation):
        await socket.accept(PROTOCOL if PROTOCOL in socket.scope["subprotocols"] else None)
        await converse(conversation)
    log.info("a live connection ended", extra={"fields": {"client": who} | conversation.counts})


async def converse(conversation: Conversation) -> None:
    """Listens and answers until the client leaves."""
    try:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(conversation.answer)
            tasks.start_soon(conversation.watch)
            await conversation.listen()
            tasks.cancel_scope.cancel()
    except* WebSocketDisconnect:
        # A client that vanishes in the middle of a message is nothing to report.
        pass
    except* Exception as failures:
        log.error("the live channel failed", exc_info=failures)
        await conversation.close(1011, "the server failed")
