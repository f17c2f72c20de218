"""Questions from other systems, added to a quiz of a draft: all that were taken, or none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from academy.authoring.rules.drafts import DraftRefused, SaveKind, quiz_part
from academy.authoring.rules.question_files import (
    Kept,
    QuestionsRefused,
    has_room,
    with_free_ids,
    with_pictures,
)
from academy.authoring.service.drafts import Saving, lock, save
from academy.authoring.service.editing import add_picture
from academy.content.model import Question
from academy.content.photographs import Reencoded
from academy.content.writer import quiz_plain
from academy.kernel.refusal import NotFound, Refusal


@dataclass(frozen=True, slots=True)
class Taken:
    """A question that was taken, with its pictures: their files are in the store by now."""

    question: Question
    pictures: Mapping[str, Reencoded]


def add_questions(session: Session, saving: Saving, unit: str, *, taken: Sequence[Taken]) -> None:
    """Add questions at the end of a quiz; `saving.base` is the quiz that their taker looked at.

    Raises `Refusal` where it changed since, where it has no room, and where nothing was taken.
    """
    draft = lock(session, saving)
    quiz = draft.package.quizzes.get(unit)
    if quiz is None:
        raise NotFound
    if saving.base != draft.version(quiz_part(unit)):
        raise Refusal(DraftRefused.CHANGED_MEANWHILE)
    if not taken:
        raise Refusal(QuestionsRefused.NOTHING_TAKEN)
    if not has_room(quiz, len(taken)):
        raise Refusal(DraftRefused.TOO_MANY_PARTS)
    published = draft.published.quizzes.get(unit) if draft.published else None
    known = [question.id for each in (quiz, published) if each for question in each.questions]
    questions = with_free_ids([_with_pictures(session, saving, one) for one in taken], known)
    body = quiz_plain(replace(quiz, questions=(*quiz.questions, *questions)))
    save(session, replace(saving, kind=SaveKind.IMPORTED), quiz_part(unit), body=body)


def _with_pictures(session: Session, saving: Saving, one: Taken) -> Question:
    """Let the course have the pictures of a question; return it with their names there."""
    kept: dict[str, Kept] = {}
    for name, picture in one.pictures.items():
        main = next(file for file in picture.files if file.main)
        new = add_picture(session, saving, name, picture=picture)
        kept[name] = Kept(new, (main.width, main.height))
    return with_pictures(one.question, kept)
