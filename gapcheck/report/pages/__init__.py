"""Pages: reports as one self-contained HTML file each, that needs no network and no script."""

from gapcheck.report.pages.assessment import render_assessment

__all__ = ["render_assessment"]
