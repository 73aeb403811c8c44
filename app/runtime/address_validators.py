"""Validators for addresses in the settings: origins, base URL, proxies and frame ancestors."""

import ipaddress
import re

ORIGIN = re.compile(
    r"(?P<scheme>https?)://(\[(?P<six>[0-9a-f:.]+)\]|[a-z0-9]([a-z0-9._-]*[a-z0-9])?)"
    r"(:(?P<port>[0-9]{1,5}))?"
)
"""An Origin header as browsers send it: lower case, without a path."""
OPAQUE = "null"
"""What browsers send in place of an origin from sandboxed frames."""
BASE_URL = re.compile(rf"(?P<origin>{ORIGIN.pattern})(?P<path>(/[a-z0-9._~-]+)*)/?", re.IGNORECASE)
ANCESTOR = re.compile(r"'self'|'none'|https?://[^/\s,;']+|https:|\*")
CLUSTER = re.compile(r"auto|([A-Za-z0-9._-]+|\[[0-9a-fA-F:.]+\]):[0-9]{1,5}")
USUAL = {"http": ":80", "https": ":443"}
"""Default ports, which browsers omit from an Origin."""


def origins(values: tuple[str, ...]) -> tuple[str, ...]:
    """Origins, normalised as browsers send them; raises ValueError for anything else."""
    return tuple(_origin(value) for value in values)


def _origin(value: str) -> str:
    if value in ("*", OPAQUE):
        return value
    found = ORIGIN.fullmatch(value.lower())
    try:
        if found is None or int(found["port"] or 0) > 65535:
            raise ValueError
        if found["six"]:
            ipaddress.IPv6Address(found["six"])
    except ValueError:
        expected = (
            "expected origins such as https://example.org, without a path or a slash, null or *"
        )
        raise ValueError(f"{expected}; got {value!r}") from None
    return found[0].removesuffix(USUAL[found["scheme"]])


def base_url(value: str) -> str:
    """A URL with an optional path, ending in a slash; "" stays; raises ValueError for others."""
    found = BASE_URL.fullmatch(value)
    if value and found is None:
        raise ValueError(f"expected a URL such as https://example.org/shiftscope/; got {value!r}")
    return f"{_origin(found['origin'])}{found['path']}/" if found else ""


def proxies(values: tuple[str, ...]) -> tuple[str, ...]:
    """IP addresses and networks, or * alone; raises ValueError for anything else.

    uvicorn would take anything else for a literal host name, which no client ever matches.
    """
    for value in values:
        kind = ipaddress.ip_network if "/" in value else ipaddress.ip_address
        if value == "*" and len(values) == 1:
            continue
        try:
            kind(value)
        except ValueError:
            expected = "expected addresses or networks such as 10.0.0.0/8, or * alone"
            raise ValueError(f"{expected}; got {value!r}") from None
    return values


def cluster(value: str) -> str:
    """A cluster: `auto`, or a host and its port; "" stays; raises ValueError for anything else."""
    if value and not CLUSTER.fullmatch(value):
        raise ValueError(f"expected auto, or an address such as head.example:6379; got {value!r}")
    return value


def ancestors(values: tuple[str, ...]) -> tuple[str, ...]:
    """Sources for CSP's frame-ancestors directive; raises ValueError for anything else."""
    for value in values:
        if not ANCESTOR.fullmatch(value):
            raise ValueError(f"expected 'self', 'none' or origins; got {value!r}")
    if "'none'" in values and len(values) > 1:
        raise ValueError(f"expected 'none' alone; got {' '.join(values)!r}")
    return values
