from pathlib import Path

import pytest
from pydantic import ValidationError

from app.settings import ROOT, Settings


def test_the_defaults_serve_the_checkout():
    settings = Settings()
    assert settings.models == ROOT / "models"
    assert settings.static == ROOT / "build" / "static"
    assert (settings.body_limit, settings.message_limit) == (1 << 20, 1 << 17)
    assert settings.picture_limit == 5_000_000
    assert (settings.threads, settings.sweep_limit) == (1, 4096)


def test_the_environment_sets_them(monkeypatch):
    monkeypatch.setenv("SHIFTSCOPE_MODELS", "/elsewhere")
    monkeypatch.setenv("SHIFTSCOPE_THREADS", "3")
    settings = Settings()
    assert (settings.models, settings.threads) == (Path("/elsewhere"), 3)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("THREADS", "0"),
        ("THREADS", "many"),
        ("THREADS", "1000"),
        ("SWEEP_LIMIT", "0"),
        ("BODY_LIMIT", "-1"),
        ("PICTURE_LIMIT", "5 MB"),
        ("MESSAGE_LIMIT", "1.5"),
    ],
)
def test_a_value_that_does_not_fit_stops_the_start(monkeypatch, name, value):
    monkeypatch.setenv(f"SHIFTSCOPE_{name}", value)
    with pytest.raises(ValidationError, match=name.lower()):
        Settings()


def test_they_are_fixed():
    with pytest.raises(ValidationError, match="frozen"):
        Settings().threads = 2
