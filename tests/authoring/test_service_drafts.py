import pytest
from sqlalchemy.orm import Session

from academy.authoring import queries, service
from academy.authoring.rules import outlines
from academy.authoring.rules.drafts import DraftRefused, SaveKind, lesson_part
from academy.authoring.rules.publishing import PublishRefused, Verdict, draft_version
from academy.authoring.service import Begun
from academy.catalogue import queries as catalogue
from academy.content.compare import Change
from academy.content.document import digest, media_digests, to_document
from academy.content.faults import PackageRefused
from academy.content.model import Level, Track, UnitKind
from academy.content.reader import read_package
from academy.kernel.refusal import NotFound, Refusal
from tests.authoring.drafting import (
    COURSE_ID,
    PRESS,
    draft_of,
    publish_draft,
    saving,
    write_lesson,
)
from tests.authoring.staff import assign
from tests.builders import SHELF, package_files, publish, restructured, reworded
from tests.cast import Cast


@pytest.fixture(autouse=True)
def noise(session: Session, cast: Cast) -> None:
    """Another course with a draft of its own."""
    publish(session, id="noise", title="Noise")
    publish(session)
    assign(session, cast.som)
    write_lesson(session, cast.som, "look", text="# Noise\n", course="noise")


def test_a_draft_without_changes_is_what_is_published(session: Session) -> None:
    draft = draft_of(session)

    assert draft.package == draft.published
    assert not draft.has_changes


def test_what_was_saved_is_the_draft_and_nobody_elses(session: Session, cast: Cast) -> None:
    outcome = write_lesson(session, cast.som, "keep", text="# Keep it\n\nIn a jar.\n")

    draft = draft_of(session)
    assert draft.package.lessons["keep"] == "# Keep it\n\nIn a jar.\n"
    assert draft.course.unit("keep").title == "Keep it"
    assert set(draft.changed) == {"lesson/keep"}
    assert draft.version("lesson/keep") == outcome.version
    assert (
        catalogue.package_of(
            session,
            catalogue.newest_revision(session, COURSE_ID).revision_id,  # type: ignore[union-attr]
        ).lessons["keep"]
        != "# Keep it\n\nIn a jar.\n"
    )


def test_saving_the_same_twice_is_saving_it_once(session: Session, cast: Cast) -> None:
    base = draft_of(session).version("lesson/keep")
    first = write_lesson(session, cast.som, "keep", text="# Keep\n", base=base)
    second = write_lesson(session, cast.som, "keep", text="# Keep\n", base=base, minutes=1)

    assert first.version == second.version
    assert not second.is_conflict
    assert len(queries.history(session, COURSE_ID, "lesson/keep")) == 1


def test_of_two_people_in_one_lesson_the_second_is_told_and_loses_nothing(
    session: Session, cast: Cast
) -> None:
    base = draft_of(session).version("lesson/keep")
    write_lesson(session, cast.som, "keep", text="# Som\n", base=base)
    outcome = write_lesson(session, cast.mali, "keep", text="# Mali\n", base=base, minutes=1)

    assert outcome.is_conflict
    assert draft_of(session).package.lessons["keep"] == "# Som\n"
    assert outcome.save_id is not None
    aside = queries.find_save(session, COURSE_ID, outcome.save_id)
    assert aside is not None
    assert (aside.save.kind, aside.body) == (SaveKind.SET_ASIDE, {"text": "# Mali\n"})


def test_two_people_in_two_lessons_do_not_meet(session: Session, cast: Cast) -> None:
    draft = draft_of(session)
    first = write_lesson(
        session, cast.som, "keep", text="# Som\n", base=draft.version("lesson/keep")
    )
    second = write_lesson(
        session, cast.mali, "boil", text="# Mali\n", base=draft.version("lesson/boil"), minutes=1
    )

    assert not first.is_conflict
    assert not second.is_conflict


def test_what_is_as_published_again_is_no_change(session: Session, cast: Cast) -> None:
    before = draft_of(session).package.lessons["keep"]
    write_lesson(session, cast.som, "keep", text="# Other\n")
    write_lesson(session, cast.som, "keep", text=before, minutes=1)

    assert not draft_of(session).has_changes
    assert len(queries.history(session, COURSE_ID, "lesson/keep")) == 2


def test_every_save_can_be_brought_back(session: Session, cast: Cast) -> None:
    write_lesson(session, cast.som, "keep", text="# One\n")
    write_lesson(session, cast.som, "keep", text="# Two\n", minutes=1)
    newest, oldest = queries.history(session, COURSE_ID, "lesson/keep")
    service.restore(session, saving(cast.som, 2, kind=SaveKind.RESTORED), oldest.id)

    assert draft_of(session).package.lessons["keep"] == "# One\n"
    assert newest.saved_at > oldest.saved_at
    assert [save.kind for save in queries.history(session, COURSE_ID, "lesson/keep")] == [
        SaveKind.RESTORED, SaveKind.SAVED, SaveKind.SAVED,
    ]  # fmt: skip


def test_a_save_of_another_course_cannot_be_brought_in(session: Session, cast: Cast) -> None:
    (foreign,) = queries.history(session, "noise", "lesson/look")

    with pytest.raises(NotFound):
        service.restore(session, saving(cast.som), foreign.id)


def test_units_are_added_moved_and_taken_out(session: Session, cast: Cast) -> None:
    unit = service.add_unit_to(
        session, saving(cast.som), "find-water", kind=UnitKind.LESSON, title="A well"
    )
    service.change_course(
        session, saving(cast.som, 1), lambda course: outlines.step_unit(course, unit, down=True)
    )
    service.change_course(
        session, saving(cast.som, 2), lambda course: outlines.remove_unit(course, "look-check")
    )

    draft = draft_of(session)
    assert [unit.id for unit in draft.course.units] == [
        "look", "a-well", "boil", "keep", "treat-check",
    ]  # fmt: skip
    assert draft.package.lessons["a-well"] == "# A well\n"
    assert "look-check" not in draft.package.quizzes


def test_taking_a_unit_out_can_be_undone(session: Session, cast: Cast) -> None:
    write_lesson(session, cast.som, "keep", text="# Mine\n")
    before = draft_of(session).body("course")
    service.change_course(
        session, saving(cast.som, 1), lambda course: outlines.remove_unit(course, "keep")
    )
    assert before is not None
    service.save(session, saving(cast.som, 2, kind=SaveKind.UNDONE), "course", body=before)

    assert draft_of(session).package.lessons["keep"] == "# Mine\n"


def test_a_copy_has_the_same_content_under_another_name(session: Session, cast: Cast) -> None:
    copy = service.duplicate_unit(session, saving(cast.som), "treat-check", title="Check again")

    draft = draft_of(session)
    assert copy == "check-again"
    assert draft.package.quizzes[copy].questions == draft.package.quizzes["treat-check"].questions
    assert draft.course.units[-1].title == "Check again"


def test_a_new_course_begins_with_one_module(session: Session, cast: Cast) -> None:
    begun = Begun("wells", "Wells", Track.AI, Level.FOUNDATION, "en", "First steps")
    service.create(session, begun, by=cast.som.id, now=saving(cast.som).now)

    draft = draft_of(session, "wells")
    assert (draft.course.title, draft.published) == ("Wells", None)
    assert queries.standing(session, cast.som, "wells").roles
    with pytest.raises(Refusal) as refusal:
        service.create(session, begun, by=cast.mali.id, now=saving(cast.som).now)
    assert refusal.value.reason is DraftRefused.ID_TAKEN


def test_a_published_id_is_taken(session: Session, cast: Cast) -> None:
    begun = Begun(COURSE_ID, "Mine", Track.AI, Level.FOUNDATION, "en", "First steps")

    with pytest.raises(Refusal):
        service.create(session, begun, by=cast.som.id, now=saving(cast.som).now)


def test_other_words_are_published_as_a_revision(session: Session, cast: Cast) -> None:
    text = draft_of(session).package.lessons["keep"].replace("Read more", "Read on")
    write_lesson(session, cast.som, "keep", text=text)
    done = publish_draft(session, cast.som, 1)

    assert (done.kind, done.ref.edition, done.ref.revision) == (Change.WORDING, 1, 2)
    draft = draft_of(session)
    assert not draft.has_changes
    assert draft.package.lessons["keep"] == text


def test_another_structure_is_published_as_an_edition(session: Session, cast: Cast) -> None:
    service.change_course(
        session, saving(cast.som), lambda course: outlines.remove_unit(course, "look-check")
    )

    assert publish_draft(session, cast.som, 1).ref.edition == 2


def test_what_is_published_from_the_desk_is_what_its_files_say(
    session: Session, cast: Cast
) -> None:
    write_lesson(session, cast.som, "keep", text="# Keep it\n\nIn a jar.\n")
    files = queries.draft_files(queries.whole_package(session, draft_of(session)), SHELF)
    done = publish_draft(session, cast.som, 1)

    package = read_package(files)
    facts = catalogue.revision_facts(session, done.ref.revision_id)
    assert facts.digest == digest(to_document(package, media_digests(package)))


def test_a_draft_with_a_fault_is_kept_and_not_published(session: Session, cast: Cast) -> None:
    write_lesson(session, cast.som, "keep", text="no title\n")

    with pytest.raises(PackageRefused) as refused:
        publish_draft(session, cast.som, 1)

    assert [fault.file for fault in refused.value.faults] == ["lessons/keep.md"]


def test_nothing_new_is_not_published(session: Session, cast: Cast) -> None:
    with pytest.raises(Refusal) as refusal:
        publish_draft(session, cast.som)

    assert refusal.value.reason is PublishRefused.NOTHING_CHANGED


def test_what_changed_since_it_was_looked_at_is_not_published(session: Session, cast: Cast) -> None:
    write_lesson(session, cast.som, "keep", text="# One\n\nA.\n")
    seen = draft_version(queries.whole_package(session, draft_of(session)))
    write_lesson(session, cast.som, "keep", text="# Two\n\nB.\n", minutes=1)

    with pytest.raises(Refusal) as refusal:
        service.publish(session, saving(cast.som, 2), PRESS, expected=seen)

    assert refusal.value.reason is PublishRefused.CHANGED_MEANWHILE


def test_where_a_review_is_wanted_only_what_was_approved_is_published(
    session: Session, cast: Cast
) -> None:
    service.set_terms(session, saving(cast.som), readiness=90, needs_review=True)
    write_lesson(session, cast.som, "keep", text="# One\n\nA.\n")
    with pytest.raises(Refusal) as refusal:
        publish_draft(session, cast.som, 1)
    assert refusal.value.reason is PublishRefused.REVIEW_MISSING

    review = service.ask(session, saving(cast.som, 2), by=cast.som.id, note="Please look")
    with pytest.raises(Refusal):
        service.decide(
            session, saving(cast.som, 3), review,
            by=cast.som.id, verdict=Verdict.APPROVED, comment="",
        )  # fmt: skip
    service.decide(
        session, saving(cast.mali, 4), review,
        by=cast.mali.id, verdict=Verdict.APPROVED, comment="Fine",
    )  # fmt: skip
    assert publish_draft(session, cast.som, 5).kind is Change.WORDING


def test_a_course_can_be_closed_and_put_away_and_learners_keep_theirs(
    session: Session, cast: Cast
) -> None:
    service.close(session, saving(cast.som))
    facts = catalogue.find_course(session, COURSE_ID)
    assert facts is not None
    assert not facts.is_open
    service.archive(session, saving(cast.som, 1))

    with pytest.raises(Refusal) as refusal:
        write_lesson(session, cast.som, "keep", text="# One\n", minutes=2)
    assert refusal.value.reason is DraftRefused.ARCHIVED
    service.unarchive(session, saving(cast.som, 3))
    write_lesson(session, cast.som, "keep", text="# One\n", minutes=4)
    assert catalogue.newest_revision(session, COURSE_ID) is not None


def test_a_file_that_is_loaded_meanwhile_moves_what_was_not_touched(
    session: Session, cast: Cast
) -> None:
    write_lesson(session, cast.som, "boil", text="# Boil\n\nWell.\n")
    publish(session, reworded(), now=saving(cast.som, 1).now)

    draft = draft_of(session)
    assert "Read on" in draft.package.lessons["keep"]
    assert draft.package.lessons["boil"] == "# Boil\n\nWell.\n"
    assert draft.overtaken == ()


def test_a_part_that_both_changed_is_told(session: Session, cast: Cast) -> None:
    write_lesson(session, cast.som, "keep", text="# Keep\n\nWell.\n")
    publish(session, reworded(), now=saving(cast.som, 1).now)

    assert draft_of(session).overtaken == (lesson_part("keep"),)


def test_a_part_that_is_new_here_was_overtaken_by_nobody(session: Session, cast: Cast) -> None:
    unit = service.add_unit_to(
        session, saving(cast.som), "find-water", kind=UnitKind.LESSON, title="A well"
    )
    write_lesson(session, cast.som, unit, text="# A well\n\nDeep.\n", minutes=1)

    assert draft_of(session).overtaken == ()


def test_pictures_come_and_go(session: Session, cast: Cast) -> None:
    name = SHELF.put(b"<svg/>", ".svg")
    digest_ = name.removesuffix(".svg")
    service.put_picture(session, saving(cast.som), "well.svg", digest=digest_, size=6)
    assert draft_of(session).package.media["well.svg"] == digest_.encode()

    service.remove_picture(session, saving(cast.som, 1), "two-glasses.svg")
    assert set(draft_of(session).package.media) == {"well.svg"}


def test_an_unknown_course_has_no_draft(session: Session, cast: Cast) -> None:
    with pytest.raises(NotFound):
        write_lesson(session, cast.som, "keep", text="# One\n", course="nothing")
    session.rollback()
    assert restructured(package_files())
