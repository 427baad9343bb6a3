"""Mails (.eml): a newsletter or an article sent by mail, and the files attached to it."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime

from framing.errors import InputError
from framing.models import Field, Provenance
from framing.readers.base import FileContent, InputFile, RawArticle, Reader, giving
from framing.readers.markup import paragraphs, parse_html

_MIN_WORDS = 40
_FORWARD = re.compile(r"^(?:(?:fwd?|fw|wg|tr|re|aw)\s*:\s*)+", re.I)
# What mail programs put above a mail that is passed on, and its headers below that.
_PASSED_ON = re.compile(
    r"^(?:-+ ?(?:forwarded|original) message ?-+|begin forwarded message:)\s*$", re.I | re.M
)
_INNER = re.compile(r"\*?(?P<name>From|Date|Sent|Subject|To|Cc|Reply-To):\*? *(?P<value>.*)", re.I)
_ADDRESS = re.compile(r"[(<\[]?\s*https?://[^\s)>\]]+\s*[)>\]]?")
_FURNITURE = re.compile(
    r"view (?:this |it )?(?:email |newsletter )?in (?:your |a |the )?browser|unsubscribe|"
    r"manage (?:your )?(?:preferences|subscriptions?)|update your preferences|"
    r"you(?:'re| are) receiving this|sent to \S+@\S+|add us to your address book|privacy policy|"
    r"was this (?:email|newsletter) forwarded to you|sign up (?:here|for)",
    re.I,
)
_SHORT = 25  # words; a longer paragraph that says 'unsubscribe' is prose
_HEADER = re.compile(
    r"^(?:Received|Return-Path|Message-ID|MIME-Version|From|Subject|Date|To): ", re.I | re.M
)


def read_mail(file: InputFile) -> FileContent:
    """The text of a mail as an article, and its attachments as files.

    Raises:
        InputError: it is no mail, or a mail without a text to measure or files.
    """
    message = email.message_from_bytes(file.data, policy=email.policy.default)
    if not isinstance(message, EmailMessage) or not (message["From"] or message["Subject"]):
        raise InputError("It is no mail: it has no headers.", "Save the mail again as .eml.")
    files = tuple(_attachments(message, file))
    text = _text(message)
    if len(text.split()) < _MIN_WORDS:
        if files:
            return FileContent(files=files)
        raise InputError("It is a mail with little text.", "Save the article that it links to.")
    name, address = parseaddr(str(message["From"] or ""))
    subject = _FORWARD.sub("", str(message["Subject"] or "")).strip()
    metadata = dict(file.metadata)
    values = {
        "title": (subject, "Subject"),
        "outlet": (name or address.partition("@")[2], "From"),
        "published": (_day(message), "Date"),
    }
    for field, (value, header) in values.items():
        if value:
            evidence = f"{header}: '{message[header]}'"
            metadata[field] = Field(value, Provenance.EXTRACTED, evidence)
    notes = ["A mail is read as one article; a newsletter may hold several."]
    if _FORWARD.match(str(message["Subject"] or "")):
        metadata.pop("outlet", None)
        metadata.pop("published", None)
        notes.append("The mail was passed on: its sender and date are not the article's.")
        headers, text = _passed_on(text)
        name, address = parseaddr(headers.get("from", ""))
        inner = {
            "title": _FORWARD.sub("", headers.get("subject", "")),
            "outlet": name or address.partition("@")[2],
            "published": headers.get("date", ""),
        }
        for field, value in inner.items():
            if value:
                evidence = "the mail that was passed on"
                metadata[field] = Field(value, Provenance.EXTRACTED, evidence)
    article = RawArticle(
        text, file.shown, file.name, file.stem, metadata=metadata, notes=tuple(notes)
    )
    return FileContent((article,), files)


def _passed_on(text: str) -> tuple[dict[str, str], str]:
    """The headers of the mail that another passes on, and its text without what stands above."""
    match = _PASSED_ON.search(text)
    if match is None:
        return {}, text
    headers: dict[str, str] = {}
    lines = text[match.end() :].strip().split("\n")
    while lines and (not lines[0].strip() or _INNER.fullmatch(lines[0].strip())):
        if found := _INNER.fullmatch(lines.pop(0).strip()):
            name = found["name"].casefold()
            headers.setdefault("date" if name == "sent" else name, found["value"].strip())
    return headers, "\n".join(lines)


def _day(message: EmailMessage) -> str:
    try:
        return parsedate_to_datetime(str(message["Date"])).date().isoformat()
    except (TypeError, ValueError):
        return ""


def _text(message: EmailMessage) -> str:
    """The mail's paragraphs without addresses and the lines that all newsletters have."""
    body = message.get_body(("html", "plain"))
    if body is None:
        return ""
    try:
        content = body.get_content()
    except (LookupError, ValueError):
        payload = body.get_payload(decode=True)
        content = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
    if body.get_content_type() == "text/html":
        blocks = paragraphs(parse_html(content)) if content.strip() else []
    else:
        blocks = re.split(r"\n\s*\n", content.replace("\r\n", "\n"))
    kept = []
    for block in blocks:
        words = _ADDRESS.sub("", block).strip()
        if words and not (_FURNITURE.search(words) and len(words.split()) < _SHORT):
            kept.append(words)
    return "\n\n".join(kept)


def _attachments(message: EmailMessage, file: InputFile) -> Iterator[InputFile]:
    for part in message.iter_attachments():
        name = part.get_filename()
        payload = part.get_payload(decode=True)
        if not name or not isinstance(payload, bytes):
            continue
        plain = name.replace("\\", "/").rpartition("/")[2]
        yield replace(
            file,
            name=plain,
            shown=f"{file.shown}/{plain}",
            load=giving(payload),
            size=len(payload),
        )


def _sniff(file: InputFile) -> float:
    head = file.head[:8192]
    if not re.match(r"(?:[\w-]+:[ \t].*\r?\n(?:[ \t]+.*\r?\n)*){3,}", head):
        return 0.0
    names = {match.group(0).casefold() for match in _HEADER.finditer(head)}
    technical = names & {"received: ", "return-path: ", "message-id: ", "mime-version: "}
    return 0.7 if technical and len(names) >= 3 else 0.0


MAIL = Reader("mail", frozenset({".eml"}), read_mail, _sniff)
