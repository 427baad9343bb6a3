"""What templates may use, made from a Comparison. No sentence about a result is written here."""

from framing.rendering.view.build import build_view
from framing.rendering.view.model import ReportView

__all__ = ["ReportView", "build_view"]
