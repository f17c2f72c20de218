"""What publishing a draft would change, and for whom, told before it happens."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from academy.authoring.rules.cost import NEXT_LESSON, packed
from academy.authoring.rules.drafts import part_name
from academy.catalogue.rules import percent_in
from academy.content.catalogues import words_by_unit
from academy.content.compare import Change, Comparison, compare
from academy.content.draft import QuizFault, placed
from academy.content.faults import Fault, FaultCode, Severity
from academy.content.model import COURSE, Course, Package, UnitKind
from academy.content.reading import (
    UnitChange,
    languages_changed,
    pictures_changed,
    reading_changes,
)

_FOLDERS = {"lessons": UnitKind.LESSON, "quizzes": UnitKind.QUIZ}
_LIGHT = NEXT_LESSON // 4
"""Bytes of packed words below which no page is too large: the rest of a page is much the same."""


class Wish(StrEnum):
    """What may become of a course besides being published."""

    CLOSE = "close"
    REOPEN = "reopen"
    ARCHIVE = "archive"
    UNARCHIVE = "unarchive"


@dataclass(frozen=True, slots=True)
class LanguageComing:
    """What readers of a language get: the share of the course in it, in percent, before and after.

    `before` is empty where it is new; `changed` texts are new to its readers or read otherwise.
    """

    tag: str
    before: int | None
    after: int
    changed: int

    def falls_below(self, bar: int) -> bool:
        """Tell whether the language was ready for its readers, and is not any more."""
        return self.before is not None and self.after < bar <= self.before

    def is_below(self, bar: int) -> bool:
        """Tell whether the language is not ready for its readers."""
        return self.after < bar


@dataclass(frozen=True)
class Coming:
    """A draft beside what is published: `package` has every language as it stands at the desk."""

    published: Package | None
    package: Package

    @cached_property
    def comparison(self) -> Comparison | None:
        """Why this is a new edition, or a revision, or nothing; `None` for a first publication."""
        return compare(self.published, self.package) if self.published else None

    @property
    def kind(self) -> Change:
        """How deep the change goes; a first publication begins an edition."""
        return self.comparison.kind if self.comparison else Change.STRUCTURE

    @property
    def gained(self) -> tuple[str, ...]:
        """The titles of the steps that come."""
        titles = titles_of(self.package.course)
        return tuple(titles[unit] for unit in self.comparison.gained) if self.comparison else ()

    @property
    def lost(self) -> tuple[tuple[str, str], ...]:
        """The steps that go: the id and the title of each."""
        if self.published is None or self.comparison is None:
            return ()
        titles = titles_of(self.published.course)
        return tuple((unit, titles[unit]) for unit in self.comparison.lost)

    @cached_property
    def changes(self) -> tuple[UnitChange, ...]:
        """What reads otherwise; empty for a first publication, where everything does."""
        return reading_changes(self.published, self.package) if self.published else ()

    @cached_property
    def pictures(self) -> tuple[str, ...]:
        """The names of the pictures that come, go or look otherwise."""
        return pictures_changed(self.published, self.package) if self.published else ()

    @cached_property
    def languages(self) -> tuple[LanguageComing, ...]:
        """How it goes on with each language that is published or comes."""
        return languages_coming(self.published, self.package)

    @cached_property
    def long_lessons(self) -> tuple[tuple[str, str], ...]:
        """The lessons that read otherwise, each with its language, and are worth weighing.

        A page is larger than the words on it, so that one with few words is light for sure.
        """
        return tuple(
            (unit, tag)
            for unit, tag, words in _lessons_anew(self.published, self.package)
            if packed(words) > _LIGHT
        )


@dataclass(frozen=True, slots=True)
class FaultPlace:
    """A fault and the unit it is in: none where it is the course, a language or a picture.

    In a quiz it is `found` at a question, whose number (from 1) is 0 for the quiz itself.
    """

    fault: Fault
    unit: str
    title: str
    kind: UnitKind | None
    found: QuizFault | None = None
    question: int = 0

    @property
    def stands_in_the_way(self) -> bool:
        """Whether nothing is published before this is mended."""
        return self.fault.severity is Severity.ERROR

    @property
    def language(self) -> str:
        """The language whose translation it is in, if it is in one."""
        folder, _, name = self.fault.file.partition("/")
        return name.removesuffix(".po") if folder == "locale" else ""

    @property
    def is_course(self) -> bool:
        """Whether it is in the course's own words and structure."""
        return self.fault.file == "course.yaml"


def faults_placed(package: Package | None, faults: Sequence[Fault]) -> tuple[FaultPlace, ...]:
    """Return each fault with the unit that its file holds and, in a quiz, with its question.

    Of faults that a reader could not tell apart one is left.
    """
    titles = titles_of(package.course) if package else {}
    found = _found(package, faults) if package else {}
    where = (_placed(fault, titles) for fault in faults)
    whole = (_in_question(each, package, found.get(id(each.fault))) for each in where)
    return tuple({_told_apart(place): place for place in whole}.values())


def _found(package: Package, faults: Iterable[Fault]) -> dict[int, QuizFault]:
    """Return where in its quiz each fault is, by the fault's identity."""
    own: dict[str, list[Fault]] = {}
    for fault in faults:
        folder, _, file = fault.file.partition("/")
        unit = file.removesuffix(".yaml")
        if folder == "quizzes" and unit in package.quizzes:
            own.setdefault(unit, []).append(fault)
    return {
        id(each.fault): each
        for unit, listed in own.items()
        for each in placed(package.quizzes[unit], listed)
    }


def _in_question(place: FaultPlace, package: Package | None, found: QuizFault | None) -> FaultPlace:
    if package is None or found is None:
        return place
    ids = [question.id for question in package.quizzes[place.unit].questions]
    number = ids.index(found.question) + 1 if found.question in ids else 0
    return replace(place, found=found, question=number)


def titles_of(course: Course) -> dict[str, str]:
    """Return what the units and the course itself are called, by their ids."""
    return {COURSE: course.title, **{unit.id: unit.title or unit.id for unit in course.units}}


def languages_coming(old: Package | None, new: Package) -> tuple[LanguageComing, ...]:
    """Return what publishing would mean for every language but the source."""
    before = set(old.catalogues) if old else set[str]()
    changed = languages_changed(old, new)
    tags = sorted((before | set(new.catalogues)) - {new.course.language})
    return tuple(
        LanguageComing(
            tag,
            percent_in(old, tag) if old and tag in before else None,
            percent_in(new, tag),
            changed.get(tag, 0),
        )
        for tag in tags
    )


def questions_of(package: Package) -> dict[tuple[str, str], str]:
    """Return the text of each question, by the ids of its unit and its own."""
    return {
        (unit, question.id): question.text
        for unit, quiz in package.quizzes.items()
        for question in quiz.questions
    }


def titles_of_parts(course: Course, names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return the names of these parts of a course, each with what people call it."""
    titles = {COURSE: course.title}
    titles |= {part_name(unit): unit.title or unit.id for unit in course.units}
    return tuple((name, titles.get(name, name)) for name in names)


def _told_apart(place: FaultPlace) -> Hashable:
    fault = place.fault
    if place.kind is not UnitKind.QUIZ:
        return fault.file, fault.line, fault.code, frozenset(fault.detail.items())
    empty = fault.code in {FaultCode.EMPTY_TEXT, FaultCode.MISSING_KEY}
    detail = () if empty else tuple(sorted(fault.detail.items()))
    return fault.file, place.question, fault.code, detail


def _placed(fault: Fault, titles: Mapping[str, str]) -> FaultPlace:
    folder, _, file = fault.file.partition("/")
    unit, kind = file.rpartition(".")[0], _FOLDERS.get(folder)
    return FaultPlace(fault, unit if kind else "", titles.get(unit, unit) if kind else "", kind)


def _lessons_anew(old: Package | None, new: Package) -> Iterator[tuple[str, str, str]]:
    """Yield the lessons that do not read in a language as they did, with their words in it."""
    for tag in new.languages:
        words = words_by_unit(new, tag)
        known = words_by_unit(old, tag) if old and tag in old.languages else None
        for unit, text in new.lessons.items():
            now = words.get(unit, {})
            same = old is not None and known is not None and old.lessons.get(unit) == text
            if not same or (known or {}).get(unit, {}) != now:
                yield unit, tag, "\n".join(now.values()) or text
