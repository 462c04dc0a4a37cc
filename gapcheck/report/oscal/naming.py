"""Names: tokens for ids, UUIDs that are the same wherever they are made, moments for days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid5

from gapcheck.assessment.result import Assessment

OSCAL_VERSION: Final = "1.2.1"
NAMESPACE: Final = "urn:gapcheck:ns"
"""The namespace of our properties; it is a name only and leads nowhere."""

_UUIDS: Final = UUID("a9de9c5d-3e00-5d86-9d54-626a22b883af")


def token(identifier: str) -> str:
    """Return an id of the rules as an OSCAL token: with an underscore before it where it begins with a digit."""
    return f"_{identifier}" if identifier[:1].isdigit() else identifier


# Ids of provisions begin with a letter or a digit: no id below, of which none does, can be another provision's.


def statement_id(provision: str) -> str:
    """Return the id of the part that quotes a leaf."""
    return f"_statement-{provision}"


def objective_id(provision: str) -> str:
    """Return the id of the part that holds a leaf's levels."""
    return f"_objective-{provision}"


def level_id(provision: str, level: int) -> str:
    """Return the id of the part that holds one level of a leaf."""
    return f"_level{level}-{provision}"


def criterion_id(provision: str, level: int, path: tuple[int, ...]) -> str:
    """Return the id of a criterion's part; ``path`` counts from 1, in the level and then in groups."""
    return f"_criterion{'.'.join(map(str, (level, *path)))}-{provision}"


def alone_id(provision: str) -> str:
    """Return the id of the group around a leaf that stands beside groups."""
    return f"_group-{provision}"


def moment(day: str, time: str = "00:00:00") -> str:
    """Return an ISO day as a moment of universal time: a workbook knows days only, and OSCAL moments only."""
    return f"{day}T{time}Z"


def latest_day(assessment: Assessment) -> str:
    """Return the latest day on which somebody submitted, decided or recorded something of a result, as ISO date."""
    decided = [made.date for review in assessment.reviews for made in review.decisions]
    recorded = [voice.recorded_on for review in assessment.reviews for voice in review.voices]
    return max([assessment.submitted_on, *decided, *recorded])


@dataclass(frozen=True, slots=True)
class Uuids:
    """UUIDs of version 5, from what a document is made of and a name within it."""

    content: str

    def of(self, *names: str) -> str:
        """Return the UUID of what these names name in the document."""
        return str(uuid5(_UUIDS, "\n".join((self.content, *names))))
