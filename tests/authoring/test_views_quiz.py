"""The quiz builder, as a browser without scripts meets it, and what its script is told."""

import re
from dataclasses import replace

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from academy.authoring import queries, service
from academy.authoring.models import Draft
from academy.authoring.rules.drafts import SaveKind, quiz_part
from academy.authoring.rules.outlines import remove_unit
from academy.authoring.rules.staff import CourseRole
from academy.authoring.service import Saving
from academy.content.model import Quiz
from academy.content.questions.matching import Matching
from academy.content.questions.multiple_response import MultipleResponse
from academy.content.questions.numeric import Numeric
from academy.content.questions.single_choice import SingleChoice
from academy.content.writer import quiz_plain
from academy.kernel.actor import Actor
from tests.assessment.questions import QUIZ
from tests.authoring.drafting import draft_of, saving
from tests.authoring.quiz_pages import COURSE, Builder, ids_of
from tests.authoring.staff import assign
from tests.browserless import Page, Visitor
from tests.builders import publish
from tests.cast import NOW, Cast
from tests.conftest import CountQueries

LOOK, TREAT = "look-check", "treat-check"
PART = quiz_part(LOOK)


@pytest.fixture(autouse=True)
def course(session: Session, cast: Cast) -> None:
    """A course that Som teaches, and one that is none of hers."""
    publish(session, id="noise", title="Noise")
    publish(session)
    assign(session, cast.som)


@pytest.fixture
def som(cast: Cast) -> Actor:
    """Som, as who saves."""
    return cast.som


def quiz_of(session: Session, unit: str = LOOK) -> Quiz:
    return draft_of(session).package.quizzes[unit]


def put(session: Session, by: Actor, quiz: Quiz, *, minutes: int = 1) -> None:
    """Somebody else saves a quiz."""
    service.save(session, saving(by, minutes), PART, body=quiz_plain(quiz))
    session.commit()


def test_a_quiz_is_shown_with_every_field_filled(as_som: Visitor) -> None:
    builder = Builder.open(as_som)

    assert builder.page.heading == "Check your eyes"
    assert builder.fields["pass_mark"] == ["60"]
    assert builder.fields["questions"] == ["clearest", "signs", "see-germs"]
    assert builder.fields["clearest.options"] == ["boiled", "clear", "cold"]
    assert builder.fields["clearest.correct"] == ["boiled"]
    assert builder.fields["see-germs.answer"] == ["false"]


@pytest.mark.parametrize("unit", [LOOK, TREAT])
def test_saving_what_is_shown_changes_nothing(session: Session, as_som: Visitor, unit: str) -> None:
    before = quiz_of(session, unit)
    Builder.open(as_som, unit).press()

    assert quiz_of(session, unit) == before
    assert not draft_of(session).changed


def test_what_is_typed_is_kept(session: Session, as_som: Visitor) -> None:
    builder = Builder.open(as_som).type(
        title="Open your eyes", clearest__options__clear__text="Rain"
    )
    builder = builder.press()

    assert builder.page.heading == "Open your eyes"
    question = quiz_of(session).question("clearest")
    assert isinstance(question, SingleChoice)
    assert question.options[1].text == "Rain"
    assert "Last saved on" in builder.page.one("span", id="status").text


def test_every_button_keeps_what_was_typed(session: Session, as_som: Visitor) -> None:
    builder = Builder.open(as_som).type(intro="Typed").press("add:clearest.options")

    assert builder.fields["clearest.options"] == ["boiled", "clear", "cold", "a"]
    assert quiz_of(session).intro == "Typed"


def test_a_step_leads_back_to_its_place(as_som: Visitor) -> None:
    answer = Builder.open(as_som).send("add:clearest.options")

    assert (answer.location or "").endswith("/quiz#clearest.options.a")


@pytest.mark.parametrize("kind", ["numeric", "short-text", "matching", "ordering", "true-false"])
def test_a_question_of_any_type_is_added_with_fields_of_its_own(as_som: Visitor, kind: str) -> None:
    builder = Builder.open(as_som).press(f"ask:{kind}")

    assert builder.fields["questions"][-1] == "q1"
    assert builder.fields["q1.type"] == [kind]
    assert "q1.text" in builder.fields


def test_a_question_of_a_type_may_become_another(session: Session, as_som: Visitor) -> None:
    Builder.open(as_som).press("turn:clearest:multiple-response")

    assert isinstance(quiz_of(session).question("clearest"), MultipleResponse)


def test_what_was_deleted_comes_back_and_nothing_typed_since_is_lost(
    session: Session, as_som: Visitor
) -> None:
    builder = Builder.open(as_som).type(clearest__text="Typed before").press("remove:clearest")
    assert ids_of(quiz_of(session)) == ["signs", "see-germs"]

    builder = builder.type(intro="Typed after").press("back:clearest")
    quiz = quiz_of(session)
    assert ids_of(quiz) == ["clearest", "signs", "see-germs"]
    assert (quiz.intro, quiz.question("clearest").text) == ("Typed after", "Typed before")
    assert not builder.page.all("button", value="back:clearest")


def test_what_is_only_published_comes_back_too(session: Session, as_som: Visitor) -> None:
    before, at = quiz_of(session), "signs.options.smell"
    Builder.open(as_som).press(f"remove:{at}").press(f"back:{at}")

    assert quiz_of(session) == before


@pytest.mark.parametrize("kept", ["nonsense", "01935c00000070008000000000000000", ""])
def test_what_is_kept_nowhere_does_not_come_back(
    session: Session, as_som: Visitor, kept: str
) -> None:
    builder = Builder.open(as_som).press("remove:clearest")
    builder.press("back:clearest", kept=kept)

    assert ids_of(quiz_of(session)) == ["signs", "see-germs"]


def test_faults_are_shown_at_their_fields_and_above_all_of_them(
    session: Session, as_som: Visitor
) -> None:
    builder = Builder.open(as_som).type(
        title="", clearest__options__clear__text="", clearest__marks="0"
    )
    builder = builder.press()

    for name in ("title", "clearest.options.clear.text", "clearest.marks"):
        assert builder.told(name)
        assert builder.page.all("a", href=f"#{name}")
        assert builder.page.one("input", id=name).attributes["aria-invalid"] == "true"
    assert "3 things are to be mended" in builder.page.text
    assert quiz_of(session).title == ""


def test_a_number_that_is_none_is_told_at_its_field_and_the_rest_is_kept(
    session: Session, as_som: Visitor
) -> None:
    builder = Builder.open(as_som, TREAT).type(minutes__answer="1.400", intro="Kept")
    builder = builder.press(status=422)

    assert "different numbers in different countries" in builder.told("minutes.answer")
    assert builder.fields["minutes.answer"] == ["1.400"]
    assert builder.page.one("span", id="status").text.startswith("Saved, all but what is marked")
    assert quiz_of(session, TREAT).intro == "Kept"
    builder.type(minutes__answer="1400").press()
    question = quiz_of(session, TREAT).question("minutes")
    assert isinstance(question, Numeric)
    assert question.answer == 1400


def test_two_who_write_at_once_lose_nothing(session: Session, cast: Cast, as_som: Visitor) -> None:
    builder = Builder.open(as_som).type(title="Mine")
    theirs = replace(quiz_of(session), title="Theirs")
    put(session, cast.mali, theirs)
    builder = builder.press(status=409)

    assert "Somebody else saved this quiz while you were writing." in builder.page.text
    assert builder.fields["title"] == ["Mine"]
    assert quiz_of(session) == theirs
    kept = queries.history(session, "clean-water", PART)
    assert {save.kind for save in kept} == {SaveKind.SAVED, SaveKind.SET_ASIDE}
    compare = next(link for link in builder.page.all("a") if link.text == "Compare both")
    assert "Theirs" in as_som.get(compare.attributes["href"]).text
    over = builder.page.one("button", name_="over").attributes["value"]
    builder.press(over=over)
    assert quiz_of(session).title == "Mine"


def test_a_form_without_a_version_takes_nobody_s_place(session: Session, as_som: Visitor) -> None:
    before = quiz_of(session)
    token = as_som.token(f"{COURSE}units/{LOOK}/quiz")
    answer = as_som.client.post(f"{COURSE}units/{LOOK}/quiz", data={"csrf_token": token})

    assert answer.status_code == 409
    assert quiz_of(session) == before


def test_a_script_is_told_what_is_kept(as_som: Visitor) -> None:
    builder = Builder.open(as_som).type(title="")
    json = {"Accept": "application/json"}
    answer = as_som.client.post(builder.address, data=builder.fields, headers=json)

    assert answer.status_code == 200
    assert answer.json
    assert answer.json["said"].startswith("Saved as a draft. It cannot be published")
    assert answer.json["base"] in answer.json["html"]
    builder.fields["base"], builder.fields["title"] = [answer.json["base"]], ["Back again"]
    again = as_som.client.post(builder.address, data=builder.fields, headers=json).json
    assert again
    assert re.fullmatch(r"Saved at \d+:\d\d.(AM|PM)", again["said"])


def test_an_archived_course_takes_nothing(session: Session, as_som: Visitor) -> None:
    builder = Builder.open(as_som).press("copy:clearest")
    before = quiz_of(session)
    session.execute(update(Draft).values(archived_at=NOW))
    session.commit()
    assert "This course is archived." in builder.press("remove:q1").page.text
    json = {"Accept": "application/json"}
    answer = as_som.client.post(builder.address, data=builder.fields, headers=json)
    assert answer.status_code == 422
    assert answer.json == {
        "said": "This course is archived. Take it out of the archive to change it."
    }
    assert quiz_of(session) == before


def test_what_is_written_for_a_quiz_that_was_taken_out_is_kept_in_its_history(
    session: Session, cast: Cast, as_som: Visitor
) -> None:
    builder = Builder.open(as_som).type(title="Mine")
    service.change_course(session, saving(cast.mali), lambda course: remove_unit(course, LOOK))
    session.commit()
    json = {"Accept": "application/json"}

    answer = builder.send("copy:clearest")
    told = as_som.client.post(builder.address, data=builder.fields, headers=json)

    assert (answer.status_code, told.status_code) == (409, 409)
    page = Page(answer.text)
    assert "This step was taken out of the course meanwhile." in page.text
    assert told.json
    assert "is kept in its history" in told.json["said"]
    assert "html" not in told.json
    history = f"{COURSE}history/quiz/{LOOK}"
    assert page.one("a", href=history)
    (kept,) = queries.history(session, "clean-water", PART)
    assert kept.kind is SaveKind.SET_ASIDE
    assert "title: Mine" in as_som.get(f"{history}/changes?new={kept.id}").text


def test_nothing_is_kept_for_a_quiz_that_never_was(session: Session, as_som: Visitor) -> None:
    builder = Builder.open(as_som)
    builder.address = f"{COURSE}units/nowhere/quiz"

    assert builder.send().status_code == 404
    assert not queries.history(session, "clean-water", quiz_part("nowhere"))


def test_a_quiz_has_room_for_so_many_questions_and_says_so(
    session: Session, cast: Cast, as_som: Visitor
) -> None:
    lock = QUIZ.questions[0]
    many = replace(QUIZ, questions=tuple(replace(lock, id=f"q{n}") for n in range(200)))
    put(session, cast.mali, many)
    builder = Builder.open(as_som)
    json = {"Accept": "application/json"}
    data = {**builder.fields, "do": "ask:numeric"}
    answer = as_som.client.post(builder.address, data=data, headers=json).json

    assert answer
    assert answer["said"].startswith("There is no room for more here.")
    assert quiz_of(session) == many


@pytest.mark.parametrize("unit", ["look", "nowhere"])
def test_only_a_quiz_is_built_here(as_som: Visitor, unit: str) -> None:
    as_som.get(f"{COURSE}units/{unit}/quiz", status=404)


def test_only_its_teachers_write_a_quiz(session: Session, cast: Cast, as_dao: Visitor) -> None:
    as_dao.get(f"{COURSE}units/{LOOK}/quiz", status=403)
    assign(session, cast.mali, role=CourseRole.INSTRUCTOR)
    other = Saving("noise", by=cast.mali.id, now=NOW)
    assert service.save(session, other, PART, body=quiz_plain(QUIZ)).save_id


def test_a_course_of_somebody_else_is_not_there(as_som: Visitor) -> None:
    as_som.get(f"/en/teach/courses/noise/units/{LOOK}/quiz", status=404)


def test_no_page_of_the_builder_asks_more_for_a_longer_quiz(
    session: Session, som: Actor, as_som: Visitor, *, count_queries: CountQueries
) -> None:
    put(session, som, QUIZ)
    Builder.open(as_som)
    with count_queries() as few:
        Builder.open(as_som)
    longer = tuple(replace(one, id=f"{one.id}-{n}") for n in range(10) for one in QUIZ.questions)
    put(session, som, replace(QUIZ, questions=longer), minutes=2)
    Builder.open(as_som)
    with count_queries() as many:
        Builder.open(as_som)
    assert len(few) == len(many)


@pytest.mark.parametrize("tag", ["en", "km", "zh-Hans", "my"])
def test_the_builder_is_a_page_in_every_language(as_som: Visitor, tag: str) -> None:
    for unit in (LOOK, TREAT):
        as_som.get(f"/{tag}/teach/courses/clean-water/units/{unit}/quiz")


def test_a_pair_is_added_on_both_sides(session: Session, as_som: Visitor) -> None:
    matching = next(one for one in quiz_of(session, TREAT).questions if isinstance(one, Matching))
    Builder.open(as_som, TREAT).press(f"add:{matching.id}.pairs")
    longer = quiz_of(session, TREAT).question(matching.id)

    assert isinstance(longer, Matching)
    assert len(longer.prompts) == len(matching.prompts) + 1
    assert longer.prompts[-1].option == longer.options[-1].id


def test_a_draft_with_faults_is_previewed_all_the_same(as_som: Visitor) -> None:
    Builder.open(as_som, TREAT).press("add:vessels.prompts").press("ask:matching")
    builder = Builder.open(as_som, TREAT)
    for kind in ("single-choice", "multiple-response", "short-text", "ordering", "numeric"):
        builder = builder.press(f"ask:{kind}")
    builder.type(title="", draw="2").press()
    page = as_som.get(f"{COURSE}units/{TREAT}/")

    assert page.heading == "Quiz without a title"
    assert "Nothing belongs to it yet" in page.text
    assert "Questions that each attempt asks 2 of 10" in page.text


def test_what_lags_behind_its_source_may_keep_its_translations(
    session: Session, as_som: Visitor
) -> None:
    builder = Builder.open(as_som).type(title="Check your eyes!").press()
    assert "Changed since it was translated" in builder.page.text

    address = f"{builder.address}/meaning"
    data = {"csrf_token": builder.fields["csrf_token"], "source": ["Check your eyes!"]}
    assert as_som.client.post(address, data=data).status_code == 303
    page = Builder.open(as_som).page
    assert "2 translations stay as they are." in page.text
    assert "Changed since it was translated" not in page.text
    assert (
        queries.whole_package(session, draft_of(session))
        .catalogues["km"]
        .text(LOOK, "Check your eyes!")
    )


def test_a_note_tells_translators_what_they_cannot_know(as_som: Visitor) -> None:
    builder = Builder.open(as_som)
    name = next(field for field in builder.fields if field.startswith("note-"))
    token = builder.fields["csrf_token"]
    note = {"csrf_token": token, name: "A joke."}

    assert as_som.client.post(f"{builder.address}/notes", data=note).status_code == 303
    again = Builder.open(as_som)
    assert again.fields[name] == ["A joke."]
    long = {"csrf_token": token, name: "x" * 2_001}
    as_som.client.post(f"{builder.address}/notes", data=long)
    assert Builder.open(as_som).fields[name] == ["A joke."]
    turned = {"csrf_token": token, name: "A\u2066B"}
    as_som.client.post(f"{builder.address}/notes", data=turned)
    again = Builder.open(as_som)
    assert "(U+2066)" in again.page.text
    assert again.fields[name] == ["A joke."]


def test_a_question_may_have_the_name_of_a_field_of_the_page(
    session: Session, som: Actor, as_som: Visitor
) -> None:
    names = (
        "title",
        "intro",
        "status",
        "quiz",
        "base",
        "questions",
        "text",
        "question",
        "draw-told",
    )
    lock = replace(QUIZ.questions[0], text="")
    quiz = replace(QUIZ, title="", questions=tuple(replace(lock, id=name) for name in names))
    put(session, som, quiz)
    builder = Builder.open(as_som)

    assert builder.told("title") == builder.told("title.text")
    builder.press()
    assert quiz_of(session) == quiz
