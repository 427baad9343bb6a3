"""Who has issued 'the statement', 'the report': whom the copy names with it right before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon
from framing.analysers.sources.identity import Speaker
from framing.analysers.sources.media_named import KINDS, medium_within
from framing.analysers.sources.mentions import Mention, sentence_of
from framing.analysers.sources.phrases import Phrase, phrase_of
from framing.analysers.sources.subjects import can_speak
from framing.clean.known_outlets import known_outlet
from framing.models import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from framing.text.parse import ParsedArticle

_BACK = 3  # sentences in which a document was told with its issuer
_BARE = 2  # words of 'the statement'
_OF = frozenset({"from", "by", "of"})
_REPORTS = frozenset({"report", "story", "article"})


def issuer_named(parsed: ParsedArticle, phrase: Phrase) -> Phrase | None:
    """The issuer of 'the statement' after 'a statement from the Department of Fish': the last one
    told in the sentences before."""
    if not _is_bare(phrase) or phrase.noun not in lexicon.roles().document:
        return None
    head = parsed.doc[phrase.head]
    first = sentence_of(parsed, head.idx) - _BACK
    found: Token | None = None
    for token in parsed.doc[: head.i]:
        if token.lemma_.lower() != phrase.noun or sentence_of(parsed, token.idx) < first:
            continue
        after = (t for c in token.children if c.lower_ in _OF for t in c.children)
        found = next((t for t in after if t.dep_ == "pobj" and can_speak(t)), found)
    return phrase_of(parsed, found) if found is not None and found.pos_ != "PRON" else None


def medium_that_reported(
    parsed: ParsedArticle, last: Speaker | None, mention: Mention
) -> Speaker | None:
    """Who has just reported, a medium above all, where 'the report' is theirs: no other report has
    been told of since."""
    phrase = mention.phrase
    if last is None or last.name or not _is_bare(phrase) or phrase.noun not in _REPORTS:
        return None
    if not 0 <= mention.sentence - max(last.last_sentence, last.until) <= _BACK:
        return None
    between = parsed.tokens(Span(max(0, last.last), parsed.doc[phrase.head].idx))
    nouns = {t.lemma_.lower() for t in between if t.pos_ == "NOUN"}
    reports = any(_has_reported(parsed, p) for p in last.phrases)
    medium = reports or _is_medium(parsed.text, last.phrases)
    return last if phrase.noun not in nouns and medium else None


def _has_reported(parsed: ParsedArticle, phrase: Phrase) -> bool:
    proper = phrase.sort in ("organisation", "name") or phrase.noun in lexicon.roles().body
    return proper and parsed.doc[phrase.head].head.lemma_ == "report"


def _is_medium(text: str, phrases: Sequence[Phrase]) -> bool:
    words = [p.span.of(text).split(",", maxsplit=1)[0] for p in phrases]
    kind = any(re.search(rf"\b{KINDS}\b", w) for w in words)
    return kind or any(medium_within(w) or known_outlet(w) is not None for w in words)


def _is_bare(phrase: Phrase) -> bool:
    return phrase.definite and not phrase.plural and len(phrase.words) == _BARE
