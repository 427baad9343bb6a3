"""Findings that are read off the page: exact for these articles, and saying nothing beyond them.

Each looks for what one outlet alone does or does not do. Articles of another date take no part:
they report other events.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from framing.analysers.clauses import Act
from framing.analysers.facts import FactFinding
from framing.analysers.tone.loaded import LoadedHit
from framing.evidence import Comparison, OutletFigures
from framing.evidence.comparison import alone
from framing.evidence.rows import ArticleRow, MentionRow, SentenceRow, sentence_id
from framing.findings.words import READ, Finding, bare, frame_name, owned, quoted
from framing.models import Naming, NamingChoice, Part, Voice
from framing.wording import capital, in_words, joined, number, plural

_LISTED = 4
_FEW = 0.34  # of the outlets, at most, do what stands out


@dataclass(frozen=True)
class _Page:
    """The articles that take part, and what was found in them, by outlet."""

    comparison: Comparison

    @cached_property
    def articles(self) -> tuple[ArticleRow, ...]:
        apart = self.comparison.other_dates
        return tuple(row for row in self.comparison.rows.articles if row.id not in apart)

    @cached_property
    def outlets(self) -> tuple[OutletFigures, ...]:
        here = {row.outlet for row in self.articles}
        return tuple(outlet for outlet in self.comparison.outlets if outlet.slug in here)

    @cached_property
    def mentions(self) -> tuple[MentionRow, ...]:
        here = {row.id for row in self.articles}
        return tuple(row for row in self.comparison.rows.mentions if row.article.id in here)

    def name(self, slug: str) -> str:
        return self.comparison.outlet(slug).name

    def others(self, slug: str) -> list[OutletFigures]:
        return [outlet for outlet in self.outlets if outlet.slug != slug]

    def of_part(self, kind: type, part: Part) -> dict[str, list[MentionRow]]:
        """Mentions of a kind in a part of the articles, by outlet."""
        found: defaultdict[str, list[MentionRow]] = defaultdict(list)
        for row in self.mentions:
            if isinstance(row.mention, kind) and row.place.sentence.part is part:
                found[row.outlet].append(row)
        return dict(found)

    @property
    def noun(self) -> str:
        return "article" if len(self.articles) == len(self.outlets) else "outlet"


def page_findings(comparison: Comparison) -> list[Finding]:
    """What can be read off the page, each finding with its rows."""
    page = _Page(comparison)
    if len(page.outlets) < 2:
        return []
    makers = (_refusals, _headline_frames, _headline_words, _facts, _voices, _alone, _names, _first)
    return [finding for maker in makers for finding in maker(page)]


def _refusals(page: _Page) -> Iterator[Finding]:
    acts = page.of_part(Act, Part.HEADLINE)
    saying_no = [slug for slug, rows in acts.items() if any(r.mention.refuses for r in rows)]
    headed = len(acts)
    if not saying_no or len(saying_no) > _FEW * headed or headed < 3:
        return
    slug = saying_no[0]
    row = next(r for r in acts[slug] if r.mention.refuses)
    elsewhere = {
        quoted(_group(r)): None
        for other, rows in acts.items()
        if other not in saying_no
        for r in rows[:1]
    }
    below = [
        page.name(r.outlet)
        for outlet_rows in page.of_part(Act, Part.STANDFIRST).values()
        for r in outlet_rows
        if r.mention.refuses and r.outlet not in saying_no
    ]
    text = (
        f"{owned(page.name(slug))} headline has {quoted(_group(row))}. "
        f"The others have {joined(list(elsewhere)[:_LISTED])}."
    )
    if below:
        text += f" {joined(below)} {'has' if len(below) == 1 else 'have'} a refusal below it."
    one = len(saying_no) == 1
    yield Finding(
        topic="headlines",
        outlet=slug if one else "",
        title=f"Only {owned(page.name(slug))} headline says no"
        if one
        else f"{capital(in_words(len(saying_no)))} headlines say no",
        clause="its headline says no",
        text=text,
        number=f"{len(saying_no)} of {headed}",
        label="headlines with a verb of refusal",
        sure=READ,
        why="A verb of refusal, or a negated one. Nothing to test.",
        rows=tuple(r.id for rows in acts.values() for r in rows[:1]),
        weight=3.9,
    )


def _group(row: MentionRow) -> str:
    return row.words.removeprefix("to ")


def _headline_frames(page: _Page) -> Iterator[Finding]:
    """A pole of the codebook that stands in one outlet's headlines alone."""
    heads: defaultdict[str, list[SentenceRow]] = defaultdict(list)
    here = {row.id for row in page.articles}
    for row in page.comparison.rows.sentences:
        if row.sentence.part is Part.HEADLINE and row.article.id in here:
            heads[row.outlet].append(row)
    if len(heads) < 3:
        return
    for pole in page.comparison.codebook.poles or ():
        held = {s: [r for r in rows if pole in r.frames] for s, rows in heads.items()}
        with_it = [slug for slug, rows in held.items() if rows]
        without = [slug for slug in heads if slug not in with_it]
        frame = frame_name(page.comparison, pole)
        if len(with_it) == 1:
            [slug] = with_it
            words = held[slug][0]
            yield Finding(
                topic="headlines",
                outlet=slug,
                title=f"{capital(frame)} heads {page.name(slug)} alone",
                clause=f"{frame} in its headline",
                text=f"{capital(frame)} stands in {owned(page.name(slug))} headline, "
                f"{quoted(words.text)}, and in none of the other {in_words(len(without))}.",
                number=f"1 of {len(heads)}",
                label=f"headlines with {frame}",
                sure=READ,
                why="Counted in the headlines. Nothing to test.",
                rows=tuple(r.id for rows in heads.values() for r in rows[:1]),
                weight=2.2,
            )
        elif len(without) == 1 and len(with_it) > 2:
            [slug] = without
            yield Finding(
                topic="headlines",
                outlet=slug,
                title=f"No {frame} in {owned(page.name(slug))} headline",
                clause=f"no {frame} in its headline",
                text=f"The other {in_words(len(with_it))} headlines have {frame}; "
                f"{owned(page.name(slug))} is {quoted(heads[slug][0].text)}.",
                number=f"{len(with_it)} of {len(heads)}",
                label=f"headlines with {frame}",
                sure=READ,
                why="Counted in the headlines. Nothing to test.",
                rows=tuple(r.id for rows in heads.values() for r in rows[:1]),
                weight=1.9,
            )


def _headline_words(page: _Page) -> Iterator[Finding]:
    """Loaded words in one outlet's headlines alone."""
    found = {
        slug: [r for r in rows if r.mention.kind == "loaded" and r.mention.voice is Voice.NARRATOR]
        for slug, rows in page.of_part(LoadedHit, Part.HEADLINE).items()
    }
    with_it = [slug for slug, rows in found.items() if rows]
    if len(with_it) != 1 or len(page.outlets) < 3:
        return
    [slug] = with_it
    words = list(dict.fromkeys(quoted(r.words) for r in found[slug]))
    yield Finding(
        topic="headlines",
        outlet=slug,
        title=f"{owned(page.name(slug))} headline takes a side",
        clause="a word that takes a side in its headline",
        text=f"It has {joined(words[:_LISTED])}, in no quotation marks. No other headline has a "
        f"word of the lists.",
        number=str(len(words)),
        label=f"loaded {'word' if len(words) == 1 else 'words'} in a headline",
        sure=READ,
        why="From documented lists of words; they are not complete.",
        rows=tuple(dict.fromkeys(r.id for r in found[slug])),
        weight=2.0,
    )


def _facts(page: _Page) -> Iterator[Finding]:
    """Facts that all others tell and one does not; then those that one alone tells."""
    if len(page.outlets) < 3:
        return
    tellers: defaultdict[str, dict[str, MentionRow]] = defaultdict(dict)
    for row in page.mentions:
        if isinstance(row.mention, FactFinding):
            tellers[row.mention.fact].setdefault(row.outlet, row)
    names = {card.id: card.name for card in page.comparison.codebook.facts}
    missing: defaultdict[str, list[str]] = defaultdict(list)
    only: defaultdict[str, list[str]] = defaultdict(list)
    for fact, held in tellers.items():
        without = [o.slug for o in page.outlets if o.slug not in held]
        if len(without) == 1:
            missing[without[0]].append(fact)
        elif len(held) == 1:
            only[next(iter(held))].append(fact)
    others = len(page.outlets) - 1
    for slug, facts in sorted(missing.items(), key=lambda each: (-len(each[1]), each[0])):
        rows = [row.id for fact in facts for row in tellers[fact].values()]
        cards = joined([names[fact] for fact in facts[:_LISTED]])
        all_others = "Both others tell" if others == 2 else f"All {in_words(others)} others tell"
        yield Finding(
            topic="naming",
            outlet=slug,
            title=f"Not found in {page.name(slug)}: {names[facts[0]]}",
            clause=f"nothing found of {names[facts[0]]}",
            text=f"{all_others}: {cards}. No words for {'it' if len(facts) == 1 else 'them'} were "
            f"found in {page.name(slug)}.",
            number=f"{others} of {others + 1}",
            label=f"{page.noun}s that tell {'it' if len(facts) == 1 else 'each'}",
            sure=READ,
            why="By the codebook’s fact cards. Not found is not left out.",
            rows=tuple(dict.fromkeys(rows))[:3],
            weight=2.6 + 0.1 * len(facts),
        )
    if only:
        slug = max(only, key=lambda each: (len(only[each]), each))
        facts = only[slug]
        yield Finding(
            topic="naming",
            outlet=slug,
            title=f"Told by {page.name(slug)} alone: {names[facts[0]]}",
            clause=f"alone with {names[facts[0]]}",
            text=f"Found in no other of the {in_words(others + 1)} {page.noun}s: "
            f"{joined([names[fact] for fact in facts[:_LISTED]])}.",
            number=f"1 of {others + 1}",
            label=f"{page.noun}s where it was found",
            sure=READ,
            why="By the codebook’s fact cards.",
            rows=tuple(dict.fromkeys(tellers[fact][slug].id for fact in facts))[:4],
            weight=1.7 + 0.05 * len(facts),
        )


def _voices(page: _Page) -> Iterator[Finding]:
    """The same words, quoted by one outlet and not by another."""
    comparison = page.comparison
    shifts = [p for p in comparison.shared if p.quoted_and_unquoted]
    if not shifts:
        return
    passage = max(shifts, key=lambda p: (max(s.end - s.start for s in p.spans), p.spans))
    names, rows, quoting, plain = [], [], [], []
    text = {a.article.id: a.article for a in comparison.analyses}
    longest = max(passage.spans, key=lambda s: s.end - s.start)
    words = 0
    for article_id, span, sentence, voice in passage.sides():
        article = text[article_id]
        names.append(article.outlet_name)
        rows.append(sentence_id(comparison.refs[article_id], sentence))
        (quoting if voice in (Voice.DIRECT, Voice.MIXED) else plain).append(article.outlet_name)
        if span == longest:
            words = len(span.of(article.text).split())
    quoting, plain = list(dict.fromkeys(quoting)), list(dict.fromkeys(plain))
    yield Finding(
        topic="shared_copy",
        outlet="",
        title=f"{joined(plain)} {_v(plain, 'prints', 'print')} without quotation marks what "
        f"{joined(quoting)} {_v(quoting, 'quotes', 'quote')}",
        clause="the same words in another voice",
        text=f"{capital(joined(list(dict.fromkeys(names))))} share a passage of {words} words; "
        f"in {joined(quoting)} it stands in quotation marks, in {joined(plain)} it does not."
        + (f" The copy credits {passage.agency}." if passage.agency else ""),
        number=f"{number(words)} words",
        label=f"stand in {joined(list(dict.fromkeys(names)))}",
        sure="The words are certain",
        why="Who wrote them first, the words do not tell.",
        rows=tuple(rows),
        weight=2.4,
    )


def _v(names: Sequence[str], one: str, many: str) -> str:
    return one if len(names) == 1 else many


def _alone(page: _Page) -> Iterator[Finding]:
    """Named people whom one outlet alone quotes: the outlet with the most of them."""
    if len(page.outlets) < 3:
        return
    best: tuple[int, str] | None = None
    held = {}
    for outlet in page.outlets:
        only = {row.id for row in alone(outlet, page.comparison.outlets).rows}
        people = [
            s
            for s in outlet.speakers
            if s.naming == Naming.NAMED and s.figure.rows[0].id in only
        ]
        held[outlet.slug] = people
        if len(people) >= 2 and (best is None or len(people) > best[0]):
            best = (len(people), outlet.slug)
    if best is None:
        return
    n, slug = best
    people = held[slug]
    shown = [s.speaker for s in people[:_LISTED]]
    more = f" and {in_words(n - _LISTED)} more" if n > _LISTED else ""
    names = (", ".join(shown) if more else joined(shown)) + more
    statements = sum(s.statements for s in people)
    yield Finding(
        topic="sources",
        outlet=slug,
        title=f"{capital(in_words(n))} people speak in {page.name(slug)} alone",
        clause=f"{in_words(n)} people whom no other quotes",
        text=f"No other {page.noun} quotes {names}. They make "
        f"{plural(statements, 'statement')} of its {page.comparison.outlet(slug).n_statements}.",
        number=str(n),
        label=f"people whom {page.name(slug)} alone quotes",
        sure=READ,
        why="After names were joined across the articles.",
        rows=tuple(s.best.id for s in people[:_LISTED]),
        weight=1.8 + 0.05 * n,
    )


def _names(page: _Page) -> Iterator[Finding]:
    """One thing under several names, with the words that judge."""
    uses: defaultdict[str, defaultdict[str, list[MentionRow]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for row in page.mentions:
        if isinstance(row.mention, NamingChoice) and row.mention.voice is not Voice.DIRECT:
            uses[row.mention.label_set][row.outlet].append(row)
    for label_set in page.comparison.codebook.label_sets:
        held = uses.get(label_set.id, {})
        judged = {
            slug: [r for r in rows if r.mention.modifiers] for slug, rows in held.items()
        }
        with_it = [slug for slug, rows in judged.items() if rows]
        if not with_it or len(with_it) == len(held) or len(held) < 3:
            continue
        told = [
            f"{page.name(slug)} has {quoted(_with_modifiers(judged[slug][0]))}" for slug in with_it
        ]
        plain = [page.name(slug) for slug in held if slug not in with_it]
        yield Finding(
            topic="naming",
            outlet=with_it[0] if len(with_it) == 1 else "",
            title=f"{capital(label_set.name)}: a judging word in "
            f"{joined([page.name(s) for s in with_it])}",
            clause=f"a judging word for {label_set.name}",
            text=f"{capital(joined(told[:_LISTED]))}; {joined(plain[:_LISTED])} "
            f"{_v(plain, 'names', 'name')} it without one.",
            number=f"{len(with_it)} of {len(held)}",
            label=f"{page.noun}s that name it have an adjective that judges",
            sure=READ,
            why="Words outside quotation marks; too few to test.",
            rows=tuple(dict.fromkeys(judged[slug][0].id for slug in with_it)),
            weight=2.1,
        )
        return


def _with_modifiers(row: MentionRow) -> str:
    words = row.words
    missing = [m for m in row.mention.modifiers if m.lower() not in words.lower()]
    return " ".join([*missing, words])


def _first(page: _Page) -> Iterator[Finding]:
    """Where a pole first stands: in one outlet's headline or lead, later or nowhere elsewhere."""
    if len(page.articles) != len(page.outlets) or len(page.outlets) < 3:
        return
    for pole in page.comparison.codebook.poles or ():
        early, late = {}, {}
        for row in page.articles:
            where = row.first_mentions.get(pole)
            side = early if where and where[0] in ("headline", "lead") else late
            side[row.outlet] = (where, row)
        frame = frame_name(page.comparison, pole)
        if len(early) != 1 or not any(where for where, _ in late.values()):
            continue
        [(slug, (where, row))] = early.items()
        later = [
            f"{page.name(o)} at {w[0]}" if w[0].startswith("sentence") else f"{page.name(o)} {w[0]}"
            for o, (w, _) in late.items()
            if w
        ]
        never = [page.name(o) for o, (w, _) in late.items() if not w]
        text = f"{page.name(slug)} opens with it, in the {where[0]}. {joined(later[:_LISTED])}"
        text += f"; it was not found in {joined(never[:_LISTED])}." if never else "."
        yield Finding(
            topic="story_line",
            outlet=slug,
            title=f"{page.name(slug)} opens with {frame}",
            clause=f"{frame} at once",
            text=text,
            number=f"1 of {len(page.outlets)}",
            label=f"{page.noun}s with {frame} in headline or lead",
            sure=READ,
            why="The first sentence with the frame. Nothing to test.",
            rows=tuple([where[1], *(w[1] for w, _ in late.values() if w)][:4]),
            weight=2.3,
        )


def bare_names(outlets: Sequence[OutletFigures]) -> str:
    """Outlets by name, for a sentence."""
    return joined([bare(outlet.name) for outlet in outlets])
