"""The Content-Security-Policy of an HTML edition, whatever its templates say: it loads nothing,
sends nothing, and runs no script but our own."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache

from framing.files import report_templates
from framing.report.document import attributes_in, pieces_of

# What may stand before the policy: a browser that meets anything else opens the body, and there it
# would not be heeded. Spaces are those of HTML alone.
_SPACE = r"[\t\n\f\r ]*"
_TAG = r"""(?=[\s>])(?:[^>"']|"[^"]*"|'[^']*')*>"""
_START = re.compile(rf"(?:{_SPACE}(?:<!doctype[^>]*>|<!--.*?-->))*", re.IGNORECASE | re.DOTALL)
_HEAD = re.compile(rf"{_SPACE}(?:<html{_TAG})?{_SPACE}(?:<head{_TAG})?", re.IGNORECASE)


def under_policy(html: str) -> str:
    """The document with our policy as the first thing that a browser heeds, and with no other."""
    kept = (piece.text for piece in pieces_of(html) if not _is_policy(piece.name, piece.attributes))
    text = "".join(kept)
    start = _START.match(text)
    at = start.end() if start else 0
    head = _HEAD.match(text, at)
    # What such a tag does on a click is allowed for good if it is read before the policy.
    if head and not re.search(r"on\w+\s*=", head.group(), re.IGNORECASE):
        at = head.end()
    return f"{text[:at]}\n{_meta()}{text[at:]}"


def _is_policy(name: str, attributes: str) -> bool:
    return name == "meta" and any(
        key == "http-equiv" and value.strip().lower().startswith("content-security-policy")
        for _, key, value in attributes_in(attributes)
    )


@cache
def _meta() -> str:
    # The script stands in the document as its template gives it: without the last line's end.
    script = (report_templates() / "default" / "report.js").read_text("utf-8").removesuffix("\n")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")
    return (
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src'
        f" 'unsafe-inline'; img-src data:; font-src data:; script-src 'sha256-{digest}';"
        " base-uri 'none'; form-action 'none'\">"
    )
