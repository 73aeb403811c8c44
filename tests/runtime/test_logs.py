"""The log: its lines, as text and as JSON, and the levels of messages that clients cause."""

import asyncio
import json
import logging.config

import pytest

from app.runtime.logs import Json, LowerLevel, Text, config, request_id


def record(message, **fields):
    made = logging.makeLogRecord(
        {"name": "root", "msg": message, "levelname": "INFO", "levelno": logging.INFO}
    )
    made.fields = fields
    return made


def test_a_json_log_line_is_an_object():
    request_id.set("one")
    line = json.loads(Json().format(record("it is\nso", path="/a b", ms=1.5)))
    request_id.set("")
    assert line.pop("time").endswith("+00:00")
    assert line == {
        "level": "info",
        "logger": "root",
        "message": "it is\nso",
        "path": "/a b",
        "ms": 1.5,
        "request": "one",
    }


def test_client_input_never_begins_a_line_of_a_text_log():
    line = Text().format(record("a\nb", path="/x\n2026 ERROR fake", status=200))
    assert "\n" not in line
    assert line.endswith('INFO a\\nb path="/x\\n2026 ERROR fake" status=200')


def test_tracebacks_that_clients_cause_are_left_out():
    noise = record("Invalid UTF-8 sequence received from client.")
    noise.exc_info = (ValueError, ValueError(), None)
    LowerLevel().filter(noise)
    assert noise.exc_info is None


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ("Invalid HTTP request received.", "DEBUG"),
        ("Cancel %s running task(s), timeout graceful shutdown exceeded", "INFO"),
        ("Exception in ASGI application\n", "ERROR"),
    ],
)
def test_messages_of_uvicorn_have_lowered_levels(said, level):
    loud = record(said)
    loud.levelno, loud.levelname = logging.ERROR, "ERROR"
    LowerLevel().filter(loud)
    assert loud.levelname == logging.getLevelName(loud.levelno) == level


def test_a_response_cut_short_by_shutdown_is_not_an_error():
    cut = record("Exception in ASGI application\n")
    cut.levelno = logging.ERROR
    cut.exc_info = (asyncio.CancelledError, asyncio.CancelledError(), None)
    assert not LowerLevel().filter(cut)


def test_logging_accepts_the_configuration():
    for form in ("text", "json"):
        logging.config.DictConfigurator(config(form, "info"))


@pytest.mark.parametrize(
    ("value", "shown"),
    [(1.26, "1.3"), (7, "7"), ("/a", "/a"), ("/a b", '"/a b"'), ("", ""), (None, "None")],
)
def test_a_field_of_a_text_log_is_one_word_or_quoted(value, shown):
    assert Text().format(record("done", field=value)).endswith(f" INFO done field={shown}")


def test_a_traceback_follows_a_text_line_and_is_a_field_of_a_json_line():
    failed = record("failed")
    failed.exc_info = (ValueError, ValueError("broken"), None)
    line, *traceback = Text().format(failed).splitlines()
    assert line.endswith(" INFO failed")
    assert traceback == ["ValueError: broken"]
    assert json.loads(Json().format(failed))["error"] == "ValueError: broken"


def test_messages_below_the_app_s_level_are_dropped(monkeypatch):
    monkeypatch.setattr(logging.getLogger("shiftscope"), "level", logging.WARNING)
    assert not LowerLevel().filter(record("done"))
    loud = record("done")
    loud.levelno = logging.WARNING
    assert LowerLevel().filter(loud)
