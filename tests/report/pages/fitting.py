"""Whether a page fits: nothing sticks out sideways, and no text is cut off."""

from __future__ import annotations

from collections.abc import Sequence

from pages_browser import probe, unfold
from playwright.sync_api import Page

WIDTHS = (360, 768, 1280)  # CSS pixels: a telephone, a tablet, a desk


def overflow(page: Page, widths: Sequence[int] = WIDTHS) -> list[str]:
    """Return what sticks out of the page or of its own box, or is clipped, at each width, everything unfolded.

    A box that scrolls sideways is allowed where everybody can use it: it takes the focus (``tabindex``), and has a
    role and a label. The size of the window is put back.
    """
    before = page.viewport_size
    unfold(page)
    findings = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        findings += [f"at {width} pixels: {finding}" for finding in probe(page, "overflow", {"printing": False})]
    if before is not None:
        page.set_viewport_size(before)
    return findings
