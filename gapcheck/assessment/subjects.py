"""Subjects: the instrument, provision or indicator that a name means, and the names near one that means nothing."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from gapcheck.errors import Problem, UsageError
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.model import Indicator
from gapcheck.rulebook.provisions import Instrument, Provision

_NEAR: Final = 3
_LISTED: Final = 6
_LONGEST: Final = 120


@dataclass(frozen=True, slots=True)
class Part:
    """A provision of an instrument, with those above it, the topmost first."""

    instrument: Instrument
    provision: Provision
    above: tuple[Provision, ...] = ()


Subject: TypeAlias = Instrument | Part | Indicator


def subject_of(name: str, rulebook: Rulebook, country: str) -> Subject:
    """Return what a name means: an id in any case, or a clause or the end of an id that only one thing has.

    Raises UsageError with the nearest names where there is none, or with all of them where there are several, and where
    the instrument is not put to the country.
    """
    wanted = " ".join(name.split()).casefold()
    subjects = dict(_subjects(rulebook))
    for identifier, subject in subjects.items():
        if identifier.casefold() == wanted:
            return _put_to(identifier, subject, country)
    subjects = {identifier: held for identifier, held in subjects.items() if _applies(held, country)}
    meant = list(dict.fromkeys([*_by_clause(wanted, subjects), *_by_end(wanted, subjects)])) if wanted else []
    if len(meant) == 1:
        return _put_to(meant[0], subjects[meant[0]], country)
    shown = repr(name if len(name) <= _LONGEST else f"{name[:_LONGEST]}...")
    if meant:
        more = f" and {len(meant) - _LISTED} more" if len(meant) > _LISTED else ""
        mend = f"Write one of: {', '.join(meant[:_LISTED])}{more}."
        raise UsageError([Problem("explain", f"the name {shown}, which {len(meant)} things have", "one of them", mend)])
    near = list(_near(wanted, subjects))
    mend = f"Did you mean {' or '.join(near)}?" if near else f"The instruments are {_instruments(rulebook)}."
    expected = "the id of an instrument, a provision or a question, or a clause"
    raise UsageError([Problem("explain", f"the unknown name {shown}", expected, mend)])


def parts_of(instrument: Instrument) -> Iterator[Part]:
    """Yield every provision of an instrument with those above it."""

    def walk(provisions: Iterable[Provision], above: tuple[Provision, ...]) -> Iterator[Part]:
        for provision in provisions:
            yield Part(instrument, provision, above)
            yield from walk(provision.children, (*above, provision))

    yield from walk(instrument.provisions, ())


def _subjects(rulebook: Rulebook) -> Iterator[tuple[str, Subject]]:
    for instrument in rulebook.instruments:
        yield instrument.id, instrument
        yield from ((part.provision.id, part) for part in parts_of(instrument))
    yield from rulebook.indicators.items()


def _put_to(identifier: str, subject: Subject, country: str) -> Subject:
    if not _applies(subject, country):
        expected = f"a part of an instrument that is put to {country}"
        raise UsageError([Problem("explain", f"{identifier}, of an instrument for other countries", expected, "")])
    return subject


def _applies(subject: Subject, country: str) -> bool:
    instrument = subject.instrument if isinstance(subject, Part) else subject
    return not isinstance(instrument, Instrument) or instrument.applies(country)


def _by_clause(wanted: str, subjects: dict[str, Subject]) -> Iterator[str]:
    """Yield the topmost provisions of a clause: their children have the same."""
    clause = "".join(wanted.split())
    for identifier, subject in subjects.items():
        if isinstance(subject, Part) and "".join(subject.provision.clause.split()).casefold() == clause:
            above = subject.above[-1].clause if subject.above else None
            if above != subject.provision.clause:
                yield identifier


def _by_end(wanted: str, subjects: dict[str, Subject]) -> Iterator[str]:
    for identifier in subjects:
        known = identifier.casefold()
        if known.endswith(wanted) and known[-len(wanted) - 1 : -len(wanted)] in (".", "-", "_"):
            yield identifier


def _near(wanted: str, subjects: dict[str, Subject]) -> Iterator[str]:
    if len(wanted) > _LONGEST:
        return
    known = {identifier.casefold(): identifier for identifier in subjects}
    near = difflib.get_close_matches(wanted, list(known), n=_NEAR, cutoff=0.6)
    near += [name for name in known if wanted and wanted in name and name not in near]
    yield from (known[name] for name in near[:_NEAR])


def _instruments(rulebook: Rulebook) -> str:
    return ", ".join(instrument.id for instrument in rulebook.instruments)
