"""Findings of headlines: who acts, which verb says no, which words judge, which frame leads."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from framing.analysers.clauses import Act
from framing.analysers.tone.loaded import LoadedHit
from framing.evidence.rows import MentionRow, flat
from framing.findings.taking_part import FEW, LEAST, LISTED, TakingPart
from framing.findings.words import (
    READ,
    Finding,
    bare,
    form,
    frame_name,
    owned,
    quoted,
)
from framing.models import Part, Voice
from framing.wording import capital, in_words, joined, number

# ': EU's Lind', ' – mayor', ', police say' at a headline's end.
_SPEAKER_AT_END = re.compile(
    r"(?::\s+|\s[-–—]\s)(?:[\w’'.-]+ ){0,3}[\w’'.-]+ ?$"
    r"|, (?:[\w’'.-]+ ){0,3}(?:says?|said)(?: [\w’'.-]+){0,3}$"
)
# Words that say no beside a verb that does.
_SAYS_NO = re.compile(
    r"\b(?:no|not|nothing|never|none|nobody|cancel\w*|against|without|stop\w*|boycott\w*|refus\w*|"
    r"reject\w*|den(?:y|ies|ied|ial|(?:ounce|ying)\w*))\b|n['’]t\b",
    re.IGNORECASE,
)
# What somebody does to others, by a noun: whose deed it is may stand before it.
_DEED = re.compile(
    r"\b(?:attack|offensive|raid|(?:air)?strike|shelling|bomb(?:ing|ardment)?|assault|shooting|"
    r"fire|blast|explosion|rocket|missile|crackdown|operation|ambush|crash|clash)(?:e?s)?\b",
    re.IGNORECASE,
)
_COUNTED = "Counted in the headlines."


def headline_findings(page: TakingPart) -> Iterator[Finding]:
    """What one headline alone does or does not do."""
    yield from _refusals(page)
    yield from _who_did_it(page)
    yield from _headline_words(page)
    if page.comparison.fits:
        yield from _headline_frames(page)


def _refusals(page: TakingPart) -> Iterator[Finding]:
    """Headlines whose verb says no, where most do not."""
    acts = page.of_part(Act, Part.HEADLINE)
    saying_no = [slug for slug, held in acts.items() if any(act.refuses for _, act in held)]
    headed = len(page.headlines)
    if headed < LEAST or not 0 < len(saying_no) <= FEW * headed or len(acts) == len(saying_no):
        return
    unread = [
        row
        for slug, rows in page.headlines.items()
        for row in rows
        if slug not in saying_no and _SAYS_NO.search(row.text)
    ] + [row for row in page.without_headline if _SAYS_NO.search(row.text)]
    if unread or any(len(page.headlines[slug]) > 1 for slug in saying_no):
        return  # a refusal without a verb ('Nothing to celebrate'), or one headline of several
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
    others = "The others have" if len(elsewhere) <= LISTED else "Among the others are"
    text = (
        f"{owned(page.name(slug))} headline has {quoted(_verb(row.words))}. "
        f"{others} {joined(list(elsewhere)[:LISTED])}."
    )
    if below:
        text += f" {joined(list(below))} {form(below, 'has', 'have')} a refusal below the headline."
    one = len(saying_no) == 1
    yield Finding(
        topic="headlines",
        outlet=slug if one else "",
        title=f"Only {_whose(page, slug)} headline says no: {quoted(_verb(row.words))}"
        if one
        else f"{capital(in_words(len(saying_no)))} headlines say no",
        clause="its headline says no",
        text=text,
        number=f"{number(len(saying_no))} of {number(headed)}",
        label="headlines with a verb of refusal",
        sure=READ,
        why="By the headlines’ verbs.",
        rows=tuple(held[0][0].id for held in acts.values()),
        weight=3.9,
    )


def _may_hold(page: TakingPart, slug: str, pole: str) -> bool:
    """Whether a headline in which a frame was not found may hold it for a reader: where it is
    doubtful, or in the article's first sentence, which says in full what a headline says in short
    ('IRBM')."""
    lead = next((row for row in page.sentences if row.outlet == slug), None)
    return pole in page.headlines[slug][0].doubtful or (lead is not None and pole in lead.frames)


def _headline_frames(page: TakingPart) -> Iterator[Finding]:
    """A pole of the codebook that stands in one outlet's headline alone, or in all but one."""
    heads = page.headlines
    if len(heads) < LEAST or any(len(rows) > 1 for rows in heads.values()):
        return
    if page.without_headline:
        return  # one headline may hold it that was not found
    first = tuple(rows[0].id for rows in heads.values())
    for pole in page.comparison.codebook.poles or ():
        with_it = [slug for slug, rows in heads.items() if pole in rows[0].frames]
        without = [slug for slug in heads if slug not in with_it]
        if any(_may_hold(page, slug, pole) for slug in without):
            continue
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
        slug: [row for row, hit in held if hit.judges and not _is_said(row, hit)]
        for slug, held in page.of_part(LoadedHit, Part.HEADLINE).items()
    }
    with_it = [slug for slug, rows in found.items() if rows]
    if len(with_it) != 1:
        return
    [slug] = with_it
    elsewhere = {
        hit.term for row, hit in page.mentions(LoadedHit) if row.outlet != slug and hit.judges
    }
    terms = {hit.term for _, hit in page.of_part(LoadedHit, Part.HEADLINE)[slug]}
    if terms <= elsewhere:
        return  # the others judge by the same word, below their headlines
    words = list(dict.fromkeys(quoted(row.words) for row in found[slug]))
    yield Finding(
        topic="headlines",
        outlet=slug,
        title=f"Only {_whose(page, slug)} headline has {joined(words[:1])}",
        clause=f"{joined(words[:1])} in its headline",
        text=f"{_stands(words)} in no quotation marks and in no other headline. "
        f"{form(words, 'It is', 'They are')} of the lists of evaluative words; other headlines may "
        "judge in words that no list has.",
        number=number(len(words)),
        label=f"evaluative {form(words, 'word', 'words')} in a headline",
        sure=READ,
        why="From documented lists of words; they are not complete.",
        rows=tuple(dict.fromkeys(row.id for row in found[slug])),
        weight=1.5,
    )


def _stands(words: Sequence[str]) -> str:
    return f"{joined(words[:LISTED])} {form(words, 'stands', 'stand')}"


def _is_said(row: MentionRow, hit: LoadedHit) -> bool:
    """Whether a headline gives the word to someone: 'Regime to blame: minister'."""
    analysis = row.analysis
    if any(c.overlaps(hit.span) for s in analysis.statements for c in s.content):
        return True
    end = analysis.sentences[hit.sentence].span.end
    return bool(_SPEAKER_AT_END.search(analysis.article.text[hit.span.end : end]))


def _verb(words: str) -> str:
    """A headline's verb as it stands inside a sentence."""
    words = words.removeprefix("to ")
    return words[:1].lower() + words[1:] if words[1:].islower() else words


def _who_did_it(page: TakingPart) -> Iterator[Finding]:
    """One verb in several headlines, where one alone says who did it, or alone does not."""
    verbs: defaultdict[str, dict[str, tuple[MentionRow, Act]]] = defaultdict(dict)
    for slug, held in page.of_part(Act, Part.HEADLINE).items():
        for row, act in held:
            if act.actors and act.voice is not Voice.DIRECT and _is_told(row, act):
                verbs[act.verb].setdefault(slug, (row, act))
    for found in verbs.values():
        if len(found) < LEAST or set(found) != set(page.headlines):
            continue  # a headline with another verb may tell it, too
        tells = {slug: _tells_who(row, act) for slug, (row, act) in found.items()}
        telling = [slug for slug, told in tells.items() if told]
        silent = [slug for slug, told in tells.items() if told is False]
        if None in tells.values() or 1 not in (len(telling), len(silent)):
            continue
        [slug] = telling if len(telling) == 1 else silent
        others = [each for each in found if each != slug]
        told = [f"{page.name(each)} {quoted(_clause(*found[each]))}" for each in others[:LISTED]]
        does = "says" if slug in telling else "does not say"
        do = "do not say" if slug in telling else "say"
        whom = f"The other {in_words(len(others))} with the verb {do} so"
        yield Finding(
            topic="headlines",
            outlet=slug,
            title=f"Only {_whose(page, slug)} headline {does} who did it",
            clause=f"a headline that {does} who did it",
            text=f"{page.name(slug)} has {quoted(_clause(*found[slug]))}. {whom}: {joined(told)}.",
            number=f"1 of {number(len(found))}",
            label=f"headlines with this verb that {'say' if slug in telling else 'leave out'} who "
            "did it",
            sure=READ,
            why="By the verb’s form, active or passive.",
            rows=tuple(row.id for row, _ in found.values()),
            weight=2.5,
        )


def _whose(page: TakingPart, slug: str) -> str:
    """'Yonhap’s', of an outlet with one headline; 'one Yonhap' of one with several."""
    several = len(page.headlines.get(slug, ())) > 1
    return f"one {bare(page.name(slug))}" if several else owned(page.name(slug))


def _is_told(row: MentionRow, act: Act) -> bool:
    """Whether a headline's verb is active or passive for certain: headlines tell what someone did
    in the present, so that a bare past form ('Man killed three …') may be a participle."""
    words = row.words.lower()
    return act.passive or " " in words or words == act.verb or words.endswith("s")


def _tells_who(row: MentionRow, act: Act) -> bool | None:
    """Whether a headline's verb has its doer: as the subject, or behind 'by'. None where what was
    done by someone may be named besides ('killed in Norland offensive', 'raid kills ten')."""
    if not act.passive:
        text = row.analysis.article.text
        done = any(_DEED.search(span.of(text)) for span in act.actors)
        return None if done else True
    if row.words.endswith(" by"):
        return True
    return None if _DEED.search(row.place.text) else False


def _clause(row: MentionRow, act: Act) -> str:
    """Subject and verb as the headline has them."""
    text = row.analysis.article.text
    return f"{', '.join(flat(span.of(text)) for span in act.actors)} {_verb(row.words)}"
