"""Who acts in headlines, and names over which the outlets part."""

from __future__ import annotations

import pytest

from framing import analyse, compare, read
from framing.findings import Finding, write_findings

BODY = "The harbour of Norland was closed on Monday. No ferry sailed in the evening."


def _findings(tmp_path, heads, bodies=None) -> list[Finding]:
    for name, head in heads.items():
        text = (bodies or {}).get(name, "")
        folder = tmp_path / f"The {name.title()} Post"
        folder.mkdir()
        (folder / "1.txt").write_text(
            f"{head}\n\n{text} {BODY} At {name} pier it was calm.\n", "utf-8"
        )
    return list(write_findings(compare(analyse(read(tmp_path)))).key)


def test_one_headline_alone_says_who_did_it(tmp_path):
    found = _findings(
        tmp_path,
        {
            "alder": "Two fishermen killed in harbour of Norland",
            "birch": "Fishermen killed near harbour",
            "cedar": "Coast guard kills two fishermen",
        },
    )
    told = [f for f in found if "says who did it" in f.title]
    assert [f.title for f in told] == ["Only The Cedar Post’s headline says who did it"]
    assert "‘Coast guard kills’" in told[0].text
    assert told[0].number == "1 of 3"


def test_by_and_its_doer_say_who_did_it(tmp_path):
    found = _findings(
        tmp_path,
        {
            "alder": "Two fishermen killed by coast guard",
            "birch": "Fishermen killed near harbour",
            "cedar": "Coast guard kills two fishermen",
        },
    )
    assert [f.title for f in found if "who did it" in f.title] == [
        "Only The Birch Post’s headline does not say who did it"
    ]


REBELS = "Rebels attacked the harbour."
TERRORISTS = "Terrorists attacked the harbour."
HEADS = dict.fromkeys(("alder", "birch", "cedar", "dogwood"), "Attack on the harbour of Norland")


@pytest.mark.parametrize(
    ("dogwood", "parts"),
    [
        (TERRORISTS, True),
        (f"{TERRORISTS} {REBELS}", False),
        ('The mayor said: "Terrorists attacked the harbour." Gunmen fled.', False),
    ],
    ids=["two against two", "one has both", "quoted in one"],
)
def test_names_part_the_outlets(tmp_path, dogwood, parts):
    bodies = {"alder": REBELS, "birch": REBELS, "cedar": TERRORISTS, "dogwood": dogwood}
    found = [f for f in _findings(tmp_path, HEADS, bodies) if "part the outlets" in f.title]
    assert bool(found) is parts
    if parts:
        assert found[0].number == "2 and 2"
        assert found[0].text == (
            "The Cedar Post and The Dogwood Post have ‘terrorists’; The Alder Post and The Birch "
            "Post have ‘rebels’. None of them has a name of the other kind."
        )


@pytest.mark.parametrize(("times", "parts"), [(4, True), (3, False)])
def test_an_outlet_leans_to_a_name_that_it_hardly_ever_gives_up(tmp_path, times, parts):
    things = ["ferry", "quay", "market", "school"][:times]
    often = " ".join(f"Terrorists attacked the {thing}." for thing in things)
    bodies = {
        "alder": REBELS, "birch": REBELS, "cedar": TERRORISTS, "dogwood": f"{often} {REBELS}"
    }  # fmt: skip
    found = [f for f in _findings(tmp_path, HEADS, bodies) if "part the outlets" in f.title]
    assert bool(found) is parts
    if parts:
        assert found[0].text.endswith(
            "A name of the other kind stands 1 of 5 times in The Dogwood Post, in the rest never."
        )
        assert "hardly ever" in found[0].label


def _named(times_usual: int, times_other: int) -> str:
    usual = ["North Korea fired a missile over Japan.", "Japan warned North Korea."]
    other = "The DPRK fired a missile over Japan."
    return " ".join([usual[i % 2] for i in range(times_usual)] + [other] * times_other)


@pytest.mark.parametrize(
    ("birch", "cedar", "told"),
    [
        (_named(3, 0), _named(1, 4), ["Only The Cedar Post mostly says ‘DPRK’"]),
        (_named(3, 0), _named(4, 3), []),
        (_named(2, 2), _named(1, 4), []),
    ],
    ids=["one alone", "not mostly", "another has it as often"],
)
def test_one_outlet_alone_has_another_name_of_a_country(tmp_path, birch, cedar, told):
    bodies = {"alder": _named(3, 0), "birch": birch, "cedar": cedar}
    heads = dict.fromkeys(bodies, "Missile over Japan")
    found = [f.title for f in _findings(tmp_path, heads, bodies) if "mostly says" in f.title]
    assert found == told


def test_one_speaker_makes_most_of_the_statements(tmp_path):
    things = "pier ferry crane dock lamp rope gate wall roof".split()
    says = [f"“The {thing} has been bad for years,” said Lena Brandt." for thing in things]
    others = ["Ole Holm", "Mia Dahl", "Jon Berg", "Ida Lund", "Per Vik", "Eva Moe", "Kai Aas"]
    each = [f"“The pier was bad,” said {name}." for name in (*others, "Lena Brandt", "Liv Bakke")]
    met = "Dockers met in the old hall of the town on Monday."
    bodies = {"alder": "\n\n".join((met, *says)), "birch": "\n\n".join(each)}
    found = _findings(tmp_path, {"alder": "Pier closed", "birch": "Pier shut"}, bodies)
    told = [f for f in found if "One speaker" in f.title]
    assert [f.title for f in told] == ["One speaker makes most of the statements in The Alder Post"]
    assert told[0].number == "9 of 9"


@pytest.mark.parametrize("transcript", [True, False])
def test_a_transcript_has_no_quotation_marks_to_compare(tmp_path, transcript):
    things = "pier ferry crane dock lamp rope gate wall roof".split()
    quoted = [
        f"“The {t} has been bad for years,” said {n}." for t, n in zip(things, NAMES, strict=True)
    ]
    told = [
        f"{'BRANDT: We' if number % 2 else 'HOLM: They'} saw that the {thing} was bad."
        if transcript
        else f"{name} said that the {thing} was bad."
        for number, (thing, name) in enumerate(zip(things, NAMES, strict=True))
    ]
    bodies = {
        "alder": "\n\n".join(quoted), "birch": "\n\n".join(quoted), "cedar": "\n\n".join(told)
    }  # fmt: skip
    heads = dict.fromkeys(bodies, "Pier of Norland closed after complaints")
    found = [f.title for f in _findings(tmp_path, heads, bodies)]
    marks = [title for title in found if "Cedar" in title and "quoted words" in title]
    assert bool(marks) is not transcript


NAMES = "Ole Holm,Mia Dahl,Jon Berg,Ida Lund,Per Vik,Eva Moe,Kai Aas,Lena Brandt,Liv Bakke".split(
    ","
)
