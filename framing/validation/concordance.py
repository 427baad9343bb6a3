"""A codebook's hits in a corpus: keyword in context, frequencies, near misses, and the sentences in
which frames are found by meaning."""

from __future__ import annotations

import html
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from framing.analysers.indicators import NEEDS, Match, TermMatcher, longest, voice_of
from framing.codebooks import Codebook, Term
from framing.errors import CodebookError
from framing.models import Article, Failed
from framing.text.parse import ParsedArticle
from framing.text.voices import with_voices
from framing.validation.guard import each_read
from framing.validation.meant import Meant, as_lines, as_table, reader_of

CONTEXT = 60
_REASONS = {
    "near": "no word of 'near' is within reach",
    "not_near": "a word of 'not_near' is within reach",
    "not_in": "it lies inside a phrase of 'not_in'",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A place where a term's words stand: ``key`` is where the codebook has the term, ``left`` and
    ``right`` are the context. ``reason`` is empty for a hit, else why it does not count."""

    key: str
    term: str
    article: str
    outlet: str
    sentence: int
    voice: str
    left: str
    words: str
    right: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Concordance:
    """All hits and near misses of a codebook in a corpus, and how often each term counts.
    ``by_meaning`` are the keys of the frames that were read by meaning, ``meant`` their sentences.
    """

    codebook: str
    articles: int
    sentences: int
    hits: tuple[Line, ...]
    missed: tuple[Line, ...]
    frequencies: tuple[tuple[str, str, int], ...]
    by_meaning: tuple[str, ...] = ()
    meant: tuple[Meant, ...] = ()

    @property
    def idle(self) -> tuple[tuple[str, str], ...]:
        """The terms without any hit in this corpus: key and term."""
        return tuple((key, term) for key, term, count in self.frequencies if not count)


def concordance(
    codebook: Codebook,
    articles: Sequence[Article],
    key: str | None = None,
    on_failed: Callable[[Failed], None] | None = None,
) -> Concordance:
    """Look for all terms of a codebook in a corpus, and for its frames that are read by meaning.

    Args:
        codebook: whose terms and frames.
        articles: the corpus.
        key: only what is under this key ('frames.history', 'facts'); all without it.
        on_failed: called with each article that something unforeseen ended; by default a warning
            names it.

    A place counts as a near miss only where no other term of the same key has a hit.

    Raises:
        CodebookError: there is nothing under the key; the message lists the keys there are.
        ModelUnavailable: a frame is read by meaning, and the encoder is missing or damaged.
    """

    def wanted(name: str) -> bool:
        return key is None or f"{name}.".startswith(f"{key}.")

    pairs = [(k, t) for k, t in codebook.terms() if wanted(k)]
    by_meaning, meant_in = reader_of(codebook, wanted)
    if not (pairs or by_meaning):
        known = sorted({k for k, _ in codebook.terms()})
        raise CodebookError(
            f"The codebook '{codebook.id}' has no terms under '{key}'.",
            f"There are: {', '.join(known)}.",
        )
    matcher = TermMatcher([term for _, term in pairs], codebook.lists)

    def of(doc: ParsedArticle, article: Article) -> tuple[int, list[Line], list[Line], list[Meant]]:
        hits: list[Line] = []
        missed: list[Line] = []
        parsed = with_voices(doc, ())
        by_key: defaultdict[str, list[Match]] = defaultdict(list)
        for match in matcher.find(parsed):
            by_key[pairs[match.term][0]].append(match)
        # As in the analysers: of hits of one key that overlap, the longest counts.
        found = [match for matches in by_key.values() for match in longest(matches)]
        taken = [(pairs[match.term][0], match.span) for match in found]
        for match in found:
            hits.append(_line(*pairs[match.term], article, parsed, match))
        for match, reason in matcher.nearly(parsed):
            where = pairs[match.term][0]
            if not any(k == where and span.overlaps(match.span) for k, span in taken):
                line = _line(*pairs[match.term], article, parsed, match, _REASONS[reason])
                missed.append(line)
        return len(parsed.sentences), hits, missed, meant_in(parsed, article)

    done = [each for _, each in each_read(articles, NEEDS, of, on_failed)]
    hits = [line for _, found, _, _ in done for line in found]
    missed = [line for _, _, found, _ in done for line in found]
    counts = Counter((line.key, line.term) for line in hits)
    terms = dict.fromkeys((k, term.written) for k, term in pairs)
    return Concordance(
        codebook.id,
        len(done),
        sum(many for many, _, _, _ in done),
        tuple(hits),
        tuple(_once(missed)),
        tuple((k, term, counts[k, term]) for k, term in terms),
        by_meaning,
        tuple(each for _, _, _, found in done for each in found),
    )


def _line(
    key: str, term: Term, article: Article, parsed: ParsedArticle, match: Match, reason: str = ""
) -> Line:
    span, text = match.span, article.text
    sentence = parsed.sentences[match.sentence].span
    left = text[max(sentence.start, span.start - CONTEXT) : span.start]
    right = text[span.end : min(sentence.end, span.end + CONTEXT)]
    return Line(
        key,
        term.written,
        article.id,
        article.outlet_name,
        match.sentence,
        voice_of(parsed, match).value,
        _flat(left).lstrip(),
        _flat(span.of(text)),
        _flat(right).rstrip(),
        reason,
    )


def _flat(text: str) -> str:
    return "".join(" " if c.isspace() else c for c in text)


def _once(lines: Iterable[Line]) -> Iterator[Line]:
    """Near misses once a place and key, with the first term that missed."""
    seen: set[tuple[str, str, int, str, str]] = set()
    for line in lines:
        place = (line.key, line.article, line.sentence, line.left, line.words)
        if place not in seen:
            seen.add(place)
            yield line


def as_text(found: Concordance, limit: int = 20) -> str:
    """The concordance for the terminal: by key, at most ``limit`` lines each of hits and misses."""
    out = [f"{found.codebook}: {found.articles} articles, {found.sentences} sentences"]
    for key in dict.fromkeys(k for k, _, _ in found.frequencies):
        hits = [line for line in found.hits if line.key == key]
        missed = [line for line in found.missed if line.key == key]
        out.append(f"\n{key}  {len(hits)} hits, {len(missed)} near misses")
        for term, count in _frequent(found, key):
            out.append(f"  {count:5}  {term}")
        idle = [term for k, term in found.idle if k == key]
        if idle:
            out.append(f"  without a hit: {len(idle)} of {_terms(found, key)} terms")
        out += _kwic(hits, limit)
        if missed:
            out.append("  not counted:")
            out += _kwic(missed, limit)
    for key in found.by_meaning:
        meant = [each for each in found.meant if each.key == key]
        out.append(f"\n{key}  found by meaning in {len(meant)} sentences")
        out += as_lines(meant, limit)
    return "\n".join(out) + "\n"


def _frequent(found: Concordance, key: str) -> list[tuple[str, int]]:
    """The words found under a key, the most frequent first."""
    counts = Counter(line.words.lower() for line in found.hits if line.key == key)
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _terms(found: Concordance, key: str) -> int:
    return sum(k == key for k, _, _ in found.frequencies)


def _kwic(lines: Sequence[Line], limit: int) -> Iterator[str]:
    width = CONTEXT // 2
    for line in lines[:limit]:
        why = f"  ({line.reason})" if line.reason else ""
        yield f"  {line.left[-width:]:>{width}} [{line.words}] {line.right[:width]}{why}"
    if len(lines) > limit:
        yield f"  … and {len(lines) - limit} more"


_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem;
  color: #1c1c1c; background: #fff; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 2rem; }
th, td { padding: .2rem .5rem; vertical-align: top; text-align: left;
  border-bottom: 1px solid #ddd; }
td.left { text-align: right; } td.words { font-weight: 600; white-space: nowrap; }
caption { text-align: left; font-weight: 600; padding: .5rem 0; } td.n { text-align: right; }
"""


def as_html(found: Concordance) -> str:
    """The whole concordance as one HTML page that needs nothing else."""
    title = html.escape(f"Concordance of {found.codebook}")
    parts = [
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{title}</h1>"
        f"<p>{found.articles} articles, {found.sentences} sentences.</p>"
    ]
    for key in dict.fromkeys(k for k, _, _ in found.frequencies):
        hits = [line for line in found.hits if line.key == key]
        missed = [line for line in found.missed if line.key == key]
        parts.append(f"<h2>{html.escape(key)}</h2>")
        rows = "".join(
            f'<tr><td class="n">{count}</td><td>{html.escape(term)}</td></tr>'
            for term, count in _frequent(found, key)
        )
        idle = ", ".join(html.escape(term) for k, term in found.idle if k == key)
        parts.append(
            "<table><caption>Frequency</caption><thead><tr><th>hits</th><th>words</th></tr></thead>"
            f"<tbody>{rows}</tbody></table><p>Without a hit: {idle or 'none'}.</p>"
        )
        parts += [_table("Hits", hits), _table("Not counted", missed)]
    for key in found.by_meaning:
        meant = [each for each in found.meant if each.key == key]
        parts.append(f"<h2>{html.escape(key)}, by meaning</h2>{as_table(meant) or '<p>None.</p>'}")
    return "".join(parts) + "</body></html>\n"


def _table(caption: str, lines: Sequence[Line]) -> str:
    if not lines:
        return ""
    head = "".join(
        f"<th>{name}</th>" for name in ("article", "voice", "before", "words", "after", "term")
    )
    rows = []
    for line in lines:
        term = f"{line.term} – {line.reason}" if line.reason else line.term
        cells = (
            ("", f"{line.outlet}, {line.article}"),
            ("", line.voice),
            ("left", line.left),
            ("words", line.words),
            ("", line.right),
            ("", term),
        )
        rows.append("".join(f'<td class="{kind}">{html.escape(cell)}</td>' for kind, cell in cells))
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return (
        f"<table><caption>{caption}: {len(lines)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )
