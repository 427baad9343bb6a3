"""Statements, speakers and whose words, against the coded articles.

The unit is what one sentence holds of a statement, as ``MANUAL.md`` defines it: coders and machine
cut a quotation of several sentences differently, and the cut is no error. A found statement is
matched with a coded one as ``evaluation.sources_score`` does: token Jaccard of the contents at
least .5, one to one, the best first. F1 counts a pair only if its source is right; where the coder
gives no source though somebody speaks, if its speaker is. The fields are judged on all pairs.
``as_cut`` is the F1 of whole statements, as the coder and the machine cut them.

A speaker is right where the found ids and the coded names, paired one to one within the article,
belong together, and the words printed for a named speaker hold a word of that name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from anyascii import anyascii

from evaluation.joined import Pairs, Place, joined_pairs
from evaluation.sources_score import Attribution, item_of, matched, words_of
from evaluation.stories.gold import Coded, CodedArticle
from framing.analysers.sources.lexicon import PLATFORMS
from framing.models import Span, Statement, Voice
from framing.text.parse import ParsedArticle

_OPENING = 40  # characters that tell in which part of an article a statement stands
T = TypeVar("T", Coded, Statement)
FIELDS = ("speaker", "naming", "role", "country")


@dataclass(slots=True)
class Tally:
    """Right of all, with what was wrong."""

    right: int = 0
    of: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, right: bool, what: str) -> None:
        """Count one decision."""
        self.of += 1
        self.right += right
        if not right:
            self.wrong.append(what)

    @property
    def share(self) -> float:
        """Right / all; 0 where there is none."""
        return self.right / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class Pair:
    """A coded statement with the found one that matches it."""

    article: CodedArticle
    gold: Coded
    found: Statement
    source_right: bool


@dataclass(slots=True)
class Scores:
    """All figures of one set of articles."""

    gold: int = 0
    found: int = 0
    both: int = 0  # content and source
    contents: int = 0
    as_cut: list[int] = field(default_factory=lambda: [0, 0])  # right pairs; coded and found
    tallies: dict[str, Tally] = field(default_factory=dict)

    def tally(self, name: str) -> Tally:
        """The count of one field, made where it is not there."""
        return self.tallies.setdefault(name, Tally())

    @property
    def f1(self) -> float:
        """F1 of statements whose content and source are right."""
        total = self.gold + self.found
        return 2 * self.both / total if total else 0.0

    @property
    def f1_as_cut(self) -> float:
        """F1 of whole statements."""
        right, total = self.as_cut
        return 2 * right / total if total else 0.0

    @property
    def content_f1(self) -> float:
        """F1 of contents, whatever the source."""
        total = self.gold + self.found
        return 2 * self.contents / total if total else 0.0


def by_sentence(parsed: ParsedArticle, statements: Iterable[T]) -> list[T]:
    """Statements taken apart into what each sentence holds of them."""
    found: list[T] = []
    for statement in statements:
        parts: dict[int, list[Span]] = {}
        for span in statement.content:
            inside = [
                Span(max(s.span.start, span.start), min(s.span.end, span.end))
                for s in parsed.sentences
                if s.span.overlaps(span)
            ]
            for part in inside or [span]:
                home = parsed.sentence_at(part.start)
                if not inside or re.search(r"\w", part.of(parsed.text)):
                    parts.setdefault(home.span.start if home else -1, []).append(part)
        found += [replace(statement, content=tuple(part)) for part in parts.values()]
    return found


def pairs_of(
    article: CodedArticle, text: str, found: Sequence[Statement]
) -> tuple[list[Pair], list[Coded], list[Statement]]:
    """The matched statements of an article; what was missed; what was found and is none.

    Beliefs may match, too; a coded belief that was found as speech is an error of speech.
    """
    words = words_of(text)
    golds = [
        item_of(words, Attribution(g.content, _one(g.cue), _one(g.source)), is_gold=True)
        for g in article.statements
    ]
    founds = [
        item_of(words, Attribution(s.content, _one(s.cue), _one(s.source)), is_gold=False)
        for s in found
    ]
    pairs, used_gold, used_found = [], set(), set()
    for g, f, right in matched(golds, founds):
        pairs.append(Pair(article, article.statements[g], found[f], right))
        used_gold.add(g)
        used_found.add(f)
    missed = [g for i, g in enumerate(article.statements) if i not in used_gold]
    extra = [s for i, s in enumerate(found) if i not in used_found]
    return pairs, missed, extra


def _one(span: Span | None) -> tuple[Span, ...]:
    return (span,) if span else ()


def judge(
    scores: Scores, article: CodedArticle, parsed: ParsedArticle, found: Sequence[Statement]
) -> list[Pair]:
    """Add an article's decisions to the scores; returns its matched pairs of speech."""
    text = parsed.text
    unread = {span.start for span in article.uncoded}
    found = [s for s in found if not unread.intersection(_starts(text, s.content[0]))]
    cut, _, _ = pairs_of(article, text, found)
    scores.as_cut[0] += sum(p.source_right and p.gold.speech and p.found.speech for p in cut)
    scores.as_cut[1] += sum(s.speech for s in (*article.statements, *found))
    found = by_sentence(parsed, found)
    article = replace(article, statements=tuple(by_sentence(parsed, article.statements)))
    pairs, missed, extra = pairs_of(article, text, found)
    spoken = [p for p in pairs if p.gold.speech and p.found.speech]
    identity = _assigned(spoken)
    spoken = [_with_source(p, identity) for p in spoken]
    scores.gold += sum(g.speech for g in article.statements)
    scores.found += sum(s.speech for s in found)
    scores.contents += len(spoken)
    scores.both += sum(p.source_right for p in spoken)
    at = article.id
    for gold in missed:
        if gold.speech:
            scores.tally("missed").add(False, f"{at}: {_shown(text, gold.content)}")
    for statement in extra:
        if statement.speech:
            scores.tally("extra").add(
                False, f"{at}: {_shown(text, statement.content)} [{_words(text, statement)}]"
            )
    for pair in pairs:
        if pair.found.speech and not pair.gold.speech:
            scores.tally("extra").add(False, f"{at}: a belief: {_shown(text, pair.gold.content)}")
        if pair.gold.speech and not pair.found.speech:
            why = pair.found.decided.get("speech")
            what = f"{at}: no speech: {_shown(text, pair.gold.content)} ({why})"
            scores.tally("missed").add(False, what)
    for span in article.no_speech:
        hit = [
            s
            for s in found
            if s.speech
            and any(c.overlaps(span) for c in s.content)
            and not any(p.found is s for p in pairs)
        ]
        scores.tally("no speech").add(not hit, f"{at}: {span.of(text)!r}")
    for pair in spoken:
        _fields(scores, pair, text, identity)
    for span, voice in article.loaded:
        tokens = [parsed.voices[t.i] for t in parsed.tokens(span)]
        got = tokens[0] if tokens else Voice.NARRATOR
        scores.tally("loaded").add(
            got.value == voice, f"{at}: {span.of(text)!r} {voice}, got {got}"
        )
    return spoken


def _with_source(pair: Pair, identity: Mapping[str, str]) -> Pair:
    """Where the coder gives no source for words that somebody speaks, the speaker decides."""
    gold, found = pair.gold, pair.found
    if gold.source is not None or not gold.speaker or pair.source_right:
        return pair
    return replace(pair, source_right=identity.get(found.speaker_id or "") == gold.speaker)


def _starts(text: str, span: Span) -> list[int]:
    """Where the first words of a stretch begin."""
    return [span.start + m.start() for m in re.finditer(r"\w+", span.of(text)[:_OPENING])]


def _fields(scores: Scores, pair: Pair, text: str, identity: Mapping[str, str]) -> None:
    gold, found, at = pair.gold, pair.found, pair.article.id
    where = (
        f"{at}: {_shown(text, gold.content)[:60]} [{found.source.of(text) if found.source else ''}]"
    )
    scores.tally("source").add(
        pair.source_right, f"{where} wanted {gold.source.of(text) if gold.source else None!r}"
    )
    named = (
        not gold.speaker
        or gold.naming != "named"
        or _shares_name(gold.speaker, found.speaker or "")
    )
    if gold.speaker:
        same = found.speaker_id is not None and identity.get(found.speaker_id) == gold.speaker
    else:  # 'it was reported': nobody is told, and nobody must be found
        same = found.speaker_id is None
    scores.tally("speaker").add(
        same and named,
        f"{where} wanted {gold.speaker!r}, got {found.speaker!r} ({found.speaker_id})",
    )
    naming = found.naming.value if found.naming else None
    scores.tally("naming").add(
        naming == gold.naming or (not gold.speaker and naming is None),
        f"{where} {gold.speaker!r}: {gold.naming}, got {naming} ({found.decided.get('naming')})",
    )
    role = found.role.value if found.role else None
    scores.tally("role").add(
        role == gold.role,
        f"{where} {gold.speaker!r}: {gold.role}, got {role} ({found.decided.get('role')})",
    )
    countries = frozenset(found.countries)
    right = countries == gold.country
    why = found.decided.get("country")
    what = f"{where} {gold.speaker!r}: {sorted(gold.country)}, got {sorted(countries)} ({why})"
    scores.tally("country").add(right, what)
    scores.tally("country told" if gold.country else "country not told").add(right, what)
    told = None if gold.via in PLATFORMS else gold.via  # a platform is no medium: MANUAL.md
    one, other = (set(_medium(name).split()) for name in (found.via, told))
    via = one == other or bool(one and (one <= other or other <= one))  # 'BBC', 'BBC Radio 4'
    if told:
        scores.tally("via").add(via, f"{where}: {gold.via!r}, got {found.via!r}")
    elif found.via:
        scores.tally("via false").add(
            False, f"{where}: got {found.via!r} ({found.decided.get('via')})"
        )


def _medium(name: str | None) -> str:
    words = re.sub(r"[^\w ]", " ", (name or "").casefold()).split()
    plain = [
        w for w in words if w not in ("the", "news", "agency", "newspaper", "tv", "television")
    ]
    return " ".join(plain or words)


def _shares_name(wanted: str, got: str) -> bool:
    one, other = (set(re.findall(r"\w{2,}", s.casefold())) for s in (wanted, got))
    return bool(one & other)


def _assigned(pairs: Iterable[Pair]) -> dict[str, str]:
    """Found id → coded speaker, one to one, the most statements first."""
    counts = Counter(
        (p.found.speaker_id, p.gold.speaker) for p in pairs if p.found.speaker_id and p.gold.speaker
    )
    given: dict[str, str] = {}
    for (found, gold), _ in sorted(counts.items(), key=lambda c: (-c[1], str(c[0]))):
        if found is not None and found not in given and gold not in given.values():
            given[found] = gold
    return given


def rightly_spoken(pairs: Sequence[Pair]) -> list[Pair]:
    """Those matched statements of an article whose speaker is right within it."""
    identity = _assigned(pairs)
    return [
        p
        for p in pairs
        if p.gold.speaker and identity.get(p.found.speaker_id or "") == p.gold.speaker
    ]


def joined(pairs: Iterable[Pair]) -> Pairs:
    """Speakers joined across the outlets of a story, by their ids: pairs of matched statements."""
    gold: dict[Place, str] = {}
    got: dict[Place, str] = {}
    for number, pair in enumerate(pairs):
        about = pair.article.about
        if not pair.gold.speaker:
            continue
        place = (about["story"], about["outlet"], about["id"], str(number))
        gold[place] = anyascii(pair.gold.speaker)  # coders spell 'François' both ways
        if pair.found.speaker_id is not None:
            got[place] = pair.found.speaker_id
    return joined_pairs(gold, got)


def _shown(text: str, content: Sequence[Span]) -> str:
    return " … ".join(" ".join(s.of(text).split()) for s in content)[:160]


def _words(text: str, statement: Statement) -> str:
    cue = statement.cue.of(text) if statement.cue else ""
    source = statement.source.of(text) if statement.source else ""
    return f"{source} | {cue} | {statement.decided.get('content')}"
