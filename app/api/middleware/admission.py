"""The gate before all that computes: who may, how often, and how many at once."""

import re
import secrets

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.client_address import address
from app.api.middleware.origin import check_origin
from app.api.middleware.rate_limit import Rate
from app.api.middleware.reject import refuse
from app.api.policy import Budget, Policy
from app.api.routing import declared, note_route, route_of
from app.api.validation import SHOWN
from app.errors import Nowhere, Refused, Unauthorised
from app.runtime.fair_queue import Caller, caller
from app.runtime.metrics import SWEEPS
from app.runtime.quota import Room
from app.runtime.settings import Settings

CONTROL = re.compile(r"[\x00-\x1f\x7f]")
UNDONE = {400, 404, 405, 408, 413, 415, 422}
"""Statuses that say that nothing was computed."""
BEARER = "bearer."
"""What a subprotocol of the live channel begins with that carries the token."""


class Gate:
    """Lets pass what the settings allow, and answers the rest with 401, 403, 429 or 503."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.token = settings.token.get_secret_value()
        self.origins = settings.origins
        self.rates: dict[Budget, Rate] = {
            "sweeps": Rate(settings.sweeps_per_minute, "sweeps"),
            "pictures": Rate(settings.uploads_per_minute, "pictures"),
        }
        self.room = Room(settings.jobs, settings.jobs // 2, "requests that compute at once", 1)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on, or refuses."""
        if scope["type"] not in ("http", "websocket"):
            return await self.app(scope, receive, send)
        if CONTROL.search(scope["path"]):
            # Of an end of line, some patterns of routes make nothing: what is matched here would be
            # another path.
            came = scope["path"][:SHOWN]
            error = Nowhere(f"expected a path without control characters; got {came!r}")
            return await refuse(error, scope, receive, send)
        who = address(scope)
        caller.set(Caller(who))
        try:
            if scope["type"] == "websocket":
                check_origin(scope, self.origins)
                self.check_token(scope)
                return await self.app(scope, receive, send)
            policy = declared(scope)
            if not policy.computes:
                return await self.app(scope, receive, send)
            self.check_token(scope)
            self.room.check(who)
            self.check_budget(scope, policy, who)
        except Refused as error:
            note_route(scope)
            return await refuse(error, scope, receive, send)
        with self.room.holding(who):
            if policy.budget == "sweeps":
                await self.sweep(who, scope, receive, send)
            else:
                await self.app(scope, receive, send)

    def check_token(self, scope: Scope) -> None:
        """Raises Unauthorised where a token is asked for and another one or none came."""
        if not self.token:
            return
        said = Headers(scope=scope).get("authorization", "")
        kind, _, given = said.partition(" ")
        if kind.lower() != "bearer":
            tokens = (p for p in scope.get("subprotocols", []) if p.startswith(BEARER))
            given = next(tokens, "").removeprefix(BEARER)
        if not secrets.compare_digest(given.strip().encode(), self.token.encode()):
            came = "another one" if given else "none"
            raise Unauthorised(f"expected the server's token; got {came}", "authorization")

    def check_budget(self, scope: Scope, policy: Policy, who: str) -> None:
        """Raises TooOften where the client has had its sweeps or pictures for now."""
        if policy.budget and policy.counted(Headers(scope=scope)):
            self.rates[policy.budget].take(who)

    async def sweep(self, who: str, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a sweep on; where nothing comes to be computed it is none, and costs nothing."""
        undone = False

        async def watched(message: Message) -> None:
            nonlocal undone
            if message["type"] == "http.response.start" and message["status"] in UNDONE:
                undone = True
                self.rates["sweeps"].give_back(who)
            await send(message)

        try:
            await self.app(scope, receive, watched)
        finally:
            if not undone and (route := route_of(scope)):
                SWEEPS.labels(str(route.path).rpartition("/")[2]).inc()
