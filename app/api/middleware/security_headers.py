"""Security headers: what browsers may do with a response."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


def policy(frame_ancestors: tuple[str, ...]) -> str:
    """The Content-Security-Policy: our own files and nothing else.

    No inline script, no eval, no inline style: views set styles through the style object, which
    the policy does not concern. `blob:` and `data:` are pictures and films that the page itself
    makes.
    """
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' blob: data:",
            "media-src blob:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            f"frame-ancestors {' '.join(frame_ancestors)}",
        )
    )


def headers(frame_ancestors: tuple[str, ...]) -> dict[str, str]:
    """The headers of every response, also of those made below the app."""
    return {
        "content-security-policy": policy(frame_ancestors),
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "permissions-policy": "camera=(), geolocation=(), microphone=()",
        "cross-origin-opener-policy": "same-origin",
    }


class SecurityHeaders:
    """Adds the headers to every response that does not set them itself."""

    def __init__(self, app: ASGIApp, frame_ancestors: tuple[str, ...]) -> None:
        self.app = app
        self.headers = headers(frame_ancestors)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on."""
        if scope["type"] not in ("http", "websocket"):
            return await self.app(scope, receive, send)

        async def with_headers(message: Message) -> None:
            if message["type"] in ("http.response.start", "websocket.http.response.start"):
                answered = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    answered.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, with_headers)
