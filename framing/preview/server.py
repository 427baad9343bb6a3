"""The preview's server: the report at '/', its news at '/events', the theme's files it asks for.

No path of a request is ever looked up on the disk: the theme's files are those that the report
asks for, by addresses that the session made.
"""

from __future__ import annotations

import asyncio
import re
import secrets
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from html import unescape
from mimetypes import guess_type
from pathlib import Path
from types import MappingProxyType

from jinja2 import Environment, FileSystemLoader, Template
from starlette.applications import Starlette
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from framing.models import Skipped

LOOPBACK = "127.0.0.1"
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_NO_STORE = "no-store"
# An address holds its content's hash, so what a browser keeps under it never grows old.
_KEEP = "private, max-age=86400, immutable"


@dataclass(frozen=True, slots=True)
class Built:
    """A report that was built: its HTML, the theme's files that it asks for, by address, and how
    many of its articles had to be analysed for it."""

    html: str
    files: Mapping[str, Path] = field(default_factory=lambda: MappingProxyType({}))
    articles: int = 0
    analysed: int = 0
    skipped: tuple[Skipped, ...] = ()


class Board:
    """What is shown now, and the browsers that wait for news of it."""

    def __init__(self) -> None:
        self._run = secrets.token_hex(4)
        self._number = 0
        self._listeners: set[asyncio.Queue[str]] = set()
        self._closed = False
        self.files: Mapping[str, Path] = {}
        self.shown = Shown(f"{self._run}-0")

    def show(self, built: Built) -> bool:
        """Show a report. Whether it is another page than before."""
        self.files = {**self.files, **built.files}
        report, scripts = without_policy(built.html)
        return self._change(replace(self.shown, report=report, scripts=scripts, problem=None))

    def tell_problem(self, problem: Problem) -> bool:
        """Show what is wrong, over the last report. Whether it is another page than before."""
        return self._change(replace(self.shown, problem=problem))

    def _change(self, shown: Shown) -> bool:
        changed = shown != self.shown
        if changed:
            self._number += 1
            self.shown = replace(shown, version=f"{self._run}-{self._number}")
        self._send(_event("stage", ""))
        self._send(_event("page", self.shown.version))
        return changed

    def stage(self, text: str) -> None:
        """Tell the browsers what is being done."""
        self._send(_event("stage", text))

    def close(self) -> None:
        """End all connections that wait for news."""
        self._closed = True
        self._send("")

    def _send(self, event: str) -> None:
        for listener in self._listeners:
            listener.put_nowait(event)

    async def news(self) -> AsyncIterator[str]:
        """Events as they come, the first at once, until the board is closed."""
        listener: asyncio.Queue[str] = asyncio.Queue()
        self._listeners.add(listener)
        try:
            yield _event("page", self.shown.version)
            while not self._closed and (event := await listener.get()):
                yield event
        finally:
            self._listeners.discard(listener)


def _event(kind: str, data: str) -> str:
    return f"event: {kind}\ndata: {' '.join(data.split())}\n\n"


class Guard:
    """Lets through what a browser on this machine asks of this server, and nothing else.

    A page elsewhere could lead its own name to this machine's loopback (DNS rebinding) or send
    requests from the reader's browser: names and origins other than loopback's are refused.
    """

    def __init__(self, app: ASGIApp, port: int) -> None:
        self.app = app
        names = ("127.0.0.1", "localhost", "[::1]")
        self.hosts = {f"{name}:{port}" for name in names} | set(names if port == 80 else ())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer an ASGI request."""

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", _NO_STORE)
                headers.setdefault("Content-Security-Policy", "default-src 'none'")
            await send(message)

        if scope["type"] != "http":
            return
        refused = self._refused(scope["method"], Headers(scope=scope))
        await (refused or self.app)(scope, receive, sealed)

    def _refused(self, method: str, headers: Headers) -> Response | None:
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self.hosts:
            return PlainTextResponse("This address is not the preview's.", 421)
        if method not in ("GET", "HEAD"):
            return PlainTextResponse("Only GET and HEAD.", 405, {"Allow": "GET, HEAD"})
        origins = headers.getlist("origin")
        if any(o.lower().removeprefix("http://") not in self.hosts for o in origins):
            return PlainTextResponse("Only for pages of the preview.", 403)
        if any(s not in ("same-origin", "none") for s in headers.getlist("sec-fetch-site")):
            return PlainTextResponse(
                "Only for pages of the preview. Type its address, or paste it.", 403
            )
        return None


def make_app(board: Board, port: int) -> Starlette:
    """The application that shows a board.

    Args:
        board: what is shown.
        port: the server's own port, which requests must name.
    """

    async def report(_request: Request) -> Response:
        nonce = secrets.token_urlsafe(16)
        return Response(
            page(board.shown, nonce),
            media_type="text/html",
            headers={"Content-Security-Policy": policy(nonce, board.shown.scripts)},
        )

    async def events(request: Request) -> Response:
        if request.method == "HEAD":
            return Response(media_type="text/event-stream")
        return StreamingResponse(board.news(), media_type="text/event-stream")

    async def icon(_request: Request) -> Response:
        return Response(status_code=204)  # browsers ask for one of themselves

    async def theme(request: Request) -> Response:
        file = board.files.get(request.url.path)
        try:
            content = file.read_bytes() if file else None
        except OSError:  # it is gone since the report was built
            content = None
        if file is None or content is None:
            return PlainTextResponse("There is no such page.", 404)
        kind = guess_type(file.name)[0] or "application/octet-stream"
        return Response(content, media_type=kind, headers={"Cache-Control": _KEEP})

    app = Starlette(
        routes=[
            Route("/", report),
            Route("/events", events),
            Route("/favicon.ico", icon),
            Route("/theme/{name}", theme),
        ],
        middleware=[Middleware(Guard, port=port)],
    )
    app.router.redirect_slashes = False
    return app


_ASSETS = Path(__file__).parent / "assets"
_POLICY = re.compile(r"<meta\s+http-equiv=[\"']?Content-Security-Policy\b[^>]*>", re.IGNORECASE)
_HASH = re.compile(r"'sha256-[\w+/]+={0,2}'")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and what to do about it."""

    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows: the last report that could be built, and what is wrong now, if anything.

    ``version`` is another one for each page, also after the preview was started anew. ``scripts``
    are the hashes of the scripts that the HTML edition itself lets run.
    """

    version: str
    report: str = ""
    scripts: tuple[str, ...] = ()
    problem: Problem | None = None


def page(shown: Shown, nonce: str) -> str:
    """The page as HTML; its script runs where the policy allows that nonce."""
    extra = _template("bar.html.j2").render(
        shown=shown,
        nonce=nonce,
        style=(_ASSETS / "bar.css").read_text("utf-8"),
        script=(_ASSETS / "reload.js").read_text("utf-8"),
    )
    report = shown.report or _template("empty.html.j2").render()
    end = list(re.finditer(r"</body\s*>", report, re.IGNORECASE))
    at = end[-1].start() if end else len(report)
    return report[:at] + extra + report[at:]


def without_policy(report: str) -> tuple[str, tuple[str, ...]]:
    """A report without its own Content-Security-Policy, under which the preview's script could not
    run, and the hashes of the scripts that it allows."""
    found = " ".join(unescape(tag) for tag in _POLICY.findall(report))
    return _POLICY.sub("", report), tuple(dict.fromkeys(_HASH.findall(found)))


def policy(nonce: str, scripts: Sequence[str] = ()) -> str:
    """The Content-Security-Policy: nothing from elsewhere, and no script but the preview's own and
    those of the HTML edition."""
    allowed = " ".join((f"'nonce-{nonce}'", *scripts))
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {allowed}",
            "style-src 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )


@cache
def _template(name: str) -> Template:
    return Environment(loader=FileSystemLoader(_ASSETS), autoescape=True).get_template(name)
