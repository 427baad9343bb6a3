"""Draw the pictures of the documentation anew: pages of reports on the sample articles.

    python tools/pictures.py

Writes docs/pictures/*.png: pages as small images of few colours, the same bytes each time.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image

import framing

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "pictures"
WIDTH, COLOURS = 620, 32
# Pages of the report by the words that stand first on them; the first page by none.
PAGES = {
    "cover": "",
    "findings": "FINDINGS",
    "headlines": "HEADLINES",
    "sources": "WHO SPEAKS",
    "frames": "FRAMES",
    "outlets": "THE OUTLETS",
    "method": "METHOD",
    "sentences": "THE SENTENCES",
}
# One page in each theme, and the report of one page.
THEMES = {"default": "theme-default", "print": "theme-print"}
SHOWN = "THE OUTLETS"


def main() -> None:
    """Set the reports, and draw their pages."""
    TARGET.mkdir(exist_ok=True)
    samples = framing.Settings(articles=(ROOT / "seeds",))
    comparison = framing.Study(samples).measure()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for theme, name in THEMES.items():
            pages = pages_of(comparison, folder / f"{theme}.pdf", theme=theme)
            draw(page_with(SHOWN, pages), name)
            if theme == "default":
                for picture, words in PAGES.items():
                    draw(page_with(words, pages), picture)
        draw(pages_of(comparison, folder / "summary.pdf", summary=True)[0], "summary")


def pages_of(comparison: object, path: Path, **settings: object) -> pypdfium2.PdfDocument:
    """The pages of a report."""
    framing.render(comparison, path, settings=framing.Settings(**settings))
    return pypdfium2.PdfDocument(path)


def page_with(words: str, pages: pypdfium2.PdfDocument) -> pypdfium2.PdfPage:
    """The first page that begins with these words."""
    for page in pages:
        if page.get_textpage().get_text_range().upper().startswith(words):
            return page
    sys.exit(f"No page of the report begins with '{words}': mend PAGES in {Path(__file__).name}.")


def draw(page: pypdfium2.PdfPage, name: str) -> None:
    """Write a page as a small image."""
    image = page.render(scale=2 * WIDTH / page.get_width()).to_pil().convert("RGB")
    image = image.resize(
        (WIDTH, round(WIDTH * image.height / image.width)), Image.Resampling.LANCZOS
    )
    target = TARGET / f"{name}.png"
    few = image.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(target, optimize=True)
    print(f"{target.stat().st_size / 1024:5.0f} KiB  {target.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
