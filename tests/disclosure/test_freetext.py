"""Words that tell a number, and words that tell a small one."""

from __future__ import annotations

import pytest

from gapcheck.disclosure.freetext import WITHHELD, guarded, tells_a_number, tells_a_small_number

SMALL = [
    "3", "03 are Khmer", "only Two (02) persons", "Applied to two girls aged 12 and 14, and to 3 Burmese men.",
    "Three victims were heard in New York", "found 4.", "3, 4 and 20 of them", "3 153 of them", "3women", "Article 4",
    "Section 4 women", "No. 3 women", "In March 3 women", "3 may have left", "2 %", "both", "a single case", "the pair",
    "twins", "a trio", "a couple", "one", "៣ នាក់", "មាន៣នាក់", "٣ نساء", "三", "ស្ត្រីពីរនាក់", "បីនាក់", "ម្នាក់", "មួយ", "បួន",
    "A girl of Burmese origin", "a young Burmese girl", "a 14-year-old girl", "an official", "a child", "her aunt",
    "an uncle", "cousins", "the daughter", "his son", "the wife", "husband", "The woman is pregnant", "the mother",
    "https://example.org/3-burmese-girls", "https://example.org/two-victims-2022", "https://example.org/two_victims",
    "https://example.org/%203%20men", "https://example.org/2022/3/list",
]  # fmt: skip
NOT_SMALL = [
    "", "No. 29", "2022", "75 %", "1,310", "1\u00a0310", "C29", "2022-08-18", "2022-04-03", "3.4.2022", "1/2023",
    "Act No. 4 of 2022", "Nos. 4, 29", "Instrument No. R-02/1998", "4 March 2022", "March 4, 2022", "SDG target 8.7",
    "1.5 million", "the 2nd plan", "Section 2, first bullet", "Sections 1 and 6", "245/22 DDX", "someone", "often",
    "network", "another", "a list of officials", "a plan for every child", "children", "persons", "season", "tone",
    "https://www.state.gov/reports/2022-trafficking-in-persons-report/cambodia/",
    "ថ្ងៃទី ៣ ខែមីនា", "នីមួយៗ", "ដើម្បី", "អំពីរបៀប",
]  # fmt: skip


@pytest.mark.parametrize("text", SMALL)
def test_words_that_tell_a_small_number(text: str) -> None:
    assert tells_a_small_number(text)
    assert tells_a_number(text)  # what is kept back anywhere is kept back beside hidden numbers
    assert guarded(text, small=True) == WITHHELD


@pytest.mark.parametrize("text", [None, *NOT_SMALL])
def test_words_that_tell_no_small_number(text: str | None) -> None:
    assert not tells_a_small_number(text)
    assert text is None or guarded(text, small=True) == text


@pytest.mark.parametrize(
    "text",
    ["3 persons", "three", "Two (02)", "៣ នាក់", "បីនាក់", "twenty-one", "both of them", "½", "三", "A girl and her kin",
     "her aunt", "an uncle of theirs", "cousin", "daughter", "the son", "wife", "husband", "pregnant", "fifty_men"],
)  # fmt: skip
def test_words_that_tell_a_number(text: str) -> None:
    assert tells_a_number(text)


@pytest.mark.parametrize("text", ["", None, "as the ministry wrote", "someone", "often", "tension", "network"])
def test_words_that_tell_none(text: str | None) -> None:
    assert not tells_a_number(text)


@pytest.mark.parametrize("piece", ["a ", "a-", "1 ", "1, ", "0", "No. ", "March ", "x", "Sections 1, 1, "])
def test_very_long_words_are_read_at_once(piece: str) -> None:
    """What grew with the square of the length would take minutes here; the room for a cell is 32,767 letters."""
    text = piece * (200_000 // len(piece))
    assert tells_a_small_number(text) == tells_a_small_number(piece * 3)
