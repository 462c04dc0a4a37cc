"""Descriptions of keys: what an editor shows of each."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Final

from gapcheck.rulebook.entries import Entry

_FILE: Final = Path(__file__).with_name("descriptions.toml")


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Return the description of every key, by model and key, as the catalogue beside this module has it."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def described(model: type[Entry], key: str) -> str:
    """Return what a key of a model is for; raises KeyError where the catalogue lacks it."""
    return catalogue()[model.__name__][key]
