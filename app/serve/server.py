"""The options of uvicorn, from the settings."""

import socket
from collections.abc import Callable

from uvicorn import Config, Server

from app.runtime import logs
from app.runtime.settings import Settings
from app.serve.backpressure import with_backpressure
from app.serve.http_protocol import HttpProtocol
from app.serve.read_turns import ReadsInTurns

GRACEFUL = 2
"""Seconds for requests to finish when the server stops, after live connections are closed."""


class StartupCallbackServer(Server):
    """Calls `started` as soon as it accepts connections."""

    def __init__(self, settings: Settings, started: Callable[[], None]) -> None:
        super().__init__(config_of(settings))
        self._started = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Starts the app, listens, then calls `started`."""
        if (protocol := self.config.ws_protocol_class) is not None:
            self.config.ws_protocol_class = type(
                "WebSocketProtocol", (ReadsInTurns, with_backpressure(protocol)), {}
            )
        await super().startup(sockets)
        self._started()


def config_of(settings: Settings) -> Config:
    """The options of uvicorn."""
    return Config(
        "app.main:create_app",
        factory=True,
        # h11 bounds a request's head and parses one request at a time; httptools does neither.
        http=HttpProtocol,
        ws="websockets-sansio",
        # A longer message closes the connection; the app's own error answers those up to here.
        ws_max_size=2 * settings.message_limit,
        # A kilobyte of compressed messages would unpack to a megabyte. Frames are compressed by the
        # app, for those who ask.
        ws_per_message_deflate=False,
        # A client that does not read does not answer the ping either, and is disconnected.
        ws_ping_interval=settings.slow_timeout,
        ws_ping_timeout=settings.slow_timeout,
        root_path=settings.root_path,
        forwarded_allow_ips=list(settings.trusted_proxies),
        log_config=logs.config(settings.log, settings.log_level),
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACEFUL,
    )
