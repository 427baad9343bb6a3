"""Addresses of web pages, as tables and pages give them: what stands there may be none."""

from __future__ import annotations

from urllib.parse import urlsplit


def host_of(address: str) -> str:
    """The host that an address with its scheme (or '//') names, in lower case; '' where there is
    none, as in '[', which ``urlsplit`` ends with an error."""
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""
