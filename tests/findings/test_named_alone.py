"""Names that one outlet's articles have and no other's."""

import pytest

from framing import analyse, compare, read
from framing.findings.named_alone import names_alone

STORY = "Harbour of Estsuda closed\n\nThe council of Estsuda closed the old harbour on Monday.\n\n"
PLAIN = f"{STORY}No ship of Norland may use the quay, it said. The ferry of Norland turned back."


def alone(tmp_path, **texts):
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(f"{text}\n", encoding="utf-8")
    return names_alone(compare(analyse(read(tmp_path))))


def test_a_name_in_one_copy_alone_is_told_in_full(tmp_path):
    more = "\n\nCranes from Ruben Haas stand on the quay. The owner, Haas, has six of them."
    assert alone(tmp_path, alder=PLAIN + more, birch=PLAIN) == {"unknown-alder": ["Ruben Haas"]}


@pytest.mark.parametrize(
    "elsewhere",
    [
        "Photo: cranes of Haas at work.",  # a caption
        "The cranes are Haas's.",
        "A shipper, R. Haas, owns the cranes.",
    ],
)
def test_a_name_that_stands_anywhere_in_another_is_not_alone(tmp_path, elsewhere):
    more = "\n\nCranes from Ruben Haas stand on the quay. The owner, Haas, has six of them."
    assert alone(tmp_path, alder=PLAIN + more, birch=f"{PLAIN}\n\n{elsewhere}") == {}


@pytest.mark.parametrize(
    ("told", "elsewhere"),
    [
        ("Ships of Sweden wait. The flag of Sweden flew.", "Swedish ships wait at sea."),
        (
            "The Port Safety Board met. The ruling of the Port Safety Board came late.",
            "The PSB met on Sunday.",
        ),
        ("The PSB met. The ruling of the PSB came late.", "The Port Safety Board met on Sunday."),
        ("Boats left Huraytan. In Huraytan it was dark.", "Boats left Haritan after dark."),
    ],
)
def test_a_country_by_its_people_and_a_body_by_its_initials_are_one(tmp_path, told, elsewhere):
    found = alone(tmp_path, alder=f"{PLAIN}\n\n{told}", birch=f"{PLAIN}\n\n{elsewhere}")
    assert found.get("unknown-alder", []) == []
