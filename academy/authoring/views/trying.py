"""Trying a quiz of a draft as a learner: as often as one likes, and nothing of it is kept."""

from dataclasses import dataclass
from secrets import randbits
from typing import Any

from flask import redirect, request, url_for

from academy.assessment.rules.grading import grade
from academy.assessment.rules.items.kind import Answer
from academy.assessment.rules.keys import quiz_with_keys
from academy.assessment.rules.paper import Slot, drawn, lay_out
from academy.assessment.rules.sheet import Sheet, read_sheet
from academy.assessment.rules.shown import asked, told
from academy.authoring import queries
from academy.authoring.forms.quiz import fill_quiz
from academy.authoring.policy import Permission
from academy.authoring.rules.translating import only_unit
from academy.authoring.views.builder import Line, faults_of, held_quiz, lines_of
from academy.authoring.views.preview import media_address
from academy.authoring.views.shared import REFUSED, Answered, Held, pages
from academy.content.model import Quiz
from academy.content.quiz_texts import quiz_texts
from academy.db.transaction import current_session
from academy.web.access import Access, open_to
from academy.web.i18n import current_language
from academy.web.pages import render

_SEED_BITS = 31


@dataclass(frozen=True, slots=True)
class Trial:
    """One paper of a quiz: what it asks, and in which order."""

    here: Held
    unit: str
    quiz: Quiz
    seed: int

    @property
    def paper(self) -> tuple[Slot, ...]:
        """The questions as this seed lays them out."""
        return lay_out(self.quiz, self.seed)


@pages.get("/teach/courses/<slug:course>/units/<slug:unit>/try")
@open_to(Access.TRANSLATOR)
def trial(course: str, unit: str) -> Answered:
    """Show the paper that a seed makes of a quiz; without one, a paper that nobody has seen yet."""
    here, quiz = held_quiz(course, unit, Permission.PREVIEW)
    seed = _seed()
    if seed is None:
        fresh = url_for(".trial", course=course, unit=unit, seed=randbits(_SEED_BITS))
        return redirect(fresh, 303)
    lines = _in_the_way(here, unit, quiz)
    if lines:
        return render("authoring/try_faults.html", here=here, unit=unit, quiz=quiz, lines=lines)
    return _paper(Trial(here, unit, quiz, seed), {})


@pages.post("/teach/courses/<slug:course>/units/<slug:unit>/try")
@open_to(Access.TRANSLATOR)
def mark_trial(course: str, unit: str) -> Answered:
    """Mark a paper and show the result, or show the paper again: in another language, perhaps."""
    here, quiz = held_quiz(course, unit, Permission.PREVIEW)
    seed = _seed()
    if seed is None or _in_the_way(here, unit, quiz):
        return redirect(url_for(".trial", course=course, unit=unit, seed=seed), 303)
    trial = Trial(here, unit, quiz, seed)
    sheet = read_sheet(trial.paper, request.form.to_dict(flat=False), page_key="")
    answers = {
        slot.question.id: answer
        for slot in trial.paper
        if (answer := sheet.filled.get(slot.place)) is not None
    }
    if sheet.faults:
        return _paper(trial, answers, sheet), REFUSED
    return _paper(trial, answers) if "again" in request.form else _result(trial, answers)


def _in_the_way(here: Held, unit: str, quiz: Quiz) -> list[Line]:
    """Return why a quiz cannot be tried: what would keep it from being published, too."""
    lines = lines_of(faults_of(here, unit, quiz), fill_quiz(quiz))
    return [line for line in lines if line.is_serious]


def _seed() -> int | None:
    seed = request.args.get("seed", type=int)
    return seed if seed is not None and 0 <= seed < 1 << _SEED_BITS else None


def _paper(trial: Trial, answers: dict[str, Answer], sheet: Sheet | None = None) -> str:
    around = _around(trial)
    questions = asked(trial.paper, around["words"], answers, sheet=sheet)
    return render("authoring/try_paper.html", questions=questions, **around)


def _result(trial: Trial, answers: dict[str, Answer]) -> str:
    around = _around(trial)
    keyed = quiz_with_keys(around["package"], trial.unit, current_language().tag)
    verdict = grade(drawn(keyed, trial.seed), answers)
    questions = told(
        trial.paper,
        around["words"],
        answers,
        marks=verdict.marks,
        marked=drawn(keyed, trial.seed),
        shows_key=True,
    )
    return render(
        "authoring/try_result.html",
        questions=questions,
        verdict=verdict,
        sent=[pair for pair in request.form.items(multi=True) if pair[0][:1] in {"a", "b"}],
        **around,
    )


def _around(trial: Trial) -> dict[str, Any]:
    """Return what every page of a trial shows."""
    session, draft = current_session(), trial.here.draft
    package = queries.in_languages(
        session,
        draft,
        only_unit(draft.package, trial.unit),
        only=queries.languages(session, draft),  # a word counts as right in every one
    )
    return {
        "here": trial.here,
        "unit": trial.unit,
        "trial": trial,
        "package": package,
        "words": quiz_texts(
            package,
            trial.unit,
            current_language().tag,
            unit_url=lambda unit: url_for(".preview", course=trial.here.draft.course_id, unit=unit),
            media_url=lambda name: media_address(draft.package, name),
        ),
    }
