"""What a comparability flag is, and what is looked at to raise one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from framing.models import Analysis, SharedPassage
from framing.wording import joined, plural


class Severity(StrEnum):
    """How much a comparability flag weighs."""

    SERIOUS = "serious"  # figures of the articles named should not be compared without care
    NOTE = "note"  # worth knowing


@dataclass(frozen=True, slots=True)
class Flag:
    """Something that does not compare: what, for which articles (ids), and the consequence."""

    kind: str
    severity: Severity
    what: str
    consequence: str
    article_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """What is compared: the articles, their short references by id, and what they share."""

    analyses: Sequence[Analysis]
    refs: Mapping[str, str]
    shared: Sequence[SharedPassage]

    def named(self, analyses: Sequence[Analysis], most: int = 6) -> str:
        """The references of some of the articles, for a sentence."""
        names = [self.refs[a.article.id] for a in analyses]
        more = len(names) - most
        return joined(names if more <= 0 else [*names[:most], plural(more, "other")])


def ids_of(analyses: Sequence[Analysis]) -> tuple[str, ...]:
    """The ids of articles."""
    return tuple(a.article.id for a in analyses)
