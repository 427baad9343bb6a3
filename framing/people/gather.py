"""The speakers of each article, as joining sees them: what their words, their article and its text
tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache

from framing.analysers.sources import lexicon
from framing.models import Analysis, Naming, Role, Statement
from framing.outlets import slugify
from framing.people.institutions import Institution, institution_of
from framing.people.names import PARTICLES, Name, fold, gender_of, name_of, surname
from framing.people.runs import Text, can_be_given, common_words, is_no_name, is_title, read_text

_MOST_NAME_WORDS = 6


@dataclass(frozen=True)
class Local:
    """A speaker of one article.

    ``words`` are the fullest that the article has for them, ``phrases`` all that name them as a
    source; ``role``, ``country`` and ``naming`` what the article tells (None: not told).
    ``name`` is the personal name in the words, None where there is none; ``institution`` is what
    they name if it is one, and of a personal name what it would be. ``countries`` are all that the
    article tells, ``country`` the one where it tells one; ``set_in`` stands for it where none is
    told of a person, and is where the article is set.
    """

    article: str
    outlet: str
    id: str
    words: str
    phrases: tuple[str, ...]
    naming: Naming | None
    role: Role | None
    country: str | None
    name: Name | None
    institution: Institution | None
    statements: int
    countries: tuple[str, ...] = ()
    set_in: str | None = None

    @property
    def key(self) -> tuple[str, str]:
        """Article and id: the speaker's place in the study."""
        return (self.article, self.id)

    @cached_property
    def gender(self) -> str:
        """'man' or 'woman' where a title of courtesy tells it."""
        told = {gender_of(words) for words in (self.words, *self.phrases)} - {""}
        return told.pop() if len(told) == 1 else ""


@dataclass(frozen=True)
class Gathered:
    """All speakers of all articles with the articles' texts, by article id."""

    locals: tuple[Local, ...]
    texts: dict[str, Text]
    common: frozenset[str]


def told_countries(statement: Statement) -> tuple[str, ...]:
    """The countries that the copy tells of the speaker; of a person none that was taken from where
    the article is set: another article may tell it."""
    if statement.naming is Naming.NAMED and statement.surmised:
        return ()
    return statement.countries or ((statement.country,) if statement.country else ())


def gather(analyses: Sequence[Analysis]) -> Gathered:
    """The speakers of all articles, in the order of article and speaker id."""
    ordered = sorted(analyses, key=lambda a: a.article.id)
    texts = {a.article.id: read_text(a.article.text) for a in ordered}
    common = common_words(texts.values())
    found: list[Local] = []
    for analysis in ordered:
        groups: dict[str, list[Statement]] = {}
        for statement in analysis.statements:
            if statement.speaker_id and statement.speaker:
                groups.setdefault(statement.speaker_id, []).append(statement)
        found += [_local(analysis, key, groups[key], common) for key in sorted(groups)]
    return Gathered(tuple(found), texts, common)


def _local(
    analysis: Analysis, key: str, statements: Sequence[Statement], common: Set[str]
) -> Local:
    first = statements[0]
    text = analysis.article.text
    words = " ".join((first.speaker or "").split())
    sources = Counter(" ".join(s.source.of(text).split()) for s in statements if s.source)
    name, institution = None, None
    if first.naming is Naming.NAMED:
        name = personal_name(words, key, common)
        institution = institution_of(str(name), None, common) if name else None
    elif first.naming is Naming.INSTITUTION:
        institution = _medium(key) or institution_of(words, first.country, common)
    elif first.naming is Naming.DOCUMENT:
        institution = institution_of(words, first.country, common)
    countries = told_countries(first)
    return Local(
        article=analysis.article.id,
        outlet=analysis.article.outlet,
        id=key,
        words=words,
        phrases=tuple(sorted(sources, key=lambda s: (-sources[s], s))),
        naming=first.naming,
        role=first.role,
        country=countries[0] if len(countries) == 1 else None,
        name=name,
        institution=institution,
        statements=len(statements),
        countries=countries,
        set_in=first.country if first.country and not countries else None,
    )


def personal_name(words: str, key: str, common: Set[str] = frozenset()) -> Name | None:
    """The personal name in the words for a speaker: those that their id was made of, with the word
    after a particle ('Ursula von der' Leyen); else the last capitalised words that are no title."""
    plain = re.sub(r"-\d+$", "", key)
    tokens = words.split()
    for start in range(len(tokens)):
        for end in range(start + 1, min(len(tokens), start + _MOST_NAME_WORDS) + 1):
            cleaned = [re.sub(r"^\W+|[^\w.]+$|['’]s$", "", t) for t in tokens[start:end]]
            if slugify(" ".join(cleaned)) == plain:
                last = end
                while last < len(tokens) and fold(tokens[last - 1]) in PARTICLES:
                    last += 1
                name, first = _clean(tokens[start:last]), start
                if name is not None and name.bare:
                    # 'Eva Lund', whose id is 'lund'; 'Eva "Evi" Lund', whose id is 'eva'
                    while first > 0 and _is_given(tokens[first - 1], common):
                        first -= 1
                    while last < len(tokens) and _continues(tokens, last, common):
                        last += 1
                    name = _clean([t for t in tokens[first:last] if t[:1] not in "\"“‘'("])
                return name
    return _clean(re.sub(r"['’]s\b", "", words).split(",")[0].split())


def _is_given(word: str, common: Set[str]) -> bool:
    """Whether a word before a surname can be a given name: no possessor's ('Norland's Lund')."""
    return can_be_given(word, common) and not word.endswith(("'s", "’s"))


def _continues(tokens: Sequence[str], at: int, common: Set[str]) -> bool:
    """Whether a name goes on: no comma before, and a nickname in marks or a capitalised word."""
    word = tokens[at].strip(",.")
    quoted = word[:1] in '"“‘' and at + 1 < len(tokens) and tokens[at + 1][:1].isupper()
    capital = word[:1].isupper() and can_be_given(word, common)
    return not tokens[at - 1].endswith((",", ":", ";", "'s", "’s")) and (quoted or capital)


def _clean(tokens: Sequence[str]) -> Name | None:
    """The name in words, titles before it left out."""
    kept = [re.sub(r"^[^\w]+|[^\w.'’-]+$", "", token) for token in tokens]
    kept = [token for token in kept if token]
    while kept and is_title(kept[0]):
        kept = kept[1:]
    if not kept or any(c.isdigit() for word in kept for c in word):
        return None
    proper = all(_has_capital(word) or fold(word) in PARTICLES for word in kept)
    return name_of(" ".join(kept)) if proper else None


def _has_capital(word: str) -> bool:
    """'Assad', 'al-Assad', 'd'Estaing'."""
    return any(part[:1].isupper() for part in re.split(r"[-'’]", word))


def person_in(local: Local, known: Set[str], bare: Set[str]) -> Name | None:
    """The person whose name was taken for an institution's ('Hungary's Orban', 'Mr Flake').

    Args:
        local: a speaker that has an ``institution``.
        known: full names of the study's named speakers, each in its shared spelling.
        bare: surnames of those of them whom the article names in full.
    """
    if local.institution is None:
        return None
    if re.search(re.escape(local.institution.name) + r"['’]s?\s+\w", local.words.replace("’", "'")):
        return None  # 'Mr Seary's son-in-law' is another
    phrase = re.sub(r"['’]s?(?=\s|$)", "", local.institution.name).split()
    words = list(phrase)
    while words and is_no_name(words[0]):
        words = words[1:]
    name = name_of(" ".join(words)) if words else None
    if name is None or any(word[:1].islower() or is_no_name(word) for word in words):
        return None
    if not name.bare:
        return name if " ".join(name.spellings) in known else None
    titled = len(phrase) == len(words) + 1 and bool(gender_of(phrase[0]))
    return name if titled or surname(name) in bare else None


def _medium(key: str) -> Institution | None:
    """The medium that an id is made of."""
    plain = re.sub(r"-\d+$", "", key)
    name = _media().get(plain)
    return Institution(name, frozenset({f"medium {plain}"}), "", False) if name else None


@lru_cache(maxsize=1)
def _media() -> dict[str, str]:
    return {slugify(medium.name): medium.name for medium in lexicon.media().values()}
