"""Two voices in words for a terminal: what a state says of itself beside what an outsider says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tabulate import tabulate

from gapcheck.assessment.result import CountryRecord
from gapcheck.comparison.result import Said
from gapcheck.comparison.voice_records import TwoVoices, VoiceAnswer
from gapcheck.report.comparison import side
from gapcheck.report.plaintext import WIDTH, invented, wrap

_FINDINGS: Mapping[str, str] = {
    "state_claims": "The state claims what the outsider denies", "differ": "They say different things",
    "agree": "Both say the same", "in_words": "Both speak in their own words",
    "state_only": "Only the state speaks", "outside_only": "Only the outsider speaks",
}  # fmt: skip
_TOLD = ("state_claims", "differ", "agree", "in_words", "outside_only")
_BOTH = ("state_claims", "differ", "agree", "in_words")
_MOST = 15


def render(voices: TwoVoices, country: CountryRecord) -> str:
    """Return the report."""
    return "\n".join(_report(voices, country)) + "\n"


def _report(voices: TwoVoices, country: CountryRecord) -> Iterator[str]:
    yield from wrap(f"TWO VOICES ON {country.name} ({voices.state.country})")
    yield from invented(country.fictional)
    yield "=" * WIDTH
    yield from wrap(side(voices.state), indent=" " * 14, first="The state     ")
    yield from wrap(side(voices.outside), indent=" " * 14, first="The outsider  ")
    yield ""
    yield from wrap(
        "Side by side, and never in one series: neither voice is measured by the other, and a change of voice is no "
        "change in the country."
    )
    yield ""
    rows = [[words, voices.counts[finding]] for finding, words in _FINDINGS.items()]  # type: ignore[index]
    yield tabulate([*rows, ["Neither speaks", voices.neither_speaks]], headers=["Questions", ""], tablefmt="simple")
    for finding in _TOLD:
        told = [answer for answer in voices.answers if answer.finding == finding]
        if told:
            yield ""
            yield _FINDINGS[finding].upper()
        for answer in told[:_MOST]:
            yield from _answer(answer)
        if len(told) > _MOST:
            yield f"  - and {len(told) - _MOST} more; all of them are in the JSON result."
    # Where only one of the two speaks, another level says nothing but that the other is silent.
    both = {name for answer in voices.answers if answer.finding in _BOTH for name in answer.provisions}
    differ = [leaf for leaf in voices.leaves if leaf.differ and leaf.provision in both]
    if differ:
        yield ""
        yield from wrap("LEVELS THAT DIFFER where both speak, as documented / claimed / possible")
    for leaf in differ[:_MOST]:
        assert leaf.state is not None and leaf.outside is not None  # noqa: S101, PT018 - looked at above
        levels = [f"{one.documented} / {one.claimed} / {one.possible}" for one in (leaf.state, leaf.outside)]
        words = f"{leaf.clause} {leaf.title}: the state {levels[0]}, the outsider {levels[1]}"
        yield from wrap(words, indent="    ", first="  - ")
    if len(differ) > _MOST:
        yield f"  - and {len(differ) - _MOST} more; all of them are in the JSON result."


def _answer(answer: VoiceAnswer) -> Iterator[str]:
    yield from wrap(answer.question, indent="    ", first="  - ")
    yield from wrap(f"The state: {_said(answer.state)}", indent="      ", first="    ")
    yield from wrap(f"The outsider: {_said(answer.outside)}", indent="      ", first="    ")


def _said(said: Said) -> str:
    document = f", {said.document}" if said.document else ", no document" if said.grade == "claimed" else ""
    place = f" ({said.cell})" if said.cell else ""
    return f"{said.words}{document if said.status == 'answered' else ''}{place}"
