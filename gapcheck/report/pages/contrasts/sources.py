"""Sources: who speaks, of what time, and the files and rules that a comparison was made from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gapcheck.comparison.result import Comparison, SideRecord
from gapcheck.report.pages.contrasts.voice import Voice


@dataclass(frozen=True, slots=True)
class Row:
    """A name and what stands beside it."""

    name: str
    value: str
    is_hash: bool = False


def about(earlier: SideRecord, later: SideRecord, voice: Voice) -> Iterator[Row]:
    """Yield who speaks, of which periods, and by which rules."""
    say = voice.say
    yield Row(say("who_speaks"), say("cmp_both_times", speaker=say(f"source_{later.source}")))
    for key, side in (("cmp_earlier", earlier), ("cmp_later", later)):
        yield Row(say(key), say("cmp_named", name=str(side.year), what=voice.period(side.period)))
    rules = earlier.rulebook, later.rulebook
    if rules[0].sha256 == rules[1].sha256:
        yield Row(say("rules"), say("cmp_one_ruler", version=rules[0].version))
    else:
        yield Row(say("rules"), say("cmp_two_rulers", before=rules[0].version, after=rules[1].version))


def provenance(sides: Sequence[SideRecord], voice: Voice) -> Iterator[Row]:
    """Yield the files and the rules that a comparison was made from; hashes that may tell a number are not there."""
    for side in sides:
        for name, files in (("workbook", [side.workbook]), ("review", side.reviews)):
            for file in files:
                yield Row(voice.say(name), voice.say("cmp_named", name=str(side.year), what=file.file))
                if file.sha256:
                    yield Row(voice.say(f"{name}_hash"), file.sha256, is_hash=True)
    for sha256, version in dict.fromkeys((side.rulebook.sha256, side.rulebook.version) for side in sides):
        yield Row(voice.say("rules"), voice.say("version", version=version))
        yield Row(voice.say("rules_hash"), sha256, is_hash=True)


def engines(held: Comparison, voice: Voice) -> Iterator[Row]:
    """Yield the engines that decided, and what made the comparison."""
    names = ", ".join(f"{engine.name} {engine.version}" for engine in held.engines)
    agreed = len(held.engines) > 1
    words = voice.say("engines_agree" if agreed else "engine_alone", engines=names, why=held.tool.note or "")
    yield Row(voice.say("engines"), words)
    yield Row(voice.say("tool"), f"{held.tool.name} {held.tool.version}")
