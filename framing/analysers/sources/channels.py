"""In what form a statement was made, and whether its speaker's name is withheld."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from framing.models import Span

_CHANNELS = (
    ("press conference", r"press conference|news conference|press briefing|news briefing|"
     r"regular briefing|daily briefing|media briefing|told (?:a )?briefing|told reporters|"
     r"told journalists|told a conference|media conference|addressing reporters"),
    ("interview", r"\binterview(?:ed)?\b"),
    ("leak", r"\bleaked\b|\bleaks?\b (?:to|by|from)|WikiLeaks|documents? obtained by|"
     r"\b(?:seen|obtained|reviewed) by\b"),
    ("social media", r"\btweet(?:ed|s|ing)?\b|\bon (?:Twitter|X|Facebook|Telegram|Instagram|"
     r"Weibo|Truth Social|social media)\b|\b(?:Twitter|Facebook|Telegram|blog) post\b"),
    ("speech", r"\bin (?:a|an|his|her|their|its) (?:\w+ )?(?:speech|address|sermon|lecture)\b|"
     r"\btold (?:parliament|lawmakers|the (?:court|assembly|council|house|senate))\b"),
    ("letter", r"\bin (?:a|an|his|her|their|the|its) (?:\w+ )?(?:letter|e-?mail|memo)\b"),
    ("statement", r"\b(?:in|issued|read|released|by) (?:a|an|his|her|its|their|the) "
     r"(?:\w+ ){0,3}(?:statement|communiqué|communique|press release|declaration)\b|"
     r"\bstatement (?:said|says|added|read)\b"),
)  # fmt: skip
# What somebody says in, and copy goes on to cite as 'the report'.
_ISSUED = re.compile(
    r"\b(?:[Ii]n|issued?|released?|publish(?:ed)?|carried|wrote|sent|[Ff]rom) "
    r"(?:an?|its|his|her|their) (?:[\w-]+ ){0,3}?"
    r"(?P<what>report|editorial|commentary|dispatch|bulletin|letter|memo|study|survey|declaration)\b"
)
_CHANNEL_PATTERNS = tuple((name, re.compile(pattern, re.I)) for name, pattern in _CHANNELS)
_ANONYMOUS = re.compile(
    r"(?:on )?condition of anonymity|(?:requested|requesting|insisted on|seeking|asked for|"
    r"granted) anonymity|(?:declin\w+|ask\w*|refus\w+|want\w*|prefer\w+|did not wish|"
    r"didn['’]t want) (?:not )?to be (?:named|identified|quoted by name)|"
    r"(?:not|un) ?authori[sz]ed to (?:speak|talk|comment|discuss)|who was not named|"
    r"without giving (?:his|her|their|a) name|spoke anonymously|speaking anonymously",
    re.I,
)


def issued_in(text: str, outside: Sequence[Span]) -> set[str]:
    """What the words around a content say that its speaker has issued: 'report', 'statement'."""
    found = {m["what"] for span in outside for m in _ISSUED.finditer(text, span.start, span.end)}
    statement = channel_of(text, outside, None)[0] == "statement"
    return found | {"statement"} if statement else found


def channel_of(text: str, around: Iterable[Span], via: str | None) -> tuple[str | None, str]:
    """The form in which the statement was made, when the attribution's own words tell it.

    Args:
        around: the stretches of the sentence outside the content.
    """
    stretches = [span.of(text) for span in around]
    for name, pattern in _CHANNEL_PATTERNS:
        for stretch in stretches:
            match = pattern.search(stretch)
            if match:
                return name, f"'{match.group()}'"
    return ("other outlet", f"via {via}") if via else (None, "")


def anonymity_of(stretches: Iterable[str]) -> str:
    """The words by which the copy says that it withholds the name, empty where it does not."""
    for stretch in stretches:
        match = _ANONYMOUS.search(stretch)
        if match:
            return match.group()
    return ""
