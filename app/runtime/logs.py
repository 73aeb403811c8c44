"""The log: one line a thing that happened, for people or, as JSON, for machines.

Whoever logs may add `extra={"fields": {...}}`: facts beside the message, each with a name.
"""

import asyncio
import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""Of the request or the live connection that is being answered, "" outside of any."""


def fields_of(record: logging.LogRecord) -> dict[str, Any]:
    """The facts beside a record's message, with the request's id where there is one."""
    found: dict[str, Any] = dict(getattr(record, "fields", {}))
    if identity := request_id.get():
        found["request"] = identity
    return found


CALM = {
    "Invalid UTF-8 sequence": logging.INFO,
    "Invalid HTTP request": logging.DEBUG,
    # What asks for another protocol is answered in this one.
    "Unsupported upgrade request": logging.DEBUG,
    # Of a handshake that the app refused.
    "ASGI callable returned without": logging.DEBUG,
    # At the end, of requests that take too long: each has a line of its own.
    "Cancel %s running task(s)": logging.INFO,
}
"""What uvicorn says, by how it begins, and the level that it deserves."""


class Quiet(logging.Filter):
    """Tells what any client can bring about at will without a traceback, and as no warning."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is loud enough, once it is told as what it is."""
        if record.exc_info and isinstance(record.exc_info[1], asyncio.CancelledError):
            # An answer that the end of the server cuts short.
            return False
        for beginning, level in CALM.items():
            if str(record.msg).startswith(beginning):
                record.exc_info = None
                record.levelno, record.levelname = level, logging.getLevelName(level)
        return record.levelno >= logging.getLogger("shiftscope").getEffectiveLevel()


class Json(logging.Formatter):
    """One JSON object a line: `time`, `level`, `logger`, `message`, the fields, and `error`."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **fields_of(record),
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str)


class Text(logging.Formatter):
    """Time, level, message, then `name=value` for each field."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, with a traceback below where there is one."""
        time = datetime.fromtimestamp(record.created, UTC).isoformat("T", "milliseconds")
        parts = [f"{time[:-6]}Z", record.levelname, _plain(record.getMessage())]
        parts += [f"{name}={_word(value)}" for name, value in fields_of(record).items()]
        line = " ".join(parts)
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


def _plain(text: str) -> str:
    """Text on one line: what a client sent must not look like a line of ours."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _word(value: Any) -> str:
    text = f"{value:.1f}" if isinstance(value, float) else str(value)
    return text if text.isprintable() and " " not in text else json.dumps(text)


def config(form: str, level: str) -> dict[str, Any]:
    """The set-up for `logging.config.dictConfig`, on standard error.

    Args:
        form: "text" or "json".
        level: the least that is logged of our own; of uvicorn's, warnings and above.
    """
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"quiet": {"()": Quiet}},
        "formatters": {"line": {"()": Json if form == "json" else Text}},
        "handlers": {
            "out": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stderr",
                "formatter": "line",
                "filters": ["quiet"],
            }
        },
        "root": {"handlers": ["out"], "level": "WARNING"},
        "loggers": {
            "shiftscope": {"level": level.upper()},
            # It warns of every form that is broken; who sent it is told.
            "python_multipart": {"level": "ERROR"},
        },
    }
