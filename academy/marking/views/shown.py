"""How pages show one answer that people mark, and give out its files."""

from flask import url_for
from werkzeug.wrappers import Response

from academy.assessment.rules.shown import Told, told
from academy.content.quiz_texts import LocalisedQuiz, quiz_texts
from academy.files.sending import given_out
from academy.kernel.refusal import NotFound
from academy.marking.queries.sheets import AnswerSheet
from academy.marking.rules.anonymous import find_file, without_names
from academy.web.i18n import current_language


def words_for(sheet: AnswerSheet) -> LocalisedQuiz:
    """Return the words of an answer's quiz, in the reader's language."""
    course = sheet.sitting.course_id
    return quiz_texts(
        sheet.package,
        sheet.sitting.unit_id,
        current_language().tag,
        unit_url=lambda unit: url_for("learning.unit", course=course, unit=unit),
    )


def shown(sheet: AnswerSheet, *, is_anonymous: bool = True) -> Told:
    """Return an answer to show; files have no names, where nobody may know whose they are."""
    given = sheet.given.answer
    answer = without_names(given) if is_anonymous else given
    answers = {sheet.question.id: answer}
    return told((sheet.slot,), words_for(sheet), answers, marks={})[0]


def file_of(sheet: AnswerSheet, mark: str) -> Response:
    """Give out a file of an answer, under a number instead of its name."""
    found = find_file(without_names(sheet.given.answer), mark)
    if found is None:
        raise NotFound
    return given_out(found.stored_name, found.name)
