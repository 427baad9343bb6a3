"""Where sentences start: our own rules over spaCy's parser.

The parser parts '"Who pays?" the mayor | asked.' and 'Sen. Joe Brandt, D-W.Va. | , said', and runs
two sentences together where a quotation ends one. The marks on the page say more. A sentence starts
only after a sentence mark or a line break, and at each such place the rules say yes, no, or leave
it to the parser: 'the U.S. Exports fell' and 'the U.S. Exports Council' look alike to marks.

The lists below are closed classes of English news style: words that can open a sentence but hardly
a name, and abbreviations by what follows them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.clean.lines import RUN_ON
from framing.models import Span
from framing.text.quotations import Quotation

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_QUOTES = "\"”’'»〞“"
_OPENERS = "\"“„‟«〝‘‚'([{¿¡"
_BULLETS = "•●▪◦‣·*–—-"
_END = re.compile(
    # 'yes.[3]' carries a footnote's number with it.
    rf"(?P<marks>[.?!…](?:[ \u00a0]?[.?!…])*|[。！？]+)"
    rf"(?P<closers>(?:\[\d{{1,3}}\]|[{_QUOTES})\]}}」』])*)(?P<space>\s*)"
    rf"(?P<openers>[{re.escape(_OPENERS)}]*)(?=(?P<next>\S?))"
)
_ITEM = re.compile(
    rf"(?:[{_BULLETS}]{{1,3}}\s+|\(?\d{{1,3}}[.)]\s+|\(?[a-z][.)]\s+|\(?[ivx]{{1,4}}[.)]\s+)"
    rf"[{re.escape(_OPENERS)}]*(?=[^\W_])"
)
_LINE = re.compile(r"\n\s*")
_WORD_BEFORE = re.compile(r"[^\s\"“”„«»‘(\[{—–/]*\Z")
_NUMBERING = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})\Z")
_DOTTED = re.compile(r"(?:[A-Za-z]{1,2}\.)+[A-Za-z]{1,4}\Z")
_NEXT_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*\.?")
# 'iPhone' and 'eBay' are capitals in disguise.
_BRAND = re.compile(r"[a-z]{1,2}[A-Z]")

_STARTERS = frozenset(
    """a about above according across after again against all almost along already also although
    always am among an and another any anybody anyone anything are around as aside asked at away
    back be because been before behind being below beneath besides between beyond both but by can
    could despite did do does doing during each earlier either else elsewhere enough even eventually
    ever every everybody everyone everything few fewer finally first for from further had has have
    he hence her here hers him his how however i if in indeed inside instead into is it its just
    last later least less like many maybe meanwhile more moreover most much my near nearly neither
    never nevertheless next no nobody none nonetheless nor not nothing now of off often on once one
    only or other others otherwise our out outside over perhaps rather same she should since so some
    somebody someone something sometimes soon still such than that the their them then there
    therefore these they this those though through throughout thus to today together tomorrow too
    toward towards tonight two under unless until up upon very was we well were what whatever when
    whenever where whereas wherever whether which while who whoever whom whose why with within
    without would yes yesterday yet you your""".split()
)
"""Words that open a sentence, and, with a capital, hardly ever a name or a title."""
_TITLES = frozenset(
    """Mr Mrs Ms Mx Messrs Mme Mlle Dr Drs Prof Profs Rev Revs Msgr Fr Hon Sen Sens Rep Reps Gov
    Govs Lt Col Gen Gens Maj Capt Cmdr Cdr Comdr Adm Sgt Cpl Pfc Pvt Spc Brig Ensign Insp Supt Det
    Const Ofc Ald Amb Atty Asst Assoc Pres Cllr Cllrs Sec Secs Sec-Gen St Ste Mt Ft""".split()
)
# Of these, the ones that may also stand last: 'the shelter on Elm St.'
_STREETS = frozenset("St Ft Mt Ave Blvd Rd Rte Hwy Ln Pl Sq".split())
_COUNTED = frozenset(
    """no nos art arts sec secs fig figs para paras vol vols p pp pt ch chap approx ca circa est ext
    op rte hwy ver ed eds cl max min rs""".split()
)
_CAPITAL_ONLY = frozenset("no nos art arts sec pt ed eds max min est op rs".split())
_MONTHS = frozenset(
    """Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec
    Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun""".split()
)
_DAYS = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
_NEVER = frozenset("vs v e.g i.e cf viz incl esp approx c.f".split())
_MAYBE = frozenset(
    """etc al Inc Corp Co Ltd Bros Cos LLC Plc Jr Sr Esq Ret Res Dept Assn Assoc Univ Natl Intl Govt
    Inst Ave Blvd Rd Ln Pl Sq Hwy Rte Bldg Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La
    Mass Md Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Penn Tenn Tex Va Vt Wash Wis Wyo Ont Que
    U.S U.K U.N E.U D.C U.S.A U.A.E U.S.S.R Ph.D M.D B.A M.A B.S M.S M.B.A J.D LL.B W.Va N.Y N.J
    N.H N.C N.D N.M S.C S.D R.I L.A B.C P.E.I""".split()
)
"""Abbreviations that may or may not end a sentence."""
_STATES = frozenset({"US", "UK", "UN", "EU"})
_MARKED_NAMES = frozenset("Yahoo Jeopardy Wham OK Hello Oklahoma Panic Guess Chips Yum".split())
_ROLES = frozenset(
    """Chief President Chairman Chairwoman Chair CEO CFO COO Director Vice Executive Senior Managing
    Secretary Attorney Ambassador Senator Senate House Congress Congressman Congresswoman
    Representative Supreme District Army Navy Marine Marines Air Coast Treasury Department State
    Embassy General Security Open""".split()
)
"""What follows 'U.S.' and 'Harlan Corp.' inside a name or before one."""
_ZONES = frozenset(
    """Eastern Central Mountain Pacific Greenwich Moscow GMT UTC EST EDT ET CST CDT CT MST MDT MT
    PST PDT PT BST CET CEST IST JST KST AEST SGT HKT January February March April May June July
    August September October November December""".split()
)
"""What goes on after 'a.m.', beside days and short months."""
_SPEECH = (
    r"(?:said|says|asked|asks|told|tells|wrote|writes|shouted|shouts|cried|cries|yelled|screamed|"
    r"replied|replies|answered|answers|added|adds|continued|continues|interrupted|demanded|demands|"
    r"wondered|wonders|joked|quipped|snapped|insisted|exclaimed|called|tweeted|posted|inquired|"
    r"queried|mused|murmured|whispered|muttered|pleaded|responded|retorted|countered|recalled|"
    r"pressed|remarked|warned|declared|argued|laughed|chanted|sang|roared|began|went on)"
)
_CAPITAL = r"[^\W\d_a-z][\w’'.-]*"
_SPEAKER = re.compile(
    rf"(?:(?:{_CAPITAL}|of|the|van|von|de|der|den|al|bin|la|le|du|and|for)\s+){{1,8}}?{_SPEECH}\b"
    rf"|(?:{_CAPITAL}\s+){{0,5}}{_CAPITAL},[^,.?!\"“”\n]{{1,60}},\s+{_SPEECH}\b"
)
"""'Detective Ian Moss asked', 'Brooks, 51, asked'."""
# What goes on after the verb when the words in marks are its object already.
_ENDS_THERE = re.compile(
    r"\s*(?:[.,;:!?…—–\"”-]|\Z)"
    r"|\s+(?:\w+ly|as|when|while|after|before|again|later|aloud|back|him|her|them|me|us|then|now|"
    r"once|twice)\b"
    r"|\s+that\s+(?:day|night|morning|afternoon|evening|week|month|year)\b"
)
_WHERE = re.compile(
    r"\s+(?:in|on|at|to|from|during|of|about|with|last|this|through|over|into|outside)\b[^.,;:!?]*"
)
_TO_WHOM = re.compile(
    r"(?:asked|asks|told|tells|warned|pressed|answered)\s+(?:[a-z]+\s+)?[\w’'-]+(?:\s+[\w’'-]+)?"
    r"(?:[.,;!?]|\s+(?:in|on|at|of|after|during|as|before|when|while|from|outside|near|with)\b)"
)
# 'Lawmakers said on Tuesday they would vote' has an object of its own.
_CLAUSE = re.compile(
    r"\b(?:that|they|he|she|it|we|would|will|could|had|has|have|was|were|is|are)\b"
)


@dataclass(frozen=True, slots=True)
class Places:
    """Offsets (code points) in a text where a sentence starts: ``sure``, or ``open`` to the parser.
    Nowhere else does one start."""

    sure: frozenset[int]
    open: frozenset[int]


def places(text: str, paragraphs: Sequence[Span], quotations: Sequence[Quotation]) -> Places:
    """Where sentences of ``text`` start, as far as marks tell. Each paragraph starts one."""
    sure: set[int] = set()
    left: set[int] = set()
    for paragraph in paragraphs:
        reader = _Paragraph(text, paragraph, quotations)
        for offset, verdict in reader.verdicts():
            if verdict is None:
                left.add(offset)
            elif verdict:
                sure.add(offset)
    return Places(frozenset(sure), frozenset(left - sure))


def mark_starts(doc: Doc, found: Places) -> None:
    """Tell the parser, before it runs, where sentences start and where they cannot.

    A token that a sure start cuts ('"Nobody' after 'leaving.') is split there."""
    cuts = sorted(found.sure - {token.idx for token in doc})
    with doc.retokenize() as retokenizer:
        for token, inside in _cut(doc, cuts).items():
            parts = [token.text[a:b] for a, b in pairwise([0, *inside, len(token.text)])]
            retokenizer.split(token, parts, heads=[(token, at) for at in range(len(parts))])
    set_starts(
        doc,
        [
            True if t.i == 0 or t.idx in found.sure else None if t.idx in found.open else False
            for t in doc
        ],
    )


def set_starts(doc: Doc, starts: Iterable[bool | None]) -> None:
    """Say of each token whether it starts a sentence (None: the parser tells), all at once:
    ``Token.is_sent_start`` looks through the whole text each time that it is set."""
    codes = [0 if start is None else 1 if start else -1 for start in starts]
    column: Any = np.array([codes], dtype=np.int64).T.astype(np.uint64)
    doc.from_array(["SENT_START"], column)


def _cut(doc: Doc, cuts: Sequence[int]) -> dict[Token, list[int]]:
    """The tokens that ``cuts`` go through, and the places of the cuts in each."""
    found: dict[Token, list[int]] = {}
    for cut in cuts:
        token = doc[bisect_right(doc, cut, key=lambda t: t.idx) - 1]
        if token.idx < cut < token.idx + len(token.text):
            found.setdefault(token, []).append(cut - token.idx)
    return found


def join_trees(doc: Doc, starts: Set[int]) -> None:
    """Hang a tree that the parser left over, where no sentence starts, on the tree before it, so
    that ``doc.sents`` and our sentences agree.

    Args:
        starts: offsets at which sentences start.
    """
    root = None
    for sent in list(doc.sents):
        text = sent.text
        start = sent.start_char + len(text) - len(text.lstrip())
        if root is not None and start not in starts and text.strip():
            sent.root.dep_, sent.root.head = "dep", root
        else:
            root = sent.root


def sentence_spans(
    text: str, paragraphs: Sequence[Span], found: Places, parsed: Iterable[int]
) -> Iterator[Span]:
    """The sentences in order, without white space at their ends, none across two paragraphs.

    Args:
        parsed: where the parser starts sentences; it decides on the places left open.
    """
    starts = sorted(found.sure | (found.open & set(parsed)))
    for paragraph in paragraphs:
        low, high = bisect_right(starts, paragraph.start), bisect_right(starts, paragraph.end - 1)
        cuts = [paragraph.start, *starts[low:high], paragraph.end]
        pieces: list[Span] = []
        for start, end in pairwise(cuts):
            piece = Span(start, start + len(text[start:end].rstrip()))
            # Marks alone are no sentence: they belong to the one before, or to the one after.
            if pieces and not (_worded(text, piece) and _worded(text, pieces[-1])):
                pieces[-1] = Span(pieces[-1].start, piece.end)
            else:
                pieces.append(piece)
        yield from (piece for piece in pieces if _worded(text, piece))


def _worded(text: str, span: Span) -> bool:
    return any(c.isalnum() for c in span.of(text))


class _Paragraph:
    """Reads one paragraph's marks from left to right."""

    def __init__(self, text: str, span: Span, quotations: Sequence[Quotation]) -> None:
        self.text = text
        self.span = span
        self.quotations = [q for q in quotations if span.start <= q.span.start < span.end]
        self.last = span.start

    def verdicts(self) -> Iterator[tuple[int, bool | None]]:
        text, span = self.text, self.span
        yield span.start, True
        ends = {self._start(end): end for end in _END.finditer(text, *span)}
        lines = {line.end() for line in _LINE.finditer(text, *span)}
        run_on = {m.end() for m in RUN_ON.finditer(text, *span) if self._may_end(m.start())}
        listed = _ITEM.match(text, span.start) is not None
        for start in sorted(set(ends) | lines | run_on):
            if start >= span.end:
                continue
            verdict: bool | None = False
            item = start in lines and _ITEM.match(text, start) is not None
            if item and (listed or not _continues(text, start)):
                verdict = True
            elif start in ends:
                verdict = self._after_mark(ends[start])
            elif start in run_on:
                verdict = True
            elif start in lines and not text[start].islower():
                verdict = None
            if start in lines:
                listed = item
            if verdict:
                self.last = start
            if verdict is not False:
                yield start, verdict

    def _may_end(self, at: int) -> bool:
        """Whether the word before a place can be a sentence's last without a mark: 'said The' and
        'that The' go on."""
        word = re.search(r"[^\s(\[]*\Z", self.text[self.last : at])
        before = word.group() if word else ""
        return before.lower() not in _STARTERS and not re.fullmatch(_SPEECH, before)

    def _start(self, end: re.Match[str]) -> int:
        """Where the next sentence would start: after the closing marks that belong to this one."""
        if end["space"] or not end["closers"]:
            return end.start("openers")
        # 'out."We' or 'it."We': without white space only the marks before tell which it is.
        cut = end.end("closers")
        straight = end["closers"].rfind('"')
        if straight >= 0 and self.text.count('"', self.span.start, end.start()) % 2 == 0:
            return end.start("closers") + straight
        opening = re.search("“", end["closers"])
        return end.start("closers") + opening.start() if opening else cut

    def _after_mark(self, end: re.Match[str]) -> bool | None:
        text = self.text
        following = text[end.start("next") : self.span.end]
        if not end["next"]:
            return False
        quoted = any(c in _QUOTES + _OPENERS for c in text[end.end("marks") : end.start("next")])
        if not end["space"] and end["marks"] not in "。！？" and not self._unspaced(end, quoted):
            return False
        first = end["next"]
        if not (first.isalnum() or first in "$€£¥₩₹@#&") or first == "&":
            return False
        if first.islower() and not _BRAND.match(following):
            return False
        if self._in_aside(end):
            return False
        word = _WORD_BEFORE.search(text, self.last, end.start("marks"))
        before = word.group() if word else ""
        if end["marks"] == ".":
            if self._numbers(before, end.start("marks")):
                return False
            return _after_dot(text[self.last : end.start("marks")], before, following)
        return self._after_other(end, before, following)

    def _unspaced(self, end: re.Match[str], quoted: bool) -> bool:
        """Whether a mark with no white space after it can end a sentence: 'passed.The', not
        'Node.js', 'U.S.A' or 'courier.example/A.B'."""
        if quoted:
            return bool(end["next"]) and end["next"].isupper()
        word = re.search(r"\S*\Z", self.text[self.last : end.start("marks")])
        before = word.group().lstrip(_OPENERS) if word else ""
        after = re.match(r"[A-Z][a-z]*(?=[\s,’'])", self.text[end.start("next") : self.span.end])
        if after is None:
            return False
        if after.group().lower() in _STARTERS:
            return re.fullmatch(r"[A-Za-z][a-z’'-]+", before) is not None
        return (
            re.fullmatch(r"[a-z’'-]{2,}", before) is not None
            and len(after.group()) > 2
            and after.group() not in {"Net", "Com", "Org"}
        )

    def _in_aside(self, end: re.Match[str]) -> bool:
        """Whether the mark stands in brackets that opened inside the sentence: '(Res.) Amit'."""
        stretch = self.text[self.last : end.end("marks")]
        for opening, closing in ("()", "[]"):
            at = stretch.rfind(opening)
            if at > stretch.rfind(closing) and stretch[:at].strip(_OPENERS + _BULLETS + " "):
                return closing in self.text[end.end("marks") : self.span.end]
        return False

    def _numbers(self, before: str, at: int) -> bool:
        """Whether '3.' numbers what follows: at the sentence's start, or after a colon."""
        if not _NUMBERING.match(before):
            return False
        head = self.text[self.last : at - len(before)].rstrip()
        numeral = before.lstrip("(")
        if not head.strip(_OPENERS):
            return True
        return head[-1] in ":;" and (numeral.isdigit() or numeral.islower())

    def _after_other(self, end: re.Match[str], before: str, following: str) -> bool | None:
        """After '?', '!' or dots."""
        if any(c in _QUOTES for c in self.text[end.end("marks") : self._start(end)]):
            return _after_quotation(end["marks"], following)
        if self._title_in_marks(end):
            return False
        named = end["marks"] == "!" and before in _MARKED_NAMES
        # 'I ... I do not know' breaks off and goes on.
        falters = end["marks"][-1] in ".…" and re.match(r"I\b", following)
        return None if named or falters else True

    def _title_in_marks(self, end: re.Match[str]) -> bool:
        """Whether the mark is part of a title in quotation marks: '“Bang! Art and War”'."""
        at = end.start("marks")
        for quotation in self.quotations:
            if quotation.closed and quotation.inner.start <= at < quotation.inner.end - 1:
                inner = quotation.inner.of(self.text)
                words = re.findall(r"[^\W\d_]+", self.text[end.end("marks") : quotation.inner.end])
                return (
                    len(inner) <= 90
                    and inner.rstrip()[-1:] not in "?!."
                    and len(words) > 1
                    and all(w[0].isupper() for w in words if len(w) > 3 or w is words[0])
                    and sum(w[0].isupper() for w in words) > 1
                )
        return False


def _continues(text: str, start: int) -> bool:
    """Whether a line that looks like a list's item goes on with the line before: '– which'."""
    item = _ITEM.match(text, start)
    return item is None or (text[item.end() : item.end() + 1].islower() and text[start] in "–—-")


def _first_word(following: str) -> str:
    word = _NEXT_WORD.match(following)
    return re.split(r"['’]", word.group())[0].rstrip(".") if word else ""


def _after_dot(sentence: str, before: str, following: str) -> bool | None:
    """Whether a sentence starts with ``following`` after a single full stop.

    Args:
        sentence: the sentence up to the full stop.
        before: its last word.
        following: the text after the stop and white space, a capital or a digit first.
    """
    # 'Ex-Gov' and 'D-W.Va' end on an abbreviation.
    short = before if before in _NEVER | _MAYBE else before.rsplit("-", 1)[-1]
    word = _first_word(following)
    numbered = re.match(r"Nos?\.\s*\d", following) is not None
    titled = word in _TITLES
    opens = not numbered and not titled and (word.lower() in _STARTERS)
    if short in _NEVER:
        return False
    if short.lower() in {"a.m", "p.m"}:
        return _after_clock(word, opens, following)
    if short in _TITLES:
        return short in _STREETS and opens
    if short in _MAYBE:
        return opens or (False if numbered or titled or word in _ROLES else None)
    if short in _STATES and word in _ROLES and not re.search(rf"\bthe {short}$", sentence):
        # 'as US. Secretary of State', where one stop was lost; 'in the US. President' ends there.
        return False
    if _DOTTED.match(short):
        # 'R.W. Hearn': initials without a space.
        return opens
    return _after_word(sentence, short, opens, following)


def _after_word(sentence: str, short: str, opens: bool, following: str) -> bool | None:
    """The same after a number's word, a month, an initial, or a whole word."""
    digit = following[0].isdigit()
    counted = short.lower() in _COUNTED and (short[0].isupper() or short not in _CAPITAL_ONLY)
    if counted and (digit or re.match(r"[IVXLC]+\b|[A-Z]\b(?!['’])", following)):
        return False
    if short in _MONTHS:
        return not digit and (opens or None)
    if len(short) == 1 and short.isalpha():
        return _after_initial(sentence, short, opens)
    return True


def _after_quotation(marks: str, following: str) -> bool | None:
    """Whether a sentence starts after marks and the end of a quotation: not where a speaker and a
    verb follow '?' or '!', for they tell who said it."""
    word = _first_word(following)
    if word in _DAYS:
        return False
    if marks[-1] not in "?!" or (word.lower() in _STARTERS and word != "I"):
        return True
    speech = _SPEAKER.match(following)
    if speech is None:
        return True
    where = _WHERE.match(following, speech.end())
    verb = speech.group().split()[-1]  # any white space may stand before it
    whom = _TO_WHOM.match(following, following.rindex(verb, 0, speech.end()))
    whole = (
        _ENDS_THERE.match(following, speech.end())
        or (where and not _CLAUSE.search(where.group()))
        or (whom and not _CLAUSE.search(whom.group()))
    )
    return False if whole else None


def _after_clock(word: str, opens: bool, following: str) -> bool | None:
    if word in _ZONES | _DAYS | _MONTHS or re.match(r"[A-Z][a-z]+ time\b", following):
        return False
    return True if opens else None


def _after_initial(sentence: str, letter: str, opens: bool) -> bool | None:
    if opens:
        return True
    head = sentence[: -len(letter)].split()
    if not letter.isupper():
        return None
    if not head or head[-1].endswith(".") or head[-1].strip(_OPENERS)[:1].isupper():
        return False
    return None
