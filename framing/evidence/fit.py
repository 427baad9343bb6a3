"""Fit first: whether the codebook fits the articles, before anything is said of its frames.

It does not where a pole is found nowhere, where none of the codebook's own actors is named, or
where what a frame means and what its certain terms find lie far apart. Then its frames are told as
counts at most, and no finding is drawn from them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from framing.codebooks import Codebook
from framing.models import ActorTone, Analysis, Hit, NamingChoice, Part
from framing.wording import in_words, joined, plural

# A pole is missed only where there is enough to find it in.
LEAST_SENTENCES = 20
CARRIES = 0.25  # of an outlet's sentences hold one pole: the codebook speaks of this story
# With so many sentences that hold certain terms, meaning should find the frame in a third of them.
LEAST_TERMS, AGREED = 15, 1 / 3


@dataclass(frozen=True, slots=True)
class Fit:
    """What of a codebook does not fit the articles, a sentence each; and a sentence on a pole that
    is found nowhere while the other carries the articles, or ''."""

    misfits: tuple[str, ...]
    one_sided: str


@dataclass(frozen=True, slots=True)
class _Held:
    """How many sentences the bodies of some articles have, and in how many of them each pole is
    found for sure and in how many doubtfully."""

    body: int
    sure: Counter[str]
    doubtful: Counter[str]


def fit(analyses: Sequence[Analysis], codebook: Codebook) -> Fit:
    """Whether a codebook fits articles."""
    poles = codebook.poles or ()
    by_outlet = _held(analyses, poles)
    held = _sum_of(by_outlet)
    enough = held.body >= LEAST_SENTENCES
    missing = [pole for pole in poles if enough and not held.sure[pole]]
    # A story of one pole alone is told by that pole. That other outlets have none of what carries
    # the articles of one is the difference between them.
    carried = any(map(_carried, (held, *by_outlet)))
    unfit = [] if carried else missing
    return Fit(
        (
            *(
                f"{codebook.frame(pole).name} was found {_in_none(held.body, held.doubtful[pole])}."
                for pole in unfit
            ),
            *_actors(analyses, codebook),
            *_apart(analyses, codebook),
        ),
        _one_sided(codebook, held, missing) if carried and missing else "",
    )


def _one_sided(codebook: Codebook, held: _Held, missing: Sequence[str]) -> str:
    most = max(codebook.poles or (), key=lambda pole: held.sure[pole])
    names = joined([codebook.frame(pole).name for pole in missing])
    none = _in_none(held.body, sum(held.doubtful[pole] for pole in missing))
    return f"{names} was found {none}; {codebook.frame(most).name.lower()} carries them."


def _carried(held: _Held) -> bool:
    """Whether one pole carries these articles."""
    most = max(held.sure.values(), default=0)
    return held.body >= LEAST_SENTENCES and most >= CARRIES * held.body


def _in_none(body: int, doubtful: int) -> str:
    """'in none of 40 sentences (two are doubtful)'."""
    told = f" ({in_words(doubtful)} {'is' if doubtful == 1 else 'are'} doubtful)"
    return f"{'for sure ' if doubtful else ''}in none of {body} sentences{told if doubtful else ''}"


def _held(analyses: Sequence[Analysis], poles: Sequence[str]) -> list[_Held]:
    """The sentences of each outlet, and the poles in them."""
    counted: dict[str, tuple[Counter[str], Counter[str]]] = {}
    body: Counter[str] = Counter()
    for analysis in analyses:
        outlet = analysis.article.outlet
        inside = {s.index for s in analysis.sentences if s.part is Part.BODY}
        body[outlet] += len(inside)
        sure: dict[tuple[str, int], bool] = {}
        for hit in analysis.found(Hit):
            if hit.sentence in inside and hit.frame in poles:
                at = (hit.frame, hit.sentence)
                sure[at] = sure.get(at, False) or not hit.doubtful
        certain, doubtful = counted.setdefault(outlet, (Counter(), Counter()))
        for (pole, _), is_sure in sure.items():
            (certain if is_sure else doubtful)[pole] += 1
    return [_Held(body[outlet], *found) for outlet, found in counted.items()]


def _sum_of(parts: Sequence[_Held]) -> _Held:
    return _Held(
        sum(part.body for part in parts),
        sum((part.sure for part in parts), Counter()),
        sum((part.doubtful for part in parts), Counter()),
    )


def _actors(analyses: Sequence[Analysis], codebook: Codebook) -> Iterator[str]:
    """Of a codebook for one story, none of whose actors is named."""
    if not codebook.actors or not codebook.about:
        return
    text = "\n".join(analysis.article.text for analysis in analyses)
    named = {each.actor for a in analyses for each in a.found(ActorTone)}
    missing = [
        actor
        for actor in codebook.actors
        if actor.id not in named
        and not any(alias in text for alias in (actor.name, *actor.aliases))
    ]
    if len(missing) == len(codebook.actors) and not any(a.found(NamingChoice) for a in analyses):
        names = joined([actor.name for actor in missing[:4]])
        yield f"None of the codebook’s actors is named ({names})."


def _apart(analyses: Sequence[Analysis], codebook: Codebook) -> Iterator[str]:
    """Frames that meaning finds in few of the sentences that hold their certain terms."""
    looked = [f for f in codebook.frames if f.by != "indicators" and f.indicators]
    sums = _sums(analyses) if looked else {}
    for frame in looked:
        worded, both = (round(sums[f"{key}.{frame.id}"]) for key in ("worded", "worded_meant"))
        if worded >= LEAST_TERMS and both < AGREED * worded:
            yield (
                f"Meaning finds {frame.name.lower()} in {both} of "
                f"{plural(worded, 'sentence')} that hold its certain terms."
            )


def _sums(analyses: Sequence[Analysis]) -> Mapping[str, float]:
    """The figures of articles that tell of frames, summed by name."""
    sums: defaultdict[str, float] = defaultdict(float)
    for analysis in analyses:
        result = analysis.results.get("emphasis")
        for figure in result.figures if result is not None else ():
            sums[figure.name] += figure.value or 0.0
    return sums
