"""The policy of a route, declared beside it: what middleware must know of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from starlette.datastructures import Headers

Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])

Budget = Literal["sweeps", "pictures", "networks", "trainings"]
"""Rate limits, each with a setting of its requests per minute."""


def always(_headers: Headers) -> bool:
    """Every request."""
    return True


@dataclass(frozen=True)
class Policy:
    """How middleware admits, limits, caches and logs the requests of a route.

    Args:
        computes: whether a request needs the token, if one is set, and counts for the quota of
            requests that compute at once.
        budget: the rate limit that applies, if any.
        counted: whether a request with these headers counts for the rate limit.
        picture: whether a body may be as large as a picture's file.
        upload: whether the body is a form with a network's file, which goes to the route as it
            arrives; its size has a limit of its own.
        streams: whether the response is a stream that lasts for minutes and hardly computes: it
            counts for the quota of such streams instead.
        fixed: whether the response stays the same while the server runs, so that it is cached.
        polled: whether one client asks again and again, as monitoring does or a page that draws a
            drag: logged at the level debug only.
    """

    computes: bool = False
    budget: Budget | None = None
    counted: Callable[[Headers], bool] = always
    picture: bool = False
    upload: bool = False
    streams: bool = False
    fixed: bool = False
    polled: bool = False


READS = Policy()
"""The policy of a route that declares none."""


def policy(
    *,
    computes: bool = False,
    budget: Budget | None = None,
    counted: Callable[[Headers], bool] = always,
    picture: bool = False,
    upload: bool = False,
    streams: bool = False,
    fixed: bool = False,
    polled: bool = False,
) -> Callable[[Endpoint], Endpoint]:
    """A decorator that declares an endpoint's policy; it stands below the route's own."""
    declared = Policy(computes, budget, counted, picture, upload, streams, fixed, polled)

    def declare(endpoint: Endpoint) -> Endpoint:
        # Functions take any attribute, which mypy does not know.
        endpoint.policy = declared  # type: ignore[attr-defined]
        return endpoint

    return declare


def policy_of(endpoint: object) -> Policy | None:
    """The policy that an endpoint declares, or None."""
    declared: Policy | None = getattr(endpoint, "policy", None)
    return declared
