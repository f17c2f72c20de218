"""A course's own words and terms, apart from its modules."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum

from academy.authoring.rules.drafts import version_of
from academy.content import bounds
from academy.content.model import CertificateTerms, Completion, Course, Level, Track


class Gap(StrEnum):
    """What keeps a text from being published; as a draft it may stay so."""

    EMPTY = "empty"
    TOO_LONG = "too-long"


@dataclass(frozen=True, slots=True)
class Details:
    """What a course says of itself. `minimum_score` is `None` where there is no such rule."""

    title: str
    summary: str
    outcomes: tuple[str, ...]
    competences: tuple[str, ...]
    hours: int
    track: Track
    level: Level
    minimum_score: int | None
    statement: str


LIMITS: Mapping[str, int] = {
    "title": bounds.TITLE,
    "summary": bounds.TEXT,
    "outcomes": bounds.TEXT,
    "competences": bounds.WORD,
    "statement": bounds.TEXT,
}
"""How many letters each text may have, or each line of it."""

_NEEDED = ("title", "summary", "outcomes", "statement")


def details_of(course: Course) -> Details:
    """Return what a course says of itself."""
    return Details(
        title=course.title,
        summary=course.summary,
        outcomes=course.outcomes,
        competences=course.competences,
        hours=course.hours,
        track=course.track,
        level=course.level,
        minimum_score=course.completion.minimum_score,
        statement=course.certificate.statement,
    )


def with_details(course: Course, details: Details) -> Course:
    """Return a course that says something else of itself; its modules stay."""
    return replace(
        course,
        title=details.title,
        summary=details.summary,
        outcomes=details.outcomes,
        competences=details.competences,
        hours=details.hours,
        track=details.track,
        level=details.level,
        completion=Completion(details.minimum_score),
        certificate=CertificateTerms(details.statement),
    )


def details_version(course: Course) -> str:
    """Return what tells these details from others: moving a unit does not change it."""
    return version_of(asdict(details_of(course)))


def differences(mine: Details, theirs: Details) -> tuple[str, ...]:
    """Return the names of what is not the same in both."""
    names = (field.name for field in fields(Details))
    return tuple(name for name in names if getattr(mine, name) != getattr(theirs, name))


def gaps(details: Details) -> dict[str, Gap]:
    """Return what is still missing or too long, by the name of the text."""
    found = {name: Gap.EMPTY for name in _NEEDED if not any(_lines(details, name))}
    for name, limit in LIMITS.items():
        if any(len(line) > limit for line in _lines(details, name)):
            found[name] = Gap.TOO_LONG
    return found


def _lines(details: Details, name: str) -> Iterable[str]:
    value: str | tuple[str, ...] = getattr(details, name)
    return (value,) if isinstance(value, str) else value
