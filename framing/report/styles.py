"""Mistakes in the user's style sheets: browsers and the PDF pass over them in silence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from framing.errors import TemplateError
from framing.files import report_templates

_JINJA = ("{%", "{{", "{#")
_HINT = "Mend that line of the style sheet."


def check_styles(folders: Sequence[Path]) -> None:
    """Read the style sheets of template and theme folders.

    Args:
        folders: the user's; packaged ones are passed over, and so are sheets with Jinja in them.

    Raises:
        TemplateError: one is broken; names file, line and what is wrong.
    """
    packaged = report_templates().resolve()
    for folder in folders:
        if folder.resolve().is_relative_to(packaged):
            continue
        for path in sorted(folder.glob("*.css")):
            try:
                text = path.read_text("utf-8")
            except (OSError, ValueError) as exc:
                raise TemplateError(f"{path} cannot be read: {exc}.", "Save it as UTF-8.") from exc
            if any(mark in text for mark in _JINJA):
                continue
            for line, what in _mistakes(text):
                raise TemplateError(f"{path}, line {line}: {what}.", _HINT)


def _mistakes(text: str) -> Iterator[tuple[int, str]]:
    """The first mistakes of a style sheet, by line."""
    import tinycss2  # noqa: PLC0415  (only for who has style sheets of their own)

    open_lines: list[int] = []
    for line, sign in _braces(text):
        if sign == "{":
            open_lines.append(line)
        elif not open_lines:
            yield line, "a '}' closes nothing"
            return
        else:
            open_lines.pop()
    if open_lines:
        yield open_lines[-1], "a '{' is never closed, so that what follows is lost"
    for node in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True):
        if node.type == "error":
            yield node.source_line, "here stands no rule such as 'h2 { color: red; }'"
        elif getattr(node, "content", None) and node.type == "qualified-rule":
            for inner in tinycss2.parse_blocks_contents(node.content):
                if inner.type == "error":
                    yield inner.source_line, "here stands no declaration such as 'color: red;'"


def _braces(text: str) -> Iterator[tuple[int, str]]:
    """The braces of a style sheet outside of comments and strings, each with its line."""
    line, quote, at = 1, "", 0
    while at < len(text):
        char = text[at]
        line += char == "\n"
        if quote:
            if char == "\\":
                at += 1
            elif char in (quote, "\n"):
                quote = ""
        elif text.startswith("/*", at):
            end = text.find("*/", at + 2)
            end = len(text) if end < 0 else end + 2
            line += text.count("\n", at + 1, end)
            at = end
            continue
        elif char in "\"'":
            quote = char
        elif char in "{}":
            yield line, char
        at += 1
