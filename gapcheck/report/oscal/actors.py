"""Actors: who submitted and who reviewed, the program that computed, and the files that it read."""

from __future__ import annotations

from typing import Any, Final

from gapcheck.assessment.result import Assessment
from gapcheck.report.oscal.markup import file_reference, line, lines, string
from gapcheck.report.oscal.naming import Uuids
from gapcheck.report.oscal.properties import fields_of, of_fields, of_record

SUBMITTER: Final = "submitter"
REVIEWER: Final = "reviewer"

_NO_PLAN: Final = (
    "There is no OSCAL assessment plan. This resource stands in its place, since OSCAL requires a reference to one.",
    (
        "Which provisions are assessed, by which conditions on which answers, is laid down in the rulebook that the "
        "properties name by version and hash, and written out in the catalog beside this document. The answers stand "
        "in a questionnaire. Reviews, where there are any, accepted, corrected or rejected answers. Levels and scores "
        "follow from the answers by the rules alone, in four readings: verified, documented, claimed and possible."
    ),
)


class Actors:
    """The parties, the tool and the files of one result, by the UUIDs that the document gives them."""

    def __init__(self, assessment: Assessment, uuids: Uuids) -> None:
        self._assessment = assessment
        self._uuids = uuids
        self.workbook = uuids.of("workbook")
        self.plan = uuids.of("plan")
        self.catalog = uuids.of("catalog")
        self.tool = {"type": "tool", "actor-uuid": uuids.of("tool")}

    def submitter(self) -> list[dict[str, str]]:
        """Return the body that submitted the workbook as the actors of an origin; none where it is not named."""
        if not string(self._assessment.submitted_by):
            return []
        return [{"type": "party", "actor-uuid": self._uuids.of(SUBMITTER), "role-id": SUBMITTER}]

    def reviewer(self, name: str | None) -> list[dict[str, str]]:
        """Return a reviewer as the actors of an origin; none where there is no name."""
        if name is None or not string(name):
            return []
        return [{"type": "party", "actor-uuid": self.person(name), "role-id": REVIEWER}]

    def person(self, name: str) -> str:
        """Return the UUID of somebody who decided or recorded something."""
        return self._uuids.of(REVIEWER, string(name))

    def metadata(self) -> dict[str, Any]:
        """Return roles, parties, and who is responsible for what."""
        reviews = self._assessment.reviews
        named = [made.reviewer for review in reviews for made in review.decisions]
        named += [voice.recorded_by for review in reviews for voice in review.voices]
        people = dict.fromkeys(filter(None, map(string, named)))
        submitted = self.submitter()
        body = {
            "uuid": self._uuids.of(SUBMITTER),
            "type": "organization",
            "name": string(self._assessment.submitted_by),
        }
        return {
            "roles": [
                {"id": SUBMITTER, "title": "Submitted the workbook"} if submitted else {},
                {"id": REVIEWER, "title": "Reviewed answers, or recorded what others say of them"} if people else {},
            ],
            "parties": [
                body if submitted else {},
                *({"uuid": self.person(name), "type": "person", "name": name} for name in people),
            ],
            "responsible-parties": [
                {"role-id": SUBMITTER, "party-uuids": [body["uuid"]]} if submitted else {},
                {"role-id": REVIEWER, "party-uuids": [self.person(name) for name in people]} if people else {},
            ],
        }

    def assets(self) -> dict[str, Any]:
        """Return the program and its engines as what the assessment was carried out with."""
        tool = self._assessment.tool
        program = {
            "uuid": self._uuids.of("tool"),
            "type": "software",
            "title": line(f"{tool.name} {tool.version}"),
            "description": lines(["The program that computed this result.", tool.note or ""]),
            "props": of_record(tool),
            "status": {"state": "operational"},
        }
        engines = [
            {
                "uuid": self._uuids.of("engine", engine.name),
                "type": "software",
                "title": line(f"{engine.name} {engine.version}"),
                "description": "An engine that evaluated the conditions.",
                "props": of_record(engine),
                "status": {"state": "operational"},
            }
            for engine in self._assessment.engines
        ]
        used = [{"component-uuid": component["uuid"]} for component in (program, *engines)]
        platform = {"uuid": self._uuids.of("platform"), "title": line(tool.name), "uses-components": used}
        return {"components": [program, *engines], "assessment-platforms": [platform]}

    def resources(self, catalog_file: str, catalog_sha256: str) -> list[dict[str, Any]]:
        """Return the files of the assessment, and what stands in the place of a plan."""
        assessment = self._assessment
        read = [(self.workbook, "The workbook", assessment.workbook.file, assessment.workbook.sha256)]
        read += [
            (self._uuids.of("review", str(number)), "A review", review.file, review.sha256)
            for number, review in enumerate(assessment.reviews, start=1)
        ]
        beside = (self.catalog, "The catalog of the rules", catalog_file, catalog_sha256)
        return [
            {
                "uuid": self.plan,
                "title": "No assessment plan: the method",
                "description": lines(_NO_PLAN),
                "props": of_fields({"rulebook": fields_of(assessment.rulebook)}),
            },
            *(
                {
                    "uuid": uuid,
                    "title": line(f"{what}: {name}"),
                    "rlinks": [{"href": file_reference(name), "hashes": _hashes(sha256)}],
                }
                for uuid, what, name, sha256 in [beside, *read]
            ),
        ]


def _hashes(sha256: str) -> list[dict[str, str]]:
    """Return a file's hash, which is left out of what is passed on where trying numbers against it would tell them."""
    return [{"algorithm": "SHA-256", "value": sha256}] if sha256 else []
