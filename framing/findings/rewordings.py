"""Copy that two outlets share, in which one names or judges otherwise than the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from framing.analysers.tone.loaded import LoadedHit
from framing.evidence.rewordings import Rewording, rewordings
from framing.evidence.rows import sentence_id
from framing.findings.taking_part import LISTED, TakingPart
from framing.findings.words import READ, Finding, form, quoted
from framing.models import NamingChoice, Span
from framing.wording import number


def rewording_findings(page: TakingPart) -> Iterator[Finding]:
    """The two outlets that word most of what they share otherwise, by words that name or judge: in
    the list of evaluative words, or a name of the codebook's label sets."""
    judging = _judging(page)
    analyses = {row.analysis.article.id: row.analysis for row in page.articles}
    found: defaultdict[tuple[str, str], dict[tuple[str, str], Rewording]] = defaultdict(dict)
    for passage in page.comparison.shared:
        if not page.has(passage.article_ids):
            continue
        for each in rewordings(passage, analyses):
            sides = ((each.one, each.one_place), (each.other, each.other_place))
            if any(_overlaps(span, place, judging) for span, place in sides):
                texts = [
                    span.of(analyses[place[0]].article.text) if span else ""
                    for span, place in sides
                ]
                outlets = [analyses[place[0]].article.outlet for _, place in sides]
                found[outlets[0], outlets[1]].setdefault((texts[0], texts[1]), each)
    if not found:
        return
    (one, other), held = max(found.items(), key=lambda each: (len(each[1]), each[0]))
    yield _finding(page, one, other, held)


def _judging(page: TakingPart) -> dict[str, list[Span]]:
    """The places of words that name or judge, by article id."""
    places: defaultdict[str, list[Span]] = defaultdict(list)
    for row in page.comparison.rows.mentions:
        told = row.mention
        if isinstance(told, NamingChoice) or (
            isinstance(told, LoadedHit) and told.kind == "loaded"
        ):
            places[row.analysis.article.id].append(row.mention.span)
    return places


def _overlaps(span: Span | None, place: tuple[str, int], judging: dict[str, list[Span]]) -> bool:
    return span is not None and any(span.overlaps(each) for each in judging[place[0]])


def _finding(
    page: TakingPart, one: str, other: str, held: dict[tuple[str, str], Rewording]
) -> Finding:
    first, second = page.name(one), page.name(other)
    told = [
        f"{first} has {quoted(a)} where {second} has {quoted(b)}"
        if a and b
        else f"{first} has {quoted(a)}, which {second} leaves out"
        if a
        else f"{second} has {quoted(b)}, which {first} leaves out"
        for a, b in held
    ]
    a, b = next(((a, b) for a, b in held if a and b), next(iter(held)))
    if a and b:
        title = f"{first} has {quoted(a)} where {second} has {quoted(b)}"
    else:
        title = f"{quoted(a or b)}: in {first if a else second}, not in {second if a else first}"
    rows = [
        sentence_id(page.comparison.refs[article], sentence)
        for each in held.values()
        for article, sentence in (each.one_place, each.other_place)
    ]
    return Finding(
        topic="shared_copy",
        outlet="",
        title=title,
        clause="the same copy in other words",
        text=f"In sentences that both have, {'; '.join(told[:LISTED])}. "
        "Which of them changed the copy, the words do not tell.",
        number=number(len(held)),
        label=f"{form(held, 'place', 'places')} where shared copy names or judges otherwise",
        sure=READ,
        why="Word by word, in sentences that are otherwise mostly the same.",
        rows=tuple(dict.fromkeys(rows)),
        weight=2.5 + 0.2 * len(held),
    )
