"""The file of a package: a zip archive, written with the same bytes each time, read with distrust.

A package may come from anyone. Nothing of it is unpacked before all its names, sizes and kinds are
found sound: no name leads out of the folder, no entry is a link or is encrypted, no two are one
file on some system, and what they hold together is bounded.
"""

from __future__ import annotations

import hashlib
import io
import stat
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from framing.errors import InputError
from framing.readers.archives import DAMAGED
from framing.sinks import console

SUMS = "SHA256SUMS"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip archive can tell
_UNIX = 3
_MAX_FILES = 20_000
_MAX_BYTES = 1 << 30  # of all that it holds, unpacked
_MAX_RATIO, _RATIO_FROM = 1_000, 1 << 24
_MAX_NAME, _MAX_DEPTH = 240, 16
# Names that Windows takes for devices, whatever their suffix.
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{d}{i}" for d in ("com", "lpt") for i in "123456789")}
)


def archived(files: Mapping[str, bytes]) -> bytes:
    """The files as a zip archive, with their checksums: sorted, and without dates and owners.

    Args:
        files: what each holds, by name.
    """
    held = {**files, SUMS: _sums(files)}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(held):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = _UNIX
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(entry, held[name])
    return buffer.getvalue()


def opened(path: Path) -> dict[str, bytes]:
    """What a package holds, by name, without its checksums, which fit.

    Raises:
        InputError: it cannot be read, is no zip archive, holds what may do harm, or its files are
            not those whose checksums it names.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            for why in _dangers(entries, path.stat().st_size):
                raise InputError(
                    f"{path} is not unpacked: {why}.",
                    "'framing pack' writes no such thing; ask for the package again.",
                )
            held = {entry.filename: archive.read(entry) for entry in entries if not entry.is_dir()}
    except FileNotFoundError as exc:
        raise InputError(f"{path}: there is no such file.", "Check the path's spelling.") from exc
    except IsADirectoryError as exc:
        raise InputError(f"{path} is a folder.", "Name the package, a .zip file.") from exc
    except DAMAGED as exc:
        raise InputError(
            f"{path} is no package that can be read ({exc}).", "Copy or download it again."
        ) from exc
    _check_sums(held, path)
    held.pop(SUMS)
    return held


def unpacked(files: Mapping[str, bytes], folder: Path) -> None:
    """Write files whose names ``opened`` found sound into a folder of their own."""
    for name, data in files.items():
        target = folder.joinpath(*name.split("/"))
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def sha256(data: bytes) -> str:
    """The digest of bytes, in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def _sums(files: Mapping[str, bytes]) -> bytes:
    """Checksums as ``sha256sum --check`` reads them."""
    return "".join(f"{sha256(files[name])}  {name}\n" for name in sorted(files)).encode()


def _check_sums(held: Mapping[str, bytes], path: Path) -> None:
    if SUMS not in held:
        raise InputError(
            f"{path} is no replication package: it has no {SUMS}.",
            "Name a file that 'framing pack' wrote.",
        )
    said = {
        name: digest
        for line in held[SUMS].decode("utf-8", "replace").split("\n")[:-1]
        for digest, _, name in [line.partition("  ")]
    }
    there = {name: sha256(data) for name, data in held.items() if name != SUMS}
    wrong = sorted(n for n in {*said, *there} if said.get(n) != there.get(n))
    if wrong:
        more = f" and {len(wrong) - 1} more" if len(wrong) > 1 else ""
        raise InputError(
            f"{path} is not as it was written: {console(wrong[0])}{more} does not fit its "
            "checksum.",
            "Ask for the package again.",
        )


def _dangers(entries: list[zipfile.ZipInfo], packed: int) -> Iterator[str]:
    """What speaks against unpacking."""
    if len(entries) > _MAX_FILES:
        yield f"it holds {len(entries):,} files (at most {_MAX_FILES:,})"
    total = sum(entry.file_size for entry in entries)
    if total > _MAX_BYTES or (total > _RATIO_FROM and total > _MAX_RATIO * max(1, packed)):
        yield (
            f"unpacked it is larger than {_MAX_BYTES >> 20} MiB, or packed so tightly that it may "
            "be a bomb"
        )
    seen: dict[str, str] = {}
    for entry in entries:
        # What the archive says, not what zipfile made of it for this system.
        name = entry.orig_filename
        told = console(name[:80])
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if entry.flag_bits & 1:
            yield f"'{told}' is locked with a password"
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            yield f"'{told}' is a link, or no plain file"
        if why := _unsafe(name.removesuffix("/") if entry.is_dir() else name):
            yield f"'{told}' {why}"
        folded = unicodedata.normalize("NFC", name).casefold().removesuffix("/")
        if folded in seen:
            yield f"'{told}' and '{console(seen[folded][:80])}' are one name on some systems"
        seen[folded] = name
    for folded, name in seen.items():
        above = folded
        while "/" in above:
            above = above.rpartition("/")[0]
            if above in seen and not seen[above].endswith("/"):
                yield f"'{console(name[:80])}' stands inside a file"


def _unsafe(name: str) -> str:
    """Why a name is not safe on every system; empty if it is."""
    parts = name.split("/")
    if any(part in ("", ".", "..") for part in parts):
        return "leads out of its folder"
    if any(unicodedata.category(char) in ("Cc", "Cs") for char in name) or set('\\:*?"<>|') & set(
        name
    ):
        return "has a character that names of files may not have everywhere"
    if any(
        part != part.rstrip(". ") or part.partition(".")[0].casefold() in _DEVICES for part in parts
    ):
        return "is a name that some systems keep for themselves"
    if len(name.encode()) > _MAX_NAME or len(parts) > _MAX_DEPTH:
        return "is too long or too deep"
    return ""


def safe_name(name: str) -> str:
    """A name that ``opened`` takes, made of any: characters and parts that are unsafe somewhere are
    written as underscores."""
    parts = []
    for part in name.split("/"):
        if part in ("", ".", ".."):
            continue
        kept = "".join(
            "_" if unicodedata.category(c) in ("Cc", "Cs") or c in '\\:*?"<>|' else c for c in part
        )
        stem = kept.rstrip(". ") or "_"
        parts.append(f"_{stem}" if stem.partition(".")[0].casefold() in _DEVICES else stem)
    return "/".join(parts)
