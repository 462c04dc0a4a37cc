from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapcheck.errors import UsageError
from gapcheck.workbook import Status, fill_template, read_workbook, write_template
from gapcheck.workbook.languages import Languages, joined
from gapcheck.workbook.values.choices import options_of
from gapcheck.workbook.words import SPECIAL, Words

TEXTS = {"en": "Adopted", "km": "បានអនុម័ត", "fr": "Adopté"}
HEADER = {"country": "KHM", "year": 2022, "submitted_on": "2023-01-31"}


def test_each_language_once_and_english_for_what_is_missing():
    assert Languages(("en", "km")).label(TEXTS) == "Adopted / បានអនុម័ត"
    assert Languages(("km", "en")).text(TEXTS) == "បានអនុម័ត\nAdopted"
    assert Languages(("km",)).label({"en": "Adopted"}) == "Adopted"
    assert Languages(("en", "km")).label({"en": "ID", "km": "ID"}) == "ID"
    assert Languages(("km",)).label({"en": "Adopted", "km": ""}) == "Adopted"


@given(st.lists(st.text(min_size=1, max_size=5), max_size=3, unique=True))
def test_whatever_a_template_offers_is_among_the_joined_forms(labels):
    texts = {f"l{number}": label for number, label in enumerate(labels)} | {"en": labels[0] if labels else "x"}
    codes = [code for code in texts if code != "en"]
    offered = {Languages((one, other)).label(texts) for one in codes for other in codes if one != other}
    assert offered <= {*joined(labels), *labels}


@pytest.mark.parametrize("codes", [("en",), ("km",), ("en", "km"), ("km", "en")])
def test_what_any_template_offers_is_read_in_every_other(codes, shipped_rulebook, tmp_path):
    """A label in any language of the rulebook is a valid answer, whatever the template's language."""
    offered, languages = Languages(codes), Languages(("en",) if "km" in codes else ("km",))
    words = Words(shipped_rulebook.method)
    asked = [indicator for indicator in shipped_rulebook.asked() if indicator.options or indicator.type == "yes_no"]
    options = {indicator.id: options_of(indicator, words) for indicator in asked}
    path = tmp_path / "w.xlsx"
    for number in range(max(len(known.labels) for known in options.values())):
        codes_chosen = {name: list(known.labels)[min(number, len(known.labels) - 1)] for name, known in options.items()}
        answers = {name: {"answer": offered.label(options[name].labels[code])} for name, code in codes_chosen.items()}
        fill_template(shipped_rulebook, HEADER, answers, {}, path, languages=languages)
        read = read_workbook(path, shipped_rulebook).answers
        for indicator in asked:
            code = codes_chosen[indicator.id]
            assert read[indicator.id].value == ((code,) if indicator.type == "choices" else code)


@pytest.mark.parametrize("codes", [("en",), ("km",), ("en", "km")])
def test_special_words_headings_and_sources_too(codes, shipped_rulebook, tmp_path):
    path, languages, words = tmp_path / "w.xlsx", Languages(codes), Words(shipped_rulebook.method)
    asked = [indicator for indicator in shipped_rulebook.asked() if indicator.not_applicable][:4]
    answers = {
        indicator.id: {"answer": languages.label(words.labels(status.value)), "comment": "Why"}
        for indicator, status in zip(asked, SPECIAL, strict=True)
    }
    source = languages.label(words.labels("outside"))
    header = HEADER | {"source": source, "submitted_by": "An NGO"}
    fill_template(shipped_rulebook, header, answers, {}, path, languages=languages)
    read = read_workbook(path, shipped_rulebook)
    assert read.problems == ()
    assert read.source == "outside"
    assert [read.answers[indicator.id].status for indicator in asked] == list(SPECIAL)
    assert read.answers[asked[0].id].evidence.comment == "Why"
    none = languages.label(words.labels("complete_none"))
    table = next(indicator.id for indicator in shipped_rulebook.asked() if indicator.type == "table")
    fill_template(shipped_rulebook, header, {table: {"answer": none}}, {}, path, languages=languages)
    assert read_workbook(path, shipped_rulebook).answers[table].status is Status.ANSWERED


def test_a_language_that_the_rules_lack_is_refused(shipped_rulebook, tmp_path):
    with pytest.raises(UsageError) as caught:
        write_template(shipped_rulebook, "KHM", 2023, tmp_path / "t.xlsx", languages=Languages(("en", "th")))
    assert "one or several of en, km" in str(caught.value)
