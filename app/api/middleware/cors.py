"""CORS: what pages of other origins may ask, as the settings say."""

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response

from app.api import errors
from app.errors import ForeignOrigin
from app.runtime.metrics import REFUSED

ASKED = "access-control-request-"


class CrossOrigin(CORSMiddleware):
    """Starlette's, with the one error shape where a browser asks in advance for too much."""

    def preflight_response(self, request_headers: Headers) -> Response:
        """What a browser may; 403 where that is less than it asks."""
        plain = super().preflight_response(request_headers)
        if plain.status_code == 200:
            return plain
        REFUSED.labels(ForeignOrigin.code).inc()
        answer = errors.response(self.refusal(request_headers))
        for name, value in plain.headers.items():
            answer.headers.setdefault(name, value)
        return answer

    def refusal(self, asked: Headers) -> ForeignOrigin:
        """The first thing that is asked and not granted."""
        origin, method = asked["origin"], asked[f"{ASKED}method"]
        headers = [name.strip() for name in asked.get(f"{ASKED}headers", "").lower().split(",")]
        more = [name for name in headers if name not in self.allow_headers]
        if not self.is_allowed_origin(origin):
            where, expected, came = "origin", "an origin in SHIFTSCOPE_ORIGINS", origin
        elif method not in self.allow_methods:
            where, came = f"{ASKED}method", method
            expected = f"one of {', '.join(self.allow_methods)}"
        elif f"{ASKED}headers" in asked and more:
            where, expected, came = f"{ASKED}headers", ", ".join(self.allow_headers), more[0]
        else:
            where = f"{ASKED}private-network"
            expected, came = "no access to a private network", asked.get(where, "")
        return ForeignOrigin(f"expected {expected}; got {came[:80]!r}", where)
