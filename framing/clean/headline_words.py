"""Where a headline ends by its words alone: no mark, date or name of an agency stands behind it.

Before a word that opens a sentence and is no name, where a title in capitals stops, and where the
headline's own first words come again. Where that is not sure, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from framing.clean.lines import words_in

FEWEST, MOST = 4, 24  # words of a headline
NAME_WORDS = 4
_SEARCHED = 45  # words of the line in which its end may be
_STYLE = 4  # words with capitals that make a headline one in title case
_SURELY = 6  # of a line that no date opens
_TITLED = 0.9  # of the longer words of a sentence in title case
_TELLS = 0.6  # of the words of a headline with a full stop that the next sentence says again
_STEM = 5  # letters by which words are compared
_APPOSITION = 7  # words that may stand before the name whom the headline opens with
_WORD = re.compile(r"\S+")
_ENDS = re.compile(r"[.!?…][\"”’')\]]*$")
_SHORTENED = re.compile(
    r"(?<![A-Za-z])(?:[A-Za-z]\.)+$|(?:Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Gov|Lt|Col|Jan|Feb|Aug|Sept|Oct"
    r"|Nov|Dec|No|vs|v|Jr|Sr|Inc|Co|Corp)\.$"
)
# Words of a headline in title case that have no capital in it.
_SMALL = frozenset(
    "a an and as at but by for from in into is nor of off on onto or over per so than that the to"
    " up via vs with yet after amid under near against down out among around"
    " between during before without through toward despite following including until inside".split()
)
# No headline ends with one of these.
_NEVER_LAST = _SMALL | frozenset(
    "be are was is it its about above across along because behind below beneath beside"
    " beyond except if like not outside this these those since till"
    " towards upon when where while who whom whose which without would could should will can"
    " may might must shall has have had do does did were been being am his her their our my your no"
    " told tells former ex senior deputy acting new late then say says said mr mrs ms dr st".split()
)
# What opens a sentence and is hardly part of a name: 'the', 'Nearly 70', 'As violent …'.
_NUMBERS = frozenset(
    "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty".split()
)
_OPENS = _NUMBERS | frozenset(
    "the a an he she they it we this these those there his her their its however although while"
    " when as after at in if nearly almost more some dozens hundreds thousands scores".split()
)
_LABELLED = re.compile(r"Date of|Published|Posted|Updated")
_AUXILIARIES = frozenset("have has had been was were is are will".split())
_ARTICLES = frozenset({"the", "a", "an"})
# Of a noun in small letters that stands before somebody's name.
_PERSON_NOUN = re.compile(
    r"(?<!bord)(?<!pow)(?<!ord)(?<!numb)(?<!wat)(?<!off)(?<!lett)(?<!care)(?:er|or|ist|ian|man|woman)$"
    r"|^(?:president|chief|star|boss|coach|captain|head|king|queen|agent|student)$"
)
# Offices and bodies that style guides write with a capital in the middle of a sentence.
_CAPITALISED = frozenset(
    "president prime minister secretary senate parliament government congress church state pope"
    " queen king prince princess first last second third foreign interior defence defense supreme"
    " court chancellor cabinet council house army navy air force internet earth labour"
    " conservative conservatives democrat democrats republican republicans green liberal".split()
)


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int

    @property
    def bare(self) -> str:
        return self.text.strip("\"“”‘’'()[],.:;!?")

    @property
    def low(self) -> str:
        return self.bare.lower()

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()

    @property
    def lower(self) -> bool:
        return self.text[:1].islower()


def end_by_words(text: str) -> int:
    """Where a headline without any mark ends, by the words themselves; 0 where nothing is sure."""
    words = _first_words(text)
    if not words:
        return 0
    if twice := _said_twice(words):
        return words[twice].start
    common = _common(text, words)
    house = re.search(r"(?<=[a-z,] )(?:The|A) (?=[A-Z])", text[words[-1].end :]) is not None
    if doubled := _doubled(words):
        return words[doubled].start
    titled = _titled_until(words)
    again = _again(words)
    places = range(FEWEST, len(words) - 1)
    if titled:
        before = (i for i in places if i < titled < len(words))
        found = (i for i in before if _opens_in_title(words, i, titled, common))
    else:
        found = (i for i in places if _opens(words, i, common, house))
    first = next(found, 0)
    if again and (not first or again < first):
        first = again
    return words[first].start if first else 0


def _said_twice(words: Sequence[_Word]) -> int:
    """The number of the word at which the headline stands a second time; 0 where it does not."""
    for size in range(min(MOST, len(words) // 2), FEWEST - 1, -1):
        one, other = ([w.text for w in words[a : a + size]] for a in (0, size))
        if one == other and words[size].capital:
            return size
    return 0


def _doubled(words: Sequence[_Word]) -> int:
    """Where a name stands twice running: it ends the headline, and opens the text; 0 if nowhere."""
    for at in range(FEWEST, len(words) - 2):
        one, other = words[at - 2 : at], words[at : at + 2]
        named = all(word.capital and word.bare == word.text for word in one)
        if named and [w.text for w in one] == [w.text for w in other] and words[at + 2].lower:
            return at
    return 0


def _first_words(text: str) -> list[_Word]:
    """The words in which the headline's end may be: those of the first sentence."""
    words: list[_Word] = []
    for match in _WORD.finditer(text):
        words.append(_Word(match[0], match.start(), match.end()))
        stop = _ENDS.search(match[0]) and not _SHORTENED.search(match[0])
        if len(words) == _SEARCHED or stop:
            break
    return words


def _common(text: str, words: Sequence[_Word]) -> frozenset[str]:
    """The words of the text that are no names: they stand in it with a small letter, and nowhere
    below with a capital within a sentence."""
    below = text[words[-1].end :] if words else ""
    small = set(re.findall(r"(?<![\w’'-])[a-z][a-z’'-]*(?![\w’'-])", text))
    names = re.findall(r"(?<=[a-z,] )[A-Z][a-z’'-]+", below)
    return frozenset(small - {name.lower() for name in names} - _CAPITALISED)


def _titled_until(words: Sequence[_Word]) -> int:
    """The number of the first word that a headline in title case cannot have; 0 where the line does
    not open with one."""
    capitals = 0
    for number, word in enumerate(words):
        if word.lower and word.low not in _SMALL and not re.match(r"[a-z]{1,2}-[A-Z]", word.text):
            return number if capitals >= _STYLE and number >= FEWEST + 1 else 0
        capitals += word.capital and word.low not in _SMALL
    return len(words) if capitals >= _STYLE else 0


def _opens_in_title(words: Sequence[_Word], at: int, titled: int, common: frozenset[str]) -> bool:
    """Whether a word of a line that opens in title case opens the text behind the headline."""
    word, before, after = words[at], words[at - 1], words[at + 1]
    if not word.capital or not _may_end(before):
        return False
    if word.low in _ARTICLES and after.capital:
        return word.low == "the" and titled <= at + 3
    if at != titled - 1:
        return False
    # The last capital before words in small letters is the sentence's, if it is no name's.
    return word.bare == word.text and (
        word.low in _OPENS or (word.low in common and after.low not in _ARTICLES)
    )


def _opens(words: Sequence[_Word], at: int, common: frozenset[str], house: bool) -> bool:
    """Whether a word with a capital opens a sentence within a line in sentence case; ``house`` is
    whether names have 'The' with a capital in this text."""
    word, before, after = words[at], words[at - 1], words[at + 1]
    if not word.capital or word.text != word.bare or not word.bare.isalpha() or word.bare.isupper():
        return word.text == "A" and _may_end_at(words, at) and (after.lower or not house)
    if not _may_end_at(words, at):
        return False
    if word.low in _ARTICLES:
        return after.lower or (after.capital and not house)
    if word.low in _NUMBERS and before.capital:
        return False  # 'Game Seven', 'World War Two'
    if word.low in _OPENS:
        return after.lower or after.text[:1].isdigit()
    return after.lower and word.low in common and before.lower


def _may_end_at(words: Sequence[_Word], at: int) -> bool:
    """Whether a headline can end right before a place: with '…, police say', too."""
    before = words[at - 1]
    if before.low in ("say", "says", "said"):
        return any(word.text.endswith(",") for word in words[max(0, at - 4) : at - 1])
    return _may_end(before)


def may_be_last(word: str) -> bool:
    """Whether a word without its marks can be a headline's last."""
    return word == "May" or word.lower() not in _NEVER_LAST


def _may_end(word: _Word) -> bool:
    """Whether a headline can end with a word."""
    month = word.text == "May"
    return (
        (month or word.low not in _NEVER_LAST)
        and word.text[-1:] not in ",;:–—-.&"
        and word.bare != ""
    )


def _again(words: Sequence[_Word]) -> int:
    """Where the words with capitals that open the headline, a name, come again as the text's first
    words, or behind what the text says of them: 'Lee quits as coach Quay Town coach Ann Lee has …'.
    0 where they do not."""
    name = []
    for word in words[:NAME_WORDS]:
        if not word.capital or word.bare != word.text or word.low in _OPENS:
            break
        name.append(word.bare)
    for size in range(len(name), 0, -1):
        if size == 1 and len(name[0]) < _STEM:
            break
        for at in range(FEWEST, len(words) - size):
            if not _same(words[at : at + size], name[:size]):
                continue
            before, after = words[at - 1], words[at + size]
            if _PERSON_NOUN.search(words[at - 1].text) or words[at - 1].capital:
                return _apposition(words, at)
            named = size > 1 and not re.search(r"['’]s?$", words[at + size - 1].text)
            return at if named and before.lower and _may_end(before) and after.lower else 0
    return 0


def _same(words: Sequence[_Word], name: Sequence[str]) -> bool:
    """Whether words are a name, the last of them perhaps with an ending: 'North Korean'."""
    *first, last = (re.sub(r"['’]s?$", "", word.bare) for word in words)
    return first == list(name[:-1]) and (last == name[-1] or last.startswith(name[-1]))


def _apposition(words: Sequence[_Word], at: int) -> int:
    """Where what is said of a person begins before the name: capitals, small letters, and the rest
    of the name ('Quay Town head coach Ann | Lee'); 0 where that is not the form."""
    i = at
    while i > 1 and words[i - 1].capital and words[i - 1].text == words[i - 1].bare:
        i -= 1
    nouns = i
    if not _PERSON_NOUN.search(words[i - 1].text):
        return 0
    while i > 1 and words[i - 1].lower and words[i - 1].low not in _NEVER_LAST:
        i -= 1
        if nouns - i > 2:
            return 0
    if i == nouns:
        return 0
    capitals = i
    while i > 1 and words[i - 1].capital and words[i - 1].text == words[i - 1].bare:
        i -= 1
    fits = i < capitals and at - i <= _APPOSITION and words[i - 1].lower and _may_end(words[i - 1])
    return i if fits and i >= FEWEST else 0


def end_by_stop(text: str, date: str) -> int:
    """Where a headline ends that has a full stop: it is in title case; or a date stands before it,
    it has no article, and the next sentence says it again. Behind a label ('Published …')
    a site's summary stands as often."""
    words = _first_words(text)
    if not words or not words[-1].text.endswith(".") or len(words) > MOST:
        return 0
    longer = [word for word in words if len(word.bare) > 3 and word.low not in _SMALL]
    capitals = sum(not word.lower for word in longer)
    plain = all(not word.lower or word.low in _SMALL for word in words)
    opens = re.match(r"\s+[A-Z“\"]", text[words[-1].end :]) is not None
    if opens and plain and len(longer) >= _SURELY:
        return words[-1].end
    if date and len(longer) >= _STYLE and capitals >= _TITLED * len(longer):
        return words[-1].end
    if (
        not date
        or _LABELLED.match(date)
        or any(word.low in _ARTICLES or word.low in _AUXILIARIES for word in words)
    ):
        return 0
    behind = {w[:_STEM] for w in words_in(text[words[-1].end : words[-1].end + 400])}
    said = sum(word.low[:_STEM] in behind for word in longer)
    return words[-1].end if longer and said >= _TELLS * len(longer) else 0


def has_sentence(text: str) -> bool:
    """Whether a sentence ends within words that are taken for a headline."""
    return any(
        _ENDS.search(word) and not _SHORTENED.search(word) and word[-1] not in "?!"
        for word in text.split()[:-1]
    )
