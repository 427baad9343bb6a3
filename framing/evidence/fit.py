"""Fit first: whether the codebook fits the articles, before anything is said of its frames.

It does not where a pole is found nowhere, where none of the codebook's own actors is named, or
where what a frame means and what its certain terms find lie far apart. Then its frames are told as
counts at most, and no finding is drawn from them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from framing.codebooks import Codebook
from framing.models import ActorTone, Analysis, Hit, NamingChoice, Part
from framing.wording import joined, plural

# A pole is missed only where there is enough to find it in.
LEAST_SENTENCES = 20
CARRIES = 0.25  # of the sentences hold one pole: the codebook speaks of this story
# With so many sentences that hold certain terms, meaning should find the frame in a third of them.
LEAST_TERMS, AGREED = 15, 1 / 3


def misfits(analyses: Sequence[Analysis], codebook: Codebook) -> tuple[str, ...]:
    """What does not fit, a sentence each; none where the codebook fits."""
    return (*_poles(analyses, codebook), *_actors(analyses, codebook), *_apart(analyses, codebook))


def _poles(analyses: Sequence[Analysis], codebook: Codebook) -> Iterator[str]:
    body, held = _held(analyses, codebook)
    if body < LEAST_SENTENCES or max(held.values(), default=0) >= CARRIES * body:
        return  # a story of one pole alone is told by that pole
    for pole, n in held.items():
        if not n:
            yield f"{codebook.frame(pole).name} was found in none of {body} sentences."


def one_sided(analyses: Sequence[Analysis], codebook: Codebook) -> str:
    """A sentence on a pole that is found nowhere while the other carries the articles, or ''."""
    body, held = _held(analyses, codebook)
    missing = [pole for pole, n in held.items() if not n]
    if body < LEAST_SENTENCES or not missing or max(held.values()) < CARRIES * body:
        return ""
    most = max(held, key=lambda pole: held[pole])
    names = joined([codebook.frame(pole).name for pole in missing])
    return (
        f"{names} was found in none of {body} sentences, {codebook.frame(most).name.lower()} in "
        f"{held[most]}."
    )


def _held(analyses: Sequence[Analysis], codebook: Codebook) -> tuple[int, dict[str, int]]:
    """How many sentences the bodies have, and how many of them hold each pole."""
    body = 0
    held = dict.fromkeys(codebook.poles or (), 0)
    for analysis in analyses:
        inside = {s.index for s in analysis.sentences if s.part is Part.BODY}
        body += len(inside)
        for pole, sentence in {
            (h.frame, h.sentence) for h in analysis.found(Hit) if not h.doubtful
        }:
            if sentence in inside and pole in held:
                held[pole] += 1
    return body, held


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
    for frame in codebook.frames:
        if frame.by == "indicators" or not frame.indicators:
            continue
        worded, both = (_sum(analyses, f"{key}.{frame.id}") for key in ("worded", "worded_meant"))
        if worded >= LEAST_TERMS and both < AGREED * worded:
            yield (
                f"Meaning finds {frame.name.lower()} in {both} of "
                f"{plural(worded, 'sentence')} that hold its certain terms."
            )


def _sum(analyses: Sequence[Analysis], name: str) -> int:
    figures = (
        figure
        for analysis in analyses
        if (result := analysis.results.get("emphasis")) is not None
        for figure in result.figures
        if figure.name == name
    )
    return round(sum(figure.value or 0.0 for figure in figures))
