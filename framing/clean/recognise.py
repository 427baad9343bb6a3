"""Which outlet a page belongs to, and by which words that is known.

Marks that name the publisher (masthead, copyright line, address, a staff byline) suffice alone.
Habits of an outlet's copy add up. An agency's marks yield to a publisher's, for papers print
agency copy. Where two outlets are as likely, none is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from framing.clean.boilerplate import FOOT_LINES, HEAD_LINES
from framing.clean.lines import Line
from framing.models import Provenance
from framing.outlets import OutletProfile, expressions, slugify

ENOUGH = 3  # points at which an outlet is recognised


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that speak for an outlet: where they stand, why they count and how much."""

    words: str
    where: str
    why: str
    points: int

    def __str__(self) -> str:
        place = {"head": "page head", "foot": "page foot", "file": "file name"}.get(self.where)
        return f"'{self.words}' ({self.why}{'; ' + place if place else ''})"


@dataclass(frozen=True, slots=True)
class Recognition:
    """The outlet recognised, or None, how surely and by which marks; a note where in doubt."""

    profile: OutletProfile | None
    provenance: Provenance
    marks: tuple[Mark, ...]
    note: str = ""

    @property
    def evidence(self) -> str:
        """The marks in words."""
        return "; ".join(map(str, self.marks))


def recognise(
    lines: Sequence[Line], file_name: str, outlets: Mapping[str, OutletProfile]
) -> Recognition:
    """The outlet whose marks stand on the page, else the one that the file's name says.

    Args:
        lines: the page's lines before anything is taken off.
        file_name: the name of the file, without its folder.
        outlets: the profiles to choose from.
    """
    marks = {slug: tuple(_marks(lines, profile)) for slug, profile in outlets.items()}
    points = {slug: sum(mark.points for mark in found) for slug, found in marks.items()}
    likely = [slug for slug in outlets if points[slug] >= ENOUGH]
    publishers = [slug for slug in likely if outlets[slug].kind != "agency"] or likely
    if publishers:
        top = max(points[slug] for slug in publishers)
        best = [slug for slug in publishers if points[slug] == top]
        if len(best) > 1:
            both = " and ".join(f"{outlets[s].name}: {_words(marks[s])}" for s in best)
            note = f"The outlet is not certain. Marks of {both}"
            return Recognition(None, Provenance.GUESSED, (), note)
        found = marks[best[0]]
        sure = any(mark.points >= ENOUGH for mark in found)
        provenance = Provenance.EXTRACTED if sure else Provenance.GUESSED
        return Recognition(outlets[best[0]], provenance, found)
    named = {slug: mark for slug, p in outlets.items() if (mark := _file_mark(file_name, p))}
    if len(named) == 1:
        ((slug, mark),) = named.items()
        return Recognition(outlets[slug], Provenance.GUESSED, (mark,))
    return Recognition(None, Provenance.GUESSED, ())


def _words(marks: Sequence[Mark]) -> str:
    return ", ".join(f"'{mark.words}'" for mark in marks)


def _marks(lines: Sequence[Line], profile: OutletProfile) -> Iterator[Mark]:
    head, foot = lines[:HEAD_LINES], lines[-FOOT_LINES:]
    yield from _name_marks(head, foot, profile)
    for rule in profile.recognise:
        if rule.where == "file":
            continue
        if rule.where == "text":
            texts = ["\n".join(line.text for line in lines)]
        else:
            texts = [line.text for line in (head if rule.where == "head" else foot)]
        for text in texts:
            match = expressions.search(rule.pattern, text)
            if match:
                yield Mark(" ".join(match[0].split()), rule.where, rule.why, rule.points)
                break


def _name_marks(
    head: Sequence[Line], foot: Sequence[Line], profile: OutletProfile
) -> Iterator[Mark]:
    """Marks that any outlet has: its name alone on a line, its copyright line, its address."""
    addresses = [name for name in profile.names if "." in name and " " not in name]
    names = [name for name in profile.names if name not in addresses]
    either = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    forms = [
        ("its name on a line of its own", rf"(?:{either})"),
        (
            "its copyright line",
            rf"(?:©|\(c\)|copyright\b).{{0,60}}(?<!\w)(?:{either})(?!\w).{{0,80}}",
        ),
    ]
    if profile.kind != "agency":  # 'Source: Reuters' is a credit
        forms.append(("named as the source", rf"(?:source|outlet|publication) ?: ?(?:{either})"))
    for why, form in forms:
        yield from _first(head, foot, re.compile(form, re.I).fullmatch, why)
    if addresses:
        either = "|".join(re.escape(address) for address in addresses)
        yield from _first(
            head, foot, re.compile(rf"(?<![\w-])(?:{either})\b", re.I).search, "its address"
        )


def _first(head: Sequence[Line], foot: Sequence[Line], match: object, why: str) -> Iterator[Mark]:
    assert callable(match)
    for where, lines in (("head", head), ("foot", foot)):
        for line in lines:
            found = match(line.text)
            if found:
                yield Mark(found[0], where, why, ENOUGH)
                return


def _file_mark(file_name: str, profile: OutletProfile) -> Mark | None:
    stem = f"-{slugify(file_name.rsplit('.', 1)[0])}-"
    for name in (profile.slug, *profile.names):
        if f"-{slugify(name)}-" in stem:
            return Mark(file_name, "file", "its name", ENOUGH - 1)
    for rule in profile.recognise:
        if rule.where == "file" and (match := expressions.search(rule.pattern, file_name)):
            return Mark(match[0], "file", rule.why, rule.points)
    return None
