"""Paragraphs that open with a name: round-ups of opinions, and interviews by letters."""

from __future__ import annotations

import pytest

from framing.analysers.sources import Sources
from framing.clean import clean
from framing.models import Naming, Role, Statement
from framing.outlets import load_outlets
from framing.text.parse import parse_articles

OUTLETS = load_outlets()
WAYS = {way: Sources(OUTLETS, way=way) for way in ("tagger", "rules")}
HEAD = (
    "Why the talks failed\n\nFog closed the port on Monday, and no date was set for the quay.\n\n"
)


@pytest.fixture(params=["tagger", "rules"])
def way(request):
    return request.param


def read(text: str, way: str) -> list[tuple[Statement, str]]:
    """What an article says in others' words, each with its own."""
    article = clean(text, id="a", path="a.txt", outlets=OUTLETS)
    analyser = WAYS[way]
    parsed = next(parse_articles([article], analyser.needs))
    told = analyser.analyse(parsed, article).statements
    return [(s, " … ".join(c.of(article.text) for c in s.content)) for s in told if s.speech]


def test_paragraphs_that_open_with_a_name_are_that_persons(way):
    found = read(
        f"{HEAD}Jane Smith, director of the Harbour Institute: The talks failed because nobody "
        "wanted them. The port is poor.\n\n"
        "Peter Lund, a professor of history from Norway: They will be back in May.\n\n"
        "Maria Costa: The quay is what the port needs.\n\n"
        "The talks go on without them.",
        way,
    )
    assert [(s.speaker_id, s.role, words) for s, words in found] == [
        (
            "jane-smith",
            Role.EXPERT,
            "The talks failed because nobody wanted them. The port is poor",
        ),
        ("peter-lund", Role.EXPERT, "They will be back in May"),
        ("maria-costa", None, "The quay is what the port needs"),
    ]
    assert found[1][0].country == "NO"
    assert found[0][0].speaker == "Jane Smith, director of the Harbour Institute"


def test_with_quotation_marks_the_name_is_read_alike(way):
    found = read(
        f"{HEAD}Jane Smith (director, Harbour Institute): “The talks failed. Nobody came.”\n\n"
        "Peter Lund: “They will be back in May.”",
        way,
    )
    assert [(s.speaker_id, s.voice.value) for s, _ in found] == [
        ("jane-smith", "direct"),
        ("peter-lund", "direct"),
    ]


def test_names_in_capitals_and_on_lines_of_their_own(way):
    found = read(
        f"{HEAD}JANE SMITH:\n\nWe never wanted the talks, and we said so.\n\n"
        "PETER LUND: They will be back in May.\n\nJANE SMITH: I do not think that they will.",
        way,
    )
    assert [(s.speaker_id, s.naming) for s, _ in found] == [
        ("jane-smith", Naming.NAMED),
        ("peter-lund", Naming.NAMED),
        ("jane-smith", Naming.NAMED),
    ]


@pytest.mark.parametrize(
    "paragraphs",
    [
        # one alone
        ["Jane Smith, director of a school: The talks failed because nobody wanted them."],
        # other people's lives
        [
            "Jane Smith, director of a school: She led it for ten years.",
            "Peter Lund, 34, baker: The former sailor leaves two children.",
            "Maria Costa, teacher: Costa was on her way home.",
        ],
        [
            "Jane Smith, 34, of Oslo: The road was dark.",
            "Peter Lund, 50, of Oslo: The car was old.",
        ],
        # players and their marks
        ["Jane Smith, goalkeeper: Made one good save.", "Peter Lund, captain: Led from the front."],
        # places, dates, things
        ["Oslo, Norway: The port was closed.", "Monday, May 3: The port was open again."],
        ["The old quay: It was built in May.", "The new quay: It will be built in June."],
        ["Related: The port was closed on Monday.", "EXCLUSIVE: The port was open on Friday."],
        ["PORT NEWS — Our Peter Lund: “The port is open.”", "SEA — Quay Post: “It is cold.”"],
    ],
)
def test_what_opens_alike_and_is_nobodys_words(paragraphs, way):
    found = read(HEAD + "\n\n".join([*paragraphs, "The ferry left at nine."]), way)
    assert not [words for s, words in found if "opens a paragraph" in s.decided["content"]]
    assert not [words for s, words in found if "transcript" in s.decided["content"]]


def test_a_verb_of_saying_before_the_colon_is_read_as_ever(way):
    found = read(
        f"{HEAD}Jane Smith, who lives nearby, told the paper: “I heard a crash at six.”\n\n"
        "Peter Lund, a baker, said: “It was a lorry, and it was on fire.”",
        way,
    )
    assert [s.speaker_id for s, _ in found] == ["jane-smith", "peter-lund"]
    assert all("opens a paragraph" not in s.decided["content"] for s, _ in found)


@pytest.mark.parametrize(
    ("ask", "answer"), [("Q", "A"), ("Question", "Answer"), ("INTERVIEWER", "INTERVIEWEE")]
)
def test_in_an_interview_who_answers_is_one_speaker_and_who_asks_is_none(ask, answer, way):
    found = read(
        f"{ask}: Did the port know of the fog?\n\n{answer}: We knew on Friday, and we said so.\n\n"
        f"{ask}: Why was the ferry not told?\n\n{answer}: That was a mistake.",
        way,
    )
    assert [words for _, words in found] == [
        "We knew on Friday, and we said so",
        "That was a mistake",
    ]
    assert len({s.speaker_id for s, _ in found}) == 1
    assert {s.naming for s, _ in found} == {Naming.UNNAMED}
