"""The beginning of a live connection: where it fails it is answered in the one shape too."""

from typing import Any

from starlette.types import Receive, Scope, Send
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.exceptions import InvalidMessage
from websockets.http11 import Response
from websockets.server import ServerProtocol
from websockets.typing import StatusLike

from app.api import errors
from app.runtime.quota import RETRY_AFTER
from app.runtime.settings import Settings
from app.serve.answer import answer
from app.serve.config import ours

CODES = {405: "method_not_allowed", 414: "head_too_large", 431: "head_too_large"}
"""Of a status that the protocol chooses; with any other the request is malformed."""
SHOWN = 200
"""Characters of a reason that are told: it may repeat what came."""


class Handshake(ServerProtocol):
    """The protocol of WebSockets, with our answers where it says no."""

    def __init__(self, settings: Settings, **options: Any) -> None:
        super().__init__(**options)
        self.settings = settings

    def reject(self, status: StatusLike, text: str) -> Response:
        """In the one shape; why, it knows by the error that it has kept."""
        if status == 500:
            failed = errors.internal()["error"]
            return answer(self.settings, 500, failed["code"], failed["message"])
        error: BaseException | None = self.handshake_exc
        if isinstance(error, InvalidMessage):
            error = error.__cause__
        message = f"expected a WebSocket's handshake; got something else: {str(error)[:SHOWN]}"
        code = CODES.get(int(status), "malformed_request")
        return answer(self.settings, int(status), code, message, {"sec-websocket-version": "13"})


class Shaken(WebSocketsSansIOProtocol):
    """A connection whose handshake ends well or with an answer."""

    conn: Handshake

    async def run_asgi(self) -> None:
        """Runs the app; a handshake that it has refused is complete, which uvicorn takes amiss."""
        app = self.app

        async def complete(scope: Scope, receive: Receive, send: Send) -> None:
            await app(scope, receive, send)
            self.handshake_complete |= self.close_sent

        self.app = complete
        await super().run_asgi()

    def end_unread(self) -> None:
        """Answers a head that the protocol cannot read, for which uvicorn would wait for ever."""
        if self.handshake_initiated:
            return
        # It has made an answer of its own only where something is too long.
        said = b"".join(self.conn.data_to_send()) or self.conn.reject(400, "").serialize()
        self.transport.write(said)
        self.transport.close()

    def shutdown(self) -> None:
        """The server stops; a handshake under way is told so."""
        if not (self.handshake_complete or self.close_sent):
            said = "the server restarts: connect again"
            more = {"retry-after": str(RETRY_AFTER)}
            self.transport.write(
                answer(ours(self.config).settings, 503, "busy", said, more).serialize()
            )
            self.close_sent = True
        super().shutdown()
