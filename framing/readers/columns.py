"""The names that columns have in people's tables, and the field that each fills."""

from __future__ import annotations

import difflib
import re
import statistics
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from framing.errors import InputError

# The columns of the rows that ``framing read`` writes.
WRITTEN = (
    *("id", "outlet", "title", "published", "byline", "agencies", "language", "url"),
    *("path", "kind", "words", "provenance", "removed", "suspected", "notes", "text"),
)
# By field, the likeliest first: where a table has several, the first with a value counts. Case and
# separators are set aside ('Published_Date' is 'publisheddate'); a name inside another is joined
# to it ('source.name' is 'sourcename').
_NAMES = {
    "text": "text fulltext maintext articletext bodytext fieldsbodytext articlebody storytext "
    "newstext plaintext cleantext cleanedtext rawtext textcontent articlecontent newscontent "
    "fullcontent content contentrendered body fullarticle article story paragraphs "
    "volltext inhalt texto textocompleto contenido conteudo texte contenu testo tekst",
    "outlet": "outlet outletname publication publicationname publicationtitle newspaper "
    "newspapername newspapertitle medianame mediaoutlet newsoutlet newssource mediasource "
    "sourcename source sourcetitle sourcedomain media medium publisher publishername journal "
    "periodical paper sitename website site threadsite threadsitefull domain feedtitle "
    "fieldspublication zeitung quelle medio fuente diario periodico fonte jornal veiculo giornale "
    "testata krant",
    "title": "title headline heading articletitle newstitle newsheadline headlinetext webtitle "
    "titlerendered threadtitle header titel uberschrift überschrift schlagzeile titulo título "
    "titular titre titolo kop",
    "published": "published publisheddate publishdate datepublished datepublish publicationdate "
    "pubdate publishedat publishedon publishtime publishedtime publisheddatetime "
    "publicationdatetime webpublicationdate firstpublicationdate articledate newsdate date "
    "datetime pubdatetime timestamp postdate dateposted postedat threadpublished created createdat "
    "datum fecha data veröffentlicht",
    "byline": "byline author authors authorname authornames writer writers reporter journalist "
    "journalists creator by fieldsbyline autor autoren autora auteur autore",
    "dateline": "dateline",
    "agencies": "agencies agency newsagency newsagencies",
    "language": "language lang languagecode languageiso",
    "url": "url link articleurl articlelink weburl sourceurl permalink canonicalurl href uri "
    "threadurl",
    "id": "id docid documentid articleid storyid newsid uuid guid uid",
}
FIELDS = tuple(_NAMES)
FIELD_OF: Mapping[str, str] = MappingProxyType(
    {name: field for field, names in _NAMES.items() for name in names.split()}
)
_RANK = {name: rank for names in _NAMES.values() for rank, name in enumerate(names.split())}
# What stands for no value where programs write tables.
_NOTHING = frozenset("nan nat none null n/a na [] {} <na>".split())
_SUMMARIES = frozenset("description summary abstract snippet excerpt lead teaser".split())
_A_TEXT = 25  # words; a column whose cells have fewer holds no articles
_SURE = 0.8


def plain(name: str) -> str:
    """A column's name with case and separators set aside."""
    return re.sub(r"[\W_]", "", name.casefold())


def field_of(name: str) -> str | None:
    """The field that a column of that name fills, or None."""
    return FIELD_OF.get(plain(name))


def is_nothing(value: str) -> bool:
    """Whether a cell says that there is no value ('NaN', 'null', nothing)."""
    return not value.strip() or value.strip().casefold() in _NOTHING


def choose(names: Iterable[str], given: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The columns of a table that fill each field, the likeliest first.

    Args:
        names: the table's columns as written.
        given: the user's choice, column by field; a column that the table lacks is passed over.
    """
    names = list(names)
    found: dict[str, list[str]] = {}
    for name in names:
        field = field_of(name)
        if field:
            found.setdefault(field, []).append(name)
    chosen = {
        field: tuple(sorted(columns, key=lambda name: _RANK[plain(name)]))
        for field, columns in found.items()
    }
    for field, wanted in given.items():
        meant = [name for name in names if name == wanted] or [
            name for name in names if plain(name) == plain(wanted)
        ]
        if meant:
            chosen = {
                other: tuple(name for name in columns if name not in meant)
                for other, columns in chosen.items()
            }
            chosen[field] = (meant[0],)
    return {field: columns for field, columns in chosen.items() if columns}


def check_given(given: Mapping[str, str]) -> None:
    """See that the user's choice of columns names fields that there are.

    Raises:
        InputError: it does not.
    """
    for field in given:
        if field not in FIELDS:
            near = difflib.get_close_matches(field, FIELDS, n=1)
            meant = f"Did you mean '{near[0]}'? " if near else ""
            raise InputError(
                f"columns: there is no field '{field}'.",
                f"{meant}Fields are {', '.join(FIELDS)}; write field=column: text=content.",
            )


def why_no_text(columns: Mapping[str, Sequence[str]]) -> tuple[str, str, bool]:
    """What to say of a table without a column of texts.

    Args:
        columns: some cells of each column, by its name as written.

    Returns:
        Message, hint, and whether it looks like a table of articles all the same.
    """
    lengths = {
        name: statistics.median(len(cell.split()) for cell in cells)
        for name, cells in columns.items()
        if cells
    }
    likely = max(lengths, key=lambda name: lengths[name], default=None)
    summary = next((name for name in columns if plain(name) in _SUMMARIES), None)
    if likely is not None and lengths[likely] >= _A_TEXT and likely != summary:
        return (
            "It has no column 'text', nor one of a name that is known for texts. The likeliest is "
            f"'{likely}' (about {lengths[likely]:.0f} words a row).",
            f'If so: --columns text={likely}, or in framing.toml [columns] text = "{likely}".',
            True,
        )
    if summary is not None:
        return (
            f"It has no column 'text', only '{summary}': a summary is not measured.",
            "Get the articles' whole texts.",
            True,
        )
    addresses = [name for name in columns if field_of(name) == "url"]
    if addresses:
        return (
            f"It has no column 'text': it is a list of addresses ('{addresses[0]}'), and nothing "
            "is fetched from the web.",
            "Save the pages themselves (HTML), and give their folder.",
            True,
        )
    return (
        "It has no column 'text', so it is no table of articles.",
        "Name the columns in the first line: id,outlet,title,published,byline,text,url.",
        False,
    )


def nearest(field: str, names: Iterable[str]) -> str | None:
    """The column whose name is nearest to those that are known for a field; None for none."""
    known = _NAMES[field].split()
    best, score = None, _SURE
    for name in names:
        ratio = max(difflib.SequenceMatcher(None, plain(name), k).ratio() for k in known)
        if ratio >= score and field_of(name) is None:
            best, score = name, ratio
    return best
