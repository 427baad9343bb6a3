"""What a finding rests on: one article of an outlet with several, or one speaker's words.

A reader takes 'more on trade' for a habit of the outlet. Where one article or one long quotation
makes the difference, the finding says so, and heads no report. So it does of an agency's copy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from framing.evidence.rows import Row, SentenceRow, StatementRow, agency_names, is_agency_copy
from framing.findings.taking_part import TakingPart
from framing.wording import in_words, joined

_NEARLY_ALL = 0.8  # of the rows, in one article
_HALF = 0.5  # of the sentences, in one speaker's words


def where_alone(page: TakingPart, slug: str, rows: Sequence[Row]) -> str:
    """' In Yonhap all stand in one of two articles.', with a space before it; '' where they do
    not, and of an outlet with one article."""
    articles = sum(row.outlet == slug for row in page.articles)
    if articles < 2 or len(rows) < 2:
        return ""
    most = max(Counter(row.article.id for row in rows).values())
    if most < _NEARLY_ALL * len(rows):
        return ""
    stand = "all stand" if most == len(rows) else f"{in_words(most)} of them stand"
    return f" In {page.name(slug)} {stand} in one of {in_words(articles)} articles."


def all_in_one_of_several(page: TakingPart, slug: str, rows: Sequence[Row]) -> bool:
    """Whether an outlet has several articles and all the rows, at least two, stand in one."""
    several = sum(row.outlet == slug for row in page.articles) > 1
    return several and len(rows) > 1 and len({row.article.id for row in rows}) == 1


def in_agency_copy(rows: Sequence[Row]) -> str:
    """' All of it is copy of AFP.' where every row stands in copy that is credited to agencies: the
    outlet chose it, and did not write it. '' where it does not."""
    analyses = {row.article.id: row.article.analysis for row in rows}
    if not analyses or not all(map(is_agency_copy, analyses.values())):
        return ""
    names = dict.fromkeys(name for each in analyses.values() for name in agency_names(each))
    return f" All of it is copy of {joined([*names])}."


def whose_words(page: TakingPart, frame: str, rows: Sequence[Row]) -> str:
    """' In Yonhap nine of them are words of Ana Ruiz.' of an outlet's sentences that hold a frame;
    '' where no speaker has half of them."""
    named = {id(row.statement): row for row in page.statements}
    by: dict[str, list[StatementRow]] = {}
    for row in rows:
        said = _speaking(row, frame, named) if isinstance(row, SentenceRow) else None
        if said:
            by.setdefault(said.speaker_key or said.id, []).append(said)
    most = max(by.values(), key=len, default=[])
    if len(most) < 2 or len(most) < _HALF * len(rows):
        return ""
    who = next((row.speaker_name for row in most if row.speaker_name), None) or "one speaker"
    are = "all are" if len(most) == len(rows) else f"{in_words(len(most))} of them are"
    return f" In {page.name(rows[0].outlet)} {are} words of {who}."


def _speaking(row: SentenceRow, frame: str, named: dict[int, StatementRow]) -> StatementRow | None:
    """Who alone speaks the words of a frame in a sentence."""
    spoken = [said for hit, said in zip(row.hits, row.spoken, strict=True) if hit.frame == frame]
    found = [named.get(id(said)) for said in spoken]
    keys = {each.speaker_key or each.id if each else None for each in found}
    return found[0] if len(keys) == 1 else None
