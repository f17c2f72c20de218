"""Several people at the same moment at the desk: real threads, on both stores."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, TypeVar
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from academy.authoring import queries, service
from academy.authoring.models import CourseStaff, DraftSave
from academy.authoring.queries.glossary_terms import find_term
from academy.authoring.rules.drafts import DraftRefused, SaveKind, lesson_part
from academy.authoring.rules.glossary_terms import GlossaryRefused, version_of
from academy.authoring.rules.publishing import PublishRefused, draft_version
from academy.authoring.rules.translating import TranslationRefused
from academy.authoring.service import Begun, Outcome, Saving, Sent
from academy.authoring.service import glossary as terms
from academy.authoring.service.glossary import Filing
from academy.authoring.service.importing import import_course, read_archive
from academy.catalogue import queries as catalogue
from academy.catalogue import service as catalogue_service
from academy.catalogue.models import Revision
from academy.catalogue.service import Published
from academy.content.archive import write_zip
from academy.content.fact_table import fact_version, place_of
from academy.content.glossary_file import Term
from academy.content.model import Fact, FactKind, Level, Track
from academy.db import transaction
from academy.db.audit import AuditEvent
from tests import builders
from tests.at_once import House, application
from tests.authoring.drafting import COURSE_ID, PRESS
from tests.builders import SHELF, package_files
from tests.cast import NOW, Cast, add_user

R = TypeVar("R")
Use = Callable[[Session], Any]
KEEP = ("keep", "Keep the water")
MANY = 6
FACT = Fact(
    country="LA",
    kind=FactKind.EMERGENCY,
    text="Call 191.",
    url="",
    source="The police",
    checked=date(2026, 11, 1),
    review_by=date(2027, 11, 1),
)


@dataclass
class Stage(House):
    """A whole application on a database of its own, with a course in it and its author."""

    som: UUID

    def saving(
        self, seconds: int = 0, *, course: str = COURSE_ID, base: str | None = None
    ) -> Saving:
        """Som saves."""
        return Saving(course, self.som, NOW + timedelta(seconds=seconds), base=base)

    def version(self) -> str:
        """The version of the draft that somebody looks at now."""
        return self.work(lambda session: draft_version(whole(session)))

    def text(self) -> str:
        """How the lesson stands in the draft."""
        return self.work(lambda session: whole(session).lessons["keep"])

    def writing(self, text: str, base: str | None = None, seconds: int = 0) -> Use:
        """Save the lesson."""
        saving = self.saving(seconds, base=base)
        return lambda session: service.save(
            session, saving, lesson_part("keep"), body={"text": text}
        )

    def publishing(self, version: str, seconds: int = 0) -> Use:
        """Publish what somebody looked at."""
        saving = self.saving(seconds)
        return lambda session: service.publish(session, saving, PRESS, expected=version)


@pytest.fixture
def stage(empty_database_url: str, tmp_path: Any) -> Iterator[Stage]:
    app = application(empty_database_url, tmp_path)
    with Session(app.extensions[transaction.ENGINE], expire_on_commit=False) as session:
        builders.publish(session)
        som = Cast(session).som.id
    yield Stage(app, som)
    app.extensions[transaction.ENGINE].dispose()


def whole(session: Session) -> Any:
    draft = queries.find_draft(session, COURSE_ID)
    assert draft is not None
    return queries.whole_package(session, draft)


def count(session: Session, what: Any, *where: Any) -> int:
    return session.scalar(select(func.count()).select_from(what).where(*where)) or 0


def test_the_first_saves_of_a_course_at_once_begin_one_draft_and_are_all_kept(
    stage: Stage,
) -> None:
    outcomes = stage.all_at_once(*(stage.writing(f"# {n}\n", seconds=n) for n in range(MANY)))

    assert all(isinstance(each, Outcome) for each in outcomes)
    assert stage.work(lambda session: count(session, DraftSave)) == MANY


def test_of_saves_from_one_base_one_wins_and_every_other_is_in_the_history(stage: Stage) -> None:
    base = stage.work(stage.writing("# Base\n")).version

    outcomes = stage.all_at_once(
        *(stage.writing(f"# {n}\n", base, seconds=n + 1) for n in range(MANY))
    )

    assert sorted(each.is_conflict for each in outcomes) == [False] + [True] * (MANY - 1)
    aside = DraftSave.kind == SaveKind.SET_ASIDE.value
    assert stage.work(lambda session: count(session, DraftSave, aside)) == MANY - 1


def test_a_double_click_on_publish_publishes_once(stage: Stage) -> None:
    stage.work(stage.writing("# Keep the water\n\nCool.\n"))
    version = stage.version()

    done = stage.all_at_once(*[stage.publishing(version)] * 4)

    assert sum(isinstance(each, Published) for each in done) == 1
    assert {each for each in done if not isinstance(each, Published)} <= {
        PublishRefused.NOTHING_CHANGED,
        PublishRefused.CHANGED_MEANWHILE,
    }
    assert stage.work(lambda session: count(session, Revision)) == 2


def test_what_is_saved_while_a_course_is_published_is_in_the_draft_or_published(
    stage: Stage,
) -> None:
    for round_ in range(4):
        stage.work(stage.writing(f"# Keep\n\nBefore {round_}.\n", seconds=10 * round_))
        later = f"# Keep\n\nLater {round_}.\n"

        saved, published = stage.all_at_once(
            stage.writing(later, seconds=10 * round_ + 1),
            stage.publishing(stage.version(), seconds=10 * round_ + 2),
        )

        assert not saved.is_conflict
        assert stage.text() == later
        if published is PublishRefused.CHANGED_MEANWHILE:
            continue
        newest = stage.work(lambda session: catalogue.newest_revision(session, COURSE_ID))
        assert newest is not None
        learners = stage.work(lambda session: catalogue.package_of(session, newest.revision_id))  # noqa: B023 - used at once
        assert learners.lessons["keep"] == f"# Keep\n\nBefore {round_}.\n"


def test_a_language_that_is_added_many_times_at_once_is_added_once(stage: Stage) -> None:
    adding = [lambda session: service.add_language(session, stage.saving(), "my")] * 4

    assert set(stage.all_at_once(*adding)) == {None}

    added = AuditEvent.action == "course.language-added"
    assert stage.work(lambda session: count(session, AuditEvent, added)) == 1


def test_two_translations_of_one_text_at_once_are_not_both_taken(stage: Stage) -> None:
    stage.work(lambda session: service.add_language(session, stage.saving(), "my"))

    done = stage.all_at_once(
        *(
            lambda session, text=text: service.translate(
                session, stage.saving(), "my", key=KEEP, sent=Sent(text, before="")
            )
            for text in ("ရေ", "အိုး")
        )
    )

    assert done.count(TranslationRefused.SAVED_MEANWHILE) == 1


def test_a_course_that_is_begun_many_times_at_once_is_begun_once(stage: Stage) -> None:
    begun = Begun("wells", "Wells", Track.AI, Level.FOUNDATION, "en", "First")

    done = stage.all_at_once(
        *[lambda session: service.create(session, begun, by=stage.som, now=NOW)] * 4
    )

    assert sorted(done) == sorted(["wells", *[DraftRefused.ID_TAKEN] * 3])
    own = CourseStaff.course_id == "wells"
    assert stage.work(lambda session: count(session, CourseStaff, own)) == 1


def test_a_package_that_is_brought_in_many_times_at_once_is_one_course(stage: Stage) -> None:
    arriving = read_archive(write_zip(package_files(id="wells")))
    makers = stage.work(lambda session: [add_user(session, f"Maker {n}").id for n in range(3)])

    done = stage.all_at_once(
        *(
            lambda session, maker=maker: import_course(
                session, Saving("wells", maker, NOW), arriving, store=SHELF
            )
            for maker in makers
        )
    )

    assert sorted(map(str, done)) == sorted(["None", *[str(DraftRefused.ID_TAKEN)] * 2])
    own = CourseStaff.course_id == "wells"
    assert stage.work(lambda session: count(session, CourseStaff, own)) == 1


def test_two_changes_of_one_term_at_once_are_not_both_taken(stage: Stage) -> None:
    key = stage.work(lambda session: terms.add_term(session, Filing(stage.som, NOW), Term("well")))

    def changing(note: str) -> Use:
        changed = Term("well", note=note)
        return lambda session: terms.change_term(
            session, Filing(stage.som, NOW), key, term=changed, base=version_of(Term("well"))
        )

    done = stage.all_at_once(*(changing(f"note {number}") for number in range(4)))

    assert sorted(map(str, done)) == ["None", *[str(GlossaryRefused.TERM_CHANGED)] * 3]
    stored = stage.work(lambda session: find_term(session, key))
    assert stored is not None
    assert stored.term.note


def test_two_new_facts_at_once_are_not_both_taken(stage: Stage) -> None:
    def saying(text: str) -> Use:
        fact = replace(FACT, text=text)
        return lambda session: catalogue_service.put_fact(
            session, fact, shown=fact_version(None), by=stage.som, now=NOW
        )

    done = stage.all_at_once(*(saying(f"Call {number}.") for number in range(4)))

    assert sorted(done) == [False, False, False, True]


def test_a_fact_that_is_put_back_many_times_at_once_is_there_once(stage: Stage) -> None:
    def taking_out(session: Session) -> None:
        catalogue_service.put_fact(session, FACT, shown=fact_version(None), by=stage.som, now=NOW)
        catalogue_service.remove_fact(
            session, place_of(FACT), shown=fact_version(FACT), by=stage.som, now=NOW
        )

    stage.work(taking_out)
    restoring = [
        lambda session: catalogue_service.restore_fact(
            session, place_of(FACT), by=stage.som, now=NOW
        )
    ]

    assert sorted(stage.all_at_once(*restoring * 4)) == [False, False, False, True]
