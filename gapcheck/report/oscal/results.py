"""Assessment results: everything that was found of one workbook, beside the catalog of its rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any, Final

from gapcheck.assessment.result import Assessment, InnerProvision, InstrumentResult, ProvisionTree
from gapcheck.report.json import dump
from gapcheck.report.oscal.actors import Actors
from gapcheck.report.oscal.catalog import catalog
from gapcheck.report.oscal.findings import Findings, leaf_properties, leaves, levels_found, node_properties
from gapcheck.report.oscal.log import entries
from gapcheck.report.oscal.markup import INCLUDE_ALL, line, lines, pruned
from gapcheck.report.oscal.naming import NAMESPACE, OSCAL_VERSION, Uuids, latest_day, moment, token
from gapcheck.report.oscal.observations import Observations
from gapcheck.report.oscal.properties import Property, of_fields, of_record, of_records
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.countries import FICTIONAL

_MEANING: Final = (
    (
        "Scores are in points of 100 in four readings of the same answers: verified (a reviewer accepted or corrected "
        "them), documented (an identified document is cited), claimed (all), possible (all, and what is not "
        "known taken as met). A finding is satisfied where level 4 is reached in the reading documented."
    ),
    (
        "Not satisfied names a gap between the text of an instrument and what was reported. Whether the text binds the "
        "country is told by the instrument's status; it is no finding on a breach of law."
    ),
)
_NONE: Final = {"description": "No instrument applies to this country: the catalog is empty.", INCLUDE_ALL: {}}
_ELSEWHERE: Final = frozenset(
    {"tool", "engines", "instruments", "answers", "contradictions", "unchecked", "problems", "facts", "reviews"}
)


def results(assessment: Assessment, rulebook: Rulebook, catalog_file: str, *, internal: bool = False) -> str:
    """Return a result as OSCAL assessment results in JSON, which ends with a line end.

    With ``internal`` the title and the description say that it is not to be passed on.

    ``catalog_file`` is the name of the file beside it that holds what ``catalog`` returns of the same result. Pass on
    only a result that may be shown (``gapcheck.disclosure``). Raises UsageError where it was made with other rules.
    """
    beside = catalog(assessment, rulebook)
    uuids = Uuids(assessment.result_sha256)
    actors = Actors(assessment, uuids)
    observations = Observations(assessment, uuids, actors)
    findings = Findings(rulebook, uuids, actors, observations)
    country = assessment.country
    title = line(f"{'INTERNAL: ' if internal else ''}Gap assessment of {country.name}, {assessment.year}")
    inside = "INTERNAL: small counts of persons are shown. Do not pass this file on." if internal else ""
    result: dict[str, Any] = {
        "uuid": uuids.of("result"),
        "title": title,
        "description": lines([inside, FICTIONAL if country.fictional else "", *_MEANING]),
        "start": moment(assessment.period.start),
        "end": moment(assessment.period.end, "23:59:59"),
        "props": list(_properties(assessment)),
        "local-definitions": {"assessment-assets": actors.assets()},
        "reviewed-controls": _reviewed(assessment, actors),
        "assessment-log": {"entries": entries(assessment, uuids, actors)},
        "observations": observations.all(),
        "findings": [finding for held in assessment.instruments for finding in findings.of(held)],
    }
    document = {
        "uuid": uuids.of("assessment-results"),
        "metadata": {
            "title": title,
            "last-modified": moment(latest_day(assessment)),
            "version": assessment.result_sha256,
            "oscal-version": OSCAL_VERSION,
            **actors.metadata(),
        },
        "import-ap": {"href": f"#{actors.plan}", "remarks": "There is no OSCAL assessment plan: see this resource."},
        "results": [result],
        "back-matter": {"resources": actors.resources(catalog_file, sha256(beside.encode()).hexdigest())},
    }
    return dump(pruned({"assessment-results": document}))


def _properties(assessment: Assessment) -> Iterator[Property]:
    """Yield what the result as a whole comes to, and what instruments and inner provisions do, by their id."""
    yield from of_record(assessment, without=_ELSEWHERE)
    for name in ("facts", "unchecked", "problems"):
        yield from of_records(name, getattr(assessment, name))
    statuses = Counter(record.status for record in assessment.answers)
    yield from of_fields({"answers": dict(sorted(statuses.items()))})
    for instrument in assessment.instruments:
        without = ("id", "title", "provisions", "gaps")
        named = {"instrument": instrument.id}
        yield from of_fields(named, group=token(instrument.id))
        yield from of_record(instrument, group=token(instrument.id), without=without)
        yield from _nodes(instrument.provisions)


def _nodes(provisions: Sequence[ProvisionTree]) -> Iterator[Property]:
    """Yield what inner provisions come to, and what was found of leaves that are not scored and have no finding."""
    for node in provisions:
        if isinstance(node, InnerProvision):
            yield from node_properties(node, group=token(node.id))
            yield from _nodes(node.children)
        elif levels_found(node) is None:
            yield from leaf_properties(node, group=token(node.id))


def _reviewed(assessment: Assessment, actors: Actors) -> dict[str, Any]:
    return {
        "description": "The provisions that were assessed. Their texts and levels are in the catalog that is linked.",
        "links": [{"href": f"#{actors.catalog}", "rel": "reference", "text": "The catalog of the rules"}],
        "control-selections": [_selection(instrument) for instrument in assessment.instruments] or [_NONE],
    }


def _selection(instrument: InstrumentResult) -> dict[str, Any]:
    held = [token(leaf.id) for leaf in leaves(instrument.provisions)]
    return {
        "description": lines([instrument.title, "A leaf without a finding is shown, and not scored."]),
        "props": [{"name": "instrument", "ns": NAMESPACE, "value": instrument.id}],
        "include-controls": [{"control-id": control} for control in held],
    }
