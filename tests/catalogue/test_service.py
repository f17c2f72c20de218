from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from academy.catalogue import queries
from academy.catalogue.messages import REFUSALS
from academy.catalogue.models import Course, Edition, Page, Revision, SearchEntry
from academy.catalogue.rules import CatalogueRefused
from academy.content.catalogues import read_po
from academy.content.compare import Change
from academy.content.faults import PackageRefused
from academy.db.audit import AuditEvent
from academy.kernel.refusal import Refusal
from academy.web.boxes import all_box_words
from tests.builders import (
    Files,
    Shelf,
    package_files,
    publish,
    rekeyed,
    restructured,
    reworded,
    with_text,
)
from tests.cast import NOW, Cast


def rows(session: Session, table: Any) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_the_first_publishing_makes_an_edition_and_its_first_revision(session: Session) -> None:
    published = publish(session)

    assert (published.kind, published.ref.edition, published.ref.revision) == (
        Change.STRUCTURE, 1, 1,
    )  # fmt: skip
    course = session.get_one(Course, "clean-water")
    assert (course.track, course.level, course.created_at) == ("ecommerce", "foundation", NOW)


def test_publishing_the_same_again_writes_nothing(session: Session) -> None:
    first = publish(session)
    before = [rows(session, table) for table in (Revision, Page, SearchEntry, AuditEvent)]

    again = publish(session, now=NOW + timedelta(days=1))

    assert (again.kind, again.ref) == (Change.NONE, first.ref)
    assert before == [rows(session, table) for table in (Revision, Page, SearchEntry, AuditEvent)]


def _translated_anew(files: Files) -> Files:
    return with_text(files, "locale/km.po", 'msgstr "ដាំទឹក"', new='msgstr "ដាំទឹកឱ្យពុះ"')


def _repainted(files: Files) -> Files:
    return with_text(files, "media/two-glasses.svg", "#a07038", new="#a07039")


def _without_khmer(files: Files) -> Files:
    return {name: data for name, data in files.items() if name != "locale/km.po"}


@pytest.mark.parametrize("change", [reworded, _translated_anew, _repainted, _without_khmer])
def test_other_words_are_a_revision_of_the_same_edition(
    session: Session, change: Callable[[Files], Files]
) -> None:
    first = publish(session).ref

    published = publish(session, change(package_files()))

    assert published.kind is Change.WORDING
    assert published.ref.edition_id == first.edition_id
    assert published.ref.revision == 2
    assert queries.revision_of_edition(session, first.edition_id) == published.ref


@pytest.mark.parametrize("change", [restructured, rekeyed])
def test_another_structure_is_an_edition_of_its_own(
    session: Session, change: Callable[[Files], Files]
) -> None:
    first = publish(session).ref
    second = publish(session, reworded()).ref

    published = publish(session, change(reworded()))

    assert published.kind is Change.STRUCTURE
    assert (published.ref.edition, published.ref.revision) == (2, 1)
    assert queries.newest_revision(session, "clean-water") == published.ref
    assert queries.revision_of_edition(session, first.edition_id) == second


def test_going_back_to_old_words_is_a_revision_too(session: Session) -> None:
    publish(session)
    publish(session, reworded())

    assert publish(session).ref.revision == 3


def test_a_course_shows_its_newest_level(session: Session) -> None:
    publish(session)
    publish(session, level="intermediate")

    found = queries.find_course(session, "clean-water")
    assert found is not None
    assert found.level == "intermediate"


def test_every_lesson_has_a_page_in_every_language(session: Session) -> None:
    publish(session, id="noise", title="Noise")
    ref = publish(session).ref

    pages = session.execute(
        select(Page.unit_id, Page.locale, Page.title).where(Page.revision_id == ref.revision_id)
    ).all()

    assert {(page.unit_id, page.locale) for page in pages} == {
        (unit, locale) for unit in ("look", "boil", "keep") for locale in ("en", "km", "zh-Hans")
    }
    assert ("boil", "zh-Hans", "烧水") in [tuple(page) for page in pages]


def test_pages_address_units_and_pictures_by_themselves(session: Session) -> None:
    shelf = Shelf()
    ref = publish(session, store=shelf).ref

    page = session.get_one(Page, (ref.revision_id, "look", "km"))

    (name,) = shelf.kept
    assert f'src="/media/{name}"' in page.html
    assert 'href="../boil/"' in page.html


def test_an_old_revision_keeps_its_pages(session: Session) -> None:
    old = publish(session).ref
    publish(session, reworded())

    page = session.get_one(Page, (old.revision_id, "keep", "en"))
    assert "Read more" in page.html


def test_the_catalogue_finds_only_the_newest_words(session: Session) -> None:
    publish(session)
    publish(session, title="Tasty water")

    assert queries.courses_in(session, "en", search="tasty")
    assert not queries.courses_in(session, "en", search="clean water")
    assert rows(session, SearchEntry) == 3


def test_publishing_is_on_record(session: Session, cast: Cast) -> None:
    publish(session, by=cast.som.id)

    event = session.scalars(select(AuditEvent)).one()
    assert (event.action, event.subject) == ("course.published", "course:clean-water")
    assert (event.actor_id, event.at) == (cast.som.id, NOW)
    assert event.details == {"edition": 1, "revision": 1, "change": "structure"}


def test_a_package_with_faults_is_refused_with_all_of_them(session: Session) -> None:
    files = with_text(package_files(), "course.yaml", "hours: 2", new="hours: 0")
    files = with_text(files, "lessons/boil.md", "# Boil", new="## Boil")

    with pytest.raises(PackageRefused) as refused:
        publish(session, files)

    assert {fault.file for fault in refused.value.faults} == {"course.yaml", "lessons/boil.md"}
    assert rows(session, Course) == 0


def test_of_two_publishings_at_once_the_second_is_told(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both have read the same newest revision; the other one committed first."""
    first = publish(session).ref
    publish(session, reworded())
    monkeypatch.setattr(queries, "newest_revision", lambda *_: first)

    with pytest.raises(Refusal) as refusal:
        publish(session, _translated_anew(package_files()))

    session.rollback()
    assert refusal.value.reason is CatalogueRefused.PUBLISHED_MEANWHILE
    assert rows(session, Revision) == 2


def test_of_two_first_publishings_at_once_the_second_is_told(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(session)
    monkeypatch.setattr(queries, "newest_revision", lambda *_: None)

    with pytest.raises(Refusal):
        publish(session, reworded())

    session.rollback()
    assert rows(session, Edition) == 1


def test_every_refusal_has_words() -> None:
    assert set(REFUSALS) == set(CatalogueRefused)
    assert all(str(words) for words in REFUSALS.values())


def test_boxes_have_words_in_every_language() -> None:
    words = all_box_words()

    assert words["en"].warning == "Warning"
    assert all(each.note and each.tip and each.warning and each.example for each in words.values())


@pytest.mark.parametrize("publishings", [1, 2])
def test_what_is_exported_can_be_loaded_and_changes_nothing(
    session: Session, publishings: int
) -> None:
    shelf = Shelf()
    for files in (package_files(), reworded())[:publishings]:
        ref = publish(session, files, store=shelf).ref

    files = queries.files_of(session, ref.revision_id, shelf)

    assert publish(session, files, store=shelf).kind is Change.NONE
    assert read_po(files["locale/km.po"], "km").text("boil", "Boil the water") == "ដាំទឹក"


def test_a_course_exported_to_an_empty_academy_has_the_same_digest(session: Session) -> None:
    shelf = Shelf()
    ref = publish(session, store=shelf).ref
    digest = queries.revision_facts(session, ref.revision_id).digest
    files = queries.files_of(session, ref.revision_id, shelf)
    for table in (Page, SearchEntry, Revision, Edition, Course):
        session.query(table).delete()

    again = publish(session, files, store=Shelf()).ref

    assert again.revision_id != ref.revision_id
    assert queries.revision_facts(session, again.revision_id).digest == digest
