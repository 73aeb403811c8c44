"""Admission control for requests that compute: token, origin, rate limits, concurrency."""

import re
import secrets

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.client_address import client_address
from app.api.middleware.origin import check_origin
from app.api.middleware.rate_limit import RateLimit
from app.api.middleware.reject import reject
from app.api.route_match import record_route, request_policy, route_of
from app.api.route_policy import Budget, Policy
from app.api.validation_messages import around
from app.errors import NotFound, Refused, Unauthorised
from app.runtime.concurrency_quota import RETRY_AFTER, Quota
from app.runtime.fair_queue import Caller, caller
from app.runtime.metrics import SWEEPS
from app.runtime.settings import Settings

CONTROL_CHARACTERS = re.compile(r"[\x00-\x1f\x7f]")
NOT_COMPUTED = {400, 404, 405, 408, 413, 415, 422}
"""Statuses of responses for which nothing was computed."""
BEARER_PREFIX = "bearer."
"""The prefix of the live channel's subprotocol that carries the token."""


class Admission:
    """Forwards what the settings allow; rejects the rest with 401, 403, 429 or 503."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.token = settings.token.get_secret_value()
        self.origins = settings.origins
        self.rates: dict[Budget, RateLimit] = {
            "sweeps": RateLimit(settings.sweeps_per_minute, "sweeps"),
            "pictures": RateLimit(settings.uploads_per_minute, "pictures"),
            "networks": RateLimit(settings.own_per_minute, "networks"),
            "trainings": RateLimit(settings.trainings_per_minute, "trainings"),
        }
        self.jobs = Quota(settings.jobs, settings.jobs // 2, "requests that compute at once", 1)
        self.streams = Quota(
            settings.training_streams,
            settings.training_streams_per_client,
            "streams of trainings at once",
            RETRY_AFTER,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Forwards or rejects."""
        if scope["type"] not in ("http", "websocket"):
            return await self.app(scope, receive, send)
        if unreadable := scope.get("state", {}).get("unreadable"):
            # The server could not read the request; it has no route.
            return await reject(unreadable, scope, receive, send)
        if control := CONTROL_CHARACTERS.search(scope["path"]):
            # `$` in a route's pattern also matches before a final newline, so such a path would
            # reach a route that was not checked here.
            got = around(scope["path"], control.start())
            error = NotFound(f"expected a path without control characters; got {got}")
            return await reject(error, scope, receive, send)
        client = client_address(scope)
        caller.set(Caller(client))
        try:
            if scope["type"] == "websocket":
                check_origin(scope, self.origins)
                self.check_token(scope)
                return await self.app(scope, receive, send)
            policy = request_policy(scope)
            if not policy.computes:
                return await self.app(scope, receive, send)
            self.check_token(scope)
            quota = self.streams if policy.streams else self.jobs
            quota.check(client)
            self.check_budget(scope, policy, client)
        except Refused as error:
            record_route(scope)
            return await reject(error, scope, receive, send)
        with quota.held(client):
            if policy.budget == "sweeps":
                await self.sweep(client, scope, receive, send)
            else:
                await self.app(scope, receive, send)

    def check_token(self, scope: Scope) -> None:
        """Raises Unauthorised if a token is set and the request has none or another."""
        if not self.token:
            return
        header = Headers(scope=scope).get("authorization", "")
        kind, _, token = header.partition(" ")
        if kind.lower() != "bearer":
            tokens = (p for p in scope.get("subprotocols", []) if p.startswith(BEARER_PREFIX))
            token = next(tokens, "").removeprefix(BEARER_PREFIX)
        if not secrets.compare_digest(token.strip().encode(), self.token.encode()):
            got = "another one" if token else "none"
            raise Unauthorised(f"expected the server's token; got {got}", "authorization")

    def check_budget(self, scope: Scope, policy: Policy, client: str) -> None:
        """Raises RateLimited if the client exceeds what it may ask for per minute."""
        if policy.budget and policy.counted(Headers(scope=scope)):
            self.rates[policy.budget].take(client)

    async def sweep(self, client: str, scope: Scope, receive: Receive, send: Send) -> None:
        """Forwards a sweep; refunds it to the rate limit if nothing was computed."""
        refunded = False

        async def tracked_send(message: Message) -> None:
            nonlocal refunded
            if message["type"] == "http.response.start" and message["status"] in NOT_COMPUTED:
                refunded = True
                self.rates["sweeps"].refund(client)
            await send(message)

        try:
            await self.app(scope, receive, tracked_send)
        finally:
            if not refunded and (route := route_of(scope)):
                SWEEPS.labels(str(route.path).rpartition("/")[2]).inc()
