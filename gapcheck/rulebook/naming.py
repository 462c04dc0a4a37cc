"""Names that must be unique or must exist in the world: ids, facts, codes of countries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gapcheck.errors import Problem
from gapcheck.rulebook.countries import is_assigned, is_country
from gapcheck.rulebook.criteria import AllCriteria, AnyCriteria, Criterion
from gapcheck.rulebook.documents import Document, Path
from gapcheck.rulebook.model import Country
from gapcheck.rulebook.provisions import Instrument, Provision


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
        self.places.setdefault(country_place(code), place)
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

    def instrument(
        self, instrument: Instrument, document: Document, provisions: Iterable[tuple[Provision, Path]]
    ) -> None:
        """Take the ids of an instrument and its provisions, and check the codes of countries in it.

        Levels and criteria have no ids; their places are kept under names that no id can have.
        """
        self.register(instrument.id, document.place(["id"]))
        for provision, path in provisions:
            self.register(provision.id, document.place(path))
            for level, criteria in provision.levels.items():
                at = (*path, "levels", str(level))
                self.places.setdefault(level_place(provision.id, level), document.place(at, key=True))
                self._criteria(level_place(provision.id, level), criteria, document, at)
        for index, code in enumerate(instrument.applies_to or ()):
            self._code(code, document, ["applies_to", index])
        for index, edition in enumerate(instrument.endorsers):
            for code in edition.states:
                self._code(code, document, ["endorsers", index, "states", code], key=True)

    def _criteria(self, above: str, criteria: Sequence[Criterion], document: Document, path: Path) -> None:
        for index, criterion in enumerate(criteria):
            at, name = (*path, index), criterion_place(above, index)
            self.places.setdefault(name, document.place(at))
            if isinstance(criterion, AnyCriteria):
                self._criteria(name, criterion.any, document, (*at, "any"))
            elif isinstance(criterion, AllCriteria):
                self._criteria(name, criterion.all, document, (*at, "all"))

    def _code(self, code: str, document: Document, path: Path, *, key: bool = False) -> None:
        if not is_country(code):
            expected = "the ISO 3166 alpha-3 code of a country, such as KHM"
            self.problems.append(Problem(document.place(path, key=key), f"the code {code!r}", expected, ""))


def country_place(code: str) -> str:
    """Return the name under which the place of a country's facts is kept."""
    return f"country {code}"


def level_place(provision: str, level: int) -> str:
    """Return the name under which the place of a leaf's level is kept."""
    return f"{provision} level {level}"


def criterion_place(above: str, index: int) -> str:
    """Return the name under which the place of a criterion is kept, from its level's or its group's, counted from 0."""
    return f"{above}/{index}"
