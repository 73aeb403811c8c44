"""Where a request goes: its path below the prefix, its route, and what that route declares."""

from fastapi.routing import RouteContext, iter_route_contexts
from starlette.routing import Match
from starlette.types import Scope

from app.api.policy import READS, Policy, policy_of

SAFE = {"GET", "HEAD", "OPTIONS"}
UNKNOWN = Policy(computes=True)
"""Of a request that no route takes and that does not only read: admitted as if one computed it."""


def path_of(scope: Scope) -> str:
    """The path below the app's own prefix."""
    path, root = str(scope["path"]), str(scope.get("root_path", ""))
    return path[len(root) :] if root and path.startswith(f"{root}/") else path


def route_of(scope: Scope) -> RouteContext | None:
    """The route that will answer a request; None where there is none."""
    for context in iter_route_contexts(scope["app"].routes):
        if context.matches(scope)[0] is Match.FULL:
            return context
    return None


def note_route(scope: Scope) -> None:
    """Notes in the scope which route would have answered, for those who count refusals by route."""
    if route := route_of(scope):
        scope["route"] = route


def declared(scope: Scope) -> Policy:
    """The policy of the route that will answer a request, looked up once for all layers."""
    found: Policy | None = scope.get("policy")
    if found is None:
        route = route_of(scope)
        if route is None:
            reads = scope["method"] in SAFE or not path_of(scope).startswith("/api/")
            found = READS if reads else UNKNOWN
        else:
            found = policy_of(route.endpoint) or READS
        scope["policy"] = found
    return found
