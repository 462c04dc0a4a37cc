from __future__ import annotations

from collections import Counter
from itertools import product
from string import ascii_uppercase

import pycountry
import pytest

from gapcheck.rulebook import load_rulebook
from gapcheck.rulebook.countries import code_meant, country_name, is_assigned, is_country, is_user_assigned
from gapcheck.rulebook.model import Country


@pytest.mark.parametrize("code", ["AAA", "AAZ", "QMA", "QZZ", "XAA", "XKX", "XZZ", "ZZA", "ZZZ"])
def test_codes_left_to_users_are_codes_of_countries(code: str) -> None:
    assert is_user_assigned(code)
    assert is_country(code)
    assert not is_assigned(code)


@pytest.mark.parametrize(
    "code",
    ["", "KH", "KHX", "khm", "xaa", "Xaa", "XA", "XAAA", "XA1", "QLZ", "ABA", "ZYZ", "XÄA", "XAA\n", " XAA", "CMB"],
)
def test_what_is_no_code_of_a_country(code: str) -> None:
    assert not is_country(code)


def test_every_code_of_three_letters_is_given_or_left_to_users_or_none() -> None:
    given = {country.alpha_3 for country in pycountry.countries}
    found = Counter()
    for code in map("".join, product(ascii_uppercase, repeat=3)):
        assert is_assigned(code) == (code in given)
        assert is_country(code) == (code in given or is_user_assigned(code))
        found[is_user_assigned(code)] += 1
    # AAA to AAZ, QMA to QZZ, XAA to XZZ, ZZA to ZZZ; and ISO 3166 gives none of them away.
    assert found[True] == 26 + 14 * 26 + 26 * 26 + 26
    assert not any(map(is_user_assigned, given))


def test_a_country_file_names_what_iso_3166_does_not() -> None:
    named = Country.model_validate({"country": "XAA", "name": {"en": "Nowhere"}, "facts": {}})
    assert country_name("XAA", named) == "Nowhere"
    assert country_name("XAA") == "XAA"
    assert country_name("KHM", named) == "Cambodia"


@pytest.mark.parametrize(("text", "code"), [("Cambodia", "KHM"), ("KH", "KHM"), ("Xanadu", None), ("", None)])
def test_the_code_that_was_meant(text: str, code: str | None) -> None:
    assert code_meant(text) == code


def test_the_invented_country_says_that_it_is() -> None:
    rulebook = load_rulebook()
    assert rulebook.is_fictional("XAA")
    assert not rulebook.is_fictional("KHM")
    assert not rulebook.is_fictional("FRA")
    assert all(not country.fictional or is_user_assigned(code) for code, country in rulebook.countries.items())
    assert all(fact.source == "invented for the example" for fact in rulebook.countries["XAA"].facts.values())


def test_a_country_has_its_name_in_the_language_asked_for_or_in_english() -> None:
    named = Country.model_validate({"country": "XAA", "name": {"en": "Nowhere", "km": "គ្មានទីណា"}, "facts": {}})
    assert country_name("KHM", None, "km") == "កម្ពុជា"
    assert country_name("XAA", named, "km") == "គ្មានទីណា"
    assert country_name("XAA", named, "fr") == "Nowhere"
    assert country_name("KHM", None, "zz") == "Cambodia"
