"""The fixed words of pages: no key is said twice, and a translation fills in what the English fills in."""

from __future__ import annotations

import re

from gapcheck.report.pages.environment import CATALOGUES

BRACES = re.compile(r"\{(\w+)\}")


def test_no_key_stands_in_two_catalogues():
    keys = [key for phrases in CATALOGUES for key in phrases.keys()]  # noqa: SIM118 - no mapping
    assert len(keys) == len(set(keys))


def test_words_about_several_results_are_there_in_khmer_too():
    (pages,) = [phrases for phrases in CATALOGUES if "cmp_title" in phrases.keys()]  # noqa: SIM118
    for key in pages.keys():  # noqa: SIM118
        texts = pages.unfilled(key)
        assert set(texts) == {"en", "km"}, key
        assert set(BRACES.findall(texts["en"])) == set(BRACES.findall(texts["km"])), key
