"""Pages: reports as one self-contained HTML file each, that needs no network and no script."""

from gapcheck.report.pages.assessment import render_assessment
from gapcheck.report.pages.comparison import render_comparisons
from gapcheck.report.pages.series import render_series

__all__ = ["render_assessment", "render_comparisons", "render_series"]
