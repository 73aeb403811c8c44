"""What the layers before a route must know of it, said beside the route."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from starlette.datastructures import Headers

Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])

Budget = Literal["sweeps", "pictures"]
"""What a client may ask for only so often: a minute's count of each is a setting."""


def always(_headers: Headers) -> bool:
    """Every request."""
    return True


@dataclass(frozen=True)
class Policy:
    """How requests for a route are admitted, read, kept and logged.

    Args:
        computes: whether it needs the token, where one is set, and takes a place among the requests
            that compute at once.
        budget: what each request is taken from, where the client may ask only so often.
        counted: whether a request with these headers is taken from the budget.
        picture: whether a body may be as large as a picture's file.
        fixed: whether the response stays the same as long as the server runs, and is kept.
        polled: whether machines ask every few seconds: logged only at the level debug.
    """

    computes: bool = False
    budget: Budget | None = None
    counted: Callable[[Headers], bool] = always
    picture: bool = False
    fixed: bool = False
    polled: bool = False


READS = Policy()
"""Of a route that declares nothing: it reads what is there."""


def policy(
    *,
    computes: bool = False,
    budget: Budget | None = None,
    counted: Callable[[Headers], bool] = always,
    picture: bool = False,
    fixed: bool = False,
    polled: bool = False,
) -> Callable[[Endpoint], Endpoint]:
    """A decorator that declares an endpoint's policy; it stands below the route's own."""
    declared = Policy(computes, budget, counted, picture, fixed, polled)

    def declare(endpoint: Endpoint) -> Endpoint:
        endpoint.policy = declared  # type: ignore[attr-defined]
        return endpoint

    return declare


def policy_of(endpoint: object) -> Policy | None:
    """The policy that an endpoint declares; None where it declares none."""
    declared: Policy | None = getattr(endpoint, "policy", None)
    return declared
