"""The settings: defaults, the environment, and errors for invalid ones."""

import os
import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from app.errors import BadSetting
from app.runtime.settings import ROOT, Settings, read, variable


@pytest.fixture(autouse=True)
def bare(monkeypatch):
    for name in list(os.environ):
        if name.startswith("SHIFTSCOPE_"):
            monkeypatch.delenv(name)


def test_the_defaults_serve_the_checkout_on_loopback_only():
    settings = read()
    assert settings.models == ROOT / "models"
    assert settings.static == ROOT / "build" / "static"
    assert settings.host == "127.0.0.1"
    assert settings.origins == ()
    assert settings.threads == settings.workers == 1
    assert (settings.body_limit, settings.message_limit) == (1 << 20, 1 << 17)
    assert settings.picture_limit == 5_000_000
    assert settings.sweep_limit == 4096


def test_the_environment_sets_the_settings(monkeypatch):
    monkeypatch.setenv("SHIFTSCOPE_MODELS", "/elsewhere")
    monkeypatch.setenv("SHIFTSCOPE_THREADS", "3")
    monkeypatch.setenv("SHIFTSCOPE_ORIGINS", "https://a.example, http://b.example:81")
    monkeypatch.setenv("SHIFTSCOPE_ROOT_PATH", "/lab/")
    monkeypatch.setenv("SHIFTSCOPE_PUBLIC_URL", "https://A.example:443/Lab")
    monkeypatch.setenv("SHIFTSCOPE_PORT", "")
    settings = read()
    assert (settings.models, settings.threads) == (Path("/elsewhere"), 3)
    assert settings.origins == ("https://a.example", "http://b.example:81")
    assert (settings.root_path, settings.port) == ("/lab", 8000)
    assert settings.public_url == "https://a.example/Lab/"


NO_ORIGINS = (
    "example.org", "https://a.example/", "https://a.example/lab", "https://a.example?x",
    "https://a.example#x", "https://me@a.example", "https://*.a.example", "https://a.example:x",
    "https://a.example:70000", "https://:80", "https://[::1", "https://[1.2.3.4]", "ws://a.example",
    "https://schüler.example", "https://a.example, nope",
)  # fmt: skip
NO_URLS = (
    "example.org", "ftp://a.example", "https://a.example/?x", "https://a.example/#x",
    "https://me@a.example/", 'https://a.example/"><script>', "https://a.example//", "*", "https://",
)  # fmt: skip
NO_PROXIES = (
    "proxy", "10.0.0.1/8", "10.0.0.0/33", "10.0.0", "10.0.0.1:80", "::1::", "* 10.0.0.1", "unix:",
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("THREADS", "0", "greater than or equal to 1; got '0'"),
        ("THREADS", "many", "expected a valid integer"),
        ("THREADS", "1000", "less than or equal to 64"),
        ("BODY_LIMIT", "-1", "got '-1'"),
        ("MESSAGE_LIMIT", "1.5", "got '1.5'"),
        *(("ORIGINS", value, "a path or a slash, null or *; got") for value in NO_ORIGINS),
        *(("TRUSTED_PROXIES", value, "or * alone; got") for value in NO_PROXIES),
        ("FRAME_ANCESTORS", "'self'; script-src *", "expected 'self', 'none' or origins"),
        ("FRAME_ANCESTORS", "'none' https://a.example", "expected 'none' alone; got"),
        *(("PUBLIC_URL", value, "expected a URL such as https://") for value in NO_URLS),
        ("ROOT_PATH", "lab", "expected a path such as /shiftscope"),
        ("LOG", "xml", "'text' or 'json'; got 'xml'"),
        ("TRHEADS", "2", "SHIFTSCOPE_TRHEADS is no setting; did you mean SHIFTSCOPE_THREADS?"),
        ("SWEEP_LIMIT", "0", "greater than or equal to 1; got '0'"),
        ("PICTURE_LIMIT", "5 MB", "got '5 MB'"),
    ],
)
def test_the_error_for_an_invalid_setting_is_one_line(monkeypatch, name, value, said):
    monkeypatch.setenv(f"SHIFTSCOPE_{name}", value)
    with pytest.raises(BadSetting) as caught:
        read()
    assert said in caught.value.message
    assert f"SHIFTSCOPE_{name}" in caught.value.message
    assert "\n" not in caught.value.message


def test_origins_are_normalised_as_browsers_send_them_and_proxies_kept(monkeypatch):
    monkeypatch.setenv("SHIFTSCOPE_ORIGINS", "HTTPS://A.example:443 http://[::1]:81 http://b:80 *")
    monkeypatch.setenv("SHIFTSCOPE_TRUSTED_PROXIES", "10.0.0.0/8, fd00::/8 ::1")
    settings = read()
    assert settings.origins == ("https://a.example", "http://[::1]:81", "http://b", "*")
    assert settings.trusted_proxies == ("10.0.0.0/8", "fd00::/8", "::1")
    monkeypatch.setenv("SHIFTSCOPE_TRUSTED_PROXIES", "*")
    assert read().trusted_proxies == ("*",)


@pytest.mark.parametrize("token", ["short", "with space in the middle", "x" * 257, "ümläut" * 3])
def test_an_invalid_token_is_not_repeated(monkeypatch, token):
    monkeypatch.setenv("SHIFTSCOPE_TOKEN", token)
    with pytest.raises(BadSetting) as caught:
        read()
    assert "16 to 256" in caught.value.message
    assert token not in caught.value.message


def test_the_token_is_not_shown(monkeypatch):
    monkeypatch.setenv("SHIFTSCOPE_TOKEN", "a-long-enough-token")
    assert "a-long-enough" not in repr(read())


def test_settings_are_immutable():
    with pytest.raises(ValidationError, match="frozen"):
        Settings().threads = 2


def test_the_operators_guide_lists_every_setting():
    """Name, default and description of each setting, in the order of the code."""
    guide = (ROOT / "docs" / "operators.md").read_text("utf-8")
    rows = re.findall(r"^\| `(SHIFTSCOPE_\w+)` \| (.+?) \| (.+?) \|$", guide, re.M)

    def shown(field):
        value = field.default
        if value is None:
            return "none"
        if isinstance(value, Path):
            return f"`{value.relative_to(ROOT)}`"
        if isinstance(value, tuple):
            value = " ".join(value)
        text = str(value.get_secret_value() if hasattr(value, "get_secret_value") else value)
        return f"`{text}`" if text else "none"

    assert rows == [
        (variable(name), shown(field), field.description)
        for name, field in Settings.model_fields.items()
    ]
