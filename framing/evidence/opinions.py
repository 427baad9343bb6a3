"""Articles that seem to be opinions: they speak for their author, whose 'I' is no outlet's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from framing.evidence.flags import Case, Flag, Severity, ids_of
from framing.models import Analysis, Article, Part, Voice

OPINION = "opinion"  # the kind of a flag of articles that seem to be opinions
_LABEL = re.compile(
    r"(?:opinions?|op-?ed|editorial|commentary|viewpoint|guest column)\b(?= ?[:|–—-]|$)"
    r"|.*[|–—-] ?(?:opinion|op-?ed|editorial|commentary)$",
    re.IGNORECASE,
)
_VIEWS = re.compile(
    r"\b(?:views|opinions) expressed (?:here|in this|by the author|are)"
    r"|\b(?:opinions?|views) (?:are|is) (?:his|her|their|the author[’']?s) own\b",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"(?:[•*–—-] ?)*(?:None )?[A-Z][\w.’'-]+(?: [\w.’'-]+){0,4} is (?:an?|the|author|founder|"
    r"professor|director|co-founder) "
)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’(?!\w)")
_FIRST_PERSON = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|[Mm]y|me|[Mm]ine|myself)\b")
_OFTEN, _TIMES = 0.1, 3  # share and number of sentences in the first person


def opinions(case: Case) -> Iterator[Flag]:
    """Articles that are labelled as opinions, or written in the first person by someone whom a note
    introduces."""
    found = [a for a in case.analyses if is_opinion(a)]
    if found:
        one = len(found) == 1
        yield Flag(
            OPINION,
            Severity.SERIOUS,
            f"{case.named(found)} {'seems to be an opinion' if one else 'seem to be opinions'}.",
            f"{'It speaks' if one else 'They speak'} for {'its author' if one else 'their authors'}"
            ": beside reports, what differs may come from the kind of text, not the outlet.",
            ids_of(found),
        )


def is_opinion(analysis: Analysis) -> bool:
    """Whether an article seems to be an opinion, by its labels, else by its first person and the
    note on its author."""
    article = analysis.article
    title = article.title.value if article.title else ""
    gone = [line.text for line in article.removed]
    if _LABEL.match(title.strip()) or any(map(_LABEL.fullmatch, _over_headline(article))):
        return True
    body = [s.span.of(article.text) for s in analysis.sentences if s.part is Part.BODY]
    if any(_VIEWS.search(words) for words in (*gone, *body)):
        return True
    mine = sum(
        bool(_FIRST_PERSON.search(_QUOTED.sub(" ", s.span.of(article.text))))
        for s in analysis.sentences
        if s.part is Part.BODY and s.voice is Voice.NARRATOR
    )
    introduced = any(_NOTE.match(words) for words in (*gone, *body[-2:], *body[:1]))
    introduced = introduced or any("author" in line.reason for line in article.removed)
    return mine >= _TIMES and mine >= _OFTEN * len(body) and introduced


def _over_headline(article: Article) -> Iterator[str]:
    """The lines that label the article: above its byline and date, and none of a menu's words or of
    another article's links, where 'Opinion' says nothing of this one."""
    above = list(
        takewhile(lambda line: not line.reason.endswith("kept as a field"), article.removed)
    )
    sections = [line.text.strip() for line in above if line.reason == "section label"]
    if len(sections) == 1:
        yield sections[0]
    yield from (line.text.strip() for line in above if line.reason == "above the headline")
