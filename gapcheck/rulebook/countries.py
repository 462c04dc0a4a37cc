"""Codes and names of countries: those of ISO 3166, and those it leaves to its users, such as XAA for an example."""

from __future__ import annotations

import gettext
import re
from functools import cache
from typing import TYPE_CHECKING, Final

import pycountry

from gapcheck.rulebook.phrases import ENGLISH, in_language

if TYPE_CHECKING:
    from gapcheck.rulebook.model import Country

FICTIONAL: Final = "FICTIONAL EXAMPLE: no such country"
"""What everything that is printed about an invented country says, in English."""

# ISO 3166-1, clause 8.1.3: codes that will never be given to a country.
_USER_ASSIGNED = re.compile(r"AA[A-Z]|Q[M-Z][A-Z]|X[A-Z]{2}|ZZ[A-Z]")
_CODE_LENGTH = 3
_LONGEST_NAME = 100  # characters that are looked up


def is_country(code: str) -> bool:
    """Whether a text in capitals is the alpha-3 code of a country, or one of those left to users."""
    return code.isupper() and (is_user_assigned(code) or is_assigned(code))


def is_assigned(code: str) -> bool:
    """Whether ISO 3166 gives a text in capitals to a country, as its alpha-3 code."""
    # The look-up itself minds neither small letters nor signs that look like others.
    return len(code) == _CODE_LENGTH and code.isupper() and pycountry.countries.get(alpha_3=code) is not None


def is_user_assigned(code: str) -> bool:
    """Whether a text is one of the alpha-3 codes that ISO 3166 leaves to its users."""
    return _USER_ASSIGNED.fullmatch(code) is not None


def country_name(code: str, held: Country | None = None, language: str = ENGLISH) -> str:
    """Return a country's common name in a language, else the one that its rule file gives, else the code.

    A country of ISO 3166 that has no name in the language is named in English.
    """
    country = pycountry.countries.get(alpha_3=code)
    if country is not None:
        name = str(getattr(country, "common_name", None) or country.name)
        return name if language == ENGLISH else _translations(language).gettext(name)
    return in_language(held.name, language) if held is not None and held.name else code


@cache
def _translations(language: str) -> gettext.NullTranslations:
    """Return the names of ISO 3166 in a language, as the library ships them; nothing of the machine is asked."""
    return gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[language], fallback=True)


def code_meant(text: str) -> str | None:
    """Return the alpha-3 code that was perhaps meant by a country's name or two-letter code."""
    try:
        return str(pycountry.countries.lookup(text[:_LONGEST_NAME]).alpha_3)
    except (LookupError, AttributeError):
        return None
