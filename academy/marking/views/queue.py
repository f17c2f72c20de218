"""The queue of a course: what people have to mark, question by question."""

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from academy.content.quiz_texts import LocalisedQuiz, quiz_texts
from academy.db.transaction import atomic, current_session
from academy.kernel.clock import now
from academy.kernel.refusal import NotFound, Refusal
from academy.marking.messages.by_people import PROGRESS
from academy.marking.policy import Permission
from academy.marking.queries.answers import Sought, counts, listed
from academy.marking.queries.appeals import count_open_appeals
from academy.marking.queries.work import work_in, work_of
from academy.marking.rules.marking import Progress, number_of
from academy.marking.service.by_people import Marker, take_next
from academy.marking.views.shared import Held, held, pages, say_no
from academy.web.access import Access, open_to
from academy.web.addresses import page_asked
from academy.web.i18n import current_language
from academy.web.login import current_actor
from academy.web.pages import render


@pages.get("/teach/courses/<slug:course>/marking")
@open_to(Access.TRANSLATOR)
def queue(course: str) -> str:
    """Show what people have to mark in a course, and how far each question has come."""
    here, session = held(course, Permission.MARK), current_session()
    work = work_in(session, course, here.package)
    return render(
        "marking/queue.html",
        here=here,
        work=work,
        counts=counts(session, course, work.values()),
        words={unit: texts_of(here, unit) for unit in work if unit in here.package.quizzes},
        progress=PROGRESS,
        appeals=count_open_appeals(session, course),
    )


@pages.get("/teach/courses/<slug:course>/marking/<slug:unit>/questions/<slug:question>")
@open_to(Access.TRANSLATOR)
def answers(course: str, unit: str, question: str) -> str:
    """List the answers to a question, the oldest first, all or those that have come so far."""
    here = held(course, Permission.MARK)
    wanted = request.args.get("progress", "")
    progress = next((each for each in Progress if each.value == wanted), None)
    sought = sought_in(here, unit, question, progress=progress)
    rows, has_more = listed(current_session(), sought)
    return render(
        "marking/answers.html",
        here=here,
        sought=sought,
        rows=rows,
        has_more=has_more,
        number_of=number_of,
        progress=PROGRESS,
        words=texts_of(here, unit) if unit in here.package.quizzes else None,
    )


@pages.post("/teach/courses/<slug:course>/marking/<slug:unit>/questions/<slug:question>/next")
@open_to(Access.TRANSLATOR)
def next_answer(course: str, unit: str, question: str) -> Response:
    """Give a marker the next answer to a question."""
    here = held(course, Permission.MARK)
    return redirect(next_address(sought_in(here, unit, question)), 303)


def next_address(sought: Sought) -> str:
    """Take the next answer for the reader, and return where it is; else where the queue is."""
    by = Marker(current_actor().id, now())
    try:
        with atomic() as session:
            attempt = take_next(session, sought, by=by)
    except Refusal as refusal:
        say_no(refusal)
        return url_for(".queue", course=sought.course_id)
    return url_for(".answer", course=sought.course_id, attempt=attempt, question=sought.question_id)


def sought_in(here: Held, unit: str, question: str, *, progress: Progress | None = None) -> Sought:
    """Return which answers are meant; raise `NotFound` where people mark no such question."""
    work = work_of(current_session(), here.course_id, unit, newest=here.package)
    if question not in work.questions:
        raise NotFound
    return Sought(here.course_id, work, question, progress, page_asked())


def texts_of(here: Held, unit: str) -> LocalisedQuiz:
    """Return the words of a quiz as it stands now, in the reader's language."""
    return quiz_texts(here.package, unit, current_language().tag)
