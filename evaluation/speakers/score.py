"""What was read of speakers, against what was coded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from evaluation.speakers.coded import CodedSpeaker
from framing.models import Span, Statement

FIELDS = ("naming", "role", "country")


@dataclass(frozen=True, slots=True)
class Judged:
    """A coded speaker with the statements of the one that was read there (none: not found)."""

    article: str
    coded: CodedSpeaker
    statements: tuple[Statement, ...]

    @property
    def read(self) -> Statement | None:
        """A statement of theirs, which has what was read of them."""
        return self.statements[0] if self.statements else None

    def right(self, name: str) -> bool:
        """Whether a field was read as it was coded."""
        return self.read is not None and _read(self.read, name) == _coded(self.coded, name)


def _read(statement: Statement, name: str) -> object:
    if name == "country":
        return frozenset(statement.countries)
    value = statement.naming if name == "naming" else statement.role
    return value.value if value else None


def _coded(speaker: CodedSpeaker, name: str) -> object:
    return {"naming": speaker.naming, "role": speaker.role, "country": speaker.country}[name]


def judged(
    article: str, speakers: Iterable[CodedSpeaker], statements: Sequence[Statement]
) -> list[Judged]:
    """Each coded speaker with whom the program takes for the source at the same places; of several,
    the one who has most of them."""
    found = []
    for speaker in speakers:
        here = [s for s in statements if s.source and _meets(s.source, speaker.at)]
        ids = Counter(s.speaker_id for s in here if s.speaker_id)
        best = max(ids, key=lambda i: ids[i], default=None)
        found.append(Judged(article, speaker, tuple(s for s in here if s.speaker_id == best)))
    return found


def _meets(span: Span, places: Iterable[Span]) -> bool:
    return any(span.overlaps(place) for place in places)


@dataclass(slots=True)
class Scores:
    """The speakers of a set, judged."""

    all: list[Judged] = field(default_factory=list)

    @property
    def found(self) -> list[Judged]:
        """Those who are speakers, and were found."""
        return [j for j in self.all if j.coded.speaks and j.statements]

    def share(self, name: str, weighted: bool = False) -> float:
        """Right of all that were found, each once or by its statements."""
        found = self.found
        weights = [j.coded.statements if weighted else 1 for j in found]
        right = sum(w for w, j in zip(weights, found, strict=True) if j.right(name))
        return right / max(1, sum(weights))

    def told(self, name: str) -> tuple[int, int, int, int]:
        """Of a field: told rightly, told wrongly, not told where it is coded, told where it is
        coded as not told."""
        right = wrong = untold = false = 0
        for each in self.found:
            got, wanted = _read(each.statements[0], name), _coded(each.coded, name)
            if got and got == wanted:
                right += 1
            elif got and wanted:
                wrong += 1
            elif got:
                false += 1
            elif wanted:
                untold += 1
        return right, wrong, untold, false


def lines_of(name: str, articles: int, stories: int, scores: Scores) -> list[str]:
    """A set's figures in lines."""
    speakers = [j for j in scores.all if j.coded.speaks]
    none = [j for j in scores.all if not j.coded.speaks]
    taken = sum(bool(j.statements) for j in none)
    lines = [
        f"{name}: {articles} articles of {stories} stories, {len(speakers)} speakers,"
        f" {len(scores.found)} found; {taken} of {len(none)} that are none taken for speakers"
    ]
    for what in FIELDS:
        right, wrong, untold, false = scores.told(what)
        told = right + wrong + false
        lines.append(
            f"  {what:8} {scores.share(what):.3f}   by statements {scores.share(what, True):.3f}"
            f"   told {told}, of which right {right / max(1, told):.3f}"
            f"   ({wrong} wrong, {false} where not told; {untold} not told that are)"
        )
    return lines


def errors_of(scores: Scores, name: str, texts: dict[str, str]) -> list[str]:
    """The wrong decisions on a field in words."""
    lines = []
    for each in scores.found:
        if each.right(name):
            continue
        first = each.statements[0]
        phrases = dict.fromkeys(s.of(texts[each.article]) for s in each.coded.at)
        got, wanted = _shown(_read(first, name)), _shown(_coded(each.coded, name))
        lines.append(
            f"{each.article}: {first.speaker!r} ({' / '.join(phrases)}): {wanted}, got {got}"
            f" ({first.decided.get(name)}) sure {each.coded.sure}"
        )
    return lines


def _shown(value: object) -> str:
    return "+".join(sorted(value)) if isinstance(value, frozenset) else str(value)
