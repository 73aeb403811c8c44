"""The settings: read once from the environment, then fixed."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).parents[1]


class Settings(BaseSettings):
    """Each field is set by an environment variable of its name, in capitals, after SHIFTSCOPE_.

    Args:
        models: folder of the networks, NAME.json beside NAME.safetensors.
        static: folder of the front end, as built.
        body_limit: bytes that the body of a request may have.
        picture_limit: bytes that the file of a picture may have.
        message_limit: bytes that a message on the live channel may have.
        sweep_limit: positions that one sweep may have.
        threads: threads that compute; each uses one core.
    """

    model_config = SettingsConfigDict(env_prefix="SHIFTSCOPE_", frozen=True)

    models: Path = ROOT / "models"
    static: Path = ROOT / "build" / "static"
    body_limit: int = Field(default=1 << 20, ge=1 << 10)
    picture_limit: int = Field(default=5_000_000, ge=1 << 10)
    message_limit: int = Field(default=1 << 17, ge=1 << 10)
    sweep_limit: int = Field(default=4096, ge=1)
    threads: int = Field(default=1, ge=1, le=64)
