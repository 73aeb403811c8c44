"""The entry point of the server: preflight checks, then one or several workers."""

import contextlib
import logging
import logging.config
import signal
import socket
import sys
from functools import partial

from uvicorn.config import STARTUP_FAILURE

from app.errors import BadSetting
from app.runtime import logs
from app.runtime.settings import Settings, read
from app.serve.preflight import (
    check_front_end,
    check_models,
    check_open_files,
    shared_metrics,
    shared_networks,
)
from app.serve.server import StartupCallbackServer
from app.serve.sockets import Address, bind, claimed
from app.serve.stop import stop
from app.serve.supervisor import Supervisor

log = logging.getLogger("shiftscope")


def serve(settings: Settings, bound: socket.socket) -> int:
    """Serves until a signal arrives; returns the exit status."""
    host, port = bound.getsockname()[:2]
    place = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    url = f"http://{place}{settings.root_path}/"
    if settings.workers > 1:
        return Supervisor(settings, Address(bound.family, bound.getsockname()), url).run()
    server = StartupCallbackServer(settings, partial(log.info, "serving on %s", url))
    server.run([bound])
    return 0 if server.started else STARTUP_FAILURE


def main() -> int:
    """Checks, serves, and returns the exit status: 2 after one line if the server cannot start."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    try:
        settings = read()
        logging.config.dictConfig(logs.config(settings.log, settings.log_level))
        check_models(settings.models)
        check_front_end(settings.static)
        check_open_files(settings.live + settings.jobs)
        with (
            contextlib.closing(bind(settings)) as bound,
            claimed(bound),
            shared_metrics(settings.workers),
            shared_networks(settings),
        ):
            return serve(settings, bound)
    except BadSetting as error:
        print(f"shiftscope: {error.message}", file=sys.stderr)
        return 2
