"""Which lines introduce the article: its standfirst."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from rapidfuzz.distance import LCSseq

from framing.clean.captions import ends_with_credit, shows
from framing.clean.credits import credit_by_form, is_name, read_dateline
from framing.clean.judge import Judge
from framing.clean.kinds import Kind, Reading
from framing.clean.lines import Line, Page, ends_sentence, words_in
from framing.clean.page_credits import BY_FORM

_MAX_STANDFIRST_WORDS = 60
_MIN_STANDFIRST_WORDS = 5  # fewer may be a subheading
_MIN_REPEATED_WORDS = 8
# Share of a standfirst's words that a body sentence repeats in the same order.
_REPEATED = 0.8
_LONGER = 2  # times as long may several sentences be that repeat it
# A quotation and who said it: share of its words that come again; words beside them.
_QUOTED = re.compile(r"[\"“‘'](?P<said>.+)[\"”’'](?!\w)")
_SAID, _WHO = 0.9, 10
_SENTENCES = re.compile(r"(?<=[.!?])[\"”’')\]]*\s+")

_NEAR = 4  # lines below the headline
_LABEL = 2  # words of a label of the page
_BULLETS = 5  # lines of a summary
_BULLET_WORDS = 28
_MIN_BULLET_WORDS = 6
_NO_BODY = 0.1  # probability of body of the one that is no sentence
_CAPTIONED = (8, 45)  # words of a standfirst that reads like a caption
_FIRST = 3  # paragraphs of the body that tell again what a standfirst says
_TOLD_AGAIN = 0.6  # of the content words
_ANEW = (8, 45)  # words of a first paragraph that the second one tells anew
_SAME_OPENING = 3  # words, an article aside
_TELEGRAPHIC = (12, 0.5)  # words of a sentence without any article, and what is told again of it
_SHORT = 3  # letters of words that say little
_STEM = 5  # letters by which words are compared
_DETERMINER = re.compile(
    r"\b(?:the|an?|his|her|its|their|our|my|your|this|these|those|that|some|any)\b", re.I
)


def introduces(line: Line, reading: Reading) -> bool:
    """Whether a line that is no body may be a standfirst."""
    # Below the headline a standfirst may read like another one.
    chance = reading.probability(Kind.STANDFIRST) + reading.probability(Kind.HEADLINE)
    others = reading.probability(Kind.CAPTION), 0.5 * reading.probability(Kind.FURNITURE)
    fits = _MIN_STANDFIRST_WORDS <= line.words <= _MAX_STANDFIRST_WORDS
    return fits and reading.other is not Kind.CREDIT and chance >= max(0.05, *others)


def standfirst_read(page: Page, judge: Judge) -> list[str]:
    """The lines right above the body that the reader holds for its standfirst."""
    above = [line for line in page.lines if line.at < judge.start][-2:]
    found = [line for line in above if judge.is_out(line) and introduces(line, judge[line])]
    return [page.place(line, "standfirst") for line in found if len(page) > 1]


def standfirst_above_buttons(page: Page, above: Collection[int]) -> list[str]:
    """The line below the headline that is no sentence and was pasted in one with share buttons and
    the body behind them."""
    first = page.first(1)
    if len(page) < 2 or first[0].at not in above or not _may_introduce(first[0]):
        return []
    return [page.place(first[0], "standfirst")]


def _may_introduce(line: Line) -> bool:
    """Whether a line has the length and the end of a standfirst that is no full sentence."""
    fits = _MIN_STANDFIRST_WORDS <= line.words <= _MAX_STANDFIRST_WORDS
    return fits and not ends_sentence(line.text) and line.text[-1:] not in ",;"


def standfirst_above_credits(page: Page, last: int) -> list[str]:
    """Lines between the headline and the byline or date: they introduce the article."""
    found: list[Line] = []
    for line in page.first(4):
        if line.at > last or line.words > _MAX_STANDFIRST_WORDS or len(found) == 3:
            break
        found.append(line)
    if len(found) == len(page):
        return []
    standfirst = []
    for line in found:
        if is_name(line.text) and any(credit.byline for credit in page.credits):
            page.take(line, "a name alone")
        elif is_name(line.text):
            page.take(line, "byline by its form, kept as a field")
            page.credits.append(credit_by_form(line.text, BY_FORM))
        else:
            standfirst.append(page.place(line, "standfirst"))
    return standfirst


def cut_headline_again(page: Page, headline: str) -> None:
    """Cut the headline off a line right below it that has it again, with the standfirst behind it
    and a label of the page before it at most."""
    words = words_in(headline)
    if len(words) < _MIN_STANDFIRST_WORDS:
        return
    pattern = re.compile(r"\W+".join(map(re.escape, words)) + r"\b['”’\"]?\s+(?=[A-Z‘“'\"])", re.I)
    for line in page.first(_NEAR):
        again = pattern.search(line.text)
        rest = line.text[again.end() :] if again else ""
        label = line.text[: again.start()] if again else ""
        if again and len(label.split()) <= _LABEL and _may_introduce(replace(line, text=rest)):
            page.cut(line, 0, again.end(), "the headline again")


def standfirst_told_again(page: Page, judge: Judge) -> list[str]:
    """The lines right below the headline that the reader holds for captions, though they show
    nothing, or for teasers: the article's first paragraphs tell the same again."""
    placed = [at for at, part in page.placed.items() if part == "headline"]
    found: list[Line] = []
    for line in page.first(_NEAR) if placed else ():
        body = [other for other in page.lines if other.at > line.at and other.is_sentence][:_FIRST]
        if (
            line.at - placed[0] > _NEAR
            or not judge.is_out(line)
            or judge[line].other not in (Kind.CAPTION, Kind.STANDFIRST, Kind.HEADLINE)
            or not _CAPTIONED[0] <= line.words <= _CAPTIONED[1]
            or ends_with_credit(line.text)
            or shows(line.text)
            or line.text.endswith(")")
            or _shared(line, body) < _TOLD_AGAIN
        ):
            break
        found.append(line)
    return [page.place(line, "standfirst") for line in found if len(page) > 1]


def standfirst_in_bullets(page: Page, judge: Judge) -> list[str]:
    """The summary below the headline, a line for each point: some end as sentences do, and the last
    of them do not, though they are no captions."""
    lines = page.first(_BULLETS + 1) if page.placed == {0: "headline"} else []
    last = -1
    for number, line in enumerate(lines[:_BULLETS]):
        reading = judge[line]
        if line.words > _BULLET_WORDS or line.at != number + 1:
            break
        if (
            line.words >= _MIN_BULLET_WORDS
            and _may_introduce(line)
            and reading.body < _NO_BODY
            and reading.other in (Kind.HEADLINE, Kind.STANDFIRST)
            and not read_dateline(line.text)
            and not ends_with_credit(line.text)
        ):
            last = number
    if last < 1 or last + 1 >= len(page):
        return []
    return [page.place(line, "standfirst") for line in lines[: last + 1]]


def standfirst_of_body(page: Page) -> list[str]:
    """The first line after the head, if it is no paragraph of the body but introduces it: it is
    no full sentence, or a later sentence of the body says it again."""
    if len(page) < 3:
        return []
    (first,) = page.first(1)
    if first.words > _MAX_STANDFIRST_WORDS or read_dateline(first.text):
        return []
    if not _may_introduce(first) and not _is_repeated(first, page.lines) and not _anew(page):
        return []
    return [page.place(first, "standfirst")]


def _is_repeated(first: Line, lines: Sequence[Line]) -> bool:
    """Whether a paragraph of the body has the first one's words again, nearly all of them, or those
    of the quotation that it is but for who said it."""
    words = words_in(first.text)
    if len(words) < _MIN_REPEATED_WORDS:
        return False
    quoted = _QUOTED.match(first.text)
    said = words_in(quoted["said"]) if quoted else []
    whole = len(said) >= _MIN_REPEATED_WORDS and len(words) - len(said) <= _WHO
    sentences = len(_SENTENCES.split(first.text))
    for line in lines[1:]:
        told = [words_in(each) for each in _SENTENCES.split(line.text)]
        for size in range(1, sentences + 2):
            for at in range(len(told) - size + 1):
                stretch = [word for each in told[at : at + size] for word in each]
                if size > 1 and len(stretch) > _LONGER * len(words):
                    continue
                if LCSseq.similarity(words, stretch) >= _REPEATED * len(words):
                    return True
                if whole and LCSseq.similarity(said, stretch) >= _SAID * len(said):
                    return True
    return False


def _anew(page: Page) -> bool:
    """Whether the second paragraph begins the article anew: with the same words, or the first has
    none of the small words that only summaries leave out, and tells the same."""
    first, second = page.first(2)
    if not _ANEW[0] <= first.words <= _ANEW[1] or not second.is_sentence:
        return False
    shared = _shared(first, [second])
    if shared >= _TOLD_AGAIN and _opening(first) == _opening(second):
        return True
    telegraphic = first.words >= _TELEGRAPHIC[0] and not _DETERMINER.search(first.text)
    return telegraphic and shared >= _TELEGRAPHIC[1]


def _opening(line: Line) -> list[str]:
    words = words_in(line.text)
    return words[words[0] in ("the", "a", "an") :][:_SAME_OPENING] if words else []


def _shared(line: Line, others: Sequence[Line]) -> float:
    """The share of a line's content words that other lines have, too."""
    own = _stems(line.text)
    told = {stem for other in others for stem in _stems(other.text)}
    return len(own & told) / max(len(own), 1)


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in words_in(text) if len(word) > _SHORT or word.isdigit()}
