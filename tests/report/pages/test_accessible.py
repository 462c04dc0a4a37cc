"""Accessibility: a good page passes, and each planted barrier is found."""

from __future__ import annotations

import pytest
from pages_accessible import accessibility, contrast, keyboard, undecided


@pytest.mark.parametrize("look", [accessibility, undecided, contrast, keyboard])
def test_a_good_page_passes(opened, samples, look):
    held = opened(samples / "good.html")
    assert look(held.page) == []
    assert held.findings == []


@pytest.mark.parametrize(
    "words",
    [
        "<p class=\"faint\">Faint words on white.", "<p class=\"faint\">Faint words in a fold.", "document-title",
        "empty-table-header", "heading-order", "html-has-lang", "landmark-one-main", "svg-img-alt",
        "heading h3 after h1: A heading too deep", "no lang on html", "no title", "0 elements main",
    ],
)  # fmt: skip
def test_barriers_are_found(found, words):
    assert any(words in finding for finding in found(accessibility, "barred"))


@pytest.mark.parametrize(
    ("page", "start", "words"),
    [
        ("faint", "on paper: color-contrast", "Faint on paper."),
        ("faint", "in forced colours: color-contrast", "Faint in forced colours."),
        ("faint", "in a dark scheme: color-contrast", "Faint in the dark."),
        ("faint", "1.", "'D' in a drawing"),
        ("faint", "1.", "'P' in a drawing"),
        ("forced_letters", "in forced colours: 1.0", "'D' in a drawing"),
    ],
)
def test_faint_text_is_found_in_its_medium(found, page, start, words):
    faults = found(contrast, page)
    assert any(finding.startswith(start) and words in finding for finding in faults)


def test_text_is_not_faint_in_the_media_that_it_is_not_meant_for(found):
    faults = found(contrast, "faint")
    assert sum("Faint on paper." in finding for finding in faults) == 1
    assert sum("Faint in the dark." in finding for finding in faults) == 1
    assert sum("Faint in forced colours." in finding for finding in faults) == 2  # light and dark
    assert len(found(contrast, "forced_letters")) == 1


@pytest.mark.parametrize(
    ("words", "planted"),
    [
        ("no outline when it is focused", "No outline"), ("an outline of 1.16 to 1", "A pale outline"),
        ("not seen when it is focused", "Under a cover"), ("not seen when it is focused", "Nowhere to be seen"),
        ("not reached with the Tab key", "Not reached"), ("reached before what stands before it", "Out of order"),
        ("no skip link to the main part first", "Out of order"),
    ],
)  # fmt: skip
def test_what_the_keyboard_does_not_reach_or_show_is_found(found, words, planted):
    faults = found(keyboard, "unreachable")
    assert any(words in finding and planted in finding for finding in faults)
    assert len(faults) == 7
