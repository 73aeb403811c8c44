"""Fixtures and helpers for tests of the API."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.runtime.settings import ROOT, Settings


@pytest.fixture(scope="session")
def client() -> Iterator[TestClient]:
    """A client of the app as it is served, with the networks of `models/`.

    All tests are one client, so pictures have no limit by the minute.
    """
    app = create_app(Settings(uploads_per_minute=0))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="session")
def lone(tmp_path_factory) -> Path:
    """A folder with a single network, which loads quickly, for apps with their own settings."""
    folder = tmp_path_factory.mktemp("models")
    for name in ("ludic.json", "ludic.safetensors"):
        (folder / name).symlink_to(ROOT / "models" / name)
    return folder


def face(row: int = 4, col: int = 40) -> dict:
    """A scene with a face."""
    return {"objects": [{"object": "face", "row": row, "col": col}]}


def scene_message(seq, scene=None, model="ludic") -> str:
    """A message of a client on the live channel."""
    return json.dumps({"seq": seq, "model": model, "scene": scene or face()})


def seq_of(frame: bytes) -> int:
    """The sequence number that a frame carries."""
    length = int.from_bytes(frame[:8], "little")
    return int(json.loads(frame[8 : 8 + length])["__metadata__"]["seq"])


def problem(response, status: int, code: str, where: str | None = None) -> str:
    """Asserts status, code, shape and place of an error response; returns its message."""
    assert response.status_code == status, response.text
    assert_shape(response.json())
    error = response.json()["error"]
    assert (error["code"], error["where"]) == (code, where)
    return error["message"]


def assert_shape(body: dict) -> None:
    """Asserts that a body has the error shape and reveals no internals."""
    assert body.keys() - {"seq"} == {"error"}
    assert body["error"].keys() == {"code", "message", "where"}
    text = str(body)
    assert str(ROOT) not in text
    assert "Traceback" not in text
    assert ".py" not in text
