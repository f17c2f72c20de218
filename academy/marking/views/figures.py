"""How the questions of a quiz behave."""

from dataclasses import replace
from typing import Any

from flask import Response, url_for

from academy.assessment.rules.analysis import ItemReport
from academy.assessment.rules.shown import Told
from academy.authoring.rules.shown import shown_quiz
from academy.catalogue import queries as catalogue
from academy.catalogue.rules import media_address
from academy.db.transaction import current_session
from academy.kernel.refusal import NotFound
from academy.marking.forms.figures import FiguresForm
from academy.marking.messages import figures as words
from academy.marking.policy import Permission
from academy.marking.rules.figures import LEAST_SHOWN, csv_lines, languages_shown
from academy.marking.service.figures import QuizFigures, figures_of
from academy.marking.views.shared import Held, held, pages
from academy.web.access import Access, open_to
from academy.web.i18n import current_language
from academy.web.pages import render


@pages.get("/teach/courses/<slug:course>/quizzes/<slug:unit>/figures")
@open_to(Access.TRANSLATOR)
def figures(course: str, unit: str) -> str:
    """Show how a quiz and its questions behave."""
    here, form = _asked(course, unit)
    found = figures_of(current_session(), form.ask(course, unit))
    form.offer(found)
    return render(
        "marking/figures.html",
        told=_told(found, unit),
        **_page(here, found, unit, form=form),
    )


@pages.get("/teach/courses/<slug:course>/quizzes/<slug:unit>/figures/<slug:question>")
@open_to(Access.TRANSLATOR)
def question_figures(course: str, unit: str, question: str) -> str:
    """Show how one question behaves: who chose what, and in which language it is harder."""
    here, form = _asked(course, unit)
    found = figures_of(current_session(), form.ask(course, unit))
    form.offer(found)
    place, item = _item(found, question)
    told = _told(found, unit)[question]
    lines = words.lines_of(told, item.table) if item.table else []
    return render(
        "marking/figures_question.html",
        told=told,
        place=place,
        item=item,
        lines=lines,
        chart=words.choices_chart(lines, words.group_names()),
        by_language=languages_shown(found.analysis, place),
        compared={dif.language: dif for dif in item.dif},
        **_page(here, found, unit, form=form),
    )


@pages.get("/teach/courses/<slug:course>/quizzes/<slug:unit>/figures.csv")
@open_to(Access.TRANSLATOR)
def figures_csv(course: str, unit: str) -> Response:
    """Send the figures as CSV."""
    _, form = _asked(course, unit)
    found = figures_of(current_session(), form.ask(course, unit))
    answer = Response(csv_lines(found.analysis), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="figures-{unit}.csv"'
    return answer


def _asked(course: str, unit: str) -> tuple[Held, FiguresForm]:
    here = held(course, Permission.SEE_FIGURES)
    here.quiz(unit)
    return here, FiguresForm.from_address()


def _item(found: QuizFigures, question: str) -> tuple[int, ItemReport]:
    for place, item in enumerate(found.analysis.items):
        if item.figures.item == question:
            return place, item
    raise NotFound


def _told(found: QuizFigures, unit: str) -> dict[str, Told]:
    """Return the questions with their keys, in the reader's language, by their ids."""
    published = catalogue.package_of(current_session(), found.revision_id)
    package = replace(published, quizzes={**published.quizzes, unit: found.quiz})
    shown = shown_quiz(
        package,
        unit,
        current_language().tag,
        media_url=lambda name: media_address(package, name),
    )
    return {told.question.id: told for told in shown.questions}


def _page(here: Held, found: QuizFigures, unit: str, *, form: FiguresForm) -> dict[str, Any]:
    """Return what both pages show."""
    course = here.course_id
    chosen: dict[str, Any] = {**form.chosen()}
    return {
        "here": here,
        "unit": here.outline.unit(unit),
        "found": found,
        "form": form,
        "words": words,
        "least": LEAST_SHOWN,
        "address": url_for(".figures", course=course, unit=unit, **chosen),
        "csv": url_for(".figures_csv", course=course, unit=unit, **chosen),
        "chosen": chosen,
    }
