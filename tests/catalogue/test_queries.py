from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from academy.catalogue import queries
from academy.catalogue.models import CountryFact, Course, SearchEntry
from academy.catalogue.queries import FactSlot, LessonPage, Words
from academy.content.questions.numeric import Numeric
from academy.kernel.ids import uuid7
from academy.kernel.text import fold
from tests.builders import Shelf, package_files, publish, restructured, reworded
from tests.cast import NOW
from tests.conftest import CountQueries


@pytest.fixture(autouse=True)
def noise(session: Session) -> None:
    """Another course, which must never show up."""
    publish(
        session,
        id="noise",
        track="ai",
        level="vocational",
        title="Loud machines",
        summary="Machines that make noise.",
    )


def list_course(session: Session, course_id: str, **texts: str) -> None:
    """Put a course into the catalogue's list: its texts by language, its own language first."""
    session.add(
        Course(id=course_id, track="ai", level="foundation", created_at=NOW, archived_at=None)
    )
    session.flush()
    for locale, text in texts.items():
        session.add(
            SearchEntry(
                course_id=course_id,
                locale=locale.replace("_", "-"),
                title=text,
                summary="",
                folded=fold(text),
                hours=1,
                percent=100,
                is_source=locale == next(iter(texts)),
            )
        )
    session.flush()


def found(session: Session, search: str, locale: str = "en") -> set[str]:
    return {card.id for card in queries.courses_in(session, locale, search=search)}


def test_a_course_that_was_never_published_is_not_there(session: Session) -> None:
    assert queries.find_course(session, "clean-water") is None
    assert queries.newest_revision(session, "clean-water") is None


def test_an_archived_course_is_not_open_and_not_listed(session: Session) -> None:
    publish(session)
    session.execute(update(Course).where(Course.id == "clean-water").values(archived_at=NOW))

    course = queries.find_course(session, "clean-water")
    assert course is not None
    assert not course.is_open
    assert found(session, "") == {"noise"}
    assert queries.tracks_in(session) == {"ai": 1}
    assert [each.is_open for each in queries.published_courses(session, "en")] == [False, True]


def test_a_revision_is_known_by_its_key_for_ever(session: Session) -> None:
    ref = publish(session).ref
    publish(session, reworded())

    assert queries.get_revision(session, ref.revision_id) == ref
    with pytest.raises(LookupError):
        queries.get_revision(session, uuid7(NOW))
    with pytest.raises(LookupError):
        queries.revision_of_edition(session, uuid7(NOW))


def test_revisions_are_found_by_their_numbers(session: Session) -> None:
    first = publish(session).ref
    second = publish(session, reworded()).ref
    third = publish(session, restructured()).ref

    def find(**numbers: int) -> queries.RevisionRef | None:
        return queries.find_revision(session, "clean-water", **numbers)

    assert find() == find(revision=1) == find(edition=2) == third
    assert find(edition=1) == find(edition=1, revision=2) == second
    assert find(edition=1, revision=1) == first
    assert find(revision=2) is None
    assert queries.find_revision(session, "nothing", revision=1) is None


def test_a_package_comes_back_whole(session: Session) -> None:
    package = queries.package_of(session, publish(session).ref.revision_id)

    assert set(package.lessons) == {"look", "boil", "keep"}
    question = package.quizzes["treat-check"].question("minutes")
    assert isinstance(question, Numeric)
    assert question.tolerance * 2 == 1
    kinds = {
        type(question).__name__ for quiz in package.quizzes.values() for question in quiz.questions
    }
    assert len(kinds) == 7


def test_what_is_immutable_is_read_once(session: Session, count_queries: CountQueries) -> None:
    ref = publish(session).ref

    def read() -> tuple[object, ...]:
        return (
            queries.package_of(session, ref.revision_id),
            queries.outline(session, ref.revision_id, "km"),
            queries.lesson_page(session, ref.revision_id, "boil", "km"),
            queries.get_revision(session, ref.revision_id),
        )

    first = read()
    with count_queries() as sent:
        again = read()

    assert not sent
    assert all(one is other for one, other in zip(first, again, strict=True))


def test_memory_keeps_revisions_and_languages_apart(session: Session) -> None:
    old, new = publish(session).ref, publish(session, reworded()).ref

    def keep(revision_id: UUID, locale: str) -> LessonPage:
        return queries.lesson_page(session, revision_id, "keep", locale)

    assert "Read more" in str(keep(old.revision_id, "en").parts)
    assert "Read on" in str(keep(new.revision_id, "en").parts)
    assert keep(old.revision_id, "km").lang == "km"
    assert queries.outline(session, old.revision_id, "km").title.lang == "km"
    assert queries.outline(session, old.revision_id, "en").title.lang == "en"


def test_a_lesson_view_reads_at_most_three_times(
    session: Session, count_queries: CountQueries
) -> None:
    ref = publish(session).ref

    with count_queries() as sent:
        revision = queries.revision_of_edition(session, ref.edition_id)
        queries.lesson_page(session, revision.revision_id, "look", "zh-Hans")
        queries.outline(session, revision.revision_id, "zh-Hans")

    assert sum(statement.startswith("SELECT") for statement in sent) == 3


def test_a_lesson_has_places_for_facts(session: Session) -> None:
    page = queries.lesson_page(session, publish(session).ref.revision_id, "boil", "km")

    assert [part for part in page.parts if isinstance(part, FactSlot)] == [FactSlot("emergency")]
    assert (page.title, page.title_lang, page.lang) == ("ដាំទឹក", "km", "km")


def test_a_lesson_that_is_not_translated_comes_as_it_was_written(session: Session) -> None:
    page = queries.lesson_page(session, publish(session).ref.revision_id, "boil", "th")

    assert (page.title, page.title_lang, page.lang) == ("Boil the water", "en", "en")


def test_a_text_that_is_not_translated_carries_its_language(session: Session) -> None:
    page = queries.lesson_page(session, publish(session, reworded()).ref.revision_id, "keep", "km")

    assert page.lang == "km"
    assert '<p lang="en">Read on' in "".join(str(part) for part in page.parts)


@pytest.mark.parametrize("unit", ["look-check", "nothing"])
def test_what_is_no_lesson_has_no_page(session: Session, unit: str) -> None:
    ref = publish(session).ref

    with pytest.raises(LookupError):
        queries.lesson_page(session, ref.revision_id, unit, "en")


def test_a_course_lists_its_languages_its_own_first(session: Session) -> None:
    publish(session, reworded())

    assert queries.languages_of(session, "clean-water") == (
        ("en", 100), ("km", 98), ("zh-Hans", 98),
    )  # fmt: skip
    assert queries.languages_of(session, "nothing") == ()


def test_a_card_speaks_the_readers_language(session: Session) -> None:
    publish(session)

    (card,) = queries.courses_in(session, "zh-Hans", track="ecommerce")

    assert (card.title, card.hours) == (Words("干净的水", "zh-Hans"), 2)
    assert card.languages == ("en", "km", "zh-Hans")


def test_a_card_falls_back_text_by_text(session: Session) -> None:
    publish(session, title="Pure water")

    (card,) = queries.courses_in(session, "km", track="ecommerce")

    assert card.title == Words("Pure water", "en")
    assert card.summary.lang == "km"


def test_courses_are_filtered(session: Session) -> None:
    publish(session)

    def ids(**filters: str) -> list[str]:
        return [card.id for card in queries.courses_in(session, "en", **filters)]

    assert ids() == ["clean-water", "noise"]
    assert ids(track="ai") == ["noise"]
    assert ids(level="foundation") == ["clean-water"]
    assert ids(track="ai", level="foundation") == []
    assert ids(language="km", search="clean") == ["clean-water"]
    assert ids(language="th") == []


def test_a_language_begun_is_not_a_language_available(session: Session) -> None:
    publish(session)
    session.execute(
        update(SearchEntry)
        .where(SearchEntry.locale == "km", SearchEntry.course_id == "clean-water")
        .values(percent=79)
    )

    assert [card.id for card in queries.courses_in(session, "en", language="km")] == ["noise"]
    (card,) = queries.courses_in(session, "en", search="clean")
    assert card.languages == ("en", "zh-Hans")


def test_what_the_reader_can_read_comes_first(session: Session) -> None:
    list_course(session, "a", en="A")
    list_course(session, "b", en="B", th="ข")

    order = [card.id for card in queries.courses_in(session, "th")]

    assert order[:2] == ["b", "a"]


@pytest.fixture
def many_scripts(session: Session) -> None:
    list_course(session, "thai", en="Clean house", th="ทำน้ำดื่มให้สะอาดที่บ้าน")
    list_course(session, "khmer", en="Sell fish", km="លក់ត្រីនៅផ្សារ")
    list_course(session, "chinese", en="Count", zh_Hans="用手机数钱", my="ငွေရေတွက်ခြင်း")
    list_course(session, "percent", en="100% off_season it's 🐟")


@pytest.mark.usefixtures("many_scripts")
@pytest.mark.parametrize(
    ("search", "locale", "course"),
    [
        ("น้ำดื่ม", "th", "thai"),
        ("น้ำ\u200bดื่ม", "th", "thai"),
        ("สะอาด น้ำ", "th", "thai"),
        ("ត្រី", "km", "khmer"),
        ("手机", "zh-Hans", "chinese"),
        ("钱 手机", "zh-Hans", "chinese"),
        ("ရေတွက်", "my", "chinese"),
        ("CLEAN ｈｏｕｓｅ", "th", "thai"),
        ("clean น้ำดื่ม", "th", "thai"),
    ],
)
def test_courses_are_found_in_every_script(
    session: Session, *, search: str, locale: str, course: str
) -> None:
    assert found(session, search, locale) == {course}


@pytest.mark.usefixtures("many_scripts")
def test_other_languages_are_not_searched(session: Session) -> None:
    assert not found(session, "手机", "th")


@pytest.mark.usefixtures("many_scripts")
@pytest.mark.parametrize("search", ["%", "_", "it's", "🐟", "100%", "off_season"])
def test_a_sign_means_itself(session: Session, search: str) -> None:
    assert found(session, search) == {"percent"}


@pytest.mark.parametrize(
    "search",
    ["100\\%", "'; DROP TABLE course; --", "\x00x", "x" * 10_240, "%_" * 5_000, "/%", "\ud800q"],
)
def test_a_hostile_search_finds_nothing_and_breaks_nothing(session: Session, search: str) -> None:
    assert not found(session, search)


@pytest.mark.parametrize("search", ["", "   ", "\u200b", "\x00"])
def test_looking_for_nothing_finds_everything(session: Session, search: str) -> None:
    assert found(session, search) == {"noise"}


def test_every_word_must_occur(session: Session) -> None:
    publish(session)

    assert found(session, "water find") == {"clean-water", "noise"}
    assert found(session, "water loud") == {"noise"}
    assert not found(session, "water submarine")


def test_lists_take_the_same_queries_however_long(
    session: Session, count_queries: CountQueries
) -> None:
    def read() -> int:
        with count_queries() as sent:
            queries.courses_in(session, "km", search="a", language="en")
            queries.tracks_in(session)
            queries.published_courses(session, "km")
        return sum(statement.startswith("SELECT") for statement in sent)

    publish(session)
    few = read()
    for number in range(30):
        list_course(session, f"course-{number}", en="A", km="ក")

    assert read() == few == 5


def test_published_courses_show_what_learners_have(session: Session) -> None:
    publish(session)
    publish(session, reworded())
    ref = publish(session, restructured(reworded())).ref

    (course,) = queries.published_courses(session, "km", ["clean-water"])

    assert (course.edition, course.revision, course.published_at) == (2, 1, NOW)
    assert course.digest == queries.revision_facts(session, ref.revision_id).digest
    assert course.title == Words("ទឹកស្អាត", "km")
    assert queries.published_courses(session, "km", []) == []


def test_exported_files_are_those_that_were_published(session: Session) -> None:
    shelf = Shelf()
    ref = publish(session, store=shelf).ref

    files = queries.files_of(session, ref.revision_id, shelf)

    assert set(files) == set(package_files())
    assert files["lessons/look.md"] == package_files()["lessons/look.md"]


def add_fact(session: Session, country: str, kind: str = "emergency") -> None:
    session.add(
        CountryFact(
            country=country,
            kind=kind,
            text=f"Call in {country}",
            url=None,
            source="A ministry",
            checked=date(2026, 11, 1),
            review_by=date(2027, 5, 1),
        )
    )
    session.flush()


def test_a_reader_gets_the_fact_of_their_country(session: Session) -> None:
    for country in ("LA", "KH"):
        add_fact(session, country)
        add_fact(session, country, "data-law")

    (fact,) = queries.facts_for(session, "emergency", "LA")

    assert (fact.country, fact.text) == ("LA", "Call in LA")


@pytest.mark.parametrize("country", [None, "VN"])
def test_without_a_fact_of_ones_own_one_gets_all(session: Session, country: str | None) -> None:
    for each in ("TH", "LA", "BN"):
        add_fact(session, each)
    add_fact(session, "KH", "data-law")

    facts = queries.facts_for(session, "emergency", country)

    assert [fact.country for fact in facts] == ["BN", "LA", "TH"]
