"""Where a request goes: its path below the prefix, and its route where it never comes there."""

from fastapi.routing import iter_route_contexts
from starlette.routing import Match
from starlette.types import Scope


def path_of(scope: Scope) -> str:
    """The path below the app's own prefix."""
    path, root = str(scope["path"]), str(scope.get("root_path", ""))
    return path[len(root) :] if root and path.startswith(f"{root}/") else path


def note_route(scope: Scope) -> None:
    """Notes in the scope which route would have answered, for those who count refusals by route."""
    for context in iter_route_contexts(scope["app"].routes):
        if context.matches(scope)[0] is Match.FULL:
            scope["route"] = context
            return
