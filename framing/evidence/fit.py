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
# With so many sentences that hold certain terms, meaning should find the frame in a third of them.
LEAST_TERMS, AGREED = 15, 1 / 3


def misfits(analyses: Sequence[Analysis], codebook: Codebook) -> tuple[str, ...]:
    """What does not fit, a sentence each; none where the codebook fits."""
    return (*_poles(analyses, codebook), *_actors(analyses, codebook), *_apart(analyses, codebook))


def _poles(analyses: Sequence[Analysis], codebook: Codebook) -> Iterator[str]:
    body = sum(s.part is Part.BODY for a in analyses for s in a.sentences)
    if body < LEAST_SENTENCES:
        return
    found = {hit.frame for a in analyses for hit in a.found(Hit)}
    for pole in codebook.poles or ():
        if pole not in found:
            yield f"{codebook.frame(pole).name} was found in none of {body} sentences."


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
