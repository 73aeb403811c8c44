"""How uvicorn serves the app: its own configuration, with our settings."""

import asyncio
from functools import cached_property
from typing import Any, cast

from uvicorn import Config
from uvicorn.middleware.proxy_headers import _TrustedHosts

from app.api.client_address import client_key
from app.runtime.quota import RETRY_AFTER, Quota
from app.runtime.settings import Settings
from app.serve.reading import Reading

BEYOND = 256
"""Connections over the limit that are told so, an eighth of them one client's; more are dropped."""


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

    # Each worker has its own, made where it is needed: they do not travel to it.
    @cached_property
    def room(self) -> Quota:
        """For connections that are served."""
        limits = self.settings.connections, self.settings.connections_per_client
        return Quota(*limits, "connections", RETRY_AFTER)

    @cached_property
    def lobby(self) -> Quota:
        """For those that found none, until they are told so."""
        return Quota(BEYOND, BEYOND // 8, "connections that are refused", RETRY_AFTER)

    @cached_property
    def proxies(self) -> _TrustedHosts:
        """Whose word is taken for who asks."""
        return _TrustedHosts(list(self.settings.trusted_proxies))

    @cached_property
    def reading(self) -> Reading:
        """Whose turn it is to be read."""
        return Reading(asyncio.get_running_loop())

    def client_key(self, host: str) -> str | None:
        """Whose connections from an address are; None for a proxy's, which are many clients'."""
        return None if host in self.proxies else client_key(host)


def ours(config: Config) -> ServeConfig:
    """The configuration that a connection was given, as what it is."""
    return cast(ServeConfig, config)
