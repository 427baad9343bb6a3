"""Files that hold files: zip, tar, gz, and web archives (WARC). Bounded against bombs."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from typing import IO, Any, cast

from framing.errors import InputError
from framing.models import Field, Provenance
from framing.readers.base import MAX_BYTES, FileContent, InputFile, Reader, library

_MAX_FILES = 100_000
_MAX_RATIO = 1_000  # text rarely packs better than 1 to 20; a bomb does 1 to 1,000 and more
_RATIO_FROM = 1 << 24  # smaller files are no danger, however well they pack


# What Python raises over archives that are damaged, locked or packed in ways it does not know.
DAMAGED = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


def _bomb() -> InputError:
    return InputError(
        f"Unpacked it is larger than {MAX_BYTES >> 20} MiB, or packed so tightly that it may be a "
        "bomb.",
        "Unpack it yourself, and give the folder.",
    )


def is_zip_with(file: InputFile, name: str) -> bool:
    """Whether a file is a zip archive that holds one of that name, as office programs write them;
    in a folder's archive such a file stands inside another."""
    if not file.head.startswith("PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
            return name in archive.NameToInfo
    except DAMAGED:
        return False


def read_zip(file: InputFile) -> FileContent:
    """The files of a zip archive.

    Raises:
        InputError: it is broken, encrypted, or too large once unpacked.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(file.data))
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    except DAMAGED as exc:
        raise InputError(
            f"It is no zip archive that can be read ({exc}).", "Pack it again."
        ) from exc
    names = {entry.filename for entry in entries}
    if names & {"mimetype", "[Content_Types].xml"}:
        raise InputError(
            "It is a file of an office program or an e-book, of a kind that is not read.",
            "Save the article as plain text (.txt, UTF-8).",
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise InputError("It is locked with a password.", "Unpack it, and give the folder.")
    check_bounds([entry.file_size for entry in entries], file)
    return FileContent(
        files=tuple(
            _inner(file, entry.filename, entry.file_size, _from_zip(archive, entry))
            for entry in sorted(entries, key=lambda entry: entry.filename)
        )
    )


def _from_zip(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Callable[[], bytes]:
    def load() -> bytes:
        try:
            with archive.open(entry) as stream:
                return _bounded(stream, entry.file_size)
        except DAMAGED as exc:
            raise InputError(f"It cannot be unpacked ({exc}).", "Pack it again.") from exc

    return load


def read_tar(file: InputFile) -> FileContent:
    """The files of a tar archive.

    Raises:
        InputError: it is broken or too large.
    """
    try:
        archive = tarfile.TarFile(fileobj=io.BytesIO(file.data))
        entries = [entry for entry in archive.getmembers() if entry.isfile()]
    except DAMAGED as exc:
        raise InputError(
            f"It is no tar archive that can be read ({exc}).", "Pack it again."
        ) from exc
    check_bounds([entry.size for entry in entries], file)

    def loader(entry: tarfile.TarInfo) -> Callable[[], bytes]:
        def load() -> bytes:
            stream = archive.extractfile(entry)
            return stream.read() if stream else b""

        return load

    return FileContent(
        files=tuple(
            _inner(file, entry.name, entry.size, loader(entry))
            for entry in sorted(entries, key=lambda entry: entry.name)
        )
    )


def read_gzip(file: InputFile) -> FileContent:
    """The one file that is packed in a .gz, .bz2 or .xz file.

    Raises:
        InputError: it is broken or too large.
    """
    packed = io.BytesIO(file.data)
    try:
        with _unpacking(packed) as stream:
            data = _bounded(stream, _RATIO_FROM + _MAX_RATIO * len(file.data))
    except DAMAGED as exc:
        raise InputError(f"It cannot be unpacked ({exc}).", "Pack it again.") from exc
    name = {".tgz": f"{file.stem}.tar"}.get(file.suffix, file.stem)
    inner = InputFile(
        name, file.shown, lambda: data, len(data), file.as_is, file.columns, file.metadata
    )
    return FileContent(files=(inner,))


def _unpacking(packed: IO[bytes]) -> IO[bytes]:
    start = packed.read(5)
    packed.seek(0)
    if start.startswith(b"BZh"):
        return bz2.BZ2File(packed)
    if start.startswith(b"\xfd7zXZ"):
        return lzma.LZMAFile(packed)
    return cast("IO[bytes]", gzip.GzipFile(fileobj=packed))


def read_warc(file: InputFile) -> FileContent:
    """The pages of a web archive.

    Raises:
        InputError: warcio is not installed, or the archive is broken or holds no pages.
    """
    iterator = library("warcio.archiveiterator", "pages", "web archives (WARC)")
    exceptions = library("warcio.exceptions", "pages", "web archives (WARC)")
    pages: list[InputFile] = []
    total = others = 0
    try:
        for record in iterator.ArchiveIterator(io.BytesIO(file.data)):
            if record.rec_type != "response" or not _is_page(record):
                others += record.rec_type in ("response", "resource")
                continue
            data = _bounded(record.content_stream(), MAX_BYTES - total)
            total += len(data)
            address = record.rec_headers.get_header("WARC-Target-URI") or ""
            pages.append(_page(file, address.strip("<>"), data, len(pages) + 1))
    except exceptions.ArchiveLoadFailed as exc:
        raise InputError(f"It is no web archive that can be read ({exc}).", "") from exc
    if not pages:
        raise InputError("It is a web archive without pages.", "")
    notes = (f"{file.shown}: {others} records that are no pages were passed over.",)
    return FileContent(files=tuple(pages), notes=notes if others else ())


def _is_page(record: Any) -> bool:
    headers = record.http_headers
    if headers is None or headers.get_statuscode() != "200":
        return False
    kind = (headers.get_header("Content-Type") or "").lower()
    return kind.startswith(("text/html", "application/xhtml"))


def _page(file: InputFile, address: str, data: bytes, number: int) -> InputFile:
    last = address.rstrip("/").rpartition("/")[2].partition("?")[0]
    name = f"{last.removesuffix('.html') or number}.html"
    known = {"url": Field(address, Provenance.DECLARED, "WARC-Target-URI")} if address else {}
    shown = f"{file.shown}/{name}"
    metadata = {**file.metadata, **known}
    return InputFile(
        name, shown, lambda: data, len(data), file.as_is, file.columns, metadata, captured=True
    )


def _inner(file: InputFile, name: str, size: int, load: Callable[[], bytes]) -> InputFile:
    path = "/".join(
        part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")
    )
    last = path.rpartition("/")[2]
    return replace(file, name=last, shown=f"{file.shown}/{path}", load=load, size=size)


def check_bounds(sizes: list[int], file: InputFile) -> None:
    """See that what a file unpacks to is not too large.

    Args:
        sizes: of the files inside it, unpacked, in bytes.
        file: the file.

    Raises:
        InputError: it is.
    """
    total = sum(sizes)
    tight = total > _RATIO_FROM and total > _MAX_RATIO * max(1, file.size)
    if total > MAX_BYTES or tight:
        raise _bomb()
    if len(sizes) > _MAX_FILES:
        raise InputError(f"It holds {len(sizes):,} files (at most {_MAX_FILES:,}).", "Split it.")


def _bounded(stream: Any, most: int) -> bytes:
    """All that a stream gives, if it is not more than a number of bytes."""
    most = min(most, MAX_BYTES)
    data: bytes = stream.read(most + 1)
    while len(data) <= most and (more := stream.read(most + 1 - len(data))):
        data += more
    if len(data) > most:
        raise _bomb()
    return data


def _starts(*marks: str) -> Callable[[InputFile], float]:
    return lambda file: 0.5 if file.head.startswith(marks) else 0.0


def _is_tar(file: InputFile) -> float:
    return 0.5 if file.head[257:262] == "ustar" else 0.0


def _is_warc(file: InputFile) -> float:
    return 1.0 if file.head.startswith("WARC/") else 0.0


ZIP = Reader("zip archive", frozenset({".zip", ".wacz"}), read_zip, _starts("PK\x03\x04"))
TAR = Reader("tar archive", frozenset({".tar"}), read_tar, _is_tar)
GZIP = Reader(
    "packed file",
    frozenset({".gz", ".tgz", ".bz2", ".xz"}),
    read_gzip,
    _starts("\x1f\x8b", "BZh", "\xfd7zXZ"),
)
WARC = Reader("web archive (WARC)", frozenset({".warc"}), read_warc, _is_warc)
