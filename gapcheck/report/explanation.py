"""The explanation of one part of an assessment, for people at a terminal 80 columns wide, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator

from gapcheck.assessment.explanation import Explanation, IndicatorExplanation, LeafExplanation
from gapcheck.report.explained_indicators import indicator_part
from gapcheck.report.explained_leaves import leaf_part
from gapcheck.report.explained_parts import entry, section
from gapcheck.report.explained_trees import tree_part
from gapcheck.report.json import dump
from gapcheck.report.plaintext import WIDTH, clean, day, invented, wrap


def render(explanation: Explanation) -> str:
    """Return the explanation as text."""
    return "\n".join(line.rstrip() for line in _lines(explanation)) + "\n"


def render_json(explanation: Explanation) -> str:
    """Return the explanation as one JSON document."""
    return dump(explanation.model_dump(mode="json", by_alias=True))


def schema() -> str:
    """Return the JSON Schema (draft 2020-12) of an explanation."""
    described = Explanation.model_json_schema(by_alias=True, mode="serialization")
    described["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    described["title"] = "gapcheck.explanation/1"
    return dump(described)


def _lines(explanation: Explanation) -> Iterator[str]:
    yield from wrap(f"EXPLANATION OF {explanation.about}")
    yield from invented(explanation.country.fictional)
    yield "=" * WIDTH
    speaker = "the state itself" if explanation.source == "self" else "an outside body, not the state"
    period = f"{day(explanation.period.start)} to {day(explanation.period.end)}"
    country = f"{clean(explanation.country.name)} ({explanation.country.code}), {explanation.year}"
    yield from entry("Report", f"{country}, {period}")
    yield from entry("Who speaks", speaker)
    yield from entry("Workbook", explanation.workbook.file)
    for review in explanation.reviews:
        yield from entry("Review", review.file)
    subject = explanation.subject
    if isinstance(subject, LeafExplanation):
        yield from leaf_part(subject, explanation)
    elif isinstance(subject, IndicatorExplanation):
        yield from indicator_part(subject, explanation)
    else:
        yield from tree_part(subject, explanation)
    yield from section("WHAT THIS RESTS ON")
    yield from entry("Rules", f"version {explanation.rulebook.version}, sha256 {explanation.rulebook.sha256[:16]}")
    yield from entry("Workbook", f"{explanation.workbook.file}, sha256 {explanation.workbook.sha256[:16]}")
    engines = " and ".join(f"{engine.name} {engine.version}" for engine in explanation.engines)
    agreed = "both gave the same levels" if len(explanation.engines) > 1 else "alone"
    yield from entry("Engines", f"{engines}: {agreed}")
