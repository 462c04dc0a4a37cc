"""Schemas of single models: what they accept beside text, and what they refuse."""

import pytest
from jsonschema import Draft202012Validator

from gapcheck.bench.schemas.descriptions import catalogue
from gapcheck.bench.schemas.kinds import KINDS


@pytest.fixture(scope="module", params=list(KINDS))
def schema(request):
    return KINDS[request.param].schema()


def part(kind, name):
    """Returns whether a part of a file of some kind is accepted."""
    whole = KINDS[kind].schema()
    checker = Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": whole["$defs"]})
    return checker.is_valid


def test_every_schema_is_one(schema):
    Draft202012Validator.check_schema(schema)


def test_every_reference_leads_somewhere_and_every_definition_is_used(schema):
    def referred(value):
        if isinstance(value, dict):
            if "$ref" in value:
                yield value["$ref"].rpartition("/")[2]
            for inner in value.values():
                yield from referred(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from referred(inner)

    reached, waiting = set(), set(referred({**schema, "$defs": {}}))
    while waiting:
        name = waiting.pop()
        reached.add(name)
        waiting |= set(referred(schema["$defs"][name])) - reached
    assert reached == set(schema["$defs"])


def test_every_key_is_described_and_no_other():
    described = {
        (name, key)
        for kind in KINDS
        for name, held in KINDS[kind].schema()["$defs"].items()
        for key, value in held.get("properties", {}).items()
        if "description" in value
    }
    unscored = {(name.removesuffix("OfOthers").removesuffix("Unscored"), key) for name, key in described}
    in_catalogue = {(name, key) for name, keys in catalogue().items() for key in keys}
    assert in_catalogue - unscored == {("Option", "labels")}
    assert unscored <= in_catalogue


@pytest.mark.parametrize(
    ("name", "value", "accepted"),
    [
        ("flag", True, True),
        ("flag", "false", True),
        ("flag", "no", False),
        ("share", "75%", True),
        ("share", 0.5, True),
        ("share", 80, False),
        ("share", "101%", False),
        ("words", {"en": "Yes"}, True),
        ("words", {"en": 2017, "km": "២០១៧"}, True),
        ("words", {"km": "២០១៧"}, False),
        ("words", {"en": ""}, False),
        ("words", {"english": "x", "en": "x"}, False),
        ("whole", 25, True),
        ("whole", "25", True),
        ("whole", "025", False),
        ("whole", 2.5, False),
    ],
)
def test_scalars(name, value, accepted):
    assert part("method", name)(value) is accepted


@pytest.mark.parametrize(
    ("criterion", "accepted"),
    [
        ({"indicator": "fund", "is": "yes"}, True),
        ({"indicator": "fund", "is": True}, True),  # what a reader of YAML 1.1 makes of yes
        ({"indicator": "fund", "is": ["drafted", "adopted"]}, True),
        ({"indicator": "fund", "is": []}, False),
        ({"indicator": "fund", "is": None}, False),
        ({"indicator": "share", "at_least": "75%"}, True),
        ({"indicator": "count", "at_least": 3}, True),
        ({"indicator": "share", "at_least": "75 percent"}, False),
        ({"indicator": "share", "at_least": "75%", "at_most": "90%"}, False),
        ({"indicator": "share"}, False),
        ({"indicator": "day", "before": "2022-12-31"}, True),
        ({"indicator": "day", "before": 20221231}, False),
        ({"indicator": "day", "during_period": True}, True),
        ({"indicator": "day", "during_period": "false"}, False),
        ({"indicator": "day", "within_months": 12}, True),
        ({"indicator": "day", "within_months": 0}, False),
        ({"indicator": "share", "at_least": "60%", "proposal": True}, True),
        ({"indicator": "share", "at_least": "60%", "anchor": "ILO"}, True),
        ({"indicator": "share", "at_least": "60%", "anchor": True}, False),
        ({"indicator": "share", "at_least": "60%", "anchor": "Yes"}, False),
        ({"indicator": "share", "at_least": "60%", "anchor": "Yes, by law"}, True),
        ({"indicator": "share", "at_least": "60%", "anchor": "ILO", "proposal": True}, False),
    ],
)
def test_criteria(criterion, accepted):
    assert part("instrument", "Test")(criterion) is accepted


LEAF = {"id": "P.1", "text": "Do it.", "clause": 1, "pillar": "protection"}
LADDER = {"levels": {"4": [{"indicator": "fund", "is": "yes"}]}}


@pytest.mark.parametrize(
    ("provision", "accepted"),
    [
        (LEAF | LADDER, True),
        (LEAF, False),
        (LEAF | {"scored": False}, True),
        (LEAF | {"scored": False} | LADDER, True),
        (LEAF | {"addressee": "un"}, True),
        (LEAF | {"addressee": "un"} | LADDER, False),
        (LEAF | {"children": [LEAF | LADDER]}, True),
        (LEAF | {"children": [LEAF]}, False),
        (LEAF | {"children": [LEAF], "scored": False}, True),
        (LEAF | {"children": [LEAF], "addressee": "donors"}, True),
        (LEAF | {"children": [LEAF | {"addressee": "state"}], "addressee": "donors"}, False),
        (LEAF | {"children": [LEAF | {"addressee": "state"}], "addressee": "donors", "scored": False}, True),
        (LEAF | {"children": [LEAF | {"scored": True}], "scored": False}, False),
        (LEAF | {"children": [LEAF | LADDER]} | LADDER, False),
        (LEAF | LADDER | {"combine": "mean"}, False),
        (LEAF | {"levels": {"3": LADDER["levels"]["4"]}}, False),
        ({"id": "P.1"} | LADDER, False),
    ],
)
def test_what_a_provision_needs_depends_on_what_it_inherits(provision, accepted):
    assert part("instrument", "Provision")(provision) is accepted
