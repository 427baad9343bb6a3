"""How a headline is laid out: what it says, who is told to say so, and what is no part of it.

'Bridge closed, mayor says', 'Bridge closed: report' and 'Bridge closed – mayor' end with who says
so; 'Bridge crash: driver freed' begins with what it is about. Where the parts may be read in two
ways, nothing is told of the headline.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing.clean.known_outlets import known_outlet, name_key
from framing.text.dictionary import dictionary

if TYPE_CHECKING:
    from spacy.tokens import Token

# Verbs of saying that end or open a headline's last part; others are taken where a statement of the
# article has them for its cue.
SAYING = frozenset(
    "say claim report find warn admit announce confirm reveal suggest insist".split()
)
ASKING = frozenset("how what why who whom whose where when which whether watch".split())
_COLONS = frozenset({":", ";", "…", "..."})
_DASHES = frozenset({"–", "—", "-", "--", "―"})
_BARS = frozenset({"|", "•"})
_QUOTES = "'\"‘’“”`«»„"
_BY = 5  # words of a part that tells who says so
_LABEL = 5  # words of a part that tells what a headline is about


@dataclass(frozen=True, slots=True)
class Layout:
    """A headline's words that tell what happens, and those that say who says so."""

    words: tuple[Token, ...]
    by: tuple[Token, ...] = ()


def finite(word: str) -> str:
    """The dictionary form of a verb in -s, as headlines have it ('says'); empty for other words."""
    small, verbs = word.lower(), dictionary()["verb"]
    if not small.endswith("s") or small.endswith("ss"):
        return ""
    if small.endswith("ies") and f"{small[:-3]}y" in verbs:
        return f"{small[:-3]}y"
    if small[:-1] in verbs:
        return small[:-1]
    return small[:-2] if small.endswith("es") and small[:-2] in verbs else ""


def is_quote(token: Token) -> bool:
    """Whether a token is a mark of quotation."""
    return all(letter in _QUOTES for letter in token.text) and token.text != ""


def layout(
    tokens: Sequence[Token], outlet: str, cues: Collection[int], speakers: Collection[str]
) -> Layout | None:
    """What a headline tells and who says so; None where that cannot be told.

    Args:
        tokens: its words and signs.
        outlet: whose name may stand at its end.
        cues: the tokens with which the article's statements are introduced.
        speakers: the words, in small letters, of those whom the article quotes.
    """
    words = [t for t in tokens if not t.is_space]
    if not words or words[-1].text.startswith("?") or words[0].lower_ in ASKING:
        return None
    parts = _parts(words)
    if len(parts) > 1 and _is_outlet(parts[-1][1], outlet):
        parts.pop()
    by: Sequence[Token] = ()
    if len(parts) == 2:
        [(_, first), (sign, second)] = parts
        told = _of_two(first, sign, second, speakers)
        if told is None:
            return None
        core, by = told
    elif len(parts) == 1:
        told = _without_tail(parts[0][1], cues)
        if told is None:
            return None
        core, by = told
    else:
        return None
    if not core or core[0].lower_ in ASKING:
        return None
    return Layout(tuple(core), tuple(by))


def _is_outlet(part: Sequence[Token], outlet: str) -> bool:
    """Whether the last part of a headline is the name of its outlet, or of any that is known."""
    name = "".join(t.text_with_ws for t in part).strip()
    key, own = name_key(name), name_key(outlet)
    return not key or (bool(own) and key.startswith(own)) or known_outlet(name) is not None


def _parts(words: Sequence[Token]) -> list[tuple[str, list[Token]]]:
    """The stretches between colons and dashes, each with the sign before it; a dash parts only
    between spaces. What stands in brackets or behind a bar is left out."""
    found: list[tuple[str, list[Token]]] = [("", [])]
    aside = 0
    for place, token in enumerate(words):
        before = place > 0 and bool(words[place - 1].whitespace_)
        if token.text in _BARS and found[0][1]:
            break
        if token.text in "()[]":
            aside += 1 if token.text in "([" else -1
        elif aside > 0 or (place == len(words) - 1 and token.text in ".!"):
            continue
        elif token.text in _COLONS or (token.text in _DASHES and before and token.whitespace_):
            found.append((token.text, []))
        else:
            found[-1][1].append(token)
    return [(sign, part) for sign, part in found if part]


def _is_quoted(part: Sequence[Token]) -> bool:
    return len(part) > 2 and is_quote(part[0]) and is_quote(part[-1])


def _of_two(
    first: list[Token], sign: str, second: list[Token], speakers: Collection[str]
) -> tuple[list[Token], Sequence[Token]] | None:
    """Of two parts what is told, and who says so; None where that is not certain."""
    if _is_quoted(first) or _is_quoted(second):
        both = _is_quoted(first) and _is_quoted(second)
        return None if both else (second if _is_quoted(first) else first, ())
    if len(second) <= _BY and not _may_act(second):
        last = second[-1]
        if second[0].pos_ not in ("CCONJ", "ADP") and last.lower_ in speakers:
            return first, second
        # 'Bridge closed – Harbour Herald': no speaker, but a name from elsewhere.
        return (first, ()) if sign in _DASHES and last.text[0].isupper() else None
    if len(first) <= _LABEL and not _may_act(first):
        return (second, ()) if _is_label(first) else None
    return None


def _may_act(part: Sequence[Token]) -> bool:
    """Whether a verb may stand in a part."""
    return any(
        t.pos_ in ("VERB", "AUX") or (finite(t.text) and not _is_noun(t.lower_)) for t in part
    )


def _is_noun(small: str) -> bool:
    nouns = dictionary()["noun"]
    return small in nouns or small.removesuffix("s") in nouns


def _is_label(part: Sequence[Token]) -> bool:
    """Whether a first part is what a headline is about ('Bridge crash', 'Election 2016') and nobody
    who could say it: it ends with a number, or with a noun that is what somebody does."""
    last = part[-1]
    return last.like_num or (
        len(part) > 1 and last.lower_ in dictionary()["verb"] and _is_noun(last.lower_)
    )


def _without_tail(
    core: list[Token], cues: Collection[int]
) -> tuple[list[Token], Sequence[Token]] | None:
    """The words without who says so behind the last comma, and that one. None where what stands
    there may be either."""
    comma = next((i for i in range(len(core) - 1, 0, -1) if core[i].text == ","), None)
    if comma is not None and 1 < len(core) - comma <= _BY + 2:
        tail = core[comma + 1 :]
        if _says(tail[-1], cues) or _says(tail[0], cues):
            return core[:comma], tail
    # 'Bridge is safe says engineer': a verb of saying in -s whose subject stands behind it.
    for place in range(2, len(core) - 1):
        if core[place].lower_ == "says" and not any(
            t.pos_ in ("VERB", "AUX") for t in core[place + 1 :]
        ):
            behind = core[place + 1 :]
            if all(t.pos_ in ("PROPN", "NOUN", "ADJ", "DET") for t in behind):
                return core[:place], core[place:]
    return core, ()


def _says(token: Token, cues: Collection[int]) -> bool:
    lemma = finite(token.text) or token.lower_
    return lemma in SAYING or token.lower_ in ("said", "told") or token.i in cues
