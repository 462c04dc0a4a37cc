"""Every text of the shipped rules is there in every language of the method, and says the same numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from pydantic import BaseModel

from gapcheck.rulebook import Rulebook, load_rulebook

# Figures stay digits in every language; words for numbers in the English text may become digits.
NUMBER = re.compile(r"\d[\d.,]*\d|\d")
WORDS = {"two": "2", "three": "3", "four": "4", "five": "5", "six": "6"}  # "one" may be no number
KHMER = re.compile("[\u1780-\u17ff]")


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load_rulebook()


def texts_in(held: Any, at: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Every text by language below a model, with the way to it."""
    if isinstance(held, BaseModel):
        name = getattr(held, "id", None)
        for field in type(held).model_fields:
            yield from texts_in(getattr(held, field), f"{at}/{name or ''}.{field}")
    elif isinstance(held, Mapping):
        if "en" in held and all(isinstance(text, str) for text in held.values()):
            yield at, held
        else:
            for key, value in held.items():
                yield from texts_in(value, f"{at}.{key}")
    elif isinstance(held, (tuple, list)):
        for number, part in enumerate(held):
            yield from texts_in(part, f"{at}[{number}]")


def every_text(rulebook: Rulebook) -> list[tuple[str, Mapping[str, str]]]:
    parts = (rulebook.method, rulebook.indicators, rulebook.countries, rulebook.instruments, rulebook.checks)
    return [found for part in parts for found in texts_in(part, type(part).__name__)]


def test_all_kinds_of_text_are_looked_at(rulebook: Rulebook) -> None:
    found = {re.sub(r"\[\d+\]", "", at).rpartition(".")[2] for at, _ in every_text(rulebook)}
    kinds = {"title", "meaning", "question", "guidance", "labels", "gap", "status", "edition", "says", "explanation"}
    assert found >= kinds | {"short_title", "name"}
    assert len(every_text(rulebook)) > 1400


def test_every_text_has_every_language_of_the_method(rulebook: Rulebook) -> None:
    languages = {"en", *rulebook.method.languages}
    assert len(languages) > 1
    assert [at for at, texts in every_text(rulebook) if set(texts) != languages] == []


def test_khmer_texts_are_in_khmer(rulebook: Rulebook) -> None:
    same = {texts["en"] for _, texts in every_text(rulebook) if not KHMER.search(texts["km"])}
    assert same == {"ID"}


def test_gaps_say_the_same_numbers_in_every_language(rulebook: Rulebook) -> None:
    gaps = [(at, texts) for at, texts in every_text(rulebook) if at.endswith(".gap")]
    assert len(gaps) > 240
    for at, texts in gaps:
        # The same English is the same Khmer: a reader who meets it twice must see that.
        assert {other["km"] for _, other in gaps if other["en"] == texts["en"]} == {texts["km"]}, at
        percents = [re.findall(r"\d+ %", text) for text in texts.values()]
        assert percents[0] == percents[1], at
        told = re.sub(r"\w+", lambda word: WORDS.get(word[0], word[0]), texts["en"])
        numbers = [sorted(set(NUMBER.findall(text)) - {"1"}) for text in (told, texts["km"])]
        assert numbers[0] == numbers[1], at
