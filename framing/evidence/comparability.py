"""What does not compare: said first, each with its consequence for the reader of the figures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations

from rapidfuzz import fuzz

from framing.codebooks import Codebook
from framing.evidence.as_read import (
    copies_left_out,
    dates_contradict,
    headless,
    published_elsewhere,
)
from framing.evidence.begins import begins_in_the_middle
from framing.evidence.count import MIN_ARTICLES
from framing.evidence.dating import ages_apart, dates_apart, missing_dates
from framing.evidence.doubtful_dates import doubtful_dates
from framing.evidence.fit import fit
from framing.evidence.flags import Case, Flag, Severity, ids_of
from framing.evidence.likeness import mixed_articles, unlike_articles
from framing.evidence.opinions import opinions
from framing.evidence.rows import agency_names, is_agency_copy, other_agencies
from framing.models import Analysis, Hit, Part, SharedPassage
from framing.outlets import slugify
from framing.wording import joined, plural

# One article twice as long as another has twice the room for background.
LENGTH_RATIO = 2.0
SHORT_SENTENCES = 5
# Shares of the sentences of two articles that stand in the other, from which they are one copy.
MOSTLY_HELD, ONE_COPY = 0.5, 0.7
# Of 100: 'Harbour Daily' and 'Harbor Daily' reach it, 'East Herald' and 'West Herald' do not.
ALIKE_NAMES = 91.0
FIT = "codebook"  # the kind of a flag that says that the codebook does not fit
UNFIT = (
    "The codebook may be of another story, so no finding is drawn from its frames: choose another "
    "with --codebook ('generic-frames' is for any story), or write one."
)
ONE_SIDED = "one pole"
UNREAD = "unread"  # the kind of a flag that names frames which nobody has taught yet
ONE_POLE = "One pole carries these articles; how they weigh the two is told by that one alone."
FRAMED_SHARE = 0.15  # of sentences with any frame; a codebook of the story reaches far more
UNEQUAL = 3  # times as many articles
_LISTED = 6  # outlets that a sentence names


def comparability(
    analyses: Sequence[Analysis],
    refs: Mapping[str, str],
    shared: Sequence[SharedPassage],
    codebook: Codebook | None = None,
) -> tuple[Flag, ...]:
    """All flags, serious ones first, each kind in a fixed order.

    Args:
        analyses: the articles compared.
        refs: article id to short reference, for the sentences.
        shared: passages that stand in several articles.
        codebook: whose fit is told first of all.
    """
    checks: tuple[Callable[[Case], Iterator[Flag]], ...] = (
        dates_apart,
        ages_apart,
        missing_dates,
        doubtful_dates,
        dates_contradict,
        copies_left_out,
        published_elsewhere,
        headless,
        unlike_articles,
        mixed_articles,
        begins_in_the_middle,
        opinions,
        _agency_copy,
        _one_copy,
        _one_author,
        _shared,
        _languages,
        _unknown_outlets,
        _outlet_twice,
        _same_text,
        _unequal,
        _lengths,
        _short,
        _few_articles,
    )
    case = Case(analyses, refs, shared)
    fitting = fit(analyses, codebook) if codebook else None
    unfit = [*(fitting.misfits if fitting else ()), *_unframed(case)]
    flags = [Flag(FIT, Severity.SERIOUS, " ".join(unfit), UNFIT)] if unfit else []
    if fitting and fitting.one_sided:
        flags.append(Flag(ONE_SIDED, Severity.NOTE, fitting.one_sided, ONE_POLE))
    flags += _unread(codebook) if codebook else ()
    flags += [flag for check in checks for flag in check(case)]
    return tuple(sorted(flags, key=lambda flag: flag.severity is not Severity.SERIOUS))


def _unread(codebook: Codebook) -> Iterator[Flag]:
    if codebook.unread:
        it = "it" if len(codebook.unread) == 1 else "them"
        yield Flag(
            UNREAD,
            Severity.NOTE,
            f"Not looked for: {joined([frame.name for frame in codebook.unread])}. The codebook "
            f"has {it} read by meaning, and too few coded sentences have taught {it}.",
            f"The articles may hold {it} all the same.",
        )


def _agency_copy(case: Case) -> Iterator[Flag]:
    supplied = [a for a in case.analyses if is_agency_copy(a)]
    if supplied:
        credited = [
            f"{case.refs[a.article.id]} is credited to {joined(agency_names(a))}"
            for a in supplied[:6]
        ]
        more = f", and {plural(len(supplied) - 6, 'other')} likewise" if len(supplied) > 6 else ""
        yield Flag(
            "agency copy",
            Severity.SERIOUS,
            f"{joined(credited)}{more}.",
            "Wording and sources are the agency’s: the outlet chose to run them, and may have "
            "edited them.",
            ids_of(supplied),
        )
    contributed = [a for a in case.analyses if other_agencies(a) and not is_agency_copy(a)]
    if contributed:
        yield Flag(
            "agency copy",
            Severity.NOTE,
            f"Agencies contributed to {case.named(contributed)}.",
            "Which sentences are the agencies’ is not marked in the copy.",
            ids_of(contributed),
        )


def _one_author(case: Case) -> Iterator[Flag]:
    outlets = {a.article.outlet: a.article.outlet_name for a in case.analyses}
    for slug, name in sorted(outlets.items()):
        carriers = [
            a
            for a in case.analyses
            if is_agency_copy(a) and any(slugify(g.value) == slug for g in a.article.agencies)
        ]
        if carriers:
            yield Flag(
                "one author",
                Severity.SERIOUS,
                f"{case.named(carriers)} {'is' if len(carriers) == 1 else 'are'} copy of {name}, "
                "which is compared as an outlet, too.",
                "They share an author: where they agree, that is no second voice.",
                ids_of(carriers),
            )


def _unframed(case: Case) -> Iterator[str]:
    """That the codebook's frames stand in few sentences, where they do."""
    body = {
        (a.article.id, s.index) for a in case.analyses for s in a.sentences if s.part is Part.BODY
    }
    framed = {(a.article.id, hit.sentence) for a in case.analyses for hit in a.found(Hit)} & body
    if body and len(framed) < FRAMED_SHARE * len(body):
        yield f"The codebook’s frames stand in {len(framed)} of {len(body)} sentences."


def _one_copy(case: Case) -> Iterator[Flag]:
    """Articles of two outlets most of whose sentences stand in each other."""
    outlets = {a.article.id: a.article.outlet for a in case.analyses}
    held = {a.article.id: _held_elsewhere(a) for a in case.analyses}
    twins = {
        article
        for one, others in held.items()
        for other, share in others.items()
        if other in held and outlets[one] != outlets[other]
        if share >= ONE_COPY and held[other].get(one, 0.0) >= MOSTLY_HELD
        for article in (one, other)
    }
    if twins:
        alike = [a for a in case.analyses if a.article.id in twins]
        yield Flag(
            "one copy",
            Severity.SERIOUS,
            f"{case.named(alike)} hold nearly the same text.",
            "They are one copy, which counts in each of these outlets: what few words differ tells "
            "of them, and their shares do not.",
            ids_of(alike),
        )


def _held_elsewhere(analysis: Analysis) -> dict[str, float]:
    """The share of an article's sentences that stand in each other one, too, by its id."""
    body = [s for s in analysis.sentences if s.part is Part.BODY]
    if len(body) < SHORT_SENTENCES:
        return {}
    counts = Counter(other for sentence in body for other in sentence.shared_with)
    return {other: n / len(body) for other, n in counts.items()}


def _shared(case: Case) -> Iterator[Flag]:
    if not case.shared:
        return
    ids = {i for passage in case.shared for i in passage.article_ids}
    holders = [a for a in case.analyses if a.article.id in ids]
    passages = "1 passage stands" if len(case.shared) == 1 else f"{len(case.shared)} passages stand"
    yield Flag(
        "shared copy",
        Severity.NOTE,
        f"{passages} in more than one article ({case.named(holders)}).",
        "Shared words are no choice of one outlet. The HTML edition has the figures without them.",
        ids_of(holders),
    )


def _languages(case: Case) -> Iterator[Flag]:
    foreign = [a for a in case.analyses if a.article.language and a.article.language.value != "en"]
    if foreign:
        yield Flag(
            "language",
            Severity.SERIOUS,
            f"{case.named(foreign)} {'is' if len(foreign) == 1 else 'are'} not in English.",
            "The parser, the lexicons and the codebooks read English: leave these figures aside.",
            ids_of(foreign),
        )


def _unknown_outlets(case: Case) -> Iterator[Flag]:
    unknown = [a for a in case.analyses if a.article.outlet_field is None]
    if unknown:
        yield Flag(
            "unknown outlet",
            Severity.SERIOUS,
            f"The outlet of {case.named(unknown)} was not recognised."
            if len(unknown) == 1
            else f"The outlets of {case.named(unknown)} were not recognised.",
            "Each stands as an outlet of its own. Name it in metadata.csv, or write a profile: "
            "framing outlets new.",
            ids_of(unknown),
        )


def _outlet_twice(case: Case) -> Iterator[Flag]:
    names = sorted({a.article.outlet_name for a in case.analyses if a.article.outlet_field})
    alike = [
        (one, other)
        for one, other in combinations(names, 2)
        if fuzz.ratio(_plain(one), _plain(other)) >= ALIKE_NAMES
    ]
    if alike:
        pairs = joined([f"‘{one}’ and ‘{other}’" for one, other in alike[:4]])
        both = {name for pair in alike for name in pair}
        yield Flag(
            "outlet twice",
            Severity.SERIOUS,
            f"{pairs} may be one outlet under two names.",
            "Its articles would then be compared with each other. Give them one name in "
            "metadata.csv, or an alias in the profile.",
            ids_of([a for a in case.analyses if a.article.outlet_name in both]),
        )


def _same_text(case: Case) -> Iterator[Flag]:
    alike: dict[tuple[str, str], list[Analysis]] = {}
    for analysis in case.analyses:
        alike.setdefault((analysis.article.outlet, analysis.article.text), []).append(analysis)
    twins = [analysis for found in alike.values() if len(found) > 1 for analysis in found]
    if twins:
        yield Flag(
            "same text",
            Severity.SERIOUS,
            f"{case.named(twins)} hold the same text as another article of their outlet.",
            "It counts twice in every figure. Take one of the files out.",
            ids_of(twins),
        )


def _plain(name: str) -> str:
    return re.sub(r"^the |\.(com|net|org|co)\b.*$|[\W_]", "", name.casefold())


def _unequal(case: Case) -> Iterator[Flag]:
    counts = Counter(a.article.outlet_name for a in case.analyses)
    few, many = min(counts.values()), max(counts.values())
    if many >= UNEQUAL * few:
        yield Flag(
            "unequal numbers",
            Severity.NOTE,
            f"The outlets have {few} to {many} articles each.",
            "A figure that rests on few articles is less certain.",
        )


def _words(analysis: Analysis) -> int:
    return len(analysis.article.parts.body.of(analysis.article.text).split())


def _lengths(case: Case) -> Iterator[Flag]:
    if len(case.analyses) < 2:
        return
    ordered = sorted(case.analyses, key=lambda a: (_words(a), case.refs[a.article.id]))
    short, long = ordered[0], ordered[-1]
    if _words(long) < LENGTH_RATIO * max(1, _words(short)):
        return
    yield Flag(
        "length",
        Severity.NOTE,
        f"Lengths run from {_words(short)} words ({case.refs[short.article.id]}) to "
        f"{_words(long)} ({case.refs[long.article.id]}).",
        "A longer article has room for background: read shares, not counts.",
        ids_of([short, long]),
    )


def _short(case: Case) -> Iterator[Flag]:
    short = [
        a for a in case.analyses if sum(s.part is Part.BODY for s in a.sentences) < SHORT_SENTENCES
    ]
    if short:
        yield Flag(
            "short article",
            Severity.SERIOUS,
            f"{case.named(short)} {'has' if len(short) == 1 else 'have'} under "
            f"{SHORT_SENTENCES} sentences.",
            "A share of so few sentences says little.",
            ids_of(short),
        )


def _few_articles(case: Case) -> Iterator[Flag]:
    counts: dict[str, int] = {}
    for analysis in case.analyses:
        counts[analysis.article.outlet_name] = counts.get(analysis.article.outlet_name, 0) + 1
    few = sorted(name for name, n in counts.items() if n < MIN_ARTICLES)
    if not few:
        return
    if all(n == 1 for n in counts.values()):
        what = "There is one article for each outlet."
        consequence = "The figures describe these articles. They say nothing about the outlets."
    else:
        shown = (
            few if len(few) <= _LISTED else [*few[:_LISTED], plural(len(few) - _LISTED, "other")]
        )
        what = (
            f"No outlet has {MIN_ARTICLES} articles or more."
            if len(few) == len(counts)
            else f"{joined(shown)} {'has' if len(few) == 1 else 'have'} under {MIN_ARTICLES} "
            "articles."
        )
        consequence = "Figures for them describe these articles, not the outlet’s habits."
    yield Flag("few articles", Severity.SERIOUS, what, consequence)
