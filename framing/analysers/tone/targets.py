"""Where a sentence names an actor of the story."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from framing.models import Naming, Role, Sentence, Span, Statement, Voice
from framing.outlets import slugify
from framing.text.parse import ParsedArticle


class ActorLike(Protocol):
    """Someone that tone can be towards; a codebook's ``Actor`` is one."""

    @property
    def id(self) -> str:
        """The key of the actor in results ('north_korea')."""
        ...

    @property
    def name(self) -> str:
        """The name that the report prints."""
        ...

    @property
    def aliases(self) -> tuple[str, ...]:
        """The names that articles use for the actor."""
        ...


@dataclass(frozen=True, slots=True)
class Mention:
    """An actor's name in a sentence, and in whose words it stands."""

    actor: str
    span: Span
    sentence: Sentence
    voice: Voice


class Mentions:
    """Finds the aliases of actors: whole words, the longest first.

    An alias with a capital letter is matched as it is written (but 'the' in either case); one
    without is matched in any case. An alias that two actors share belongs to the first.
    """

    def __init__(self, actors: Sequence[ActorLike]) -> None:
        self._owners: dict[str, str] = {}
        for actor in actors:
            for alias in (actor.name, *actor.aliases):
                self._owners.setdefault(_key(alias), actor.id)
        aliases = sorted(
            {alias for actor in actors for alias in (actor.name, *actor.aliases) if alias.strip()},
            key=lambda alias: (-len(alias), alias),
        )
        patterns = "|".join(_pattern(alias) for alias in aliases)
        self._pattern = re.compile(rf"(?<![\w-])(?:{patterns})(?!\w)") if patterns else None

    def find(self, doc: ParsedArticle) -> Iterator[Mention]:
        """All mentions, in text order. A name inside a longer name ('the North Sea') is none."""
        if self._pattern is None:
            return
        text = doc.text
        for sentence in doc.sentences:
            for match in self._pattern.finditer(text, *sentence.span):
                owner = self._owners.get(_key(match.group()))
                tokens = doc.tokens(Span(*match.span()))
                if owner is None or not len(tokens) or _inside_a_longer_name(doc, match.end()):
                    continue
                yield Mention(owner, Span(*match.span()), sentence, doc.voices[tokens[0].i])


def _inside_a_longer_name(doc: ParsedArticle, end: int) -> bool:
    """Whether the words that end at ``end`` only begin a name ('Japan Airlines')."""
    if doc.text[end : end + 1] != " ":
        return False
    following = doc.tokens(Span(end + 1, end + 2))
    if not len(following) or not following[0].text[:1].isupper() or following[0].pos_ != "PROPN":
        return False
    last = doc.doc[following[0].i - 1]
    return last.dep_ in ("compound", "nmod", "amod") and last.head.i >= following[0].i


def _pattern(alias: str) -> str:
    words = [re.escape(word) for word in alias.split()]
    if alias == alias.lower():
        return "(?i:" + r"\s+".join(words) + ")"
    if words[0].lower() == "the" and len(words) > 1:
        words[0] = "[Tt]he"
    return r"\s+".join(words)


def _key(alias: str) -> str:
    return " ".join(alias.split()).lower()


# Longer names are sentences, or several names.
_MOST_WORDS = {Naming.NAMED: 4, Naming.INSTITUTION: 8}
_SMALL = frozenset({"of", "the", "for", "and", "on", "in", "to", "at", "de", "&", "al-", "bin"})
# Words that any country's bodies are called by: alone they do not tell whose body it is.
GENERIC = frozenset(
    "administration affairs agency air army assembly authority bank board cabinet center central "
    "centre chief chiefs coast command commission committee congress council court defence defense "
    "department embassy finance force forces foreign general government guard high home house "
    "health interior joint justice lower marines military ministry national navy office parliament "
    "party police presidency press security senate service services spokesman staff state supreme "
    "team trade treasury unification upper".split()
)
TITLES = frozenset(
    "adm admiral ambassador archbishop bishop brig captain chairman chancellor chief col colonel "
    "commander congressman congresswoman defence defense deputy director dr envoy first foreign "
    "former gen general gov governor interior judge justice king lady lord lt maj major mayor "
    "minister miss mr mrs ms official pope premier president prime prince princess prof professor "
    "queen rep representative secretary sen senator sgt sir speaker spokesman spokeswoman vice"
    .split()
)  # fmt: skip
_POSSESSOR = re.compile(r"^(.+?)['’]s? ")


@dataclass(frozen=True, slots=True)
class NamedSpeaker:
    """A speaker of the article: ``id`` is the statements' ``speaker_id``, ``name`` and ``aliases``
    are the words that name them in this article."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()


def speakers_to_find(doc: ParsedArticle, actors: Sequence[ActorLike]) -> tuple[NamedSpeaker, ...]:
    """The named speakers of an article that are no actors of the codebook, in text order.

    Args:
        doc: a parsed article that the sources analyser has read; without it there are none.
        actors: the codebook's actors, whose ids and names are taken.
    """
    ids = {actor.id for actor in actors}
    taken = {_plain(alias) for actor in actors for alias in (actor.name, *actor.aliases)}
    found: dict[str, tuple[str, bool]] = {}
    sources: dict[str, set[str]] = defaultdict(set)
    for statement in doc.statements:
        key, naming = statement.speaker_id, statement.naming
        if not key or naming is None or key in ids:
            continue
        if statement.source:
            sources[key].add(statement.source.of(doc.text))
        name, person = _name(statement), naming is Naming.NAMED
        if name and key not in found and not _is_taken(name, taken, person=person):
            found[key] = name, person
    surnames = {
        key: tuple(_surnames(name, sources[key])) if person else ()
        for key, (name, person) in found.items()
    }
    shared = Counter(surname for each in surnames.values() for surname in set(each))
    return tuple(
        NamedSpeaker(
            key,
            name,
            tuple(
                surname
                for surname in surnames[key]
                if shared[surname] == 1
                and _plain(surname) not in taken
                and not _is_anothers(doc, surname, name)
            ),
        )
        for key, (name, _) in found.items()
    )


def is_a_name(doc: ParsedArticle, span: Span) -> bool:
    """Whether words stand as a name: not 'Young people', not 'in May'."""
    words = doc.tokens(span)
    return any(
        (word.pos_ == "PROPN" or word.ent_type_ or word.is_upper) and word.ent_type_ != "DATE"
        for word in words
    )


def _name(statement: Statement) -> str:
    """The name in the words for a speaker, without title and description; empty if it has none.

    It is the stretch of words that the speaker's id was made of ('yang-bojiang').
    """
    naming = statement.naming
    if naming not in _MOST_WORDS or not statement.speaker:
        return ""
    if naming is Naming.INSTITUTION and statement.role is Role.MEDIA:
        return ""
    key = re.sub(r"-\d+$", "", statement.speaker_id or "")
    words = statement.speaker.split()
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + _MOST_WORDS[naming]) + 1):
            name = re.sub(r"^\W+|[^\w.]+$|['’]s$", "", " ".join(words[start:end]))
            if slugify(name) == key and _is_proper(name, naming):
                return name.removesuffix(",")
    return ""


def _is_proper(name: str, naming: Naming) -> bool:
    words = name.split()
    if not all(word[0].isupper() or word in _SMALL for word in words):
        return False
    if "and" in words and not {"of", "for"} & set(words[: words.index("and")]):
        return False  # two who speak as one, not the 'Ministry of Trade and Industry'
    return naming is Naming.NAMED or not all(
        word.lower() in GENERIC or word in _SMALL for word in words
    )


def _is_taken(name: str, taken: Iterable[str], *, person: bool) -> bool:
    """Whether a codebook's actor has the name: 'Mike Mullen' where 'Mullen' is an alias, and
    'Japan's Coast Guard' where 'Japan' is one (but not the 'Bank of Japan')."""
    plain = _plain(name)
    possessor = _POSSESSOR.match(plain)
    return any(
        plain == alias
        or (person and plain.endswith(f" {alias}"))
        or (possessor is not None and possessor[1] == alias)
        for alias in taken
    )


def _surnames(name: str, sources: Iterable[str]) -> Iterator[str]:
    """The last word of a personal name; the first where the copy uses it alone, as 'Yang'."""
    words = name.split()
    if len(words) < 2:
        return
    for word in (words[-1], words[0]):
        if len(word) > 1 and not word.endswith(".") and (word is words[-1] or word in sources):
            yield word


def _is_anothers(doc: ParsedArticle, surname: str, name: str) -> bool:
    """Whether the article has someone else of that name: 'Lisa Murkowski' beside 'Frank'."""
    own = {word.strip(".") for word in name.split()}
    for match in re.finditer(rf"(?<![\w-]){re.escape(surname)}(?!\w)", doc.text):
        word = doc.tokens(Span(*match.span()))[0]
        before = (doc.doc[i] for i in range(word.left_edge.i, word.i))
        for other in before:
            plain = other.text.strip(".")
            names_it = other.pos_ == "PROPN" and other.head.i in (word.i, word.head.i)
            if names_it and plain not in own and plain.lower() not in TITLES:
                return True
    return False


def _plain(words: str) -> str:
    return re.sub(r"^the ", "", " ".join(words.split()).lower())
