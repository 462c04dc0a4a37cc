from __future__ import annotations

import gc
import weakref

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gapcheck.workbook.values.choices import options_of
from gapcheck.workbook.values.option_forms import Forms
from gapcheck.workbook.words import Words, words_of

LABELS = st.text("ab/ ()'ខ្មែរ", min_size=1, max_size=8)


def test_the_words_of_a_method_are_made_once(rulebook):
    assert words_of(rulebook.method) is words_of(rulebook.method)


def test_another_method_has_words_of_its_own(rulebook):
    fields = {**rulebook.method.words, "not_known": {"en": "No idea"}}
    other = rulebook.method.model_copy(update={"words": fields})
    assert words_of(rulebook.method).label("not_known") == "Not known"
    assert words_of(other).label("not_known") == "No idea"
    assert words_of(rulebook.method).label("not_known") == "Not known"


def test_of_many_methods_the_last_ones_are_kept(rulebook):
    first = words_of(rulebook.method)
    made = [weakref.ref(words_of(rulebook.method.model_copy())) for _ in range(20)]
    gc.collect()
    assert 0 < sum(words() is not None for words in made) < 10
    again = words_of(rulebook.method)
    assert again is not first
    assert again.forms("yes") == first.forms("yes")


@pytest.mark.parametrize("name", ["victim_guidelines", "groups_screened", "trafficking_law"])
def test_options_are_made_once_for_one_question_and_its_words(name, rulebook):
    words, indicator = Words(rulebook.method), rulebook.indicators[name]
    assert options_of(indicator, words) is options_of(indicator, words)
    assert options_of(indicator, Words(rulebook.method)) is not options_of(indicator, words)


def test_a_question_of_the_same_id_has_options_of_its_own(rulebook):
    words, indicator = Words(rulebook.method), rulebook.indicators["victim_guidelines"]
    fewer = indicator.model_copy(update={"options": dict(list(indicator.options.items())[:1])})
    assert list(options_of(indicator, words).labels) == list(indicator.options)
    assert list(options_of(fewer, words).labels) == list(indicator.options)[:1]
    assert list(options_of(indicator, words).labels) == list(indicator.options)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(["a", "a_b", "b"]), st.tuples(LABELS, LABELS), min_size=1), LABELS)
def test_a_form_means_the_same_among_all_and_by_itself(labels, more):
    forms = Forms({code: {"en": one, "km": other} for code, (one, other) in labels.items()}, {})
    for written in [*forms.every, more, f"{more}/{more}", ""]:
        assert forms.codes(written) == forms.every.get(written)
