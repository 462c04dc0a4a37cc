"""Printing: what is divided, loses its headings or its words is found; what stays whole, or cannot, is not."""

from __future__ import annotations

import pytest
from pages_printing import cut, edges, printed, words


@pytest.mark.parametrize("look", [cut, edges])
@pytest.mark.parametrize("page", ["good", "whole"])
def test_pages_that_print_well_pass(opened, samples, page, look):
    assert look(opened(samples / f"{page}.html").page) == []


def test_a_print_has_several_sheets_and_all_words(opened, samples):
    pdf = printed(opened(samples / "good.html").page)
    assert pdf.startswith(b"%PDF")
    held = words(pdf)
    assert max(word.sheet for word in held) >= 1
    assert {str(number * 7) for number in range(1, 31)} <= {word.text for word in held}


@pytest.mark.parametrize(
    ("page", "start", "planted"),
    [
        ("cut_rows", "divided between sheets ", "<tr> Row "),
        ("cut_figures", "divided between sheets ", "<figure> Line 0 of card "),
        ("cut_headings", "without headings on sheet 2", "the table of <thead> Row"),
    ],
)
def test_what_is_divided_is_found(found, page, start, planted):
    faults = found(cut, page)
    assert faults
    assert all(fault.startswith(start) and planted in fault for fault in faults)


def test_a_page_that_the_marks_would_change_is_not_judged(found):
    assert [fault.split(",")[0] for fault in found(cut, "moved")] == ["the marks move words of the print"]


@pytest.mark.parametrize(
    ("page", "start"),
    [
        ("cut_margin", "at the edge of sheet 1: 'Where'"),
        ("cut_edges", "not in the print: 'outside'"),
        ("cut_edges", "on paper: from -56 to "),
        ("cut_edges", "on paper: text is clipped at the side: <td>"),
    ],
)
def test_what_the_paper_cuts_off_is_found(found, page, start):
    assert any(finding.startswith(start) for finding in found(edges, page))
