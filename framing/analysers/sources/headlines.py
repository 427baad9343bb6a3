"""Headlines with a colon, read the right way round: 'Minister: talks to go on' and 'Talks to go on:
minister'. 'Sabina Shoal: the new flashpoint' names a topic, and nobody speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon
from framing.analysers.sources.persons import people_of
from framing.analysers.sources.reading import Reading, span_of, trimmed
from framing.models import Span

if TYPE_CHECKING:
    from spacy.tokens import Span as DocSpan

    from framing.text.parse import ParsedArticle

RULE = "colon in a headline"
END = "cue at the end of a headline"
_LEAST = 3  # words of what a headline tells before the cue at its end
_MAX_SOURCE = 6  # words of who speaks
_MAX_WORDS = 24  # of a headline
_VERBAL = frozenset({"VERB", "AUX"})


def headlines(parsed: ParsedArticle) -> list[Reading]:
    """All attributions that a headline's colon makes, in text order."""
    found = []
    for paragraph in parsed.paragraphs:
        text = paragraph.of(parsed.text)
        trailing = _trailing(parsed, paragraph)
        if trailing is not None:
            found.append(trailing)
            continue
        if "\n" in text or ":" not in text or text.rstrip().endswith((".", "”", '"')):
            continue
        tokens = parsed.tokens(paragraph)
        at = next((t.i for t in tokens if t.text == ":"), None)
        if at is None or not tokens.start < at < tokens.end - 1 or len(tokens) > _MAX_WORDS:
            continue
        if not parsed.doc[at].whitespace_:
            continue  # 'AP:Associated Press Crowds at the gate': the credit of a picture
        before, after = parsed.doc[tokens.start : at], parsed.doc[at + 1 : tokens.end]
        if _is_label(before, after):
            continue
        colon = span_of(parsed.doc, at, at + 1)
        if speaks(parsed, before) and _tells(after):
            content, source = after, before
        elif speaks(parsed, after) and _tells(before) and not _tells(after):
            content, source = before, after
        else:
            continue
        found.append(Reading((_span(parsed, content),), colon, _span(parsed, source), RULE))
    return found


def names_topic(reading: Reading, text: str) -> bool:
    """Whether the person before a headline's colon may be whom the article is about: 'Otto Dahl:
    cleric of the docks celebrated', in no quotation marks."""
    content = reading.content[0]
    return reading.rule == RULE and not content.of(text).startswith(_OPENING)


_OPENING = tuple("“\"‘'")
_CAPITALS = 0.7  # share of capitalised words from which a country before a colon is a label


def _is_label(before: DocSpan, after: DocSpan) -> bool:
    """'Angola: New Hospital Assigned to Health Ministry': where the news is from."""
    kind = lexicon.places().get(before.text.strip(), ("", ""))[1]
    words = [t for t in after if t.is_alpha]
    capitals = sum(t.text[:1].isupper() for t in words)
    quoted = after.text.strip()[:1] in "“\"‘'"
    return kind == "name" and not quoted and len(words) > 3 and capitals >= _CAPITALS * len(words)


_CUES = frozenset("says say warns warn reports report claims claim finds find".split())


def _trailing(parsed: ParsedArticle, paragraph: Span) -> Reading | None:
    """'21 Girls Released by Boko Haram, Nigeria Says', 'Prices to rise, bank warns'."""
    text = paragraph.of(parsed.text).rstrip()
    if "\n" in text or not text[-1:].isalpha():
        return None
    tokens = [t for t in parsed.tokens(paragraph) if not t.is_space]
    if len(tokens) > _MAX_WORDS:
        return None
    if tokens[-1].lower_ not in _CUES:
        return None
    comma = next((i for i in range(len(tokens) - 2, 0, -1) if tokens[i].text == ","), -1)
    if comma < _LEAST or not 1 <= len(tokens) - 2 - comma <= _MAX_SOURCE:
        return None
    source = parsed.doc[tokens[comma + 1].i : tokens[-1].i]
    if not source.text.strip():
        return None
    if not _can_claim(parsed, source):
        return None
    last = tokens[-1]
    content = trimmed(parsed.text, Span(tokens[0].idx, tokens[comma].idx))
    return Reading((content,), span_of(parsed.doc, last.i, last.i + 1), _span(parsed, source), END)


def _can_claim(parsed: ParsedArticle, source: DocSpan) -> bool:
    """Whether a headline's last word is a verb with this for its subject: 'bank warns', and no noun
    behind another: 'assault claims'."""
    last, known = source[-1], lexicon.roles()
    noun = last.lemma_.lower()
    listed = noun in known.document or noun in known.plain
    return not last.text.islower() or listed or speaks(parsed, source)


def names_claims(parsed: ParsedArticle, reading: Reading) -> bool:
    """'…, assault claims' at a headline's end: claims that the headline names, and nobody's."""
    if reading.cue is None or reading.source is None or reading.source.end > reading.cue.start:
        return False
    touching = reading.cue.start - reading.source.end <= 1
    if reading.cue.of(parsed.text).lower() not in _CUES or not touching:
        return False
    paragraph = next((p for p in parsed.paragraphs if p.contains(reading.cue)), None)
    ends = paragraph is not None and not parsed.text[reading.cue.end : paragraph.end].strip()
    source = parsed.tokens(reading.source)
    return ends and len(source) > 0 and not _can_claim(parsed, source)


def speaks(parsed: ParsedArticle, tokens: DocSpan) -> bool:
    """Whether the words name someone who can speak: a person, an office, a country, a medium or an
    acronym, and little else."""
    if not 0 < len(tokens) <= _MAX_SOURCE or any(t.pos_ in _VERBAL for t in tokens):
        return False
    if any(t.pos_ == "ADP" and t.lower_ not in ("of", "for") for t in tokens):
        return False  # 'Fog over the airport'
    known, text = lexicon.roles(), " ".join(tokens.text.split())
    bare = text.removeprefix("the ").removeprefix("The ")
    place = lexicon.places().get(bare, ("", ""))[1] in ("name", "seat")
    last = tokens[-1]
    office = {last.lemma_.lower(), last.lower_} & (
        known.person.keys() | known.plain | known.body.keys()
    )
    person = people_of(parsed.doc).has(bare) or last.ent_type_ == "PERSON"
    acronym = len(tokens) == 1 and text.isupper() and 1 < len(text) <= _MAX_SOURCE
    return bool(place or office or person or acronym or bare in lexicon.media())


def _tells(tokens: DocSpan) -> bool:
    """Whether the words tell something: they hold a verb or stand in quotation marks."""
    quoted = tokens.text.strip()[:1] in "“\"‘'"
    return quoted or any(t.pos_ in _VERBAL or t.tag_ in ("VBN", "VBG") for t in tokens)


def _span(parsed: ParsedArticle, tokens: DocSpan) -> Span:
    return trimmed(parsed.text, Span(tokens.start_char, tokens.end_char))
