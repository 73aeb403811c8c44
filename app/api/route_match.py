"""A request's path below the root path, its route, and that route's policy."""

from fastapi.routing import RouteContext, iter_route_contexts
from starlette.routing import Match
from starlette.types import Scope

from app.api.route_policy import READS, Policy, policy_of

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
UNKNOWN = Policy(computes=True)
"""For an unsafe request without a route: admitted as if a route computed."""


def path_of(scope: Scope) -> str:
    """The request's path below `root_path`."""
    path, root = str(scope["path"]), str(scope.get("root_path", ""))
    return path[len(root) :] if root and path.startswith(f"{root}/") else path


def route_of(scope: Scope) -> RouteContext | None:
    """The route that matches a request, or None."""
    for context in iter_route_contexts(scope["app"].routes):
        if context.matches(scope)[0] is Match.FULL:
            return context
    return None


def methods_of(scope: Scope) -> set[str]:
    """The methods that routes have for a request's path."""
    found: set[str] = set()
    for context in iter_route_contexts(scope["app"].routes):
        if context.matches(scope)[0] is not Match.NONE:
            found |= set(context.methods or ())
    return found


def record_route(scope: Scope) -> None:
    """Writes the matching route into the scope, by which the access log counts rejections."""
    if route := route_of(scope):
        scope["route"] = route


def request_policy(scope: Scope) -> Policy:
    """The policy of the request's route; looked up once and kept in the scope."""
    found: Policy | None = scope.get("policy")
    if found is None:
        route = route_of(scope)
        if route is None:
            reads = scope["method"] in SAFE_METHODS or not path_of(scope).startswith("/api/")
            found = READS if reads else UNKNOWN
        else:
            found = policy_of(route.endpoint) or READS
        scope["policy"] = found
    return found
