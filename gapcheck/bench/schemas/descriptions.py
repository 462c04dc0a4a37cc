"""Descriptions of keys: what an editor shows of each."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

import yaml

from gapcheck.rulebook.entries import Entry

_FILE: Final = Path(__file__).with_name("descriptions.yaml")


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Return the description of every key, by model and key, as the catalogue beside this module has it."""
    held: dict[str, dict[str, str]] = yaml.load(_FILE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 # builds text only
    return held


def described(model: type[Entry], key: str) -> str:
    """Return what a key of a model is for; raises KeyError where the catalogue lacks it."""
    return catalogue()[model.__name__][key]
