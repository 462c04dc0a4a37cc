"""The page of several years and several countries: small multiples, recommendations made again, rank ranges."""

from __future__ import annotations

from gapcheck.comparison.series_records import Series
from gapcheck.report.pages.contrasts.multiples import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH
from gapcheck.report.pages.contrasts.voice import Voice
from gapcheck.report.pages.contrasts.years import series_view
from gapcheck.report.pages.environment import page
from gapcheck.report.story import Tongue


def render_series(series: Series, tongue: Tongue, *, internal: bool = False) -> str:
    """Return series as a page; they are shown as they are: see ``disclosure.comparisons.told`` for passing them on."""
    box = {"width": WIDTH, "height": HEIGHT, "left": LEFT, "right": WIDTH - RIGHT, "top": TOP, "bottom": BOTTOM}
    return page("series.html.j2", tongue, held=series_view(series, Voice(tongue)), box=box, internal=internal)
