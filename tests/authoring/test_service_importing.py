from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from academy.authoring import queries, service
from academy.authoring.models import DraftMedia, DraftPart, DraftSave, Translation
from academy.authoring.queries.importing import import_plan
from academy.authoring.rules.drafts import DraftRefused, SaveKind
from academy.authoring.rules.importing import (
    Arrival,
    ImportPlan,
    Past,
    arrivals,
    stamp_of,
    stamped,
    taken_pictures,
)
from academy.authoring.rules.publishing import draft_version
from academy.authoring.service.importing import (
    Arriving,
    Choice,
    bring_in,
    import_course,
    read_archive,
)
from academy.catalogue import queries as catalogue
from academy.content.archive import read_folder, write_zip
from academy.content.document import digest, media_digests, to_document
from academy.content.model import Package
from academy.content.po import Catalogue, Entry
from academy.content.reader import read_package, write_package
from academy.kernel.refusal import Refusal
from tests.authoring.drafting import (
    COURSE_ID,
    at,
    draft_of,
    publish_draft,
    saving,
    write_lesson,
)
from tests.authoring.staff import assign
from tests.builders import SHELF, Shelf, package_files, publish, reworded, with_text
from tests.cast import Cast
from tests.content.strategies import drafts

COURSES = ("understand-ai", "safe-every-day", "sell-online")


@pytest.fixture(autouse=True)
def noise(session: Session, cast: Cast) -> None:
    """Another course with a draft of its own."""
    publish(session, id="noise", title="Noise")
    assign(session, cast.som, "noise")
    write_lesson(session, cast.som, "look", text="# Noise\n", course="noise")


@pytest.fixture
def course(session: Session, cast: Cast) -> None:
    """A published course that Som teaches."""
    publish(session)
    assign(session, cast.som)


def exported(session: Session, course: str = COURSE_ID, *, minutes: int | None = None) -> bytes:
    """The draft as it is downloaded; `minutes` after the beginning, if it says so."""
    package = queries.whole_package(session, draft_of(session, course))
    archive = write_zip(queries.draft_files(package, SHELF))
    return archive if minutes is None else stamped(archive, at(minutes))


def edited(archive: bytes, **texts: str) -> bytes:
    """The archive with other lessons, as somebody zips it again."""
    package = read_archive(archive)
    files = write_package(replace(package.package, media=package.media))
    files |= {f"lessons/{unit}.md": text.encode() for unit, text in texts.items()}
    again = write_zip(files)
    return stamped(again, package.exported_at) if package.exported_at else again


def planned(session: Session, archive: bytes) -> ImportPlan:
    arriving = read_archive(archive)
    return import_plan(
        session, draft_of(session), arriving.package, exported_at=arriving.exported_at
    )


def arrive(
    session: Session, cast: Cast, archive: bytes, *, minutes: int = 60, taken: Collection[str] = ()
) -> ImportPlan:
    """Som brings a package in, having looked at what it changes."""
    seen = draft_version(queries.whole_package(session, draft_of(session)))
    plan = bring_in(
        session, saving(cast.som, minutes), read_archive(archive),
        store=SHELF, choice=Choice(seen, taken),
    )  # fmt: skip
    session.commit()
    return plan


def begin(session: Session, cast: Cast, archive: bytes) -> Arriving:
    arriving = read_archive(archive)
    import_course(session, saving(cast.som, course=arriving.course_id), arriving, store=SHELF)
    return arriving


def digest_of(package: Package) -> str:
    return digest(to_document(package, media_digests(package)))


def rows(session: Session) -> list[int]:
    """How much there is of everything that an import writes."""
    return [
        session.scalar(select(func.count()).select_from(table)) or 0
        for table in (DraftPart, DraftSave, DraftMedia, Translation)
    ]


# --- a course of its own -------------------------------------------------------------------------


@given(st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_draft_that_goes_out_and_comes_in_is_the_same_draft(
    session: Session, cast: Cast, data: st.DataObject
) -> None:
    package = data.draw(drafts())
    with session.begin_nested() as around:
        arriving = begin(session, cast, write_zip(write_package(package)))
        draft = draft_of(session, arriving.course_id)
        again = queries.whole_package(session, draft)
        files = queries.draft_files(again, SHELF)
        around.rollback()

    assert (again.course, again.lessons, again.quizzes) == (
        package.course, package.lessons, package.quizzes,
    )  # fmt: skip
    assert again.media == {name: each.encode() for name, each in media_digests(package).items()}
    assert read_archive(write_zip(files)).package == again


@pytest.mark.parametrize("name", COURSES)
def test_what_was_exported_is_published_in_an_empty_academy_with_the_same_digest(
    session: Session, cast: Cast, name: str
) -> None:
    files = read_folder(Path("courses") / name)

    begin(session, cast, write_zip(files))
    session.commit()
    done = publish_draft(session, cast.som, course=name)

    facts = catalogue.revision_facts(session, done.ref.revision_id)
    assert facts.digest == digest_of(read_package(files))


def test_what_waits_and_what_is_unsure_in_a_catalogue_comes_in_too(
    session: Session, cast: Cast
) -> None:
    package = read_package(package_files(id="dry-season"))
    khmer = package.catalogues["km"]
    key = next(iter(khmer.entries))
    changed = Catalogue(
        "km",
        {**khmer.entries, key: Entry("ទឹក", fuzzy=True, previous="Water", comment="Unsure")},
        {("boil", "An old text"): Entry("អត្ថបទចាស់")},
        {"Last-Translator": "Sok"},
    )
    package = replace(package, catalogues={**package.catalogues, "km": changed})

    begin(session, cast, write_zip(write_package(package)))
    again = queries.whole_package(session, draft_of(session, "dry-season"))

    assert (
        again.catalogues["km"].entries
        == read_package(write_package(package)).catalogues["km"].entries
    )
    assert again.catalogues["km"].obsolete == changed.obsolete
    assert again.catalogues["km"].headers["Last-Translator"] == "Sok"


def test_whoever_brings_a_course_is_its_author(session: Session, cast: Cast) -> None:
    begin(session, cast, write_zip(package_files(id="dry-season")))

    assert [each.name for each in queries.members(session, "dry-season")] == ["Som"]
    (save,) = queries.history(session, "dry-season", "lesson/keep")
    assert save.kind is SaveKind.IMPORTED


@pytest.mark.usefixtures("course")
def test_a_course_that_is_here_is_not_begun_again(session: Session, cast: Cast) -> None:
    with pytest.raises(Refusal) as refused:
        begin(session, cast, write_zip(package_files()))

    assert refused.value.reason is DraftRefused.ID_TAKEN


# --- into a course that is here ------------------------------------------------------------------


@pytest.mark.usefixtures("course")
def test_a_package_that_says_the_same_changes_nothing(session: Session, cast: Cast) -> None:
    write_lesson(session, cast.som, "keep", text="# Keep it\n\nIn a jar.\n")
    archive, before = exported(session), rows(session)

    plan = arrive(session, cast, archive)

    assert not plan.changes_anything
    assert rows(session) == before


@pytest.mark.usefixtures("course")
def test_what_was_edited_in_a_file_comes_in_and_stays_in_the_history(
    session: Session, cast: Cast
) -> None:
    archive = edited(exported(session, minutes=1), keep="# Keep it\n\nFrom the file.\n")
    (part,) = planned(session, archive).parts
    assert (part.name, part.arrival) == ("lesson/keep", Arrival.CHANGED)

    arrive(session, cast, archive)

    assert draft_of(session).package.lessons["keep"] == "# Keep it\n\nFrom the file.\n"
    saves = queries.history(session, COURSE_ID, "lesson/keep")
    assert [each.kind for each in saves] == [SaveKind.IMPORTED, SaveKind.SET_ASIDE]
    replaced = queries.find_save(session, COURSE_ID, saves[1].id)
    assert replaced is not None
    assert "World Health Organization" in replaced.body["text"]


@pytest.mark.usefixtures("course")
def test_what_somebody_wrote_here_meanwhile_stays_unless_the_package_is_taken(
    session: Session, cast: Cast
) -> None:
    archive = edited(exported(session, minutes=1), keep="# Keep it\n\nFrom the file.\n")
    write_lesson(session, cast.mali, "keep", text="# Keep it\n\nFrom Mali.\n", minutes=2)
    (part,) = planned(session, archive).to_decide
    assert part.arrival is Arrival.CONFLICT

    arrive(session, cast, archive)
    assert draft_of(session).package.lessons["keep"] == "# Keep it\n\nFrom Mali.\n"
    arrive(session, cast, archive, taken=["lesson/keep"])
    assert draft_of(session).package.lessons["keep"] == "# Keep it\n\nFrom the file.\n"
    assert [each.kind for each in queries.history(session, COURSE_ID, "lesson/keep")] == [
        SaveKind.IMPORTED, SaveKind.SAVED,
    ]  # fmt: skip


@pytest.mark.usefixtures("course")
def test_a_file_that_was_not_touched_brings_no_old_text_back(session: Session, cast: Cast) -> None:
    archive = exported(session, minutes=1)
    write_lesson(session, cast.som, "keep", text="# Keep it\n\nNewer.\n", minutes=2)
    (part,) = planned(session, archive).parts
    assert part.arrival is Arrival.OLDER

    arrive(session, cast, archive)

    assert draft_of(session).package.lessons["keep"] == "# Keep it\n\nNewer.\n"


@pytest.mark.usefixtures("course")
def test_a_package_without_a_moment_gives_way_to_what_is_not_published_yet(
    session: Session, cast: Cast
) -> None:
    write_lesson(session, cast.som, "keep", text="# Keep it\n\nHere.\n")
    archive = edited(
        exported(session), keep="# Keep it\n\nThere.\n", boil="# Boil the water\n\nLong.\n"
    )

    arrivals = {each.name: each.arrival for each in planned(session, archive).parts}

    assert arrivals == {"lesson/keep": Arrival.CONFLICT, "lesson/boil": Arrival.CHANGED}


@pytest.mark.usefixtures("course")
def test_what_was_published_from_a_file_since_is_not_overwritten(session: Session) -> None:
    archive = edited(exported(session, minutes=1), keep="# Keep it\n\nFrom the file.\n")
    publish(session, reworded(), now=at(5))

    (part,) = planned(session, archive).parts

    assert part.arrival is Arrival.CONFLICT


@pytest.mark.usefixtures("course")
def test_structure_and_new_units_come_in_together(session: Session, cast: Cast) -> None:
    package = read_archive(exported(session, minutes=1))
    files = write_package(replace(package.package, media=package.media))
    files = with_text(
        files, "course.yaml", "  - id: boil\n", new="  - id: share\n    kind: lesson\n"
        "    minutes: 5\n  - id: boil\n",
    )  # fmt: skip
    files["lessons/share.md"] = b"# Share\n\nGive some.\n"

    arrive(session, cast, stamped(write_zip(files), at(1)))

    draft = draft_of(session)
    assert [unit.id for unit in draft.course.units][2:4] == ["share", "boil"]
    assert draft.package.lessons["share"] == "# Share\n\nGive some.\n"


@pytest.mark.usefixtures("course")
def test_pictures_come_go_and_wait_for_a_decision(session: Session, cast: Cast) -> None:
    files = package_files()
    picture = files["media/two-glasses.svg"]
    files["media/jar.svg"] = picture.replace(b"#a07038", b"#a07039")
    files = with_text(files, "media/two-glasses.svg", "#a07038", new="#a0703a")
    arrivals = {each.name: each.arrival for each in planned(session, write_zip(files)).parts}
    assert arrivals == {
        "media/jar.svg": Arrival.NEW, "media/two-glasses.svg": Arrival.CHANGED,
    }  # fmt: skip

    arrive(session, cast, write_zip(files))
    media = draft_of(session).package.media
    assert set(media) == {"jar.svg", "two-glasses.svg"}
    assert SHELF.get(f"{media['jar.svg'].decode()}.svg")

    without = {name: data for name, data in package_files().items() if "media" not in name}
    assert {each.arrival for each in planned(session, write_zip(without)).parts} == {
        Arrival.CONFLICT
    }
    arrive(session, cast, write_zip(without), taken=["media/jar.svg"])
    assert set(draft_of(session).package.media) == {"two-glasses.svg"}


@pytest.mark.usefixtures("course")
def test_translations_come_in_over_untranslated_texts_and_wait_where_both_differ(
    session: Session, cast: Cast
) -> None:
    write_lesson(session, cast.som, "keep", text="# Keep it\n\nIn a jar.\n")
    archive = exported(session, minutes=1)
    boil, jar = ("boil", "Boil the water"), ("keep", "In a jar.")
    service.translate(session, saving(cast.som, 2), "km", key=boil, sent=service.Sent("ដាំទឹកនៅទីនេះ"))
    session.commit()
    arriving = read_archive(archive)
    khmer = arriving.package.catalogues["km"]
    words = replace(
        khmer,
        entries={**khmer.entries, boil: Entry("ដាំទឹកក្នុងឯកសារ"), jar: Entry("ក្នុងក្រឡ។")},
    )
    catalogues = {**arriving.package.catalogues, "km": words}
    files = write_package(replace(arriving.package, media=arriving.media, catalogues=catalogues))
    changed = stamped(write_zip(files), at(1))
    (language,) = [each for each in planned(session, changed).languages if each.tag == "km"]
    assert (language.coming, language.conflicts) == (1, 1)

    arrive(session, cast, changed)
    said = queries.desk(session, draft_of(session), "km").catalogue
    assert (said.text(*boil), said.text(*jar)) == ("ដាំទឹកនៅទីនេះ", "ក្នុងក្រឡ។")

    arrive(session, cast, changed, taken=["locale/km"])
    assert queries.desk(session, draft_of(session), "km").catalogue.text(*boil) == ("ដាំទឹកក្នុងឯកសារ")


@pytest.mark.usefixtures("course")
def test_a_language_that_is_new_here_comes_in(session: Session, cast: Cast) -> None:
    arriving = read_archive(exported(session))
    lao = Catalogue("lo", {("boil", "Boil the water"): Entry("ຕົ້ມນ້ຳ")})
    catalogues = {**arriving.package.catalogues, "lo": lao}
    files = write_package(replace(arriving.package, media=arriving.media, catalogues=catalogues))

    arrive(session, cast, write_zip(files))

    assert "lo" in queries.languages(session, draft_of(session))
    words = queries.desk(session, draft_of(session), "lo").catalogue
    assert words.text("boil", "Boil the water") == "ຕົ້ມນ້ຳ"


@pytest.mark.usefixtures("course")
def test_another_course_does_not_come_in(session: Session, cast: Cast) -> None:
    with pytest.raises(Refusal) as refused:
        bring_in(
            session, saving(cast.som), read_archive(write_zip(package_files(id="other"))),
            store=SHELF, choice=Choice(""),
        )  # fmt: skip

    assert refused.value.reason is DraftRefused.OTHER_COURSE


@pytest.mark.usefixtures("course")
def test_what_changed_since_it_was_looked_at_is_looked_at_again(
    session: Session, cast: Cast
) -> None:
    seen = draft_version(queries.whole_package(session, draft_of(session)))
    archive = edited(exported(session), boil="# Boil the water\n\nLong.\n")
    write_lesson(session, cast.mali, "keep", text="# Keep it\n")

    with pytest.raises(Refusal) as refused:
        bring_in(
            session, saving(cast.som, 1), read_archive(archive), store=SHELF, choice=Choice(seen)
        )

    assert refused.value.reason is DraftRefused.CHANGED_MEANWHILE


@pytest.mark.usefixtures("course")
def test_a_failure_in_the_middle_leaves_nothing(session: Session, cast: Cast) -> None:
    archive = edited(
        write_zip(with_text(package_files(), "media/two-glasses.svg", "#a07038", new="#a0703a")),
        boil="# Boil the water\n\nLong.\n",
    )
    seen = draft_version(queries.whole_package(session, draft_of(session)))
    before = rows(session)

    with pytest.raises(OSError, match="full"), session.begin_nested():
        bring_in(
            session, saving(cast.som), read_archive(archive), store=FullShelf(),
            choice=Choice(seen),
        )  # fmt: skip

    assert rows(session) == before
    assert draft_of(session).package == draft_of(session).published


class FullShelf(Shelf):
    """A store without room."""

    def put(self, data: bytes, suffix: str) -> str:
        raise OSError(28, "full", suffix, len(data))


def test_an_archive_says_when_it_was_exported_and_its_files_are_the_same() -> None:
    plain = write_zip(package_files())

    told = stamped(plain, at(3))

    assert stamp_of(told) == at(3)
    assert stamp_of(plain) is None
    assert stamped(told, at(3)) == told
    assert read_archive(told).package == read_archive(plain).package


def test_a_picture_comes_and_goes_with_its_sizes(session: Session) -> None:
    publish(session)
    before = draft_of(session)
    seen = replace(
        before.package, media={**before.package.media, "a.webp": b"1", "a.480w.webp": b"2"}
    )

    arriving = arrivals(before, seen, Past((), None, None))
    taken = taken_pictures(arriving, seen, (), here=before.package.media)

    assert [each.name for each in arriving] == ["media/a.webp"]
    assert taken == {"a.webp": "1", "a.480w.webp": "2"}
