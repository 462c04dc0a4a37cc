from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gapcheck.workbook.findings import Unreadable
from gapcheck.workbook.languages import joined
from gapcheck.workbook.values.choices import Options, options_of
from gapcheck.workbook.words import Words

WORDS = st.text("abcdefgh éខ្មែរ", min_size=1, max_size=12).filter(lambda text: text.strip())


def test_codes_and_labels_in_any_language(rulebook):
    options = options_of(rulebook.indicators["victim_guidelines"], Words(rulebook.method))
    for text in ("adopted", "ADOPTED", "Adopted; in force", " adopted;  IN\u00a0force ", "អនុម័ត", "ａｄｏｐｔｅｄ"):
        assert options.one(text) == "adopted"


@settings(deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=6, unique_by=lambda text: "".join(text.casefold().split())), st.data())
def test_any_choice_can_be_read_back(labels, data):
    options = Options({f"code_{number}x": {"en": label} for number, label in enumerate(labels)})
    codes = list(options.labels)
    chosen = data.draw(st.sets(st.sampled_from(codes), min_size=1))
    separator = data.draw(st.sampled_from([";", " ; ", "\n", ";\n", "；"]))
    written = [data.draw(st.sampled_from([code, options.label(code)])) for code in sorted(chosen)]
    assert options.several(separator.join(written)) == tuple(code for code in codes if code in chosen)


def test_a_near_miss_is_suggested(rulebook):
    options = options_of(rulebook.indicators["victim_guidelines"], Words(rulebook.method))
    with pytest.raises(Unreadable) as caught:
        options.one("Draftd")
    assert caught.value.mend == 'Did you mean "Drafted"?'
    assert "None; Drafted; Adopted" in caught.value.expected


def test_an_exclusive_option_stands_alone(rulebook):
    options = options_of(rulebook.indicators["groups_screened"], Words(rulebook.method))
    assert options.several("Nobody") == ("nobody",)
    with pytest.raises(Unreadable, match="alone"):
        options.several("Nobody; women")


def test_several_where_one_is_asked_for(rulebook):
    options = options_of(rulebook.indicators["victim_guidelines"], Words(rulebook.method))
    with pytest.raises(Unreadable, match="one option"):
        options.one("none; drafted")


def test_a_label_of_two_options_is_not_guessed():
    options = Options({"a1": {"en": "Some"}, "b1": {"en": "Many", "fr": "some"}})
    with pytest.raises(Unreadable, match="a1 or b1"):
        options.one("SOME")


def test_commas_do_not_separate(rulebook):
    options = options_of(rulebook.indicators["groups_screened"], Words(rulebook.method))
    with pytest.raises(Unreadable) as caught:
        options.several("men_and_boys, foreign_workers, women and others")
    assert "semicolon" in caught.value.mend


@pytest.mark.parametrize(
    "text",
    [
        "Women, foreign workers", "Women and foreign workers", "women & men_and_boys", "Men and boys and women",
        "Men and boys, women", "women/foreign workers", "men and boyz, foreign workerz",
        "Women, foreign workers and others",
    ],
)  # fmt: skip
def test_several_by_other_signs_are_told_of_the_semicolon(text, rulebook):
    options = options_of(rulebook.indicators["groups_screened"], Words(rulebook.method))
    with pytest.raises(Unreadable) as caught:
        options.several(text)
    assert caught.value.mend == "Separate several options by a semicolon (;)."


@pytest.mark.parametrize("text", ["None, drafted", "none and drafted", "Drafted/none"])
def test_several_by_other_signs_where_one_is_asked_for(text, rulebook):
    options = options_of(rulebook.indicators["victim_guidelines"], Words(rulebook.method))
    with pytest.raises(Unreadable) as caught:
        options.one(text)
    assert "Only one" in caught.value.mend


def test_a_misspelt_label_with_other_labels_in_it_is_no_list():
    options = Options({"a1": {"en": "Police"}, "b1": {"en": "Courts"}, "c1": {"en": "Police and courts together"}})
    for reader in (options.one, options.several):
        with pytest.raises(Unreadable, match="one of") as caught:
            reader("police and courts togeter")
        assert caught.value.mend == 'Did you mean "Police and courts together"?'


@settings(deadline=None)
@given(st.text(max_size=40))
def test_anything_is_options_or_unreadable(text):
    options = Options({"none": {"en": "None"}, "some": {"en": "Some"}}, frozenset({"none"}))
    with contextlib.suppress(Unreadable):
        assert set(options.several(text)) <= {"none", "some"}


@settings(deadline=None)
@given(st.lists(WORDS, min_size=4, max_size=6, unique_by=lambda text: "".join(text.casefold().split())), st.data())
def test_labels_side_by_side_name_their_option_and_no_other(labels, data):
    pairs = {f"code_{number}x": {"en": labels[number], "km": labels[number + 1]} for number in (0, 2)}
    options = Options(pairs)
    code = data.draw(st.sampled_from(list(pairs)))
    for text in joined(pairs[code].values()):
        assert options.one(text) == code
        assert options.several(f"{text}; {text}") == (code,)
    with pytest.raises(Unreadable):
        options.one(f"{labels[0]} / {labels[2]}")


def test_labels_side_by_side_that_could_be_two_options():
    options = Options({"a1": {"en": "Some", "fr": "Quelques"}, "b1": {"en": "Many", "fr": "some"}})
    assert options.one("Some (a1)") == "a1"
    for text in ("Many / some", "Quelques / Some", "Quelques / Many"):
        with pytest.raises(Unreadable):
            options.one(text)


def test_a_long_text_of_separators_is_no_option():
    options = Options({"a1": {"en": "Some"}})
    for text in ("/" * 100_000, "some/" * 1000, "(" * 50_000 + "some"):
        with pytest.raises(Unreadable):
            options.one(text)
