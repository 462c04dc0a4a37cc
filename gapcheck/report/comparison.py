"""A comparison of two years in words for a terminal: verdict, bridge, provisions, and what moved most."""

from __future__ import annotations

from collections.abc import Iterator

from gapcheck.assessment.result import CountryRecord
from gapcheck.comparison.result import Comparison, SideRecord
from gapcheck.report.bridges import bridged_instrument
from gapcheck.report.movements import moved_part
from gapcheck.report.plaintext import WIDTH, clean, day, invented, wrap

_PROVISIONS = 5


def render(comparison: Comparison, country: CountryRecord) -> str:
    """Return the report of one comparison."""
    return "\n".join(_report(comparison, country)) + "\n"


def _report(comparison: Comparison, country: CountryRecord) -> Iterator[str]:
    earlier, later = comparison.earlier, comparison.later
    yield from wrap(f"COMPARISON: {country.name} ({later.country}), {label(earlier, later)} to {label(later, earlier)}")
    yield from invented(country.fictional)
    yield "=" * WIDTH
    speaker = "the state itself (self-reports)" if later.source == "self" else "an outside body, not the state"
    yield from _entry("Who speaks", f"{speaker}, both times")
    yield from _entry("Earlier", side(earlier))
    yield from _entry("Later", side(later))
    yield from _entry("Rules", _rules(comparison))
    yield ""
    yield from _legend(comparison)
    for instrument in (node for node in comparison.nodes if node.provision is None):
        yield from bridged_instrument(instrument, comparison)
    yield from moved_part(comparison, _PROVISIONS)
    yield from _provenance(comparison)


def label(one: SideRecord, other: SideRecord) -> str:
    """Return a side's year, with its period where the other side is of the same year."""
    return str(one.year) if one.year != other.year else f"{one.year} ({one.period.start} to {one.period.end})"


def side(record: SideRecord) -> str:
    """Return one side in words: its period, its file and its reviews."""
    reviews = f", {len(record.reviews)} reviews applied" if len(record.reviews) > 1 else ", 1 review applied"
    more = reviews if record.reviews else ", no review"
    return f"{day(record.period.start)} to {day(record.period.end)}; {record.workbook.file}{more}"


def _entry(name: str, text: str) -> list[str]:
    return wrap(text, indent=" " * 14, first=f"{name:<14}")


def _rules(comparison: Comparison) -> str:
    earlier, later = comparison.earlier.rulebook, comparison.later.rulebook
    if comparison.form == "one_rulebook":
        return f"one ruler: version {later.version} for both"
    change = f"version {earlier.version} ({earlier.sha256[:8]}) and version {later.version} ({later.sha256[:8]})"
    if comparison.form == "two_rulebooks":
        return f"each year under its own rules: {change}; what these changed is a step of its own"
    return (
        f"the earlier year as published under version {earlier.version} ({earlier.sha256[:8]}), and scored again under "
        f"the later one, version {later.version} ({later.sha256[:8]}): the step “rules” is the difference of the two"
    )


def _legend(comparison: Comparison) -> Iterator[str]:
    yield "HOW TO READ THE STEPS"
    yield from wrap(
        "Performance: what was stated changed, and a criterion with it. Evidence: documents came or went, for the same "
        "statements, or figures moved that decide nothing by themselves. Coverage: questions newly answered, or no "
        "longer. Rules: what only the rules changed. The steps add up to the change. A question newly answered is "
        "never a decline: the verdict looks only at what is known in both years.",
        indent="  ",
        first="  ",
    )
    yield from wrap(
        "V, D, C and P are the verified, documented, claimed and possible scores, from 0 to 100.",
        indent="  ",
        first="  ",
    )
    if comparison.form != "one_rulebook":
        again = f"{comparison.earlier.year}* are the earlier answers scored again under them, where that differs."
        yield from wrap(f"Verdicts are judged under the later rules alone. {again}", indent="  ", first="  ")


def _provenance(comparison: Comparison) -> Iterator[str]:
    engines = " and ".join(f"{engine.name} {engine.version}" for engine in comparison.engines)
    agreed = f"{engines} agree" if len(comparison.engines) > 1 else f"{engines} alone ({comparison.tool.note})"
    yield ""
    yield "-" * WIDTH
    for name, record in (("Earlier", comparison.earlier), ("Later", comparison.later)):
        yield from _entry(name, f"{clean(record.workbook.file)}, sha256 {record.workbook.sha256[:16]}")
    yield from _entry("Engines", f"{agreed}; gapcheck {comparison.tool.version}")
