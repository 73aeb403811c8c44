"""HTTP/1.1 on one connection: uvicorn's protocol, with the standard's checks and a lingering close.

A request's head has a while to arrive.

A request that cannot be read is answered by the app, as every other error is: its scope has the
error under `unreadable`.
"""

import asyncio
from typing import Any, cast

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

from app.errors import MalformedRequest, RequestTimeout
from app.runtime.handshake import handshake_fault
from app.serve.lingering import LingeringTransport
from app.serve.read_turns import HeldTransport, ReadsInTurns
from app.serve.request_head import Connection

UNREADABLE_BYTES = 1 << 23
"""Bytes that are read on behind a request that cannot be read, at most."""
HEAD_SECONDS = 15.0
"""Seconds for a request's head: the first of a connection from its begin, later ones from their
first byte. In front of the app, nginx has the same."""


class CheckedProtocol(H11Protocol):
    """One connection that speaks HTTP/1.1 until it is upgraded to a WebSocket."""

    conn: Connection
    lingering: LingeringTransport
    head_seconds = HEAD_SECONDS
    _head_timer: asyncio.TimerHandle | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conn = Connection()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forgets the connection."""
        self.lingering.end()
        self._stop_head_timer()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Reads bytes; behind the last request they are counted and dropped."""
        last = self.conn.fault is not None or self.conn.their_state is h11.MUST_CLOSE
        if last or self.lingering.lingering:
            self.lingering.discard(len(data))
        else:
            super().data_received(data)
            self._time_head()

    def _time_head(self) -> None:
        """Bounds the time in which a head that is awaited arrives."""
        if self.conn.their_state is not h11.IDLE:
            self._stop_head_timer()
        elif self._head_timer is None:
            self._head_timer = self.loop.call_later(self.head_seconds, self._head_is_late)

    def _stop_head_timer(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def _head_is_late(self) -> None:
        """Answers a head of which a part has come, and closes the connection."""
        self._head_timer = None
        if self.transport.is_closing() or self.conn.their_state is not h11.IDLE:
            return
        if not self.conn.trailing_data[0]:
            return self.lingering.end()
        expected = f"expected the whole head within {self.head_seconds:g} s; got less"
        self.conn.fault = RequestTimeout(expected)
        self.send_400_response("")

    def shutdown(self) -> None:
        """The server stops: ends the connection once its request is answered."""
        self.lingering.stopping = True
        if self.lingering.lingering:
            self.lingering.end()
        else:
            super().shutdown()

    def on_response_complete(self) -> None:
        """A response has been sent. A server that stops waits only for those who still send."""
        if self.lingering.stopping and self.conn.their_state is not h11.SEND_BODY:
            self.lingering.end()
        super().on_response_complete()

    def timeout_keep_alive_handler(self) -> None:
        """Closes a connection on which nothing was asked for a while."""
        super().timeout_keep_alive_handler()
        self.lingering.end()

    def _should_upgrade(self) -> bool:
        """Whether the request is a handshake; one with a fault is answered over HTTP."""
        wanted = self._get_upgrade() == b"websocket"
        if wanted and handshake_fault(self.scope["method"], self.headers):
            return False
        return super()._should_upgrade()

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        """Hands the connection over to the WebSocket's protocol."""
        # Its `close` does not linger.
        self.transport = cast(asyncio.Transport, HeldTransport(self.lingering.whole))
        super().handle_websocket_upgrade(event)

    def send_400_response(self, msg: str) -> None:
        """Has the app answer a request that cannot be read, and closes the connection."""
        if self.cycle is not None and not self.cycle.response_complete:
            # Nobody waits for the answer to its first half.
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        if self.conn.our_state not in (h11.IDLE, h11.SEND_RESPONSE):
            return self.transport.close()
        fault = self.conn.fault or MalformedRequest(msg)
        self.lingering.limit(UNREADABLE_BYTES)
        self.scope = {
            "type": "http",
            "asgi": {"version": self.asgi_version, "spec_version": "2.3"},
            "http_version": "1.1",
            "server": self.server,
            "client": self.client,
            "scheme": self.scheme or "http",
            "method": "GET",
            "root_path": self.root_path,
            "path": f"{self.root_path}/",
            "raw_path": f"{self.root_path}/".encode(),
            "query_string": b"",
            "headers": [],
            "state": {**self.app_state, "unreadable": fault},
        }
        self.cycle = RequestResponseCycle(
            scope=self.scope,
            conn=self.conn,
            transport=self.transport,
            flow=self.flow,
            logger=self.logger,
            access_logger=self.access_logger,
            access_log=self.access_log,
            default_headers=self.server_state.default_headers,
            message_event=asyncio.Event(),
            on_response=self.on_response_complete,
        )
        self.cycle.more_body = False
        task = self.loop.create_task(self.cycle.run_asgi(self.app))
        task.add_done_callback(self.tasks.discard)
        self.tasks.add(task)


class HttpProtocol(ReadsInTurns, CheckedProtocol):
    """A connection that is read in turn with the others."""

    def connection_made(self, transport: asyncio.BaseTransport | HeldTransport) -> None:
        """Takes a connection."""
        self.lingering = LingeringTransport(cast(asyncio.Transport, transport), self.loop)
        super().connection_made(cast(asyncio.Transport, self.lingering))
        self._time_head()

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        """Hands the connection over; no client sends before the answer to its handshake."""
        self._unread = b""
        self.held.release()
        super().handle_websocket_upgrade(event)
