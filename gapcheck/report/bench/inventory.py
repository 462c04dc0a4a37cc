"""The inventory of a rulebook, 80 columns wide."""

from __future__ import annotations

from collections.abc import Iterator

from tabulate import tabulate

from gapcheck.bench.inventory import Inventory, LanguageEntry
from gapcheck.report.plaintext import listed, wrap

_FOR_COUNTRIES = 6
_HASH = 16


def render(held: Inventory, what: str | None) -> str:
    """Return the list of one kind of thing, or of the instruments with the number of everything else."""
    lines = _KINDS[what](held) if what is not None else _overview(held)
    return "\n".join(lines) + "\n"


def _overview(held: Inventory) -> Iterator[str]:
    yield from wrap(f"Rules {held.version} (sha256 {held.sha256[:_HASH]})")
    yield ""
    yield from _instruments(held)
    yield ""
    questions = sum(not item.derived for item in held.indicators)
    yield from wrap(
        f"{questions} questions, {len(held.indicators) - questions} derived figures, {len(held.checks)} checks, "
        f"{len(held.sources)} sources, facts about {len(held.countries)} countries."
    )
    yield from wrap(f"Texts for people: {'; '.join(map(_language, held.languages))}.")


def _language(item: LanguageEntry) -> str:
    draft = "" if item.reviewed else ", a draft that no native reader has reviewed"
    return f"{item.code} {item.texts} of {item.of}{draft}"


def _instruments(held: Inventory) -> Iterator[str]:
    rows = [[item.id, item.provisions, item.leaves, item.scored_leaves, item.questions] for item in held.instruments]
    headers = ["Instrument", "Provisions", "Leaves", "Scored", "Questions"]
    yield tabulate(rows, headers, colalign=("left", "right", "right", "right", "right"), disable_numparse=True)
    for item in held.instruments:
        put_to = "any country" if item.applies_to is None else listed(item.applies_to, most=_FOR_COUNTRIES)
        scored = "" if item.scored else " Shown, not scored."
        yield ""
        yield from wrap(f"{item.id}: {item.title}. For {put_to}.{scored}", indent="  ", first="")
        yield from wrap(f"{item.status}. {item.place}, quotes {item.source}", indent="  ")


def _indicators(held: Inventory) -> Iterator[str]:
    for pillar in dict.fromkeys(item.pillar for item in held.indicators):
        yield f"{(pillar or 'derived, of no pillar').upper()}"
        for item in held.indicators:
            if item.pillar == pillar:
                kind = f"{item.type}{', derived' if item.derived else ''}"
                used = f"{item.leaves} leaves" if item.leaves != 1 else "1 leaf"
                yield from wrap(f"{item.id} ({kind}; {used}): {item.title}", indent="    ", first="  ")
        yield ""
    yield from wrap(f"{len(held.indicators)} indicators. Leaves are the scored tests that rest on the answer.")


def _checks(held: Inventory) -> Iterator[str]:
    for item in held.checks:
        yield from wrap(f"{item.id} ({item.severity}): {item.says}", indent="    ", first="")
    yield ""
    errors = sum(item.severity == "error" for item in held.checks)
    yield from wrap(f"{len(held.checks)} checks: {errors} errors, {len(held.checks) - errors} warnings.")


def _sources(held: Inventory) -> Iterator[str]:
    for item in held.sources:
        yield from wrap(
            f"{item.file} (sha256 {item.sha256[:_HASH]}), quoted by {listed(item.quoted_by)}", indent="    ", first=""
        )


def _countries(held: Inventory) -> Iterator[str]:
    for item in held.countries:
        invented = ", an invented country" if item.fictional else ""
        facts = "1 fact" if item.facts == 1 else f"{item.facts} facts"
        yield from wrap(f"{item.id} {item.name}{invented}: {facts}. {item.place}", indent="    ", first="")


_KINDS = {
    "instruments": _instruments, "indicators": _indicators, "checks": _checks, "sources": _sources,
    "countries": _countries,
}  # fmt: skip
