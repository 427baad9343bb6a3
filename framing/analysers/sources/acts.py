"""Which attributions are acts of speech: somebody said so, and it is told what.

'Seoul said that …' puts words into Seoul's mouth; 'Seoul is reluctant to …' is the narrator's
account of a mind: both are attributions (Prasad et al. 2006 part communication from other attitudes
in the same way), but only the first is a voice that speaks. 'The war has claimed 300 lives', 'China
claims the islands', 'a picture shows', 'was criticised for', 'stopped short of calling it a war'
are neither: nobody says it, it is not told who does, or what is named is a thing and no message.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon
from framing.analysers.sources.hearers import may_be_a_person
from framing.analysers.sources.reading import FINITE, Reading
from framing.analysers.sources.subjects import can_speak
from framing.analysers.sources.undone import (
    EVASIONS,
    a_deed,
    a_work,
    is_existential,
    not_told,
    of_themselves,
    on_the_telephone,
    shares_passive,
    undone,
)
from framing.models import Span, Voice

if TYPE_CHECKING:
    from spacy.tokens import Span as DocSpan
    from spacy.tokens import Token

    from framing.text.parse import ParsedArticle

# Cues that introduce a clause as speech does, but tell a deed or a thought.
NOT_SPOKEN = frozenset("decide determine echo find judge learn see sign think wonder".split())
# Cues that are no verb; spaCy takes 'according' for a form of 'accord'.
_SPOKEN = frozenset(
    "accord according per via quote statement comment remark encourage notify".split()
)
_MARKS = frozenset(":-–—―")
_MIN_QUOTED_WORDS = 5
_PREPOSITION_REACH = 3  # words from the cue to its preposition ('called Tuesday for')
# With a noun for content these say what was said of it; others ('claims the islands', 'shows the
# damage', 'rejects this') name a thing, a stance or a deed.
_SAY_OF_A_THING = frozenset(
    "express voice report compare liken accuse acknowledge admit announce applaud blame blast call "
    "charge commend condemn confirm "
    "criticise criticize decry demand denounce deny deplore deride disclose dismiss dispute "
    "emphasise emphasize hail lambast lament laud mock order pledge praise predict promise propose "
    "reaffirm rebuke recommend regret reiterate reject reveal ridicule say slam stress "
    "remind suggest tell threaten urge vow warn welcome appeal complain apologise apologize".split()
)
# 'He called it "a disgrace"', 'what it termed a "cowardly" attack'.
_LABELS = frozenset(
    "call dub characterize characterise label term brand style describe deem".split()
)
_LIKENS = frozenset({"compare", "liken", "express", "voice"})
_EMPTY = frozenset({"PRON", "DET"})
_MODALS = frozenset({"could", "can", "might", "should", "must", "ca"})
_AGREEMENTS = frozenset({"agree", "decline", "refuse", "want", "seek", "ask", "aim", "intend"})
_PICTURES = frozenset(
    "photo photograph picture image footage video clip film grab screenshot map chart camera "
    "recording satellite render rendering".split()
)


def is_spoken(doc: ParsedArticle, reading: Reading, voice: Voice) -> tuple[bool, str]:
    """Whether the attribution is speech, and on what that rests.

    Args:
        doc: the parse.
        reading: the attribution.
        voice: the voice of its content.
    """
    if reading.cue is None:
        return True, "no cue: the content stands for itself"
    by = _goes_by(doc, reading)
    if by:
        return False, f"'according to {by}' tells how, and not who says so"
    said, why = _introduced(doc, reading, voice)
    if said and voice is not Voice.DIRECT:
        against = _no_act(doc, reading, voice)
        if against:
            return False, against
    return said, why


def _goes_by(doc: ParsedArticle, reading: Reading) -> str:
    """What something goes by: 'according to plan', 'according to law'; empty where somebody or a
    document says it ('according to police', 'according to a plan')."""
    cue = reading.cue.of(doc.text).lower() if reading.cue else ""
    if reading.source is None or not cue.startswith("according"):
        return ""
    words = doc.tokens(reading.source)
    if len(words) != 1 or words[0].tag_ != "NN" or not words[0].is_lower:
        return ""
    known, noun = lexicon.roles(), words[0].lemma_
    return "" if noun in known.person.keys() | known.plain | known.body.keys() else noun


@cache
def _told_by() -> frozenset[str]:
    cues = lexicon.cues()
    return (cues.speech | cues.object | _SPOKEN) - NOT_SPOKEN


def _introduced(doc: ParsedArticle, reading: Reading, voice: Voice) -> tuple[bool, str]:
    """Whether the cue is one of saying."""
    assert reading.cue is not None
    cues, spoken = lexicon.cues(), _told_by()
    for token in doc.tokens(reading.cue):
        lemma = token.lemma_.lower()
        if lemma == "show" and token.pos_ == "NOUN":
            continue  # a performance
        names = token.pos_ == "NOUN" and doc.doc[max(0, token.i - 1)].pos_ in ("ADP", "NUM")
        names = names or (
            token.dep_ == "dobj" and token.pos_ == "NOUN" and not _is_clause(doc, reading)
        )
        names = names and lemma not in _MESSAGES | _SPOKEN  # 'in support of', 'had a dispute with'
        if (lemma in spoken and not names) or token.text in _MARKS:
            return True, f"'{token.text}'"
        if token.pos_ == "NOUN" and lemma in _MESSAGES and _is_clause(doc, reading):
            return True, f"'{token.text}' and what it says"
        prepositions = cues.preposition.get(lemma)
        if prepositions:
            following = doc.doc[token.i + 1 : token.i + 1 + _PREPOSITION_REACH]
            if any(near.lower_ in prepositions for near in following):
                return True, f"'{token.text}' with its preposition"
        if lemma in _LABELS and reading.source is not None and _labels(doc, reading, token, voice):
            return True, f"'{token.text}' and the speaker's word for it"
        if lemma in _LIKENS and reading.source is not None:
            return True, f"'{token.text}'"
    words = sum(len(span.of(doc.text).split()) for span in reading.content)
    if voice is Voice.DIRECT and words >= _MIN_QUOTED_WORDS:
        return True, "a clause in quotation marks"
    return False, f"'{reading.cue.of(doc.text)}' tells no speech"


def _labels(doc: ParsedArticle, reading: Reading, verb: Token, voice: Voice) -> bool:
    """Whether what somebody calls a thing is told as their word for it: in quotation marks, in
    'what she called a crime', or of somebody who calls another one something."""
    if voice is not Voice.INDIRECT:
        return True
    assert reading.source is not None
    speaks = any(map(can_speak, doc.tokens(reading.source)))
    what = any(c.lower_ == "what" for c in verb.lefts)
    return speaks and (what or any(c.dep_ == "oprd" for c in verb.rights))


def _no_act(doc: ParsedArticle, reading: Reading, voice: Voice) -> str:
    """Why nothing is said though the cue is one of saying; empty where it is."""
    assert reading.cue is not None
    verb = next((t for t in doc.tokens(reading.cue) if t.pos_ in ("VERB", "AUX")), None)
    verbs = [t for t in doc.tokens(reading.cue) if t.pos_ == "VERB"]
    root = doc.tokens(reading.cue).root
    says = root.pos_ == "VERB" and root.lemma_.lower() in lexicon.cues().speech - NOT_SPOKEN
    verb = (root if says else verbs[-1]) if verbs else verb  # 'said in reply to being asked'
    content = doc.tokens(reading.content[0])
    if not len(content):
        return ""
    if verb is None:
        if reading.source is None and any(map(is_existential, doc.tokens(reading.cue))):
            return "it is not told who says so"
        return _no_message(doc, reading.cue, content, voice)
    lemma = verb.lemma_.lower()
    unsaid = (
        _idle(verb)
        or not_told(verb)
        or _unsaid(verb, reading.source)
        or undone(verb, voice)
        or a_deed(verb)
        or a_work(verb, voice)
        or (voice is Voice.INDIRECT and (on_the_telephone(verb) or of_themselves(verb)))
        or _nobody(doc, reading, verb)
        or _no_speech_of(doc, reading, verb, voice)
    )
    if unsaid:
        return unsaid
    if voice is not Voice.INDIRECT:
        return ""
    root = content.root
    if lemma in _AGREEMENTS and root.dep_ == "xcomp":
        return f"'{verb.text}' tells what they would do"
    thing_withheld = lemma == "deny" and any(
        t.lemma_.lower() in _WITHHELD and t.dep_ == "dobj" for t in content
    )
    pieces = [t for span in reading.content for t in doc.tokens(span) if not t.is_punct]
    bare = len(pieces) <= 3 and all(t.pos_ in _EMPTY for t in pieces)
    finite = any(t.tag_ in FINITE and t.dep_ not in ("relcl", "acl", "advcl") for t in content)
    noun = root.pos_ in ("NOUN", "PROPN", "PRON") and root.dep_ not in ("ccomp", "ROOT")
    nominal = noun and not finite
    prepositions = lexicon.cues().preposition.get(lemma, frozenset())
    called = any(t.lower_ in prepositions for t in doc.doc[verb.i + 1 : verb.i + 4])
    bids = lemma in _BIDS and _can_ask(doc, reading) and any(_is_to(t) for t in content)
    ahead = reading.content[0].end <= reading.cue.start and len(content) > _MIN_QUOTED_WORDS
    thing = not (ahead and len(reading.content) == 1) and nominal and lemma not in _SAY_OF_A_THING
    thing = thing and not (called and lemma in _CALLS)
    if thing_withheld or (thing and not bids):
        return f"'{verb.text}' names a thing, and no message"
    short = lemma in ("reject", "dismiss", "dispute", "confirm") and len(content) <= 3
    return "what was said is not told" if bare or (nominal and short) else ""


_IDIOMS = frozenset({"the least"})  # 'to say the least'
_BIDS = frozenset("ask beg encourage instruct invite press remind tell advise".split())


def _can_ask(doc: ParsedArticle, reading: Reading) -> bool:
    """Whether the source is someone: 'she asked the crowd to leave', but no pact asks for it."""
    documents = lexicon.roles().document
    source = doc.tokens(reading.source) if reading.source else ()
    return any(can_speak(t) and t.lemma_.lower() not in documents for t in source)


def _is_no_one(doc: ParsedArticle, reading: Reading) -> bool:
    """Whether what stands for a source is a thing by its head: 'the rest of the industry'."""
    head = doc.tokens(reading.source).root if reading.source else None
    plain = head is not None and head.pos_ == "NOUN" and not head.ent_type_
    return plain and head is not None and not (can_speak(head) or may_be_a_person(head))


def _is_to(token: Token) -> bool:
    return token.tag_ == "VB" and any(c.tag_ == "TO" for c in token.children)


_MESSAGES = frozenset(
    "call warning demand accusation criticism praise apology denial complaint plea appeal promise "
    "threat statement announcement order admission allegation assertion assurance charge claim "
    "confirmation declaration insistence pledge proposal recommendation remark suggestion "
    "vow".split()
)


def _is_clause(doc: ParsedArticle, reading: Reading) -> bool:
    """Whether the content is a clause with 'that': what the noun before it says."""
    first = doc.tokens(reading.content[0])
    return len(first) > 0 and (
        first[0].lower_ == "that" or doc.doc[max(0, first.start - 1)].lower_ == "that"
    )


def _no_message(doc: ParsedArticle, cue: Span, content: DocSpan, voice: Voice) -> str:
    """'Their claims on the islands', 'a dispute over the wall': nouns that tell no message."""
    nouns = {t.lemma_.lower() for t in doc.tokens(cue) if t.pos_ == "NOUN"}
    thing = content.root.pos_ in ("NOUN", "PROPN", "PRON", "ADP")
    words = cue.of(doc.text).lower().split()
    if "claim" in nouns and words[-1] in ("on", "to", "over"):
        nouns = nouns - {"claim"}  # a title: 'their claims to the reef'
        nouns = nouns or {"title"}
    if voice is Voice.INDIRECT and nouns and thing and not nouns & _MESSAGES:
        return f"'{cue.of(doc.text)}' names a thing, and no message"
    return ""


_CAUSES = frozenset(
    "increase fuel spark prompt raise trigger renew revive draw stir cause provoke bring".split()
)
_WITHHELD = frozenset("access entry permission visa bail parole asylum passage".split())


_NOBODY = frozenset({"neither", "no", "nobody", "none", "anyone", "anybody"})


def _nobody(doc: ParsedArticle, reading: Reading, verb: Token) -> str:
    """'The case has raised calls for …', 'asked for anonymity', 'September, which asked …': what
    moves others to speak, a condition, or a time, and nobody who says so."""
    assert reading.cue is not None
    subjects = [c for c in verb.children if c.dep_ == "nsubj"]
    if reading.source is not None:
        subjects = [s for s in subjects if reading.source.start <= s.idx < reading.source.end]
    if any(c.lower_ in _NOBODY for s in subjects for c in (s, *s.children)):
        return "nobody said it"
    if verb.lemma_.lower() in _CAUSES:
        return f"'{verb.text}' tells what moved others to speak"
    first = " ".join(reading.content[0].of(doc.text).split()[:1]).lower()
    if first == "anonymity":
        return "a condition, and no message"
    if reading.source is None:
        return ""
    named = [t for t in doc.tokens(reading.source) if t.pos_ in ("NOUN", "PROPN", "NUM", "PRON")]
    aged = _AGE.search(reading.source.of(doc.text))  # 'Lund, 46,' is read as a date
    if (
        named
        and not aged
        and all(t.ent_type_ in ("DATE", "TIME") and t.pos_ != "PRON" for t in named)
    ):
        return "a time says nothing"
    return ""


_AGE = re.compile(r",\s\d{1,3}\b(?!\s*\d)|\byear-old\b")


def _no_speech_of(doc: ParsedArticle, reading: Reading, verb: Token, voice: Voice) -> str:
    """A picture, a show, a thing added, an idiom: what is told, and nobody says it."""
    lemma = verb.lemma_.lower()
    if reading.content[0].of(doc.text) in _IDIOMS:
        return "an idiom, and nobody says it"
    if lemma in _BIDS and voice is Voice.INDIRECT and _is_no_one(doc, reading):
        return f"'{verb.text}' is said of what can bid nobody"
    if lemma == "show" and _is_a_show(verb):
        return "a show, and nobody says it"
    if _shows_a_picture(doc, reading, lemma):
        return "a picture shows, nobody says"
    if lemma == "add" and voice is Voice.INDIRECT and _adds_a_thing(doc, reading, verb):
        return f"'{verb.text}' names a thing, and no message"
    return ""


def _is_a_show(verb: Token) -> bool:
    """Whether the parse has taken a show for a verb that does not agree with its subject: 'Jan
    Lund's halftime show Lund plays the piano'."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    one = subject is None or (subject.tag_ in ("NN", "NNP") and not list(subject.conjuncts))
    return (
        verb.tag_ in ("VB", "VBP", "NN")
        and one
        and not any(c.dep_ in ("aux", "mark") or c.tag_ == "TO" for c in verb.children)
    )


def _adds_a_thing(doc: ParsedArticle, reading: Reading, verb: Token) -> bool:
    """Whether a thing is added, with which the parse has joined what follows: 'Lund added a 10-yard
    run and Dahl made it 34-6'."""
    assert reading.cue is not None
    between = doc.tokens(Span(reading.cue.end, max(reading.cue.end, reading.content[0].start)))
    thing = any(c.dep_ == "dobj" and c.pos_ != "PRON" for c in verb.rights)
    return thing or (len(between) > 1 and between[0].pos_ in ("DET", "NUM"))


_CALLS = frozenset(
    {"call", "warn", "complain", "appeal", "push", "press", "boast", "speak", "insist"}
)


def _idle(verb: Token) -> str:
    """'Migrants accused of theft', 'he showed off': what the next word tells against it."""
    following = [t.lower_ for t in verb.doc[verb.i + 1 : verb.i + 2]]
    if verb.lemma_ in ("accuse", "suspect") and following == ["of"]:
        return "who is accused says nothing"
    return "to show off is not to say" if verb.lemma_ == "show" and following == ["off"] else ""


def _unsaid(verb: Token, source: Span | None) -> str:
    """'Stopped short of calling', 'was unable to say', 'without saying', 'asked if', 'was blamed':
    what speaks against it, or nothing."""
    children = list(verb.children)
    none = any(c.dep_ == "dobj" and c.left_edge.lower_ == "no" for c in verb.rights)
    if none or (any(c.dep_ == "neg" for c in children) and verb.lemma_ != "rule"):
        return "it was not said"  # also 'made no reference to'
    helping = verb.head.children if verb.dep_ == "conj" and verb.tag_ == "VB" else ()
    if any(c.dep_ == "aux" and c.lower_ in _MODALS for c in (*children, *helping)):
        return "it may be said"
    subject_at = next((c.i for c in children if c.dep_ == "nsubj"), verb.i)
    ahead = any(c.dep_ == "aux" and c.i < subject_at for c in children)
    to_ask = verb.lemma_ == "ask" and any(c.dep_ == "aux" and c.lower_ == "will" for c in children)
    if to_ask or (ahead and verb.sent[-1].text == "?"):
        return "it is asked, and not said"
    if verb.dep_ == "pcomp" and verb.head.lower_ in ("without", "of", "from"):
        above = verb.head.head.lemma_.lower()
        if verb.head.lower_ == "without" or above in EVASIONS or verb.head.head.lower_ == "short":
            return "it was not said"
    if verb.dep_ in ("xcomp", "acl") and verb.head.lemma_.lower() in EVASIONS:
        return "it was not said"
    passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in children) or shares_passive(verb)
    agent = any(c.dep_ == "agent" for c in children)
    told = verb.lemma_ in ("quote", "cite")  # 'was quoted as saying'
    own = source is None or any(
        c.dep_ in ("nsubj", "nsubjpass") and source.start <= c.idx < source.end
        for c in (*children, *(verb.head.children if shares_passive(verb) else ()))
    )
    if passive and not agent and own and not told:
        return "it is not told who says so"
    subject = any(c.dep_ in ("nsubj", "nsubjpass") for c in children)
    if verb.lemma_ == "ask" and verb.tag_ == "VBN" and (passive or not subject) and not agent:
        return "it is asked, and not said"
    return ""


def _shows_a_picture(doc: ParsedArticle, reading: Reading, lemma: str) -> bool:
    if lemma not in ("show", "reveal", "indicate", "purport", "suggest") or reading.source is None:
        return False
    source = doc.tokens(reading.source)
    thing = lemma == "indicate" and not any(map(can_speak, source))  # 'shares fell, indicating …'
    cue = doc.tokens(reading.cue) if reading.cue else ()  # 'S9 renders show', taken for a verb
    return thing or any(t.lemma_.lower() in _PICTURES for t in (*source, *cue))
