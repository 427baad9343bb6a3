"""The trained reader: tags each token as source, cue or content, then links them to attributions.

Weights and limits: MODEL_CARD.md beside the weights.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from framing.analysers.sources.apposed import run_on, with_apposed
from framing.analysers.sources.features import Features, Floats, featurise
from framing.analysers.sources.fronted import fronted
from framing.analysers.sources.headlines import END as HEADLINE_END
from framing.analysers.sources.headlines import RULE as HEADLINE
from framing.analysers.sources.headlines import names_claims, speaks
from framing.analysers.sources.hearers import without_hearer
from framing.analysers.sources.lexicon import DATA
from framing.analysers.sources.linker import QUOTED, Links, link
from framing.analysers.sources.missed import with_missed
from framing.analysers.sources.network import (
    Chunk,
    Weights,
    WeightsError,
    allowed,
    best_tags,
    chunks_of,
    load_weights,
    scores_of,
)
from framing.analysers.sources.parting import parted
from framing.analysers.sources.reading import Reading, merged, noun_phrase, trimmed
from framing.analysers.sources.rules import QUOTING, subject_of
from framing.analysers.sources.speech import attach_quotations, laid_out, overridden
from framing.analysers.sources.subjects import with_explicit, with_subject
from framing.analysers.sources.things import not_of_a_thing
from framing.analysers.sources.uncued import with_whom_asked
from framing.analysers.sources.unmarked import with_unmarked
from framing.models import Span

if TYPE_CHECKING:
    from framing.text.parse import ParsedArticle
    from framing.text.quotations import Quotation

__all__ = ["WEIGHTS", "WeightsError", "read", "readings_of", "weights"]

WEIGHTS = DATA / "tagger.npz"
_CONTENT_GAP = 2
_BLOCK = 500  # characters
_AGREE = 0.5  # token Jaccard of contents from which the rules explain a tagged attribution
_NAMING = frozenset({"know", "dub", "title", "entitle", "name", "nickname", "label"})


@lru_cache(maxsize=2)
def weights(path: Path = WEIGHTS) -> Weights:
    """The weights, read once.

    Raises:
        WeightsError: they are missing or damaged.
    """
    return load_weights(path)


def read(parsed: ParsedArticle, path: Path = WEIGHTS) -> list[Reading]:
    """All attributions of the article that the tagger finds, in text order."""
    model = weights(path)
    features = featurise(parsed)
    return readings_of(parsed, features, scores_of(model, features), model)


def readings_of(
    parsed: ParsedArticle, features: Features, scores: Floats, model: Weights
) -> list[Reading]:
    """Tag scores to attributions: decoding, linking, and the repair of quotation marks."""
    moves = model.arrays["transitions"] + allowed()
    chunks = chunks_of(best_tags(scores, moves))
    links = link(features, chunks, model.arrays["link_cue"], model.arrays["link_source"])
    found = _joined(parsed, features, links)
    singles = [quotation for quotation in parsed.quotations if quotation.single]
    found = [r for r in found if not _inside_single_marks(parsed, singles, r)]
    found = [_sourced(parsed, reading) for reading in found if not _names(parsed, reading)]
    found = [_with_name_after(parsed, reading) for reading in found]
    # 'X quoted Y as saying' is beyond doubt in the parse, and rare in the training corpus.
    certain = [r for r in features.readings if r.rule.startswith((QUOTING, HEADLINE, HEADLINE_END))]
    found = [r for r in found if not _of_a_topic(parsed, r) and not names_claims(parsed, r)]
    found = [with_subject(parsed, r) for r in _explained(parsed, found, features.readings)]
    found = [not_of_a_thing(parsed, without_hearer(parsed, reading)) for reading in found]
    found = fronted(parsed, parted(parsed, found))
    found = with_unmarked(parsed, with_missed(parsed, found, features.readings))
    found = overridden(found, [*certain, *laid_out(parsed)])
    found = attach_quotations(parsed, found, whole_sentences=True)
    found = with_apposed(parsed, with_explicit(parsed, found))
    found = [reading if reading.cue else not_of_a_thing(parsed, reading) for reading in found]
    return with_whom_asked(parsed, run_on(parsed, found))


_SPEECH = range(6, 60)  # words in single marks that are no scare quote, and no stray marks


def _inside_single_marks(
    parsed: ParsedArticle, singles: Iterable[Quotation], reading: Reading
) -> bool:
    """Whether the cue is one of who is quoted in single marks: ''I know what she told them,' he
    said'. The quotation is the statement, as the tagger has learned of double marks."""
    if reading.cue is None:
        return False
    for quotation in singles:
        inside = quotation.inner.contains(reading.cue)
        if inside and len(quotation.inner.of(parsed.text).split()) in _SPEECH:
            return reading.source is None or quotation.inner.contains(reading.source)
    return False


def _of_a_topic(parsed: ParsedArticle, reading: Reading) -> bool:
    """'Sabina Shoal: the new flashpoint': a colon behind what is no speaker."""
    if reading.cue is None or reading.source is None or reading.cue.of(parsed.text) != ":":
        return False
    paragraph = next((p for p in parsed.paragraphs if p.contains(reading.cue)), None)
    if paragraph is None or paragraph.of(parsed.text).rstrip().endswith((".", "”", '"')):
        return False
    before = parsed.tokens(Span(paragraph.start, reading.cue.start))
    return paragraph.start <= reading.source.start < reading.cue.start and not speaks(
        parsed, before
    )


def _span(features: Features, chunk: Chunk) -> Span:
    return Span(int(features.starts[chunk.start]), int(features.ends[chunk.end - 1]))


def _joined(parsed: ParsedArticle, features: Features, links: Links) -> list[Reading]:
    """One attribution for each cue with its contents, and one for each content without a cue."""
    text = parsed.text
    by_cue: dict[int, list[Chunk]] = {}
    alone: list[tuple[Chunk, int]] = []
    for content, cue in zip(links.contents, links.cue_of, strict=True):
        if cue < 0:
            alone.append((content, -1))
        else:
            by_cue.setdefault(cue, []).append(content)
    found = []
    for cue, contents in by_cue.items():
        source = links.source_of[cue]
        own, others = _parted(features, links.cues[cue], contents)
        alone += [(c, source if _goes_on_from(features, links, c, cue) else -1) for c in others]
        found.append(
            Reading(
                _contents(text, features, own),
                _span(features, links.cues[cue]),
                _span(features, links.sources[source]) if source >= 0 else None,
                "tagger",
            )
        )
    free = _free_sources(features, links)
    for content, known in alone:
        source = _beside(features, free, content)
        quoted = features.flags[content.start, QUOTED] > 0
        if source < 0 and not quoted:
            continue  # neither cue nor source nor quotation marks: no statement
        if source < 0 and known < 0:
            continue  # a quotation that stands alone: what stands before it tells whose it is
        if source < 0:
            source = known
        found.append(
            Reading(
                _contents(text, features, [content]),
                None,
                _span(features, links.sources[source]) if source >= 0 else None,
                "tagger",
            )
        )
    return sorted((r for r in found if r.content), key=lambda r: r.content[0])


def _goes_on_from(features: Features, links: Links, content: Chunk, cue: int) -> bool:
    """Whether a quotation apart from its cue can be by that cue's source: in one paragraph. Who is
    named first in a later one has not spoken yet; who is quoted inside another's words is not whom
    the copy quotes."""
    paragraph, at = features.paragraph, links.cues[cue].start
    here = bool(paragraph[at] == paragraph[content.start])
    return here and not features.flags[at, QUOTED] > 0


def _sourced(parsed: ParsedArticle, reading: Reading) -> Reading:
    """The reading with its cue's subject as source where the linker found none ('to fear', an
    infinitive, shares the subject of the verb above it)."""
    if reading.source is not None or reading.cue is None:
        return reading
    verbs = (t for t in parsed.tokens(reading.cue) if t.pos_ in ("VERB", "AUX"))
    verb = next((t for t in verbs if t.lemma_ not in ("be", "have")), None)
    subject = subject_of(verb) if verb is not None else None
    if subject is None:
        return reading
    source = noun_phrase(subject)
    # '…," said the movement on its page': the tagger took the source for content.
    content = tuple(c for c in reading.content if not source.overlaps(c))
    if source.overlaps(reading.cue) or not content:
        return reading
    if len(content) < len(reading.content) and source.start < reading.cue.end:
        return reading
    return replace(reading, source=source, content=content)


def _with_name_after(parsed: ParsedArticle, reading: Reading) -> Reading:
    """'According to the mayor, Lena Brandt, 400 people left': a name between commas is the
    source's, and no part of what it said."""
    text, content = parsed.text, reading.content[0]
    if reading.cue is None or reading.source is None or reading.source.end >= content.start:
        return reading
    between = Span(reading.source.end, content.start).of(text).strip()
    if reading.cue.of(text).lower() != "according to" or between != ",":
        return reading
    tokens = list(parsed.tokens(content))
    end = next((i for i, t in enumerate(tokens) if t.ent_type_ != "PERSON"), len(tokens))
    follows = tokens[end : end + 2]
    if not end or len(follows) < 2 or follows[0].text != "," or follows[1].ent_type_ == "PERSON":
        return reading
    if any(t.pos_ == "PROPN" for t in parsed.tokens(reading.source)):
        return reading
    name = tokens[end - 1]
    rest = trimmed(text, Span(follows[1].idx, content.end))
    source = Span(reading.source.start, name.idx + len(name.text))
    return replace(reading, source=source, content=(rest, *reading.content[1:]))


def _names(parsed: ParsedArticle, reading: Reading) -> bool:
    """'Known as the "Charter of Basel"', 'a pact called the "Charter"', 'the so-called': a name for
    something, that nobody is said to give it."""
    if reading.cue is None:
        return False
    tokens = list(parsed.tokens(reading.cue))
    if "so-called" in reading.cue.of(parsed.text).lower():
        return True
    if any(t.lemma_.lower() == "call" and t.dep_ == "acl" for t in tokens):
        return True
    if reading.source is not None:
        return False
    # 'Predicting where it will fall is hard, Lund said': a sentence's subject, and no cue.
    subject = len(tokens) == 1 and tokens[0].tag_ == "VBG" and tokens[0].dep_ == "csubj"
    return subject or any(t.lemma_.lower() in _NAMING for t in tokens)


def _parted(
    features: Features, cue: Chunk, contents: list[Chunk]
) -> tuple[list[Chunk], list[Chunk]]:
    """The contents that are one with the cue's nearest, and those that are statements apart.

    In the training corpus a cue's second content stands in the cue's sentence, or is a quotation
    that goes on in the same paragraph; never in another paragraph.
    """
    nearest = min(contents, key=lambda c: _gap(c, cue))
    own: list[Chunk] = []
    others: list[Chunk] = []
    for content in contents:
        sentence = features.sentence[content.start] == features.sentence[cue.start]
        paragraph = features.paragraph[content.start] == features.paragraph[cue.start]
        far = (
            content.end <= cue.start and _gap(content, cue) > 2 and content.end - content.start > 6
        )
        both = all(features.flags[chunk.start, QUOTED] > 0 for chunk in (content, nearest))
        joins = (both and paragraph) or (sentence and (both or not far))
        (own if content is nearest or joins else others).append(content)
    return own, others


def _gap(one: Chunk, other: Chunk) -> int:
    """Tokens between two chunks."""
    return max(one.start - other.end, other.start - one.end, 0)


def _free_sources(features: Features, links: Links) -> dict[int, int]:
    """The first source in each sentence that no cue has."""
    taken = set(links.source_of)
    first: dict[int, int] = {}
    for number, source in enumerate(links.sources):
        if number not in taken:
            first.setdefault(int(features.sentence[source.start]), number)
    return first


def _beside(features: Features, free: Mapping[int, int], content: Chunk) -> int:
    """A source in the content's sentence that no cue has, for a content without a cue."""
    sentences = {int(features.sentence[at]) for at in (content.start, content.end - 1)}
    return min((free[sentence] for sentence in sentences if sentence in free), default=-1)


def _contents(text: str, features: Features, chunks: Iterable[Chunk]) -> tuple[Span, ...]:
    spans = (trimmed(text, _span(features, chunk)) for chunk in chunks)
    return merged((s for s in spans if s.end > s.start), _CONTENT_GAP)


def _explained(
    parsed: ParsedArticle, found: list[Reading], rules: Iterable[Reading]
) -> list[Reading]:
    """Where the rules find the same attribution, their construction is the explanation, and a
    clause without quotation marks ends where the parse says (measured better on dev)."""
    known = list(rules)
    blocks: dict[int, list[int]] = {}
    for number, each in enumerate(known):
        for block in _blocks(each):
            blocks.setdefault(block, []).append(number)
    result = []
    for reading in found:
        # In a long text, most of them stand elsewhere.
        near = sorted({number for block in _blocks(reading) for number in blocks.get(block, ())})
        best = max((known[n] for n in near), key=lambda r: _overlap(r, reading), default=None)
        if best is not None and _overlap(best, reading) >= _AGREE:
            clause = best.rule.startswith("clause") and not _quoted(parsed, reading)
            same_cue = best.cue and reading.cue and best.cue.overlaps(reading.cue)
            content = best.content if clause and same_cue else reading.content
            rule = f"tagger; rules agree: {best.rule}"
            result.append(replace(reading, content=content, rule=rule))
        else:
            result.append(reading)
    return result


def _blocks(reading: Reading) -> set[int]:
    """The stretches of the text, of ``_BLOCK`` characters, that a reading's content touches."""
    return {b for s in reading.content for b in range(s.start // _BLOCK, s.end // _BLOCK + 1)}


def _quoted(parsed: ParsedArticle, reading: Reading) -> bool:
    """Whether a quotation touches the content."""
    return any(parsed.quoted(span) for span in reading.content)


def _overlap(one: Reading, other: Reading) -> float:
    """Jaccard of the characters of two contents; 0 where the sources are apart."""
    if one.source and other.source and not one.source.overlaps(other.source):
        return 0.0
    shared = sum(
        max(0, min(a.end, b.end) - max(a.start, b.start))
        for a in one.content
        for b in other.content
    )
    total = sum(s.end - s.start for s in (*one.content, *other.content)) - shared
    return shared / total if total else 0.0
