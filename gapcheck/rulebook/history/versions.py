"""Calendar versions of a rulebook: the year and month, and a number where a month has several."""

from __future__ import annotations

import re
from typing import Annotated, Final, TypeAlias

from pydantic import Field

VERSION_PATTERN: Final = r"^[0-9]{4}\.(0[1-9]|1[0-2])(\.[1-9][0-9]{0,3})?$"
VERSION_FORM: Final = "a calendar version, such as 2026.11 or 2026.11.1"

Version: TypeAlias = Annotated[str, Field(pattern=VERSION_PATTERN)]


def is_version(text: str) -> bool:
    """Return whether a text is a calendar version."""
    return re.fullmatch(VERSION_PATTERN, text) is not None


def in_order(version: str) -> tuple[int, ...]:
    """Return a calendar version as numbers, so that later ones compare greater."""
    return tuple(int(part) for part in version.split("."))


def next_in_month(version: str) -> str:
    """Return the version after one of the same month, such as 2026.11.1 after 2026.11."""
    year, month, *number = version.split(".")
    return f"{year}.{month}.{int(number[0]) + 1 if number else 1}"
