"""Findings on naming choices: one referent, several names."""

from __future__ import annotations

from framing.comparison import Comparison
from framing.findings.model import Finding
from framing.findings.words import bare
from framing.wording import capital, in_words, joined, plural

_LISTED = 6


def labels_in_use(comparison: Comparison) -> dict[str, dict[str, tuple[str, ...]]]:
    """Label set → label → names of the outlets that use it, all in the codebook's order."""
    used: dict[str, dict[str, dict[str, None]]] = {}
    for analysis in comparison.counted:
        for choice in analysis.naming:
            labels = used.setdefault(choice.label_set, {})
            labels.setdefault(choice.label, {}).setdefault(analysis.article.outlet_name)
    return {
        label_set.id: {
            label.id: tuple(used[label_set.id][label.id])
            for label in label_set.labels
            if label.id in used[label_set.id]
        }
        for label_set in comparison.codebook.label_sets
        if label_set.id in used
    }


def naming_title(comparison: Comparison) -> str:
    """The heading of the section on naming."""
    used = labels_in_use(comparison)
    contested = [labels for labels in used.values() if len(labels) > 1]
    if contested:
        return (
            f"{capital(in_words(len(contested)))} {_referents(len(contested))} under several names"
        )
    if used:
        return "No referent has two names here"
    return "No label of the codebook was found"


def _referents(n: int) -> str:
    return "referent goes" if n == 1 else "referents go"


def naming_finding(comparison: Comparison) -> Finding | None:
    """The codebook's first referent that goes under several names, with who uses which."""
    used = labels_in_use(comparison)
    sets = [s for s in comparison.codebook.label_sets if len(used.get(s.id, ())) > 1]
    if not sets:
        return None
    chosen = sets[0]  # the codebook's author puts first what matters most
    labels = {label.id: label.name for label in chosen.labels}
    shown = [
        f"‘{labels[label]}’ ({joined([bare(o) for o in outlets[:_LISTED]])}"
        f"{' and others' if len(outlets) > _LISTED else ''})"
        for label, outlets in used[chosen.id].items()
    ]
    n = len(used[chosen.id])
    return Finding(
        "naming",
        f"One referent, {in_words(n)} names",
        f"{capital(chosen.name)}: {joined(shown)}.",
        str(n),
        f"{plural(n, 'name').split(' ', 1)[1]} for one referent",
    )
