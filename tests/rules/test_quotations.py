"""The shipped instruments quote their sources word for word, in the sources' order, and leave nothing out.

Nothing here uses the loader's own way of comparing: a text is found in its source by its words.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

RULES = Path(__file__).parents[2] / "rules"
MARKUP = re.compile(r"<!--.*?-->|</?[a-zA-Z][^>]*>|[*`#]", re.DOTALL)


@cache
def _instrument(name: str) -> dict[str, Any]:
    text = (RULES / "instruments" / f"{name}.yaml").read_text(encoding="utf-8")
    return dict(yaml.load(text, yaml.BaseLoader))  # noqa: S506 - the base loader makes nothing but text


@cache
def _source(file: str) -> str:
    """A source on one line, without its markup."""
    return _line((RULES / file).read_text(encoding="utf-8"))


def _line(text: str) -> str:
    return " ".join(MARKUP.sub("", text).split())


def _place(quotation: str, file: str) -> int:
    """Where a quotation starts in a source, never inside a word, or -1."""
    found = re.search(rf"(?<!\w){re.escape(_line(quotation))}(?!\w)", _source(file))
    return -1 if found is None else found.start()


def _provisions(nodes: list[dict[str, Any]], **inherited: str) -> list[dict[str, Any]]:
    """Every provision, parents first, with the clause and the addressee it has from its parent."""
    found = []
    for node in nodes:
        own = {
            key: node.get(key, inherited.get(key, default)) for key, default in (("clause", ""), ("addressee", "state"))
        }
        found += [{**node, **own}, *_provisions(node.get("children", []), **own)]
    return found


def _fragments(node: dict[str, Any]) -> list[str]:
    text = node.get("text", [])
    return [text] if isinstance(text, str) else list(text)


NAMES = sorted(path.stem for path in (RULES / "instruments").glob("*.yaml"))
QUOTED = [
    (name, node["id"], fragment)
    for name in NAMES
    for node in _provisions(_instrument(name)["provisions"])
    for fragment in _fragments(node)
]


def test_both_instruments_are_there() -> None:
    assert {"call-to-action-2017", "tip-khm-2023"} <= set(NAMES)


@pytest.mark.parametrize(
    ("name", "provision", "fragment"), QUOTED, ids=[f"{entry[1]}-{at}" for at, entry in enumerate(QUOTED)]
)
def test_the_words_stand_in_the_source(name: str, provision: str, fragment: str) -> None:
    assert _place(fragment, _instrument(name)["source"]["file"]) >= 0, f"{provision}: {fragment}"


@pytest.mark.parametrize("name", NAMES)
def test_the_sources_are_those_that_were_hashed(name: str) -> None:
    held = _instrument(name)
    for source in [held["source"], *(edition["source"] for edition in held.get("endorsers", []))]:
        data = (RULES / source["file"]).read_bytes().replace(b"\r\n", b"\n")
        assert hashlib.sha256(data).hexdigest() == source["sha256"]


@pytest.mark.parametrize("name", NAMES)
def test_the_tests_of_a_clause_quote_no_more_than_the_clause(name: str) -> None:
    whole: dict[str, str] = {}
    for node in _provisions(_instrument(name)["provisions"]):
        for fragment in map(_line, _fragments(node)):
            assert fragment in whole.get(node["clause"], fragment), f"{node['id']}: {fragment}"
        whole.setdefault(node["clause"], " ".join(map(_line, _fragments(node))))


def test_the_plan_has_its_seventeen_items_in_order() -> None:
    held = _instrument("tip-khm-2023")
    assert [node["clause"] for node in held["provisions"]] == [str(number) for number in range(1, 18)]
    assert [node["id"] for node in held["provisions"]] == [f"TIP-KHM-2023.{number}" for number in range(1, 18)]
    # the pages of the source are out of order: the end of item 9 and items 10 to 17 stand first
    places = {node["clause"]: _place(_fragments(node)[0], held["source"]["file"]) for node in held["provisions"]}
    order = sorted(places, key=lambda clause: places[clause])
    assert order == [*map(str, range(10, 18)), *map(str, range(1, 10))]
    assert len(_fragments(held["provisions"][8])) > 1, "item 9 is split in two"


def test_the_plan_leaves_no_words_of_its_items_out() -> None:
    held = _instrument("tip-khm-2023")
    left = _source(held["source"]["file"])
    for node in held["provisions"]:
        for fragment in _fragments(node):
            assert _line(fragment) in left
            left = left.replace(_line(fragment), "|", 1)
    between = left[left.index("|") + 1 : left.rindex("|")]
    # what stands between the items: their numbers, and the heading before item 1
    heading = (
        "2023-2024 Anti-Trafficking Action Plan for Cambodia Below please find recommendations for specific goals and "
    )
    heading += "objectives to further the Government of Cambodia's anti-trafficking efforts over the next year:"
    assert re.sub(r"[\d.| ]", "", between) == re.sub(r"[\d.| ]", "", heading)


def test_the_call_has_its_paragraphs() -> None:
    clauses = [node["clause"] for node in _provisions(_instrument("call-to-action-2017")["provisions"])]
    paragraphs = list(dict.fromkeys(clauses))
    roman = ("i", "ii", "iii", "iv", "v", "vi")
    first = [f"1({number})" for number in roman]
    parts = [f"1(ii)({letter})" for letter in "abcd"]
    second = [f"2({number})" for number in roman]
    assert paragraphs == ["1", *first[:2], *parts, *first[2:], "2", *second, "3"]


def test_the_call_is_addressed_as_it_says() -> None:
    addressed: dict[str, set[str]] = {}
    for node in _provisions(_instrument("call-to-action-2017")["provisions"]):
        if not node.get("children"):
            addressed.setdefault(node["addressee"], set()).add(node["clause"])
    assert addressed["un"] == {"2(i)"}
    assert addressed["donors"] == {"2(iii)"}


def test_the_two_lists_of_endorsers() -> None:
    launch, later = _instrument("call-to-action-2017")["endorsers"]
    assert (len(launch["states"]), len(later["states"])) == (37, 51)
    assert set(launch["states"]) < set(later["states"])
    assert not {"KHM"} & set(later["states"])
    for edition in (launch, later):
        for name in edition["states"].values():
            assert _place(name, edition["source"]["file"]) >= 0, name


def test_the_older_list_misspells_liechtenstein() -> None:
    launch, later = _instrument("call-to-action-2017")["endorsers"]
    assert launch["states"]["LIE"] != later["states"]["LIE"] == "Liechtenstein"
