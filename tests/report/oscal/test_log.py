"""The log: who submitted, decided and recorded, and when."""

from __future__ import annotations

from oscal_making import values


def test_reviews_and_voices_are_logged_with_who_and_when(reviewed):
    people = {party["uuid"]: party["name"] for party in reviewed.results["metadata"]["parties"]}
    log = reviewed.result["assessment-log"]["entries"]
    said = [(values(e, "kind"), e["start"], [people[by["party-uuid"]] for by in e["logged-by"]]) for e in log]
    decided = (["decision"], "2023-02-01T00:00:00Z", ["An auditor"])
    assert said == [
        ([], "2022-11-18T00:00:00Z", [reviewed.assessment.submitted_by]),
        decided, decided, decided,
        (["voice"], "2023-02-01T00:00:00Z", ["A. Reader"]),
        (["decision"], "2023-02-03T00:00:00Z", ["Another auditor"]),
    ]  # fmt: skip
    assert reviewed.results["metadata"]["last-modified"] == "2023-02-03T00:00:00Z"
