"""The pages of an attempt, as a browser without scripts meets them, and what the script is told."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from academy.assessment.messages import REFUSALS, fault_text
from academy.assessment.rules.attempts import AttemptRefused
from academy.assessment.rules.items.kind import FaultCode, InputFault
from academy.web.assets import STATIC
from academy.web.headers import _POLICY
from tests import builders
from tests.assessment.sheets import PaperForm
from tests.browserless import Visitor
from tests.cast import Cast
from tests.conftest import CountQueries

LOOK, TREAT = "look-check", "treat-check"
RECEIPT = re.compile(r"Saved\. Receipt [0-9A-Z]{4}-[0-9A-Z]{4}")
CLEAREST, SIGNS, GERMS = "Which water is safe?", "Which signs warn you?", "You can see germs"
MINUTES, NAME = "How many minutes", "What do we call"


@pytest.fixture(autouse=True)
def seats(session: Session, cast: Cast) -> None:
    """Noi and Dao both take the course."""
    builders.publish(session)
    builders.enrol(session, cast.noi)
    builders.enrol(session, cast.dao)


def begin(visitor: Visitor, unit: str = LOOK) -> str:
    """Press "Start quiz"; return the attempt's address."""
    front = f"/en/learn/clean-water/{unit}/"
    answer = visitor.post(f"{front}attempts", seen_on=front)
    assert answer.status_code == 303
    assert answer.location
    return answer.location


def paper(visitor: Visitor, unit: str = LOOK) -> PaperForm:
    return PaperForm.open(visitor, begin(visitor, unit))


def reopened(form: PaperForm) -> PaperForm:
    return PaperForm.open(form.visitor, form.address)


def test_a_paper_shows_every_question_with_its_buttons(as_noi: Visitor) -> None:
    form = paper(as_noi)
    assert form.page.heading == "Check your eyes"
    assert len(form.page.all("fieldset", class_="question")) == 3
    names = [button.text for button in form.page.all("button")]
    assert names.count("Save answer") == 3
    assert names.count("Submit answers") == 1
    described = {
        button.attributes["aria-describedby"] for button in form.page.all("button", name_="save")
    }
    assert described <= {own["id"] for _, own, _ in form.page.elements if "id" in own}
    assert len(described) == 3
    assert "0 of 3 questions answered" in form.page.text


def test_every_type_is_drawn_with_fields_that_have_names(as_noi: Visitor) -> None:
    form = paper(as_noi, TREAT)
    assert len(form.page.all("select")) == 5
    number = form.page.one("input", inputmode="decimal")
    assert number.attributes["aria-labelledby"] == f"question-{form.place(MINUTES)}-text"
    assert "minutes" in form.page.text


def test_a_paper_has_only_the_questions_that_were_drawn_until_the_result(
    as_noi: Visitor, session: Session, cast: Cast
) -> None:
    quiz = f"quizzes/{LOOK}.yaml"
    files = builders.with_text(
        builders.package_files(id="eyes"), quiz, "shuffle", new="draw: 2\nshuffle"
    )
    builders.publish(session, files)
    builders.enrol(session, cast.noi, "eyes")
    front = f"/en/learn/eyes/{LOOK}/"
    begun = as_noi.post(f"{front}attempts", seen_on=front)
    form = PaperForm.open(as_noi, begun.location or "")
    assert len(form.page.all("fieldset", class_="question")) == 2
    assert "0 of 2 questions answered" in form.page.text
    missing = f"{form.address}?check=1"
    assert "2 questions have no answer yet" in as_noi.get(missing).text
    as_noi.post(f"{form.address}submit", seen_on=missing, confirmed="1")
    assert len(as_noi.get(form.address).all("section", class_="question")) == 2


def test_starting_again_comes_back_to_the_open_attempt(as_noi: Visitor) -> None:
    assert begin(as_noi) == begin(as_noi)


def test_a_saved_answer_is_shown_with_its_receipt(as_noi: Visitor) -> None:
    form = paper(as_noi).choose(CLEAREST, "Boiled water")
    answer = form.save("1")
    assert (answer.status_code, answer.location) == (303, f"{form.address}#question-1")
    again = reopened(form)
    assert RECEIPT.fullmatch(again.state(CLEAREST))
    assert again.state(SIGNS) == ""
    assert again.fields["a1"] == ["1"]
    assert "1 of 3 questions answered" in again.page.text


def test_one_button_saves_everything_that_was_filled_in(as_noi: Visitor) -> None:
    form = paper(as_noi, TREAT).type(MINUTES, "1,25").type(NAME, "  Germs ")
    form.pair("Water to drink", "A closed jar").pair("Boil the water", "2").save()
    again = reopened(form)
    assert again.fields[f"a{again.place(MINUTES)}"] == ["1.25"]
    assert again.fields[f"a{again.place(NAME)}"] == ["Germs"]
    assert "4 of 4 questions answered" in again.page.text
    same = {name: value for name, value in form.fields.items() if name.count("-")}
    assert {name: again.fields[name] for name in same} == same


def test_answers_stay_where_they_are_in_another_language(as_noi: Visitor) -> None:
    form = paper(as_noi).choose(SIGNS, "A bad smell", "A blue bottle")
    form.save()
    khmer = as_noi.get(form.address.replace("/en/", "/km/"))
    assert khmer.one("html").attributes["lang"] == "km"
    ticked = [one.attributes["id"] for one in khmer.all("input", type="checkbox", checked="")]
    assert ticked == ["a2-1", "a2-3"]


def test_an_untranslated_question_says_which_language_it_is_in(as_noi: Visitor) -> None:
    address = begin(as_noi).replace("/en/", "/vi/")
    question = as_noi.get(address).one("span", id="question-1-text")
    assert question.text == CLEAREST
    assert as_noi.get(address).all("span", lang="en")


def test_sending_a_page_twice_is_sending_it_once(as_noi: Visitor) -> None:
    form = paper(as_noi).choose(CLEAREST, "Boiled water")
    form.save()
    before = reopened(form).state(CLEAREST)
    form.save()
    assert reopened(form).state(CLEAREST) == before


def test_an_old_page_takes_nothing_back_that_was_saved_elsewhere(as_noi: Visitor) -> None:
    old = paper(as_noi)
    reopened(old).choose(CLEAREST, "Boiled water").save()
    old.choose(GERMS, "False").save()
    again = reopened(old)
    assert again.fields["a1"] == ["1"]
    assert again.fields["a3"] == ["2"]


def test_going_back_and_answering_otherwise_is_a_new_answer(as_noi: Visitor) -> None:
    form = paper(as_noi).choose(CLEAREST, "Boiled water")
    form.save()
    form.choose(CLEAREST, "Cold water").save()
    assert reopened(form).fields["a1"] == ["3"]


def test_who_sends_an_old_answer_again_is_told_which_one_counts(as_noi: Visitor) -> None:
    form = paper(as_noi).choose(CLEAREST, "Boiled water")
    form.save()
    form.choose(CLEAREST, "Cold water").save()
    form.choose(CLEAREST, "Boiled water").save()
    again = reopened(form)
    assert again.fields["a1"] == ["3"]
    assert "A later answer to this question was saved" in again.page.text


def test_an_answer_is_taken_back_by_emptying_it(as_noi: Visitor) -> None:
    form = paper(as_noi).choose(SIGNS, "A bad smell")
    form.save()
    emptied = reopened(form)
    emptied.fields.pop("a2")
    emptied.save()
    again = reopened(form)
    assert "a2" not in again.fields
    assert again.state(SIGNS).startswith("Saved: you took your answer back.")
    assert "0 of 3 questions answered" in again.page.text


def test_what_is_no_answer_stays_on_the_page_and_the_rest_is_saved(as_noi: Visitor) -> None:
    form = paper(as_noi, TREAT).type(MINUTES, "a <few>").type(NAME, "germs")
    answer = form.save()
    assert answer.status_code == 422
    assert 'value="a &lt;few&gt;"' in answer.text
    assert "Write only a number" in answer.text
    assert RECEIPT.fullmatch(reopened(form).state(NAME))


def test_two_items_in_one_place_are_refused_kindly(as_noi: Visitor) -> None:
    form = paper(as_noi, TREAT).pair("Boil the water", "2").pair("Let it cool", "2")
    answer = form.save()
    assert answer.status_code == 422
    assert "Two items have place 2." in answer.text


def test_a_number_with_two_readings_is_asked_about(as_noi: Visitor) -> None:
    answer = paper(as_noi, TREAT).type(MINUTES, "1,250").save()
    assert answer.status_code == 422
    assert "Write 1250 or write 1.25, whichever you mean." in answer.text


def test_a_fault_keeps_a_paper_from_being_submitted(as_noi: Visitor) -> None:
    form = paper(as_noi, TREAT).type(MINUTES, "soon").type(NAME, "germs")
    assert form.submit().status_code == 422
    assert reopened(form).page.all("form", data_quiz="")


def test_submitting_saves_first_and_asks_about_what_is_missing(as_noi: Visitor) -> None:
    form = paper(as_noi).choose(CLEAREST, "Boiled water")
    answer = form.submit()
    assert answer.location == f"{form.address}?check=1"
    check = as_noi.get(answer.location)
    assert check.heading == "Submit your answers?"
    assert "2 questions have no answer yet:" in check.text
    assert RECEIPT.fullmatch(reopened(form).state(CLEAREST))
    done = as_noi.post(f"{form.address}submit", seen_on=answer.location, confirmed="1")
    assert done.location == form.address
    assert "Not passed" in as_noi.get(form.address).text


def test_a_full_paper_is_submitted_at_once(as_noi: Visitor) -> None:
    form = full(as_noi)
    assert form.submit().location == form.address
    result = as_noi.get(form.address)
    assert "You reached 100%. To pass, 60% is needed." in result.text
    assert "Passed" in result.text
    assert as_noi.get(f"{form.address}?check=1").text == result.text


def full(visitor: Visitor) -> PaperForm:
    form = paper(visitor).choose(CLEAREST, "Boiled water")
    return form.choose(SIGNS, "A bad smell", "A brown colour").choose(GERMS, "False")


def test_a_double_click_on_submit_submits_once(as_noi: Visitor) -> None:
    form = full(as_noi)
    assert form.submit().location == form.submit().location == form.address


def test_the_check_of_a_full_paper_lists_nothing(as_noi: Visitor) -> None:
    form = full(as_noi)
    form.save()
    assert "no answer yet" not in as_noi.get(f"{form.address}?check=1").text


def test_what_comes_after_submitting_is_refused_in_words(as_noi: Visitor) -> None:
    form = full(as_noi)
    form.submit()
    form.choose(CLEAREST, "Cold water")
    for answer in (form.save(), form.submit()):
        assert answer.status_code == 409
        assert "Every answer that was saved before counts." in answer.text
    assert form.ask().status_code == 409
    assert "do not count" in form.ask().json["text"]  # pyright: ignore[reportOptionalSubscript]


def test_a_result_explains_without_giving_the_key_while_another_try_is_left(
    as_noi: Visitor,
) -> None:
    form = paper(as_noi, TREAT).type(MINUTES, "9").pair("Water to drink", "A shoe")
    form.submit()
    as_noi.post(f"{form.address}submit", seen_on=f"{form.address}?check=1", confirmed="1")
    result = as_noi.get(form.address)
    assert "Read the first lesson again." in result.text
    assert "You may try again 1 more time." in result.text
    assert "Right answer" not in result.text
    assert [link.text for link in result.all("a", class_="button")] == ["Try again"]
    assert "Water to drink → A shoe" in result.text


def test_the_key_is_shown_when_no_try_is_left(as_noi: Visitor) -> None:
    for _ in range(2):
        address = begin(as_noi, TREAT)
        as_noi.post(f"{address}submit", seen_on=address, confirmed="1")
    result = as_noi.get(address)
    assert "You have used all your attempts." in result.text
    assert result.text.count("Right answer") == 4
    assert "Water to drink → A closed jar" in result.text
    again = as_noi.post("/en/learn/clean-water/treat-check/attempts", seen_on="/en/learn/")
    assert again.location == "/en/learn/clean-water/treat-check/"
    assert "You have used all your attempts at this quiz." in as_noi.get(again.location).text


def test_an_earlier_result_keeps_the_key_back_while_the_last_attempt_is_open(
    as_noi: Visitor,
) -> None:
    earlier = begin(as_noi, TREAT)
    as_noi.post(f"{earlier}submit", seen_on=earlier, confirmed="1")
    last = begin(as_noi, TREAT)
    assert "Right answer" not in as_noi.get(earlier).text
    as_noi.post(f"{last}submit", seen_on=last, confirmed="1")
    assert "Right answer" in as_noi.get(earlier).text


def test_a_result_tells_what_each_answer_earned(as_noi: Visitor) -> None:
    form = paper(as_noi).choose(CLEAREST, "Clear water").choose(SIGNS, "A bad smell")
    form.choose(GERMS, "False").submit()
    result = as_noi.get(form.address)
    assert "Germs are too small to see." in result.text
    assert "1 of 2 marks" in result.text
    assert "Partly right" in result.text
    assert "✗ Not right" in result.text
    assert "✓ Right" in result.text


def test_after_passing_the_way_goes_on(as_noi: Visitor) -> None:
    form = full(as_noi)
    form.submit()
    result = as_noi.get(form.address)
    forward = next(link for link in result.all("a", class_="button") if link.text == "Continue")
    assert forward.attributes["href"] == "/en/learn/clean-water/boil/"


def test_the_right_word_is_shown_in_the_readers_language(as_noi: Visitor) -> None:
    for _ in range(2):
        address = begin(as_noi, TREAT)
        as_noi.post(f"{address}submit", seen_on=address, confirmed="1")
    assert "细菌" in as_noi.get(address.replace("/en/", "/zh-Hans/")).text


def test_somebody_elses_attempt_is_not_there(as_noi: Visitor, as_dao: Visitor) -> None:
    form = paper(as_noi).choose(CLEAREST, "Boiled water")
    as_dao.get(form.address, status=404)
    for step in ("answers", "submit"):
        sent = as_dao.post(f"{form.address}{step}", seen_on="/en/learn/", key="k", b1="", a1="1")
        assert sent.status_code == 404
    assert reopened(form).state(CLEAREST) == ""


def test_without_a_seat_nothing_begins(as_som: Visitor) -> None:
    sent = as_som.post("/en/learn/clean-water/look-check/attempts", seen_on="/en/learn/")
    assert sent.status_code == 404


@pytest.mark.parametrize("key", ["", "k" * 65])
def test_answers_without_a_key_are_not_kept(as_noi: Visitor, key: str) -> None:
    form = paper(as_noi).choose(CLEAREST, "Boiled water")
    form.fields["key"] = [key]
    assert form.save().status_code == 400


def test_a_forged_request_saves_nothing(as_noi: Visitor) -> None:
    form = paper(as_noi).choose(CLEAREST, "Boiled water")
    form.fields["csrf_token"] = ["forged"]
    assert form.save().status_code == 400
    assert reopened(form).state(CLEAREST) == ""


# --- what the script is told ---------------------------------------------------------------------


def test_the_script_gets_a_receipt_once_the_answer_is_kept(as_noi: Visitor) -> None:
    form = paper(as_noi).choose(CLEAREST, "Boiled water")
    answer = form.ask()
    assert answer.status_code == 200
    told = answer.get_json()
    (saved,) = told["saved"]
    again = reopened(form)
    assert saved["question"] == 1
    assert saved["text"] == again.state(CLEAREST) == f"Saved. Receipt {saved['receipt']}"
    assert saved["base"] == again.fields["b1"][0]
    assert told["answered"] == "1 of 3 questions answered"
    assert form.ask().get_json() == told
    assert not told["faults"]


def test_the_script_is_told_what_is_wrong(as_noi: Visitor) -> None:
    form = paper(as_noi, TREAT).type(MINUTES, "soon")
    answer = form.ask()
    assert answer.status_code == 422
    (fault,) = answer.get_json()["faults"]
    assert str(fault["question"]) == form.place(MINUTES)
    assert fault["text"].startswith("Write only a number")


def test_the_script_is_told_that_a_later_answer_counts(as_noi: Visitor) -> None:
    form = paper(as_noi).choose(CLEAREST, "Boiled water")
    form.ask()
    reopened(form).choose(CLEAREST, "Cold water").save()
    told = form.ask().get_json()
    assert not told["saved"]
    assert "A later answer" in told["others"][0]["text"]


def test_the_script_may_send_one_question_alone(as_noi: Visitor) -> None:
    form = paper(as_noi).choose(CLEAREST, "Boiled water").choose(GERMS, "True")
    form.fields = {name: form.fields[name] for name in ("csrf_token", "key", "a3", "b3")}
    assert [one["question"] for one in form.ask().get_json()["saved"]] == [3]
    assert reopened(form).state(CLEAREST) == ""


def test_the_script_is_small_and_loaded_as_a_module(as_noi: Visitor) -> None:
    script = paper(as_noi).page.one("script", type="module")
    answer = as_noi.client.get(script.attributes["src"], headers={"Accept-Encoding": "gzip"})
    assert len(answer.data) <= 2700
    assert "unsafe" not in _POLICY
    assert "innerHTML" not in (STATIC / "quiz.js").read_text()


# --- nothing is given away -----------------------------------------------------------------------

MARK = "zq7"


def _secretive() -> dict[str, bytes]:
    """Return the package with a quiz whose every id, key and feedback can be told from all else."""
    back = {"right": f"{MARK} right", "wrong": f"{MARK} wrong"}
    two = [
        {"id": f"{MARK}-a", "text": "First", "correct": True, "feedback": f"{MARK} chosen"},
        {"id": f"{MARK}-b", "text": "Second"},
    ]
    kinds = [
        {"type": "single-choice", "options": two},
        {"type": "multiple-response", "marking": "partial", "options": two},
        {"type": "true-false", "answer": True},
        {"type": "numeric", "answer": 48151623, "tolerance": 0},
        {"type": "short-text", "accept": [f"{MARK} word"]},
        {
            "type": "matching",
            "prompts": [{"id": f"{MARK}-p", "text": "Left", "option": f"{MARK}-a"}],
            "options": [
                {"id": f"{MARK}-a", "text": "First"},
                {"id": f"{MARK}-b", "text": "Second"},
            ],
        },
        {
            "type": "ordering",
            "items": [{"id": f"{MARK}-a", "text": "First"}, {"id": f"{MARK}-b", "text": "Second"}],
        },
    ]
    questions = [
        {"id": f"{MARK}-q{number}", "text": f"Question {number}?", "feedback": back, **kind}
        for number, kind in enumerate(kinds)
    ]
    quiz = {
        "title": "Secrets",
        "pass_mark": 50,
        "attempts": 0,
        "shuffle": True,
        "questions": questions,
    }
    files = builders.package_files(id="secrets", title="Secrets")
    files["quizzes/look-check.yaml"] = json.dumps(quiz).encode()
    return {name: data for name, data in files.items() if not name.startswith("locale/")}


def _everything_sent(visitor: Visitor, address: str) -> Iterator[str]:
    form = PaperForm.open(visitor, address)
    yield form.page.html
    for name in list(form.fields):
        if name.startswith("a") and not form.fields[name][0]:
            form.fields[name] = ["1"]
    form.fields |= {f"a{n}": form.fields.get(f"a{n}", ["1"]) for n in range(1, 8)}
    yield form.ask().text
    yield PaperForm.open(visitor, address).page.html
    form.fields |= {f"a{n}": ["no such"] for n in range(1, 8)}
    yield form.save().text
    yield form.ask().text
    yield visitor.get(f"{address}?check=1").html
    yield visitor.get(address.replace("/en/", "/km/")).html


def test_no_key_no_feedback_and_no_id_is_sent_before_submitting(
    as_noi: Visitor, session: Session, cast: Cast
) -> None:
    builders.publish(session, _secretive())
    builders.enrol(session, cast.noi, "secrets")
    front = "/en/learn/secrets/look-check/"
    address = as_noi.post(f"{front}attempts", seen_on=front).location
    assert address
    for sent in _everything_sent(as_noi, address):
        assert MARK not in sent
        assert "48151623" not in sent
    as_noi.post(f"{address}submit", seen_on=address, confirmed="1")
    assert f"{MARK} wrong" in as_noi.get(address).text


# --- costs and words -----------------------------------------------------------------------------


def test_a_paper_costs_few_queries_however_often_it_was_answered(
    as_noi: Visitor, count_queries: CountQueries
) -> None:
    form = paper(as_noi)
    with count_queries() as few:
        as_noi.get(form.address)
    for choice in ("Boiled water", "Cold water", "Clear water") * 5:
        reopened(form).choose(CLEAREST, choice).save()
    with count_queries() as many:
        as_noi.get(form.address)
    assert len(few) == len(many)
    assert len([one for one in few if one.startswith("SELECT")]) <= 3


def test_saving_costs_few_queries(as_noi: Visitor, count_queries: CountQueries) -> None:
    form = paper(as_noi).choose(CLEAREST, "Boiled water")
    with count_queries() as sent:
        form.ask()
    work = [one for one in sent if not one.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK"))]
    assert len(work) <= 6


def test_every_refusal_and_fault_has_words(app: Flask) -> None:
    values = defaultdict(lambda: "2", typed="1.400", thousands="1400", decimal="1.4")
    values |= {"name": "a.pdf", "kinds": "png"}
    with app.test_request_context("/en/"):
        assert set(REFUSALS) == set(AttemptRefused)
        assert all(str(words) for words in REFUSALS.values())
        assert len({fault_text(InputFault(code, values)) for code in FaultCode}) == len(FaultCode)
