"""The client address to which quotas and rate limits apply."""

import ipaddress
from typing import Any


def client_address(scope: Any) -> str:
    """The key of a request's client; behind a trusted proxy, of the one in X-Forwarded-For."""
    return client_key((scope.get("client") or ("",))[0])


def client_key(host: str) -> str:
    """An IP address as a key: of IPv6 the /64 network, since one host may use all of it."""
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        return str(host)[:64]
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)
