"""The forms that a template's words take in every language and pair of languages it can be made in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import permutations

from gapcheck.rulebook import Rulebook
from gapcheck.workbook.drawing.furniture import Furniture
from gapcheck.workbook.languages import Languages
from gapcheck.workbook.texts import matching

_MOST = 3  # languages side by side
_MARK = "\x00"  # stands in no text


def furnitures(rulebook: Rulebook) -> Iterator[Furniture]:
    """Yield a template's words in every choice and order of the rulebook's languages."""
    for several in range(1, _MOST + 1):
        for codes in permutations(codes_of(rulebook), several):
            yield Furniture(rulebook, Languages(codes))


def codes_of(rulebook: Rulebook) -> list[str]:
    """Return the codes of the languages that the questions are in."""
    found = dict.fromkeys(["en", *rulebook.method.languages])
    for indicator in rulebook.asked():
        found |= dict.fromkeys(indicator.question or ())
    return list(found)


def drawn(rulebook: Rulebook, text: Callable[[Furniture], str]) -> frozenset[str]:
    """Return every form of a text that a template can show, as texts are compared."""
    return frozenset(matching(text(furniture)) for furniture in furnitures(rulebook))


def forms_of(rulebook: Rulebook, key: str) -> frozenset[str]:
    """Return every form of one of the template's own labels."""
    return drawn(rulebook, lambda furniture: furniture.label(key))


def around(rulebook: Rulebook, key: str, name: str) -> list[tuple[str, str]]:
    """Return what stands before and after a word that is filled into one of the template's own paragraphs."""
    found: dict[tuple[str, str], None] = {}
    for code in codes_of(rulebook):
        text = Furniture(rulebook, Languages((code,))).of(key, **{name: _MARK})
        before, _, after = text.partition(_MARK)
        found[before, after] = None
    return list(found)
