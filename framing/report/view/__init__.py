"""What templates may use, made from a Comparison. No sentence about a result is written here."""

from framing.report.view.build import build_view
from framing.report.view.model import ReportView

__all__ = ["ReportView", "build_view"]
