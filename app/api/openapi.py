"""The description of the API, with what the layers before the routes may answer."""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from app.api.errors import documented
from app.api.policy import READS, Policy, policy_of
from app.runtime.settings import Settings

SCHEME = "token"


def install(app: FastAPI, settings: Settings) -> None:
    """Makes the app describe limits and, where one is set, the token."""
    plain = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            complete(plain(), policies(app), bool(settings.token.get_secret_value()))
        return plain()

    # FastAPI's own way to extend it, though mypy takes a method for fixed.
    app.openapi = openapi  # type: ignore[method-assign]


def policies(app: FastAPI) -> dict[tuple[str, str], Policy]:
    """What each route declares, by method and path."""
    return {
        (method, str(route.path)): policy_of(route.endpoint) or READS
        for route in iter_route_contexts(app.routes)
        for method in route.methods or ()
    }


def complete(
    document: dict[str, Any], declared: Mapping[tuple[str, str], Policy], token: bool
) -> None:
    """Adds to each operation what its policy says and what its admission may answer."""
    if token:
        schemes = document["components"].setdefault("securitySchemes", {})
        schemes[SCHEME] = {"type": "http", "scheme": "bearer"}
    link(document["paths"])
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            policy = declared[method.upper(), path]
            if not policy.computes:
                continue
            operation["x-computes"] = True
            if policy.budget:
                operation["x-budget"] = policy.budget
            limited = [429] if policy.budget else []
            statuses = [503, *([408] if method != "get" else []), *limited]
            if token:
                operation["security"] = [{SCHEME: []}]
                statuses.append(401)
            for status, response in described(*statuses).items():
                operation["responses"].setdefault(status, response)


LISTS = {
    "model": ("/api/models", "models/0/id"),
    "object": ("/api/objects", "objects/0/name"),
    "experiment": ("/api/experiments", "experiments/0/name"),
}
"""Where the value of a path parameter is found: the list, and the place in it."""


def link(paths: dict[str, Any]) -> None:
    """Adds OpenAPI's links: each list leads to the operations on what it lists."""
    for parameter, (source, place) in LISTS.items():
        links = paths[source]["get"]["responses"]["200"].setdefault("links", {})
        for path, operations in paths.items():
            for operation in operations.values():
                if f"{{{parameter}}}" in path:
                    links[operation["operationId"]] = {
                        "operationId": operation["operationId"],
                        "parameters": {f"path.{parameter}": f"$response.body#/{place}"},
                    }


def described(*statuses: int) -> dict[str, Any]:
    """The responses with these errors, as OpenAPI has them."""
    reference = {"$ref": "#/components/schemas/ErrorBody"}
    return {
        str(status): {
            "description": response["description"],
            "content": {"application/json": {"schema": reference}},
        }
        for status, response in documented(*statuses).items()
    }
