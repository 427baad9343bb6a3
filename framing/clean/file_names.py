"""Which outlet a file's or a folder's name tells, always as a guess."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from framing.clean.known_outlets import COMMON, Known, known_outlet, name_key
from framing.clean.self_names import PRESS
from framing.models import Article, Field, Provenance
from framing.outlets import slugify

NOT_RECOGNISED = "The outlet was not recognised"
# Names of files and folders that say nothing of an outlet.
_GENERIC = frozenset(
    "article articles text texts txt page pages doc docs document documents file files news story"
    " stories data corpus input inputs in raw clean cleaned test tests sample samples example"
    " examples seeds seed export exports download downloads untitled new copy final draft body item"
    " items part parts batch set sets train dev all html saved web online press"
    " media outlet outlets"
    " source sources en english tmp temp desktop home work study project articles1 unknown".split()
)
# A folder or file named after a site is that outlet.
_DOMAIN = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,6}", re.IGNORECASE)
_SHORT = frozenset(
    "bbc cnn nyt npr cnbc wsj afp scmp ndtv reuters nbc cbs ft sbs hill vice dawn".split()
)
# 'quay-news-1', 'quay-news2', 'quay-news-r1299'
_NAME_AND_NUMBER = re.compile(
    r"(.*?[^\W\d_])((?:[\s_.\-]*|[\s_.\-]+[a-z]{1,2})\d[\d\s_.\-]*)?", re.IGNORECASE
)
_OVER_HEADLINE = ("above the headline", "masthead")  # why a page's first line is taken out
_SECTION = re.compile(
    r"\b(?:News|Media|Review|Online|World|Voice|Leader|Citizen)s?$", re.IGNORECASE
)
_LONG = 7  # letters from which a name is not just a word


def outlet_of_file(path: str) -> tuple[Field[str], str] | None:
    """The outlet that the name of the file says, else that of its folder; both guessed."""
    pure = PurePosixPath(path)
    for name, where in ((pure.stem, "file"), (pure.parent.name, "folder")):
        known = _in_name(name)
        if known is not None:
            evidence = f"'{pure.name if where == 'file' else name}' ({where} name)"
            return Field(known.name, Provenance.GUESSED, evidence), known.country
    return None


def _in_name(name: str) -> Known | None:
    """The known outlet that a file's name is, apart from numbers, dates and general words; or the
    one that it begins or ends with."""
    tokens = [t for t in slugify(name).split("-") if t]
    # 'yonhap2' is the second by Yonhap, but the number of 'i24news' is part of the name.
    split = [t for token in tokens if (t := re.sub(r"^\d+|\d+$", "", token))]
    rest = [t for t in split if t not in _GENERIC]
    if not rest:
        return None
    whole = known_outlet("-".join(rest)) or known_outlet("-".join(t for t in tokens))
    if whole:
        # 'people.csv' and 'i19.txt' are words and letters before they are outlets.
        key = "".join(rest)
        doubtful = len(key) == 1 or (len(key) < _LONG and key in COMMON and key not in _SHORT)
        return None if doubtful else whole
    for size in range(min(5, len(tokens)), 0, -1):
        for part in (tokens[:size], tokens[-size:]):
            joined = "-".join(part)
            # 'Ostby Courier' is another paper than 'The Courier'.
            if size == 1 and part == tokens[-1:] and len(rest) > 1 and PRESS.search(joined.title()):
                continue
            # Short names are words too: 'time-to-talk.txt' is not by Time.
            if (
                len(joined) >= 7
                or size >= 2
                or joined in ("bbc", "cnn", "nyt", "npr", "cnbc", "wsj")
            ):
                found = known_outlet(joined)
                if found and (len(name_key(joined)) >= 7 or len(rest) <= 2 or joined in _SHORT):
                    return found
    return None


_ENDS = frozenset({"com", "org", "net"})  # of addresses


def with_guessed_outlets(articles: Sequence[Article]) -> tuple[Article, ...]:
    """The articles, with an outlet guessed from folders or files where they were kept by outlet.

    Folders: articles stand in two or more folders side by side, none of which has a general name,
    and an outlet is known, or has several articles, or no file has a name that says something, or
    all are called as papers are.
    Files: names are a name and a number ('quay-news-1', 'harbour-post-2'), two names or more; or
    most files beside it are named after outlets that are known; or the name is a paper's ('Hill
    Gazette 2024-03-13').
    Mastheads: the page's first line is a name that its file's name begins with, too, or a name of
    the press that heads a page beside it.
    """
    run = list(articles)
    for index, name, evidence in (*_by_masthead(run), *_by_folder(run), *_by_file(run)):
        article = run[index]
        if article.outlet_field is None or _is_short_for(article, name):
            notes = tuple(n for n in article.notes if not n.startswith(NOT_RECOGNISED))
            run[index] = replace(
                article,
                outlet=slugify(name),
                outlet_name=name,
                outlet_field=Field(name, Provenance.GUESSED, evidence),
                notes=notes,
            )
    return tuple(run)


def _titled(name: str) -> str:
    """A file's or folder's name as a name ('quay-news' → 'Quay News'; 'quaynews.co.za' is one)."""
    known = known_outlet(name)
    if known:
        return known.name
    if _DOMAIN.fullmatch(name):
        return name.lower().removeprefix("www.")
    words = re.sub(r"[_\-.+]+", " ", name).split()
    if len(words) > 1 and words[-1].casefold() in _ENDS:  # 'quaynews-com-1.txt'
        words.pop()
    return " ".join(w if any(map(str.isupper, w)) else w.capitalize() for w in words)


def _speaks(name: str) -> bool:
    tokens = re.findall(r"[^\W\d_]+", name.casefold())
    return bool(tokens) and not all(t in _GENERIC for t in tokens) and max(map(len, tokens)) >= 2


def _is_short_for(article: Article, name: str) -> bool:
    """Whether an outlet that was guessed is a part of a name: 'Gazette' of 'Tarrow Gazette'."""
    said = article.outlet_field
    if said is None or said.provenance is not Provenance.GUESSED:
        return False
    return f" {said.value.casefold()} " in f" {name.casefold()} " and len(name) > len(said.value)


def _by_masthead(run: Sequence[Article]) -> Iterator[tuple[int, str, str]]:
    first: dict[int, str] = {}
    for index, article in enumerate(run):
        line = article.removed[0] if article.removed else None
        if line and line.reason in _OVER_HEADLINE and _is_masthead(line.text):
            first[index] = line.text
    beside = Counter((_folder(run[i]), slugify(text)) for i, text in first.items())
    for index, text in first.items():
        slug, path = slugify(text), PurePosixPath(run[index].path)
        in_name = f"{slugify(path.stem)}-".startswith(f"{slug}-")
        if in_name or (PRESS.search(text.title()) and beside[_folder(run[index]), slug] > 1):
            where = "and the file's name" if in_name else "as on the page beside it"
            yield (
                index,
                _titled(text.title() if text.isupper() else text),
                (f"'{text}' (the page's first line, {where})"),
            )


def _folder(article: Article) -> str:
    return PurePosixPath(article.path).parent.as_posix()


def _is_masthead(text: str) -> bool:
    """Whether a line above a headline can be an outlet's name: an address, or up to four words,
    each with a capital, and not only words of menus."""
    words = text.split()
    return _DOMAIN.fullmatch(text) is not None or (
        2 <= len(words) <= 4
        and all(re.fullmatch(r"\(?[A-Z][\w'’&.-]*\)?|&|of|the|and", word) for word in words)
        and _speaks(text)
    )


def _is_a_papers(name: str) -> bool:
    """Whether a name has a word of the press, and is no section of a page ('World News')."""
    return bool(PRESS.search(name)) and not _SECTION.search(name)


def _by_folder(run: Sequence[Article]) -> Iterator[tuple[int, str, str]]:
    above: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for index, article in enumerate(run):
        folder = PurePosixPath(article.path).parent
        if folder.name:
            above[folder.parent.as_posix()][folder.name].append(index)
    for folders in above.values():
        if len(folders) < 2 or not all(_speaks(name) for name in folders):
            continue
        places_of = [index for places in folders.values() for index in places]
        stems = [PurePosixPath(run[i].path).stem for i in places_of]
        told_by_folder = not any(map(_speaks, stems))
        # 'Daily Lantern/bridge.txt' beside 'Hill Gazette/bridge.txt'
        by_name = all(map(_is_masthead, folders)) and (
            len(set(stems)) < len(stems) or all(map(_is_a_papers, folders))
        )
        if not (told_by_folder or by_name) and not any(
            known_outlet(name) or len(places) > 1 for name, places in folders.items()
        ):
            continue
        for name, places in folders.items():
            for index in places:
                yield index, _titled(name), f"'{name}' (one folder an outlet)"


def _by_file(run: Sequence[Article]) -> Iterator[tuple[int, str, str]]:
    groups: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for index, article in enumerate(run):
        path = PurePosixPath(article.path)
        match = _NAME_AND_NUMBER.fullmatch(path.stem)
        if match and path.suffix:
            groups[path.parent.as_posix()].append((index, match[1], match[2] or ""))
    for index, name, number in (each for group in groups.values() for each in group):
        written = re.sub(r"[_\-.+ ]+", " ", name).strip()
        if number and _is_masthead(written) and _is_a_papers(written):
            yield index, _titled(name), f"'{PurePosixPath(run[index].path).name}' (file name)"
    for group in groups.values():
        names = Counter(name.casefold() for _, name, _ in group)
        known = sum(known_outlet(name) is not None for _, name, _ in group)
        numbered = all(number for _, _, number in group)
        repeated = len(names) >= 2 and numbered and max(names.values()) >= 2
        if not (repeated or (known >= 2 and known >= 0.5 * len(group))):
            continue
        for index, name, _ in group:
            if _speaks(name) and len(name) >= 2 and len(name.split("-")) <= 5:
                yield index, _titled(name), f"'{PurePosixPath(run[index].path).name}' (file name)"
