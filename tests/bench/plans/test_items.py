"""Plans cut into items: the ways of numbering, what belongs to an item, and what cannot be understood."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapcheck.bench.plans.items import items_in


def found(text):
    return [(item.label, item.text) for item in items_in(text, "plan.txt").items]


def told(text):
    return [(problem.severity, str(problem)) for problem in items_in(text, "plan.txt").problems]


@pytest.mark.parametrize(
    ("marks", "labels"),
    [
        (("1.", "2.", "3."), "1 2 3"),
        (("1)", "2)", "3)"), "1 2 3"),
        (("(1)", "(2)", "(3)"), "1 2 3"),
        (("i.", "ii.", "iii."), "i ii iii"),
        (("(i)", "(ii)", "(iii)"), "i ii iii"),
        (("I.", "II.", "III."), "I II III"),
        (("a)", "b)", "c)"), "a b c"),
        (("(a)", "(b)", "(c)"), "a b c"),
        (("A.", "B.", "C."), "A B C"),
        (("Item 1:", "Item 2:", "Item 3:"), "1 2 3"),
        (("ITEM 1.", "item 2.", "Item 3)"), "1 2 3"),
    ],
)
def test_every_way_of_numbering(marks, labels):
    text = "".join(f"{mark} Do the thing of {number}.\n" for number, mark in enumerate(marks))
    assert found(text) == [(label, f"Do the thing of {number}.") for number, label in enumerate(labels.split())]
    assert told(text) == []


def test_long_roman_and_letter_lists():
    roman = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"]
    assert [label for label, _ in found("\n".join(f"{sign}. Words." for sign in roman))] == roman
    letters = [chr(ord("a") + at) for at in range(14)]
    assert [label for label, _ in found("\n".join(f"{sign}) Words." for sign in letters))] == letters


def test_wrapped_lines_blank_lines_preamble_and_closing_text():
    text = """The Government of X
2024 Action Plan

We recommend:

 9 months from now, and in 2 steps, to

1. Train all officials,
   in every province.

2. Inspect brick kilns
without notice.

   A second paragraph of item 2.

3. Publish
the results.

Done at the capital, 3 May 2024.
"""
    assert found(text) == [
        ("1", "Train all officials, in every province."),
        ("2", "Inspect brick kilns without notice. A second paragraph of item 2."),
        ("3", "Publish the results."),
    ]
    assert told(text) == []


def test_items_within_an_item_stay_in_it():
    text = """1. Protect victims:
   a) by shelters,
   b) by counsel.
2. Prosecute:
   1. traffickers,
   2. officials.
3. Prevent:
a) by inspections,
b) by campaigns.
"""
    assert found(text) == [
        ("1", "Protect victims: a) by shelters, b) by counsel."),
        ("2", "Prosecute: 1. traffickers, 2. officials."),
        ("3", "Prevent: a) by inspections, b) by campaigns."),
    ]


def test_headings_with_letters_before_a_longer_list_of_numbers():
    text = (
        "A. Background\nSome words.\n\nB. Recommendations\n\n1. Train.\n2. Inspect.\n3. Publish.\n\n## Annex\nWords.\n"
    )
    assert found(text) == [("1", "Train."), ("2", "Inspect."), ("3", "Publish.")]


def test_numbers_flush_right():
    lines = [f"{number:>3}. Item of words {number}" for number in range(1, 13)]
    assert [label for label, _ in found("\n".join(lines))] == [str(number) for number in range(1, 13)]


def test_no_items():
    assert told("Train officials.\n- Inspect.\n") == [
        (
            "error",
            (
                "plan.txt:1:1: found no numbered items; expected items such as '1. Train officials.'. "
                "Begin each item on a line of its own with its number: 1. 2. 3."
            ),
        )
    ]
    assert found("") == []


def test_the_same_number_twice_is_an_error_with_both_lines():
    text = "1. Train.\n2. Inspect.\n\n1. Publish.\n2. Report.\n"
    assert told(text) == [
        (
            "error",
            (
                f"plan.txt:{line}:1: found the number {label} a second time; expected each number once "
                f"(it is first in line {label}). Keep one list in the file, and number its items through."
            ),
        )
        for line, label in ((4, 1), (5, 2))
    ]
    assert not items_in(text, "plan.txt").sound


def test_a_gap_and_text_between_items_are_warnings():
    text = "1. Train.\n\nNot indented, and so not of item 1.\n\n3. Publish.\n"
    assert told(text) == [
        (
            "warning",
            (
                "plan.txt:5:1: found the number 3; expected the number after 1. "
                "See whether an item is missing; the items are taken as they stand."
            ),
        ),
        (
            "warning",
            (
                "plan.txt:3:1: found text between two items, 'Not indented, and so not of item 1.'; "
                "expected items only. It was left out. Indent it if it belongs to item 1."
            ),
        ),
    ]
    assert found(text) == [("1", "Train."), ("3", "Publish.")]
    assert items_in(text, "plan.txt").sound


def test_an_item_without_words_is_an_error():
    assert told("1. Train.\n2.\n") == [
        ("error", "plan.txt:2:1: found the item 2 without words; expected the words of the item.")
    ]


def test_a_list_that_does_not_begin_at_its_beginning():
    assert found("4. Train.\n5. Inspect.\n") == [("4", "Train."), ("5", "Inspect.")]
    assert [severity for severity, _ in told("4. Train.\n5. Inspect.\n")] == ["warning"]


@given(st.text(max_size=400))
def test_any_text_is_cut_without_a_crash_and_told_in_lines_that_are_there(text):
    cut = items_in(text, "plan.txt")
    lines = len(text.splitlines())
    assert all(1 <= item.line <= lines for item in cut.items)
    for problem in cut.problems:
        assert 1 <= int(problem.where.split(":")[1]) <= max(lines, 1)
