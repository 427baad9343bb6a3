"""What framing needs, for all that it does and for work on it, may be used with it: no GPL or AGPL
without another choice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import Distribution

import pytest

from framing.replication.inventory import needed

# Licences of which one may be chosen; with the one that is. All others must be permissive, or weak.
CHOSEN = {"pyphen": "Mozilla Public License 1.1", "tld": "MPL-1.1"}
EXTRAS = ("formats", "scale", "docs", "dev")
COPYLEFT = re.compile(r"\b(?:A?GPL|GNU (?:Affero )?General Public|LGPL|GNU Lesser)", re.IGNORECASE)
KNOWN = re.compile(
    r"MIT|BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla Public|Zlib|CC0|Unlicense"
    r"|HPND|0BSD",
    re.IGNORECASE,
)


def licences(found: Distribution) -> Iterator[str]:
    """What a distribution says of its licence, the surest first."""
    said = found.metadata
    if said.get("License-Expression"):
        yield said["License-Expression"]
        return
    classifiers = [c for c in said.get_all("Classifier") or () if c.startswith("License ::")]
    yield from (c.rpartition(" :: ")[2] for c in classifiers)
    if not classifiers and said.get("License"):
        yield said["License"].splitlines()[0]
    elif not classifiers:  # the licence itself, in its own first words
        for file in found.files or ():
            if file.name.upper().startswith(("LICENSE", "LICENCE", "COPYING")):
                yield file.read_text("utf-8")[:200]


FOUND = needed(EXTRAS)


@pytest.mark.parametrize("name", sorted(FOUND))
def test_the_licence_lets_it_be_used(name):
    said = list(licences(FOUND[name]))
    assert any(map(KNOWN.search, said)), (name, said)
    if any(map(COPYLEFT.search, said)):
        assert any(CHOSEN[name] in each for each in said), (name, said)


def test_all_that_is_needed_was_looked_at():
    assert len(FOUND) > 50
    assert {"spacy", "weasyprint", "jinja2", "regex", "trafilatura", "mkdocs"} <= set(FOUND)
    assert set(CHOSEN) <= set(FOUND)
