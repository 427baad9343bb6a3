"""Findings that are read off the page: exact for these articles, and saying nothing beyond them.

Each looks for what one outlet alone does or does not do. Articles of another date take no part:
they may report other events.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from framing.analysers.facts import FactFinding
from framing.evidence import Comparison, SpeakerFigure
from framing.evidence.rows import StatementRow, agency_names, sentence_id
from framing.evidence.voice_shifts import SAYING, Shift, quoted_words, voice_shift
from framing.findings.copies import copy_findings
from framing.findings.figures import figures
from framing.findings.gaps import from_country
from framing.findings.headlines import headline_findings
from framing.findings.names import name_findings
from framing.findings.openings import opening_findings
from framing.findings.resting import all_in_one_of_several, in_agency_copy, where_alone
from framing.findings.rewordings import rewording_findings
from framing.findings.taking_part import LEAST, LISTED, TakingPart
from framing.findings.tolls import tolls
from framing.findings.words import (
    CITED,
    READ,
    Finding,
    amount,
    form,
    frame_name,
    inside,
    quoted,
)
from framing.models import Naming, SharedPassage, Voice
from framing.wording import capital, in_words, joined, number

_TO_SHARE = 8  # statements, for one speaker's share of them to say something
_HALF, _MOST, _APART, _NOT_SO = 0.5, 0.66, 0.2, 0.4  # shares
_PEOPLE = 2
_FAR_MORE = 1.5  # times as many people, in all and by sentence, as in the next outlet
_TELLING = 8  # words in a row: fewer are a phrase that two writers may well both have


def page_findings(comparison: Comparison) -> list[Finding]:
    """What can be read off the page, each finding with its rows."""
    page = TakingPart(comparison)
    if len(page.outlets) < 2:
        return []
    makers = [_voices, copy_findings, rewording_findings, _one_speaker, tolls, figures, _facts]
    alone: list[Callable[[TakingPart], Iterator[Finding]]] = []
    if len(page.outlets) >= LEAST:  # of two, each is the other's only other
        alone += [opening_findings, headline_findings, _people, _countries, name_findings]
        makers += [_first] if comparison.fits else []
    found = [finding for maker in makers for finding in maker(page)]
    only = [finding for maker in alone for finding in maker(page)]
    if comparison.apart:
        # 'Only here' must hold beside the articles of another date, too.
        everyone = TakingPart(comparison, all_dates=True)
        holding = {(f.topic, f.outlet, f.clause) for maker in alone for f in maker(everyone)}
        only = [f for f in only if (f.topic, f.outlet, f.clause) in holding]
    return found + only


def _facts(page: TakingPart) -> Iterator[Finding]:
    """Facts that all others tell and one does not; then those that one alone tells."""
    tellers: defaultdict[str, dict[str, str]] = defaultdict(dict)
    often: Counter[tuple[str, str]] = Counter()
    for row, told in page.mentions(FactFinding):
        tellers[told.fact].setdefault(row.outlet, row.id)
        often[told.fact, row.outlet] += 1
    names = {card.id: card.name for card in page.comparison.codebook.facts}
    missing: defaultdict[str, list[str]] = defaultdict(list)
    only: defaultdict[str, list[str]] = defaultdict(list)
    for fact in names:
        held = tellers.get(fact, {})
        without = [outlet.slug for outlet in page.outlets if outlet.slug not in held]
        if page.comparison.rows.near_misses.get(fact, frozenset()) & set(without):
            continue  # an outlet may tell it in other words
        if len(without) == 1:
            missing[without[0]].append(fact)
        elif len(held) == 1:
            [slug] = held
            # Of several articles one may well say a thing in passing.
            if page.noun == "article" or often[fact, slug] > 1:
                only[slug].append(fact)
    others = len(page.outlets) - 1
    for slug, facts in sorted(missing.items(), key=lambda each: (-len(each[1]), each[0])):
        rows = [row for fact in facts for row in tellers[fact].values()]
        cards = "; ".join(inside(names[fact]) for fact in facts[:LISTED])
        told_by = _told_by(page, slug)
        it = form(facts, "it", "them")
        noun = form(facts, "fact", "facts")
        yield Finding(
            topic="naming",
            outlet=slug,
            title=f"Not found in {page.name(slug)}: {inside(names[facts[0]])}",
            clause=f"{in_words(len(facts))} {noun} not found that {told_by}",
            text=f"{capital(told_by)}: {cards}. No words for {it} were found in {page.name(slug)}.",
            number=f"{number(others)} of {number(others + 1)}",
            label=f"{page.noun}s that tell {form(facts, 'it', 'each')}",
            sure=READ,
            why="By the codebook’s fact cards. Not found is not left out.",
            rows=tuple(dict.fromkeys(rows)),
            weight=2.6 + 0.1 * len(facts),
        )
    if only:
        slug = max(only, key=lambda each: (len(only[each]), each))
        facts = only[slug]
        cards = "; ".join(inside(names[fact]) for fact in facts[:LISTED])
        yield Finding(
            topic="naming",
            outlet=slug,
            title=f"Told by {page.name(slug)} alone: {inside(names[facts[0]])}",
            clause=f"{in_words(len(facts))} {form(facts, 'fact', 'facts')} that no other tells",
            text=f"Found in no other of the {in_words(others + 1)} {page.noun}s: {cards}.",
            number=f"1 of {number(others + 1)}",
            label=f"{page.noun}s where {form(facts, 'it was', 'they were')} found",
            sure=READ,
            why="By the codebook’s fact cards.",
            rows=tuple(dict.fromkeys(tellers[fact][slug] for fact in facts))[:4],
            weight=1.7 + 0.05 * len(facts),
        )


def _told_by(page: TakingPart, slug: str) -> str:
    """'Both others tell': who tells what one outlet does not."""
    others = [outlet.name for outlet in page.outlets if outlet.slug != slug]
    if len(others) == 1:
        return f"{others[0]} tells"
    return "both others tell" if len(others) == 2 else f"all {in_words(len(others))} others tell"


def _voices(page: TakingPart) -> Iterator[Finding]:
    """The same words, quoted by one outlet and not by another."""
    by_id = {analysis.article.id: analysis for analysis in page.comparison.analyses}
    shifts = [
        (quoted_words(passage, by_id), passage.spans, passage)
        for passage in page.comparison.shared
        if page.has(passage.article_ids) and voice_shift(passage, by_id) is Shift.QUOTED
    ]
    words, _, longest = max(shifts, key=lambda each: each[:2], default=(0, (), None))
    if longest and words >= _TELLING and (found := _voice_shift(page, longest, words)):
        yield found


def _voice_shift(page: TakingPart, passage: SharedPassage, words: int) -> Finding | None:
    analyses = {analysis.article.id: analysis for analysis in page.comparison.analyses}
    quoting: dict[str, None] = {}
    plain: dict[str, None] = {}
    crediting: dict[str, None] = {}
    rows = []
    for article_id, _, sentence, voice in passage.sides():
        analysis = analyses[article_id]
        name = analysis.article.outlet_name
        (quoting if voice in (Voice.DIRECT, Voice.MIXED) else plain)[name] = None
        rows.append(sentence_id(page.comparison.refs[article_id], sentence))
        if passage.agency in agency_names(analysis):
            crediting[name] = None
    for name in quoting:  # an outlet that quotes them in another article has them from there
        plain.pop(name, None)
    if not plain:
        return None
    quoters, others = joined(list(quoting)), joined(list(plain))
    text = (
        f"{capital(in_words(words))} words in a row that stand in quotation marks in {quoters} "
        f"stand in {others} without them."
    )
    if crediting:
        credit = form(crediting, "credits", "credit")
        text += f" {joined(list(crediting))} {credit} {passage.agency}."
    return Finding(
        topic="shared_copy",
        outlet="",
        title=f"{others} {form(plain, 'prints', 'print')} without quotation marks what "
        f"{quoters} {form(quoting, 'quotes', 'quote')}",
        clause="the same words in another voice",
        text=text,
        number=f"{number(words)} words",
        label=f"quoted in {quoters}, not in {others}",
        sure="The words are certain",
        why="Who wrote them first, the words do not tell.",
        rows=tuple(rows),
        weight=2.4,
    )


def _people(page: TakingPart) -> Iterator[Finding]:
    """Named people whom one outlet alone quotes: the outlet with the most of them, by far, also
    where of the others whoever has a name and was not joined to somebody is counted."""
    held: dict[str, list[SpeakerFigure]] = {}
    at_most: dict[str, int] = {}
    heard = Counter(key for o in page.outlets for key in {s.key for s in o.speakers})  # in outlets
    for outlet in page.outlets:
        only = page.only_in(outlet)
        # One word may be a nickname, or a surname that another outlet spells otherwise; 'apologised
        # in 2008' tells of a deed, and is no quotation.
        held[outlet.slug] = [
            speaker
            for speaker in only
            if speaker.naming == Naming.NAMED
            and " " in speaker.speaker.strip()
            and any(_is_quoted(row) for row in page.said_by(speaker))
        ]
        named = sum(s.naming == Naming.NAMED and heard[s.key] == 1 for s in outlet.speakers)
        at_most[outlet.slug] = max(len(held[outlet.slug]), named)
    first = max(held, key=lambda slug: len(held[slug]))
    most = len(held[first])
    rate = _rate(page, most, first)  # who has more to read has more people in it
    near = any(
        most < _FAR_MORE * n or rate < _FAR_MORE * _rate(page, n, slug)
        for slug, n in at_most.items()
        if slug != first
    )
    if most < _PEOPLE or near:
        return
    slug, people = first, held[first]
    shown = [speaker.speaker for speaker in people[:LISTED]]
    if most > LISTED:
        shown.append(f"{in_words(most - LISTED)} more")
    said = [row for speaker in people for row in page.said_by(speaker)]
    own = len(page.said_in(slug))
    yield Finding(
        topic="sources",
        outlet=slug,
        title=f"{capital(in_words(most))} people speak in {page.name(slug)} alone",
        clause=f"{in_words(most)} people whom no other quotes",
        text=f"No other {page.noun} quotes {joined(shown)}; who has one name alone is not counted. "
        "They make "
        f"{amount(len(said), 'statement')} of its {in_words(own)}.{where_alone(page, slug, said)}"
        f"{in_agency_copy(said)}",
        number=number(most),
        label=f"people whom {page.name(slug)} alone quotes",
        sure=READ,
        why="After names were joined across the articles.",
        rows=tuple(speaker.best.id for speaker in people[:CITED]),
        weight=1.8 + 0.05 * most,
    )


def _is_quoted(row: StatementRow) -> bool:
    """Whether someone's words are given, in quotation marks or behind a word for saying."""
    said = not row.cue or SAYING.search(row.cue)
    return row.statement.voice is not Voice.INDIRECT or bool(said)


def _one_speaker(page: TakingPart) -> Iterator[Finding]:
    """An outlet half of whose statements one speaker makes, where no other rests on one so far."""
    shares: dict[str, tuple[float, SpeakerFigure]] = {}
    totals = {outlet.slug: len(page.said_in(outlet.slug)) for outlet in page.outlets}
    for outlet in page.outlets:
        known = [speaker for speaker in outlet.speakers if speaker.is_known]
        if known and totals[outlet.slug] >= _TO_SHARE:
            most = max(known, key=lambda s: (len(page.said_by(s)), s.speaker))
            shares[outlet.slug] = (len(page.said_by(most)) / totals[outlet.slug], most)
    ranked = sorted(shares, key=lambda slug: -shares[slug][0])
    if len(ranked) < 2 or shares[ranked[0]][0] < _HALF:
        return
    slug, second = ranked[:2]
    share, speaker = shares[slug]
    if share - shares[second][0] < _APART or shares[second][0] > _NOT_SO:
        return
    said, own = page.said_by(speaker), totals[slug]
    articles = [row for row in page.articles if row.outlet == slug]
    if len(articles) > 1 and len({row.article.id for row in said}) == 1:
        return  # one article of several rests on one speaker, and not the outlet
    much = "half" if share < _MOST else "most"
    others = [
        f"{number(len(page.said_by(shares[other][1])))} of {number(totals[other])} in "
        f"{page.name(other)}"
        for other in ranked[1:]
    ]
    yield Finding(
        topic="sources",
        outlet=slug,
        title=f"One speaker makes {much} of the statements in {page.name(slug)}",
        clause=f"{much} of its statements by one speaker",
        text=f"{number(len(said))} of its {number(own)} statements are by {speaker.speaker}."
        f"{where_alone(page, slug, said)} The speaker heard most elsewhere makes "
        f"{joined(others[:LISTED])}.",
        number=f"{number(len(said))} of {number(own)}",
        label=f"statements by {speaker.speaker}",
        sure=READ,
        why="After names were joined. Too few to test.",
        rows=tuple(row.id for row in said[:CITED]),
        total=len(said),
        weight=1.7 + share,
    )


def _rate(page: TakingPart, people: int, slug: str) -> float:
    """People by sentence of an outlet's articles."""
    return people / max(page.comparison.outlet(slug).n_sentences, 1)


def _countries(page: TakingPart) -> Iterator[Finding]:
    """A country whose people one outlet alone quotes by name, two of them at least."""
    found: defaultdict[str, list[StatementRow]] = defaultdict(list)
    heard: defaultdict[str, set[str]] = defaultdict(set)
    for row in page.statements:
        for country in row.statement.countries:
            heard[country].add(row.outlet)
        # What rests on where the outlet is, and on no word of the copy, is no finding.
        told = row.statement.decided.get("country", "").startswith("'")
        if row.statement.country and told:
            found[row.statement.country].append(row)
    alone = []
    for country, rows in found.items():
        # Also by who speaks together with others, and by whose country is surmised.
        if len(heard[country]) > 1 or all_in_one_of_several(page, rows[0].outlet, rows):
            continue
        slug = rows[0].outlet
        named = {r.statement.speaker_id for r in rows if r.statement.naming is Naming.NAMED}
        if len(named) > 1:
            alone.append((len(rows), country, slug, rows))
    if not alone:
        return
    n, country, slug, rows = max(alone, key=lambda each: each[:2])
    speakers = dict.fromkeys(inside(row.speaker_name) for row in rows if row.speaker_name)
    name = from_country(country)
    own = len(page.said_in(slug))
    yield Finding(
        topic="sources",
        outlet=slug,
        title=f"Voices from {name} in {page.name(slug)} alone",
        clause=f"alone with voices from {name}",
        text=f"{capital(in_words(n))} of its {in_words(own)} statements are by "
        f"{joined(list(speakers)[:LISTED])}.{where_alone(page, slug, rows)} In the other "
        f"{page.noun}s no speaker was found to be from {name}.",
        number=f"{number(n)} of {number(own)}",
        label=f"statements from {name}; the others none",
        sure=READ,
        why="By what the copy says of the speakers.",
        rows=tuple(row.id for row in rows[:CITED]),
        total=len(rows),
        weight=2.2 + 0.05 * n,
    )


def _opens(page: TakingPart, slug: str, pole: str, where: str) -> bool:
    """Whether an article opens with a frame: in its lead, or in the headline and the sentence below
    it. A word of the headline alone may be an aside."""
    if where == "lead":
        return True
    body = (row for row in page.sentences if row.outlet == slug)
    first = next(body, None)
    return where == "headline" and first is not None and pole in first.frames


def _first(page: TakingPart) -> Iterator[Finding]:
    """A pole that one outlet opens with, while it comes later or nowhere in the others."""
    if len(page.articles) != len(page.outlets):
        return
    for pole in page.comparison.codebook.poles or ():
        places = {row.outlet: row.first_mentions.get(pole) for row in page.articles}
        early = [s for s, at in places.items() if at and _opens(page, s, pole, at[0])]
        later = {s: at for s, at in places.items() if at and s not in early}
        if len(early) != 1 or not later:
            continue
        [slug] = early
        at = places[slug]
        assert at is not None
        where, row = at
        frame = frame_name(page.comparison, pole)
        told = [
            f"{page.name(other)} has it at {place}"
            if place.startswith("sentence")
            else f"{page.name(other)} in the {place}"
            for other, (place, _) in later.items()
        ]
        never = [page.name(other) for other, place in places.items() if not place]
        text = f"{page.name(slug)} has {frame} in the {where}: {quoted(page.hit(row, pole))}. "
        text += joined(told[:LISTED])
        text += f"; it was not found in {joined(never[:LISTED])}." if never else "."
        yield Finding(
            topic="story_line",
            outlet=slug,
            title=f"{page.name(slug)} opens with {frame}",
            clause=f"{frame} at once",
            text=text,
            number=f"1 of {number(len(page.outlets))}",
            label=f"{page.noun}s with {frame} in headline or lead",
            sure=READ,
            why="By the first sentence with the frame.",
            rows=tuple([row, *(each for _, each in later.values())][:4]),
            weight=2.3,
        )
