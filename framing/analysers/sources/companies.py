"""Which company 'the company' is: the one that its own sentence or the sentence before names, and
none that was named long ago."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from framing.analysers.sources.epithets import epithet_role
from framing.analysers.sources.head_nouns import names_a_body
from framing.analysers.sources.identity import Speaker, stands_for_business
from framing.analysers.sources.mentions import Mention
from framing.analysers.sources.persons import is_firm
from framing.analysers.sources.phrases import Phrase
from framing.analysers.sources.references import is_told_a_body
from framing.clean.known_outlets import known_outlet
from framing.models import Role, Span

if TYPE_CHECKING:
    from framing.text.parse import ParsedArticle


def company_named(
    parsed: ParsedArticle, mention: Mention, best: Speaker | None, name_of: str
) -> Phrase | None:
    """The name of the company that 'the company' stands for, where the one that would be taken has
    been named in neither sentence; None where it has, or where they name none.

    Args:
        mention: 'the company', 'the carmaker', as who speaks.
        best: the speaker of that kind who was mentioned last.
        name_of: the name that this speaker goes by; empty where there is none.
    """
    phrase = mention.phrase
    kind = phrase.definite and not phrase.plural and len(phrase.words) == 2
    if not kind or mention.reading < 0 or not stands_for_business(phrase.noun):
        return None
    here = parsed.sentence_at(phrase.span.start)
    if here is None:
        return None
    if best is not None and mention.sentence - max(best.last_sentence, best.until) <= 1:
        return None
    ahead = Span(here.span.start, phrase.span.start)
    quoted = [q.span for q in parsed.quoted(here.span) if here.span.contains(q.span)]
    before = parsed.sentence_at(max(0, parsed.text.rfind(".", 0, here.span.start)))
    windows = [ahead, *quoted, *([before.span] if before is not None else [])]
    for window in windows:
        names = _companies(parsed, window) or (_owner(parsed, window) if window is ahead else [])
        if not names:
            continue
        if name_of and any(n.of(parsed.text) in name_of for n in names):
            return None
        span = names[-1]
        low = tuple(span.of(parsed.text).lower().split())
        return replace(phrase, span=span, sort="organisation", words=low, noun=low[-1])
    return None


def _companies(parsed: ParsedArticle, window: Span) -> list[Span]:
    """The names in a stretch that the article tells to be companies'."""
    found = []
    tokens = parsed.tokens(window)
    at = 0
    while at < len(tokens):
        end = at
        while end < len(tokens) and tokens[end].pos_ == "PROPN":
            end += 1
        if end > at:
            span = Span(tokens[at].idx, tokens[end - 1].idx + len(tokens[end - 1].text))
            where = all(t.ent_type_ in _NOWHERE for t in tokens[at:end])
            before = tokens[at - 1].lower_ if at else ""
            if not (where or before in _WHERE) and _is_a_company(parsed.text, span.of(parsed.text)):
                found.append(span)
        at = max(end, at + 1)
    return found


_NOWHERE = ("GPE", "LOC", "DATE", "TIME", "NORP")
_WHERE = ("in", "at", "near", "its", "their")  # 'its Kelm plant' is no firm Kelm


def _owner(parsed: ParsedArticle, window: Span) -> list[Span]:
    """The one body that a stretch names before it tells of what is 'its': 'costly for Orbex to keep
    at its plant, the company said'."""
    tokens = parsed.tokens(window)
    whose = next((t.i for t in tokens if t.lower_ == "its"), -1)
    bodies = [e for e in tokens.ents if e.label_ == "ORG" and e.start < whose]
    names = {e.text for e in bodies}
    named = len(names) == 1 and known_outlet(bodies[0].text) is None
    body = bodies[0] if named and not names_a_body(bodies[0].text) else None
    return [Span(body.start_char, body.end_char)] if body is not None else []


def _is_a_company(text: str, name: str) -> bool:
    told = is_firm(text, name) or epithet_role(text, name, person=False)[0] is Role.BUSINESS
    return told and is_told_a_body(text, name)
