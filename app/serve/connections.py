"""Connections that do not wait for ever: limits that only the server itself can keep."""

import logging
from asyncio import BaseTransport, TimerHandle, Transport
from typing import Any, cast

from uvicorn import Config
from uvicorn._types import ASGI3Application, ASGIReceiveEvent, ASGISendEvent
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory
from websockets.frames import Frame

from app.errors import Busy
from app.runtime.fair_queue import Caller
from app.runtime.metrics import CONNECTIONS, CUT, REFUSED
from app.runtime.quota import Quota
from app.serve.answer import answer
from app.serve.config import ours
from app.serve.handshake import Handshake, Shaken

log = logging.getLogger("shiftscope")

GRACE = 5.0
"""s that a slow reader has, once it is told, to read that."""
HEAD_LIMIT = 1 << 15
"""Bytes of a request's head."""
HEADERS = 128
"""Headers of a request: short ones take many times their bytes once they are read."""
CHUNKS, CHUNK = 4096, 256
"""Parts of a body that is sent in chunks: so many, and one more for each so many bytes."""
PIECE = 256
"""Bytes of a live connection that are read at a time; of compressed ones 1,000 times more come."""
PIECES = 16
"""Pieces that are read in one turn."""
FRAGMENTS = 256
"""Parts of one message; browsers send messages whole."""
AHEAD = 16
"""Requests that may wait for an answer before them; browsers send none."""


class Enough(Exception):
    """What has come is not read any further; the parser ends with it."""


class Counted:
    """A connection that takes room, until it is lost."""

    who: str | None = None
    room: Quota | None = None

    def take(self, room: Quota, who: str | None) -> None:
        """Takes room for it; raises Busy where there is none."""
        room.acquire(who)
        self.room, self.who = room, who

    def leave(self) -> None:
        """It is lost."""
        CONNECTIONS.dec()
        if self.room is not None:
            self.room.release(self.who)
            self.room = None

    def hand_over(self, other: "Counted") -> None:
        """Lets another stand for it; that one is lost in its place."""
        other.room, other.who, self.room = self.room, self.who, None


class Slow(Counted):
    """A connection whose client may be slow to read."""

    slow_timer: TimerHandle | None = None

    def stop_slow(self) -> None:
        """Waits no more for the client to read."""
        if self.slow_timer is not None:
            self.slow_timer.cancel()
            self.slow_timer = None


class Http(Slow, HttpToolsProtocol):
    """A request's head must come in time, an answer must be read, and there is a limit to all."""

    head_timer: TimerHandle | None = None
    gap_timer: TimerHandle | None = None
    running: RequestResponseCycle | None = None
    full: Busy | None = None
    """Why it is not served, where it found no room."""
    ended = False
    """Whether no more is taken; what still comes is read and dropped."""
    heading = False
    """Whether a request's head comes now: headers behind a body are trailers."""
    chunks = body_bytes = 0
    """What has come of the body."""
    unused = 0
    """Bytes that have come since the last from which anything was made."""

    def connection_made(self, transport: BaseTransport) -> None:
        """Counts it, and begins to wait for a request's head."""
        super().connection_made(cast(Transport, transport))
        CONNECTIONS.inc()
        config = ours(self.config)
        # Not uvicorn's list of connections: one client's that are refused would fill it for others.
        who = config.client_key((self.client or ("",))[0])
        try:
            self.take(config.room, who)
        except Busy as error:
            self.full = error
            try:
                self.take(config.lobby, who)
            except Busy:
                REFUSED.labels("busy").inc()
                return self.transport.abort()
        self.expect_head()

    def expect_head(self) -> None:
        """Waits for a request's head, for so long and so many bytes."""
        self.stop_head()
        limit = ours(self.config).settings.header_timeout
        self.head_timer = self.loop.call_later(limit, self.cut, "head")

    def stop_head(self) -> None:
        """Waits for no head any more, and not for the next request to begin."""
        for timer in (self.head_timer, self.gap_timer):
            if timer is not None:
                timer.cancel()
        self.head_timer = self.gap_timer = None

    def on_response_complete(self) -> None:
        """An answer is sent: the next request begins in time, whatever comes before it."""
        super().on_response_complete()
        waits = self.cycle is None or self.cycle.response_complete
        if waits and self.head_timer is None and not self.transport.is_closing():
            self.stop_head()
            limit = ours(self.config).settings.header_timeout
            self.gap_timer = self.loop.call_later(limit, self.cut, "head")

    def cut(self, reason: str) -> None:
        """Ends the connection; what is not sent yet is lost."""
        CUT.labels(reason).inc()
        log.info("a connection was cut", extra={"fields": {"reason": reason}})
        self.ended = True
        self.transport.abort()

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: ASGI3Application) -> None:
        """Notes which request is answered now."""
        self.running = cycle
        super()._start_asgi_task(cycle, app)

    def data_received(self, data: bytes) -> None:
        """Takes bytes; a head that does not end is refused, and so is what divides a body."""
        if self.ended:
            return
        self.unused += len(data)
        super().data_received(data)
        if self.unused > HEAD_LIMIT and not self.transport.is_closing():
            self.too_large(f"{HEAD_LIMIT} bytes")

    def too_large(self, most: str) -> None:
        """Answers that a request's head is."""
        self.stop_head()
        message = f"expected a request's head of at most {most}; got more"
        self.end(431, "head_too_large", message)

    def end(self, status: int, code: str, message: str, more: dict[str, str] | None = None) -> None:
        """Answers by itself, and closes."""
        if self.ended:
            return
        self.ended = True
        said = answer(ours(self.config).settings, status, code, message, more)
        self.transport.write(said.serialize())
        self.transport.close()

    def on_message_begin(self) -> None:
        """A request begins."""
        if self.ended:
            return
        super().on_message_begin()
        self.heading = True
        self.chunks = self.body_bytes = 0
        self.expect_head()

    def on_url(self, url: bytes) -> None:
        """A part of its address has come."""
        if not self.ended:
            super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header of it has come; trailers are dropped."""
        if self.ended or not self.heading:
            return
        super().on_header(name, value)
        if len(self.headers) > HEADERS:
            self.too_large(f"{HEADERS} headers")
            raise Enough

    def on_headers_complete(self) -> None:
        """Its head has come."""
        if self.ended:
            return
        self.stop_head()
        self.heading, self.unused = False, 0
        if self.head_size() > HEAD_LIMIT:
            return self.too_large(f"{HEAD_LIMIT} bytes")
        if len(self.pipeline) >= AHEAD:
            # Those before it are answered still; a client that wants more asks again.
            self.ended, self.cycle.keep_alive = True, False
            raise Enough
        if self.full and not (self.parser.should_upgrade() and self._should_upgrade()):
            return self.refuse(self.full)
        super().on_headers_complete()

    def head_size(self) -> int:
        """Bytes of a request's head, but for its first words."""
        return len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers)

    def refuse(self, why: Busy) -> None:
        """Answers that there are too many connections."""
        self.end(503, why.code, why.message, {"retry-after": str(why.retry_after)})

    def on_chunk_header(self) -> None:
        """A part of the body begins; they are refused where there are far too many for it."""
        self.chunks += 1
        if self.chunks > CHUNKS + self.body_bytes // CHUNK:
            said = f"expected a body in parts of {CHUNK} bytes or more; got very many smaller ones"
            self.end(400, "malformed_request", said)
            raise Enough

    def on_body(self, body: bytes) -> None:
        """A part of the body; of a request that is refused it is not kept."""
        self.unused = 0
        self.body_bytes += len(body)
        if not self.ended:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """The request is there."""
        self.unused = 0
        if not self.ended:
            super().on_message_complete()

    def handle_websocket_upgrade(self) -> None:
        """Hands the connection on, to one that counts it itself."""
        if self.ended:
            return
        self.stop_head()
        self.stop_slow()
        if self.full:
            return self.refuse(self.full)
        if self.cycle is not None and not self.cycle.response_complete:
            said = "expected a live channel on a connection of its own; got one behind a request"
            return self.end(400, "malformed_request", said)
        super().handle_websocket_upgrade()
        live = cast(Socket, self.transport.get_protocol())
        self.hand_over(live)
        live.end_unread()

    def _unsupported_upgrade_warning(self) -> None:
        """Says nothing: what asks for another protocol is answered in this one, as it should be."""

    def send_400_response(self, msg: str) -> None:
        """In the one shape, like every error."""
        self.end(400, "malformed_request", "expected HTTP; got something else")

    def pause_writing(self) -> None:
        """The client does not read."""
        super().pause_writing()
        if self.slow_timer is None:
            limit = ours(self.config).settings.slow_timeout
            self.slow_timer = self.loop.call_later(limit, self.cut, "slow")

    def resume_writing(self) -> None:
        """It does again."""
        super().resume_writing()
        self.stop_slow()

    def connection_lost(self, exc: Exception | None) -> None:
        """It is over."""
        self.stop_head()
        self.stop_slow()
        self.leave()
        # uvicorn tells only the last.
        for waits in filter(None, [self.running, *(cycle for cycle, _ in self.pipeline)]):
            waits.disconnected = True
            waits.message_event.set()
        self.pipeline.clear()
        super().connection_lost(exc)


class Socket(Slow, Shaken):
    """A live connection whose client must read what it is sent.

    What has come is read by pieces, and no further than to the next message: of a few kB very many
    frames could be made, or compressed messages of many MB.
    """

    waits = False
    """Whether it waits for its turn to be read."""

    def __init__(self, config: Config, *arguments: Any, **options: Any) -> None:
        super().__init__(config, *arguments, **options)
        self.unread = bytearray()
        # Frames are mostly zeros, and one is much like the last: a window that holds both, with the
        # least effort, makes them smaller in a third of the time that uvicorn's own settings take.
        deflate = ServerPerMessageDeflateFactory(
            server_max_window_bits=15, client_max_window_bits=12, compress_settings={"level": 1}
        )
        self.conn = Handshake(
            ours(config).settings,
            extensions=[deflate],
            max_size=config.ws_max_size,
            logger=logging.getLogger("uvicorn.error"),
        )

    def data_received(self, data: bytes) -> None:
        """Takes bytes; a handshake's are read at once."""
        if not self.handshake_initiated:
            return super().data_received(data)
        self.unread += data
        if self.waits:
            self.hold()
        else:
            self.read_on()

    def read_on(self) -> None:
        """Reads a few pieces of what has come, until the app has a message to take."""
        self.waits = False
        for _ in range(PIECES):
            if self.read_paused or not self.unread or self.transport.is_closing():
                break
            piece = bytes(self.unread[:PIECE])
            del self.unread[:PIECE]
            super().data_received(piece)
        if self.transport.is_closing():
            return
        if self.read_paused:
            self.hold()
        elif self.unread:
            self.wait()
        else:
            self.transport.resume_reading()

    def hold(self) -> None:
        """Lets nothing more come for now, or what is unread would grow without end."""
        if not self.transport.is_closing():
            self.transport.pause_reading()

    def wait(self) -> None:
        """Waits for its turn to be read."""
        self.waits = True
        self.hold()
        ours(self.config).reading.add(Caller(self.who, id(self)), self.read_on)

    async def receive(self) -> ASGIReceiveEvent:
        """The next message; what comes behind it is read in its turn."""
        message = await super().receive()
        if self.unread:
            # Where that was the last message that had been read, uvicorn lets more come.
            self.hold()
            self.wait_if_free()
        return message

    async def send(self, message: ASGISendEvent) -> None:
        """Sends; where that closes, what has come is read on, for the client closes too."""
        await super().send(message)
        self.wait_if_free()

    def wait_if_free(self) -> None:
        """Waits for its turn where something is unread, unless it or the app waits already."""
        if self.unread and not self.waits and not self.read_paused:
            self.wait()

    def handle_parser_exception(self) -> None:
        """Ends the connection, unless it has ended meanwhile."""
        if not self.transport.is_closing():
            super().handle_parser_exception()

    def handle_cont(self, event: Frame) -> None:
        """Another part of a message; of too many the connection ends."""
        if len(self.frames) < FRAGMENTS:
            return super().handle_cont(event)
        self.frames = []
        self.conn.fail(1008, f"expected messages of at most {FRAGMENTS} parts")
        self.handle_parser_exception()

    def pause_writing(self) -> None:
        """The client does not read."""
        super().pause_writing()
        if self.slow_timer is None:
            limit = ours(self.config).settings.slow_timeout
            self.slow_timer = self.loop.call_later(limit, self.cut)

    def resume_writing(self) -> None:
        """It does again."""
        super().resume_writing()
        self.stop_slow()

    def handle_ping(self) -> None:
        """Answers a ping, unless the client is gone, or does not read: answers would pile up."""
        if self.slow_timer is None and not self.transport.is_closing():
            super().handle_ping()
        else:
            self.conn.data_to_send()

    def cut(self) -> None:
        """Says why behind all that is unread, and drops the connection a little later."""
        CUT.labels("slow").inc()
        log.info("a live connection was cut", extra={"fields": {"reason": "slow"}})
        if not self.close_sent and self.handshake_complete and not self.transport.is_closing():
            self.stop_keepalive()
            self.conn.send_close(1008, "what is sent is not read")
            self.transport.write(b"".join(self.conn.data_to_send()))
            self.close_sent = True
        self.slow_timer = self.loop.call_later(GRACE, self.transport.abort)
        # Whoever waits to send more learns that nobody is there.
        self.disconnected = True
        self.writable.set()
        self.queue.put_nowait({"type": "websocket.disconnect", "code": 1008})

    def connection_lost(self, exc: Exception | None) -> None:
        """It is over."""
        self.unread.clear()
        self.stop_slow()
        self.leave()
        super().connection_lost(exc)
