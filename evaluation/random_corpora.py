"""Random articles, odd ones among them, on which two versions of the code are compared.

The sentences come from the invented story of ``evaluation.corpora``. What is odd is drawn, too:
copy without a statement or without a date, one outlet alone, quotations of every make, sentences
that several articles share, agency copy, copy without an outlet, copy of one line. The same seed
makes the same articles.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from evaluation.corpora import STORY, Row, fresh_sentence

# Outlets with a profile of their own, beside those of the story, which have none.
_PROFILED = ("Global Times", "Yonhap", "DNA", "The Korea Herald", "Ahram Online")
_SAYING = ('"', "said", "told", "call", "say")
_MOST_OUTLETS = 5
_MOST_ARTICLES = 3
_Make = Callable[[Mapping[str, Any], random.Random, set[str], Sequence[str]], list[str]]


def random_corpus(seed: int) -> list[Row]:
    """The articles of one seed: two to fifteen, by one to five outlets."""
    story = tomllib.loads(STORY.read_text("utf-8"))
    rng = random.Random(seed)
    known = [*_PROFILED, *(outlet["name"] for outlet in story["outlets"])]
    outlets = rng.sample(known, rng.choice((1, 2, 3, _MOST_OUTLETS)))
    dates = rng.choice((_same_week, _years_apart, _none))
    most = 2 if len(outlets) == 1 else 1
    articles = [
        outlet for outlet in outlets for _ in range(rng.randint(most, max(most, _MOST_ARTICLES)))
    ]
    used: set[str] = set()
    earlier: list[str] = []
    rows: list[Row] = []
    for outlet in articles:
        make = rng.choice(_MAKES)
        sentences = make(story, rng, used, earlier)
        earlier += sentences
        row = {
            "outlet": outlet,
            "title": fresh_sentence(story["headlines"]["lines"], story, rng, used).rstrip("."),
            "published": dates(rng),
            "byline": rng.choice(("", "", "By Ana Ruiz", "By Ana Ruiz in Busan")),
            "text": _paragraphs(sentences, rng),
        }
        without = rng.choice(("", "", "", "outlet", "title"))
        rows.append({key: value for key, value in row.items() if value and key != without})
    return rows


def _same_week(rng: random.Random) -> str:
    return f"2031-02-{rng.randint(10, 16)}"


def _years_apart(rng: random.Random) -> str:
    return rng.choice(("", f"{rng.randint(1999, 2031)}-{rng.randint(1, 12):02}-28"))


def _none(_: random.Random) -> str:
    return ""


def _plain(
    story: Mapping[str, Any], rng: random.Random, used: set[str], _: Sequence[str]
) -> list[str]:
    """Sentences of all topics, as an article has them."""
    topics = list(story["topics"])
    return [
        fresh_sentence(story["topics"][rng.choice(topics)], story, rng, used)
        for _ in range(rng.randint(4, 16))
    ]


def _without_statements(
    story: Mapping[str, Any], rng: random.Random, used: set[str], _: Sequence[str]
) -> list[str]:
    """Nobody says anything."""
    silent = [
        template
        for templates in story["topics"].values()
        for template in templates
        if not any(word in template for word in _SAYING)
    ]
    return [fresh_sentence(silent, story, rng, used) for _ in range(rng.randint(3, 9))]


def _quotations(
    story: Mapping[str, Any], rng: random.Random, used: set[str], earlier: Sequence[str]
) -> list[str]:
    """Quotation marks of every make: curly, single, nested, over two paragraphs, left open."""
    sentences = _plain(story, rng, used, earlier)
    odd = [
        "“We will not sign,” said a spokesman. “Not this year,” he added.",
        "'The past is not past,' the mayor of Busan told reporters.",
        '"He said \'no\' twice," the minister recalled, "and then he left."',
        '"This is the first half of what I have to say.',
        'The "so-called" pact was called "a gift" by critics, who asked not to be named.',
        "„Es ist genug“, said a diplomat from Berlin; « assez », said another from Paris.",
        "According to a report by the ministry, trade fell by 4.5% in the U.S. and Japan.",
        "She said: the door is open",
    ]
    for sentence in rng.sample(odd, rng.randint(2, 5)):
        sentences.insert(rng.randint(0, len(sentences)), sentence)
    return sentences


def _shared(
    story: Mapping[str, Any], rng: random.Random, used: set[str], earlier: Sequence[str]
) -> list[str]:
    """A passage of an earlier article, word for word."""
    sentences = _plain(story, rng, used, earlier)
    if earlier:
        first = rng.randrange(len(earlier))
        sentences[2:2] = earlier[first : first + rng.randint(2, 6)]
    return sentences


def _agency(
    story: Mapping[str, Any], rng: random.Random, used: set[str], earlier: Sequence[str]
) -> list[str]:
    """Copy of an agency, which other articles of the corpus may carry as well."""
    sentences = _plain(story, rng, used, earlier)
    agency = rng.choice(list(story["wire"]))
    sentences[1:1] = story["wire"][agency]
    sentences[0] = f"SEOUL ({agency}) - {sentences[0]}"
    return sentences


def _one_line(
    story: Mapping[str, Any], rng: random.Random, used: set[str], _: Sequence[str]
) -> list[str]:
    """As short as an article can be."""
    return [fresh_sentence(story["topics"]["lead"], story, rng, used)]


# Plain copy most often: the odd is odd beside something.
_MAKES: tuple[_Make, ...] = (
    _plain,
    _plain,
    _plain,
    _without_statements,
    _quotations,
    _quotations,
    _shared,
    _agency,
    _agency,
    _one_line,
)


def _paragraphs(sentences: Sequence[str], rng: random.Random) -> str:
    rest, paragraphs = list(sentences), []
    while rest:
        size = rng.choice((1, 1, 2, 3))
        paragraphs.append(" ".join(rest[:size]))
        rest = rest[size:]
    return "\n\n".join(paragraphs)
