"""The routes: one file per resource, each with its `router`, found by their place here."""

import importlib
import pkgutil
import re
from collections.abc import Iterable

from fastapi import APIRouter
from fastapi.routing import iter_route_contexts

from app.api.route_match import SAFE_METHODS
from app.api.route_policy import policy_of

PARAMETER = re.compile(r"{[^}]*}")


def routers() -> list[APIRouter]:
    """The router of each file in this folder, in the order of their names; raises as `check`."""
    modules = sorted(info.name for info in pkgutil.iter_modules(__path__))
    found = {name: importlib.import_module(f"{__name__}.{name}").router for name in modules}
    check(found.items())
    return list(found.values())


def check(found: Iterable[tuple[str, APIRouter]]) -> None:
    """Checks the declarations of routes.

    Args:
        found: routers by the name of their file.

    Raises:
        ValueError: two files have a route for the same method and path, or a route that does more
            than read does not declare its policy.
    """
    owners: dict[tuple[str, str], str] = {}
    for name, router in found:
        for route in iter_route_contexts(router.routes):
            for method in sorted(route.methods or ()):
                what = f"{method} {route.path}"
                key = method, PARAMETER.sub("{}", str(route.path))
                if owners.setdefault(key, name) != name:
                    raise ValueError(f"two files have a route {what}: {owners[key]} and {name}")
                if method not in SAFE_METHODS and policy_of(route.endpoint) is None:
                    raise ValueError(
                        f"{name}: expected `@policy` below the decorator of {what}; got none"
                    )
