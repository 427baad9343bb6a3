"""The only place that writes a sentence about a result.

A finding is a difference: an outlet whose shares lie apart from those of all others, further than
the luck of the deal would put them, or something that can be read off the page. What agrees in all
outlets is no finding, and neither is what would change if doubtful rows were counted otherwise.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath

from framing.analysers.facts import FactFinding
from framing.evidence import Comparison, OutletFigures, Severity
from framing.evidence.comparability import FIT
from framing.evidence.deals import in_deals
from framing.findings.gaps import gap_findings
from framing.findings.page import page_findings
from framing.findings.story import story_name
from framing.findings.taking_part import TakingPart
from framing.findings.words import Finding, Findings, amount, frame_name
from framing.wording import capital, in_words, joined, number, plural

__all__ = ["Finding", "Findings", "write_findings"]

MOST = 7  # findings; the rest stands on the pages
_MOST_OF_ONE_TOPIC = 2
_LIKE_ANOTHER = 0.5
_IN_TITLE = 2
_APART = 3  # findings by which an outlet stands apart; or the first two are its own, and weighty
_WEIGHTY = 2.2
_BEFORE = 4
_CODE = re.compile(r"\b[A-Z][A-Z0-9]*-\d+\b")  # of an article: 'KH-1'


def write_findings(comparison: Comparison) -> Findings:
    """All sentences about the results of a comparison."""
    key = _chosen([*gap_findings(comparison), *page_findings(comparison)])
    limits = tuple(_limits(comparison))
    story = comparison.title if comparison.titled else story_name(comparison.analyses)
    return Findings(
        story=story or comparison.title,
        title=_title(comparison, key),
        summary=_summary(comparison),
        key=key,
        nothing="" if key else _nothing(comparison),
        headings=_headings(comparison, key),
        notes=_notes(comparison),
        before=tuple(_before(comparison, limits)),
        limits=limits,
    )


def _chosen(found: Sequence[Finding]) -> tuple[Finding, ...]:
    """The weightiest, one after the other; what is like one that was chosen weighs less."""
    chosen: list[Finding] = []
    topics: Counter[str] = Counter()
    left = list(found)
    while left and len(chosen) < MOST:
        best = min(left, key=lambda f: (topics[f.topic] * _LIKE_ANOTHER - f.weight, f.title))
        left.remove(best)
        if topics[best.topic] < _MOST_OF_ONE_TOPIC:
            chosen.append(best)
            topics[best.topic] += 1
    return tuple(chosen)


def _title(comparison: Comparison, key: Sequence[Finding]) -> str:
    """The main finding; where several are one outlet's, that it stands apart, and by what."""
    n = len(comparison.outlets)
    if not comparison.one_event:
        return f"{capital(amount(len(comparison.analyses), 'article'))} of different events"
    if not key:
        if n < 2:
            return f"What {comparison.outlets[0].name} says, and how"
        return f"{capital(in_words(n))} outlets side by side"
    key = [finding for finding in key if not finding.hint]
    if not key:
        return f"{capital(in_words(n))} outlets side by side"
    slug = _apart(key)
    if slug:
        clauses = [f.clause for f in key if f.outlet == slug][:_IN_TITLE]
        return f"{comparison.outlet(slug).name} stands apart: {'; '.join(clauses)}"
    return key[0].title


def _apart(key: Sequence[Finding]) -> str:
    """The slug of the outlet that the findings set apart, by their number or their weight; '' where
    they are several outlets'. What is a hint does not count."""
    firm = [finding for finding in key if not finding.hint]
    slug = firm[0].outlet if firm else ""
    first = [finding.outlet for finding in firm[:_IN_TITLE] if finding.weight >= _WEIGHTY]
    enough = sum(finding.outlet == slug for finding in firm) >= _APART
    return slug if enough or first == [slug] * _IN_TITLE else ""


def _summary(comparison: Comparison) -> str:
    articles = amount(len(comparison.analyses), "article")
    outlets = amount(len(comparison.outlets), "outlet")
    sentences = amount(sum(o.n_sentences for o in comparison.outlets), "sentence")
    if not comparison.fits:
        return (
            f"{capital(articles)} from {outlets}, {sentences} in all: who speaks, in which words."
        )
    names = [frame_name(comparison, frame.id) for frame in comparison.frames_found]
    shown = names if len(names) <= 4 else [*names[:3], f"{in_words(len(names) - 3)} more"]
    return (
        f"{capital(articles)} from {outlets}, {sentences} in all: who speaks, in which words, and "
        f"which sentences hold {joined(shown)}."
    )


def _nothing(comparison: Comparison) -> str:
    if len(comparison.outlets) < 2:
        return "There is one outlet, and nothing to compare it with."
    if not comparison.one_event:
        return (
            "As far as headlines and first sentences tell, no two of these articles report the "
            "same event. What differs comes from the news, so no outlet is held against another. "
            "Each stands by itself on the pages that follow."
        )
    codebook = comparison.codebook
    untold = [
        w for w, there in (("facts", codebook.facts), ("names", codebook.label_sets)) if not there
    ]
    not_read = f"No codebook of this story says which {joined(untold)} to look for. "
    shares = (
        "no share that could be tested sets one outlet apart from all others"
        if any(gap.tested for gap in comparison.gaps)
        else "there is too little of each outlet to test a share"
    )
    return (
        "What was measured gives no finding. That is not to say that the articles agree: "
        f"{shares}, and no outlet’s headline is the only one that refuses or says who did it. "
        f"{not_read if untold else ''}People and bodies that were found in one outlet alone stand "
        "on its card. Read the articles beside the pages that follow."
    )


def _headings(comparison: Comparison, key: Sequence[Finding]) -> dict[str, str]:
    """A page's title is its weightiest finding, else the plain name of the page."""
    poles = [
        frame_name(comparison, pole)
        for pole in comparison.codebook.poles or ()
        if comparison.is_found(pole)
    ]
    plain = {
        "key_findings": "What differs" if key else "No finding from what was measured",
        "headlines": "Headlines and first sentences, side by side",
        "story_line": "What comes when",
        "sources": "Who speaks",
        "emphasis": f"How much {joined(poles)}" if poles else "Which frames stand where",
        "summary": _title(comparison, key),
        "timeline": "How it changed",
        "naming": "Names and facts" if _tells_facts(comparison) else "What things are called",
        "shared_copy": _shared(comparison),
        "side_by_side": "The same matter, as each outlet tells it",
        "told_alone": "Names and numbers in one outlet alone",
        "tone": "Why no outlet is called negative or positive",
        "methods": "How we counted, and how far to trust it",
        "evidence": "The sentences that the findings rest on",
        "comparability": "What does not compare",
        "outlet_pages": joined([o.name for o in comparison.outlets][:3]),
    }
    if len(comparison.outlets) > 3:
        plain["outlet_pages"] = "Each outlet by itself"
    for topic in ("headlines", "story_line", "sources", "emphasis", "naming", "shared_copy"):
        first = next((f for f in key if f.topic == topic), None)
        if first:
            plain[topic] = first.title
    if slug := _apart(key):
        plain["key_findings"] = f"{comparison.outlet(slug).name} stands apart"
    return plain


def _tells_facts(comparison: Comparison) -> bool:
    return any(isinstance(row.mention, FactFinding) for row in comparison.rows.mentions)


def _shared(comparison: Comparison) -> str:
    n = len(comparison.shared)
    if not n:
        return "No sentence was found in two outlets"
    outlets = {a.article.id: a.article.outlet_name for a in comparison.analyses}
    names = list(dict.fromkeys(outlets[i] for p in comparison.shared for i in p.article_ids))
    if len(names) <= 3:
        return f"{joined(names)} share words"
    return f"{capital(in_words(n))} passages stand in several outlets"


def _notes(comparison: Comparison) -> Mapping[str, str]:
    return {
        "deals": _deals(comparison),
        "tone": "A word list scores the words it knows. A report about an attack scores negative "
        "because its words do: tone is wording, and no verdict on an outlet.",
        "confirmed": _confirmed(comparison),
        "alone": _alone(comparison),
        "compared": _compared(comparison),
        "asked": _asked(comparison),
        "untold": _untold(comparison),
    }


_APART_FOR = {"date": "of another date", "matter": "of another matter", "opinion": "an opinion"}


def _compared(comparison: Comparison) -> str:
    """Over how many of the rows outlets are compared, where articles are set apart; else ''."""
    names = dict(
        each for outlet in comparison.outlets for each in _article_names(comparison, outlet)
    )
    if not comparison.apart or not comparison.one_event:
        return ""
    page = TakingPart(comparison)
    n, sentences = len(page.sentences), sum(o.n_sentences for o in comparison.outlets)
    said, statements = len(page.statements), sum(o.n_statements for o in comparison.outlets)
    by_reason = [
        f"{joined([names[ref] for ref, why in comparison.apart.items() if why == reason])} ({told})"
        for reason, told in _APART_FOR.items()
        if reason in comparison.apart.values()
    ]
    return (
        f"Comparisons leave out {joined(by_reason)}: they count {number(n)} of the "
        f"{number(sentences)} sentences and {number(said)} of the {number(statements)} statements."
    )


def _alone(comparison: Comparison) -> str:
    """What it means that a sentence has what no other outlet's text has; '' where none does."""
    if not comparison.told_alone:
        return ""
    return (
        "Bold: a name or number that stands in no other outlet’s text, captions included. What the "
        "sentence says may stand elsewhere in other words. A choice: quotations, names of media "
        "and sentences that lean on the one before are left out."
    )


def _asked(comparison: Comparison) -> str:
    """How many of the turns of interviewers are left out of the statements; '' where none is."""
    n = sum(row.asks and row.statement.speech for row in comparison.counted.statements)
    if not n:
        return ""
    is_ = "is not" if n == 1 else "are not"
    return f"{capital(amount(n, 'turn'))} of interviewers {is_} counted: who asks is no source."


def _untold(comparison: Comparison) -> str:
    """That no tested share sets an outlet apart; '' where one does, or none was tested."""
    if not any(gap.tested for gap in comparison.gaps) or any(g.told for g in comparison.gaps):
        return ""
    return "No share that was tested sets one outlet apart from all others."


def _deals(comparison: Comparison) -> str:
    """What was dealt out again at random to test the gaps, as the gaps themselves say it."""
    if not comparison.gaps:
        return "No share of two outlets could be held against the luck of a deal at random."
    dealt = joined(sorted({f"whole {gap.dealt}" for gap in comparison.gaps}))
    compared = len({gap.outlet for gap in comparison.gaps})
    every = compared == len(comparison.outlets)
    whose = "all outlets" if every else f"the {in_words(compared)} outlets that compare"
    several = any(gap.within for gap in comparison.gaps)
    waves = " in each wave, and gaps weighed within waves" if several else ""
    pole = " and either pole" if any(gap.family == "poles" for gap in comparison.gaps) else ""
    told = [gap.p for gap in comparison.gaps if gap.told]
    rarest = f"‘{in_deals(min(told))}’" if told else "‘p’ in comparison.json"
    return (
        f"{number(comparison.chance.deals)} times, {dealt} of {whose} were dealt out again at "
        f"random, to each as many as it has{waves}. {rarest} says how often a gap as "
        f"large came up, for any outlet{pole}."
    )


def _confirmed(comparison: Comparison) -> str:
    """How many of the speakers a person has confirmed or corrected; '' where nobody has looked."""
    if comparison.corrections is None:
        return ""
    spoken = {row.speaker.id: row.speaker for row in comparison.counted.statements if row.speaker}
    confirmed = sum(speaker.confirmed for speaker in spoken.values())
    changed = sum(bool(speaker.corrected) for speaker in spoken.values())
    return (
        f"A person has confirmed {confirmed} of {plural(len(spoken), 'speaker')} and said role, "
        f"country or naming of {changed} ({comparison.corrections})."
    )


def _before(comparison: Comparison, limits: Sequence[tuple[str, str]]) -> Iterator[str]:
    """What a reader must know before quoting a number: the serious limits. That the codebook does
    not fit stands on the cover, and no number rests on it."""
    told = [
        what
        for flag, (what, _) in zip(comparison.flags, limits, strict=True)
        if flag.severity is Severity.SERIOUS and flag.kind != FIT
    ]
    yield from told[:_BEFORE]


def _limits(comparison: Comparison) -> Iterator[tuple[str, str]]:
    """What does not compare, and what follows from it, with articles by name and not by code."""
    names = {
        ref: name
        for outlet in comparison.outlets
        for ref, name in _article_names(comparison, outlet)
    }
    for flag in comparison.flags:
        yield (
            capital(_CODE.sub(lambda ref: names.get(ref.group(), ref.group()), flag.what)),
            (flag.consequence),
        )


def _article_names(comparison: Comparison, outlet: OutletFigures) -> Iterator[tuple[str, str]]:
    """Articles by what a reader calls them: the outlet's article, or with its number."""
    unknown = {
        a.article.id: PurePath(a.article.path).name
        for a in comparison.analyses
        if a.article.outlet_field is None
    }
    for place, article in enumerate(outlet.article_ids, start=1):
        number_ = f" {place}" if outlet.n_articles > 1 else ""
        called = f"the {outlet.name.removeprefix('The ')} article{number_}"
        if article in unknown:
            called = f"the article {unknown[article]}"
        yield comparison.refs[article], called
