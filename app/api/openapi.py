"""The OpenAPI document, with the errors that middleware may answer."""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from app.api.errors import documented
from app.api.route_policy import READS, Policy, policy_of
from app.runtime.settings import Settings

SCHEME = "token"


def install(app: FastAPI, settings: Settings) -> None:
    """Makes the document describe the limits and, if one is set, the token."""
    plain = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            add_limits(plain(), policies(app), bool(settings.token.get_secret_value()))
        return plain()

    # FastAPI documents this way to extend it, though mypy forbids assigning to a method.
    app.openapi = openapi  # type: ignore[method-assign]


def policies(app: FastAPI) -> dict[tuple[str, str], Policy]:
    """The policy of each route, by method and path."""
    return {
        (method, str(route.path)): policy_of(route.endpoint) or READS
        for route in iter_route_contexts(app.routes)
        for method in route.methods or ()
    }


def add_limits(
    document: dict[str, Any], declared: Mapping[tuple[str, str], Policy], token: bool
) -> None:
    """Adds its policy and the errors of admission control to each operation."""
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
            for status, response in error_responses(*statuses).items():
                operation["responses"].setdefault(status, response)


LISTS = {
    "model": ("/api/models", "models/0/id"),
    "object": ("/api/objects", "objects/0/name"),
    "experiment": ("/api/experiments", "experiments/0/name"),
}
"""By path parameter, the list with its values, and the JSON pointer of one."""


def link(paths: dict[str, Any]) -> None:
    """Adds OpenAPI links from each list to the operations on its entries."""
    for parameter, (source, place) in LISTS.items():
        links = paths[source]["get"]["responses"]["200"].setdefault("links", {})
        for path, operations in paths.items():
            for operation in operations.values():
                if f"{{{parameter}}}" in path:
                    links[operation["operationId"]] = {
                        "operationId": operation["operationId"],
                        "parameters": {f"path.{parameter}": f"$response.body#/{place}"},
                    }


def error_responses(*statuses: int) -> dict[str, Any]:
    """The OpenAPI responses for these statuses."""
    reference = {"$ref": "#/components/schemas/ErrorBody"}
    return {
        str(status): {
            "description": response["description"],
            "content": {"application/json": {"schema": reference}},
        }
        for status, response in documented(*statuses).items()
    }
