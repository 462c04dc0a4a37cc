"""Numbered and bulleted items of a source, and the runs that they are in."""

from __future__ import annotations

import pytest

from gapcheck.rulebook.linting.items import items
from gapcheck.rulebook.quotations import collapse


def runs(text: str) -> list[list[str]]:
    found: dict[int, list[str]] = {}
    for item in items(text, collapse(text)):
        found.setdefault(item.run, []).append(item.words)
    return list(found.values())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. One\n2. Two\n3. Three\n", [["One", "Two", "Three"]]),
        ("1) One\n\nwords\n\n2) Two\n", [["One", "Two"]]),
        ("(1) One\n1. Other\n(2) Two\n2. More\n", [["One", "Two"], ["Other", "More"]]),
        ("10. Ten\n11. Eleven\n\n1. One\n2. Two\n", [["Ten", "Eleven"], ["One", "Two"]]),
        ("i. One\nii. Two\niii. Three\n", [["One", "Two", "Three"]]),
        ("(h) Eight\n(i) Nine\n(j) Ten\n", [["Eight", "Nine", "Ten"]]),
        ("a) One\nb) Two\n", [["One", "Two"]]),
        ("1. One\n   a) inner\n   b) inner too\n2. Two\n", [["One", "Two"], ["inner", "inner too"]]),
        ("1. One\n- a\n- b\n2. Two\n- c\n", [["One", "Two"], ["a", "b", "c"]]),
        ("- a\n- b\n\nWords between.\n\n- c\n", [["a", "b"], ["c"]]),
        ("- a\n\n- b\n", [["a", "b"]]),
        ("✓ a\n• b\n✓ c\n", [["a", "c"], ["b"]]),
        ("1. One that goes on\n   in the next line\n2. Two\n", [["One that goes on in the next line", "Two"]]),
        ("**1.** **One** thing\n2. Two\n", [["One thing", "Two"]]),
        ("1. One\n## A heading\nwords\n", [["One"]]),
        ("In 2019.\n2019. was a year\n3.5 million\nwell-known\n-5 degrees\n", []),
        ("", []),
    ],
)
def test_items_are_found_in_their_runs(text: str, expected: list[list[str]]) -> None:
    assert runs(text) == expected


def test_items_know_where_they_stand() -> None:
    text = "Same words\n\n1. Same words\n2.  Same   words\n"
    whole = collapse(text)
    found = list(items(text, whole))
    assert [whole[item.start : item.end] for item in found] == ["Same words", "Same words"]
    assert found[0].end <= found[1].start
