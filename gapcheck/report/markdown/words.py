"""The fixed words of the Markdown report, beside those that all reports share."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from gapcheck.report.story import Tongue
from gapcheck.rulebook.phrases import Phrases

_PHRASES: Final = Phrases(Path(__file__).with_name("markdown.yaml"))


def say(tongue: Tongue, key: str, **filled: object) -> str:
    """Return fixed words of this format, with what stands in braces filled in."""
    return _PHRASES.say(key, tongue.code, **{name: str(value) for name, value in filled.items()})
