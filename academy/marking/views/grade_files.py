"""The gradebook as a file: taken away, and brought back once it was seen what it changes."""

from collections.abc import Iterator
from http import HTTPStatus

from flask import Response, flash, redirect, request, stream_with_context, url_for
from werkzeug.wrappers import Response as Answer

from academy.assessment.service import Hand
from academy.db.transaction import atomic, current_session
from academy.files.store import NotStored, current_store
from academy.files.tables import BOUNDS, TableRefused
from academy.kernel.clock import now
from academy.kernel.refusal import NotFound, Refusal
from academy.marking.messages import grades as words
from academy.marking.policy import Permission
from academy.marking.queries.gradebook import count_rows, seats_named
from academy.marking.rules.gradebook import Wanted
from academy.marking.service.grade_files import Format, Leaving, grades_file, read_grades
from academy.marking.service.grades import Read, note_export, score_plan, take_scores
from academy.marking.views.grades import asked
from academy.marking.views.shared import REFUSED, Answered, Held, held, pages, say_no
from academy.web.access import Access, open_to
from academy.web.import_words import NO_FILE, file_text
from academy.web.login import current_actor
from academy.web.pages import render
from academy.web.sizes import admits

_ROOM = BOUNDS.size + 1_000_000
_KEPT = ".grades"
_SHOWN = 500
_CONFLICT = 409


@pages.get("/teach/courses/<slug:course>/grades.csv")
@open_to(Access.INSTRUCTOR)
def grades_csv(course: str) -> Answer:
    """Send the gradebook as CSV."""
    return _send(held(course, Permission.SEE_GRADES), Format.CSV)


@pages.get("/teach/courses/<slug:course>/grades.xlsx")
@open_to(Access.INSTRUCTOR)
def grades_xlsx(course: str) -> Answer:
    """Send the gradebook as a workbook."""
    return _send(held(course, Permission.SEE_GRADES), Format.XLSX)


@pages.get("/teach/courses/<slug:course>/grades/files")
@open_to(Access.INSTRUCTOR)
def grade_files(course: str) -> str:
    """Offer the gradebook as a file, and ask for one with other scores."""
    return _ask(held(course, Permission.SET_GRADES))


@pages.post("/teach/courses/<slug:course>/grades/files")
@open_to(Access.INSTRUCTOR)
@admits(_ROOM)
def send_grades(course: str) -> Answered:
    """Take a file of scores and lead to what it would change."""
    here = held(course, Permission.SET_GRADES)
    sent = request.files.get("file")
    data = sent.read() if sent else b""
    if not data:
        return _ask(here, str(NO_FILE)), REFUSED
    try:
        read_grades(data, _quizzes(here))
    except TableRefused as refused:
        return _ask(here, file_text(refused.fault.value, refused.line)), REFUSED
    name = current_store().put(data, _KEPT)
    return redirect(url_for(".grades_plan", course=course, name=name), HTTPStatus.SEE_OTHER)


@pages.get("/teach/courses/<slug:course>/grades/files/<token:name>")
@open_to(Access.INSTRUCTOR)
def grades_plan(course: str, name: str) -> str:
    """Show what a file of scores would change."""
    here = held(course, Permission.SET_GRADES)
    return _plan_page(here, _kept(here, name))


@pages.post("/teach/courses/<slug:course>/grades/files/<token:name>")
@open_to(Access.INSTRUCTOR)
def take_grades(course: str, name: str) -> Answered:
    """Set the scores of a file as they were shown: all of them or none."""
    here = held(course, Permission.SET_GRADES)
    read, seen = _kept(here, name), request.form.get("seen", "")
    hand = Hand(current_actor().id, now())
    try:
        with atomic() as session:
            plan = take_scores(session, course, read, seen=seen, hand=hand)
    except Refusal as refusal:
        say_no(refusal)
        return _plan_page(here, read), _CONFLICT
    flash(words.scores_set_text(plan))
    return redirect(url_for(".grades", course=course), HTTPStatus.SEE_OTHER)


def _send(here: Held, format_: Format) -> Answer:
    _, wanted = asked(here)
    hand, course = Hand(current_actor().id, now()), here.course_id
    with atomic() as session:
        learners = count_rows(session, course, wanted)
        note_export(session, course, kind=format_.value, hand=hand, learners=learners)
    blocks = _blocks(here, wanted, format_)
    answer = Response(stream_with_context(blocks), content_type=format_.kind)
    name = f"{course}-grades.{format_.value}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _blocks(here: Held, wanted: Wanted, format_: Format) -> Iterator[bytes]:
    """Yield the file; its session is opened while it is sent, so that it is closed behind it."""
    leaving = Leaving(here.course_id, _quizzes(here), wanted)
    yield from grades_file(current_session(), leaving, format_)


def _quizzes(here: Held) -> list[str]:
    return [quiz.id for quiz in here.quizzes]


def _kept(here: Held, name: str) -> Read:
    """Return a file that was sent before: it is read and judged again."""
    if not name.endswith(_KEPT):
        raise NotFound
    try:
        return read_grades(current_store().get(name), _quizzes(here))
    except (NotStored, TableRefused):
        raise NotFound from None


def _ask(here: Held, reason: str = "") -> str:
    return render("marking/grade_files.html", here=here, reason=reason)


def _plan_page(here: Held, read: Read) -> str:
    session = current_session()
    plan = score_plan(session, here.course_id, read)
    shown = plan.changes[:_SHOWN]
    learners = seats_named(session, here.course_id, [one.seat for one in shown])
    return render(
        "marking/grades_plan.html",
        here=here,
        plan=plan,
        shown=shown,
        faults=plan.faults[:_SHOWN],
        learners=learners,
        titles={quiz.id: quiz.title for quiz in here.quizzes},
        line_text=words.line_text,
    )
