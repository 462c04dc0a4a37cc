"""The names of months and weekdays in English and Khmer, as they are written in dates."""

from __future__ import annotations

import re
from typing import Final

from gapcheck.workbook.texts import matching

ENGLISH: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
# The months of the solar calendar; those of the lunar one (ចេត្រ, ពិសាខ ...) say no day of it, and are no dates here.
KHMER: Final = (
    "មករា", "កុម្ភៈ", "មីនា", "មេសា", "ឧសភា", "មិថុនា", "កក្កដា", "សីហា", "កញ្ញា", "តុលា", "វិច្ឆិកា", "ធ្នូ",
)  # fmt: skip
# Other spellings that are met: the sign of កុម្ភៈ is often typed as another that looks like it, or left out.
_KHMER_TOO: Final = {"កុម្ភះ": 2, "កុម្ភ:": 2, "កុម្ភ": 2, "មិនា": 3, "ឩសភា": 5, "មិថុនា": 6, "វិច្ចិកា": 11}
_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_KHMER_WEEKDAYS: Final = ("ចន្ទ", "អង្គារ", "ពុធ", "ព្រហស្បតិ៍", "សុក្រ", "សៅរ៍", "អាទិត្យ")

_BY_NAME: Final = {matching(name): number for number, name in enumerate(KHMER, 1)} | {
    matching(name): number for name, number in _KHMER_TOO.items()
}
_BY_WEEKDAY: Final = {
    form: number
    for number, names in enumerate(zip(_WEEKDAYS, _KHMER_WEEKDAYS, strict=True))
    for form in (names[0], names[0][:3], matching(names[1]))
} | {"tues": 1, "thur": 3, "thurs": 3}

# A Khmer name, the longest first, or an English one of three letters or more; both as ``matching`` returns them.
MONTH: Final = f"(?:{'|'.join(sorted(map(re.escape, _BY_NAME), key=len, reverse=True))}|[a-z]{{3,9}})"
WEEKDAY: Final = f"(?:{'|'.join(sorted(map(re.escape, _BY_WEEKDAY), key=len, reverse=True))})"


def month_of(name: str) -> int | None:
    """Return the number of a month by its name, in full or cut to three letters or more; None where it is none."""
    if name in _BY_NAME:
        return _BY_NAME[name]
    if len(name) < 3:
        return None
    name = "sep" if name == "sept" else name
    return next((number for number, full in enumerate(ENGLISH, 1) if full.casefold().startswith(name)), None)


def weekday_of(name: str) -> int:
    """Return the number of a weekday by a name that ``WEEKDAY`` matches, Monday being 0."""
    return _BY_WEEKDAY[name]
