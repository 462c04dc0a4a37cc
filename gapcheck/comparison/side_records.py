"""Records of the inputs of a comparison: a submission that was read, or a result that was published."""

from __future__ import annotations

from gapcheck.assessment.result import Assessment, FileRecord, Period, RulebookRecord
from gapcheck.comparison.result import SideRecord
from gapcheck.comparison.sides import Published, Side


def side_record(side: Side | Published) -> SideRecord:
    """Return an input: its workbook, its reviews, the rules it was assessed under, and whom it speaks for."""
    return recorded_side(side.result) if isinstance(side, Published) else _read(side)


def _read(side: Side) -> SideRecord:
    held = side.submission
    return SideRecord(
        workbook=FileRecord(file=held.file_name, sha256=held.sha256),
        reviews=[FileRecord(file=review.file_name, sha256=review.sha256) for review in side.reviews],
        rulebook=RulebookRecord(version=side.rulebook.method.version, sha256=side.rulebook.sha256),
        country=held.country,
        fictional=side.rulebook.is_fictional(held.country),
        year=held.year,
        period=Period(start=held.period_start.isoformat(), end=held.period_end.isoformat()),
        source=held.source,
    )


def recorded_side(result: Assessment) -> SideRecord:
    """Return a result that was published."""
    return SideRecord(
        workbook=result.workbook,
        reviews=[FileRecord(file=review.file, sha256=review.sha256) for review in result.reviews],
        rulebook=result.rulebook,
        country=result.country.code,
        fictional=result.country.fictional,
        year=result.year,
        period=result.period,
        source=result.source,
    )
