"""Who speaks, on whole articles of real stories that people coded.

    python -m evaluation.stories --texts FOLDER             all figures, `mend` and `once` apart
    python -m evaluation.stories --texts FOLDER --set mend --errors
    python -m evaluation.stories --texts FOLDER --agreement
    python -m evaluation.stories --texts FOLDER --gaps     differences in who speaks, as told
    python -m evaluation.stories --texts FOLDER --convert CODED [--into GOLD]

`mend` are stories that were mended on, `once` those that are scored once at the end: their errors
are never printed. FOLDER holds the texts (see ``texts.py``): what is missing or is another text is
named. ``--agreement`` compares the articles that a second coder coded (``second/``).
``--convert`` turns a coder's files, which hold words, into offsets and labels. How to code stands
in ``MANUAL.md``.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from evaluation.joined import Pairs
from evaluation.stories.agreement import Twice, coded_twice, lines_of
from evaluation.stories.gaps import told_gaps
from evaluation.stories.gold import (
    FOLDER,
    REPLACED,
    SECOND,
    CodedArticle,
    CodingError,
    converted,
    read_gold,
)
from evaluation.stories.placed import read_as_published
from evaluation.stories.score import (
    FIELDS,
    Pair,
    Scores,
    joined,
    judge,
    rightly_spoken,
)
from evaluation.stories.texts import rows_in, texts_in, with_texts
from framing.analysers.sources import Sources
from framing.models import Analysis
from framing.outlets import load_outlets
from framing.people import speakers_of, with_study_speakers
from framing.text.parse import ParsedArticle, parse_articles
from framing.text.voices import with_voices

SETS = ("mend", "once")


def convert(coded: Path, texts: Path, gold: Path = FOLDER) -> list[str]:
    """Write the coders' files as offsets and labels; returns what could not be found."""
    known, problems = texts_in(texts), []
    gold.mkdir(exist_ok=True)
    for path in sorted(coded.glob("*.json")):
        data = json.loads(path.read_text("utf-8"))
        text = known.get(data["id"])
        if text is None:
            problems.append(f"{data['id']}: no text")
            continue
        try:
            made, missing = converted(data, text)
        except CodingError as exc:
            problems.append(str(exc))
            continue
        problems += missing
        shown = json.dumps(made, ensure_ascii=False, indent=None, sort_keys=False)
        lines = shown.replace('{"content"', '\n{"content"').replace(
            ', "no_speech"', ',\n"no_speech"'
        )
        (gold / f"{path.stem}.json").write_text(lines + "\n", encoding="utf-8")
    return problems


def measured(
    articles: Sequence[tuple[CodedArticle, str]], titles: Mapping[str, str]
) -> tuple[Scores, Pairs, Pairs]:
    """Scores of the articles, and the speakers joined across outlets: of all matched statements,
    and of those whose speaker is right within their article.

    Each story is read as a study, as the report reads it: what one of its articles tells of a
    speaker counts for the others, too.
    """
    outlets = load_outlets()
    analyser = Sources(outlets)
    scores = Scores()
    pairs: list[Pair] = []
    right: list[Pair] = []
    stories: dict[str, list[tuple[Analysis, CodedArticle, ParsedArticle]]] = {}
    read = [
        read_as_published(coded, text, titles.get(coded.id, ""), outlets)
        for coded, text in articles
    ]
    parses = parse_articles([article for article, _ in read], analyser.needs)
    for (article, coded), parsed in zip(read, parses, strict=True):
        result = analyser.analyse(parsed, article)
        analysis = Analysis(article, parsed.sentences, {analyser.name: result})
        stories.setdefault(coded.about["story"], []).append((analysis, coded, parsed))
    for story in stories.values():
        plain = [analysis for analysis, _, _ in story]
        carried = with_study_speakers(plain, speakers_of(plain))
        for analysis, (_, coded, parsed) in zip(carried, story, strict=True):
            statements = tuple(analysis.statements)
            found = judge(scores, coded, with_voices(parsed, statements), statements)
            pairs += found
            right += rightly_spoken(found)
    return scores, joined(pairs), joined(right)


def twice(texts: Path, titles: Mapping[str, str]) -> list[Twice]:
    """The articles that two coders coded, the first codings as they came."""
    outlets, needs = load_outlets(), Sources.needs
    replaced = read_gold(REPLACED)
    dropped = {article.id for article in replaced}
    codings = []
    for gold in ([*replaced, *(a for a in read_gold() if a.id not in dropped)], read_gold(SECOND)):
        there, _ = with_texts(gold, texts)
        codings.append([read_as_published(c, t, titles.get(c.id, ""), outlets) for c, t in there])
    first, second = codings
    articles = [article for article, _ in second]
    parses = {a.id: p for a, p in zip(articles, parse_articles(articles, needs), strict=True)}
    return coded_twice([c for _, c in first], [c for _, c in second], parses)


def show(
    name: str, articles: Sequence[CodedArticle], scores: Scores, every: Pairs, right: Pairs
) -> None:
    """Print the figures of one set."""
    stories = {a.about["story"] for a in articles}
    print(f"{name}: {len(articles)} articles of {len(stories)} stories, {scores.gold} statements")
    print(
        f"  statements F1 (speech)  {scores.f1:.3f}   contents alone {scores.content_f1:.3f}"
        f"   ({scores.gold} coded, {scores.found} found, {scores.both} right)"
        f"   as cut {scores.f1_as_cut:.3f}"
    )
    for field in (
        "source",
        *FIELDS,
        "country told",
        "country not told",
        "via",
        "no speech",
        "loaded",
    ):
        tally = scores.tally(field)
        print(f"  {field:23} {tally.share:.3f}   {tally.right} of {tally.of}")
    print(f"  {'via where none is':23} {len(scores.tally('via false').wrong)}")
    for what, pairs in (("joined across outlets", every), ("  speakers found right", right)):
        print(
            f"  {what:23} precision {pairs.precision:.3f}   recall {pairs.recall:.3f}"
            f"   ({pairs.both} right, {pairs.found} found, {pairs.gold} coded)"
        )


def show_gaps(name: str, articles: Sequence[CodedArticle], texts: Path) -> None:
    """Print how many of the differences in who speaks that may be told are the coders', too; what
    was wrong of `mend` alone."""
    told = list(told_gaps(articles, {row["id"]: row for row in rows_in(texts)}))
    right = sum(each.is_right for each in told)
    print(f"{name}: {len(told)} differences told, {right} of them the coders', too")
    for each in told:
        if not each.is_right and name == "mend":
            print(
                f"    {each.story} {each.outlet} {each.key}: {each.value:+.2f}, {each.coded:+.2f}"
            )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.stories",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--texts", type=Path, required=True, help="a folder with the texts")
    parser.add_argument("--convert", type=Path, help="a folder of coders' files")
    parser.add_argument("--into", type=Path, default=FOLDER, help="where --convert writes")
    parser.add_argument("--agreement", action="store_true", help="how far two coders agree")
    parser.add_argument("--gaps", action="store_true", help="differences that a report tells")
    parser.add_argument("--set", choices=SETS, help="one of the two sets alone")
    parser.add_argument("--errors", nargs="*", help="print what is wrong (fields), of `mend` alone")
    options = parser.parse_args(arguments)
    if options.convert:
        problems = convert(options.convert, options.texts, options.into)
        print("\n".join(problems), file=sys.stderr)
        return 1 if problems else 0
    titles = {row["id"]: row.get("title") or "" for row in rows_in(options.texts)}
    if options.agreement:
        print("\n".join(lines_of(twice(options.texts, titles))))
        return 0
    for name in [options.set] if options.set else SETS:
        gold = [a for a in read_gold() if a.about["role_in_set"] == name]
        there, missing = with_texts(gold, options.texts)
        for problem in missing:
            print(problem, file=sys.stderr)
        if options.gaps:
            show_gaps(name, [a for a, _ in there], options.texts)
            continue
        scores, pairs, right = measured(there, titles)
        show(name, [a for a, _ in there], scores, pairs, right)
        if options.errors is not None and name == "mend":
            for field, tally in scores.tallies.items():
                for line in tally.wrong if not options.errors or field in options.errors else ():
                    print(f"    {field}: {line}")
            if not options.errors or "joined" in options.errors:
                print("\n".join(f"    joined: {line}" for line in pairs.wrong))
    return 0


if __name__ == "__main__":
    sys.exit(main())
