"""The method in plain words: what a report needs to explain itself, in one language."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias

from gapcheck.assessment.result import Assessment
from gapcheck.report.bar import PARTS
from gapcheck.report.spoken.texts import level_title
from gapcheck.report.story.bars import KEYS
from gapcheck.report.story.tongue import Tongue
from gapcheck.rulebook.phrases import Phrases

_PHRASES: Final = Phrases(Path(__file__).with_name("method.yaml"))
_READINGS: Final = ("verified", "documented", "claimed", "possible")

TopicKey: TypeAlias = Literal[
    "benchmark",
    "document",
    "unknown",
    "reviews",
    "contested",
    "not_applicable",
    "levels",
    "coverage",
    "headline",
    "gaps",
    "rounding",
    "suppressed",
    "internal",
]
_ALWAYS: Final[tuple[TopicKey, ...]] = (
    "benchmark",
    "document",
    "unknown",
    "reviews",
    "contested",
    "not_applicable",
    "levels",
    "coverage",
    "headline",
    "gaps",
    "rounding",
)


@dataclass(frozen=True, slots=True)
class ExplainedReading:
    """One reading: which answers count, what it makes of a contested one, and what unknown is taken as."""

    key: str
    name: str
    counts: str
    contested: str
    unknown: str


@dataclass(frozen=True, slots=True)
class ExplainedPart:
    """One part of the bar: its letter and its name, and what its points are."""

    key: str
    letter: str
    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class ExplainedLevel:
    """One level: its points of 100 as shown, and what it means in every rule."""

    level: int
    title: str
    points: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Explained:
    """One matter of the method: a heading and a few short sentences."""

    key: TopicKey
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Method:
    """The method as a report explains it; ``topics`` ends with what is not shown, or that nothing is kept back."""

    readings: tuple[ExplainedReading, ...]
    parts: tuple[ExplainedPart, ...]
    levels: tuple[ExplainedLevel, ...]
    topics: tuple[Explained, ...]

    def topic(self, key: TopicKey) -> Explained | None:
        """Return one matter, or None where this report does not explain it."""
        return next((held for held in self.topics if held.key == key), None)


def method_of(assessment: Assessment, tongue: Tongue, *, internal: bool = False) -> Method:
    """Return the method by which an assessment was made; ``internal`` as in ``story_of``."""
    last: TopicKey = "internal" if internal else "suppressed"
    return Method(
        readings=tuple(_reading(key, tongue) for key in _READINGS),
        parts=tuple(
            ExplainedPart(key, letter, tongue.say(f"part_{key}"), _say(tongue, f"part_{key}"))
            for key, (letter, _) in zip(KEYS, PARTS, strict=True)
        ),
        levels=tuple(_levels(tongue)),
        topics=tuple(_topic(key, assessment, tongue) for key in (*_ALWAYS, last)),
    )


def _reading(key: str, tongue: Tongue) -> ExplainedReading:
    counts, contested, unknown = (_say(tongue, f"{what}_{key}") for what in ("counts", "contested", "unknown"))
    return ExplainedReading(key, tongue.say(f"reading_{key}"), counts, contested, unknown)


def _levels(tongue: Tongue) -> list[ExplainedLevel]:
    return [
        ExplainedLevel(
            number, level_title(number, tongue.rulebook, tongue.code), str(level.points), tongue.text(level.meaning)
        )
        for number, level in sorted(tongue.rulebook.method.levels.items())
    ]


def _topic(key: TopicKey, assessment: Assessment, tongue: Tongue) -> Explained:
    threshold = tongue.percent(assessment.coverage_threshold)
    return Explained(key, _say(tongue, f"{key}_title"), _say(tongue, key, threshold=threshold))


def _say(tongue: Tongue, key: str, **filled: str) -> str:
    return _PHRASES.say(key, tongue.code, **filled)
