"""Count a report's figures a second time from its CSV files, and say where they differ.

    python -m evaluation.recompute output/report.data

It shares no code with the package: whoever doubts a figure can read this file alone. For each
outlet, with all copy and with its own copy alone, the figures of comparison.json are counted from
articles.csv, sentences.csv, statements.csv, towards.csv, naming.csv, facts.csv and loaded.csv: how
many rows, of how many, the share or mean, and the range that doubtful and untold rows leave. Whose
copy a sentence is rests on the article's credit and on what stands in another outlet's article.
Intervals and the differences of all pairs of outlets are reckoned again, too
(``evaluation.recompute_intervals``), and each outlet against the rest, with the probability that
comes from deals at random (``evaluation.recompute_gaps``). Exit status 1 if anything differs.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from evaluation import recompute_gaps
from evaluation.recompute_intervals import (
    LEAST_ARTICLES,
    Of,
    of_difference,
    of_log_ratio,
    of_mean,
    of_share,
)

TABLES = (
    "articles",
    "sentences",
    "statements",
    "towards",
    "naming",
    "facts",
    "loaded",
    "timeline",
)
# The families that have intervals, beside the log ratio.
MEANS = ("tone", "toward")
SHARES = ("frame", "voice", "role", "naming", "country")
NO_SIGN = 0.1  # a polarity of less is neither good nor bad
SIGN = {"negative": -1, "neutral": 0, "positive": 1}
GROUPS = {"business": "society", "civil_society": "society", "citizen": "society"}
# The families that are shares of a whole, with what the whole is.
OF_SENTENCES = ("voice", "frame")
OF_STATEMENTS = ("role", "naming", "country", "speaks", "named", "statement", "speaker", "via")

Cells = dict[str, str]
Counted = dict[str, list[str]]


def read(folder: Path) -> dict[str, list[Cells]]:
    """The tables of a report, a mark before what a spreadsheet would take for a formula undone."""
    tables = {}
    for name in TABLES:
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            tables[name] = [
                {key: _unmarked(cell) for key, cell in row.items()} for row in csv.DictReader(file)
            ]
    return tables


def _unmarked(cell: str) -> str:
    rest = cell[1:].lstrip("'")
    return cell[1:] if cell[:1] == "'" and rest[:1] in tuple("=+-@\t\r") and rest else cell


def own_sentences(tables: Mapping[str, Sequence[Cells]]) -> set[str]:
    """The sentences that are an outlet's own: no agency wrote the article, and they stand in no
    other outlet's."""
    outlet = {row["article"]: row["outlet"] for row in tables["articles"]}
    agency = {row["article"] for row in tables["articles"] if row["agency_copy"] == "yes"}
    return {
        row["sentence"]
        for row in tables["sentences"]
        if row["article"] not in agency
        and not any(
            outlet.get(other, row["outlet"]) != row["outlet"]
            for other in _listed(row["shared_with"])
        )
    }


def fifths(tables: Mapping[str, Sequence[Cells]]) -> dict[str, int]:
    """In which fifth of its article's body each sentence stands, whatever is left out."""
    bodies: dict[str, list[str]] = defaultdict(list)
    for row in tables["sentences"]:
        if row["part"] == "body":
            bodies[row["article"]].append(row["sentence"])
    return {
        name: min(4, 5 * place // len(body)) + 1
        for body in bodies.values()
        for place, name in enumerate(body)
    }


def _listed(cell: str) -> list[str]:
    return cell.split("; ") if cell else []


def _scored(row: Cells) -> list[tuple[str, float]]:
    """The words of a narrated sentence that carry good or bad."""
    if row["voice"] not in ("narrator", "mixed") or not row["polarity"] or row["repeated"]:
        return []
    words = (found.rsplit(" ", 1) for found in _listed(row["tone_words"]))
    return [(word.lower(), float(number)) for word, number in words if float(number)]


def count(
    tables: Mapping[str, Sequence[Cells]], slug: str, kept: set[str], frames: Sequence[str]
) -> Counted:
    """By a figure's key, the rows that it counts, as often as it counts them.

    Args:
        tables: what ``read`` gave.
        slug: the outlet's.
        kept: the sentences that count.
        frames: ids of the frames.
    """
    found: Counted = defaultdict(list)
    mine = [r for r in tables["sentences"] if r["outlet"] == slug and r["sentence"] in kept]
    body = [row for row in mine if row["part"] == "body"]
    role = {row["statement"]: row["role"] for row in tables["statements"]}
    for key, name in (
        *_of_speakers(body, role),
        *_of_sentences(mine, body, own_sentences(tables), fifths(tables), frames),
        *_of_statements(tables, {row["sentence"] for row in body}),
        *_of_mentions(tables, mine, {row["sentence"] for row in body}),
        *_of_articles(tables, slug, frames),
    ):
        found[key].append(name)
    return found


def _of_sentences(
    mine: Sequence[Cells],
    body: Sequence[Cells],
    own: set[str],
    fifths: Mapping[str, int],
    frames: Sequence[str],
) -> Iterator[tuple[str, str]]:
    for row in body:
        name = row["sentence"]
        yield "sentences", name
        yield from (("words", name) for _ in row["text"].split())
        if name not in own:
            yield "not_own", name
        yield f"voice.{row['voice']}", name
        for frame in frames:
            if row[f"frame_{frame}"]:
                yield f"frame.{frame}", name
                yield f"fifth.{fifths[name]}.{frame}", name
        for word, polarity in _scored(row):
            yield f"word.{'positive' if polarity > 0 else 'negative'}.{word}", name
    for row in mine:
        if row["part"] == "headline":
            for word, polarity in _scored(row):
                size = f"{abs(polarity):.1f}"
                sign = "" if float(size) == 0 else "+" if polarity > 0 else "−"
                yield f"headline_word.{word} {sign}{size}", row["sentence"]


def _of_speakers(body: Sequence[Cells], role: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Who speaks each frame of a sentence: the narrator, nobody, or the role that a statement's
    speaker has."""
    for row in body:
        told = set()
        for each in _listed(row["frame_speakers"]):
            frame, _, who = each.partition(": ")
            told.add((frame, role[who] or "unknown" if who in role else who))
        yield from ((f"said.{frame}.{who}", row["sentence"]) for frame, who in sorted(told))


def _of_statements(
    tables: Mapping[str, Sequence[Cells]], inside: set[str]
) -> Iterator[tuple[str, str]]:
    articles = {row["article"]: row for row in tables["articles"]}
    for row in tables["statements"]:
        if row["sentence"] not in inside or row["speech"] != "yes" or row["asks"]:
            continue
        role, naming, article = row["role"], row["naming"], articles[row["article"]]
        keys = [
            "statements",
            f"role.{role or 'unknown'}",
            f"naming.{naming or 'unknown'}",
            f"speaks.{GROUPS.get(role, role or 'unknown')}",
            f"named.{'institution' if naming == 'document' else naming or 'unknown'}",
            *(f"country.{code}" for code in _listed(row["countries"]) or ["unknown"]),
        ]
        if row["voice"] != "indirect":
            keys.append("statement.direct")
        if role in ("government", "military"):
            keys.append("role.official")
        if row["via"] and role != "media" and row["via"] != article["outlet_name"]:
            keys.append(f"via.{row['via']}")
        if row["speaker"]:
            who = row["speaker_id"] or f"{article['id']}/{row['speaker'].casefold()}"
            keys.append(f"speaker.{who}")
            keys += [f"quoted.{who}"] if row["voice"] != "indirect" else []
        yield from ((key, row["statement"]) for key in keys)


def _of_mentions(
    tables: Mapping[str, Sequence[Cells]], mine: Sequence[Cells], inside: set[str]
) -> Iterator[tuple[str, str]]:
    everywhere = {row["sentence"] for row in mine}
    headlines = {row["sentence"] for row in mine if row["part"] == "headline"}

    def voice(row: Cells) -> str:
        return "narrator" if row["voice"] == "narrator" else "quoted"

    polarity = {row["sentence"]: row["polarity"] for row in mine}
    parted = set()
    for row in tables["towards"]:
        if row["sentence"] in everywhere and row["voice"] == "narrator":
            parted.add((_parts(polarity[row["sentence"]], row["label"]), row["sentence"]))
        if row["sentence"] in inside:
            yield f"towards.{row['actor']}.{voice(row)}.{row['label']}", row["sentence"]
        if row["sentence"] in headlines:
            yield f"headlines.{row['actor']}.{row['label']}", row["sentence"]
    yield from ((f"differ.{how}", name) for how, name in parted if how)
    again = {row["sentence"] for row in mine if row["repeated"]}
    for row in tables["loaded"]:
        if row["sentence"] in everywhere - again and row["voice"] == "narrator":
            who = ", ".join(filter(None, (row["role"].replace("_", " "), row["country"])))
            term = f"{row['term']} ({who})" if who else row["term"]
            yield f"term.{row['kind']}.{term}", row["sentence"]
    for table, kind in (("naming", "label"), ("facts", "fact")):
        for row in tables[table]:
            if row["sentence"] in everywhere:
                key = f"{row['label_set']}.{row['label']}" if kind == "label" else row["fact"]
                yield f"{kind}.{key}", row["sentence"]
                yield f"{kind}_voice.{key}.{voice(row)}", row["sentence"]
                if row["attributed"]:
                    yield f"{kind}_voice.{key}.attributed", row["sentence"]


def _parts(polarity: str, label: str) -> str:
    """How the words' polarity and what was read towards someone part; empty where they do not."""
    if not polarity:
        return ""
    words = float(polarity)
    lexical = 0 if abs(words) < NO_SIGN else math.copysign(1, words)
    if lexical == SIGN[label]:
        return ""
    return (
        "opposite" if lexical and SIGN[label] else "model_neutral" if lexical else "lexicon_silent"
    )


def _of_articles(
    tables: Mapping[str, Sequence[Cells]], slug: str, frames: Sequence[str]
) -> Iterator[tuple[str, str]]:
    for article in tables["articles"]:
        if article["outlet"] != slug:
            continue
        name = article["article"]
        yield "articles", name
        rows = [row for row in tables["sentences"] if row["article"] == name]
        for frame in frames:
            yield f"first.{frame}.{_first(rows, frame)}", name


def _first(rows: Sequence[Cells], frame: str) -> str:
    held = [row for row in rows if row[f"frame_{frame}"]]
    body = [row for row in rows if row["part"] == "body"]
    if any(row["part"] == "headline" for row in held):
        return "headline"
    first = next((row for row in held if row["part"] == "body"), None)
    if first is None:
        return "later" if held else "none"
    return "lead" if first["paragraph"] == body[0]["paragraph"] else "later"


def differences(folder: Path) -> tuple[list[str], int]:
    """What differs between comparison.json and the tables beside it; and how many figures were
    counted."""
    tables = read(folder)
    told = json.loads((folder / "comparison.json").read_text("utf-8"))
    head = [key for key in (tables["sentences"] or [{}])[0] if key.startswith("frame_")]
    frames = [key.removeprefix("frame_") for key in head]
    own = own_sentences(tables)
    everything = {row["sentence"] for row in tables["sentences"]}
    wrong = [
        f"{row['sentence']}: own_copy is {row['own_copy']}"
        for row in tables["sentences"]
        if (row["own_copy"] == "yes") != (row["sentence"] in own)
    ]
    chance = json.loads((folder / "manifest.json").read_text("utf-8"))["chance"]
    checked = 0
    for part, only_own in (("outlets", told["own_copy_only"]), ("own_copy", True)):
        for outlet in told[part]:
            kept = own if only_own else everything
            found = count(tables, outlet["outlet"], kept, frames)
            for key, figure in outlet["figures"].items():
                checked += 1
                poles = told["poles"] if key == "logratio" else None
                for what in (
                    *_wrong(key, figure, found, tables, poles),
                    *_interval_wrong(key, figure, found, tables, poles, chance["level"]),
                ):
                    wrong.append(f"{part}, {outlet['outlet']}, {key}: {what}")
    wrong += _differences_wrong(told)
    wrong += _gaps_wrong(told, tables, frames, chance)
    wrong += _timeline_wrong(told, tables, frames, chance["level"])
    checked += len(told["differences"]) + len(told["gaps"]) + len(tables["timeline"])
    return wrong, checked


def _timeline_wrong(
    told: Mapping[str, Any],
    tables: Mapping[str, Sequence[Cells]],
    frames: Sequence[str],
    level: float,
) -> Iterator[str]:
    """What of the figures over time is not what the articles of each stretch give."""
    own = own_sentences(tables)
    for each in tables["timeline"]:
        first, last = each["first_day"], each["last_day"]
        inside = {
            row["article"]
            for row in tables["articles"]
            if row["outlet"] == each["outlet"] and first <= row["published"] <= last
        }
        kept = {
            row["sentence"]
            for row in tables["sentences"]
            if row["article"] in inside and (row["sentence"] in own or not told["own_copy_only"])
        }
        found = count(tables, each["outlet"], kept, frames)
        mean = each["measure"].partition(".")[0] in MEANS
        if mean:
            articles = _of_a_mean(each["measure"], found, tables)
        else:
            whole = found[recompute_gaps.base_of(each["measure"])]
            rows = found.get(each["measure"], ())
            articles = _by_article(dict.fromkeys(whole, 0.0), rows)
        held = len(articles) >= LEAST_ARTICLES
        ends = (of_mean if mean else of_share)(articles, level) if held else (None, None)
        total, n = math.fsum(of.counted for of in articles), sum(of.rows for of in articles)
        value = total / n if n else None
        counted = zip(("value", "low", "high"), (value, *ends), strict=True)
        for what, of in (
            ("articles", len(inside)),
            *counted,
            *(zip(("count", "n"), (total, n), strict=True) if n else ()),
        ):
            cell = float(each[what]) if each[what] else None
            where = f"{each['outlet']}, {each['measure']}, {first} to {last}"
            yield from (f"{where}: {why}" for why in _unlike(what, cell, of))


def _gaps_wrong(
    told: Mapping[str, Any],
    tables: Mapping[str, Sequence[Cells]],
    frames: Sequence[str],
    chance: Mapping[str, Any],
) -> Iterator[str]:
    """What of an outlet against the rest is not what the tables give."""
    slugs = [outlet["outlet"] for outlet in told["outlets"]]
    dated = {row["article"] for row in tables["articles"] if row["published"]}
    far = [set(flag["article_ids"]) for flag in told["flags"] if flag["kind"] == "dates"]
    apart = {name for names in far if names & dated < dated for name in names}
    other = [f["article_ids"] for f in told["flags"] if f["kind"] in ("likeness", "events")]
    apart |= {name for names in other for name in names}
    views = {name for f in told["flags"] if f["kind"] == "opinion" for name in f["article_ids"]}
    if len({row["outlet"] for row in tables["articles"] if row["article"] not in views}) > 1:
        apart |= views
    outlet = {row["article"]: row["outlet"] for row in tables["articles"]}
    own = own_sentences(tables)
    kept = [
        row
        for row in tables["sentences"]
        if row["article"] not in apart and (row["sentence"] in own or not told["own_copy_only"])
    ]
    named = dict.fromkeys(key for each in told["outlets"] for key in each["figures"])
    keys = [k for k in named if k == "statement.direct" or k.partition(".")[0] in SHARES]
    poles = [f"frame.{pole}" for pole in told["poles"] or ()]
    place = {row["sentence"]: (row["article"], int(row["paragraph"])) for row in kept}
    said = {row["statement"]: row["sentence"] for row in tables["statements"]}
    where = place | {name: place[at] for name, at in said.items() if at in place}

    days = {r["article"]: r["published"] for r in tables["articles"] if r["article"] not in apart}
    waves = recompute_gaps.waves(days)

    def dealt(keep: Callable[[Cells], bool], deals: int) -> Mapping[Any, recompute_gaps.Told]:
        inside = {row["sentence"] for row in kept if keep(row)}
        found = {slug: count(tables, slug, inside, frames) for slug in slugs}
        many = sum(each not in apart for each in outlet)
        rows = recompute_gaps.Rows(found, many, where, waves)
        return recompute_gaps.gaps(rows, keys, poles, deals, chance["seed"])

    def is_shared(row: Cells) -> bool:
        others = (outlet.get(other, row["outlet"]) for other in _listed(row["shared_with"]))
        return any(other != row["outlet"] for other in others)

    found = dealt(lambda _: True, chance["deals"])
    less = (
        [dealt(lambda row: not is_shared(row), chance["deals"] // 5)]
        if any(map(is_shared, kept))
        else []
    )
    listed = {(each["measure"], each["outlet"]): each for each in told["gaps"]}
    by = len({slug for _, slug in found})
    whole = sum(each not in apart for each in outlet) >= recompute_gaps.ARTICLES_TO_DEAL * by
    for key, slug in sorted({*found, *listed}):
        named_gap = f"{slug} against the rest, {key}"
        if (key, slug) not in listed or (key, slug) not in found:
            yield f"{named_gap}: {'not told' if (key, slug) in found else 'not in the tables'}"
            continue
        held = recompute_gaps.holds(found[key, slug], (each.get((key, slug)) for each in less))
        what = "articles" if whole else "paragraphs"
        unlike = recompute_gaps.unlike(listed[key, slug], found[key, slug], held, what)
        yield from (f"{named_gap}: {why}" for why in unlike)


def _differences_wrong(told: Mapping[str, Any]) -> Iterator[str]:
    """What of the differences between pairs of outlets does not follow from their figures."""
    figures = {outlet["outlet"]: outlet["figures"] for outlet in told["outlets"]}
    for each in told["differences"]:
        one, other = (figures[each[side]][each["measure"]] for side in ("first", "second"))
        ends = [(f["value"], f["low"], f["high"]) for f in (one, other)]
        both = all(None not in each for each in ends)
        low, high = of_difference(*ends) if both else (None, None)
        where = f"{each['first']} minus {each['second']}, {each['measure']}"
        for what, counted in (("value", ends[0][0] - ends[1][0]), ("low", low), ("high", high)):
            yield from (f"{where}: {why}" for why in _unlike(what, each[what], counted))


def _interval_wrong(
    key: str,
    figure: Mapping[str, Any],
    found: Counted,
    tables: Mapping[str, Sequence[Cells]],
    poles: Sequence[str] | None,
    level: float,
) -> Iterator[str]:
    """What of a figure's interval is not what the tables give."""
    family = key.split(".", maxsplit=1)[0]
    interval: tuple[float | None, float | None] = (None, None)
    articles: Sequence[Of] = ()
    if poles:
        articles, others = (
            _by_article(dict.fromkeys(found["sentences"], 0.0), found.get(f"frame.{pole}", ()))
            for pole in poles
        )
        if len(articles) >= LEAST_ARTICLES:
            _, *both = of_log_ratio(articles, others, level)
            interval = (both[0], both[1])
    elif family in MEANS:
        articles = _of_a_mean(key, found, tables)
        if len(articles) >= LEAST_ARTICLES:
            interval = of_mean(articles, level)
    elif family in SHARES or key == "statement.direct":
        whole = found["sentences" if family in OF_SENTENCES else "statements"]
        articles = _by_article(dict.fromkeys(whole, 0.0), found.get(key, ()))
        if len(articles) >= LEAST_ARTICLES:
            interval = of_share(articles, level)
    yield from _unlike("articles", figure["articles"], len(articles))
    for what, counted in zip(("low", "high"), interval, strict=True):
        yield from _unlike(what, figure[what], counted)


def _by_article(whole: Mapping[str, float], counted: Sequence[str]) -> list[Of]:
    """What is counted in each article that has a row, and of how many."""
    above, below = Counter(map(_article_of, counted)), Counter(map(_article_of, whole))
    return [Of(above[name], many) for name, many in below.items()]


def _of_a_mean(key: str, found: Counted, tables: Mapping[str, Sequence[Cells]]) -> Sequence[Of]:
    totals: dict[str, list[float]] = defaultdict(list)
    if key.startswith("toward."):
        for label, sign in SIGN.items():
            for name in found.get(f"{key.replace('toward', 'towards', 1)}.{label}", ()):
                totals[_article_of(name)].append(sign)
    else:
        column = key.partition(".")[2]
        for row in _narrated(found, tables):
            value = len(_scored(row)) if column == "scored" else float(row[column])
            totals[row["article"]].append(value)
    return [Of(math.fsum(values), len(values)) for values in totals.values()]


def _article_of(name: str) -> str:
    return name.rpartition(".")[0]


def _wrong(
    key: str,
    figure: Mapping[str, Any],
    found: Counted,
    tables: Mapping[str, Sequence[Cells]],
    poles: Sequence[str] | None,
) -> Iterator[str]:
    """What of a figure is not what the tables say."""
    family = key.split(".", maxsplit=1)[0]
    if poles:
        one, two = (found.get(f"frame.{pole}", []) for pole in poles)
        yield from _unlike("count", figure["count"], len(one))
        yield from _unlike("n", figure["n"], len(found["sentences"]))
        value = math.log2(len(one) + 0.5) - math.log2(len(two) + 0.5)
        yield from _unlike("value", figure["value"], value)
        if set(figure["rows"]) != {*one, *two}:
            yield "its rows are not those of the two frames"
    elif family == "tone":
        yield from _mean_wrong(key, figure, found, tables)
    elif family in ("toward", "headline"):
        wanted = key.replace("toward.", "towards.", 1).replace("headline.", "headlines.", 1)
        labels = [(sign, len(found.get(f"{wanted}.{label}", ()))) for label, sign in SIGN.items()]
        n = sum(many for _, many in labels)
        total = sum(sign * many for sign, many in labels)
        yield from _unlike("n", figure["n"], n)
        yield from _unlike("count", figure["count"], total)
        yield from _unlike("value", figure["value"], total / n if n else None)
    elif key == "speakers":
        many = sum(bool(rows) for name, rows in found.items() if name.startswith("speaker."))
        yield from _unlike("count", figure["count"], many)
    elif key == "speakers.half":
        yield from _unlike("count", figure["count"], _carry_half(found))
    else:
        rows = found.get(key, [])
        yield from _unlike("count", figure["count"], len(rows))
        if set(figure["rows"]) != set(rows):
            yield f"its rows are {figure['rows']}, and {sorted(set(rows))} in the tables"
        if family in OF_SENTENCES:
            yield from _share_wrong(key, figure, found["sentences"], rows, tables)
        elif family in OF_STATEMENTS:
            untold = found.get(f"{family}.unknown", ())
            yield from _statement_share_wrong(key, figure, len(found["statements"]), untold, rows)


def _carry_half(found: Counted) -> int:
    """How few speakers say half or more of the statements that have a speaker."""
    said = sorted((len(r) for key, r in found.items() if key.startswith("speaker.")), reverse=True)
    total, many = 0, 0
    while many < len(said) and 2 * total < sum(said):
        total += said[many]
        many += 1
    return many


def _share_wrong(
    key: str,
    figure: Mapping[str, Any],
    whole: Sequence[str],
    rows: Sequence[str],
    tables: Mapping[str, Sequence[Cells]],
) -> Iterator[str]:
    n = len(whole)
    yield from _unlike("n", figure["n"], n)
    yield from _unlike("value", figure["value"], len(rows) / n if n else None)
    family, _, frame = key.partition(".")
    if family != "frame" or not n:
        return
    inside = set(whole)
    doubtful = {
        row["sentence"]
        for row in tables["sentences"]
        if row["sentence"] in inside and frame in _listed(row["doubtful_frames"])
    }
    yield from _unlike("least", figure["least"], len(set(rows) - doubtful) / n)
    yield from _unlike("most", figure["most"], len(set(rows) | doubtful) / n)


def _statement_share_wrong(
    key: str, figure: Mapping[str, Any], n: int, untold: Sequence[str], rows: Sequence[str]
) -> Iterator[str]:
    family = key.split(".", maxsplit=1)[0]
    yield from _unlike("n", figure["n"], n)
    if family not in ("via",):
        yield from _unlike("value", figure["value"], len(rows) / n if n else None)
    if family in ("role", "naming", "country") and not key.endswith((".unknown", ".official")):
        yield from _unlike("unknown", figure["unknown"], len(untold))


def _mean_wrong(
    key: str,
    figure: Mapping[str, Any],
    found: Counted,
    tables: Mapping[str, Sequence[Cells]],
) -> Iterator[str]:
    rows = _narrated(found, tables)
    column = key.partition(".")[2]
    if column == "scored":
        total = float(sum(len(_scored(row)) for row in rows))
    else:
        total = math.fsum(float(row[column]) for row in rows)
    yield from _unlike("n", figure["n"], len(rows))
    yield from _unlike("count", figure["count"], total)
    yield from _unlike("value", figure["value"], total / len(rows) if rows else None)


def _narrated(found: Counted, tables: Mapping[str, Sequence[Cells]]) -> list[Cells]:
    """The sentences whose words in the narrator's voice were scored."""
    inside = set(found["sentences"])
    return [
        row
        for row in tables["sentences"]
        if row["sentence"] in inside
        and row["voice"] in ("narrator", "mixed")
        and row["polarity"]
        and not row["repeated"]
    ]


def _unlike(what: str, told: Any, counted: float | None) -> Iterator[str]:
    """Nothing where both are the same to the last digit that is written."""
    same = told == counted if None in (told, counted) else abs(told - (counted or 0)) < 5e-6
    if not same:
        yield f"{what} is {told}, and {counted} from the tables"


def main(words: Iterable[str] | None = None) -> int:
    """Recompute the figures of a folder; 1 if any differs."""
    parser = argparse.ArgumentParser(description="Count a report's figures from its CSV files.")
    parser.add_argument("folder", type=Path, help="the data folder of a report")
    said = parser.parse_args(None if words is None else list(words))
    wrong, checked = differences(said.folder)
    for line in wrong:
        print(line)
    print(f"{checked} figures counted again, {len(wrong)} differences.")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
