"""News agencies: how credit lines name them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

UNSPECIFIED = "unspecified"

# Name in the report: other names that credit lines print. Capitals count, for 'AA' is an agency
# and 'aa' is not.
_AGENCIES: dict[str, tuple[str, ...]] = {
    "AAP": ("Australian Associated Press",),
    "AFP": ("Agence France-Presse", "Agence France Presse"),
    "Anadolu": ("Anadolu Agency", "AA"),
    "ANI": ("Asian News International",),
    "ANSA": (),
    "Antara": (),
    "AP": ("Associated Press", "The Associated Press"),
    "APP": ("Associated Press of Pakistan",),
    "Bernama": (),
    "Bloomberg": ("Bloomberg News",),
    "BSS": (),
    "Canadian Press": ("The Canadian Press", "CP"),
    "CNA": ("Central News Agency",),
    "dpa": ("DPA", "Deutsche Presse-Agentur"),
    "EFE": ("Agencia EFE",),
    "IANS": ("Indo-Asian News Service",),
    "Interfax": (),
    "IRNA": (),
    "Jiji": ("Jiji Press",),
    "KCNA": ("Korean Central News Agency",),
    "Kyodo": ("Kyodo News",),
    "MENA": ("Middle East News Agency",),
    "NAN": ("News Agency of Nigeria",),
    "News1": (),
    "Newsis": (),
    "PA": ("PA Media", "Press Association"),
    "PTI": ("Press Trust of India",),
    "Reuters": ("Thomson Reuters", "REUTERS"),
    "RIA Novosti": ("RIA",),
    "SPA": ("Saudi Press Agency",),
    "TASS": ("ITAR-TASS", "Itar-Tass", "Tass"),
    "Ukrinform": (),
    "UNI": ("United News of India",),
    "UPI": ("United Press International",),
    "VNA": ("Vietnam News Agency",),
    "WAM": (),
    "Xinhua": ("Xinhua News Agency", "XINHUA"),
    "Yonhap": ("Yonhap News", "Yonhap News Agency", "YONHAP"),
}
_NONE_NAMED = r"(?:[Nn]ews )?[Aa]gencies|AGENCIES|[Ww]ire services|[Ww]ires|[Aa]gency inputs"


@lru_cache(maxsize=64)
def one_agency(extra: tuple[str, ...] = ()) -> str:
    """A regular expression for one agency's name; ``extra`` are names a profile adds."""
    names = [*_AGENCIES, *(alias for aliases in _AGENCIES.values() for alias in aliases), *extra]
    ordered = sorted(dict.fromkeys(names), key=lambda name: (-len(name), name))
    return rf"(?:(?:the )?(?:{'|'.join(map(re.escape, ordered))})|{_NONE_NAMED})(?!\w)"


@lru_cache(maxsize=64)
def agency_list(extra: tuple[str, ...] = ()) -> str:
    """A regular expression for one or more agencies: 'AFP', 'AP, Reuters and agencies'."""
    one = one_agency(extra)
    return rf"{one}(?:(?:\s*[,/&+]\s*|\s+and\s+|\s*,\s*and\s+|\s*-\s*|\s+with\s+){one}){{0,4}}"


def agencies_in(words: str, extra: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The agencies that a credit line names, by the report's names, in order and once each."""
    found = re.findall(rf"(?<!\w){one_agency(extra)}", words)
    return tuple(dict.fromkeys(canonical(name) for name in found))


def canonical(name: str) -> str:
    """The report's name for an agency ('Agence France-Presse' → 'AFP'); 'agencies' with none
    named is 'unspecified'; a name that is not known stays as it is."""
    bare = name.strip().removeprefix("the ")
    if re.fullmatch(_NONE_NAMED, bare):
        return UNSPECIFIED
    for agency, aliases in _AGENCIES.items():
        if bare in (agency, *aliases) or f"The {bare}" in aliases:
            return agency
    return bare


def split_names(value: str) -> Iterable[str]:
    """The agency names of a metadata value, parted by ';', ',' or '|'."""
    return (name for part in re.split(r"[;,|]", value) if (name := part.strip()))
