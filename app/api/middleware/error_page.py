"""Errors as pages in words, for people: who opens an address in a browser is not shown JSON."""

import gzip
import json
from html import escape
from typing import NamedTuple

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.error_style import PATH


class Words(NamedTuple):
    """The page's texts in one language."""

    tag: str
    missing: str
    refused: str
    failed: str
    advice: str
    patience: str
    way_on: str
    reference: str
    reason: str


ENGLISH = Words(
    "en",
    "There is no page at this address",
    "This address cannot be opened like this",
    "The server cannot answer at the moment",
    "The address may have been cut off or changed on its way. Shiftscope itself is here:",
    "Try again in a few seconds:",
    "Open Shiftscope",
    "The API and its addresses",
    "What the server says",
)
CHINESE = Words(
    "zh-Hans",
    "这个地址没有页面",
    "这个地址不能这样打开",
    "服务器暂时无法回答",
    "地址可能在转发时被截断或改动。可以从这里打开 Shiftscope。",
    "请过几秒再试。",
    "打开 Shiftscope",
    "API 及其地址",
    "服务器的说明",
)


class ErrorPage:
    """Replaces the JSON of an error by a page if a browser asks for a page.

    Args:
        root: the path prefix under which visitors reach the app.
    """

    def __init__(self, app: ASGIApp, root: str) -> None:
        self.app = app
        self.root = root

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            return await self.app(scope, receive, send)
        asked = Headers(scope=scope)
        if "text/html" not in asked.get("accept", ""):
            return await self.app(scope, receive, send)
        started: Message | None = None
        parts: list[bytes] = []

        async def as_page(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start" and is_error(message):
                started = message
            elif started is None:
                await send(message)
            else:
                parts.append(message.get("body", b""))
                if not message.get("more_body", False):
                    await self.send_page(started, b"".join(parts), asked, send)

        await self.app(scope, receive, as_page)

    async def send_page(self, started: Message, body: bytes, asked: Headers, send: Send) -> None:
        """Sends the page; a response to HEAD has only its headers."""
        headers = MutableHeaders(scope=started)
        if headers.get("content-encoding") == "gzip":
            body = gzip.decompress(body)
            del headers["content-encoding"]
        words = words_for(asked.get("accept-language", ""))
        page = b""
        if body:
            page = page_of(words, started["status"], json.loads(body)["error"], self.root).encode()
        headers["content-type"] = "text/html; charset=utf-8"
        headers["content-language"] = words.tag
        headers["cache-control"] = "no-store"
        headers.add_vary_header("Accept")
        headers.add_vary_header("Accept-Language")
        if page:
            headers["content-length"] = str(len(page))
        else:
            del headers["content-length"]
        await send(started)
        await send({"type": "http.response.body", "body": page})


def is_error(started: Message) -> bool:
    """Whether a response is an error in the one shape."""
    kind = Headers(raw=started["headers"]).get("content-type", "")
    return bool(started["status"] >= 400 and kind.startswith("application/json"))


def words_for(languages: str) -> Words:
    """The texts in the first language of an Accept-Language header, in English if there are none.

    Browsers list the preferred language first.
    """
    return CHINESE if languages.strip().lower().startswith("zh") else ENGLISH


def page_of(words: Words, status: int, error: dict[str, str], root: str) -> str:
    """The page: what is wrong, and a way on."""
    heading = words.missing if status == 404 else words.failed if status >= 500 else words.refused
    advice = words.patience if status >= 500 else words.advice
    reason = escape(error["message"])
    return f"""<!doctype html>
<html lang="{words.tag}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="robots" content="noindex" />
    <title>{heading} – Shiftscope</title>
    <link rel="icon" href="{root}/icon.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="{root}{PATH}" />
  </head>
  <body>
    <main>
      <h1>{heading}</h1>
      <p>{advice}</p>
      <p><a class="way-on" href="{root}/">{words.way_on}</a></p>
      <p><a href="{root}/docs">{words.reference}</a></p>
      <p class="reason">{words.reason} ({status}): <span lang="en">{reason}</span></p>
    </main>
  </body>
</html>
"""
