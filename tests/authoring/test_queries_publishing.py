import pytest
from sqlalchemy.orm import Session

from academy.authoring import queries, service
from academy.authoring.queries.publishing import judged, outlook
from academy.authoring.rules.drafts import quiz_part
from academy.authoring.rules.publishing import draft_version
from academy.authoring.service.importing import import_course, read_archive
from academy.catalogue import queries as catalogue
from academy.content.archive import write_zip
from academy.content.faults import FaultCode, PackageRefused
from academy.content.writer import write_package
from academy.enrolment import service as enrolment
from tests.authoring.drafting import COURSE_ID, PRESS, draft_of, publish_draft, saving, write_lesson
from tests.authoring.large import large_package
from tests.authoring.staff import assign
from tests.builders import SHELF, enrol, publish, restructured
from tests.cast import NOW, Cast
from tests.conftest import CountQueries


@pytest.fixture(autouse=True)
def noise(session: Session, cast: Cast) -> None:
    """Another course with a draft and a learner of its own."""
    publish(session, id="noise", title="Noise")
    publish(session)
    assign(session, cast.som)
    enrol(session, cast.dao, "noise")
    write_lesson(session, cast.som, "look", text="# Noise\n", course="noise")


def faults(session: Session) -> set[tuple[str, FaultCode]]:
    package = queries.whole_package(session, draft_of(session))
    return {
        (fault.file, fault.code) for fault in judged(package, draft_version(package), SHELF).faults
    }


def test_a_draft_is_judged_as_the_package_that_its_files_are(session: Session, cast: Cast) -> None:
    write_lesson(session, cast.som, "keep", text="# Keep it\n\nIn a jar.")
    package = queries.whole_package(session, draft_of(session))

    said = judged(package, draft_version(package), SHELF)

    assert said.is_sound
    assert said.version != draft_version(package)
    done = publish_draft(session, cast.som)
    published = catalogue.package_of(session, done.ref.revision_id)
    assert published.lessons["keep"] == "# Keep it\n\nIn a jar.\n"


def test_what_hides_behind_a_fault_is_told_too(session: Session, cast: Cast) -> None:
    write_lesson(session, cast.som, "keep", text="# Keep it\n\n<b>Raw</b>\n")
    name = quiz_part("look-check")
    body = dict(draft_of(session).body(name) or {})
    service.save(session, saving(cast.som), name, body={**body, "intro": "[x](unit:nowhere)"})
    service.translate(
        session, saving(cast.som), "km",
        key=("keep", "Keep it"), sent=service.Sent("ទឹក %(name)s"),
    )  # fmt: skip
    session.commit()

    assert {
        ("lessons/keep.md", FaultCode.RAW_HTML),
        ("quizzes/look-check.yaml", FaultCode.UNKNOWN_UNIT),
        ("locale/km.po", FaultCode.LOST_PLACEHOLDER),
    } <= faults(session)
    with pytest.raises(PackageRefused) as refused:
        publish_draft(session, cast.som)
    assert len(refused.value.faults) >= 3


def test_learners_are_counted_by_what_reaches_them(session: Session, cast: Cast) -> None:
    enrol(session, cast.noi)
    publish(session, restructured())
    enrol(session, cast.dao)
    enrolment.complete(session, enrolment_id=enrol(session, cast.mali).id, now=NOW)
    session.commit()

    found = outlook(session, draft_of(session), SHELF)

    assert found.reach.learners.under_way == 2
    assert found.reach.newest.under_way == 1
    assert found.reach.on_older == 1
    assert found.reach.learners.completed == 1
    assert found.reach.done == {}


def test_publishing_takes_as_many_statements_for_many_units_as_for_few(
    session: Session, cast: Cast, count_queries: CountQueries
) -> None:
    sent: list[int] = []
    for course, units in (("short-river", 20), ("long-river", 60)):
        archive = write_zip(write_package(large_package(course, units)))
        arriving = read_archive(archive)
        with count_queries() as importing:
            import_course(session, saving(cast.som, course=course), arriving, store=SHELF)
        session.commit()
        version = draft_version(queries.whole_package(session, draft_of(session, course)))
        with count_queries() as publishing:
            service.publish(session, saving(cast.som, course=course), PRESS, expected=version)
        session.commit()
        sent.append(len(importing) + len(publishing))

    assert sent[0] == sent[1] <= 60
    assert draft_of(session, COURSE_ID).published
