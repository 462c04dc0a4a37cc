"""Fitting: what is too wide or cut off is found at the widths at which it is, and what may scroll is not."""

from __future__ import annotations

import pytest
from pages_fitting import overflow


@pytest.mark.parametrize("page", ["good", "fitting"])
@pytest.mark.parametrize("scripting", [True, False])
def test_pages_that_fit_pass(opened, samples, page, scripting):
    held = opened(samples / f"{page}.html", scripting=scripting)
    assert overflow(held.page) == []
    assert held.page.viewport_size == {"width": 1280, "height": 900}


@pytest.mark.parametrize(
    ("words", "widths"),
    [
        ("the page is ", [360, 768]),
        ("from 8 to 508, in a window of 360: <p.fixed>", [360]),
        ("in a box of 160: <p.clipped>", [360, 768, 1280]),
        ("text is clipped at the side: <p.clipped>", [360, 768, 1280]),
        ("text is clipped or sticks out above or below: <p.low>", [360, 768, 1280]),
        ("scrolls sideways without tabindex, role and label: <div.scroll>", [360, 768, 1280]),
        ("text is clipped at the side: <text>", [360, 768, 1280]),
    ],
)
def test_what_does_not_fit_is_found(found, words, widths):
    faults = found(overflow, "overflowing")
    assert [int(finding.split()[1]) for finding in faults if words in finding] == widths
