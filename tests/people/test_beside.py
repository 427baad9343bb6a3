"""A country that another article of the study tells beside a person's name."""

from __future__ import annotations

import pytest

from framing.people import speakers_of, with_study_speakers
from tests.people.studies import article, person


@pytest.mark.parametrize(
    ("texts", "countries"),
    [
        (["The talks came after South Korean President Otto Dahl fell ill."], ("KR",)),
        (["The talks came after Peru's prime minister Otto Dahl fell ill."], ("PE",)),
        (["The talks came after Peru beat Otto Dahl."], ()),
        (
            [
                "The talks came after South Korean President Otto Dahl fell ill.",
                "The talks came after Peru's President Otto Dahl fell ill.",
            ],
            (),
        ),
    ],
)
def test_a_country_beside_the_name_in_another_article_is_the_speakers(texts, countries):
    speaks = article("A", person("Otto Dahl"))
    analyses = [speaks, *(article(f"B{n}", text=text) for n, text in enumerate(texts))]
    study = speakers_of(analyses)
    carried = with_study_speakers(analyses, study)
    assert [s.countries for s in carried[0].statements] == [countries]
    assert study.speakers["otto-dahl"].country == (countries[0] if countries else None)
