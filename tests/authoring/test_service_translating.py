"""Work at the translation desk."""

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from academy.authoring import queries, service
from academy.authoring.models import GlossaryTerm, GlossaryWord, MemoryEntry
from academy.authoring.rules.translating import Row, State, TranslationRefused
from academy.authoring.service import Begun, Sent
from academy.catalogue import queries as catalogue
from academy.content.compare import Change
from academy.content.model import Level, Track
from academy.content.po import Key
from academy.db.audit import AuditEvent
from academy.kernel.ids import uuid7
from academy.kernel.refusal import NotFound, Refusal
from tests.authoring.drafting import (
    COURSE_ID,
    PRESS,
    draft_of,
    saving,
    write_lesson,
)
from tests.authoring.staff import assign
from tests.builders import package_files, publish, with_text
from tests.cast import NOW, Cast

KEEP: Key = ("keep", "Keep the water")
LINK: Key = (
    "keep",
    "Read more at [the World Health Organization](https://www.who.int/).",
)
WORDS = "ရေကို သိမ်းပါ"


@pytest.fixture(autouse=True)
def noise(session: Session, cast: Cast) -> None:
    """Another course, and the words of another language."""
    publish(session, id="noise", title="Noise")
    publish(session)
    assign(session, cast.som)
    service.add_language(session, saving(cast.som), "my")
    service.add_language(session, saving(cast.som), "th")
    service.translate(session, saving(cast.som), "th", key=KEEP, sent=Sent("เก็บน้ำ"))
    session.commit()


def translate(
    session: Session, cast: Cast, text: str = WORDS, *, key: Key = KEEP, **sent: object
) -> Row:
    row = service.translate(
        session,
        saving(cast.som),
        "my",
        key=key,
        sent=Sent(text, **sent),  # type: ignore[arg-type]
    )
    session.commit()
    return row


def row(session: Session, key: Key = KEEP, locale: str = "my") -> Row:
    return service.row_of(session, draft_of(session), locale=locale, key=key)


def published_text(session: Session, locale: str = "my", key: Key = KEEP) -> str | None:
    newest = catalogue.newest_revision(session, COURSE_ID)
    assert newest is not None
    words = catalogue.package_of(session, newest.revision_id).catalogues.get(locale)
    return words.text(*key) if words else None


def publish_words(session: Session, cast: Cast, locale: str = "my") -> Change:
    done = service.publish_translation(session, saving(cast.som, 5), PRESS, locale=locale)
    session.commit()
    return done.kind


def remembered(session: Session, locale: str = "my") -> set[tuple[str, str]]:
    found = session.execute(
        select(MemoryEntry.source, MemoryEntry.text).where(
            MemoryEntry.course_id == COURSE_ID, MemoryEntry.locale == locale
        )
    )
    return {(source, text) for source, text in found}


def test_a_language_is_added_once_and_told_to_the_auditors(session: Session, cast: Cast) -> None:
    service.add_language(session, saving(cast.som), "my")
    session.commit()

    assert queries.languages(session, draft_of(session)) == ("km", "my", "th", "zh-Hans")
    added = session.scalars(
        select(AuditEvent.details).where(AuditEvent.action == "course.language-added")
    )
    assert [details["locale"] for details in added] == ["my", "th"]


@pytest.mark.parametrize(
    ("locale", "why"),
    [
        ("en", TranslationRefused.SOURCE_LANGUAGE),
        ("xx", TranslationRefused.NO_SUCH_LANGUAGE),
    ],
)
def test_a_course_is_not_brought_into_its_own_or_no_language(
    session: Session, cast: Cast, *, locale: str, why: TranslationRefused
) -> None:
    with pytest.raises(Refusal) as refused:
        service.add_language(session, saving(cast.som), locale)
    assert refused.value.reason is why


def test_a_translation_is_kept_by_unit_and_text(session: Session, cast: Cast) -> None:
    told = translate(session, cast, f"  {WORDS}\n", comment="Not sure.")

    assert told == row(session)
    assert (told.entry.text, told.entry.comment) == (WORDS, "Not sure.")
    assert (told.state, told.saved_by) == (State.TRANSLATED, cast.som.id)
    assert row(session, LINK).state is State.UNTRANSLATED
    assert published_text(session) is None


def test_a_comment_stays_where_none_is_sent(session: Session, cast: Cast) -> None:
    translate(session, cast, comment="Not sure.")

    assert translate(session, cast, "အခြား").entry.comment == "Not sure."


def test_of_two_translators_the_second_is_told(session: Session, cast: Cast) -> None:
    translate(session, cast, "ပထမ", before="")

    with pytest.raises(Refusal) as refused:
        translate(session, cast, "ဒုတိယ", before="")

    assert refused.value.reason is TranslationRefused.SAVED_MEANWHILE
    assert row(session).entry.text == "ပထမ"


def test_sending_the_same_again_is_saving_it_once(session: Session, cast: Cast) -> None:
    translate(session, cast, before="")

    assert translate(session, cast, before="").entry.text == WORDS


@pytest.mark.parametrize("key", [("keep", "Nothing"), ("nothing", "Keep the water")])
def test_a_text_that_is_not_there_cannot_be_translated(
    session: Session, cast: Cast, key: Key
) -> None:
    with pytest.raises(NotFound):
        translate(session, cast, key=key)


def test_a_language_that_was_not_added_cannot_be_translated_into(
    session: Session, cast: Cast
) -> None:
    with pytest.raises(NotFound):
        service.translate(session, saving(cast.som), "vi", key=KEEP, sent=Sent("Nước"))


def test_a_review_is_of_these_two_texts(session: Session, cast: Cast) -> None:
    translate(session, cast)

    signed = service.review(session, saving(cast.mali), "my", key=KEEP, text=WORDS)

    assert (signed.state, signed.saved_by) == (State.REVIEWED, cast.mali.id)
    assert translate(session, cast, "အခြား").state is State.TRANSLATED


def test_a_review_is_refused_where_the_text_changed_meanwhile(session: Session, cast: Cast) -> None:
    translate(session, cast, "အခြား")

    for shown in (WORDS, ""):
        with pytest.raises(Refusal) as refused:
            service.review(session, saving(cast.mali), "my", key=KEEP, text=shown)
        assert refused.value.reason is TranslationRefused.SAVED_MEANWHILE


def test_nothing_is_not_reviewed(session: Session, cast: Cast) -> None:
    with pytest.raises(Refusal):
        service.review(session, saving(cast.mali), "my", key=KEEP, text="")


def test_a_review_lapses_when_the_source_changes(session: Session, cast: Cast) -> None:
    translate(session, cast, reviewed=True)
    write_lesson(session, cast.som, "keep", text="# Keep the water well\n")

    changed = row(session, ("keep", "Keep the water well"))

    assert (changed.state, changed.entry.previous) == (State.STALE, "Keep the water")


def test_a_review_outlasts_a_comment(session: Session, cast: Cast) -> None:
    translate(session, cast, reviewed=True)

    assert translate(session, cast, comment="Checked with a doctor.").state is State.REVIEWED


def test_what_needs_work_is_not_reviewed_and_not_read(session: Session, cast: Cast) -> None:
    translate(session, cast, reviewed=True)

    assert translate(session, cast, is_fuzzy=True).state is State.STALE
    assert (KEEP[1], WORDS) not in remembered(session)


def test_what_still_needs_work_remembers_the_source_it_was_made_from(
    session: Session, cast: Cast
) -> None:
    translate(session, cast)
    write_lesson(session, cast.som, "keep", text="# Keep the water well\n")
    key = ("keep", "Keep the water well")

    told = translate(session, cast, "ရေကို", key=key, is_fuzzy=True)

    assert (told.state, told.entry.previous) == (State.STALE, "Keep the water")
    assert translate(session, cast, "ရေကို", key=key).entry.previous == ""


def test_a_mended_typing_error_needs_no_translator(session: Session, cast: Cast) -> None:
    translate(session, cast)
    write_lesson(session, cast.som, "keep", text="# Keep the water!\n")

    saved = service.keep_meaning(
        session, saving(cast.som), "keep", sources=["Keep the water!", "Keep"]
    )

    assert saved == 4  # Burmese, Khmer, Thai and Chinese
    mended = row(session, ("keep", "Keep the water!"))
    assert (mended.state, mended.entry.text) == (State.TRANSLATED, WORDS)


def test_a_change_of_meaning_does_not_hide_behind_a_mended_error(
    session: Session, cast: Cast
) -> None:
    translate(session, cast)
    write_lesson(session, cast.som, "keep", text="# Keep the water!\n")

    assert service.keep_meaning(session, saving(cast.som), "keep", sources=["Another"]) == 0
    assert row(session, ("keep", "Keep the water!")).state is State.STALE


def test_learners_get_the_words_and_not_what_the_author_is_writing(
    session: Session, cast: Cast
) -> None:
    translate(session, cast)
    write_lesson(session, cast.som, "boil", text="# Half a thou\n")

    assert publish_words(session, cast) is Change.WORDING

    newest = catalogue.newest_revision(session, COURSE_ID)
    assert newest is not None
    assert (newest.edition, newest.revision) == (1, 2)
    package = catalogue.package_of(session, newest.revision_id)
    assert package.catalogues["my"].text(*KEEP) == WORDS
    assert "Half a thou" not in package.lessons["boil"]
    assert "th" not in package.catalogues
    assert draft_of(session).package.lessons["boil"] == "# Half a thou\n"
    assert set(draft_of(session).changed) == {"lesson/boil"}


def test_publishing_words_twice_says_that_there_is_nothing_new(
    session: Session, cast: Cast
) -> None:
    translate(session, cast)
    publish_words(session, cast)

    with pytest.raises(Refusal) as refused:
        publish_words(session, cast)

    assert refused.value.reason is TranslationRefused.NOTHING_TO_PUBLISH


def test_what_is_newer_at_the_desk_is_counted(session: Session, cast: Cast) -> None:
    translate(session, cast)
    translate(session, cast, "မသေချာ", key=LINK, is_fuzzy=True)

    def newer() -> dict[str, int]:
        return {each.tag: each.newer for each in queries.overview(session, draft_of(session))}

    assert newer() == {"km": 0, "my": 1, "th": 1, "zh-Hans": 0}
    assert queries.desk(session, draft_of(session), "my").newer == 1
    publish_words(session, cast)
    assert newer() == {"km": 0, "my": 0, "th": 1, "zh-Hans": 0}


def test_what_a_file_brought_is_not_undone_by_publishing_something_else(
    session: Session, cast: Cast
) -> None:
    translate(session, cast)
    publish_words(session, cast)
    files = queries.draft_files(draft_of(session).package, PRESS.store)
    publish(session, with_text(files, "locale/my.po", WORDS, new="ဖိုင်မှ"))
    translate(session, cast, "WHO", key=("keep", "Vessel"))

    publish_words(session, cast)

    assert published_text(session) == "ဖိုင်မှ"
    assert row(session).entry.text == "ဖိုင်မှ"
    assert queries.desk(session, draft_of(session), "my").newer == 0


def test_a_newer_word_of_the_desk_is_shown_beside_what_a_file_brought(
    session: Session, cast: Cast
) -> None:
    key = ("course", "Clean water")
    service.translate(session, saving(cast.som), "km", key=key, sent=Sent("ទឹកល្អ"))
    publish(session, with_text(package_files(), "locale/km.po", "ទឹកស្អាត", new="ទឹកថ្មី"))

    told = row(session, key, "km")

    assert (told.entry.text, told.elsewhere) == ("ទឹកល្អ", "ទឹកថ្មី")
    service.translate(session, saving(cast.som), "km", key=key, sent=Sent("ទឹកល្អ"))
    assert row(session, key, "km").elsewhere is None


def test_a_course_that_was_never_published_waits_with_its_words(
    session: Session, cast: Cast
) -> None:
    begun = Begun("wells", "Wells", Track.AI, Level.FOUNDATION, "en", "First")
    service.create(session, begun, by=cast.som.id, now=NOW)
    mine = saving(cast.som, course="wells")
    service.add_language(session, mine, "my")
    service.translate(session, mine, "my", key=("course", "Wells"), sent=Sent("ရေတွင်း"))

    with pytest.raises(Refusal) as refused:
        service.publish_translation(session, mine, PRESS, locale="my")

    assert refused.value.reason is TranslationRefused.NOT_PUBLISHED_YET
    (burmese,) = queries.overview(session, draft_of(session, "wells"))
    assert (burmese.standing.translated, burmese.is_published, burmese.newer) == (1, False, 0)


def test_a_course_in_another_language_is_translated_by_its_own_words(session: Session) -> None:
    for term, words in {"water": {"km": "ទឹក", "my": "ရေ"}, "jar": {"my": "အိုး"}}.items():
        key = uuid7(NOW)
        row = {"id": key, "term": term, "folded": term, "note": "", "saved_at": NOW}
        session.execute(insert(GlossaryTerm).values(**row, saved_by=None))
        for locale, text in words.items():
            session.execute(insert(GlossaryWord).values(term_id=key, locale=locale, text=text))

    def agreed(source: str, locale: str) -> list[tuple[str, str]]:
        found = queries.agreed_words(session, source, locale)
        return [(entry.term, entry.words[locale]) for entry in found]

    assert agreed("en", "my") == [("jar", "အိုး"), ("water", "ရေ")]
    assert agreed("km", "my") == [("ទឹក", "ရေ")]
    assert agreed("en", "km") == [("water", "ទឹក")]
    assert agreed("th", "km") == []


def test_memory_remembers_what_was_translated_and_forgets_what_was_taken_back(
    session: Session, cast: Cast
) -> None:
    translate(session, cast)
    assert remembered(session) == {(KEEP[1], WORDS)}

    translate(session, cast, "အခြား")
    assert remembered(session) == {(KEEP[1], "အခြား")}

    translate(session, cast, "")
    assert remembered(session) == set()
    assert remembered(session, "th") == {(KEEP[1], "เก็บน้ำ")}


def test_memory_offers_the_same_and_the_similar_of_every_course(
    session: Session, cast: Cast
) -> None:
    other = saving(cast.som, course="noise")
    service.add_language(session, other, "my")
    service.translate(session, other, "my", key=KEEP, sent=Sent(WORDS))
    service.translate(session, other, "my", key=LINK, sent=Sent("ဖတ်ပါ"))

    found = queries.candidates(
        session,
        "my",
        ["Keep the water", "Keep the water cold", "Something quite long " * 9],
        courses=["noise"],
    )

    assert {(each.text, each.course_id) for each in found["Keep the water"]} == {(WORDS, "noise")}
    assert WORDS in {each.text for each in found["Keep the water cold"]}
    assert found["Something quite long " * 9] == []
    assert queries.candidates(session, "my", ["Keep the water"]) == {"Keep the water": []}
    assert queries.candidates(session, "my", []) == {}
    assert queries.candidates(session, "lo", ["Keep the water"]) == {"Keep the water": []}


def test_notes_to_translators_are_kept_and_taken_back(session: Session, cast: Cast) -> None:
    service.set_note(session, saving(cast.som), KEEP, text="Drinking water.")
    notes = queries.desk(session, draft_of(session), "my").notes
    assert notes == {("keep", row(session).digest): "Drinking water."}

    service.set_note(session, saving(cast.mali), KEEP, text="")
    assert queries.notes(session, COURSE_ID) == {("keep", row(session).digest): ""}
