"""The ways in which an option may be written, so that each names one option and no other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Final

from gapcheck.workbook.languages import joined
from gapcheck.workbook.patterns import late
from gapcheck.workbook.texts import matching, trimmed

_SLASH = re.compile(r" ?/ ?")
_NUMBER = late(r"\(?\d{1,2}[.)]\s*")
# What stands between two names of one option: "Adopted (adopted)", "Adopted - បានអនុម័ត".
_BETWEEN_NAMES = late(r"[/()\[\]|:;\n]|\s-\s")
_MOST_NAMES: Final = 6
_LONGEST: Final = 2000

# How yes and no are written beside the words of the rulebook: in short, by a program, in everyday Khmer (where men and
# women say yes in different words).
YES_NO_TOO: Final[Mapping[str, tuple[str, ...]]] = {
    "yes": ("y", "true", "បាទ", "ចាស", "ចា៎ះ", "បាទ/ចាស", "ចាស/បាទ"),
    "no": ("n", "false", "ទេ", "អត់ទេ"),
}


def form(text: str) -> str:
    """Return the form in which options are compared: as ``matching``, without quotation marks or a full stop."""
    return _SLASH.sub("/", matching(trimmed(text)) or matching(text))


class Forms:
    """The ways to write each option of a question, in the form in which options are compared.

    An option is written as its code, a label in any language, labels of two or three languages side by side as a
    template in several languages shows them, or a label with the code in brackets. A form may mean more than one
    code, where two options share a label.
    """

    def __init__(self, labels: Mapping[str, Mapping[str, str]], too: Mapping[str, tuple[str, ...]]) -> None:
        self._labels = labels
        self._short: dict[str, set[str]] = {}
        for code, texts in labels.items():
            for text in (code, code.replace("_", " "), *texts.values(), *too.get(code, ())):
                self._short.setdefault(form(text), set()).add(code)

    def codes(self, written: str) -> frozenset[str] | None:
        """Return the codes that a form may mean, or None where it is none."""
        # The forms put together of others, most of all, have a slash or a bracket: the rest can do without them.
        if "/" in written or "(" in written:
            return self.every.get(written)
        return frozenset(self._short[written]) if written and written in self._short else None

    @cached_property
    def every(self) -> Mapping[str, frozenset[str]]:
        """Every form with its codes."""
        forms = {written: set(codes) for written, codes in self._short.items()}
        for code, texts in self._labels.items():
            # A label that another option has too says nothing beside a second one: that could be two options.
            own = [text for text in texts.values() if self._short[form(text)] == {code}]
            side_by_side = list(joined(own))
            bracketed = [f"{text} ({code})" for text in (*texts.values(), *side_by_side)]
            for text in (*side_by_side, *bracketed):
                forms.setdefault(form(text), set()).add(code)
        return {written: frozenset(codes) for written, codes in forms.items() if written}


def codes_of(text: str, forms: Forms) -> frozenset[str]:
    """Return the codes that a text may mean: by its whole, without a number before it, or by names of one option."""
    if len(text) > _LONGEST:
        return frozenset()
    found = forms.codes(form(text))
    if found is None and (number := _NUMBER.match(trimmed(text))):
        found = forms.codes(form(trimmed(text)[number.end() :]))
    if found is None:
        names = [name for name in _BETWEEN_NAMES.split(text) if name.strip()]
        if 1 < len(names) <= _MOST_NAMES:
            each = [forms.codes(form(name)) or frozenset() for name in names]
            if len(each[0]) == 1 and all(codes == each[0] for codes in each):
                found = each[0]
    return found or frozenset()
