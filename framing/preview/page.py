"""The page that a browser gets: the report with the preview's own bar and script."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, Template

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
