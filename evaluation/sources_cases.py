"""The hand-written sets of the sources analyser: speaker cases, and marked-up attributions."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.sources_score import Attribution
from framing.analysers.sources import Sources
from framing.models import Article, Parts, Span, Statement
from framing.outlets import load_outlets
from framing.text.parse import parse_articles

FIELDS = ("speaker", "naming", "role", "country", "via")
_MARKED = re.compile(r"\[([SUC])(\d+(?:,\d+)*) ([^\[\]]*)\]")


@dataclass(frozen=True, slots=True)
class Marked:
    """A marked-up text, its marks taken off, with the attributions that they tell."""

    style: str
    text: str
    gold: tuple[Attribution, ...]


def plain_article(text: str, name: str = "text", outlet: str = "unknown") -> Article:
    """An article that is all body, taken as it is."""
    return Article(
        id=name, path=name, text=text, parts=Parts(Span(0, len(text))), outlet=outlet,
        outlet_name=outlet,
    )  # fmt: skip


def read_marked(path: Path) -> list[Marked]:
    """The articles of a marked-up set.

    Raises:
        ValueError: a mark is not closed or is nested.
    """
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return [_unmarked(article["style"], article["text"]) for article in data["article"]]


def _unmarked(style: str, marked: str) -> Marked:
    text, at = "", 0
    roles: dict[int, dict[str, list[Span]]] = {}
    for match in _MARKED.finditer(marked):
        text += marked[at : match.start()]
        role, numbers, words = match.groups()
        span = Span(len(text), len(text) + len(words))
        for number in numbers.split(","):
            roles.setdefault(int(number), {"S": [], "U": [], "C": []})[role].append(span)
        text += words
        at = match.end()
    text += marked[at:]
    if "[" in text or "]" in text:
        raise ValueError(f"a mark is not closed near: {text[max(0, text.find('[')) :][:60]!r}")
    gold = tuple(
        Attribution(tuple(r["C"]), tuple(r["U"]), tuple(r["S"]))
        for _, r in sorted(roles.items())
        if r["C"]
    )
    return Marked(style, text, gold)


def as_attributions(statements: Iterable[Statement]) -> tuple[Attribution, ...]:
    """Statements as the scorer takes them."""
    return tuple(
        Attribution(s.content, (s.cue,) if s.cue else (), (s.source,) if s.source else ())
        for s in statements
    )


def read_cases(paths: Sequence[Path]) -> list[Mapping[str, Any]]:
    """The speaker cases of all files, in order."""
    return [case for path in paths for case in tomllib.loads(path.read_text("utf-8"))["case"]]


def judge(cases: Iterable[Mapping[str, Any]], analyser_of: Any) -> Iterator[tuple[str, str, bool]]:
    """For each expectation and field: (field, what went wrong or '', whether it is right).

    Args:
        analyser_of: makes the analyser from outlet profiles.

    A speaker is right when the description holds the expected words and the speaker's id is shared
    with exactly those expectations of the case that name the same speaker.
    """
    by_country = {p.country: p for p in load_outlets().values()}
    for number, case in enumerate(cases):
        profile = by_country.get(case.get("here", ""))
        analyser: Sources = analyser_of({"own": profile} if profile else {})
        article = plain_article(case["text"], str(number), "own")
        parsed = next(parse_articles([article], analyser.needs))
        statements = analyser.analyse(parsed, article).statements
        names: dict[str | None, set[str]] = {}
        for want in case["want"]:
            found = _pick(case["text"], statements, want["says"])
            where = f"{want['says']!r}: wanted {{}}, got {{}}"
            for field in FIELDS:
                if found is None:
                    yield field, where.format(want[field], "no statement"), False
                    continue
                got = getattr(found, field) or ""
                if field == "speaker":
                    right = want["speaker"].lower() in got.lower() and all(
                        (key == found.speaker_id) == (want["speaker"] in known)
                        for key, known in names.items()
                    )
                    names.setdefault(found.speaker_id, set()).add(want["speaker"])
                    got = f"{got} ({found.speaker_id})"
                else:
                    right = got == want[field]
                yield field, "" if right else f"{field} of " + where.format(want[field], got), right


def _pick(text: str, statements: Sequence[Statement], says: str) -> Statement | None:
    """The shortest statement whose content holds the words."""
    hits = [s for s in statements if says in " … ".join(c.of(text) for c in s.content)]
    return min(hits, key=lambda s: sum(c.end - c.start for c in s.content), default=None)


def accuracy(judged: Iterable[tuple[str, str, bool]]) -> tuple[dict[str, float], int, list[str]]:
    """Share right by field, the number of expectations, and what went wrong."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    wrong = []
    for field, problem, good in judged:
        total[field] += 1
        right[field] += good
        if problem:
            wrong.append(problem)
    shares = {field: right[field] / total[field] for field in FIELDS if total[field]}
    return shares, total[FIELDS[0]], wrong
