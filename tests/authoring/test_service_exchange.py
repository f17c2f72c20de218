"""Files for translators, out and in: what they say, what they change, and what they never do."""

import io
from collections.abc import Collection

import pytest
from babel.messages.pofile import read_po as babel_read
from babel.messages.pofile import write_po as babel_write
from sqlalchemy import select
from sqlalchemy.orm import Session

from academy.authoring import queries, service
from academy.authoring.models import SegmentNote, Translation
from academy.authoring.rules.exchange import FileKind, Import
from academy.authoring.rules.translating import State
from academy.authoring.service.exchange import Done, bring_in, outgoing, planned
from academy.content.faults import FaultCode, PackageRefused
from academy.content.interchange import InterchangeFault, InterchangeRefused
from academy.content.merging import ChangeKind
from academy.content.po import Entry, Key
from academy.db.audit import AuditEvent
from academy.kernel.refusal import NotFound
from tests.authoring.drafting import at, draft_of, saving, write_lesson
from tests.authoring.staff import assign
from tests.builders import package_files, publish, with_text
from tests.cast import Cast

BOTH = pytest.mark.parametrize("kind", list(FileKind))
TITLE: Key = ("course", "Clean water")
LOOK: Key = ("look", "Look at the water")
NEW: Key = ("keep", "A text of another time")
KHMER = "ទឹកស្អាត"


@pytest.fixture(autouse=True)
def course(session: Session, cast: Cast) -> None:
    publish(session, id="noise", title="Noise")
    publish(session)
    assign(session, cast.som)


def export(session: Session, minutes: int, kind: FileKind = FileKind.PO) -> bytes:
    return outgoing(session, draft_of(session), "km", kind=kind, now=at(minutes))


def plan(session: Session, data: bytes, minutes: int = 90) -> Import:
    return planned(session, draft_of(session), "km", data=data, now=at(minutes))


def bring(
    session: Session, cast: Cast, data: bytes, *, minutes: int = 90, taken: Collection[str] = ()
) -> Done:
    done = bring_in(session, saving(cast.som, minutes), "km", data=data, taken=taken)
    session.commit()
    return done


def translate(session: Session, cast: Cast, text: str, *, minutes: int) -> None:
    sent = service.Sent(text)
    service.translate(session, saving(cast.som, minutes), "km", key=TITLE, sent=sent)
    session.commit()


def text_of(session: Session, key: Key) -> str:
    rows = queries.desk(session, draft_of(session), "km").rows
    return next(row.entry.text for row in rows if row.segment.key == key)


def states(session: Session) -> dict[Key, State]:
    rows = queries.desk(session, draft_of(session), "km").rows
    return {row.segment.key: row.state for row in rows}


def edited(data: bytes, old: str, new: str) -> bytes:
    assert old in data.decode()
    return data.replace(old.encode(), new.encode())


def kept_rows(session: Session) -> int:
    return len(session.scalars(select(Translation)).all())


@BOTH
def test_what_comes_back_as_it_went_changes_nothing(
    session: Session, cast: Cast, kind: FileKind
) -> None:
    data = export(session, 10, kind)

    found = plan(session, data)
    done = bring(session, cast, data)

    assert found.is_idle
    assert found.same == len(states(session))
    assert (done.written, done.kept, done.waiting, done.signed) == (0, 0, 0, 0)
    assert kept_rows(session) == 0
    assert not session.scalars(
        select(AuditEvent).where(AuditEvent.action == "course.translations-imported")
    ).all()


def test_what_a_program_wrapped_and_sorted_changes_nothing(session: Session) -> None:
    catalogue = babel_read(io.BytesIO(export(session, 10)), locale="km")
    out = io.BytesIO()
    babel_write(out, catalogue, width=30, sort_output=True)

    assert plan(session, out.getvalue()).is_idle


@BOTH
def test_an_edited_text_changes_just_that(session: Session, cast: Cast, kind: FileKind) -> None:
    data = edited(export(session, 10, kind), "មើលទឹក", "សូមមើលទឹក")

    (proposal,) = plan(session, data).changed
    done = bring(session, cast, data)

    assert (proposal.change.key, proposal.change.before) == (LOOK, "មើលទឹក")
    assert done.written == 1
    assert text_of(session, LOOK) == "សូមមើលទឹក"
    assert kept_rows(session) == 1
    assert plan(session, data).is_idle
    event = session.scalars(
        select(AuditEvent).where(AuditEvent.action == "course.translations-imported")
    ).one()
    assert (event.actor_id, event.details["written"]) == (cast.som.id, 1)


def test_what_was_published_after_the_export_but_read_the_same_is_no_conflict(
    session: Session,
) -> None:
    data = edited(export(session, 10), "មើលទឹក", "សូមមើលទឹក")
    files = with_text(package_files(), "locale/km.po", 'រកទឹក"', new='ស្វែងរកទឹក"')
    publish(session, files, now=at(20))

    found = plan(session, data)

    assert [each.change.key for each in found.changed] == [LOOK]
    assert [each.change.key for each in found.conflicts] == [("course", "Find water")]


def test_what_was_published_before_an_unknown_time_waits_for_a_decision(
    session: Session,
) -> None:
    data = edited(export(session, -600), "មើលទឹក", "សូមមើលទឹក")

    assert [each.change.key for each in plan(session, data).conflicts] == [LOOK]


@BOTH
def test_a_newer_translation_is_kept_unless_the_file_is_chosen(
    session: Session, cast: Cast, kind: FileKind
) -> None:
    data = edited(export(session, 10, kind), KHMER, "ទឹកថ្លា")
    translate(session, cast, "ទឹកបរិសុទ្ធ", minutes=20)

    (conflict,) = plan(session, data).conflicts
    kept = bring(session, cast, data, minutes=30)
    assert (kept.written, kept.kept) == (0, 1)
    assert text_of(session, TITLE) == "ទឹកបរិសុទ្ធ"

    taken = bring(session, cast, data, minutes=40, taken={conflict.token})
    assert (taken.written, taken.kept) == (1, 0)
    assert text_of(session, TITLE) == "ទឹកថ្លា"


def test_what_nobody_has_seen_is_not_overwritten(session: Session, cast: Cast) -> None:
    data = edited(export(session, 10), KHMER, "ទឹកថ្លា")
    translate(session, cast, "ទឹកបរិសុទ្ធ", minutes=20)
    seen = plan(session, data)
    translate(session, cast, "ទឹកថ្មី", minutes=25)

    done = bring(session, cast, data, minutes=30, taken={seen.conflicts[0].token})

    assert (done.written, done.kept) == (0, 1)
    assert done.version != seen.version
    assert text_of(session, TITLE) == "ទឹកថ្មី"


def test_what_became_a_conflict_meanwhile_is_kept(session: Session, cast: Cast) -> None:
    data = edited(export(session, 10), KHMER, "ទឹកថ្លា")
    seen = plan(session, data)
    assert seen.changed
    translate(session, cast, "ទឹកថ្មី", minutes=25)

    done = bring(session, cast, data, minutes=30, taken={seen.changed[0].token})

    assert (done.written, done.kept) == (0, 1)
    assert text_of(session, TITLE) == "ទឹកថ្មី"


def test_a_moment_that_is_still_to_come_counts_as_none(session: Session) -> None:
    data = edited(export(session, 100_000), KHMER, "ទឹកថ្លា")

    found = plan(session, data)

    assert found.exported_at is None
    assert [each.change.key for each in found.conflicts] == [TITLE]


def test_a_doubtful_entry_of_a_file_changes_nothing(session: Session) -> None:
    data = edited(
        export(session, 10),
        f'msgctxt "course"\nmsgid "Clean water"\nmsgstr "{KHMER}"',
        '#, fuzzy\nmsgctxt "course"\nmsgid "Clean water"\nmsgstr "ទឹកថ្លា"',
    )

    found = plan(session, data)

    assert found.is_idle
    assert found.unfinished == 1


def test_a_stale_text_is_made_good_by_a_file(session: Session, cast: Cast) -> None:
    lesson = package_files()["lessons/look.md"].decode()
    write_lesson(
        session, cast.som, "look", text=lesson.replace("# Look at the water", "# Look at water")
    )
    data = edited(export(session, 10), "#, fuzzy\n", "")

    bring(session, cast, data)

    assert states(session)["look", "Look at water"] is State.TRANSLATED


def test_a_text_that_is_gone_waits_for_its_source(session: Session, cast: Cast) -> None:
    data = (
        export(session, 10)
        + (
            f'\nmsgctxt "{NEW[0]}"\nmsgid "{NEW[1]}"\nmsgstr "អត្ថបទ"\n'
            '\nmsgctxt "No Unit!"\nmsgid "x"\nmsgstr "អត្ថបទ"\n'
        ).encode()
    )

    found = plan(session, data)
    done = bring(session, cast, data)

    assert len(found.not_here) == 2
    assert done.waiting == 1
    lesson = package_files()["lessons/keep.md"].decode()
    write_lesson(session, cast.som, "keep", text=f"{lesson}\n{NEW[1]}\n", minutes=95)
    assert text_of(session, NEW) == "អត្ថបទ"
    assert plan(session, data, 99).waiting == []


def test_what_a_translation_lost_is_told_before_it_comes_in(session: Session) -> None:
    data = edited(export(session, 10), "(unit:boil)។", "(unit:keep)។")

    (proposal,) = plan(session, data).changed

    assert {fault.code for fault in proposal.faults} == {FaultCode.LOST_LINK}
    assert not proposal.is_barred


def test_a_text_that_is_not_here_may_be_no_longer_than_one_that_is(session: Session) -> None:
    gone = edited(export(session, 10), TITLE[1], "Another title")

    kept = plan(session, gone)
    found = plan(session, edited(gone, f'msgstr "{KHMER}"', f'msgstr "{KHMER * 4000}"'))

    assert [each.change.after for each in kept.waiting] == [KHMER]
    assert [each.change.kind for each in found.barred] == [ChangeKind.NOT_HERE]
    assert not found.waiting


def test_a_comment_without_end_is_not_kept(session: Session, cast: Cast) -> None:
    text = f'msgstr "{KHMER}"'
    commented = edited(export(session, 10), text, f'msgstr "{KHMER}!"')
    at = commented.decode().index(f'msgctxt "{TITLE[0]}"\nmsgid "{TITLE[1]}"')
    data = f"{commented.decode()[:at]}# {'x' * 2_001}\n{commented.decode()[at:]}".encode()

    found = plan(session, data)
    bring(session, cast, data)

    assert [fault.code for each in found.barred for fault in each.faults] == [FaultCode.TOO_LONG]
    assert text_of(session, TITLE) == KHMER


def test_a_text_that_is_far_too_long_is_not_kept(session: Session, cast: Cast) -> None:
    data = edited(export(session, 10), f'msgstr "{KHMER}"', f'msgstr "{KHMER * 4000}"')

    found = plan(session, data)
    bring(session, cast, data)

    assert [each.change.key for each in found.barred] == [TITLE]
    assert found.is_idle
    assert text_of(session, TITLE) == KHMER


def test_what_a_reviewer_marked_in_a_file_is_reviewed(session: Session, cast: Cast) -> None:
    data = edited(export(session, 10, FileKind.XLIFF), 'state="translated"', 'state="reviewed"')

    done = bring(session, cast, data)

    good = [state for state in states(session).values() if state is not State.UNTRANSLATED]
    assert set(good) == {State.REVIEWED}
    assert done.signed == len(good)
    assert 'state="translated"' not in export(session, 99, FileKind.XLIFF).decode()


def test_a_changed_text_is_reviewed_where_the_file_says_so(session: Session, cast: Cast) -> None:
    data = edited(export(session, 10, FileKind.XLIFF), KHMER, "ទឹកថ្លា")
    head, cut, tail = data.decode().partition('state="translated"')

    bring(session, cast, f'{head}state="final"{tail}'.encode())

    assert cut
    assert [key for key, state in states(session).items() if state is State.REVIEWED] == [TITLE]
    assert text_of(session, TITLE) == "ទឹកថ្លា"


@BOTH
def test_authors_notes_go_out_with_their_texts(
    session: Session, cast: Cast, kind: FileKind
) -> None:
    service.set_note(session, saving(cast.som), LOOK, text="Not “watch”.")
    session.commit()
    assert session.scalars(select(SegmentNote)).all()

    assert "Not “watch”." in export(session, 10, kind).decode()


def test_a_language_that_the_course_does_not_speak_has_no_files(session: Session) -> None:
    with pytest.raises(NotFound):
        outgoing(session, draft_of(session), "th", kind=FileKind.PO, now=at(1))


def test_a_file_of_another_language_is_refused(session: Session) -> None:
    chinese = outgoing(session, draft_of(session), "zh-Hans", kind=FileKind.PO, now=at(1))
    with pytest.raises(PackageRefused):
        plan(session, chinese)

    chinese = outgoing(session, draft_of(session), "zh-Hans", kind=FileKind.XLIFF, now=at(1))
    with pytest.raises(InterchangeRefused) as refused:
        plan(session, chinese)
    assert refused.value.reason is InterchangeFault.OTHER_LANGUAGE


def test_entries_are_kept_with_their_comments(session: Session, cast: Cast) -> None:
    data = edited(export(session, 10), "#: lessons/look.md", "# Ask Dara\n#: lessons/look.md")
    data = edited(data, "មើលទឹក", "សូមមើលទឹក")

    bring(session, cast, data)

    entries = queries.desk(session, draft_of(session), "km").catalogue.entries
    assert entries[LOOK] == Entry("សូមមើលទឹក", comment="Ask Dara")


def test_a_language_that_was_only_begun_goes_out_with_every_text(
    session: Session, cast: Cast
) -> None:
    service.add_language(session, saving(cast.som), "my")
    draft = draft_of(session)

    file = outgoing(session, draft, "my", kind=FileKind.PO, now=at(1))

    listed = {(entry.context, entry.id) for entry in babel_read(io.BytesIO(file)) if entry.id}
    assert listed == {row.segment.key for row in queries.desk(session, draft, "my").rows}
