"""Saved pages with known body text, out of clones of the public repositories that hold them."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from lxml import html as lxml_html

from framing.outlets.addresses import host_of


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A saved page and what its repository says of it.

    ``gold`` is the body text, None where the repository has none; ``strict`` says that people
    checked it sentence by sentence. ``inside`` and ``outside`` are strings that must and must not
    be in the body; ``captions`` are those that the repository knows.
    """

    id: str
    site: str
    url: str
    markup: bytes
    gold: str | None = None
    strict: bool = False
    inside: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    title: str | None = None
    author: str | None = None
    date: str | None = None
    captions: tuple[str, ...] = ()


class Repository:
    """The files of a git directory (bare or not) or of a plain folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        git = next(
            (g for g in (root, root / ".git", root / "repo") if (g / "HEAD").is_file()), None
        )
        self._git = git
        if git is None:
            files = (p for p in root.rglob("*") if p.is_file())
            self.names = sorted(p.relative_to(root).as_posix() for p in files)
        else:
            listed = self._run("ls-tree", "-r", "-z", "--name-only", "HEAD")
            self.names = sorted(filter(None, listed.decode("utf-8", "replace").split("\0")))
        self._known = frozenset(self.names)

    def _run(self, *args: str) -> bytes:
        command = ["git", f"--git-dir={self._git}", *args]
        return subprocess.run(command, check=True, capture_output=True).stdout

    def read(self, name: str) -> bytes | None:
        """A file's bytes, or None where there is none."""
        if name not in self._known:
            return None
        if self._git is None:
            return (self.root / name).read_bytes()
        return self._run("show", f"HEAD:{name}")

    def under(self, folder: str, suffix: str) -> list[str]:
        """The names of the files under a folder that end so."""
        return [n for n in self.names if n.startswith(folder) and n.endswith(suffix)]


_TWO_PART = re.compile(r"(?:co|com|org|net|gov|ac|edu)\.[a-z]{2}")


def site_of(url: str) -> str:
    """The registrable domain of an address ('www.bbc.co.uk/news' → 'bbc.co.uk')."""
    host = host_of(url if "//" in url else f"//{url}") or url
    labels = host.lower().strip(".").split(".")
    keep = 3 if _TWO_PART.fullmatch(".".join(labels[-2:])) else 2
    return ".".join(labels[-keep:])


def read_pages(root: Path) -> list[SavedPage]:
    """The pages of one repository, told by what it holds.

    Raises:
        ValueError: it is none of the repositories that are known here.
    """
    repository = Repository(root)
    for mark, reader in _READERS.items():
        if any(name == mark or name.startswith(mark) for name in repository.names):
            return list(reader(repository))
    raise ValueError(f"{root}: none of the known repositories of saved pages")


def _benchmark(repository: Repository) -> Iterator[SavedPage]:
    truth = json.loads(repository.read("ground-truth.json") or b"{}")
    for key, entry in sorted(truth.items()):
        packed = repository.read(f"html/{key}.html.gz")
        if packed:
            url = entry["url"]
            yield SavedPage(
                f"benchmark/{key[:12]}", site_of(url), url, gzip.decompress(packed),
                entry["articleBody"], strict=True,
            )  # fmt: skip


def _newspaper(repository: Repository) -> Iterator[SavedPage]:
    for name in repository.under("tests/data/html/", ".html"):
        stem = PurePosixPath(name).stem
        gold = repository.read(f"tests/data/text/{stem}.txt")
        address = re.sub(r"\d+$", "", stem)
        if gold and "." in address:
            markup = repository.read(name) or b""
            yield SavedPage(
                f"newspaper/{stem}",
                site_of(address),
                address,
                markup,
                gold.decode("utf-8", "replace"),
            )


def _newspaper4k(repository: Repository) -> Iterator[SavedPage]:
    for name in repository.under("tests/data/html/", ".html"):
        stem = PurePosixPath(name).stem
        gold = repository.read(f"tests/data/txt/{stem}.txt")
        about = json.loads(repository.read(f"tests/data/metadata/{stem}.json") or b"{}")
        url = about.get("url") or ""
        if gold and url:
            yield SavedPage(
                f"newspaper4k/{stem}", site_of(url), url, repository.read(name) or b"",
                gold.decode("utf-8", "replace"), title=about.get("title"),
                author=", ".join(about.get("authors") or ()) or None,
                date=about.get("publish_date"),
            )  # fmt: skip


def _goose(repository: Repository) -> Iterator[SavedPage]:
    for name in repository.under("tests/data/content/", ".json"):
        about = json.loads(repository.read(name) or b"{}")
        expected = about.get("expected") or {}
        markup = repository.read(name.removesuffix(".json") + ".html")
        url = about.get("url") or expected.get("final_url") or ""
        if markup and url and expected.get("cleaned_text"):
            # Its expectations hold the beginning of the text only.
            yield SavedPage(
                f"goose/{PurePosixPath(name).stem}", site_of(url), url, markup,
                inside=tuple(p for p in expected["cleaned_text"].split("\n") if len(p) > 40),
                title=expected.get("title"),
            )  # fmt: skip


def _readability(repository: Repository) -> Iterator[SavedPage]:
    for name in repository.under("test/test-pages/", "/source.html"):
        folder = name.removesuffix("/source.html")
        markup = repository.read(name) or b""
        expected = repository.read(f"{folder}/expected.html")
        about = json.loads(repository.read(f"{folder}/expected-metadata.json") or b"{}")
        url = canonical_url(markup)
        if expected and url:
            text = "\n".join(
                line.text for line in _lines_of(b"<meta charset=utf-8><body>" + expected)
            )
            yield SavedPage(
                f"readability/{PurePosixPath(folder).name}", site_of(url), url, markup, text,
                title=about.get("title"), author=about.get("byline"),
                date=about.get("publishedTime"),
            )  # fmt: skip


def _lines_of(markup: bytes) -> list[object]:
    from training.lines.paste import page_lines  # noqa: PLC0415  (keeps this module light)

    return list(page_lines(markup))


def _trafilatura(repository: Repository) -> Iterator[SavedPage]:
    truth = json.loads(repository.read("tests/evaldata.json") or b"{}")
    for url, entry in sorted(truth.items()):
        markup = repository.read(f"tests/cache/{entry['file']}") or repository.read(
            f"tests/eval/{entry['file']}"
        )
        if markup:
            yield SavedPage(
                f"trafilatura/{entry['file']}", site_of(url), url, markup,
                inside=tuple(entry.get("with") or ()), outside=tuple(entry.get("without") or ()),
                title=entry.get("title"), author=entry.get("author"), date=entry.get("date"),
            )  # fmt: skip


def _postlight(repository: Repository) -> Iterator[SavedPage]:
    for name in repository.under("fixtures/", ".html"):
        stem = PurePosixPath(name).stem.split("--")[0]
        markup = repository.read(name) or b""
        test = repository.read(f"src/extractors/custom/{stem}/index.test.js") or b""
        source = _about(test.decode("utf-8", "replace"), PurePosixPath(name).name)
        told = {key: _expected(source, key) for key in ("title", "author", "date_published")}
        url = canonical_url(markup)
        yield SavedPage(
            f"postlight/{PurePosixPath(name).stem}", site_of(url or stem), url or stem, markup,
            title=told["title"], author=told["author"], date=told["date_published"],
        )  # fmt: skip


def _about(source: str, file: str) -> str:
    """The part of a test that is about one saved page: tests of several pages stand in one file."""
    at = source.find(f"fixtures/{file}")
    if at < 0:
        return ""
    end = source.find("fixtures/", at + 10)
    return source[at : end if end > 0 else len(source)]


def _expected(source: str, key: str) -> str | None:
    match = re.search(
        rf"assert\.equal\(\s*{key},\s*(?:'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"|`([^`]*)`)",
        source,
    )
    if match is None:
        return None
    return re.sub(r"\\(.)", r"\1", next(g for g in match.groups() if g is not None))


def _htmldate(repository: Repository) -> Iterator[SavedPage]:
    for listing in ("tests/eval_mediacloud_2020.json", "tests/eval_default.json"):
        for url, entry in sorted(json.loads(repository.read(listing) or b"{}").items()):
            for folder in ("tests/test_set", "tests/eval", "tests/cache"):
                if markup := repository.read(f"{folder}/{entry['file']}"):
                    name = PurePosixPath(entry["file"]).stem
                    told = entry["date"] if isinstance(entry["date"], str) else None
                    yield SavedPage(f"htmldate/{name}", site_of(url), url, markup, date=told)
                    break


_FUNDUS = "tests/resources/parser/test_data/"


def _fundus(repository: Repository) -> Iterator[SavedPage]:
    """Pages with the texts that a parser written for each publisher takes off them."""
    for name in repository.under(_FUNDUS, ".html.gz"):
        path = PurePosixPath(name)
        publisher = path.name.split("_")[0]
        known = json.loads(repository.read(str(path.parent / f"{publisher}.json")) or b"{}")
        about = json.loads(repository.read(str(path.parent / "meta.info")) or b"{}")
        url = about.get(path.name, {}).get("url") or ""
        markup = gzip.decompress(repository.read(name) or gzip.compress(b""))
        if url and (entry := _version(known.values(), markup)):
            told = entry.get("publishing_date")
            body = entry["body"]["sections"]
            pieces = [p for each in body for p in (*each["headline"], *each["paragraphs"])]
            yield SavedPage(
                f"fundus/{path.name.removesuffix('.html.gz')}", site_of(url), url, markup,
                "\n".join(" ".join(piece.split()) for piece in pieces), strict=True,
                title=entry.get("title"), author=", ".join(entry.get("authors") or ()) or None,
                date=told[:10] if told else None,
                captions=tuple(
                    i["caption"] for i in entry.get("images") or () if i.get("caption")
                ),
            )  # fmt: skip


def _version(known: Iterable[dict[str, Any]], markup: bytes) -> dict[str, Any] | None:
    """Of what is known of a publisher's pages, that of this page: most of its paragraphs are
    there."""

    def key(text: str) -> str:
        return "".join(re.findall(r"\w+", text.casefold()))

    text = key(lxml_html.document_fromstring(markup).text_content()) if markup else ""

    def share(entry: dict[str, Any]) -> float:
        body = [p for each in entry["body"]["sections"] for p in each["paragraphs"]]
        return sum(key(p) in text for p in body) / max(len(body), 1)

    best = max((e for e in known if e.get("body")), key=share, default=None)
    return best if best and share(best) > 0.5 else None


def canonical_url(markup: bytes) -> str | None:
    """The page's own address, as its head declares it."""
    try:
        tree = lxml_html.document_fromstring(markup)
    except ValueError:
        return None
    for path in ('//link[@rel="canonical"]/@href', '//meta[@property="og:url"]/@content'):
        for value in tree.xpath(path):
            if "//" in value:
                return str(value)
    return None


_READERS: dict[str, Callable[[Repository], Iterator[SavedPage]]] = {
    "tests/eval_mediacloud_2020.json": _htmldate,
    _FUNDUS: _fundus,
    "ground-truth.json": _benchmark,
    "tests/evaldata.json": _trafilatura,
    "tests/data/metadata/": _newspaper4k,
    "tests/data/text/": _newspaper,
    "tests/data/content/": _goose,
    "test/test-pages/": _readability,
    "fixtures/": _postlight,
}
