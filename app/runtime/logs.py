"""The log: one line per event, as text for people or as JSON for machines.

A caller may pass `extra={"fields": {...}}`: named values that are logged beside the message.
"""

import asyncio
import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""The id of the current request or live connection; "" outside of both."""


def fields_of(record: logging.LogRecord) -> dict[str, Any]:
    """The record's extra fields, with the id of the current request, if any."""
    found: dict[str, Any] = dict(getattr(record, "fields", {}))
    if identity := request_id.get():
        found["request"] = identity
    return found


LOWERED_LEVELS = {
    "Invalid UTF-8 sequence": logging.INFO,
    "Invalid HTTP request": logging.DEBUG,
    # The server ignores the upgrade and answers in HTTP/1.1.
    "Unsupported upgrade request": logging.DEBUG,
    # The app refused a WebSocket handshake.
    "ASGI callable returned without": logging.DEBUG,
    # At shutdown, each request that was cancelled is logged on a line of its own.
    "Cancel %s running task(s)": logging.INFO,
}
"""Prefixes of uvicorn's messages, with the level that each is lowered to."""


class LowerLevel(logging.Filter):
    """Lowers the level of messages that any client can cause at will, without a traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is logged, at its lowered level."""
        if record.exc_info and isinstance(record.exc_info[1], asyncio.CancelledError):
            # Shutdown cancelled a response.
            return False
        for prefix, level in LOWERED_LEVELS.items():
            if str(record.msg).startswith(prefix):
                record.exc_info = None
                record.levelno, record.levelname = level, logging.getLevelName(level)
        return record.levelno >= logging.getLogger("shiftscope").getEffectiveLevel()


class Json(logging.Formatter):
    """One JSON object a line: `time`, `level`, `logger`, `message`, the fields, and `error`."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line."""
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
        """The record as one line, followed by the traceback, if any."""
        time = datetime.fromtimestamp(record.created, UTC).isoformat("T", "milliseconds")
        parts = [f"{time[:-6]}Z", record.levelname, _plain(record.getMessage())]
        parts += [f"{name}={_word(value)}" for name, value in fields_of(record).items()]
        line = " ".join(parts)
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


def _plain(text: str) -> str:
    """Text on one line: input from a client must not pass for a line of the log."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _word(value: Any) -> str:
    text = f"{value:.1f}" if isinstance(value, float) else str(value)
    return text if text.isprintable() and " " not in text else json.dumps(text)


def config(form: str, level: str) -> dict[str, Any]:
    """The configuration for `logging.config.dictConfig`; the log goes to standard error.

    Args:
        form: "text" or "json".
        level: the lowest level that the app logs; uvicorn logs warnings and above.
    """
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"lower_level": {"()": LowerLevel}},
        "formatters": {"line": {"()": Json if form == "json" else Text}},
        "handlers": {
            "out": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stderr",
                "formatter": "line",
                "filters": ["lower_level"],
            }
        },
        "root": {"handlers": ["out"], "level": "WARNING"},
        "loggers": {
            "shiftscope": {"level": level.upper()},
            # It warns about every malformed form, for which the client gets an error anyway.
            "python_multipart": {"level": "ERROR"},
        },
    }
