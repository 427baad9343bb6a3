"""Images that a report shows: the logo, and those of templates and themes."""

from __future__ import annotations

import warnings
from io import BytesIO
from pathlib import Path

from framing.errors import TemplateError

KINDS = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")


def check_image(file: Path, content: bytes) -> None:
    """See that an image is whole: a broken one would be an empty place on the page.

    Args:
        file: its name, by which it is told.
        content: its bytes.

    Raises:
        TemplateError: it is no PNG, JPEG, GIF, WebP or SVG image, or is cut off.
    """
    whole = _is_drawing(content) if file.suffix.lower() == ".svg" else _is_picture(content)
    if not whole:
        raise TemplateError(
            f"{file}: is no whole image of the kind that its name says.",
            "Save it anew as .png, .jpg or .svg.",
        )


def _is_drawing(content: bytes) -> bool:
    from lxml import etree  # noqa: PLC0415

    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return False
    return bool(etree.QName(root).localname == "svg")


def _is_picture(content: bytes) -> bool:
    from PIL import Image  # noqa: PLC0415

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=("PNG", "JPEG", "GIF", "WEBP")) as image:
                image.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Warning):
        return False
    return True
