from __future__ import annotations

import json
from dataclasses import fields, replace

import pytest

from gapcheck.rulebook import Rulebook, load_rulebook, snapshot
from gapcheck.rulebook.entries import Entry


@pytest.fixture(scope="module")
def shipped_rulebook() -> Rulebook:
    return load_rulebook()


@pytest.fixture(scope="module")
def text(shipped_rulebook) -> str:
    return snapshot.written(shipped_rulebook)


def entries(value):
    """Yield every entry within a value, and what it holds."""
    if isinstance(value, Entry):
        yield value
        value = [getattr(value, name) for name in type(value).model_fields]
    elif isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        for item in value:
            yield from entries(item)


def test_what_comes_back_is_what_went_in(text, shipped_rulebook):
    back = snapshot.read(text)
    assert back == shipped_rulebook
    assert [part.name for part in fields(back)] == list(json.loads(text))
    for one, other in zip(entries(vars(back)), entries(vars(shipped_rulebook)), strict=True):
        assert type(one) is type(other)
        assert one.model_fields_set == other.model_fields_set
        for name in type(one).model_fields:
            assert type(getattr(one, name)) is type(getattr(other, name))


def test_order_is_kept(text, shipped_rulebook):
    back = snapshot.read(text)
    assert list(back.indicators) == list(shipped_rulebook.indicators)
    assert list(back.countries) == list(shipped_rulebook.countries)
    assert list(back.places) == list(shipped_rulebook.places)


def test_every_kind_of_entry_of_rule_files_is_known():
    def below(kind: type[Entry]):
        for one in kind.__subclasses__():
            yield one
            yield from below(one)

    of_rules = {kind.__name__ for kind in below(Entry) if kind.__module__ in WITH_ENTRIES}
    assert of_rules == set(snapshot._ENTRIES)


WITH_ENTRIES = [f"gapcheck.rulebook.{name}" for name in ("model", "criteria", "expressions", "provisions")]


def test_entries_that_come_back_are_frozen(text):
    back = snapshot.read(text)
    with pytest.raises(ValueError, match="frozen"):
        back.instruments[0].id = "other"


def test_mappings_are_not_shared_between_entries(text):
    one, other, *_ = [entry for entry in snapshot.read(text).indicators.values() if not entry.options]
    assert one.options is not other.options


def test_a_rulebook_that_would_not_come_back_is_not_written(shipped_rulebook):
    odd = replace(shipped_rulebook, places={"a": {1, 2}})
    with pytest.raises((TypeError, ValueError)):
        snapshot.written(odd)
    with pytest.raises(ValueError, match="cannot"):
        snapshot.written(replace(shipped_rulebook, places={"a": ["a list"]}))


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", "null", "1", '"text"', "{}", '{"": "Method"}', '{"": "os.system"}', '{"": 1}',
        '{"": "fraction"}',
        '{"": "fraction", "of": "one"}', '{"": "fraction", "of": "1/0"}', '{"": "day", "of": "2022-13-01"}',
        '{"": "numbered", "of": 1}', '{"": "Rulebook"}', "[" * 100_000, '{"method": 1, "other": 2}',
    ],
)  # fmt: skip
def test_anything_else_is_refused(text):
    with pytest.raises(ValueError):
        snapshot.read(text)


def test_a_part_that_is_missing_or_too_many_is_refused(text):
    held = json.loads(text)
    for part in fields(Rulebook):
        with pytest.raises(ValueError, match="no snapshot"):
            snapshot.read(json.dumps({name: value for name, value in held.items() if name != part.name}))
    with pytest.raises(ValueError, match="no snapshot"):
        snapshot.read(json.dumps({**held, "more": 1}))
