"""How uvicorn serves the app: its own configuration, with our settings."""

from typing import Any, cast

from uvicorn import Config

from app.settings import Settings


class ServeConfig(Config):
    """uvicorn's, with our settings, for the connections.

    Args:
        settings: ours.
        address: where the app is served, for the log.
    """

    def __init__(self, settings: Settings, address: str, **options: Any) -> None:
        self.settings = settings
        self.address = address
        super().__init__("app.main:create_app", factory=True, **options)


def settings_of(config: Config) -> Settings:
    """The settings that a connection's configuration carries."""
    return cast(ServeConfig, config).settings
