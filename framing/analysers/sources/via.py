"""Through whom a statement reached the outlet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon
from framing.analysers.sources.head_nouns import names_a_body
from framing.analysers.sources.media_named import KINDS, NAME, medium_named, medium_within
from framing.analysers.sources.persons import opens_with_given_name, people_of
from framing.analysers.sources.reading import Reading, noun_phrase
from framing.clean.known_outlets import known_outlet
from framing.models import Role, Span

if TYPE_CHECKING:
    from framing.text.parse import ParsedArticle

_SITE = r"[a-z][\w-]*(?:\.[a-z]{2,})+"  # 'motoring.com.au'
_ARTICLE = r"(?:the\s+|a\s+|state(?:-run|-owned|-controlled)?\s+|[A-Z][a-z]+(?:'s|’s)\s+|its\s+)?"
_RECEIVER = (
    rf"(?P<medium>{NAME}|{_SITE})"
    rf"(?:\s+{KINDS})?"
)
# 'told Reuters', 'said in an interview with the BBC', 'quoted by Xinhua as saying'.
_TOLD = re.compile(
    rf"\b(?:told|telling|tells|tell)\s+(?:the\s+{KINDS}\s+|{_ARTICLE}{KINDS}\s+)?{_ARTICLE}{_RECEIVER}"
)
_INTERVIEW = re.compile(
    r"\binterview(?:ed)?\s+(?:on \w+day\s+)?(?:with|by|on|for|published in|to)\s+"
    rf"{_ARTICLE}(?:{KINDS}\s+)?{_RECEIVER}"
)
# 'Speaking to the BBC, Lund said', 'investors contacted by Bloomberg said'
_SPOKE = re.compile(
    r"\b(?:[Ss]p(?:eaking|oke|oken)|[Tt]alk(?:ing|ed)|"
    r"(?:contacted|reached|asked|surveyed|polled)(?= by))"
    rf"\s+(?:exclusively\s+)?(?:to|with|by)\s+{_ARTICLE}(?:{KINDS}\s+)?{_RECEIVER}"
)
# 'In an op-ed for the Post, Lund wrote', 'wrote in an opinion piece in Sunday's Courier'
_PIECE = re.compile(
    r"\b(?:op-?ed|(?:opinion|guest|comment) (?:piece|column|article|essay)|commentary|column|essay|"
    r"editorial|article|letter)(?:\s+(?:piece|article|column))?\s+(?:published\s+|printed\s+|"
    rf"written\s+)?(?:on\s+\w+day\s+)?(?:in|for|by|to)\s+{_ARTICLE}(?:{KINDS}\s+)?{_RECEIVER}"
)
_QUOTED_BY = re.compile(
    rf"\b(?:quoted|cited)\s+(?:\w+\s+)?by\s+{_ARTICLE}(?:{KINDS}\s+)?{_RECEIVER}"
)
_QUOTED = re.compile(
    rf"(?P<medium>{NAME})(?:\s+{KINDS})?\s+(?:has\s+|had\s+)?(?:quoted|cited|quotes|cites)\b"
)
_ACCORDING = re.compile(
    r"\b(?:according to|as reported by|reported by|carried by)\s+"
    rf"{_ARTICLE}(?:{KINDS}\s+)?{_RECEIVER}"
)
_REPORTED = re.compile(
    rf"(?P<medium>{NAME})(?:\s+{KINDS})?\s+(?:has\s+|had\s+|also\s+)?(?:reported|reports)\b"
)
_TITLES = frozenset(
    "Times Post Herald News Tribune Gazette Daily TV Radio Journal Magazine Telegraph Standard "
    "Observer Chronicle Today Shimbun Ilbo Zeitung Agency Television".split()
)
# What a medium's name is made of wherever it stands: 'BFM-TV', 'Nice-Matin', 'France TV Info'.
_PARTS = frozenset("TV News Radio Television Matin FM".split())
_AFFILIATE = re.compile(rf"\s+(?:affiliate|station|partner|sister channel)\s+(?P<medium>{NAME})")
_TAGGED = re.compile(rf"^\s+(?:{KINDS})\b")

# 'told Sophy Ridge on Sky News', 'said on Facebook'; the medium or platform must be known.
_ON = re.compile(
    rf"\b(?:told|said|says|asked|speaking|appearing|appeared|wrote|posted|tweeted)\b[^.;\n]{{0,60}}?"
    rf"\b(?:on|to|in)\s+(?:the\s+)?(?P<medium>{NAME})"
)
# 'The road is closed, Australia's ABC News reported.': behind the whole statement.
_TRAILING = re.compile(
    rf"(?:,[”\"’']?|[?!.][”\"’'])\s+{_ARTICLE}(?:{KINDS}\s+)?(?P<medium>{NAME})(?:\s+{KINDS})?\s+(?:has\s+|also\s+)?"
    r"(?:reported|reports)(?:\s+\w+day)?\s*[.”\"]*\s*$"
)
_SPACE_AND_MARKS = " ”\"’'"
_REPORTED_BEHIND = re.compile(
    rf"(?<=[?!.”\"’'])[{_SPACE_AND_MARKS}]+{_ARTICLE}(?:{KINDS}\s+)?(?P<medium>{NAME})"
    rf"(?:\s+{KINDS})?\s+(?:has\s+|also\s+)?(?:reported|reports)(?:\s+\w+day)?\s*\."
)
# 'told the news site': the medium that was named last.
_KIND_AGAIN = re.compile(
    r"\b(?:told|to|with|according to)\s+the\s+(?:[A-Z][\w.,]*\s+)*"
    r"(?:news ?paper|news (?:site|channel|agency|outlet)|paper|magazine|broadcaster|channel|"
    r"network|website)\b"
)


# 'according to state media', 'told local television', 'carried by Chinese state media'
_UNNAMED = re.compile(
    r"\b(?:told|according to|reported by|carried by|quoted by|cited by|reports in|reports by|"
    r"reports from|interview with)\s+"
    r"(?P<medium>(?:the\s+)?(?:[A-Z][a-z]+(?:['’]s)?\s+)?(?:(?:state|local|national|official|public|"
    r"domestic|foreign)(?:[- ](?:run|owned|controlled|backed))?\s+)+"
    r"(?:media|television|TV|radio|news agency|newspapers?|news outlets?|broadcasters?|press)|"
    r"(?<=told )[A-Z][a-z]+ (?:media|television|TV|radio|newspapers)|"
    r"(?<!told )(?:the\s+)?(?:[A-Z][a-z]+\s+)?media reports|(?:news|press|media) reports)\b"
)


def via_of(
    parsed: ParsedArticle,
    reading: Reading,
    source_is_medium: str | None,
    around: Span,
    outlet: str = "",
) -> tuple[str | None, str]:
    """The outlet or agency through which the statement came, with the words that say so.

    A medium is no via of itself: ``source_is_medium`` is the one that the source is. ``outlet`` is
    the article's, whose name no list may have.
    """
    found, why = _via(parsed, reading, source_is_medium, around, outlet)
    if found is None:
        return None, ""
    own = reading.source.of(parsed.text) if reading.source else ""
    if any(name and _same_medium(found, name) for name in (source_is_medium, own)):
        return None, ""
    return found, why


def _same_medium(one: str, other: str) -> bool:
    known = [medium_named(name) or name for name in (one, other)]
    bare = [re.sub(r"^the | news$", "", name.casefold()) for name in known]
    return bare[0] == bare[1]


def _via(
    parsed: ParsedArticle,
    reading: Reading,
    source_is_medium: str | None,
    around: Span,
    outlet: str,
) -> tuple[str | None, str]:
    text = parsed.text
    if reading.through is not None:
        words = reading.through.of(text)
        return medium_within(words) or words, f"'{words}' reports it"
    told = _in_words(parsed, reading, source_is_medium, around, outlet)
    if told is not None:
        return told
    searched = around.of(text)
    behind = None if source_is_medium else _behind(parsed, reading)
    if behind is not None:
        return behind
    unlisted = _unlisted(parsed, reading, source_is_medium, around)
    if unlisted[0] is not None:
        return unlisted
    again = _KIND_AGAIN.search(searched)
    if again and not source_is_medium:
        at = Span(around.start + again.start(), around.start + again.end())
        inside = any(c.contains(at) for c in reading.content) or _inside_quotation(parsed, at)
        last = None if inside else _last_named(parsed, text[: at.start])
        if last:
            return last, f"'{again.group()}', after '{last}'"
    return None, ""


def _in_words(
    parsed: ParsedArticle,
    reading: Reading,
    source_is_medium: str | None,
    around: Span,
    outlet: str,
) -> tuple[str, str] | None:
    """The medium that the attribution's own sentence names."""
    searched = around.of(parsed.text)
    patterns = (
        *(_QUOTED_BY, _TOLD, _INTERVIEW, _SPOKE, _PIECE),
        *(_ACCORDING, _QUOTED, _ON, _TRAILING, _REPORTED),
    )
    for pattern in patterns[:-1] if source_is_medium else patterns:
        for match in pattern.finditer(searched):
            at = Span(around.start + match.start(), around.start + match.end())
            if any(c.contains(at) for c in reading.content) and pattern is not _ACCORDING:
                continue  # inside the content it is about another statement
            if _inside_quotation(parsed, at):
                continue
            if pattern in (_QUOTED, _REPORTED) and _is_own(reading, at, pattern):
                continue
            if pattern is _ACCORDING and _within_source(reading, at, match):
                continue
            medium = _medium(searched, match)
            if medium is None and pattern is _TRAILING:
                medium = _unknown(parsed, reading, at, match)
            if medium is None and pattern in _RECEIVING:
                medium = _by_the_article(parsed.text[: at.end], match["medium"], outlet)
            if medium is None and pattern is _TOLD:
                medium = _spoken_to(parsed, reading, at, match)
            if medium:
                return medium, f"'{match.group().strip()}'"
    us = _TOLD_US.search(searched)
    if us is None or source_is_medium or not outlet:
        return None
    at = Span(around.start + us.start(), around.start + us.end())
    if any(c.contains(at) for c in reading.content) or _inside_quotation(parsed, at):
        return None
    own = reading.cue is not None and reading.cue.overlaps(at)
    return (outlet, f"'{us.group()}': the outlet's own reporter") if own else None


_TOLD_US = re.compile(r"\b(?:told|tells|telling) (?:me|us)\b")


def _spoken_to(
    parsed: ParsedArticle, reading: Reading, at: Span, match: re.Match[str]
) -> str | None:
    """A receiver of a quotation that no list has, and whose name is made as a programme's or a
    paper's is: of several words, not a person's, a place's or a body's, and nobody in the article
    besides: 'Lund told Good Morning Norland: “…”'."""
    raw = " ".join(match.group("medium").split())
    own = reading.cue is not None and reading.cue.overlaps(at)
    if not own or " " not in raw or parsed.text.count(raw) > 1:
        return None
    content = reading.content[0]
    direct = bool(parsed.quoted(content))
    colon = parsed.text[at.end :].lstrip()[:1] == ":"
    listed = {w.lower() for w in raw.split()} & _RECEIVERS_NO_MEDIA
    person = people_of(parsed.doc).has(raw) or opens_with_given_name(raw)
    if not direct or not colon or listed or person or raw in lexicon.places():
        return None
    span = parsed.tokens(Span(at.start + match.start("medium") - match.start(), at.end))
    kinds = {t.ent_type_ for t in span if t.ent_type_}
    return None if kinds & {"GPE", "NORP", "PERSON", "DATE"} or names_a_body(raw) else raw


_RECEIVERS_NO_MEDIA = frozenset("congress parliament court council committee house".split())


def _behind(parsed: ParsedArticle, reading: Reading) -> tuple[str, str] | None:
    """The medium that reports it in a sentence of its own behind a quotation: 'Lund said: “Stay
    home. Are you safe?” the Courier reported.'"""
    match = _REPORTED_BEHIND.match(parsed.text, reading.content[-1].end)
    if match is None:
        return None
    medium = _medium(parsed.text, match) or _unknown(parsed, reading, Span(*match.span()), match)
    return (medium, f"'{match.group().strip(_SPACE_AND_MARKS)}'") if medium else None


def _unlisted(
    parsed: ParsedArticle, reading: Reading, source_is_medium: str | None, around: Span
) -> tuple[str | None, str]:
    """The channel that has no medium's name: state media, a document, who quotes. A platform on
    which they wrote themselves is none."""
    searched = around.of(parsed.text)
    for pattern in () if source_is_medium else (_UNNAMED, _DOCUMENT):
        for match in pattern.finditer(searched):
            at = Span(around.start + match.start(), around.start + match.end())
            own = reading.source is not None and reading.source.overlaps(at)
            if own or _inside_quotation(parsed, at):
                continue
            if pattern is _DOCUMENT and not _is_record(reading, at, match):
                continue
            return re.sub(r"^the\s+", "", match["medium"]), f"'{match.group().strip(' ,')}'"
    quoter = _quoter(parsed, reading)
    if quoter:
        return medium_within(quoter) or quoter, f"'{quoter}' quotes them"
    return None, ""


def _is_record(reading: Reading, at: Span, match: re.Match[str]) -> bool:
    """Whether the words name a written record, and are not the attribution itself."""
    noun = match.group("noun").lower()
    known = {noun, noun.rstrip("s")} & (lexicon.roles().document | _RECORDS)
    return bool(known) and not (reading.cue is not None and reading.cue.overlaps(at))


# '…, Campbell said, according to a State Department readout.'
_DOCUMENT = re.compile(
    r",\s+according to\s+(?:an?\s+|the\s+|his\s+|her\s+|their\s+|its\s+)?"
    r"(?P<medium>(?:[\w'’]+\s+){0,4}?(?P<noun>\w+))(?=[.,;”\"]|\s+(?:of|from|by|released|seen|obtained)\b)"
)
_RECORDS = frozenset("readout transcript affidavit filing minute recording court-document".split())


def _quoter(parsed: ParsedArticle, reading: Reading) -> str | None:
    """Who quotes, in 'the reporter quoted a source as saying': a medium or one of its people."""
    if reading.cue is None or reading.source is None:
        return None
    known = lexicon.roles()
    for token in parsed.tokens(reading.cue):
        if token.lemma_ not in ("quote", "cite") or token.pos_ != "VERB":
            continue
        subject = next((c for c in token.lefts if c.dep_ == "nsubj"), None)
        if subject is None or reading.source.start <= subject.idx < reading.source.end:
            continue
        noun = subject.lemma_.lower()
        if Role.MEDIA in (known.person.get(noun), known.body.get(noun)):
            return re.sub(r"^[Tt]he\s+", "", noun_phrase(subject).of(parsed.text))
    return None


def _unknown(parsed: ParsedArticle, reading: Reading, at: Span, match: re.Match[str]) -> str | None:
    """A medium that no list has, where a sentence's end says that it reported what another one
    said: '…, the minister said, The Two-Way has reported.'"""
    if reading.source is None or reading.source.overlaps(at):
        return None
    raw = " ".join(match.group("medium").split())
    people = people_of(parsed.doc)
    return None if people.has(raw) or raw in lexicon.places() else raw


_RECEIVING = (_TOLD, _INTERVIEW, _SPOKE, _PIECE)  # whom the speaker speaks or writes to


def _by_the_article(before: str, words: str, outlet: str) -> str | None:
    """A medium that no list has, where the article tells that it is one: its own name, an address,
    the end of a medium's name that stands before ('the Mail' after 'the Daily Mail'), or a title
    with its article ('told The Lookout')."""
    name = " ".join(words.split())
    if name.casefold() == outlet.casefold() or re.fullmatch(_SITE, name):
        return name
    longer = re.findall(rf"((?:[A-Z][\w&'’-]*\s+){{1,3}}{re.escape(name)})\b", before)
    for whole in reversed(longer[:-1] if longer and before.endswith(longer[-1]) else longer):
        medium = medium_within(whole)
        if medium:
            return medium
    titled = name.startswith("The ") and name not in lexicon.places()
    return name if titled else None


_BACK = 1500  # characters in which 'the news site' was named
_MEDIA_NAMED = re.compile(rf"(?:^|\s)(?:the\s+)?({NAME})")


_REPORTS = re.compile(r"\s+(?:has\s+|also\s+)?(?:reported|reports)\b")


def _last_named(parsed: ParsedArticle, before: str) -> str | None:
    """The medium that was named last, or that is one because it reported something or is called
    'Times-News': no agency, which nobody calls a paper or a channel."""
    near = before[-_BACK:]
    for match in reversed(list(_MEDIA_NAMED.finditer(near))):
        words = match.group(1).split()
        if _REPORTS.match(near, match.end()) and not people_of(parsed.doc).has(match.group(1)):
            return medium_within(match.group(1)) or match.group(1)
        for first in range(len(words)):
            hit = lexicon.media().get(" ".join(words[first:]))
            if hit and not hit.agency:
                return hit.name
        named = known_outlet(match.group(1))
        if named is not None and len(words) > 1:
            return named.name
        if _sounds_like_one(match.group(1)):
            return match.group(1)
    return None


def _sounds_like_one(name: str) -> bool:
    """Whether a name of several parts is made as media's are ('Erie Times-News'); 'TV' alone names
    none."""
    parts = re.split(r"[\s-]", name)
    return len(parts) > 1 and (
        name.rsplit(maxsplit=1)[-1] in _TITLES or not _PARTS.isdisjoint(parts)
    )


def _inside_quotation(parsed: ParsedArticle, span: Span) -> bool:
    return any(q.span.contains(span) for q in parsed.quoted(span))


def _is_own(reading: Reading, at: Span, pattern: re.Pattern[str]) -> bool:
    """Whether the match is no channel of this attribution: 'X quoted' needs its cue there."""
    if pattern is _QUOTED:
        return reading.cue is None or not at.overlaps(reading.cue)
    return reading.source is None or not reading.source.overlaps(at)


def _within_source(reading: Reading, at: Span, match: re.Match[str]) -> bool:
    """'According to a Courier reporter': who speaks is of the medium, and no via."""
    start = at.start + match.start("medium") - match.start()
    medium = Span(start, start + len(match["medium"]))
    return reading.source is not None and reading.source.contains(medium)


def _medium(searched: str, match: re.Match[str]) -> str | None:
    raw = " ".join(match.group("medium").split())
    raw = re.sub(r"^.*['’]s\s+", "", re.sub(r"['’]s$", "", raw))
    affiliate = _AFFILIATE.match(searched, match.end("medium"))
    if affiliate:  # 'told CNN affiliate BFM-TV'
        return medium_named(affiliate["medium"]) or affiliate["medium"]
    words = raw.split()
    # 'told Reuters Tuesday': the longest known name at the front.
    for length in range(len(words), 0, -1):
        if length < len(words) and names_a_body(" ".join(words[length:])):
            continue  # 'the National Congress' is no 'National'
        name = " ".join(words[:length])
        hit = medium_named(name) or medium_named(f"The {name}")
        if hit:
            return hit
        known = known_outlet(name)
        if known is not None and (length > 1 or len(words[0]) > 3):
            return known.name
    # 'told the Financial Herald newspaper': unknown, but the copy says what it is.
    after = searched[match.end("medium") :]
    before = searched[match.start() : match.start("medium")]
    if _TAGGED.match(after) or re.search(rf"\b{KINDS}\s+$", before):
        return raw
    return raw if _sounds_like_one(raw) else None
