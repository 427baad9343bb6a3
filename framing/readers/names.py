"""Names of outlets inside headlines and addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable

from framing.outlets.addresses import host_of

# What pages put between a headline and the outlet's name.
SEPARATORS = re.compile(r"\s+[|–—·•»:-]\s+|\s*[|»·•]\s*")
_SECTION = 3  # words, at most


def title_without(title: str, names: Iterable[str]) -> str:
    """A headline without the outlet's name that pages put before or behind it."""
    parts = SEPARATORS.split(title)
    plain = {plain_name(name) for name in names if name}
    marks = [match[0] for match in SEPARATORS.finditer(title)]
    if len(parts) > 1 and plain_name(parts[-1]) in plain:
        found = title[: title.rindex(marks[-1])].strip()
        # 'Title | World news | The Guardian': the section goes with the name.
        before, mark, section = found.rpartition(" | ")
        is_section = mark and "|" in marks[-1] and len(section.split()) <= _SECTION
        return before if is_section and len(before.split()) > len(section.split()) else found
    if len(parts) > 1 and plain_name(parts[0]) in plain:
        return title[title.index(marks[0]) + len(marks[0]) :].strip()
    return title


def plain_name(name: str) -> str:
    """An outlet's name for comparing: no case, marks, leading 'The' or end of an address."""
    return re.sub(r"^the |\.(?:com|org|net|co|uk)\b|\W", "", name.casefold())


def host(address: str) -> str:
    """The site that an address is on, without 'www.' and the like; '' for none."""
    return re.sub(r"^(?:www\d?|m|mobile|amp|edition)\.", "", host_of(address))
