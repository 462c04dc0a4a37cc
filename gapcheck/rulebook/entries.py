"""What all entries of rule files share: frozen models, the kinds of scalars, and faults that know their place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, ClassVar, NamedTuple, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, model_validator

from gapcheck.rulebook.numbers import is_percentage, iso_hint, parse_day, parse_number
from gapcheck.rulebook.words import NEEDS_QUOTES, SPACE_AFTER_COLON, described, near, quoted

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,8})?")
_BESIDE_WORDS = ("exclusive",)  # the one key that may stand among languages, in an option
_CURLY_ENDS = ("”", "“", "»", "’")
_PER_CENT = 100
_WHOLE = re.compile(r"0|[1-9][0-9]{0,11}")

FAULTS_TOLD = "faults told"
"""Context of validation when the faults between parts have been reported: the entry is kept, to be linked."""

ID_PATTERN = r"^[a-z][a-z0-9_]*$"
TEXT_PATTERN = r"\S"


class Fault(NamedTuple):
    """Something wrong inside an entry: what was found, what was expected, how to mend it.

    ``at`` is the path from the entry to the offending part; with ``key`` the key itself is meant, not its value.
    """

    found: str
    expected: str
    mend: str = ""
    at: tuple[str | int, ...] = ()
    key: bool = False


class FaultsError(ValueError):
    """All faults of one entry, or of one value, at once."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(fault.expected for fault in faults))
        self.faults = faults


class Entry(BaseModel):
    """Base of everything read from rule files: frozen, and no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    CALLED: ClassVar[str] = "an entry"
    """What a message calls such an entry, and an example of it where that helps."""

    @model_validator(mode="after")
    def _fits_together(self, info: ValidationInfo) -> Entry:
        if info.context != FAULTS_TOLD:
            faults = tuple(self.faults())
            if faults:
                raise FaultsError(*faults)
        return self

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong between the parts of this entry, each part being right by itself."""
        yield from ()


def _local_text(value: Any) -> Any:
    if not isinstance(value, dict):
        raise FaultsError(Fault(described(value), 'words by language, such as {en: "..."}'))
    faults = []
    for language, text in value.items():
        if not _LANGUAGE.fullmatch(language):
            faults.append(
                Fault(
                    f"the unknown key {quoted(language)}", "the code of a language, such as en or km",
                    near(language, _BESIDE_WORDS) or _cut_short(language, text), at=(language,), key=True,
                )
            )  # fmt: skip
        elif not isinstance(text, str) or not text.strip():
            faults.append(Fault(described(text), "words in this language", at=(language,)))
    if "en" not in value and not any(key.startswith("en:") for key in value):
        faults.append(Fault("no words in English", "the key 'en'", "Add it: every text has English words."))
    if faults:
        raise FaultsError(*faults)
    return value


def _cut_short(key: str, value: Any) -> str:
    """Return what a writer is to do who did not mean a key: without quotes a comma ends a text in braces."""
    if value is not None:
        return ""
    if key[-1:] in _CURLY_ENDS:
        return 'Write straight quotes: "...".'
    language, colon, _ = key.partition(":")
    return SPACE_AFTER_COLON if colon and _LANGUAGE.fullmatch(language) else NEEDS_QUOTES


def _flag(value: Any) -> bool:
    if not is_flag(value):
        raise FaultsError(Fault(described(value), "true or false"))
    return value in (True, "true")


def is_flag(value: Any) -> bool:
    """Return whether a value is a flag, or one of the two words for it."""
    return isinstance(value, bool) or value in ("true", "false")


def _whole(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if not isinstance(value, str) or not _WHOLE.fullmatch(value):
        raise FaultsError(Fault(described(value), "a whole number, such as 25"))
    return int(value)


def share(value: Any) -> Fraction:
    """Return a share from 0 to 1 from text such as ``75%``; raises FaultsError for anything else."""
    try:
        number = parse_number(value)
    except ValueError:
        raise FaultsError(Fault(described(value), "a share such as 75%")) from None
    if not 0 <= number <= 1:
        plain = isinstance(value, str) and 1 < number <= _PER_CENT and not is_percentage(value)
        mend = f"Did you mean '{value.strip()}%'?" if plain else ""
        raise FaultsError(Fault(described(value), "a share from 0% to 100%, such as 75%", mend))
    return number


def iso_day(value: Any) -> date:
    """Return a day from text such as ``2023-10-03``; raises FaultsError for anything else."""
    if isinstance(value, date):
        return value
    try:
        return parse_day(value)
    except (TypeError, ValueError):
        mend = iso_hint(value) if isinstance(value, str) else ""
        raise FaultsError(Fault(described(value), "a date such as 2022-12-31", mend)) from None


def one_or_list(value: Any) -> Any:
    """Return one text as a list of one; anything else as it is."""
    return [value] if isinstance(value, str) else value


LocalText: TypeAlias = Annotated[dict[str, str], BeforeValidator(_local_text)]
"""Words by language code; English is always there."""

Identifier: TypeAlias = Annotated[str, Field(pattern=ID_PATTERN, max_length=80)]
Text: TypeAlias = Annotated[str, Field(pattern=TEXT_PATTERN)]
Day: TypeAlias = Annotated[date, BeforeValidator(iso_day)]
Flag: TypeAlias = Annotated[bool, BeforeValidator(_flag)]
Whole: TypeAlias = Annotated[int, BeforeValidator(_whole)]
Number: TypeAlias = Annotated[Fraction, BeforeValidator(parse_number)]
Share: TypeAlias = Annotated[Fraction, BeforeValidator(share)]
