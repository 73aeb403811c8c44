"""The process: checks, then as many workers as are set."""

import contextlib
import logging.config
import os
import signal
import socket
import sys
import threading
from types import FrameType

from uvicorn.config import STARTUP_FAILURE

from app.errors import BadSetting
from app.runtime import logs
from app.runtime.settings import Settings, read
from app.serve.checks import (
    check_files,
    check_front_end,
    check_models,
    claimed,
    listen,
    shared_metrics,
)
from app.serve.config import ServeConfig
from app.serve.connections import Http, Socket
from app.serve.workers import Alone, Workers

GRACEFUL = 2
"""s that requests have to finish when the server stops, after live connections have."""


def config_of(settings: Settings, bound: socket.socket) -> ServeConfig:
    """How uvicorn serves the app on a socket."""
    host, port = bound.getsockname()[:2]
    place = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    return ServeConfig(
        settings,
        f"http://{place}{settings.root_path}/",
        http=Http,
        ws=Socket,
        # A longer message closes the connection; the app's own answer has room up to there.
        ws_max_size=2 * settings.message_limit,
        workers=settings.workers,
        root_path=settings.root_path,
        forwarded_allow_ips=list(settings.trusted_proxies),
        log_config=logs.config(settings.log, settings.log_level),
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACEFUL,
    )


def stop(_signal: int, _frame: FrameType | None) -> None:
    """Ends the process well; the server hands the signal on once all is finished."""
    if any(thread.daemon for thread in threading.enumerate()):
        # A job that still runs, in the midst of torch, would make Python's own end an abort.
        logging.shutdown()
        os._exit(0)
    sys.exit(0)


def serve(settings: Settings, bound: socket.socket) -> int:
    """Serves until a signal comes; returns the exit status."""
    config = config_of(settings, bound)
    if settings.workers > 1:
        workers = Workers(config, sockets=[bound])
        workers.run()
        return STARTUP_FAILURE if workers.failed else 0
    server = Alone(config)
    server.run(sockets=[bound])
    return 0 if server.started else STARTUP_FAILURE


def main() -> int:
    """Checks, serves, and returns the exit status: 2 where it cannot start, with one line why."""
    signal.signal(signal.SIGTERM, stop)
    try:
        settings = read()
        logging.config.dictConfig(logs.config(settings.log, settings.log_level))
        check_models(settings.models)
        check_front_end(settings.static)
        check_files(settings.connections)
        with (
            contextlib.closing(listen(settings)) as bound,
            claimed(bound),
            shared_metrics(settings.workers),
        ):
            return serve(settings, bound)
    except BadSetting as error:
        print(f"shiftscope: {error.message}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 0
