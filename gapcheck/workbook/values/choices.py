"""Options as officers write them: a code, or its label in any language of the rulebook, one or several.

Several are separated by semicolons or line breaks. In what forms each may be written says ``option_forms``; what could
be two options is asked about.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from weakref import WeakKeyDictionary

from gapcheck.rulebook.model import YES_NO, Indicator
from gapcheck.workbook.findings import Unreadable
from gapcheck.workbook.patterns import late
from gapcheck.workbook.texts import matching, one_line, shown
from gapcheck.workbook.values.option_forms import YES_NO_TOO, Forms, codes_of
from gapcheck.workbook.words import Words

_SEPARATOR = late(r"[;\n]")
# How several options are written where the semicolon is not known; labels may hold all of it too.
_OTHER_SEPARATOR = late(r"[,&+/]|\b(?:and|or|as well as)\b")
_MORE = late(r"[,.;:(]|\s-\s")  # a remark follows
_COMMA = late(",")
_SEPARATE = "Separate several options by a semicolon (;)."
_ONLY_ONE = "Only one of them can be the answer: choose the one that holds."
_COMPARED = 200  # characters of an answer that are compared with the options
_LISTED = 6  # options that a problem lists in full


@dataclass(frozen=True)
class Options:
    """The options of one question: their codes, their labels by language, and which of them stand alone.

    ``too`` holds further ways to write a code.
    """

    labels: Mapping[str, Mapping[str, str]]
    exclusive: frozenset[str] = frozenset()
    too: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def _forms(self) -> Forms:
        return Forms(self.labels, self.too)

    def label(self, code: str, language: str = "en") -> str:
        """Return an option's label in a language, or in English, or its code."""
        labels = self.labels[code]
        return labels.get(language) or labels.get("en") or code

    def holds(self, text: str) -> bool:
        """Return whether a text is a code, a label, or another form of an option."""
        return bool(codes_of(text, self._forms))

    def one(self, text: str) -> str:
        """Return the code that a text names; raise Unreadable where it names none, several, or perhaps two."""
        pieces = _pieces(text)
        if not self.holds(text) and len(pieces) > 1 and all(self.holds(piece) for piece in pieces):
            raise Unreadable("one option", _ONLY_ONE)  # of one option's two labels the whole holds
        return self._named(text, _ONLY_ONE)

    def several(self, text: str) -> tuple[str, ...]:
        """Return the codes that a text lists, in the rulebook's order, each once."""
        if self.holds(text):
            return (self.one(text),)
        pieces = _pieces(text)
        chosen = set()
        for piece in pieces:
            try:
                chosen.add(self._named(piece, _SEPARATE))
            except Unreadable as unreadable:
                found = f"{shown(piece)} in {shown(text)}" if len(pieces) > 1 else None
                raise Unreadable(unreadable.expected, unreadable.mend, found) from unreadable
        if not chosen:
            raise Unreadable(self.expected, _SEPARATE)
        if len(chosen) > 1 and (alone := chosen & self.exclusive):
            name = shown(self.label(min(alone)))
            raise Unreadable(f"{name} alone, or the others without it", "Remove the one that does not hold.")
        return tuple(code for code in self.labels if code in chosen)

    def _named(self, text: str, if_several: str) -> str:
        """Return the code that a text names; ``if_several`` is the advice where it lists several, but not by ;."""
        codes = codes_of(text, self._forms)
        if len(codes) == 1:
            return next(iter(codes))
        if codes:
            names = " or ".join(sorted(codes))
            raise Unreadable(f"one of the codes {names}", f"The label stands for both: write the code, {names}.")
        raise Unreadable(self.expected, self._advice(text, if_several))

    @property
    def expected(self) -> str:
        """The options in words."""
        labels = [one_line(self.label(code)) for code in self.labels]
        if len(labels) > _LISTED:
            return f"one of the {len(labels)} options in the cell's list, such as {labels[0]}"
        return f"one of: {'; '.join(labels)}"

    def _advice(self, text: str, if_several: str) -> str:
        if self._lists_several(matching(text[:_COMPARED])):
            return if_several
        if label := self._with_more(text[:_COMPARED]):
            return f"Write {shown(label)} alone if that is meant, and put the rest in Comment."
        near = self._nearest(text)
        if near is not None:
            return f"Did you mean {shown(near)}?"
        if "," in text:
            return if_several
        return "Choose from the list in the cell, and put other words in Comment."

    def _lists_several(self, text: str) -> bool:
        """Return whether a text lists several options with commas, "and" or the like: all are known, or nearly."""
        rest, named = text, set()
        for form in sorted(self._forms.every, key=len, reverse=True):
            if form and (whole := re.search(rf"(?<!\w){re.escape(form)}(?!\w)", rest)):
                rest = f"{rest[: whole.start()]},{rest[whole.end() :]}"
                named.add(self._forms.every[form])
        if len(named) > 1 and not _OTHER_SEPARATOR.sub("", rest).strip():
            return True
        return any(self._nearly_several(separator.split(text)) for separator in (_COMMA, _OTHER_SEPARATOR))

    def _nearly_several(self, pieces: list[str]) -> bool:
        near = [difflib.get_close_matches(piece.strip(), self._forms.every, n=1, cutoff=0.8) for piece in pieces[:20]]
        return len({self._forms.every[found[0]] for found in near if found}) > 1

    def _with_more(self, text: str) -> str | None:
        """Return the label that a text begins with, where a comma or the like follows it, and more words."""
        parts = _MORE.split(text, maxsplit=1)
        codes = codes_of(parts[0], self._forms) if len(parts) > 1 and parts[1].strip() else frozenset()
        return self.label(next(iter(codes))) if len(codes) == 1 else None

    def _nearest(self, text: str) -> str | None:
        written = {matching(form): form for form in self._all_forms()}
        near = difflib.get_close_matches(matching(text[:_COMPARED]), written, n=1, cutoff=0.6)
        return written[near[0]] if near else None

    def _all_forms(self) -> Iterable[str]:
        for code, labels in self.labels.items():
            yield code
            yield from labels.values()


# What options may be written as takes longer to find out than one workbook's answers; kept for as long as the words.
_kept: WeakKeyDictionary[Words, dict[str, tuple[Indicator, Options]]] = WeakKeyDictionary()


def options_of(indicator: Indicator, words: Words) -> Options:
    """Return the options of a choice, choices or yes_no indicator."""
    kept = _kept.setdefault(words, {})
    known, options = kept.get(indicator.id, (None, None))
    if options is None or known is not indicator:
        options = _options(indicator, words)
        kept[indicator.id] = indicator, options
    return options


def _options(indicator: Indicator, words: Words) -> Options:
    if indicator.type == "yes_no":
        return Options({code: words.labels(code) for code in YES_NO}, too=YES_NO_TOO)
    labels = {code: option.labels for code, option in indicator.options.items()}
    return Options(labels, frozenset(code for code, option in indicator.options.items() if option.exclusive))


def _pieces(text: str) -> list[str]:
    # A semicolon has forms of its own in some scripts; compatibility folding makes them one.
    text = text.replace("；", ";").replace("\u037e", ";")
    return [piece.strip() for piece in _SEPARATOR.split(text) if piece.strip()]
