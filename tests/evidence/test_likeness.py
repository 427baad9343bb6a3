"""Articles of another matter are told, and take part in no comparison."""

import pytest

from framing import analyse, compare, read
from framing.findings import write_findings

FIRE = "Firefighters fought a blaze at a {} warehouse in the harbour of Suda on Monday night."
STORY = {
    "ash": ("Fire destroys warehouse in harbour of Suda", FIRE.format("large")),
    "birch": ("Suda harbour blaze: warehouse burns down", FIRE.format("paint")),
    "cedar": ("Warehouse fire in Suda under control", FIRE.format("grain")),
}
MORE = (
    "The fire service said that nobody was hurt. Smoke from the harbour warehouse could be seen "
    "across the town. Police are looking for the cause of the fire."
)
OTHER = (
    "Striker signs for Norland champions",
    "The striker has signed a four-year contract with the champions of the Norland league.",
    "He scored twenty goals last season. The club said that he would play on Saturday. Fans waited "
    "at the stadium for hours.",
)


def compared(tmp_path, articles):
    for name, (title, lead, more) in articles.items():
        text = f"{title}\n\n{lead}\n\n{more}\n"
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return compare(analyse(read(tmp_path)))


@pytest.fixture
def fire():
    return {name: (*said, MORE) for name, said in STORY.items()}


def test_an_article_of_another_matter_takes_no_part(tmp_path, fire):
    found = compared(tmp_path, {**fire, "dogwood": OTHER})
    [flag] = [flag for flag in found.flags if flag.kind == "likeness"]
    assert flag.article_ids == ("dogwood",)
    assert "another matter" in flag.consequence
    assert found.apart == {found.refs["dogwood"]: "matter"}
    assert {gap.outlet for gap in found.gaps} <= {"unknown-ash", "unknown-birch", "unknown-cedar"}
    assert not any(finding.outlet == "unknown-dogwood" for finding in write_findings(found).key)


def test_articles_of_one_story_are_alike(tmp_path, fire):
    found = compared(tmp_path, fire)
    assert not found.apart
    assert not {flag.kind for flag in found.flags} & {"likeness", "stories"}


def test_two_articles_of_two_matters_are_told_to_be_so(tmp_path, fire):
    found = compared(tmp_path, {"ash": fire["ash"], "dogwood": OTHER})
    assert [flag.kind for flag in found.flags if flag.kind == "stories"]
    assert not found.apart


def test_a_newsletter_of_many_matters_takes_no_part(tmp_path, fire):
    title, lead, more = fire["cedar"]
    others = [
        "The striker scored twice for the champions on Saturday afternoon.",
        "A singer from Norland will tour the coast with a new record in June.",
        "Shares of the largest bank rose by two per cent after its report.",
        "The film about a lighthouse keeper won three prizes at the festival.",
        "Farmers expect a poor harvest of plums because of the late frost.",
    ]
    weeks = [" ".join(f"In week {n}: {each}" for each in others) for n in range(13)]
    letter = f"{more}\n\n" + "\n\n".join(weeks)
    found = compared(tmp_path, {**fire, "dogwood": (f"Morning letter: {title}", lead, letter)})
    assert found.apart == {found.refs["dogwood"]: "matter"}
    [flag] = [flag for flag in found.flags if flag.kind == "likeness"]
    assert "other matters" in flag.what


def test_another_side_of_the_story_is_no_other_matter(tmp_path, fire):
    side = (
        "Families bring soup to harbour gate after Suda warehouse fire",
        "Women from the old town carried bread and soup to the harbour gate on Tuesday for those who "
        "had fought the blaze.",
        "My husband has swept these sheds for thirty years, said one of them, and he is not young. "
        "Some of the braziers were used in the winter when the river froze.",
    )
    assert not compared(tmp_path, {**fire, "dogwood": side}).apart


FEATURE = (
    "The three cooks who uncovered Ferrygate",
    "Ann Lee, Otto Lund and Eva Dahl came to the island to bake bread for its school.",
    "They are not proud of what followed. Their kitchen lies in a wood, far from any road. Otto still "
    "bakes there, and Eva has opened a shop for lamps.",
)
GATE = {
    "ash": (
        "Ferrygate costs weigh on Norland Lines",
        "Norland Lines lost a third of its profit in May.",
    ),
    "birch": (
        "‘Ferrygate’: court opens hearings",
        "A court of Velda heard the owners of ships on Monday.",
    ),
    "cedar": (
        "Ferrygate scandal widens to two more lines",
        "Inspectors raided two offices on Tuesday.",
    ),
    "elm": (
        "No refund over Ferrygate, says minister",
        "Passengers will get no money, the minister said.",
    ),
}


@pytest.mark.parametrize(("name", "apart"), [("Ferrygate", 0), ("Harbour", 1)])
def test_a_feature_that_says_the_rare_name_of_the_matter_is_of_it(tmp_path, name, apart):
    rest = {
        outlet: (title.replace("Ferrygate", name), lead, MORE.replace("Smoke", f"Smoke {outlet}"))
        for outlet, (title, lead) in GATE.items()
    }
    title, lead, more = FEATURE
    found = compared(tmp_path, {**rest, "dogwood": (title.replace("Ferrygate", name), lead, more)})
    assert len(found.apart) == apart
