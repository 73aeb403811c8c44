"""The live channel: scenes in, frames out, the newest first."""

import asyncio
import contextlib
import json
import logging
from typing import Annotated, Any

import anyio
from fastapi import APIRouter, WebSocket
from pydantic import BaseModel, ConfigDict, Field, StrictInt, ValidationError
from starlette.websockets import WebSocketDisconnect

from app.answer import live_frame
from app.api import errors
from app.compute import Compute
from app.errors import BodyTooLarge, InvalidInput, ShiftscopeError
from app.network.library import Library
from app.scene.scene import Scene

router = APIRouter()
log = logging.getLogger("shiftscope")

LARGEST = 2**53 - 1
"""The largest sequence number: a browser counts no further without error."""


class LiveRequest(BaseModel):
    """One scene for one network; `seq` comes back with its frame."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    seq: Annotated[StrictInt, Field(ge=0, le=LARGEST)]
    model: Annotated[str, Field(max_length=64)]
    scene: Scene


class Conversation:
    """One client's connection: a slot for its newest scene, and one frame under way."""

    def __init__(
        self, socket: WebSocket, library: Library, compute: Compute, message_limit: int
    ) -> None:
        self.socket = socket
        self.library = library
        self.compute = compute
        self.message_limit = message_limit
        self.newest: LiveRequest | None = None
        self.arrived = asyncio.Event()
        self.sending = asyncio.Lock()

    async def listen(self) -> None:
        """Takes messages until the client leaves; a bad one is answered with an error."""
        while True:
            message = await self.socket.receive()
            if message["type"] == "websocket.disconnect":
                return
            text = message.get("text")
            try:
                self.newest = self.read(text)
                self.arrived.set()
            except ShiftscopeError as error:
                await self.complain(errors.of(error), text)
            except ValidationError as error:
                await self.complain(errors.of_validation(error), text)

    def read(self, text: str | None) -> LiveRequest:
        """A message as a request; raises InvalidInput or pydantic's ValidationError."""
        if text is None:
            raise InvalidInput("expected a text message that holds JSON; got a binary one")
        if not self.fits(text):
            expected = f"expected a message of at most {self.message_limit} bytes"
            raise BodyTooLarge(f"{expected}; got more")
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
        while True:
            await self.arrived.wait()
            self.arrived.clear()
            request = self.newest
            if request is None:
                continue
            entry = self.library.find(request.model)
            try:
                frame = await self.compute.run(live_frame, entry, request.scene, request.seq)
            except ShiftscopeError as error:
                await self.send(json.dumps(errors.of(error) | {"seq": request.seq}))
                continue
            except Exception:
                log.exception("the network %s failed to answer a scene", request.model)
                await self.send(json.dumps(errors.internal() | {"seq": request.seq}))
                continue
            # Returns only when the client has room for it, so that nothing piles up.
            await self.send(frame)

    async def complain(self, body: dict[str, Any], text: str | None) -> None:
        """Sends an error, with the sequence number of the bad message where it has one."""
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


@router.websocket("/api/live")
async def live(socket: WebSocket) -> None:
    """Talks with one client until it leaves."""
    await socket.accept()
    state = socket.app.state
    conversation = Conversation(socket, state.library, state.compute, state.settings.message_limit)
    try:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(conversation.answer)
            await conversation.listen()
            tasks.cancel_scope.cancel()
    except* WebSocketDisconnect:
        # A client that vanishes in the middle of a message is nothing to report.
        pass
    except* Exception as failures:
        log.error("the live channel failed", exc_info=failures)
        with contextlib.suppress(RuntimeError, WebSocketDisconnect):
            await socket.close(1011)
