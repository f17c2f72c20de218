"""Answers that were typed go, those that were chosen stay."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from academy.assessment import queries
from academy.assessment.models import Attempt, Response
from academy.assessment.service import personal
from tests.administration.life import FILE, Life
from tests.builders import Shelf, publish
from tests.cast import Cast
from tests.marking.essays import essays


def test_typed_answers_and_files_are_told_with_where_they_belong(
    session: Session, cast: Cast
) -> None:
    publish(session, essays())
    life = Life(session, cast, Shelf())
    told = personal.told(session, life.who.id)
    answers = {row["question_id"]: row["answer"] for row in told.sections["answers"]}
    assert answers["essay"] == "essay qzxmark"
    assert answers["see-germs"] is False
    assert [file.name for file in told.files] == ["qzxmark.pdf"]
    assert personal.texts_of(session, life.who.id) == {"essay qzxmark", "note qzxmark"}


def test_forgetting_twice_is_forgetting_once(session: Session, cast: Cast) -> None:
    publish(session, essays())
    shelf = Shelf()
    life = Life(session, cast, shelf)
    (name,) = [name for name in shelf.kept if shelf.kept[name] == FILE]
    assert personal.needed_files(session, [name]) == {name}
    assert personal.forget_answers(session, [life.attempt]) == {name}
    assert personal.forget_answers(session, [life.attempt]) == frozenset()
    assert personal.needed_files(session, [name]) == frozenset()
    rows = session.execute(select(Response.question_id, Response.answer))
    kept = {row.question_id for row in rows if row.answer is not None}
    assert kept == {"see-germs"}


def test_an_answer_to_a_question_that_nobody_knows_goes_too(session: Session, cast: Cast) -> None:
    publish(session, essays())
    life = Life(session, cast, Shelf())
    row = session.scalars(select(Response).where(Response.question_id == "see-germs")).one()
    row.question_id = "unknown"
    session.commit()
    personal.forget_answers(session, [life.attempt])
    session.expire_all()
    assert set(session.scalars(select(Response.answer))) == {None}


def test_what_was_forgotten_keeps_its_marks_whatever_is_corrected(
    session: Session, cast: Cast
) -> None:
    publish(session, essays())
    life = Life(session, cast, Shelf())
    attempt = session.get_one(Attempt, life.attempt)
    at = (attempt.course_id, attempt.unit_id)
    assert life.attempt in {one.id for one in queries.sittings_at(session, *at)}
    personal.forget_answers(session, [life.attempt])
    assert life.attempt not in {one.id for one in queries.sittings_at(session, *at)}
