"""Outlets that are known by name or address, with their country."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from framing.files import OUTLET_NAMES, packaged_toml
from framing.outlets import slugify
from framing.outlets.addresses import host_of

_AGENCIES = frozenset(
    {"Reuters", "Associated Press", "AFP", "UPI", "TASS", "Interfax", "Xinhua", "Kyodo News"}
    | {"Yonhap", "KCNA", "ANSA", "Ukrinform", "Anadolu Agency", "SANA", "Tasnim", "Bloomberg"}
    | {"Fars News Agency"}
)

# Names that are words of menus, too: alone on a line they say nothing.
COMMON = frozenset(
    "metro local national time fortune slate quartz vice hill times sun star age"
    " stuff express mirror"
    " independent sky insider usnews wire nation standard punch dawn scroll observer economist"
    " guardiannigeria globe telegraph atlantic verge theverge wired ft ht aa sbs i"
    " journal herald dailystar dailymirror dailynews gleaner age vanguard presstv"
    " nbc cbs abc people today todaysingapore elle vogue mint reason deadline variety inc stat"
    " glamour billboard esquire marketplace entrepreneur cut thecut week theweek cosmopolitan"
    " bustle pagesix"
    " citizen monitor theroot ringer athletic diplomat print quint debrief register gq vulture"
    " intelligencer telegraphindia nationpakistan tribuneindia starkenya nationthailand".split()
)

_SITE = re.compile(r"(\w{8,})\.(?:com|org|net)", re.ASCII | re.I)


@dataclass(frozen=True, slots=True)
class Known:
    """An outlet that is known by name: its country, and whether it is an agency."""

    name: str
    country: str
    agency: bool


def name_key(name: str) -> str:
    """A name by its letters alone, without an article before it."""
    return slugify(name).removeprefix("the-").replace("-", "")


@lru_cache(maxsize=1)
def known_names() -> tuple[Mapping[str, Known], Mapping[str, Known]]:
    """Known outlets by the key of each name, and by address."""
    names: dict[str, Known] = {}
    addresses: dict[str, Known] = {}
    for name, about in packaged_toml(OUTLET_NAMES).items():
        known = Known(name, about["country"], name in _AGENCIES)
        plain = re.sub(r"\s*\(.*\)$", "", name)
        for form in (name, plain, *about.get("names", ())):
            names.setdefault(name_key(form), known)
        for address in about.get("addresses", ()):
            addresses[address] = known
            names.setdefault(name_key(address), known)
    return names, addresses


def known_outlet(name: str) -> Known | None:
    """The outlet that a name, an abbreviation or an address stands for."""
    if not name.strip():
        return None
    names, key = known_names()[0], name_key(name)
    if key not in names and (site := _SITE.fullmatch(name.strip())):
        key = name_key(site[1]).removeprefix("the")  # 'TheHuffingtonPost.com'
    return names.get(key)


def outlet_of_address(url: str) -> tuple[str, str] | None:
    """The outlet that an address belongs to, and the address's site; the site itself where the
    outlet is not known."""
    host = host_of(url if "//" in url else f"//{url}")
    host = re.sub(r"^(?:www\d?|m|amp|mobile|edition|news)\.(?=[^.]+\.[^.]+)", "", host)
    if "." not in host or host.startswith("localhost"):
        return None
    labels = host.split(".")
    for start in range(len(labels) - 1):
        known = known_names()[1].get(".".join(labels[start:]))
        if known:
            return known.name, host
    return host, host
