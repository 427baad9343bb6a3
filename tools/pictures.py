"""Draw the pictures of the documentation anew: pages of reports on the sample articles.

    python tools/pictures.py

Writes docs/pictures/*.png, pages as small images of few colours, and docs/report-pages.png, four of
them side by side. The same reports give the same bytes.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image
from pypdf import PdfReader

import framing
from framing.evidence import Comparison

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "pictures"
WIDTH, COLOURS = 620, 48
# Pages of the report: what each is called, and the anchor of the section that stands on it.
PAGES = {
    "findings": "key-findings",
    "headlines": "headlines",
    "sources": "sources",
    "frames": "emphasis",
    "outlets": "outlet-pages",
    "method": "methods",
    "sentences": "evidence",
}
# One page in each theme.
THEMES = {"default": "theme-default", "print": "theme-print"}
SHOWN = "outlet-pages"
# Beside the cover, in README.
FOUR = ("findings", "headlines", "frames")


def main() -> None:
    """Set the reports, and draw their pages."""
    TARGET.mkdir(exist_ok=True)
    samples = framing.Settings(articles=(ROOT / "seeds",))
    comparison = framing.Study(samples).measure()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for theme, name in THEMES.items():
            report = Report(comparison, folder / f"{theme}.pdf", theme=theme)
            draw(report.page_of(SHOWN), name)
            if theme == "default":
                draw(report.pages[0], "cover")
                for picture, anchor in PAGES.items():
                    draw(report.page_of(anchor), picture)
                side_by_side(report)
        draw(Report(comparison, folder / "summary.pdf", summary=True).pages[0], "summary")


class Report:
    """A report, set with some settings, and its pages."""

    def __init__(self, comparison: Comparison, path: Path, **settings: Any) -> None:
        framing.render(comparison, path, settings=framing.Settings(**settings))
        self.pages = pypdfium2.PdfDocument(path)
        self._read = PdfReader(path)

    def page_of(self, anchor: str) -> pypdfium2.PdfPage:
        """The page that a section begins on."""
        found = self._read.named_destinations.get(anchor)
        number = self._read.get_destination_page_number(found) if found else None
        if number is None:
            sys.exit(f"No section of the report is called '{anchor}': mend PAGES in this file.")
        return self.pages[number]


def draw(page: pypdfium2.PdfPage, name: str) -> None:
    """Write a page as a small image."""
    save(image_of(page, WIDTH), TARGET / f"{name}.png")


def side_by_side(report: Report) -> None:
    """Write four pages as one image: README's."""
    four = [report.pages[0], *(report.page_of(PAGES[name]) for name in FOUR)]
    images = [image_of(page, WIDTH * 2 // 3) for page in four]
    gap = 12
    whole = Image.new(
        "RGB",
        (sum(image.width + gap for image in images) + gap, images[0].height + 2 * gap),
        "#c8ccd0",
    )
    for i, image in enumerate(images):
        whole.paste(image, (gap + i * (image.width + gap), gap))
    save(whole, TARGET.parent / "report-pages.png")


def image_of(page: pypdfium2.PdfPage, width: int) -> Image.Image:
    """A page as an image, drawn large and made small."""
    image = page.render(scale=2 * width / page.get_width()).to_pil().convert("RGB")
    size = (width, round(width * image.height / image.width))
    return image.resize(size, Image.Resampling.LANCZOS)


def save(image: Image.Image, target: Path) -> None:
    """Write an image in few colours."""
    few = image.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, kmeans=4, dither=Image.Dither.NONE)
    few.save(target, optimize=True)
    print(f"{target.stat().st_size / 1024:5.0f} KiB  {target.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
