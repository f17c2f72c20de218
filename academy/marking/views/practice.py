"""Examples to practise with: staff write and mark them, learners try them before they review."""

from dataclasses import replace
from uuid import UUID

from flask import flash, redirect, url_for

from academy.content.model import Package, Question
from academy.content.quiz_texts import LocalisedQuestion, quiz_texts
from academy.db.transaction import atomic, current_session
from academy.kernel.clock import now
from academy.kernel.refusal import NotFound, Refusal
from academy.marking.forms.by_people import ExampleForm, MarkForm
from academy.marking.policy import Permission
from academy.marking.queries.answers import Sought
from academy.marking.queries.practice import Example, examples_for, find_example, practice_of
from academy.marking.service.by_people import Marker
from academy.marking.service.practice import Place, add_example, practise
from academy.marking.views.queue import sought_in
from academy.marking.views.reviews import Peers, peers_at
from academy.marking.views.shared import REFUSED, Answered, Held, held, pages, say_no
from academy.web.access import Access, open_to
from academy.web.i18n import _, current_language
from academy.web.login import current_actor
from academy.web.pages import render

_EXAMPLES = "/teach/courses/<slug:course>/marking/<slug:unit>/questions/<slug:question>/examples"
_PRACTICE = "/learn/<slug:course>/<slug:unit>/reviews/practice/<uuid:example>"


@pages.get(_EXAMPLES)
@open_to(Access.INSTRUCTOR)
def examples(course: str, unit: str, question: str) -> str:
    """Show the marked examples of a question, and ask for another."""
    here = held(course, Permission.SETTLE)
    sought = sought_in(here, unit, question)
    return _examples_page(here, sought, ExampleForm.about(sought.work.questions[question]))


@pages.post(_EXAMPLES)
@open_to(Access.INSTRUCTOR)
def make_example(course: str, unit: str, question: str) -> Answered:
    """Keep an example with its marks; the newest ones are practised with."""
    here = held(course, Permission.SETTLE)
    sought = sought_in(here, unit, question)
    form = ExampleForm.about(sought.work.questions[question])
    if not form.validate():
        return _examples_page(here, sought, form), REFUSED
    place, by = Place(course, unit, question), Marker(current_actor().id, now())
    with atomic() as session:
        add_example(session, place, str(form.text.data), given=form.given(), by=by)
    flash(_("Saved."))
    return redirect(url_for(".examples", course=course, unit=unit, question=question), 303)


@pages.get(_PRACTICE)
@open_to(Access.LEARNER)
def example(course: str, unit: str, example: UUID) -> str:
    """Ask what the reader makes of an example; once they said it, show what staff made of it."""
    here = peers_at(course, unit)
    found = _example(here, example)
    return _practice_page(here, found, MarkForm.about(here.work.questions[found.question_id]))


@pages.post(_PRACTICE)
@open_to(Access.LEARNER)
def try_example(course: str, unit: str, example: UUID) -> Answered:
    """Keep what the reader makes of an example."""
    here = peers_at(course, unit)
    found = _example(here, example)
    form = MarkForm.about(here.work.questions[found.question_id])
    if not form.validate():
        return _practice_page(here, found, form), REFUSED
    try:
        with atomic() as session:
            practise(session, found, form.given(), by=Marker(current_actor().id, now()))
    except Refusal as refusal:
        say_no(refusal)
    return redirect(url_for(".example", course=course, unit=unit, example=example), 303)


def _example(here: Peers, example_id: UUID) -> Example:
    found = find_example(
        current_session(), example_id, course_id=here.course_id, unit_id=here.unit_id
    )
    if found is None or found.question_id not in here.work.questions:
        raise NotFound
    return found


def _examples_page(here: Held, sought: Sought, form: ExampleForm) -> str:
    unit, question = sought.work.unit_id, sought.question_id
    return render(
        "marking/examples.html",
        here=here,
        sought=sought,
        form=form,
        question=sought.work.questions[question],
        words=_words_of(here.package, unit, sought.work.questions[question]),
        examples=examples_for(current_session(), here.course_id, unit, question_id=question),
    )


def _practice_page(here: Peers, found: Example, form: MarkForm) -> str:
    question = here.work.questions[found.question_id]
    done = practice_of(
        current_session(), current_actor().id, course_id=here.course_id, unit_id=here.unit_id
    )
    return render(
        "marking/practice.html",
        here=here,
        example=found,
        tried=done.get(found.id),
        form=form,
        question=question,
        words=_words_of(here.package, here.unit_id, question),
    )


def _words_of(package: Package, unit: str, question: Question) -> LocalisedQuestion:
    """Return a question's words: it may be one that this wording of the quiz does not have."""
    quiz = package.quizzes.get(unit)
    if quiz is None:
        raise NotFound
    quizzes = {**package.quizzes, unit: replace(quiz, questions=(question,))}
    texts = quiz_texts(replace(package, quizzes=quizzes), unit, current_language().tag)
    return texts.question(question.id)
