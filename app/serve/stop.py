"""The end of a process that serves, after SIGTERM or SIGINT."""

import logging
import os
import sys
import threading
from types import FrameType


def stop(_signal: int, _frame: FrameType | None) -> None:
    """Ends the process with status 0; the server passes the signal on once all is finished."""
    if any(thread.daemon for thread in threading.enumerate()):
        # While a job still runs inside torch, a normal exit of Python would abort.
        logging.shutdown()
        os._exit(0)
    sys.exit(0)
