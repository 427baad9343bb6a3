"""What a comparison holds: figures per outlet with intervals, differences, flags, shared copy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from framing.codebooks import Codebook
from framing.models import Analysis, Skipped
from framing.shared_copy import SharedPassage

# Below this many scored words a mean polarity is those words' accident, whatever its interval.
MIN_SCORED_WORDS = 5


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95% interval.

    Attributes:
        value: the figure, or None where nothing could be measured (n is 0).
        low, high: the interval; None where fewer than two clusters stand behind the figure.
        count: what was counted (the numerator); equals the sum for a mean.
        n: how many units the figure rests on (sentences, statements or words).
        of: the name of that unit, in the plural.
        clusters: how many clusters were resampled.
        cluster_unit: 'articles' or 'paragraphs'.
    """

    value: float | None
    low: float | None
    high: float | None
    count: float
    n: int
    of: str
    clusters: int
    cluster_unit: str

    @property
    def excludes_zero(self) -> bool:
        """Whether the interval lies wholly on one side of zero."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)


@dataclass(frozen=True, slots=True)
class Difference:
    """Figure of ``first`` minus figure of ``second`` (outlet slugs), with its 95% interval."""

    measure: str
    first: str
    second: str
    value: float
    low: float
    high: float

    @property
    def excludes_zero(self) -> bool:
        """Whether the interval lies wholly on one side of zero."""
        return self.low > 0 or self.high < 0


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
class SpeakerFigure:
    """A speaker of an outlet: named ones, governments and media are one over all articles (by
    ``key``), unnamed ones are of their article. ``best`` is the article id and the index of the
    statement that shows their words: the longest in quotation marks, else the longest."""

    key: str
    best: tuple[str, int]
    speaker: str
    role: str | None
    country: str | None
    naming: str | None
    statements: int
    direct: int
    article_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComparedActor:
    """Someone whom tone is compared towards: an actor of the codebook, or a ``speaker`` whom the
    articles name (``id`` is then the statements' ``speaker_id``). The figures are
    ``toward.<id>.narrator`` and ``toward.<id>.quoted``."""

    id: str
    name: str
    speaker: bool = False


@dataclass(frozen=True, slots=True)
class OutletFigures:
    """Everything that was measured for one outlet.

    ``figures`` holds the estimates by measure name ('tone.polarity', 'frame.history',
    'role.government', 'naming.unnamed', 'voice.direct', 'country.KR', 'logratio', …).
    """

    slug: str
    name: str
    article_ids: tuple[str, ...]
    n_words: int
    n_sentences: int
    n_statements: int
    cluster_unit: str
    figures: Mapping[str, Estimate]
    speakers: tuple[SpeakerFigure, ...] = ()
    half_of_statements: int | None = None

    @property
    def tone_is_measured(self) -> bool:
        """Whether enough words were scored for the narrator's polarity to mean something."""
        return self.figures["tone.scored"].count >= MIN_SCORED_WORDS

    @property
    def n_articles(self) -> int:
        """How many articles stand behind the figures."""
        return len(self.article_ids)


@dataclass(frozen=True, slots=True)
class Resampling:
    """How the intervals were made."""

    resamples: int = 2000
    seed: int = 1
    level: float = 0.95


@dataclass(frozen=True, slots=True)
class Comparison:
    """The whole comparison, from which data files and report are made.

    ``refs`` gives each article's short reference ('GT-1'), the key of all row ids.
    ``outlets`` are in the order that was asked for, else by name, whatever the order of the input.
    ``own_copy`` holds the same figures without agency copy and shared passages; ``outlets`` are
    those figures already when ``own_copy_only`` is set; ``counted`` are the analyses that the
    figures of ``outlets`` rest on, without what was found in other copy. ``actors`` are the
    codebook's, then the speakers most often met.
    """

    title: str
    analyses: tuple[Analysis, ...]
    counted: tuple[Analysis, ...]
    refs: Mapping[str, str]
    outlets: tuple[OutletFigures, ...]
    own_copy: tuple[OutletFigures, ...]
    differences: tuple[Difference, ...]
    flags: tuple[Flag, ...]
    shared: tuple[SharedPassage, ...]
    codebook: Codebook
    actors: tuple[ComparedActor, ...] = ()
    resampling: Resampling = field(default_factory=Resampling)
    skipped: tuple[Skipped, ...] = ()
    own_copy_only: bool = False

    def outlet(self, slug: str) -> OutletFigures:
        """The figures of one outlet, by slug (KeyError if it is not compared)."""
        return next(outlet for outlet in self.outlets if outlet.slug == slug)

    def difference(self, measure: str, first: str, second: str) -> Difference | None:
        """The difference of two outlets in a measure, signed as asked; None if not measured."""
        for found in self.differences:
            if found.measure != measure:
                continue
            if (found.first, found.second) == (first, second):
                return found
            if (found.first, found.second) == (second, first):
                return Difference(measure, first, second, -found.value, -found.high, -found.low)
        return None
