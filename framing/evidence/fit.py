"""Fit first: whether the codebook fits the articles, before anything is said of its frames.

It does not where a pole is found nowhere, where none of the codebook's own actors is named, or
where what a frame means and what its certain terms find lie far apart. Then its frames are told as
counts at most, and no finding is drawn from them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from framing.codebooks import Codebook
from framing.models import ActorTone, Analysis, Hit, NamingChoice, Part
from framing.wording import in_words, joined, plural

# A pole is missed only where there is enough to find it in.
LEAST_SENTENCES = 20
CARRIES = 0.25  # of an outlet's sentences hold one pole: the codebook speaks of this story
# With so many sentences that hold certain terms, meaning should find the frame in a third of them.
LEAST_TERMS, AGREED = 15, 1 / 3


def misfits(analyses: Sequence[Analysis], codebook: Codebook) -> tuple[str, ...]:
    """What does not fit, a sentence each; none where the codebook fits."""
    return (*_poles(analyses, codebook), *_actors(analyses, codebook), *_apart(analyses, codebook))


def _poles(analyses: Sequence[Analysis], codebook: Codebook) -> Iterator[str]:
    body, held, doubtful = _held(analyses, codebook)
    if body < LEAST_SENTENCES or _carried(analyses, codebook):
        return  # a story of one pole alone is told by that pole
    for pole, n in held.items():
        if not n:
            yield f"{codebook.frame(pole).name} was found {_in_none(body, doubtful[pole])}."


def one_sided(analyses: Sequence[Analysis], codebook: Codebook) -> str:
    """A sentence on a pole that is found nowhere while the other carries the articles, or ''."""
    body, held, doubtful = _held(analyses, codebook)
    missing = [pole for pole, n in held.items() if not n]
    if body < LEAST_SENTENCES or not missing or not _carried(analyses, codebook):
        return ""
    most = max(held, key=lambda pole: held[pole])
    names = joined([codebook.frame(pole).name for pole in missing])
    none = _in_none(body, sum(doubtful[pole] for pole in missing))
    return f"{names} was found {none}, {codebook.frame(most).name.lower()} in {held[most]}."


def _carried(analyses: Sequence[Analysis], codebook: Codebook) -> bool:
    """Whether one pole carries the articles, or those of one outlet: that others have none of it is
    the difference between them."""
    by_outlet: defaultdict[str, list[Analysis]] = defaultdict(list)
    for analysis in analyses:
        by_outlet[analysis.article.outlet].append(analysis)
    # Of one outlet alone, all articles are its own.
    for some in (analyses, *(by_outlet.values() if len(by_outlet) > 1 else ())):
        body, held, _ = _held(some, codebook)
        if body >= LEAST_SENTENCES and max(held.values(), default=0) >= CARRIES * body:
            return True
    return False


def _in_none(body: int, doubtful: int) -> str:
    """'in none of 40 sentences (two are doubtful)'."""
    told = f" ({in_words(doubtful)} {'is' if doubtful == 1 else 'are'} doubtful)"
    return f"{'for sure ' if doubtful else ''}in none of {body} sentences{told if doubtful else ''}"


def _held(
    analyses: Sequence[Analysis], codebook: Codebook
) -> tuple[int, dict[str, int], dict[str, int]]:
    """How many sentences the bodies have, and in how many of them each pole is found for sure and
    in how many doubtfully."""
    body = 0
    held, doubtful = (dict.fromkeys(codebook.poles or (), 0) for _ in range(2))
    for analysis in analyses:
        inside = {s.index for s in analysis.sentences if s.part is Part.BODY}
        body += len(inside)
        sure: dict[tuple[str, int], bool] = {}
        for hit in analysis.found(Hit):
            if hit.sentence in inside and hit.frame in held:
                at = (hit.frame, hit.sentence)
                sure[at] = sure.get(at, False) or not hit.doubtful
        for (pole, _), is_sure in sure.items():
            (held if is_sure else doubtful)[pole] += 1
    return body, held, doubtful


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
