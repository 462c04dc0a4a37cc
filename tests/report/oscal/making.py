"""Results of odd rules and hostile answers."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import date
from fractions import Fraction

from assessment_making import answer, check, indicator, inner, instrument, leaf, review, rulebook, submission

from gapcheck.assessment import assess
from gapcheck.report import oscal
from gapcheck.report.oscal.naming import token
from gapcheck.workbook.answers import Evidence
from gapcheck.workbook.decisions import Voice

NASTY = (
    "<script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1)) ![y](http://z) *a* _b_ `c` ~d~ "
    '^e^ "q" {{ insert: param, p }} &lt; \\* | 1. # - =1+1 \u202eback\u2066wards\x07 a\nb\r\n\n    c\u2028d'
)
CATALOG = "a catalog #1 ?.json"
LONG = "A" * 40_000
PLAN = instrument(
    "plan",
    leaf("P.1", {1: [{"indicator": "fund", "is": ["yes", "no"]}], 4: [{"indicator": "fund", "is": "yes"}]}),
    leaf("P.2", {4: [{"any": [{"indicator": "cases", "at_least": "3"}, {"indicator": "unit", "is": "yes"}]}]}),
)
BOOK = rulebook(
    [indicator("fund", "yes_no"), indicator("cases", "count"), indicator("unit", "yes_no"), indicator("told", "text")],
    [PLAN],
    [check("fewer", at_most=["cases", "2"])],
)


class Made:
    """Both documents of a result, as texts and read again, and the result as gapcheck's own JSON has it."""

    def __init__(self, assessment, book):
        self.assessment, self.rulebook = assessment, book
        self.texts = {
            "catalog": oscal.catalog(assessment, book),
            "assessment-results": oscal.results(assessment, book, CATALOG),
        }
        self.catalog = json.loads(self.texts["catalog"])["catalog"]
        self.plain = assessment.model_dump(mode="json", by_alias=True)
        self.results = json.loads(self.texts["assessment-results"])["assessment-results"]

    @property
    def result(self):
        (only,) = self.results["results"]
        return only


def written(answers, book, reviews=(), **more):
    return Made(assess(replace(submission(answers), **more), book, reviews), book)


def _hostile():
    evidence = Evidence(
        document=NASTY, link="javascript:alert(1)", page=f"-{NASTY}", comment=LONG, responsible_body=f"1) {NASTY}"
    )
    voice = Voice("fund", NASTY, NASTY, NASTY, NASTY, date(2022, 9, 1), None, "data:text/html,x", NASTY)
    answers = [
        replace(answer("fund", "no"), evidence=evidence),
        answer("cases", Fraction(7)),
        answer("told", NASTY),
    ]
    return answers, BOOK, [review(by=NASTY, voices=[voice], unit="rejected", fund="accepted")]


HOSTILE = _hostile()


def odd(*, empty=False):
    """Leaves beside groups, ids that begin with digits, names alike, a leaf of somebody else; or nothing at all."""
    levels = {4: [{"indicator": "fund", "is": "yes"}]}
    tree = [
        inner("1", leaf("1.a", levels), inner("1.b", leaf("1.b.4", levels)), leaf("_".join("ab"), levels)),
        leaf("4.1", levels),
        leaf("un", {}, addressee="un", shows=["cases"]),
    ]
    book = rulebook(
        [indicator("fund", "yes_no"), indicator("cases", "count")], [] if empty else [instrument("odd", *tree)]
    )
    return [answer("fund", "yes"), answer("cases", Fraction(5))], book


def groups(above):
    for group in above.get("groups", []):
        yield group
        yield from groups(group)


def values(holder, name, group=None):
    return [prop["value"] for prop in holder.get("props", []) if prop["name"] == name and prop.get("group") == group]


def numbers(held):
    """Every number in plain data as JSON writes it, and every exact fraction, however deep."""
    if isinstance(held, dict):
        return sum((numbers(value) for value in held.values()), Counter()) + Counter(
            value for key, value in held.items() if key == "exact"
        )
    if isinstance(held, list):
        return sum(map(numbers, held), Counter())
    return Counter([json.dumps(held)]) if isinstance(held, (int, float)) and not isinstance(held, bool) else Counter()


def told(holders):
    """Every value of every property of these."""
    return Counter(prop["value"] for holder in holders for prop in holder.get("props", []))


def walk(held, path=()):
    if isinstance(held, dict):
        for key, value in held.items():
            yield from walk(value, (*path, key))
    elif isinstance(held, list):
        for value in held:
            yield from walk(value, path)
    else:
        yield path, held


def nodes(above):
    for node in above:
        yield node
        yield from nodes(node.get("children", []))


def atoms(criteria):
    for criterion in criteria:
        if "indicator" in criterion:
            yield criterion
        else:
            yield from atoms(criterion.get("any", []) + criterion.get("all", []))


def parts(holder):
    for part in holder.get("parts", []):
        yield part
        yield from parts(part)


def controls(above):
    """Every control, in the order of the document."""
    for group in groups(above):
        yield from group.get("controls", [])


def observed(made, kind):
    return [observation for observation in made.result["observations"] if observation["types"] == [kind]]


def findings(made):
    return {values(finding, "provision")[0]: finding for finding in made.result["findings"]}


def place(made, node):
    """Where a node is told of: its finding, or the result with its id as group."""
    finding = findings(made).get(node["id"])
    return (made.result, token(node["id"])) if finding is None else (finding, None)
