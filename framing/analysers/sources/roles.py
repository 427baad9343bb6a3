"""Naming and role of a speaker, from the words that describe them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from framing.analysers.sources import lexicon
from framing.analysers.sources.phrases import Phrase
from framing.models import Naming, Role

# With these about, a captain or an attacker is a player, no soldier.
_SPORT = frozenset(
    "match matches coach referee players striker goalkeeper league championship tournament scored "
    "goal goals innings wicket midfielder defender season cup golf golfer birdie singles tennis "
    "prix lap laps racing f1 motogp pitch midfield kickoff halftime touchdown playoffs tournament "
    "olympic olympics medal podium stadium champion captain teammates team fans playoff "
    "champions football soccer basketball baseball cricket rugby hockey nba nfl mlb uefa "
    "scorer".split()
)
_SHOW = frozenset(
    "film films movie movies actor actors actress actresses hollywood oscar oscars emmy emmys "
    "grammy grammys album albums song songs singer rapper band concert premiere premiered starring "
    "screenplay screenwriter filmmaker filmmakers filming sequel trailer celebrity celebrities "
    "sitcom soundtrack co-star showbiz theatre playwright musical box-office".split()
)
_SPORT_NOUNS = frozenset(
    {"captain", "manager", "defender", "forward", "veteran", "director", "boss", "driver", "guard"}
)
_MIN_SPORT_WORDS = 2
_SURELY_SPORT = 5  # words from which whoever is named without an office is of the sport
# A head that tells nobody's office.
_PRIVATE = frozenset("man woman boy girl couple teen teenager mother father".split())
_COURTESIES = frozenset({"dr", "prof"})
_WEAK_BODIES = frozenset({"country", "nation", "state", "leadership"})
_FAMILY = frozenset(
    "brother sister son daughter father mother husband wife child children house home".split()
)


def naming_of(phrase: Phrase) -> tuple[Naming | None, str]:
    """How the copy names the speaker, with the ground for it; None where nothing tells whose a
    proper name is."""
    known = lexicon.roles()
    noun = phrase.noun
    occupation = noun in known.person or noun in known.plain
    crowd = known.body.get(noun) is Role.CITIZEN
    naming: Naming | None = Naming.UNNAMED
    ground = "no name and no organisation"
    body = head_body(phrase)
    if phrase.name:
        naming, ground = Naming.NAMED, f"the name '{phrase.name}'"
    elif phrase.sort == "persons":
        naming, ground = Naming.NAMED, "personal names"
    elif (noun in known.document or _is_work(phrase) or _counts(phrase)) and phrase.sort != "place":
        naming, ground = Naming.DOCUMENT, f"'{noun}' is a document"
    elif phrase.sort == "name":
        naming, ground = None, "a proper name, and nothing tells whether a person's"
    elif phrase.sort in ("place", "organisation"):
        naming, ground = Naming.INSTITUTION, "a proper name that is no person's"
    elif body is not None and " " in body and not crowd and not (phrase.plural and _loose(phrase)):
        naming, ground = Naming.INSTITUTION, f"'{body}' is an organisation"
    elif occupation or crowd:
        ground = f"'{noun}' without a name"
    elif noun in known.body or noun in lexicon.media():
        naming, ground = Naming.INSTITUTION, f"'{noun}' is an organisation"
    return naming, ground


def _counts(phrase: Phrase) -> bool:
    """Whether 'figures' are numbers: 'figures from the ministry', 'the latest figures', 'UN
    figures'; 'senior figures in the party' are people."""
    if phrase.noun != "figure" or not phrase.plural:
        return False
    at = next((i for i, word in enumerate(phrase.words) if word == "figures"), 0)
    before, behind = phrase.words[:at], phrase.words[at + 1 : at + 2]
    issued = any(entry in lexicon.roles().body for _, entry in entries(before))
    return issued or behind in (("from",), ("for",)) or bool(_LATEST.intersection(before))


_LATEST = frozenset({"latest", "new", "official", "recent"})


def _is_work(phrase: Phrase) -> bool:
    """Whether a proper name is that of papers, rules and the like: 'the Panama Papers'."""
    proper = phrase.sort in ("organisation", "name")
    return proper and phrase.noun.endswith("s") and _singular(phrase.noun) in _WORKS


_WORKS = frozenset({"paper", "file", "leak", "accord", "convention", "rule", "document"})


def _loose(phrase: Phrase) -> bool:
    """Whether a plural names no certain bodies: 'rights groups say'."""
    return not phrase.definite and phrase.sort == "common"


def entries(words: Sequence[str]) -> list[tuple[int, str]]:
    """Entries of the role lists that stand in ``words``, longest first at each place."""
    known = lexicon.roles()
    found, at = [], 0
    words = [plain(word) for word in words]
    while at < len(words):
        for length in range(min(known.longest, len(words) - at), 0, -1):
            entry = " ".join(words[at : at + length])
            single = _singular(entry)
            hit = next((e for e in (entry, single) if _known(e)), None)
            if hit:
                found.append((at, hit))
                at += length - 1
                break
        at += 1
    return found


def plain(word: str) -> str:
    """The word without full stops: 'sen.', 'u.n.'."""
    return word.replace(".", "") if _DOTTED.fullmatch(word) else word.strip(".")


_DOTTED = re.compile(r"(?:\w\.)+\w?\.?")


def _known(entry: str) -> bool:
    known = lexicon.roles()
    return entry in known.person or entry in known.body or entry in known.plain


def _singular(entry: str) -> str:
    if entry.endswith("corps"):
        return entry
    if entry.endswith("ies"):
        return entry[:-3] + "y"
    if entry.endswith("men"):
        return entry[:-3] + "man"
    if entry.endswith(("ches", "shes", "sses")):
        return entry[:-2]
    return entry[:-1] if entry.endswith("s") else entry


# What an institution is called, too, whatever it does: a word that says more goes first.
WEAK_HEADS = frozenset(
    "committee commission council agency office group society campaign command institute "
    "institution academy school college laboratory observatory centre center department bureau "
    "authority mission business industry industries survey team leadership force forces".split()
)
# Offices of clubs, companies and charities, too.
_WEAK_TITLES = frozenset(
    {
        "president",
        "vice president",
        "governor",
        "secretary",
        "secretary general",
        "founder",
        "co founder",
        "manager",
        "whip",
    }
)
FORMER = "a former"  # with which the ground for such a role opens
FORMER_WORDS = frozenset({"former", "ex", "onetime", "retired", "late"})


def role_of(
    phrase: Phrase,
    article_words: frozenset[str],
    clause: Sequence[str] = (),
    office: Sequence[str] = (),
) -> tuple[Role | None, str]:
    """The role that a phrase tells, with the word it rests on; None where it tells none.

    A noun that names an occupation decides; else the organisation that stands with a plain noun
    ('army spokesman', 'official at the ministry'). ``clause``: words of its relative
    clauses; ``office``: those of the one that tells the office ('who heads …').
    """
    known = lexicon.roles()
    medium = _medium(phrase)
    if medium:
        return Role.MEDIA, f"'{medium.name}' is {'an agency' if medium.agency else 'an outlet'}"
    words = [_spoken(w) for each in (*_own_words(phrase), *office) for w in _parts(each)]
    words = words[: _before_topic(words)]
    placed = entries(words)
    placed = [p for p in placed if not _qualifies(p, placed)]
    found = _own_entries(phrase, words, placed)
    if not phrase.name and phrase.noun in known.document and (phrase.plural or not phrase.definite):
        found = [entry for entry in found if entry.split()[-1] != phrase.noun]
    elif not phrase.name and not _several(phrase) and (body := head_body(phrase)) is not None:
        return _of_institution(found, body, words)
    if phrase.plural or phrase.noun in _QUANTITIES:  # 'dog owners', 'owners of the phone'
        found = [entry for entry in found if entry != "owner"]
    if not phrase.name:  # 'criminal justice experts' are experts
        found.sort(key=lambda e: not (e in known.person and e == _singular(phrase.noun)))
    if not phrase.name and phrase.noun not in found and _WEAK_BODIES.issuperset(found):
        found = []  # 'liberals across the country'
    given_up = _given_up(words, placed)
    found = [e for e in found if e not in given_up] or found
    if "witness" in found or "eyewitness" in found:  # whatever else they are
        return Role.CITIZEN, "'witness'"
    sport = len(_SPORT & article_words) >= _MIN_SPORT_WORDS
    past = _past_office(words, placed)
    if past:
        return Role.OTHER, past
    role, ground = _by_occupation(found, sport, article_words)
    role, ground = _by_standing(role, ground, words, placed, bool(phrase.name))
    if role is None and (private := _private(phrase, article_words)):
        role, ground = Role.CITIZEN, f"'{private}', and no office"
    if role is None and "official" in found:
        role, ground = Role.GOVERNMENT, "'official'"
    if role is None and not phrase.noun in known.document and _tells_of_family(clause):
        role, ground = Role.CITIZEN, "a relative"
    if role is None:
        role, ground = _by_deeds(words, clause)
    if role is None and known.international.intersection(_of_nations(phrase, words)):
        role, ground = Role.GOVERNMENT, "a body of several countries"
    if role is None and phrase.words[-1:] == ("reports",) and not phrase.definite:
        role, ground = Role.MEDIA, "'reports' of nobody named"
    if role is None and not phrase.name and phrase.noun in known.kinds:
        role, ground = known.kinds[phrase.noun], f"what a '{phrase.noun}' is"
    return role, ground


def _tells_of_family(clause: Sequence[str]) -> bool:
    """'Whose brother died', 'who lost her home'."""
    whose = ("whose", "his", "her", "their")
    return any(b in _FAMILY for a, b in pairwise(clause) if a in whose)


def _by_deeds(words: Sequence[str], clause: Sequence[str]) -> tuple[Role | None, str]:
    """The role of who leads a country, or lived through what is told."""
    state = _leads_a_state(words)
    if state:
        return Role.GOVERNMENT, f"'{state}'"
    ordeal = bool(_ORDEALS.intersection(clause))
    return (Role.CITIZEN, "who lived through it, and no office") if ordeal else (None, "")


def _leads_a_state(words: Sequence[str]) -> str:
    """'North Korean leader', 'Rwanda's leaders': of whom a country is, and no group within it."""
    words = [bare for w in words if (bare := w.removesuffix("'s").strip("'"))]
    for at, word in enumerate(words):
        if _singular(word) != "leader":
            continue
        if word == "leaders" and _ANY.issuperset(words[:at]) and "of" not in words[at:]:
            return word  # of whom nothing says that they lead less than countries
        for length in (1, 2):
            before = " ".join(words[max(0, at - length) : at])
            known = lexicon.places()
            kind = known.get(before.title(), known.get(before.upper(), ("", "")))[1]
            if kind in ("people", "name") or before in ("north", "south"):
                return f"{before} {word}"
    return ""


_ANY = frozenset(
    "the two three four both all some many several most other visiting world international foreign "
    "western eu g7 g20 nato".split()
)
# What befalls people, and is no office: 'Shingoose, who survived nine years at a school'.
_ORDEALS = frozenset("survived witnessed fled escaped watched attended witnessing".split())


def _own_entries(
    phrase: Phrase, words: Sequence[str], placed: Sequence[tuple[int, str]]
) -> list[str]:
    """The entries of the role lists that are said of the speaker, and not of somebody beside."""
    known = lexicon.roles()
    placed = [place for place in placed if not _is_adjective(phrase, words, place)]
    found = [entry for _, entry in placed if entry != "local" or phrase.noun in ("local", "locals")]
    found = [entry for entry in found if not _of_others(phrase, entry)]
    if not phrase.name or "rep for" in " ".join(words):
        found = [entry for entry in found if entry != "rep"]  # 'a rep for the singer'
    elif _beside_only(words, found):
        found = []
    if not phrase.plural and phrase.noun not in _QUANTITIES:
        # 'Cardinals quarterback Carson Palmer' is no cardinal.
        teams = {e for at, e in placed if e in known.person and words[at] == e + "s"}
        teams -= {phrase.noun}
        found = [entry for entry in found if entry not in teams]
    return found


_RANKS_TOO = frozenset({"major", "general", "private", "marine", "justice"})  # and adjectives
_AGAINST = frozenset("pro anti non counter".split())
_HELD = frozenset("held controlled occupied besieged".split())
_BEHIND_PRESS = frozenset("release statement conference briefing secretary officer".split())


def _is_adjective(phrase: Phrase, words: Sequence[str], place: tuple[int, str]) -> bool:
    """Whether an entry only describes what stands behind it: 'a major ally', 'the official
    account', 'anti-government', 'rebel-held', 'press release'."""
    at, entry = place
    end = at + len(entry.split())
    before, behind = words[:at], words[end:]
    if entry in _RANKS_TOO:
        return bool(behind) and behind[0] not in _JOINS and words[at] != phrase.noun
    if entry == "official":
        return words[at] == entry and not phrase.name and phrase.noun not in (entry, "officials")
    if entry == "press":
        return bool(behind) and _singular(behind[0]) in _BEHIND_PRESS
    return bool(_AGAINST.intersection(before[-1:]) or _HELD.intersection(behind[:1]))


_STANCES = frozenset(
    "critic opponent supporter backer advocate defender proponent enemy foe rival ally friend fan "
    "admirer follower champion believer observer".split()
)


def _before_topic(words: Sequence[str]) -> int:
    """Where what someone is for or against begins: 'a critic of military aid' is no soldier."""
    for at, (word, after) in enumerate(pairwise(words)):
        if after == "of" and _singular(word) in _STANCES:
            return at + 1
    return len(words)


_JOINS = frozenset("of at from with for in 's".split())


def _beside_only(words: Sequence[str], found: Sequence[str]) -> bool:
    """Whether a body's word only stands before a name ('which hotel Lund meant'), and nothing tells
    that the person is of it. 'Producer', 'partner' are persons', too."""
    known = lexicon.roles()
    body = len(found) == 1 and found[0] in known.body and found[0] not in known.person
    body = body and not found[0].endswith(("er", "or"))
    return body and len(words) <= 2 and words[-1] == found[0] and not _JOINS & set(words)


def _qualifies(place: tuple[int, str], placed: Sequence[tuple[int, str]]) -> bool:
    """Whether an organisation's word only qualifies the next: a police union is a union."""
    at, entry = place
    behind = next((e for start, e in placed if start == at + len(entry.split())), None)
    known = lexicon.roles()
    return (
        entry in known.body
        and entry not in known.person
        and behind in known.body
        and behind not in known.person
        and behind not in WEAK_HEADS
    )


def _own_words(phrase: Phrase) -> Sequence[str]:
    """The words of a phrase; of a document, those before what it is on ('a column on schools')."""
    if phrase.name or phrase.noun not in lexicon.roles().document:
        return phrase.words
    words = phrase.words
    topic = (
        at
        for at, (word, after) in enumerate(pairwise((*words, "")))
        if word in ("on", "about", "into", "over") and not after.endswith("day")
    )
    return words[: next(topic, len(words))]


def _private(phrase: Phrase, article_words: frozenset[str]) -> str:
    """The head that tells nobody's office: 'a man', 'dozens of women', 'half of those asked'."""
    if phrase.noun in _PRIVATE:
        return phrase.noun
    if phrase.noun in ("percent", "half", "third", "quarter") and _ASKED & article_words:
        return phrase.noun
    if phrase.noun in _QUANTITIES and "of" in phrase.words:
        behind = phrase.words[phrase.words.index("of") + 1 :]
        return next((w for w in behind[:1] if {w, _singular(w), w[:-2] + "an"} & _PRIVATE), "")
    return ""


_ASKED = frozenset("survey surveyed poll polled respondents".split())


def _several(phrase: Phrase) -> bool:
    """Whether the head only counts people: 'a group of protesters'."""
    if phrase.noun not in _QUANTITIES or "of" not in phrase.words:
        return False
    behind = phrase.words[phrase.words.index("of") + 1 :]
    known = lexicon.roles().person
    return any(e in known for _, e in entries(behind))


_QUANTITIES = frozenset(
    "one two three four some many most several none both number dozen score hundred thousand couple "
    "group majority minority few all any".split()
)


def _of_others(phrase: Phrase, entry: str) -> bool:
    """Whether a private person's noun is not the speaker's: 'mediators in the hostage talks'."""
    private = lexicon.roles().person.get(entry) is Role.CITIZEN
    heads = (phrase.noun, _singular(phrase.noun))
    counted = phrase.noun in _QUANTITIES and "of" in phrase.words  # 'one of the passengers'
    head = entry.rsplit(maxsplit=1)[-1] in heads
    crowd = lexicon.roles().body.get(entry) is Role.CITIZEN and phrase.name is not None
    return crowd or (private and not (phrase.name or counted or head))


def _of_nations(phrase: Phrase, words: Sequence[str]) -> set[str]:
    """The words that may tell a body of several countries; 'international' and 'western' do only
    beside the head ('western officials', no 'international tax services')."""
    loose = ("international", "western")
    beside = [w for w, after in pairwise(words) if _singular(after) == phrase.noun]
    return {plain(w) for w in words if w not in loose or w in beside}


def head_body(phrase: Phrase) -> str | None:
    """The organisation that the phrase's head is ('guard' of 'the coast guard'), if it is one and
    no person."""
    known = lexicon.roles()
    noun = phrase.noun
    ends = [e for _, e in entries([_spoken(w) for w in phrase.words]) if e.split()[-1] == noun]
    bodies = [e for e in ends if e in known.body and (" " in e or noun not in known.person)]
    if bodies:
        return max(bodies, key=len)
    occupation = noun in known.person or noun in known.plain
    return noun if noun in known.body and not occupation else None


def _of_trade(words: Sequence[str]) -> bool:
    """Whether a body is of a trade: 'the Society of Motor Manufacturers', 'the airline association';
    no 'union of retail workers'."""
    known = lexicon.roles()
    told = [known.body.get(e, known.person.get(e)) for _, e in entries(words)]
    return Role.BUSINESS in told or bool(_TRADES.intersection(words))


_TRADES = frozenset("industry industries trade trades commerce employers retail".split())


def _of_institution(found: Sequence[str], head: str, words: Sequence[str] = ()) -> tuple[Role, str]:
    """What the head says it is; a head such as 'committee' yields to a word that says more."""
    known = lexicon.roles()
    if known.body[head] is Role.CIVIL_SOCIETY and _of_trade(words):
        return Role.BUSINESS, f"'{head}' of a trade"
    if head == "university":  # its scholars are experts; the institution is like any other
        return Role.OTHER, f"'{head}'"
    if head in WEAK_HEADS:
        telling = [e for e in found if e in known.body and e not in WEAK_HEADS]
        longer = [e for e in found if e in known.body and " " in e]
        if head == "team":  # 'her campaign team' is no sports team
            telling = telling or [e for e in found if e in known.body and e != head]
        best = max(longer or telling, key=len, default=head)
        return known.body[best], f"'{best}'"
    # 'The Network for Human Rights' is no broadcaster.
    whole = [e for e in found if e in known.body and (_OBJECT.search(e) or f"{head} for" in e)]
    best = max(whole, key=len, default=head)
    return known.body[best], f"'{best}'"


_OBJECT = re.compile(r"\w+ of \w+ \w+")  # what a body is for, whatever it is called


def _past_office(words: Sequence[str], placed: Sequence[tuple[int, str]]) -> str:
    """'Former prime minister' holds no office any more; empty where another one is told."""
    known = lexicon.roles()
    offices = [(at, e) for at, e in placed if known.person.get(e) in _OFFICIAL or e in _LEADERS]
    offices = [o for o in offices if o[1] not in _PARTISANS] or offices
    for at, _ in offices:
        before = {w.strip(".") for w in words[max(0, at - 3) : at]}
        if not before & FORMER_WORDS:
            return ""
    others = any(e in known.person and known.person[e] not in _OFFICIAL for _, e in placed)
    return f"{FORMER} '{offices[0][1]}'" if offices and not others else ""


def _by_standing(
    role: Role | None,
    ground: str,
    words: Sequence[str],
    placed: Sequence[tuple[int, str]],
    named: bool,
) -> tuple[Role | None, str]:
    """The role that a body gives, by how somebody stands to it: who was of it once is 'other', and
    who speaks for a university is no scholar."""
    entry = ground[1:-1]
    if role in _OFFICIAL and _left_it(words, placed, entry, named):
        return Role.OTHER, f"{FORMER} '{entry}'"
    if entry == "university" and _SPEAKS_FOR.intersection(words):
        return Role.OTHER, ground
    return role, ground


def _left_it(
    words: Sequence[str], placed: Sequence[tuple[int, str]], entry: str, named: bool
) -> bool:
    """Whether somebody was of a body once: 'a former deputy director of the Central Intelligence
    Agency', 'former navy diver Jan Lund'. An organisation itself has nothing before its name."""
    known = lexicon.roles()
    at = next((at for at, e in placed if e == entry), 0)
    titled = named or any(e in known.plain or e in known.person for _, e in placed if e != entry)
    return entry in known.body and titled and bool(FORMER_WORDS.intersection(words[:2], words[:at]))


def _given_up(words: Sequence[str], placed: Sequence[tuple[int, str]]) -> set[str]:
    """Offices that somebody held once: 'MDP leader and former president Mohamed Nasheed'."""
    known = lexicon.roles()
    before = {at: {w.strip(".") for w in words[max(0, at - 2) : at]} for at, _ in placed}
    gone = {e for at, e in placed if before[at] & FORMER_WORDS and e in known.person}
    return gone - {e for at, e in placed if not before[at] & FORMER_WORDS}


_POLICE = frozenset(
    {
        "police",
        "constabulary",
        "fire department",
        "fire service",
        "customs",
        "civil defence",
        "civil defense",
        "coast guard",
        "coastguard",
    }
)
_OFFICIAL = (Role.GOVERNMENT, Role.MILITARY)
_SPEAKS_FOR = frozenset("spokesman spokeswoman spokesperson president official".split())
_PARTISANS = frozenset({"republican", "democrat", "tory", "brexiteer", "lib dem"})
_LEADERS = frozenset({"leader", "chairman", "chairwoman", "head", "chief"})


def _medium(phrase: Phrase) -> lexicon.Medium | None:
    """The medium that the phrase is the name of."""
    bare = re.sub(r"\s?['’]s?$", "", " ".join(phrase.words).removeprefix("the "))
    return None if phrase.name else lexicon.media_lower().get(bare)


def _by_occupation(
    found: Sequence[str], sport: bool, article_words: frozenset[str]
) -> tuple[Role | None, str]:
    """The role that the first occupation tells, else the first organisation."""
    known = lexicon.roles()
    # 'Dr' is a courtesy, 'country' says little: what else the copy says goes first.
    occupations = [e for e in found if e in known.person and e not in _COURTESIES]
    occupations.sort(key=lambda e: e in _PARTISANS)
    bodies = [e for e in found if e in known.body]
    bodies = [e for e in bodies if e not in _WEAK_BODIES] or bodies
    # 'The political office of the rebel group', 'a federation of sovereign indigenous nations'
    bodies.sort(key=lambda e: (e == "office", " " not in e))
    if any(known.body[e] not in (Role.GOVERNMENT, Role.MILITARY, Role.OTHER) for e in bodies):
        occupations = [e for e in occupations if e not in _WEAK_TITLES and e != "officer"]
        bodies = [e for e in bodies if e != "intelligence"]
    courtesies = [e for e in found if e in _COURTESIES]
    for entry in (*occupations[:1], *bodies[:1], *courtesies[:1]):
        role = known.person.get(entry) or known.body[entry]
        player = entry in _SPORT_NOUNS or (role is Role.MILITARY and entry in known.person)
        if role is Role.MILITARY and entry in known.person and _POLICE.intersection(bodies):
            return Role.GOVERNMENT, f"'{entry}' of the police"
        if entry == "officer" and not bodies and "police" in article_words:
            return Role.GOVERNMENT, "'officer' in an article that names the police"
        if sport and player:
            return Role.OTHER, f"'{entry}' in an article about sport"
        return role, f"'{entry}'"
    return None, ""


def _parts(word: str) -> Sequence[str]:
    """The parts of 'U.S.-led', which the parser leaves whole."""
    return word.split("-") if ".-" in word else (word,)


def _spoken(word: str) -> str:
    return word.replace("’", "'").removesuffix("'s")


def is_show(article_words: frozenset[str]) -> bool:
    """Whether an article is about films, music or the stage beyond doubt."""
    return len(_SHOW & article_words) >= _SURELY_SPORT


def is_sport(article_words: frozenset[str]) -> bool:
    """Whether an article is about sport beyond doubt."""
    return len(_SPORT & article_words) >= _SURELY_SPORT
