"""A coded text as the program reads it: cleaned, its codings moved to where their words are."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import replace

from evaluation.stories.gold import CodedArticle
from framing.clean import clean
from framing.models import Article, Field, Provenance, Span
from framing.outlets import OutletProfile

_WORD = re.compile(r"\w+")
_LEAST_MOVED = 4  # words in a row that were moved together; fewer are the same words by chance


def read_as_published(
    coded: CodedArticle, text: str, title: str, outlets: Mapping[str, OutletProfile]
) -> tuple[Article, CodedArticle]:
    """The article, cleaned, and its codings with their places in the cleaned text.

    What cleaning took away keeps an empty place: it counts as coded, and cannot be found.
    """
    declared = {"outlet": coded.about["outlet"], "title": title}
    metadata = {k: Field(v, Provenance.DECLARED) for k, v in declared.items() if v}
    article = clean(text, id=coded.id, path=f"{coded.id}.txt", outlets=outlets, metadata=metadata)
    move = Moves(text, article.text)
    statements = tuple(
        replace(
            s,
            content=tuple(m for c in s.content if (m := move.of(c))) or (Span(0, 0),),
            cue=move.of(s.cue) if s.cue else None,
            source=move.of(s.source) if s.source else None,
        )
        for s in coded.statements
    )
    no_speech = tuple(m for s in coded.no_speech if (m := move.of(s)))
    loaded = tuple((m, voice) for s, voice in coded.loaded if (m := move.of(s)))
    uncoded = tuple(m for s in coded.uncoded for m in move.words_of(s))
    return article, replace(
        coded, statements=statements, no_speech=no_speech, loaded=loaded, uncoded=uncoded
    )


class Moves:
    """Where words of one text stand in another that was made from it."""

    def __init__(self, before: str, after: str) -> None:
        self._old = [Span(*m.span()) for m in _WORD.finditer(before)]
        new = [Span(*m.span()) for m in _WORD.finditer(after)]
        self._new: dict[int, Span] = {}
        left, free = list(range(len(self._old))), list(range(len(new)))
        while True:
            blocks = difflib.SequenceMatcher(
                None,
                [self._old[i].of(before) for i in left],
                [new[i].of(after) for i in free],
                autojunk=False,
            ).get_matching_blocks()
            # Again with what is left: cleaning may move a whole line, a standfirst or a caption.
            blocks = [b for b in blocks if b.size >= (_LEAST_MOVED if self._new else 1)]
            if not blocks:
                break
            used_left = {b.a + i for b in blocks for i in range(b.size)}
            used_free = {b.b + i for b in blocks for i in range(b.size)}
            for b in blocks:
                for i in range(b.size):
                    self._new[left[b.a + i]] = new[free[b.b + i]]
            left = [each for n, each in enumerate(left) if n not in used_left]
            free = [each for n, each in enumerate(free) if n not in used_free]

    def of(self, span: Span) -> Span | None:
        """The span in the new text; None where its words are gone."""
        found = self.words_of(span)
        return Span(found[0].start, found[-1].end) if found else None

    def words_of(self, span: Span) -> list[Span]:
        """The words of the span in the new text, as far as they are there."""
        numbers = (
            i for i, old in enumerate(self._old) if span.start <= old.start and old.end <= span.end
        )
        return [self._new[i] for i in numbers if i in self._new]
