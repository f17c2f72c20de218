"""How the questions of a quiz behave, as its staff see it."""

import csv
from typing import Any

import pytest
from sqlalchemy.orm import Session

from academy.accounts.models import Membership
from academy.authoring.rules.staff import CourseRole
from academy.kernel.actor import Role
from academy.marking.service import figures as service
from tests.authoring.staff import assign
from tests.browserless import Visitor
from tests.builders import publish, restructured
from tests.cast import Cast
from tests.conftest import CountQueries
from tests.marking.crowd import RIGHT, WRONG, crowd, learner, tried

QUIZ = "/en/teach/courses/clean-water/quizzes/look-check/figures"
CLEAREST, SIGNS, GERMS = (f"{QUIZ}/{name}" for name in ("clearest", "signs", "see-germs"))
HALF = {"clearest": "boiled", "signs": ["smell"]}


@pytest.fixture(autouse=True)
def stage(session: Session, cast: Cast) -> None:
    """Som teaches a course; another course is none of hers."""
    publish(session)
    publish(session, id="noise", title="Noise")
    assign(session, cast.som)
    session.commit()


@pytest.fixture
def small_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a dozen learners be enough to compare languages and to warn."""
    bounds = "academy.assessment.rules.analysis"
    monkeypatch.setattr(f"{bounds}.dif.LEAST_GROUP", 5)
    monkeypatch.setattr(f"{bounds}.dif.LEAST_TOGETHER", 10)
    monkeypatch.setattr(f"{bounds}.verdicts.LEAST_ATTEMPTS", 5)


def facts(page: Any) -> dict[str, str]:
    terms, told = page.all("dt"), page.all("dd")
    return {term.text: one.text for term, one in zip(terms, told, strict=True)}


def test_the_quizzes_lead_to_their_figures(as_som: Visitor) -> None:
    page = as_som.get("/en/teach/courses/clean-water/quizzes")

    assert page.one("a", href=QUIZ).text == "How questions behave"


def test_of_few_attempts_nothing_is_shown(session: Session, as_som: Visitor) -> None:
    crowd(session, "en", [RIGHT] * 4)

    page = as_som.get(QUIZ)
    assert "Figures are shown from 5 attempts on" in page.text
    assert page.all("table") == []
    question = as_som.get(CLEAREST)
    assert "Boiled water" in question.text
    assert question.all("table") == []
    assert as_som.client.get(f"{QUIZ}.csv").text.count("\n") == 1


def test_a_quiz_is_summed_up_and_its_questions_are_listed(
    session: Session, as_som: Visitor
) -> None:
    crowd(session, "en", [RIGHT, RIGHT, HALF, WRONG, WRONG, RIGHT])
    page = as_som.get(QUIZ)
    told = facts(page)

    assert page.heading == "How questions behave"
    assert told["Attempts"] == "6"
    assert told["Mean result"] == "58%"
    assert told["Passed"] == "50%"
    assert told["Reliability (Cronbach’s alpha)"] != "–"
    assert told["Standard error of a result"].endswith("marks")
    assert "Which water is safe? 6 67%" in page.text
    assert page.one("a", href=CLEAREST).text == "Which water is safe?"
    assert "Too few learners have been asked to say more." in page.text


def test_a_question_is_shown_with_its_key_and_who_took_which_answer(
    session: Session, as_som: Visitor
) -> None:
    crowd(session, "en", [RIGHT, RIGHT, HALF, WRONG, WRONG, {}])
    page = as_som.get(CLEAREST)
    told = facts(page)

    assert page.heading == "How question 1 behaves"
    assert (told["Asked"], told["Answered"], told["Marks earned"]) == ("6", "5", "50%")
    assert told["Time"] == "10 s; half of the learners took between 10 s and 10 s"
    assert "Boiled water ✓ Right 3 50%" in page.text
    assert "Clear water 2 33%" in page.text
    assert "Cold water 0 0%" in page.text
    assert "No answer 1 17%" in page.text
    assert page.one("svg").attributes["role"] == "img"
    assert "✓ Boiled water" in [text.text for text in page.all("text")]


@pytest.mark.usefixtures("small_bounds")
def test_what_deserves_a_look_is_said_in_words(session: Session, as_som: Visitor) -> None:
    upside_down = {**RIGHT, "clearest": "clear"}
    crowd(session, "en", [upside_down] * 12 + [{**WRONG, "clearest": "boiled"}] * 4)
    page = as_som.get(CLEAREST)

    assert "Learners who do well in the rest of the quiz do worse here" in page.text
    assert "The most able learners prefer “Clear water”" in page.text
    assert "Nobody takes “Cold water”" in page.text
    assert "Nobody takes “Cold water”" in as_som.get(QUIZ).text


@pytest.mark.usefixtures("small_bounds")
def test_a_language_in_which_a_question_is_harder_at_the_same_score_is_named(
    session: Session, as_som: Visitor
) -> None:
    mistaken = {**RIGHT, "clearest": "clear"}
    other = {**RIGHT, "see-germs": True}
    crowd(session, "en", [RIGHT] * 8 + [other] * 20 + [mistaken] + [WRONG] * 4)
    crowd(session, "km", [RIGHT] * 8 + [mistaken] * 19 + [other] + [WRONG] * 4)
    page = as_som.get(CLEAREST)

    assert "learners in ខ្មែរ find this question much harder: check its translation" in page.text
    desk = "/en/teach/courses/clean-water/languages/km/"
    assert page.one("a", href=desk).text == "ខ្មែរ"
    assert "The others are compared with this language." in page.text
    assert "much easier: check whether its translation" in as_som.get(GERMS).text

    turned = as_som.get(f"{CLEAREST}?reference=km")
    assert "learners in English find this question much easier" in turned.text
    assert turned.one("option", value="km").attributes.get("selected") is not None


def test_few_learners_are_not_compared_and_very_few_are_not_shown(
    session: Session, as_som: Visitor
) -> None:
    crowd(session, "en", [RIGHT, WRONG] * 5)
    crowd(session, "km", [RIGHT, WRONG] * 3)
    crowd(session, "th", [RIGHT, WRONG])
    crowd(session, "lo", [RIGHT, WRONG, WRONG])
    page = as_som.get(CLEAREST)

    assert "Too few learners to compare yet." in page.text
    assert "ខ្មែរ 6 50%" in page.text
    table = page.text.partition("By language")[2]
    assert "ไทย" not in table
    assert "ລາວ" not in table


def test_parts_of_answers_are_named_in_words(session: Session, as_som: Visitor) -> None:
    crowd(session, "en", [RIGHT, WRONG, HALF, RIGHT, WRONG])

    assert "False ✓ Right 2" in as_som.get(GERMS).text
    assert "A bad smell ✓ Right 3" in as_som.get(SIGNS).text


def test_pairs_are_named_by_both_of_their_parts(session: Session, as_som: Visitor) -> None:
    right, wrong = {"drink": "jar", "wash": "bucket"}, {"drink": "none"}
    for place in range(6):
        answers = {"vessels": right if place % 2 else wrong}
        tried(session, learner(session, f"Ploy {place}"), answers, unit="treat-check")
    page = as_som.get("/en/teach/courses/clean-water/quizzes/treat-check/figures/vessels")

    assert "Water to drink → A closed jar ✓ Right 3 50%" in page.text
    assert "Water to drink → A shoe 3 50%" in page.text
    assert len(page.all("polyline")) == 7  # six pairs, and no answer


@pytest.mark.usefixtures("small_bounds")
def test_a_language_that_is_no_harder_is_said_to_be_as_hard(
    session: Session, as_som: Visitor
) -> None:
    sheets = [{**WRONG, "clearest": "boiled"}, {**WRONG, "see-germs": False}] * 4
    crowd(session, "en", sheets)
    crowd(session, "km", sheets)

    told = as_som.get(CLEAREST).text.partition("By language")[2]
    assert "as hard as for learners in" in told


@pytest.mark.usefixtures("small_bounds")
def test_where_all_earn_the_same_there_is_nothing_to_compare(
    session: Session, as_som: Visitor
) -> None:
    crowd(session, "en", [RIGHT] * 6)
    crowd(session, "km", [RIGHT] * 6)

    assert "There is nothing to compare" in as_som.get(CLEAREST).text


def test_the_figures_go_out_as_csv(session: Session, as_som: Visitor) -> None:
    crowd(session, "en", [RIGHT, RIGHT, HALF, WRONG, WRONG])
    answer = as_som.client.get(f"{QUIZ}.csv")
    (first, *_) = csv.DictReader(answer.text.splitlines())

    assert answer.content_type == "text/csv; charset=utf-8"
    assert 'filename="figures-look-check.csv"' in answer.headers["Content-Disposition"]
    assert (first["question_id"], first["asked"], first["facility"]) == ("clearest", "5", "0.6000")


def test_one_edition_can_be_looked_at_alone(session: Session, as_som: Visitor) -> None:
    crowd(session, "en", [RIGHT] * 5)
    publish(session, restructured())
    crowd(session, "km", [WRONG] * 6)

    assert facts(as_som.get(QUIZ))["Attempts"] == "11"
    assert facts(as_som.get(f"{QUIZ}?edition=1"))["Attempts"] == "5"
    second = as_som.get(f"{QUIZ}?edition=2&attempts=last")
    assert facts(second)["Attempts"] == "6"
    assert f"{CLEAREST}?edition=2&attempts=last" in second.html.replace("&amp;", "&")
    as_som.get(f"{QUIZ}?edition=3", status=404)


@pytest.mark.parametrize(
    "query", ["edition=all", "edition=-1", "edition=99999999999", "attempts=none", "reference=xx"]
)
def test_what_makes_no_sense_is_not_asked_for(
    session: Session, as_som: Visitor, query: str
) -> None:
    crowd(session, "en", [RIGHT] * 5)

    assert facts(as_som.get(f"{QUIZ}?{query}"))["Attempts"] == "5"


def test_another_score_makes_other_figures(session: Session, as_som: Visitor) -> None:
    crowd(session, "en", [RIGHT] * 5)
    assert facts(as_som.get(QUIZ))["Mean result"] == "100%"

    crowd(session, "km", [WRONG] * 5)
    assert facts(as_som.get(QUIZ))["Mean result"] == "50%"


def test_figures_are_worked_out_once(
    session: Session, as_som: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd(session, "en", [RIGHT] * 5)
    as_som.get(QUIZ)
    monkeypatch.setattr(service, "gather", None)

    assert facts(as_som.get(QUIZ))["Attempts"] == "5"
    as_som.get(CLEAREST)


def test_a_page_takes_as_many_queries_for_many_attempts_as_for_few(
    session: Session, as_som: Visitor, count_queries: CountQueries
) -> None:
    crowd(session, "en", [RIGHT] * 5)
    as_som.get(QUIZ)
    crowd(session, "lo", [WRONG])
    with count_queries() as few:
        as_som.get(QUIZ)
    crowd(session, "km", [RIGHT] * 10)
    with count_queries() as many:
        as_som.get(QUIZ)

    assert len(few) == len(many)


def test_a_reviewer_sees_figures_without_the_way_to_corrections(
    session: Session, as_noi: Visitor, cast: Cast
) -> None:
    crowd(session, "en", [RIGHT] * 5)
    session.add(
        Membership(user_id=cast.noi.id, organisation_id=cast.academy(), role=Role.TRANSLATOR.value)
    )
    assign(session, cast.noi, role=CourseRole.REVIEWER)
    session.commit()

    assert "Correct a question" not in as_noi.get(CLEAREST).text


@pytest.mark.parametrize("address", [QUIZ, CLEAREST, f"{QUIZ}.csv"])
def test_figures_of_another_course_are_not_there(as_som: Visitor, address: str) -> None:
    as_som.get(address.replace("clean-water", "noise"), status=404)


def test_a_quiz_and_a_question_have_to_be_there(as_som: Visitor) -> None:
    as_som.get(QUIZ.replace("look-check", "boil"), status=404)
    as_som.get(f"{QUIZ}/nothing", status=404)
