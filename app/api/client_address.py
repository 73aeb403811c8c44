"""Who asks: the address to which shares and limits belong."""

import ipaddress
from typing import Any


def address(scope: Any) -> str:
    """The client's; behind a trusted proxy the one that the proxy names in X-Forwarded-For."""
    return client_of((scope.get("client") or ("",))[0])


def client_of(host: str) -> str:
    """A client's address; of IPv6 its /64 network, since a host may have all of that."""
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        return str(host)[:64]
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)
