"""What a publication would change, and for how many people: facts to decide by."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.orm import Session

from academy.accounts import queries as people
from academy.authoring.queries.drafts import draft_files
from academy.authoring.queries.reviews import reviews_of
from academy.authoring.queries.translations import whole_package
from academy.authoring.rules.coming import Coming, FaultPlace, faults_placed
from academy.authoring.rules.drafts import Draft
from academy.authoring.rules.publishing import ReviewFacts, draft_version
from academy.catalogue import queries as catalogue
from academy.catalogue.queries import CourseFacts, RevisionFacts, RevisionRef
from academy.content.draft import check_quiz
from academy.content.faults import Fault, PackageRefused
from academy.content.model import Package
from academy.content.reader import check_package
from academy.content.segments import segments
from academy.content.translations import catalogue_faults
from academy.enrolment import queries as enrolment
from academy.enrolment.queries import Learners
from academy.files.store import Store
from academy.kernel.memory import Memory
from academy.learning import queries as learning

_JUDGED: Memory[str, "Judged"] = Memory(32)
_NOBODY = Learners(0, 0)


@dataclass(frozen=True, slots=True)
class Judged:
    """What the reader says of a draft: its faults, and the version of what it made of it."""

    faults: tuple[Fault, ...]
    is_sound: bool
    version: str = ""


@dataclass(frozen=True, slots=True)
class NowPublished:
    """What learners have of a course now."""

    ref: RevisionRef
    facts: RevisionFacts
    is_open: bool


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a publication reaches: all learners, those on the newest edition, and what is done.

    `done` says how many who are under way have done a step that would go, by its id.
    """

    learners: Learners
    newest: Learners
    done: Mapping[str, int]

    @property
    def on_older(self) -> int:
        """How many are under way on an edition that is not the newest even now."""
        return self.learners.under_way - self.newest.under_way


@dataclass(frozen=True, slots=True)
class Outlook:
    """All that the screen before a publication shows; `version` names what it shows.

    It `is_sound` where the reader takes the draft, and takes it just as it is.
    """

    coming: Coming
    version: str
    now: NowPublished | None
    faults: tuple[FaultPlace, ...]
    is_sound: bool
    reach: Reach
    reviews: tuple[ReviewFacts, ...]
    names: Mapping[UUID, str]

    @property
    def in_the_way(self) -> tuple[FaultPlace, ...]:
        """The faults that have to be mended first."""
        return tuple(each for each in self.faults if each.stands_in_the_way)

    @property
    def doubts(self) -> tuple[FaultPlace, ...]:
        """The faults that are worth another look."""
        return tuple(each for each in self.faults if not each.stands_in_the_way)


def outlook(session: Session, draft: Draft, store: Store) -> Outlook:
    """Return what publishing a draft would do."""
    package = whole_package(session, draft)
    version = draft_version(package)
    coming = Coming(draft.published, package)
    now = _now(session, draft.course_id)
    reviews = tuple(reviews_of(session, draft.course_id))
    asked = {each.asked_by for each in reviews}
    decided = {each.decided_by for each in reviews if each.decided_by}
    said = judged(package, version, store)
    return Outlook(
        coming=coming,
        version=version,
        now=now,
        faults=faults_placed(package, said.faults),
        is_sound=said.is_sound and said.version == version,
        reach=_reach(session, coming, now),
        reviews=reviews,
        names=people.names_of(session, asked | decided),
    )


def judged(package: Package, version: str, store: Store) -> Judged:
    """Return what the reader says of a draft, as if it had come from outside.

    It says the same of the same: each `version` is read once, unless a picture is lost, for that
    may be found again.
    """
    try:
        return _JUDGED.recall(version, lambda: _judge(package, store))
    except PackageRefused as refused:
        return _judge_without(package, store, refused.faults)


def _judge(package: Package, store: Store) -> Judged:
    files = draft_files(package, store)
    checked = check_package(files)
    if checked.package is None:
        return Judged((*checked.faults, *_more(package, checked.faults)), is_sound=False)
    read = replace(checked.package, media=package.media)
    return Judged(checked.faults, is_sound=True, version=draft_version(read))


def _judge_without(package: Package, store: Store, lost: Sequence[Fault]) -> Judged:
    """Judge the rest of a draft some of whose pictures are lost; they stand in its way."""
    names = {fault.detail["picture"] for fault in lost}
    media = {name: digest for name, digest in package.media.items() if name not in names}
    rest = _judge(replace(package, media=media), store)
    others = [fault for fault in rest.faults if fault.detail.get("picture") not in names]
    return Judged((*lost, *others), is_sound=False)


def _more(package: Package, known: Collection[Fault]) -> Iterator[Fault]:
    """Yield what the reader would find once what it found is mended."""
    units = [unit.id for unit in package.course.units]
    for unit, quiz in package.quizzes.items():
        for each in check_quiz(unit, quiz, units=units):
            if each.fault not in known:
                yield each.fault
    wanted = segments(package)
    for words in package.catalogues.values():
        yield from catalogue_faults(words, wanted, {})


def _now(session: Session, course_id: str) -> NowPublished | None:
    ref = catalogue.newest_revision(session, course_id)
    course: CourseFacts | None = catalogue.find_course(session, course_id)
    if ref is None or course is None:
        return None
    return NowPublished(ref, catalogue.revision_facts(session, ref.revision_id), course.is_open)


def _reach(session: Session, coming: Coming, now: NowPublished | None) -> Reach:
    course_id = coming.package.course.id
    if now is None:
        return Reach(_NOBODY, _NOBODY, {})
    by_edition = enrolment.learners_by_edition(session, course_id)
    every = Learners(
        sum(each.under_way for each in by_edition.values()),
        sum(each.completed for each in by_edition.values()),
    )
    done = learning.done_under_way(session, course_id) if coming.lost else {}
    return Reach(every, by_edition.get(now.ref.edition_id, _NOBODY), done)
