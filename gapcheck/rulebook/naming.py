"""Names that must be unique or must exist in the world: ids, facts, codes of countries."""

from __future__ import annotations

from collections.abc import Iterable

from gapcheck.errors import Problem
from gapcheck.rulebook.countries import is_assigned, is_country
from gapcheck.rulebook.documents import Document, Path
from gapcheck.rulebook.model import Country
from gapcheck.rulebook.provisions import Instrument


class Names:
    """Remembers where each id stands, and gathers a problem for every name that is taken or is none."""

    def __init__(self) -> None:
        self.places: dict[str, str] = {}
        self.countries: dict[str, str] = {}
        self.problems: list[Problem] = []

    def register(self, identifier: str, place: str) -> None:
        """Take an id; one that is taken already is a problem."""
        first = self.places.setdefault(identifier, place)
        if first != place:
            expected = f"each id once (it is first at {first})"
            self.problems.append(Problem(place, f"the id {identifier!r} a second time", expected, "Rename one."))

    def country(self, country: Country, document: Document) -> None:
        """Take a country, and check its code and the names of its facts."""
        code = country.country
        place = document.place(["country"])
        first = self.countries.setdefault(code, place)
        if first != place:
            expected = f"each country once (it is first at {first})"
            self.problems.append(Problem(place, f"the country {code} a second time", expected, "Join the files."))
        self._code(code, document, ["country"])
        if country.fictional and is_assigned(code):
            expected = "this key only beside a code that no country has, such as XAA"
            at = document.place(["fictional"], key=True)
            self.problems.append(Problem(at, f"'fictional' beside the code {code}", expected, "Remove it."))
        for name in country.facts:
            if name in self.places:
                expected = f"a name that nothing else has (it is also at {self.places[name]})"
                at = document.place(["facts", name], key=True)
                self.problems.append(Problem(at, f"the fact {name!r}", expected, "Rename the fact."))

    def instrument(self, instrument: Instrument, document: Document, provisions: Iterable[tuple[str, Path]]) -> None:
        """Take the ids of an instrument and its provisions, and check the codes of countries in it."""
        self.register(instrument.id, document.place(["id"]))
        for identifier, path in provisions:
            self.register(identifier, document.place(path))
        for index, code in enumerate(instrument.applies_to or ()):
            self._code(code, document, ["applies_to", index])
        for index, edition in enumerate(instrument.endorsers):
            for code in edition.states:
                self._code(code, document, ["endorsers", index, "states", code], key=True)

    def _code(self, code: str, document: Document, path: Path, *, key: bool = False) -> None:
        if not is_country(code):
            expected = "the ISO 3166 alpha-3 code of a country, such as KHM"
            self.problems.append(Problem(document.place(path, key=key), f"the code {code!r}", expected, ""))
