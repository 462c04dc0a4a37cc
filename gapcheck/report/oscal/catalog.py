"""The catalog: the rules that apply to a country, with the words of their sources and the levels of each leaf."""

from __future__ import annotations

from typing import Any

from gapcheck.assessment.result import Assessment
from gapcheck.errors import Problem, UsageError
from gapcheck.report.json import dump
from gapcheck.report.oscal.controls import instrument_group
from gapcheck.report.oscal.markup import line, lines, pruned, string
from gapcheck.report.oscal.naming import OSCAL_VERSION, Uuids, latest_day, moment
from gapcheck.report.oscal.properties import Property, fields_of, of_fields
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.countries import FICTIONAL
from gapcheck.rulebook.provisions import Instrument, Source


def catalog(assessment: Assessment, rulebook: Rulebook) -> str:
    """Return the rules that a result applies as an OSCAL catalog in JSON, which ends with a line end.

    Raises UsageError where the result was made with other rules.
    """
    applied = instruments_of(assessment, rulebook)
    country = assessment.country
    uuids = Uuids(rulebook.sha256)
    edited = latest_day(assessment)
    groups = [
        instrument_group(instrument, rulebook, [uuids.of("source", source.file) for _, source in _sources(instrument)])
        for instrument in applied
    ]
    resources: dict[str, Any] = {}
    for title, source in (named for held in applied for named in _sources(held)):
        resources.setdefault(source.file, _resource(title, source, uuids))
    return dump(
        pruned(
            {
                "catalog": {
                    "uuid": uuids.of("catalog", country.code, edited, *(held.id for held in applied)),
                    "metadata": {
                        "title": line(f"Commitments and recommendations that apply to {country.name}"),
                        "last-modified": moment(edited),
                        "version": string(rulebook.method.version),
                        "oscal-version": OSCAL_VERSION,
                        "props": _about(assessment, rulebook),
                        "remarks": lines([FICTIONAL if country.fictional else ""]),
                    },
                    "groups": groups,
                    "back-matter": {"resources": list(resources.values())},
                }
            }
        )
    )


def instruments_of(assessment: Assessment, rulebook: Rulebook) -> list[Instrument]:
    """Return the instruments of a result as its rules have them; raises UsageError where it was made with others."""
    if assessment.rulebook.sha256 != rulebook.sha256:
        found = f"a result of the rules {string(assessment.rulebook.sha256)[:12]}"
        expected = f"a result of the rules at hand, {rulebook.sha256[:12]}"
        mend = "Name the rules it was made with (--rules), or assess the workbook anew."
        raise UsageError([Problem("the result", found, expected, mend)])
    ids = {held.id for held in assessment.instruments}
    return [instrument for instrument in rulebook.instruments if instrument.id in ids]


def _about(assessment: Assessment, rulebook: Rulebook) -> list[Property]:
    fields: dict[str, Any] = {
        "country": fields_of(assessment.country),
        "rulebook": {"sha256": rulebook.sha256, "version": rulebook.method.version},
        "coverage_threshold": fields_of(assessment.coverage_threshold),
        "levels": [
            {"level": level, "points": meaning.points, "title": meaning.title["en"]}
            for level, meaning in sorted(rulebook.method.levels.items())
        ],
    }
    return of_fields(fields)


def _sources(instrument: Instrument) -> list[tuple[str, Source]]:
    """Return the texts of an instrument with their titles: the one that is quoted, then its other editions."""
    title = instrument.title["en"]
    texts = {instrument.source.file: (title, instrument.source)}
    for held in instrument.endorsers:
        texts.setdefault(held.source.file, (f"{title} ({held.edition['en']})", held.source))
    return list(texts.values())


def _resource(title: str, source: Source, uuids: Uuids) -> dict[str, Any]:
    return {
        "uuid": uuids.of("source", source.file),
        "title": line(title),
        "description": line("A text that the rules quote, in the folder of the rules. Its hash takes line ends as LF."),
        "rlinks": [{"href": string(source.file), "hashes": [{"algorithm": "SHA-256", "value": source.sha256}]}],
    }
