"""The only place that writes a sentence about a result.

It says what the data allow: counts beside percentages; 'this article', never 'this outlet', with
one article; no word that ranks unless the interval of the difference excludes zero.
"""

from __future__ import annotations

from collections.abc import Mapping

from framing.evidence import Comparison, OutletFigures, Severity
from framing.findings import frames, topics
from framing.findings.frames import chart_titles
from framing.findings.words import Finding, Findings, OutletWords, counted, unit_noun, whose
from framing.wording import capital, in_words, joined, percent, plural

__all__ = ["Finding", "Findings", "OutletWords", "write_findings"]

_MOST_KEY_FINDINGS = 6


def write_findings(comparison: Comparison) -> Findings:
    """All sentences about the results of a comparison."""
    key = [
        _comparability(comparison),
        frames.poles_finding(comparison),
        *frames.apart_findings(comparison),
        topics.official_finding(comparison),
        topics.unnamed_finding(comparison),
        topics.naming_finding(comparison),
        topics.tone_finding(comparison),
    ]
    return Findings(
        title=_report_title(comparison),
        summary=_summary(comparison),
        key=tuple(finding for finding in key if finding)[:_MOST_KEY_FINDINGS],
        headings=_headings(comparison),
        notes=_notes(comparison),
        outlets={outlet.slug: _outlet(comparison, outlet) for outlet in comparison.outlets},
    )


def _report_title(comparison: Comparison) -> str:
    apart = frames.apart_findings(comparison)
    if apart:
        return apart[0].title
    if frames.poles_finding(comparison):
        return frames.poles_title(comparison)
    return topics.sources_title(comparison)


def _summary(comparison: Comparison) -> str:
    articles = plural(len(comparison.analyses), "article")
    outlets = in_words(len(comparison.outlets))
    noun = "outlet" if len(comparison.outlets) == 1 else "outlets"
    sentences = plural(sum(o.n_sentences for o in comparison.outlets), "sentence")
    names = [frames.frame_name(comparison, frame.id) for frame in comparison.codebook.frames]
    return (
        f"We read {articles} from {outlets} {noun}, {sentences} in all, and asked how they sound, "
        f"whom they quote, and which frames they use: {joined(names)}."
    )


def _comparability(comparison: Comparison) -> Finding | None:
    serious = [flag for flag in comparison.flags if flag.severity is Severity.SERIOUS]
    if not serious:
        return None
    second = f" {serious[1].what}" if len(serious) > 1 else ""
    return Finding(
        "comparability",
        "Read what does not compare first",
        f"{serious[0].what} {serious[0].consequence}{second}",
        str(len(serious)),
        "serious limits to the comparison" if len(serious) > 1 else "serious limit",
    )


def _headings(comparison: Comparison) -> dict[str, str]:
    serious = sum(flag.severity is Severity.SERIOUS for flag in comparison.flags)
    headings = {
        "comparability": (
            f"{capital(in_words(serious))} serious limits to this comparison"
            if serious > 1
            else "One serious limit to this comparison"
            if serious
            else "No serious limit to this comparison was found"
        ),
        "tone": topics.tone_title(comparison),
        "sources": topics.sources_title(comparison),
        "naming": topics.naming_title(comparison),
        "shared": _shared_title(comparison),
    }
    if comparison.codebook.poles:
        headings["emphasis"] = frames.poles_title(comparison)
    else:
        headings["emphasis"] = "Which frames stand in which sentences"
    apart = frames.apart_findings(comparison)
    headings["frames"] = (
        apart[0].title if apart else f"Frames in the {unit_noun(comparison.outlets)}s compared"
    )
    return {**headings, **chart_titles(comparison)}


def _shared_title(comparison: Comparison) -> str:
    n = len(comparison.shared)
    if not n:
        return "No shared copy was found"
    ids = {i for passage in comparison.shared for i in passage.article_ids}
    passages = "passage stands" if n == 1 else "passages stand"
    return f"{capital(in_words(n))} {passages} in {in_words(len(ids))} articles"


def _notes(comparison: Comparison) -> Mapping[str, str]:
    notes = {
        f"frame.{frame.id}": frames.share_note(comparison, frame.id)
        for frame in comparison.codebook.frames
    }
    unnamed = topics.unnamed_finding(comparison)
    if unnamed:
        notes["unnamed"] = unnamed.text
    official = topics.official_finding(comparison)
    if official:
        notes["official"] = official.text
    notes["tone"] = topics.tone_note(comparison)
    confirmed = topics.confirmed_note(comparison)
    if confirmed:
        notes["confirmed"] = confirmed
    return notes


def _outlet(comparison: Comparison, outlet: OutletFigures) -> OutletWords:
    shares = [(frame, outlet.figures[f"frame.{frame.id}"]) for frame in comparison.codebook.frames]
    apart = [frame for frame, _ in shares if frames.sets_apart(comparison, frame.id) is outlet]
    measured = [(frame, figure) for frame, figure in shares if figure.n]
    text = (
        f"{capital(whose(outlet))}: {plural(outlet.n_sentences, 'sentence')}, "
        f"{plural(outlet.n_words, 'word')}, {plural(outlet.n_statements, 'statement')} from "
        f"{plural(len(outlet.speakers), 'speaker')}."
    )
    if not measured:
        return OutletWords(f"{outlet.name}: nothing could be measured", text)
    frame = apart[0] if apart else max(measured, key=lambda pair: pair[1].value or 0)[0]
    figure = outlet.figures[f"frame.{frame.id}"]
    others = [
        f"{frames.frame_name(comparison, other.id)} in {counted(share)}"
        for other, share in measured
        if other.id != frame.id and share.count
    ]
    if others:
        text += f" Besides: {joined(others[:4])} sentences."
    unnamed = outlet.figures["naming.unnamed"]
    if unnamed.n:
        text += f" Unnamed people make {counted(unnamed)} statements ({percent(unnamed.value)})."
    if not figure.count:
        speakers = plural(len(outlet.speakers), "speaker")
        statements = plural(outlet.n_statements, "statement")
        return OutletWords(f"{outlet.name}: {statements} from {speakers}", text)
    name = frames.frame_name(comparison, frame.id)
    return OutletWords(f"{outlet.name}: {name} in {counted(figure)} sentences", text)
