"""CORS: which requests of other origins' pages browsers may send, by the settings."""

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response

from app.api import errors
from app.errors import ForeignOrigin
from app.runtime.metrics import REFUSED

REQUEST_PREFIX = "access-control-request-"


class Cors(CORSMiddleware):
    """Starlette's middleware, with this API's error shape for a denied preflight request."""

    def preflight_response(self, request_headers: Headers) -> Response:
        """The response to a preflight request; 403 if any of it is denied."""
        starlette_response = super().preflight_response(request_headers)
        if starlette_response.status_code == 200:
            return starlette_response
        REFUSED.labels(ForeignOrigin.code).inc()
        response = errors.response(self.denial(request_headers))
        for name, value in starlette_response.headers.items():
            response.headers.setdefault(name, value)
        return response

    def denial(self, request: Headers) -> ForeignOrigin:
        """The error for the first thing in a preflight request that is not allowed."""
        origin, method = request["origin"], request[f"{REQUEST_PREFIX}method"]
        headers = [
            name.strip() for name in request.get(f"{REQUEST_PREFIX}headers", "").lower().split(",")
        ]
        denied = [name for name in headers if name not in self.allow_headers]
        if not self.is_allowed_origin(origin):
            where, expected, got = "origin", "an origin in SHIFTSCOPE_ORIGINS", origin
        elif method not in self.allow_methods:
            where, got = f"{REQUEST_PREFIX}method", method
            expected = f"one of {', '.join(self.allow_methods)}"
        elif f"{REQUEST_PREFIX}headers" in request and denied:
            where, expected, got = (
                f"{REQUEST_PREFIX}headers",
                ", ".join(self.allow_headers),
                denied[0],
            )
        else:
            where = f"{REQUEST_PREFIX}private-network"
            expected, got = "no access to a private network", request.get(where, "")
        return ForeignOrigin(f"expected {expected}; got {got[:80]!r}", where)
