"""The settings: read once from the environment, immutable afterwards."""

import difflib
import os
import re
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from app.errors import BadSetting
from app.runtime import address_validators

ROOT = Path(__file__).parents[2]
PREFIX = "SHIFTSCOPE_"
TOKEN = re.compile(r"[A-Za-z0-9._~-]{16,256}")
"""A valid token: its characters must be legal in a header and in a WebSocket subprotocol."""


def _split(value: Any) -> Any:
    """Text, split at commas and spaces; anything else unchanged."""
    return tuple(value.replace(",", " ").split()) if isinstance(value, str) else value


def _token(value: SecretStr) -> SecretStr:
    if value.get_secret_value() and not TOKEN.fullmatch(value.get_secret_value()):
        raise ValueError("expected 16 to 256 of A-Z a-z 0-9 . _ ~ -; got something else")
    return value


def _root_path(value: str) -> str:
    if value and not re.fullmatch(r"(/[A-Za-z0-9._~-]+)+/?", value):
        raise ValueError("expected a path such as /shiftscope")
    return value.rstrip("/")


StringList = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split)]


class Settings(BaseSettings):
    """The settings; the environment variable of a field is SHIFTSCOPE_ and its name in capitals.

    An empty variable counts as unset. Limits apply to each worker process. `docs/operators.md`
    lists all settings; a test compares the two.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, env_ignore_empty=True)

    models: Path = Field(
        default=ROOT / "models",
        description="folder of the networks, NAME.json beside NAME.safetensors",
    )
    static: Path = Field(
        default=ROOT / "build" / "static", description="folder of the front end, as built"
    )
    host: str = Field(default="127.0.0.1", description="address to listen on")
    port: int = Field(default=8000, ge=0, le=65535, description="port to listen on")
    workers: int = Field(default=1, ge=1, le=64, description="processes that serve")
    threads: int = Field(
        default=1, ge=1, le=64, description="threads that compute; each uses one core"
    )
    root_path: Annotated[str, AfterValidator(_root_path)] = Field(
        default="", description="path prefix that a proxy strips, such as /shiftscope"
    )
    public_url: Annotated[str, AfterValidator(address_validators.base_url)] = Field(
        default="",
        description="the page's URL for visitors, such as https://example.org/shiftscope/; "
        "previews of links need it for their picture",
    )
    trusted_proxies: Annotated[StringList, AfterValidator(address_validators.proxies)] = Field(
        default=("127.0.0.1", "::1"),
        description="addresses or networks of proxies whose X-Forwarded-For is trusted",
    )
    origins: Annotated[StringList, AfterValidator(address_validators.origins)] = Field(
        default=(),
        description="origins whose pages may call the API (CORS) and open the live channel; null "
        "is sandboxed frames, * is any",
    )
    frame_ancestors: Annotated[StringList, AfterValidator(address_validators.ancestors)] = Field(
        default=("'self'",),
        description="sites that may embed the page, as in CSP's frame-ancestors",
    )
    token: Annotated[SecretStr, AfterValidator(_token)] = Field(
        default=SecretStr(""), description="bearer token that every computation requires"
    )
    log: Literal["text", "json"] = Field(
        default="text", description="form of the log: text or json"
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="lowest level that is logged: debug, info, warning, error"
    )
    body_limit: int = Field(default=1 << 20, ge=1 << 10, description="bytes of a request's body")
    picture_limit: int = Field(
        default=5_000_000, ge=1 << 10, description="bytes of the file of a picture"
    )
    message_limit: int = Field(
        default=1 << 17, ge=1 << 10, description="bytes of a message on the live channel"
    )
    sweep_limit: int = Field(default=4096, ge=1, description="positions of one sweep")
    live: int = Field(default=1024, ge=1, le=1 << 16, description="live connections; more get 503")
    live_per_client: int = Field(
        default=512, ge=1, le=1 << 16, description="live connections of one client address"
    )
    jobs: int = Field(
        default=256, ge=2, le=1 << 16, description="requests that compute or wait to; more get 503"
    )
    sweeps_per_minute: int = Field(
        default=120, ge=0, description="sweeps that one client address may start; 0 is no limit"
    )
    uploads_per_minute: int = Field(
        default=120, ge=0, description="pictures that one client address may send; 0 is no limit"
    )
    own_networks: bool = Field(
        default=True, description="whether visitors may bring networks of their own"
    )
    own_file_limit: int = Field(
        default=200_000_000, ge=1 << 10, description="bytes of the file of a visitor's network"
    )
    own_products: int = Field(
        default=10_000_000_000,
        ge=1,
        description="products (weight × value) of one pass of a visitor's network; a cell that a "
        "pooling or an activation takes counts as 16",
    )
    own_count: int = Field(
        default=512,
        ge=1,
        le=4096,
        description="visitors' networks that are kept; a training leaves some twenty",
    )
    own_memory: int = Field(
        default=1_000_000_000, ge=1 << 20, description="bytes that visitors' networks take together"
    )
    own_minutes: float = Field(
        default=240, gt=0, le=1e6, description="min that a visitor's network is kept without use"
    )
    own_per_minute: int = Field(
        default=60, ge=0, description="networks that one client address may send; 0 is no limit"
    )
    own_networks_folder: Path | None = Field(
        default=None,
        description="folder in which servers share visitors' networks; without one, the "
        "processes of a server share a temporary one",
    )
    trainings: int = Field(
        default=2,
        ge=0,
        le=64,
        description="trainings that run at once, each on one core; others wait; 0 forbids them",
    )
    training_steps: int = Field(default=5000, ge=10, description="steps of one training")
    training_seconds: float = Field(
        default=600, gt=0, le=86400, description="s of one training, without its pauses"
    )
    trainings_per_minute: int = Field(
        default=20, ge=0, description="trainings that one client address may start; 0 is no limit"
    )
    trainings_per_client: int = Field(
        default=64, ge=1, description="trainings of one client address that run or wait"
    )
    training_streams: int = Field(
        default=1024, ge=1, le=1 << 16, description="streams of trainings; more get 503"
    )
    training_streams_per_client: int = Field(
        default=512, ge=1, le=1 << 16, description="streams of trainings of one client address"
    )
    ray: Annotated[str, AfterValidator(address_validators.cluster)] = Field(
        default="",
        description="Ray cluster that does long work: auto for the one of this machine, or "
        "HOST:PORT; without one, this server does it itself",
    )
    body_timeout: float = Field(default=30, gt=0, le=3600, description="s for a request's body")
    slow_timeout: float = Field(
        default=20, gt=0, le=3600, description="s that a client may leave sent data unread"
    )
    idle_timeout: float = Field(
        default=1800, gt=0, le=86400, description="s that a live connection may send nothing"
    )


def variable(field: str) -> str:
    """The environment variable that sets a field."""
    return PREFIX + field.upper()


def read() -> Settings:
    """The settings from the environment.

    Raises:
        BadSetting: a variable is invalid or unknown; the message is a single line.
    """
    known = [variable(field) for field in Settings.model_fields]
    for name in sorted(os.environ):
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            similar = difflib.get_close_matches(name.upper(), known, 1)
            hint = f"; did you mean {similar[0]}?" if similar else "; docs/operators.md lists them"
            raise BadSetting(f"{name} is no setting{hint}")
    try:
        return Settings()
    except ValidationError as error:
        raise BadSetting("; ".join(_describe(detail) for detail in error.errors())) from None


def _describe(detail: Any) -> str:
    """One of pydantic's errors in a few words; the message never repeats a secret value."""
    field = str(detail["loc"][0])
    message = detail["msg"].removeprefix("Value error, ").replace("Input should be", "expected")
    got = "" if "got" in message or field == "token" else f"; got {str(detail['input'])[:80]!r}"
    return f"{variable(field)}: {message}{got}"
