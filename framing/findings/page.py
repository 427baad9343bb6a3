"""Findings that are read off the page: exact for these articles, and saying nothing beyond them.

Each looks for what one outlet alone does or does not do. Articles of another date take no part:
they may report other events.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping

from framing.analysers.clauses import Act
from framing.analysers.facts import FactFinding
from framing.analysers.tone.loaded import LoadedHit
from framing.codebooks.model import LabelSet
from framing.evidence import Comparison, SpeakerFigure
from framing.evidence.rows import MentionRow, StatementRow, agency_names, sentence_id
from framing.evidence.voice_shifts import Shift, quoted_words, voice_shift
from framing.findings.gaps import from_country
from framing.findings.taking_part import FEW, LEAST, LISTED, TakingPart
from framing.findings.words import (
    READ,
    Finding,
    amount,
    frame_name,
    inside,
    judging,
    owned,
    quoted,
)
from framing.models import Naming, NamingChoice, Part, SharedPassage, Voice
from framing.wording import capital, in_words, joined, number

# ': EU's Lind', ' – mayor', ', police say' at a headline's end.
_SPEAKER_AT_END = re.compile(
    r"(?::\s+|\s[-–—]\s)(?:[\w’'.-]+ ?){1,4}$"
    r"|, (?:[\w’'.-]+ ){0,3}(?:says?|said)(?: [\w’'.-]+){0,3}$"
)
_TELLING = 8  # words in a row: fewer are a phrase that two writers may well both have
_COUNTED = "Counted in the headlines. Nothing to test."


def page_findings(comparison: Comparison) -> list[Finding]:
    """What can be read off the page, each finding with its rows."""
    page = TakingPart(comparison)
    if len(page.outlets) < 2:
        return []
    makers = [_voices]
    if len(page.outlets) >= LEAST:  # of two, each is the other's only other
        makers += [_refusals, _headline_words, _facts, _people, _countries, _names, _sides]
        makers += [_headline_frames, _first] if comparison.fits else []
    return [finding for maker in makers for finding in maker(page)]


def _refusals(page: TakingPart) -> Iterator[Finding]:
    """Headlines whose verb says no, where most do not."""
    acts = page.of_part(Act, Part.HEADLINE)
    saying_no = [slug for slug, held in acts.items() if any(act.refuses for _, act in held)]
    if len(acts) < LEAST or not 0 < len(saying_no) <= FEW * len(acts):
        return
    slug = saying_no[0]
    row = next(row for row, act in acts[slug] if act.refuses)
    elsewhere = {
        quoted(_verb(held[0][0].words)): None
        for other, held in acts.items()
        if other not in saying_no
    }
    below = {
        page.name(other): None
        for other, held in page.of_part(Act, Part.STANDFIRST).items()
        if other not in saying_no and any(act.refuses for _, act in held)
    }
    text = (
        f"{owned(page.name(slug))} headline has {quoted(_verb(row.words))}. "
        f"The others have {joined(list(elsewhere)[:LISTED])}."
    )
    if below:
        text += f" {joined(list(below))} {_v(below, 'has', 'have')} a refusal below the headline."
    one = len(saying_no) == 1
    yield Finding(
        topic="headlines",
        outlet=slug if one else "",
        title=f"Only {owned(page.name(slug))} headline tells of a refusal or denial"
        if one
        else f"{capital(in_words(len(saying_no)))} headlines tell of a refusal or denial",
        clause="a refusal in its headline",
        text=text,
        number=f"{number(len(saying_no))} of {number(len(acts))}",
        label="headlines with a verb of refusal",
        sure=READ,
        why="A verb that says no, read from the parse. Nothing to test.",
        rows=tuple(held[0][0].id for held in acts.values()),
        weight=3.9,
    )


def _headline_frames(page: TakingPart) -> Iterator[Finding]:
    """A pole of the codebook that stands in one outlet's headline alone, or in all but one."""
    heads = page.headlines
    if len(heads) < LEAST or any(len(rows) > 1 for rows in heads.values()):
        return
    first = tuple(rows[0].id for rows in heads.values())
    for pole in page.comparison.codebook.poles or ():
        with_it = [slug for slug, rows in heads.items() if pole in rows[0].frames]
        without = [slug for slug in heads if slug not in with_it]
        frame = frame_name(page.comparison, pole)
        if len(with_it) == 1:
            [slug] = with_it
            title = f"{capital(frame)} heads {page.name(slug)} alone"
            clause, weight = f"{frame} in its headline", 2.2
            text = (
                f"{capital(frame)} stands in {owned(page.name(slug))} headline, "
                f"{quoted(heads[slug][0].text)}, and in none of the other "
                f"{in_words(len(without))}."
            )
        elif len(without) == 1 and len(with_it) > 2:
            [slug] = without
            title = f"No {frame} in {owned(page.name(slug))} headline"
            clause, weight = f"no {frame} in its headline", 1.9
            text = (
                f"The other {in_words(len(with_it))} headlines have {frame}; "
                f"{owned(page.name(slug))} is {quoted(heads[slug][0].text)}."
            )
        else:
            continue
        yield Finding(
            topic="headlines",
            outlet=slug,
            title=title,
            clause=clause,
            text=text,
            number=f"{number(len(with_it))} of {number(len(heads))}",
            label=f"headlines with {frame}",
            sure=READ,
            why=_COUNTED,
            rows=first,
            weight=weight,
        )


def _headline_words(page: TakingPart) -> Iterator[Finding]:
    """Evaluative words in one outlet's headlines alone."""
    found = {
        slug: [
            row
            for row, hit in held
            if hit.kind == "loaded" and hit.voice is Voice.NARRATOR and not _is_said(row, hit)
        ]
        for slug, held in page.of_part(LoadedHit, Part.HEADLINE).items()
    }
    with_it = [slug for slug, rows in found.items() if rows]
    if len(with_it) != 1:
        return
    [slug] = with_it
    words = list(dict.fromkeys(quoted(row.words) for row in found[slug]))
    yield Finding(
        topic="headlines",
        outlet=slug,
        title=f"Only {owned(page.name(slug))} headline has an evaluative word",
        clause="an evaluative word in its headline",
        text=f"It has {joined(words[:LISTED])}, in no quotation marks. No other headline has a "
        f"word of the lists.",
        number=number(len(words)),
        label=f"evaluative {_v(words, 'word', 'words')} in a headline",
        sure=READ,
        why="From documented lists of words; they are not complete.",
        rows=tuple(dict.fromkeys(row.id for row in found[slug])),
        weight=2.0,
    )


def _is_said(row: MentionRow, hit: LoadedHit) -> bool:
    """Whether a headline gives the word to someone: 'Regime to blame: minister'."""
    analysis = row.analysis
    if any(c.overlaps(hit.span) for s in analysis.statements for c in s.content):
        return True
    end = analysis.sentences[hit.sentence].span.end
    return bool(_SPEAKER_AT_END.search(analysis.article.text[hit.span.end : end]))


def _facts(page: TakingPart) -> Iterator[Finding]:
    """Facts that all others tell and one does not; then those that one alone tells."""
    tellers: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for row, told in page.mentions(FactFinding):
        tellers[told.fact].setdefault(row.outlet, row.id)
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
            only[next(iter(held))].append(fact)
    others = len(page.outlets) - 1
    for slug, facts in sorted(missing.items(), key=lambda each: (-len(each[1]), each[0])):
        rows = [row for fact in facts for row in tellers[fact].values()]
        cards = "; ".join(inside(names[fact]) for fact in facts[:LISTED])
        told_by = "both others tell" if others == 2 else f"all {in_words(others)} others tell"
        it = _v(facts, "it", "them")
        yield Finding(
            topic="naming",
            outlet=slug,
            title=f"Not found in {page.name(slug)}: {inside(names[facts[0]])}",
            clause=f"{in_words(len(facts))} {_v(facts, 'fact', 'facts')} not found that {told_by}",
            text=f"{capital(told_by)}: {cards}. No words for {it} were found in {page.name(slug)}.",
            number=f"{number(others)} of {number(others + 1)}",
            label=f"{page.noun}s that tell {_v(facts, 'it', 'each')}",
            sure=READ,
            why="By the codebook’s fact cards. Not found is not left out.",
            rows=tuple(dict.fromkeys(rows))[:3],
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
            clause=f"{in_words(len(facts))} {_v(facts, 'fact', 'facts')} that no other tells",
            text=f"Found in no other of the {in_words(others + 1)} {page.noun}s: {cards}.",
            number=f"1 of {number(others + 1)}",
            label=f"{page.noun}s where {_v(facts, 'it was', 'they were')} found",
            sure=READ,
            why="By the codebook’s fact cards.",
            rows=tuple(dict.fromkeys(tellers[fact][slug] for fact in facts))[:4],
            weight=1.7 + 0.05 * len(facts),
        )


def _voices(page: TakingPart) -> Iterator[Finding]:
    """The same words, quoted by one outlet and not by another."""
    by_id = {analysis.article.id: analysis for analysis in page.comparison.analyses}
    shifts = [
        (quoted_words(passage, by_id), passage.spans, passage)
        for passage in page.comparison.shared
        if page.has(passage.article_ids) and voice_shift(passage, by_id) is Shift.QUOTED
    ]
    words, _, longest = max(shifts, key=lambda each: each[:2], default=(0, (), None))
    if longest and words >= _TELLING:
        yield _voice_shift(page, longest, words)


def _voice_shift(page: TakingPart, passage: SharedPassage, words: int) -> Finding:
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
    quoters, others = joined(list(quoting)), joined(list(plain))
    text = (
        f"{capital(in_words(words))} words in a row that stand in quotation marks in {quoters} "
        f"stand in {others} without them."
    )
    if crediting:
        credit = _v(crediting, "credits", "credit")
        text += f" {joined(list(crediting))} {credit} {passage.agency}."
    return Finding(
        topic="shared_copy",
        outlet="",
        title=f"{others} {_v(plain, 'prints', 'print')} without quotation marks what "
        f"{quoters} {_v(quoting, 'quotes', 'quote')}",
        clause="the same words in another voice",
        text=text,
        number=f"{number(words)} words",
        label=f"quoted in {quoters}, not in {others}",
        sure="The words are certain",
        why="Who wrote them first, the words do not tell.",
        rows=tuple(rows),
        weight=2.4,
    )


def _v(held: Collection[object], one: str, many: str) -> str:
    """The form of a word for one thing or for several."""
    return one if len(held) == 1 else many


def _verb(words: str) -> str:
    """A headline's verb as it stands inside a sentence."""
    words = words.removeprefix("to ")
    return words[:1].lower() + words[1:] if words[1:].islower() else words


def _people(page: TakingPart) -> Iterator[Finding]:
    """Named people whom one outlet alone quotes: the outlet with the most of them."""
    held: dict[str, list[SpeakerFigure]] = {}
    for outlet in page.outlets:
        only = page.only_in(outlet)
        held[outlet.slug] = [speaker for speaker in only if speaker.naming == Naming.NAMED]
    most = max(len(people) for people in held.values())
    with_most = [slug for slug, people in held.items() if len(people) == most]
    if most < 2 or len(with_most) > 1:
        return
    [slug] = with_most
    people = held[slug]
    shown = [speaker.speaker for speaker in people[:LISTED]]
    if most > LISTED:
        shown.append(f"{in_words(most - LISTED)} more")
    statements = sum(speaker.statements for speaker in people)
    own = page.comparison.outlet(slug).n_statements
    yield Finding(
        topic="sources",
        outlet=slug,
        title=f"{capital(in_words(most))} people speak in {page.name(slug)} alone",
        clause=f"{in_words(most)} people whom no other quotes",
        text=f"No other {page.noun} quotes {joined(shown)}. They make "
        f"{amount(statements, 'statement')} of its {in_words(own)}.",
        number=number(most),
        label=f"people whom {page.name(slug)} alone quotes",
        sure=READ,
        why="After names were joined across the articles.",
        rows=tuple(speaker.best.id for speaker in people[:LISTED]),
        weight=1.8 + 0.05 * most,
    )


def _countries(page: TakingPart) -> Iterator[Finding]:
    """A country whose people one outlet alone quotes by name, two of them at least."""
    found: defaultdict[str, defaultdict[str, list[StatementRow]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for row in page.statements:
        # What rests on where the outlet is, and on no word of the copy, is no finding.
        told = row.statement.decided.get("country", "").startswith("'")
        if row.statement.country and told:
            found[row.statement.country][row.outlet].append(row)
    alone = []
    for country, held in found.items():
        if len(held) > 1:
            continue
        [(slug, rows)] = held.items()
        named = {r.statement.speaker_id for r in rows if r.statement.naming is Naming.NAMED}
        if len(named) > 1:
            alone.append((len(rows), country, slug, rows))
    if not alone:
        return
    n, country, slug, rows = max(alone, key=lambda each: each[:2])
    speakers = dict.fromkeys(row.statement.speaker for row in rows if row.statement.speaker)
    name = from_country(country)
    own = page.comparison.outlet(slug).n_statements
    yield Finding(
        topic="sources",
        outlet=slug,
        title=f"Voices from {name} in {page.name(slug)} alone",
        clause=f"alone with voices from {name}",
        text=f"{capital(in_words(n))} of its {in_words(own)} statements are by "
        f"{joined(list(speakers)[:LISTED])}. In the other {page.noun}s no speaker was found to be "
        f"from {name}.",
        number=f"{number(n)} of {number(own)}",
        label=f"statements from {name}; the others none",
        sure=READ,
        why="By what the copy says of the speakers.",
        rows=tuple(row.id for row in rows[:LISTED]),
        weight=2.2 + 0.05 * n,
    )


def _names(page: TakingPart) -> Iterator[Finding]:
    """One thing under several names, with the words that judge."""
    uses: defaultdict[str, defaultdict[str, list[tuple[str, str]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for row, choice in page.mentions(NamingChoice):
        if choice.voice is not Voice.DIRECT:
            before = judging(row, choice)
            judged = f"{before} {row.words}" if before else ""
            uses[choice.label_set][row.outlet].append((judged, row.id))
    for label_set in page.comparison.codebook.label_sets:
        held: Mapping[str, list[tuple[str, str]]] = uses.get(label_set.id, {})
        told: dict[str, tuple[str, str]] = {}
        for slug, named in held.items():
            first = next((each for each in named if each[0]), None)
            if first:
                told[slug] = first
        if not told or len(told) == len(held) or len(held) < LEAST:
            continue
        with_it = [f"{page.name(slug)} has {quoted(words)}" for slug, (words, _) in told.items()]
        plain = [page.name(slug) for slug in held if slug not in told]
        yield Finding(
            topic="naming",
            outlet=next(iter(told)) if len(told) == 1 else "",
            title=f"{capital(label_set.name)}: an evaluative word in "
            f"{joined([page.name(slug) for slug in told])}",
            clause=f"an evaluative word for {inside(label_set.name)}",
            text=f"{capital(joined(with_it[:LISTED]))}; {joined(plain[:LISTED])} "
            f"{_v(plain, 'names', 'name')} it without one.",
            number=f"{number(len(told))} of {number(len(held))}",
            label=f"{page.noun}s that name it have an evaluative word with it",
            sure=READ,
            why="Words outside quotation marks; too few to test.",
            rows=tuple(dict.fromkeys(row for _, row in told.values())),
            weight=2.1,
        )
        return


def _sides(page: TakingPart) -> Iterator[Finding]:
    """A name that takes a side, in one outlet's own words alone, while at least two others have
    other names for things of the kind: the one with most uses."""
    said: defaultdict[tuple[str, str], defaultdict[str, list[MentionRow]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for row, choice in page.mentions(NamingChoice):
        told = choice.voice is Voice.NARRATOR and not choice.attributed
        if told and row.place.sentence.part is not Part.CAPTION:
            said[choice.label_set, choice.label][row.outlet].append(row)
    found: list[tuple[LabelSet, str, list[MentionRow], dict[str, str]]] = []
    for label_set in page.comparison.codebook.label_sets:
        for label in label_set.labels:
            users: Mapping[str, list[MentionRow]] = said.get((label_set.id, label.id), {})
            if not label.takes_side or len(users) != 1:
                continue
            [(slug, rows)] = users.items()
            others = {
                outlet: _small(row.words)
                for other in label_set.labels
                for outlet, held in said.get((label_set.id, other.id), {}).items()
                for row in held[:1]
                if outlet != slug
            }
            if len(others) >= LEAST - 1:
                found.append((label_set, slug, rows, others))
    if not found:
        return
    label_set, slug, rows, others = max(found, key=lambda each: (len(each[2]), each[0].id))
    often = Counter(_small(row.words) for row in rows)
    words = [quoted(word) for word, _ in often.most_common()]
    elsewhere = [f"{page.name(outlet)} {quoted(name)}" for outlet, name in others.items()]
    yield Finding(
        topic="naming",
        outlet=slug,
        title=f"Only {page.name(slug)} says {words[0]} in its own words",
        clause=f"alone in saying {words[0]}",
        text=f"Of {label_set.name}, {page.name(slug)} has {joined(words[:LISTED])} outside "
        f"quotation marks and reported speech. For others or the same, "
        f"{joined(elsewhere[:LISTED])}.",
        number=number(len(rows)),
        label=f"{_v(rows, 'use', 'uses')} in {page.name(slug)}; none in the others",
        sure=READ,
        why="By the codebook’s names that take a side. Whom each means, read there.",
        rows=tuple(dict.fromkeys(row.id for row in rows))[:3],
        weight=min(1.8 + 0.2 * len(rows), 2.5),
    )


def _small(words: str) -> str:
    """Words as they stand inside a sentence, without the capitals of headlines."""
    return words.lower() if words.isupper() or words.istitle() else words


def _first(page: TakingPart) -> Iterator[Finding]:
    """A pole that one outlet opens with, while it comes later or nowhere in the others."""
    if len(page.articles) != len(page.outlets):
        return
    for pole in page.comparison.codebook.poles or ():
        places = {row.outlet: row.first_mentions.get(pole) for row in page.articles}
        early = [s for s, at in places.items() if at and at[0] in ("headline", "lead")]
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
            why="The first sentence with the frame. Nothing to test.",
            rows=tuple([row, *(each for _, each in later.values())][:4]),
            weight=2.3,
        )
