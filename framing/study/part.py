"""One part of a study's articles: the unit of work for whoever brings an engine of their own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from framing.models import Article
from framing.parts import work
from framing.parts.files import PartRow
from framing.parts.plan import Part, name_of
from framing.parts.run import open_folder
from framing.settings import Settings
from framing.study.study import Study


def analyse_part(
    number: int, articles: Sequence[Article], settings: Settings, folder: Path
) -> PartRow:
    """Analyse the articles of one part into a folder, unless it is there and whole.

    Its file has the name and the bytes that ``framing analyse`` gives it, and may be asked for
    twice. The list of parts, by which a report finds them, is written by ``Study.analyse_into``.

    Args:
        number: of the part, from 0.
        articles: its articles, in order, with the ids that they have in the whole.
        settings: as for a study.
        folder: where the parts go; made if need be.

    Returns:
        What is known of the file; the analyses stay in it.

    Raises:
        OutputError: it cannot be written.
        FramingError: the settings name something that is not there.
    """
    setup = Study(settings).setup
    open_folder(folder)
    part = Part(number, 0, len(articles), name_of(number, articles, setup))
    return work.analyse_part(part, articles, setup, folder)
