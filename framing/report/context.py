"""The context of every template, made from a comparison.

Nothing is counted here, and no sentence about a result is written.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from markupsafe import Markup

from framing.analysers.base import Analyser
from framing.codebooks import Codebook
from framing.evidence import (
    ComparedActor,
    Comparison,
    Figure,
    OutletFigures,
)
from framing.evidence.comparison import alone
from framing.evidence.count import together
from framing.evidence.rows import (
    ArticleRow,
    flat,
)
from framing.files import report_templates, sections_in
from framing.findings import write_findings
from framing.findings.words import unit_noun
from framing.models import NamingChoice
from framing.outlets import OutletProfile
from framing.report import charts, pages, reading
from framing.report.alone import told_alone
from framing.report.index import Index, make_index
from framing.report.messages import gettext, is_english, joined, language, looked_up, number_word
from framing.report.pages import (
    CardView,
    GapChart,
)
from framing.report.passages import passage_view
from framing.report.reading import whose_copy
from framing.report.side_by_side import side_by_side
from framing.report.themes import Theme, load_theme
from framing.report.views import (
    ArticleView,
    FactRow,
    FrameView,
    Imprint,
    LabelRow,
    LabelSetView,
    LaneView,
    MethodView,
    NearView,
    OutletView,
    ReportView,
)
from framing.settings import SECTIONS
from framing.text.language_model import language_model
from framing.text.quotations import DOUBLE_MARKS
from framing.validation import ValidationRecord
from framing.validation.examples import NearestExamples
from framing.wording import day

_LANES = 3  # frames of strips, of a codebook without poles
_LOOKS = 5  # columns of the small chart on the page of findings
_SHORTER = 13.0  # mm that a page of Letter paper has less for the story line


def build_view(
    comparison: Comparison,
    *,
    profiles: Mapping[str, OutletProfile],
    analysers: Sequence[Analyser],
    validation: ValidationRecord | None = None,
    sections: Sequence[str] = SECTIONS,
    created: str = "",
    tone_confidence: float = 0.0,
    theme: Theme | None = None,
    edition: Literal["pdf", "html"] = "pdf",
    folders: Sequence[Path] = (),
    imprint: Imprint | None = None,
) -> ReportView:
    """What templates may use, made from a comparison.

    Args:
        comparison: the figures and their evidence.
        profiles: outlet profiles by slug (colour, country, ownership).
        analysers: those that ran, for the method appendix.
        validation: the codebook's measured agreement with human coding, if there is any.
        sections: those that the report shows, in their order.
        created: ISO date of the document; empty leaves it out.
        tone_confidence: below it the tone towards an actor was left untold.
        theme: how the report looks; the default theme if none is given.
        edition: which one the templates are to make.
        folders: the user's template folders, which may have sections of their own.
        imprint: what the user says of the document.
    """
    theme = theme or load_theme()
    findings = write_findings(comparison)
    headings = {name: _heading(heading) for name, heading in findings.headings.items()}
    findings = replace(findings, headings=headings)
    codebook = comparison.codebook
    frames = _frames(codebook, theme)
    articles = [_article(row, comparison) for row in comparison.rows.articles]
    cited = pages.cited(comparison.rows, findings, theme.limits["cited"])
    if edition == "pdf":
        shown = frozenset(row.id for each in cited for row, _ in each.rows)
    else:
        shown = frozenset(
            [r.id for r in comparison.rows.sentences] + [r.id for r in comparison.rows.statements]
        )
    order = pages.order_of_outlets(comparison)
    articles.sort(key=lambda article: order.index(article.row.outlet))
    dates = {article.ref: article.date for article in articles}
    rows = [article.row for article in articles]
    headed = _one_each(rows, theme.limits["heads"])
    facts = pages.facts(comparison)
    paper = (imprint or Imprint()).paper
    columns = {key: _most_told(comparison, key, theme) for key in ("country", "group")}
    outlets = [
        _outlet(
            comparison,
            figures,
            i,
            profiles.get(figures.slug),
            theme,
            [article for article in articles if article.row.outlet == figures.slug],
            shown,
            columns,
            edition,
        )
        for i, figures in enumerate(map(comparison.outlet, order))
    ]
    pole_frames = [frame for pole in codebook.poles or () for frame in frames if frame.id == pole]
    found_most = {frame.id for frame in comparison.frames_found[:2]}
    lanes = _lanes(comparison, frames)
    agencies, speaking = pages.flow(comparison)
    names = pages.names(comparison)
    looks = _looks(comparison, order, lanes, theme)
    on_paper = edition == "pdf"
    alone_here = told_alone(
        comparison,
        order[::-1],  # as on the cards
        theme.limits["alone_lines"] if on_paper else len(comparison.told_alone),
        theme.limits["alone_together"] if on_paper else len(comparison.told_alone) ** 2,
    )
    matters = side_by_side(
        comparison,
        order[::-1],
        # The story line has all sentences of two articles side by side.
        theme.limits["matters"] * (len(articles) > 2) if on_paper else len(comparison.matters),
        min(theme.limits["matter_lines"], len(articles))
        if on_paper
        else len(comparison.rows.sentences),
    )
    by_id = {analysis.article.id: analysis for analysis in comparison.analyses}
    return ReportView(
        edition=edition,
        language=language(),
        in_english=Markup("") if is_english() else Markup(' lang="en"'),
        title=comparison.title,
        date_range=_date_range(comparison),
        created=created,
        sections=_shown_sections(
            sections,
            comparison,
            edition,
            theme,
            names_things=bool(names or facts),
            cites=bool(cited),
            tells_alone=bool(alone_here),
            tells_alike=bool(matters),
        ),
        section_titles=_section_titles(
            folders,
            theme,
            [frame for frame in pole_frames if comparison.is_found(frame.id)],
            bool(facts),
        ),
        tone_confidence=tone_confidence,
        unit=unit_noun(comparison.outlets),
        version=version("framing"),
        language_model=language_model(),
        findings=findings,
        outlets=outlets,
        articles=articles,
        frames=frames,
        poles=pole_frames,
        compared=pole_frames or [frame for frame in frames if frame.id in found_most],
        lanes=lanes,
        fits=comparison.fits,
        countries=columns["country"],
        group_by=comparison.group_by or "",
        groups=columns["group"],
        label_sets=_label_sets(comparison),
        facts=[
            FactRow(card.name, card.id, bool(comparison.figures(f"fact.{card.id}")))
            for card in codebook.facts
        ],
        actors=_actors(comparison, theme),
        imprint=imprint or Imprint(),
        tone_note="; ".join(sorted({note for a in comparison.analyses for note in a.notes})),
        shared=sorted(
            (passage_view(passage, comparison, by_id) for passage in comparison.shared),
            key=lambda view: (not view.quoted_and_unquoted, not view.voices_differ),
        ),
        flags=comparison.flags,
        skipped=comparison.skipped,
        shown_rows=shown,
        n_rows=len(comparison.rows.sentences) + len(comparison.rows.statements),
        nearest=_nearest(comparison, shown) if edition == "html" and "evidence" in sections else {},
        codebook=codebook,
        codebook_label=f"{codebook.title} ({codebook.id}), version {codebook.version}"
        + (f", sha256 {codebook.sha256[:12]}" if edition == "html" else ""),
        validation=validation,
        methods=[MethodView(a.name, a.version, _manual(a)) for a in analysers],
        chance=comparison.chance,
        own_copy_only=comparison.own_copy_only,
        tone_axis=charts.tone_axis(outlets),
        frame_axis=charts.share_axis(outlets, [frame.id for frame in frames]),
        theme=theme,
        roles=charts.roles(theme, outlets),
        namings=charts.namings(theme, outlets),
        voices=charts.voices(theme, outlets),
        heads=reading.heads(comparison, headed, dates),
        story_lines=reading.lines(
            comparison,
            _side_by_side(rows, comparison, theme.limits["story_lines"]),
            dates,
            theme.limits["story_height"] - (0 if paper == "A4" else _SHORTER),
            bool(lanes),
        ),
        speaker_groups=pages.speakers(
            [comparison.outlet(slug) for slug in order], theme.limits["speaker_lines"]
        ),
        frame_gaps=[
            chart
            for frame in _telling_first(frames, comparison)
            if comparison.is_found(frame.id)
            and (chart := _gaps(comparison, order, f"frame.{frame.id}", frame.name, frame.colour))
        ],
        unfound=[frame.name for frame in pole_frames if not comparison.is_found(frame.id)],
        looks=looks,
        longest=max((round(100 * abs(e.gap.value)) for c in looks for e in c.lines), default=0),
        toned=any(
            o.figures["tone.scored"].count >= theme.limits["toned"]
            for o in outlets
            if "tone.scored" in o.figures
        ),
        timelines=comparison.main_timelines,
        name_lines=names,
        fact_lines=facts,
        cards=_in_order(
            order, pages.cards(comparison, findings, facts, theme.limits["card_lines"])
        ),
        alone=alone_here,
        matters=matters,
        cited=cited,
        from_agencies=agencies,
        to_countries=speaking,
    )


def _nearest(comparison: Comparison, shown: Set[str]) -> dict[str, list[NearView]]:
    """The coded examples nearest to each sentence in which a frame was found by meaning."""
    examples = NearestExamples(comparison.codebook)
    found: dict[str, list[NearView]] = {}
    for row in comparison.rows.sentences:
        if row.id not in shown:
            continue
        meant = {hit.frame for hit in row.hits if hit.p is not None}
        for frame in comparison.codebook.frames:
            for near in examples.of(row.text, frame.id) if frame.id in meant else ():
                e = near.example
                found.setdefault(row.id, []).append(
                    NearView(frame.name, e.sentence, e.held, e.note, e.own, near.likeness)
                )
    return found


def _heading(text: str) -> str:
    """A page's title: plain names in the page's language; a finding stays, and is said to be in
    English."""
    told = looked_up(text)
    if is_english() or told != text:
        return told
    return Markup('<span lang="en">{}</span>').format(text)


def _shown_sections(
    sections: Sequence[str],
    comparison: Comparison,
    edition: str,
    theme: Theme,
    *,
    names_things: bool,
    cites: bool,
    tells_alone: bool,
    tells_alike: bool,
) -> tuple[str, ...]:
    """The sections that this edition has. In the PDF there is no full list of limits, no story
    line of more outlets than stand side by side, and nothing of a codebook that does not fit."""
    left_out = set()
    if edition == "pdf":
        left_out.add("comparability")
        if len(comparison.outlets) > theme.limits["story_lines"]:
            left_out.add("story_line")
        if not cites:
            left_out.add("evidence")
        if not comparison.fits:
            left_out.add("emphasis")
    if not names_things:
        left_out.add("naming")
    if not tells_alone:
        left_out.add("told_alone")
    if not tells_alike:
        left_out.add("side_by_side")
    if not comparison.main_timelines:
        left_out.add("timeline")
    if len(comparison.outlets) < 2:
        left_out.add("shared_copy")
    return tuple(name for name in sections if name not in left_out)


def _lanes(comparison: Comparison, frames: Sequence[FrameView]) -> list[FrameView]:
    """The frames that strips show, of those found anywhere: the poles, and beside them the one with
    the surest gap that is told, or the first of the codebook; without poles those found most."""
    if not comparison.fits:
        return []
    sure = {f"frame.{frame.id}": 1.0 for frame in frames}
    for gap in comparison.gaps:
        if gap.key in sure and gap.told:
            sure[gap.key] = min(sure[gap.key], gap.p)
    order = [f.id for f in comparison.frames_found]
    if any(frame.pole for frame in frames):
        order = [f.id for f in frames]
    ranked = sorted(frames, key=lambda f: (not f.pole, sure[f"frame.{f.id}"], order.index(f.id)))
    found = [frame for frame in ranked if comparison.is_found(frame.id)]
    poles = sum(frame.pole for frame in found)
    shown = found[: poles + 1 if poles else _LANES]
    return sorted(shown, key=frames.index)


def _one_each(rows: Sequence[ArticleRow], most: int) -> list[ArticleRow]:
    """The articles, or the first of each outlet where there are more than can be shown."""
    if len(rows) <= most:
        return list(rows)
    first: dict[str, ArticleRow] = {}
    for row in rows:
        first.setdefault(row.outlet, row)
    return list(first.values())[:most]


def _side_by_side(
    rows: Sequence[ArticleRow], comparison: Comparison, most: int
) -> list[ArticleRow]:
    """The articles of the story line: all, or one of each outlet, one that is compared if it has
    any."""
    chosen = _one_each(sorted(rows, key=lambda row: row.id in comparison.apart), most)
    return sorted(chosen, key=rows.index)


def _in_order(order: Sequence[str], cards: Sequence[CardView]) -> list[CardView]:
    """The cards, the outlet that stands apart first."""
    return sorted(cards, key=lambda card: order.index(card.slug), reverse=True)


def _gaps(
    comparison: Comparison, order: Sequence[str], key: str, name: str, colour: str
) -> GapChart | None:
    chart = pages.gap_chart(comparison, key, name, colour)
    if chart is None:
        return None
    ordered = sorted(chart.lines, key=lambda line: order.index(line.slug))
    return replace(chart, lines=ordered)


def _looks(
    comparison: Comparison, order: Sequence[str], lanes: Sequence[FrameView], theme: Theme
) -> list[GapChart]:
    """The frames of the strips, officials, and people without names; in place of those in which no
    outlet stands apart, from the last, other shares in which one does. None where no outlet does.
    """
    ink = theme.colours["ink"]
    keyed = [(f"frame.{frame.id}", frame.name, frame.colour) for frame in lanes]
    keyed += [("role.official", gettext("Officials"), ink)]
    keyed += [("naming.unnamed", gettext("Unnamed"), ink)]
    told = {gap.key: gap.p for gap in comparison.gaps if gap.told}
    more = [("role.expert", gettext("Experts"), ink), ("naming.named", gettext("Named"), ink)]
    countries = sorted((key for key in told if key.startswith("country.")), key=lambda k: told[k])
    more += [(key, pages.country_named(key.partition(".")[2]), ink) for key in countries]
    for each in (each for each in more if each[0] in told):
        idle = [old for old in keyed if old[0] not in told]
        if len(keyed) >= _LOOKS and not idle:
            break
        if len(keyed) >= _LOOKS:
            keyed.remove(idle[-1])
        keyed.append(each)
    charts_ = [chart for each in keyed if (chart := _gaps(comparison, order, *each))]
    # Bars of which none holds would only look like differences.
    return charts_ if any(line.apart for chart in charts_ for line in chart.lines) else []


def _section_titles(
    folders: Sequence[Path], theme: Theme, poles: Sequence[FrameView], facts: bool
) -> dict[str, str]:
    """What sections are called: as their templates say, but emphasis by the poles it weighs, and
    names without facts where none is told."""
    searched = (*folders, theme.folder, report_templates() / "default")
    titles = {name: looked_up(section.title) for name, section in sections_in(searched).items()}
    if poles:
        titles["emphasis"] = joined([frame.name for frame in poles])
    if not facts and titles.get("naming") == gettext("Names and facts"):
        titles["naming"] = gettext("Names")
    return titles


def _frames(codebook: Codebook, theme: Theme) -> list[FrameView]:
    poles = codebook.poles or ()
    return [
        FrameView(
            frame.id,
            frame.name,
            frame.colour if theme.own_colours else theme.frames[i % len(theme.frames)],
            frame.definition,
            frame.id in poles,
            [t.written for t in frame.terms() if re.fullmatch(r"[\w .'’-]+", t.written)],
            sum(1 for _ in frame.terms()),
            frame.tentative,
        )
        for i, frame in enumerate(codebook.frames)
    ]


def _article(row: ArticleRow, comparison: Comparison) -> ArticleView:
    article = row.analysis.article
    sentences = comparison.rows.sentences_of.get(row.id, ())
    body = [s for s in sentences if s.in_body]
    published = article.published
    return ArticleView(
        ref=row.id,
        row=row,
        article=article,
        title=article.title.value if article.title else gettext("No headline found"),
        date=day(published.value) if published else "not found",
        date_mark=published.provenance.value if published else "",
        copy=whose_copy(row),
        lanes=[
            LaneView(frame, [i for i, s in enumerate(body) if frame in s.frames])
            for frame in row.frames
        ],
        quoted=[i for i, s in enumerate(body) if DOUBLE_MARKS & set(s.text)],
        sentences=sentences,
        statements=comparison.rows.statements_of.get(row.id, ()),
    )


def _outlet(
    comparison: Comparison,
    counted: OutletFigures,
    place: int,
    profile: OutletProfile | None,
    theme: Theme,
    articles: Sequence[ArticleView],
    shown: Set[str],
    columns: Mapping[str, Sequence[str]],
    edition: Literal["pdf", "html"],
) -> OutletView:
    only_here = alone(counted, comparison.rows)
    figures = dict(counted.figures)
    figures[only_here.key] = only_here
    for key, told in columns.items():
        whole = counted.figures.get(f"{key}.unknown")
        if whole is not None:
            others = [f for f in counted.family(key) if f.category not in (*told, "unknown")]
            others_name = gettext("Others")
            figures[f"{key}.others"] = together(f"{key}.others", others_name, whole, others)
    elsewhere = {row.id for row in only_here.rows}
    many = len(comparison.outlets) > theme.limits["index_outlets"]
    most = theme.limits["index_links"] if many else len(shown)
    if edition == "pdf":  # the rows that the findings cite; the index stands in the HTML edition
        index = Index((), _cited_targets(figures, shown))
    else:
        index = make_index(counted.slug, figures, shown, most)
    owner = profile.ownership if profile else None
    return OutletView(
        slug=counted.slug,
        name=counted.name,
        code=articles[0].ref.rsplit("-", 1)[0],
        colour=_colour(theme, place, profile),
        country=profile.country if profile else "",
        kind=profile.kind if profile else "",
        ownership=owner.text if owner else "",
        ownership_source=owner.source if owner else "",
        tone_is_measured=counted.tone_is_measured,
        figures=figures,
        own_figures=next(o for o in comparison.own_copy if o.slug == counted.slug).figures,
        speakers=counted.speakers,
        only_here=[s for s in counted.speakers if s.best.id in elsewhere],
        articles=articles,
        targets=index.targets,
        index_groups=index.groups,
        measures=comparison.measures,
    )


def _cited_targets(figures: Mapping[str, Figure], shown: Set[str]) -> dict[str, str]:
    """By a figure's key, the first of its rows that the findings cite."""
    found = {}
    for key, figure in figures.items():
        cited = next((row.id for row in figure.rows if row.id in shown), None)
        if cited:
            found[key] = cited
    return found


def _most_told(comparison: Comparison, key: str, theme: Theme) -> list[str]:
    """The countries, or groups, that most statements come from, the most frequent first."""
    counts: Counter[str] = Counter()
    for outlet in comparison.outlets:
        for figure in outlet.family(key):
            if figure.category != "unknown":
                counts[figure.category] += int(figure.count)
    ordered = sorted(counts, key=lambda category: (-counts[category], category))
    return ordered[: theme.limits["countries"]]


def _label_sets(comparison: Comparison) -> list[LabelSetView]:
    modifiers: dict[str, set[str]] = {}
    for row in comparison.counted.mentions:
        choice = row.mention
        if isinstance(choice, NamingChoice):
            found = modifiers.setdefault(f"{choice.label_set}.{choice.label}", set())
            found |= {flat(word).lower() for word in choice.modifiers}
    views = []
    for label_set in comparison.codebook.label_sets:
        rows = [
            LabelRow(label.name, key, sorted(modifiers[key]))
            for label in label_set.labels
            if (key := f"{label_set.id}.{label.id}") in modifiers
        ]
        if rows:
            views.append(LabelSetView(label_set.name, rows))
    return views


def _telling_first(frames: Sequence[FrameView], comparison: Comparison) -> list[FrameView]:
    """The poles, then the frames of which a difference is told, then the others."""
    told = {gap.key.removeprefix("frame.") for gap in comparison.gaps if gap.told}
    poles = comparison.codebook.poles or ()
    return sorted(frames, key=lambda f: (f.id not in poles, f.id not in told))


def _actors(comparison: Comparison, theme: Theme) -> list[ComparedActor]:
    """The actors towards whom any outlet's tone was told: the codebook's, then the speakers most
    often met; the others stand in towards.csv."""
    told = [
        actor
        for actor in comparison.actors
        if any(
            figure.n
            for voice in ("narrator", "quoted")
            for figure in comparison.figures(f"toward.{actor.id}.{voice}")
        )
    ]
    speakers = [actor for actor in told if actor.speaker][: theme.limits["tone_speakers"]]
    return [*(actor for actor in told if not actor.speaker), *speakers]


def _colour(theme: Theme, position: int, profile: OutletProfile | None) -> str:
    """An outlet's colour: its profile's, if there is one and the theme lets it stand."""
    if profile and theme.own_colours:
        return profile.colour
    return theme.outlets[position % len(theme.outlets)]


def _date_range(comparison: Comparison) -> str:
    dates = sorted(a.article.published.value for a in comparison.analyses if a.article.published)
    undated = len(comparison.analyses) - len(dates)
    if not dates:
        return gettext("No date of publication was found in any article")
    first, last = day(dates[0]), day(dates[-1])
    told = (
        gettext("Dated %(day)s", day=first)
        if first == last
        else gettext("Dated %(first)s to %(last)s", first=first, last=last)
    )
    if undated:
        told += gettext("; %(n)s without a date", n=number_word(undated))
    return told


def _manual(analyser: Analyser) -> str:
    """The analyser's docstring up to its arguments, on one line, and what it says of this study."""
    text = (type(analyser).__doc__ or "").split("\n    Args:")[0]
    note: str = getattr(analyser, "manual_note", "")
    return " ".join([*text.replace("``", "").split(), *note.split()])
