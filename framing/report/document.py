"""What is done to a finished document, in one reading of it.

Its links lead somewhere safe, right-to-left words keep their direction, and the theme's files have
addresses, whoever wrote the template and whatever an article says.
"""

from __future__ import annotations

import base64
import mimetypes
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple
from unicodedata import bidirectional
from urllib.parse import unquote

from framing.errors import TemplateError
from framing.report.images import KINDS, check_image

THEME_SCHEME = "theme:"

_ATTRIBUTES = r"""(?:[^>"']|"[^"]*"|'[^']*')*"""
_TOKEN = re.compile(
    rf"(?P<raw><!--.*?-->|<script(?=[\s/>]){_ATTRIBUTES}>.*?</script\s*>)"
    rf"|(?P<style><style(?=[\s/>]){_ATTRIBUTES}>.*?</style\s*>)"
    rf"|<(?P<name>/?[a-z][^\s/>]*)(?P<attributes>{_ATTRIBUTES})>"
    r"|(?P<text>[^<]+|<)",
    re.IGNORECASE | re.DOTALL,
)
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", re.IGNORECASE)
_STYLE = re.compile(r"""\bstyle=(?:"[^"]*"|'[^']*')""", re.IGNORECASE)
_ID = re.compile(r"""\sid\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
_WEB = re.compile(r"https?://[^\s\"'<>\\]+", re.IGNORECASE)
_SEGMENT = re.compile(r"""\bclass\s*=\s*["']segment["']""")
# What may never stand in a report, and what may only name files of the theme.
_NEVER = frozenset(
    "iframe frame frameset object embed applet base portal fencedframe"
    # What stands in these is markup for us and words for a browser, or the other way round.
    " textarea xmp plaintext noembed noframes noscript".split()
)
# Comments end in two ways more, of which a template has no need.
_ODD_COMMENT = re.compile(r"<!---?>|<!--.*?--!>", re.DOTALL)
_SCRIPT = re.compile(r"<script\b([^>]*)>", re.IGNORECASE)
_SENDS = frozenset(("action", "formaction", "ping"))
_ACTS = ("refresh", "set-cookie")
_LOADS = frozenset("src srcset imagesrcset href xlink:href poster background data lowsrc".split())
_SUSPECT = re.compile(
    rf"(?<![\w-])(?:{'|'.join(sorted(_SENDS | _LOADS))}|style|http-equiv|attributename)\s*=",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"""([^\s=>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?""", re.IGNORECASE
)
# A style sheet without any of these loads nothing; '\\' may write them in another way.
_MAY_LOAD = re.compile(r"\\|@|url|src|image|cross-fade", re.IGNORECASE)
# What takes a string for an address; what may stand for a string there.
_LOADERS = frozenset("url src image image-set -webkit-image-set cross-fade".split())
_STAND_FOR = frozenset(("var", "attr", "env"))
_OWN = re.compile(r"#|data:|theme:|/theme/", re.IGNORECASE)
_ELSEWHERE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
# Where a tag can name a file of the theme.
_NAMES_FILE = re.compile(
    r"""\s(?:style=(?:"[^"]*"|'[^']*')|(?:src|(?:xlink:)?href)=["']theme:[^"']+["'])"""
)
_THEME_FILE = re.compile(r"""theme:[^"')\s]+""")
_RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_RIGHTWARD = re.compile(r"""\bdir=["']?rtl""", re.IGNORECASE)
_RUN = re.compile(f"[{_RIGHT_TO_LEFT}](?:[^<>&\u0021-\u2fff]*[{_RIGHT_TO_LEFT}])*\u200e?")


class Piece(NamedTuple):
    """A piece of a document: ``name`` of a tag ('a', '/a'), '' for text, '#' for the rest."""

    text: str
    name: str
    attributes: str = ""


def finished(
    html: str, folders: Sequence[Path] = (), address: Callable[[Path], str] | None = None
) -> str:
    """The document with just the links that lead somewhere, and somewhere safe; a mark after each
    run of right-to-left words; and an address for each of the theme's files.

    A link to a place that this report lacks (a section that was left out or replaced) becomes plain
    text, and so does one that is neither a place of the document nor http(s).

    Args:
        html: the document.
        folders: where the theme's files are sought, in order.
        address: gives a file's address, such as ``as_data``; without it, ``theme:`` addresses stay.

    Raises:
        TemplateError: it asks for a file that the theme has not, or holds what would load or send
            something.
    """
    tokens = list(pieces_of(html))
    for _, error in _faults(tokens, folders):
        raise error
    places = {
        unescape(found)
        for token in tokens
        if token.attributes
        for found in _ID.findall(token.attributes)
    }
    pieces = _directed(_linked(tokens, places))
    if address is not None:
        pieces = _addressed(pieces, [folder.resolve() for folder in folders], address)
    return "".join(piece.text for piece in pieces)


def pieces_of(html: str) -> Iterator[Piece]:
    """The tags of a document, and what stands between them."""
    for match in _TOKEN.finditer(html):
        if match["text"] is not None:
            yield Piece(match.group(), "")
        elif match["name"] is not None:
            yield Piece(match.group(), match["name"].lower(), match["attributes"])
        else:
            yield Piece(match.group(), "#style" if match["style"] else "#")


def tags_in(html: str) -> Iterator[tuple[int, str]]:
    """The start tags of a document: where each stands, and its name."""
    at = 0
    for token in pieces_of(html):
        if token.name and token.name[0] not in "#/":
            yield at, token.name
        at += len(token.text)


def styles_in(html: str) -> Iterator[tuple[int, str, bool]]:
    """The style sheets of a document and the ``style`` attributes of its tags: where the words of
    each stand, the words, and whether it is an attribute."""
    at = 0
    for token in pieces_of(html):
        if token.name == "#style":
            first = token.text.index(">") + 1
            yield at + first, token.text[first : token.text.rindex("</")], False
        elif "style" in token.attributes:
            for place, key, value in attributes_in(token.attributes):
                if key == "style":
                    yield at + 1 + len(token.name) + place, value, True
        at += len(token.text)


def safe_link(address: str | None) -> str:
    """An address that may become a link: http(s) only, else the empty string."""
    text = (address or "").strip()
    return text if _WEB.fullmatch(text) else ""


def faults(html: str, folders: Sequence[Path] = ()) -> Iterator[tuple[int, TemplateError]]:
    """What a document names that is no file of the theme, or that could load or send something:
    where in it, and what is wrong. ``folders`` as in ``finished``; without them, ``theme:`` names
    are not looked up."""
    return _faults(pieces_of(html), folders)


def _faults(
    tokens: Iterable[Piece], folders: Sequence[Path]
) -> Iterator[tuple[int, TemplateError]]:
    roots, at, titled, before = [folder.resolve() for folder in folders], 0, False, ""
    for token in tokens:
        titled = token.name == "title" or (titled and token.name != "/title")
        if titled and token.name not in ("title", ""):
            yield at, _not_allowed("markup in a title")
        if before == "<" and token.text.startswith(("![", "?")):
            yield at, _not_allowed("markup of XML")
        for offset, error in (*_refused(token), *_not_there(token, roots)):
            yield at + offset, error
        at += len(token.text)
        before = token.text


def _refused(token: Piece) -> Iterator[tuple[int, TemplateError]]:
    """What of a piece of the document loads other than files of the theme, or sends."""
    name = token.name
    if name in _NEVER:
        yield 0, _not_allowed(f"<{name}>")
    elif name in ("style", "script"):
        yield 0, _not_allowed(f"<{name}> that nothing closes")
    elif name == "#":
        yield from _refused_as_a_whole(token.text)
    elif name == "#style":
        first = token.text.index(">") + 1
        css = token.text[first : token.text.rindex("</")]
        # Inside a drawing a browser reads '&apos;' in it.
        for text in dict.fromkeys((css, unescape(css))):
            for place, error in _refused_in_styles(text):
                yield first + place, error
    elif _SUSPECT.search(token.attributes):
        first = 1 + len(name)
        for place, key, value in attributes_in(token.attributes):
            # Where links lead is seen to by ``_linked``.
            if name not in ("a", "area") or key in _SENDS:
                for error in _refused_attribute(name, key, value):
                    yield first + place, error


def _refused_as_a_whole(text: str) -> Iterator[tuple[int, TemplateError]]:
    """What may not be in a script's tag, or how a comment may not end."""
    if _ODD_COMMENT.match(text):
        yield 0, _not_allowed("a comment in which others may see tags")
    opened = _SCRIPT.match(text)
    if opened and any(key == "src" for _, key, _ in attributes_in(opened[1])):
        yield 0, _not_allowed("<script src>")


def attributes_in(text: str) -> Iterator[tuple[int, str, str]]:
    """The attributes of a tag, their names in lower case, with where they stand."""
    for found in _ATTRIBUTE.finditer(text):
        value = unescape("".join(filter(None, found.groups()[1:])))
        yield found.start(), found[1].lower(), value


def _refused_attribute(name: str, key: str, value: str) -> Iterator[TemplateError]:
    if name == "meta" and key == "http-equiv" and value.strip().lower() in _ACTS:
        yield _not_allowed(f"<meta http-equiv={value.strip()}>")
    if key in _SENDS:
        yield _not_allowed(f"'{key}'")
    if key == "attributename" and value.strip().lower() in _LOADS:
        yield _not_allowed(f"<{name} attributeName={value.strip()}>")
    if key in _LOADS and not _is_own(value):
        yield missing_theme_file(value)
    if key == "style":
        for _, error in _refused_in_styles(value):
            yield error


def _refused_in_styles(css: str) -> Iterator[tuple[int, TemplateError]]:
    """What styles load that is not the theme's, as a browser's own parser would find it."""
    if _MAY_LOAD.search(css):
        for at, address in _foreign(css):
            yield at, missing_theme_file(address)


@lru_cache(maxsize=8)  # the theme's sheet is looked through for each edition, and more than once
def _foreign(css: str) -> tuple[tuple[int, str], ...]:
    """The addresses in styles that are not the theme's, and where they stand."""
    import tinycss2  # noqa: PLC0415  (most style attributes load nothing)

    begins = [0, *(found.end() for found in re.finditer("\n", css))]
    return tuple(
        (min(begins[node.source_line - 1] + node.source_column - 1, len(css)), address)
        for node, address in _loaded(tinycss2.parse_component_value_list(css, skip_comments=True))
        if not _is_own(address)
    )


def _loaded(nodes: Iterable[Any], loads: bool = False) -> Iterator[tuple[Any, str]]:
    """The addresses in pieces of a style sheet, each with its piece. ``loads``: a string is one."""
    imports = False
    for node in nodes:
        if node.type == "at-keyword":
            imports = node.lower_value == "import"
        elif node.type == "literal" and node.value == ";":
            imports = False
        elif node.type == "url" or (node.type == "string" and (loads or imports)):
            yield node, node.value
        elif node.type == "function":
            if loads and node.lower_name in _STAND_FOR:
                yield node, f"{node.name}()"
            yield from _loaded(node.arguments, loads or node.lower_name in _LOADERS)
        elif node.type.endswith(" block"):
            yield from _loaded(node.content, loads)


def _is_own(address: str) -> bool:
    return not address.strip() or bool(_OWN.match(address.strip()))


def _not_there(token: Piece, roots: Sequence[Path]) -> Iterator[tuple[int, TemplateError]]:
    """The ``theme:`` names of a piece of the document that are no files."""
    if not roots or THEME_SCHEME not in token.text or token.name in ("", "#"):
        return
    named = [(0, token.text)]
    if token.name != "#style":
        named = [(found.start(), found.group()) for found in _NAMES_FILE.finditer(token.text)]
    for first, text in named:
        for found in _THEME_FILE.finditer(text):
            if theme_file(found.group(), roots) is None:
                yield first + found.start(), missing_theme_file(found.group())


def _not_allowed(what: str) -> TemplateError:
    return TemplateError(
        f"The report holds {what}, which could load or send something.",
        "Take it out of the template: a report shows data and stands alone.",
    )


def _linked(tokens: Iterable[Piece], places: set[str]) -> Iterator[Piece]:
    """The document without the links that lead nowhere; a place on a chart keeps its place."""
    ends: list[str] = []  # what stands for the end of each open link
    for token in tokens:
        if token.name == "a":
            if _leads(token.attributes, places):
                ends.append("</a>")
                yield token
                continue
            style = _STYLE.search(token.attributes)
            if _SEGMENT.search(token.attributes) and style:
                ends.append("</span>")
                yield Piece(f'<span class="segment" {style.group()}>', "span")
            else:
                ends.append("")
        elif token.name == "/a":
            yield Piece(ends.pop() if ends else "</a>", "/a")
        elif token.name != "area" or _leads(token.attributes, places):
            yield token


def _leads(attributes: str, places: set[str]) -> bool:
    targets = [unescape("".join(found)).strip() for found in _HREF.findall(attributes)]
    return all(
        target[1:] in places if target.startswith("#") else bool(safe_link(target))
        for target in targets
    )


def direction(text: object) -> str:
    """'rtl' for words of which most letters are written from right to left, else ''."""
    letters = [bidirectional(char) for char in str(text)]
    right = sum(kind in ("R", "AL") for kind in letters)
    return "rtl" if right > letters.count("L") else ""


def _directed(tokens: Iterable[Piece]) -> Iterator[Piece]:
    """The document with a mark after each run of right-to-left words, so that a number or a full
    stop that follows stays with the English around it; in an element that runs from right to left
    as a whole there is none."""
    rightward = ""  # the element of that kind that is open
    for token in tokens:
        if not rightward and _RIGHTWARD.search(token.attributes):
            rightward = token.name
        elif token.name == f"/{rightward}":
            rightward = ""
        if token.name == "" and not rightward and _RUN.search(token.text):
            yield Piece(_RUN.sub(_marked, token.text), "")
        else:
            yield token


def _marked(run: re.Match[str]) -> str:
    return run.group().removesuffix("\u200e") + "\u200e"


def _addressed(
    tokens: Iterable[Piece], roots: Sequence[Path], address: Callable[[Path], str]
) -> Iterator[Piece]:
    """The document with an address of another kind for each of its ``theme:`` files. Only style
    sheets and the addresses of tags name files: an article may say 'theme:' as it likes."""

    def named(match: re.Match[str]) -> str:
        found = theme_file(match.group(0), roots)
        if found is None:
            raise missing_theme_file(match.group(0))
        return address(found)

    for token in tokens:
        if THEME_SCHEME not in token.text or token.name == "":
            yield token
        elif token.name == "#style":
            yield Piece(_THEME_FILE.sub(named, token.text), token.name)
        elif not token.name.startswith("#"):
            text = _NAMES_FILE.sub(lambda m: _THEME_FILE.sub(named, m.group()), token.text)
            yield Piece(text, token.name)
        else:
            yield token


def theme_file(url: str, roots: Sequence[Path]) -> Path | None:
    """The file that a ``theme:`` address names, or None: symlinks and '..' lead nowhere outside."""
    if not url.startswith(THEME_SCHEME):
        return None
    relative = unquote(url.removeprefix(THEME_SCHEME)).lstrip("/")
    for root in roots:
        path = (root / relative).resolve()
        if path.is_relative_to(root) and path.is_file():
            return path
    return None


def missing_theme_file(url: str) -> TemplateError:
    """The error for an address that is no file of the theme."""
    address = url.strip()[:200]
    file = "Put the file into your template folder and name it as theme:path/of/the/file."
    if _ELSEWHERE.match(address):
        return TemplateError(
            f"The report asks for '{address}', which is no file of the theme: nothing is fetched.",
            file,
        )
    return TemplateError(f"The report asks for '{address}', which is no file of the theme.", file)


def load_logo(file: Path) -> str:
    """An image of the user's as a ``data:`` address, for the PDF and the HTML edition alike.

    Raises:
        TemplateError: it is not there, or is no whole image.
    """
    try:
        content = file.read_bytes()
    except OSError as exc:
        raise TemplateError(
            f"{file}: the logo cannot be read: {exc.strerror}.",
            "Put the image there, or name another with 'logo' in framing.toml.",
        ) from exc
    check_image(file, content)
    return as_data(file)


def as_data(file: Path) -> str:
    """The file's content as a ``data:`` address.

    Raises:
        TemplateError: it is an image, and broken.
    """
    content = file.read_bytes()
    if file.suffix.lower() in KINDS:
        check_image(file, content)
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"
