"""Which of the articles that were read take part in a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from framing.clean.language import language_name
from framing.errors import InputError
from framing.models import Article, Skipped
from framing.outlets import OutletProfile, chosen_slugs
from framing.parts.load import is_analysed
from framing.readers import ReadOutcome


def in_english(outcome: ReadOutcome) -> ReadOutcome:
    """What was read, without articles in other languages: their figures would mean nothing."""
    kept: list[Article] = []
    skipped = list(outcome.skipped)
    for article in outcome.articles:
        if article.language is None or article.language.value == "en":
            kept.append(article)
            continue
        reason = (
            f"The text is not in English but in {language_name(article.language.value)}; parser "
            "and word lists read English alone."
        )
        hint = "If that is wrong, set language to en in metadata.csv."
        skipped.append(Skipped(article.path, reason, hint))
    return replace(outcome, articles=tuple(kept), skipped=tuple(skipped))


def of_outlets(
    outcome: ReadOutcome, wanted: Sequence[str], profiles: Mapping[str, OutletProfile]
) -> ReadOutcome:
    """What was read, of the outlets that take part: nobody waits for an analysis of the others."""
    if not outcome.articles:
        first = outcome.skipped[0]
        raise InputError(f"No article is left. {first.path}: {first.reason}", first.hint)
    if not wanted:
        return outcome
    names = {article.outlet: article.outlet_name for article in outcome.articles}
    slugs = chosen_slugs(wanted, names, profiles)
    return replace(outcome, articles=tuple(a for a in outcome.articles if a.outlet in slugs))


def hold_analyses(paths: Sequence[Path]) -> bool:
    """Whether paths hold analyses, and not articles.

    Raises:
        InputError: some do, and some do not.
    """
    analysed = [path for path in paths if is_analysed(path)]
    if analysed and len(analysed) < len(paths):
        other = next(path for path in paths if path not in analysed)
        raise InputError(
            f"{analysed[0]} holds analyses, and {other} articles.",
            "Analyse the articles, too, in one run with the others; or give articles alone.",
        )
    return bool(analysed)
