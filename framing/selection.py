"""Which of the articles that were read a report is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from framing.clean.language import language_name
from framing.errors import InputError
from framing.models import Article, Skipped
from framing.outlets import OutletProfile, chosen_slugs
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
    """What was read, of the outlets that take part: nobody waits for an analysis of the others.

    Args:
        outcome: what was read.
        wanted: slugs, names, aliases or codes; none for all.
        profiles: outlet profiles by slug.

    Raises:
        InputError: no article was read.
        ProfileError: an outlet that should take part has no article.
    """
    if not outcome.articles:
        first = outcome.skipped[0]
        raise InputError(f"No article is left. {first.path}: {first.reason}", first.hint)
    if not wanted:
        return outcome
    names = {article.outlet: article.outlet_name for article in outcome.articles}
    slugs = chosen_slugs(wanted, names, profiles)
    return replace(outcome, articles=tuple(a for a in outcome.articles if a.outlet in slugs))
