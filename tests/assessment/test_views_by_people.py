"""Texts and files that people mark, on the pages of whoever answers."""

from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from academy.assessment.rules.uploads import SUFFIX, FileText, HandedIn
from academy.assessment.views.uploads import ROOM
from academy.files.store import name_for
from tests import builders
from tests.assessment.by_people import QUIZ
from tests.assessment.sheets import PaperForm
from tests.browserless import Page, Visitor
from tests.cast import Cast

COURSE, FRONT = "letters", "/en/learn/letters/look-check/"
TEXT, FILES, ONE = "Write to your neighbours", "Photograph your filter", "Hand in the plan"
PNG, PDF = b"\x89PNG\r\n\x1a\n rest", b"%PDF-1.7 rest"


@pytest.fixture(autouse=True)
def seats(session: Session, cast: Cast) -> None:
    """Noi and Dao both take a course with such a quiz."""
    files = builders.package_files(id=COURSE)
    builders.publish(session, {**files, "quizzes/look-check.yaml": QUIZ.encode()})
    for learner in (cast.noi, cast.dao):
        builders.enrol(session, learner, COURSE)


@pytest.fixture
def form(as_noi: Visitor) -> PaperForm:
    """The paper in front of Noi."""
    begun = as_noi.post(f"{FRONT}attempts", seen_on=FRONT)
    return PaperForm.open(as_noi, begun.location or "")


def reopened(form: PaperForm) -> PaperForm:
    return PaperForm.open(form.visitor, form.address)


def hand_in(form: PaperForm, to: str = "answers", json: bool = False, **files: Any) -> TestResponse:  # noqa: FBT001, FBT002
    """Send the form with files as a browser does: by field, pairs of a name and bytes."""
    sent: dict[str, Any] = {**form.fields}
    for field, each in files.items():
        sent[field] = [(BytesIO(data), name) for name, data in each]
    return form.visitor.client.post(
        f"{form.address}{to}",
        data={**sent, "save": "2"},
        content_type="multipart/form-data",
        headers={"Accept": "application/json"} if json else {},
    )


def kept(form: PaperForm) -> list[str]:
    """The files that the page says are saved."""
    return [
        link.text for link in form.page.all("a") if link.attributes["href"].startswith("files/")
    ]


def test_a_paper_with_files_is_sent_as_a_form_with_files(form: PaperForm) -> None:
    sheet = next(each for each in form.page.all("form") if "data-quiz" in each.attributes)
    field = form.page.one("input", type="file", name_="a2")

    assert sheet.attributes["enctype"] == "multipart/form-data"
    assert field.attributes["accept"] == ".png,.jpg,.jpeg"
    assert "multiple" in field.attributes
    assert "multiple" not in form.page.one("input", type="file", name_="a3").attributes


def test_a_learner_reads_the_rubric_and_never_the_notes(form: PaperForm) -> None:
    assert "Everybody does" in form.page.text
    assert "3 points" in form.page.text
    assert "Write 3 to 5 words." in form.page.text
    assert "Markers" not in form.page.html
    assert "They come" not in form.page.html


def test_a_text_is_kept_with_its_lines_whatever_its_length(form: PaperForm) -> None:
    text = "\n  Dear <all>,\r\n\r\ncome & see our clean water today!\r\n"
    assert form.type(TEXT, text).save("1").status_code == 303
    again = reopened(form)

    assert again.fields["a1"] == ["\n  Dear <all>,\n\ncome & see our clean water today!\n"]
    told = again.page.one("span", data_told="more")
    assert told.text == "This is more than asked for. It is saved all the same."
    assert "hidden" not in told.attributes
    assert "Saved. Receipt" in again.state(TEXT)


def test_a_long_text_in_any_script_has_room(form: PaperForm) -> None:
    text = "ទឹកស្អាត។ " * 2_000
    assert len(text) == 20_000
    form.fields["a1"] = [text]
    form.fields["other"] = ["ក" * 20_000]  # another such text beside it

    assert form.save("1").status_code == 303
    assert reopened(form).fields["a1"] == [text]


def test_a_text_that_no_page_takes_is_shown_again(form: PaperForm) -> None:
    refused = form.type(TEXT, "a" * 20_001).save("1")

    assert refused.status_code == 422
    assert "This is too long. Write at most 20000 characters." in Page(refused.text).text
    assert "a" * 20_001 in refused.text


def test_files_are_kept_and_shown_with_a_receipt(form: PaperForm) -> None:
    saved = hand_in(form, a2=[("me/one.png", PNG), ("two.PNG", PNG + b"2")])
    again = reopened(form)

    assert (saved.status_code, saved.location) == (303, f"{form.address}#question-2")
    assert kept(again) == ["one.png", "two.PNG"]
    assert "Saved. Receipt" in again.state(FILES)
    assert "1 kB" in again.page.text
    assert "1 of 3 questions answered" in again.page.text


def test_saving_something_else_leaves_files_alone(form: PaperForm) -> None:
    hand_in(form, a2=[("one.png", PNG)])
    again = reopened(form).type(TEXT, "Three words here")
    hand_in(again)

    assert kept(reopened(form)) == ["one.png"]


def test_an_old_page_takes_no_file_away(form: PaperForm) -> None:
    hand_in(reopened(form), a2=[("one.png", PNG)])
    hand_in(form, a2=[("two.png", PNG + b"2")])

    assert kept(reopened(form)) == ["one.png", "two.png"]


def test_a_file_can_be_taken_back(form: PaperForm) -> None:
    hand_in(form, a2=[("one.png", PNG), ("two.png", PNG + b"2")])
    again = reopened(form)
    box = again.page.one("input", id="a2-back-1")
    assert box.attributes["name"] == "a2-back"
    again.fields["a2-back"] = [box.attributes["value"]]
    hand_in(again)

    assert kept(reopened(form)) == ["two.png"]


def test_a_new_file_takes_the_place_of_the_only_one(form: PaperForm) -> None:
    hand_in(form, a3=[("plan.pdf", PDF)])
    again = reopened(form)
    assert "A new file takes the place of this one." in again.page.text
    hand_in(again, a3=[("better.pdf", PDF + b"2")])

    assert kept(reopened(form)) == ["better.pdf"]


def test_what_is_refused_is_told_and_the_rest_is_kept(form: PaperForm) -> None:
    form.type(TEXT, "Three words here")
    refused = hand_in(form, a2=[("one.png", PNG), ("two.png", PDF)])
    page = Page(refused.text)
    again = reopened(form)

    assert refused.status_code == 422
    assert "“two.png” was not kept: it is not what its name says." in page.text
    assert [link.text for link in page.all("a") if "files/" in link.attributes["href"]] == [
        "one.png"
    ]
    assert kept(again) == ["one.png"]
    assert again.fields["a1"] == ["Three words here"]


def test_a_quiz_is_not_submitted_over_a_refused_file(form: PaperForm) -> None:
    refused = hand_in(form, to="submit", a3=[("plan.exe", b"MZ")])

    assert refused.status_code == 422
    assert "Choose a file of one of these kinds: pdf." in Page(refused.text).text


def test_a_script_hears_of_both(form: PaperForm) -> None:
    told = hand_in(form, json=True, a2=[("one.png", PNG), ("big.png", PNG + b"x" * 10_000)])

    assert told.status_code == 422
    said = told.get_json()
    assert [one["question"] for one in said["saved"] if one["text"]] == [2]
    assert [one["question"] for one in said["faults"]] == [2]
    assert "10 kB" in said["faults"][0]["text"]


def test_the_same_request_twice_keeps_the_same_file_once(form: PaperForm) -> None:
    first = hand_in(form, json=True, a2=[("one.png", PNG)]).get_json()
    second = hand_in(form, json=True, a2=[("one.png", PNG)]).get_json()

    assert [one["receipt"] for one in first["saved"]] == [one["receipt"] for one in second["saved"]]
    assert kept(reopened(form)) == ["one.png"]


def address_of(form: PaperForm) -> str:
    link = next(link for link in reopened(form).page.all("a") if link.text == "one.png")
    return f"{form.address}{link.attributes['href']}"


def test_a_file_is_only_ever_saved_and_never_shown(form: PaperForm) -> None:
    hand_in(form, a2=[("one.png", PNG)])
    answer = form.visitor.client.get(address_of(form))

    assert answer.data == PNG
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == "attachment; filename=one.png"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-cache" in answer.headers["Cache-Control"]


def test_nobody_else_gets_a_file(form: PaperForm, as_dao: Visitor, as_som: Visitor) -> None:
    hand_in(form, a2=[("one.png", PNG)])
    address = address_of(form)

    assert as_dao.client.get(address).status_code == 404
    assert as_som.client.get(address).status_code in {403, 404}
    assert form.visitor.client.get(f"/media/{name_for(PNG, SUFFIX)}").status_code == 404
    assert form.visitor.client.get(f"{form.address}files/{'0' * 16}").status_code == 404


def test_a_digest_in_a_form_brings_no_file(form: PaperForm, as_dao: Visitor) -> None:
    hand_in(form, a2=[("one.png", PNG)])
    begun = as_dao.post(f"{FRONT}attempts", seen_on=FRONT)
    thief = PaperForm.open(as_dao, begun.location or "")
    digest = name_for(PNG, SUFFIX).removesuffix(SUFFIX)
    thief.fields["a2"] = [str(FileText.of(HandedIn("one.png", digest, len(PNG))))]
    thief.save("2")

    assert kept(reopened(thief)) == []


def test_a_file_that_is_lost_is_not_there(form: PaperForm, app: Flask) -> None:
    hand_in(form, a2=[("one.png", PNG)])
    address = address_of(form)
    app.extensions["academy.store"]._path(name_for(PNG, SUFFIX)).unlink()

    assert form.visitor.client.get(address).status_code == 404


def test_a_request_that_is_too_large_is_refused_before_it_is_read(form: PaperForm) -> None:
    claimed = {"CONTENT_LENGTH": str(ROOM + 1), "CONTENT_TYPE": "multipart/form-data"}
    answer = form.visitor.client.post(f"{form.address}answers", environ_overrides=claimed)

    assert answer.status_code == 413


def test_who_submits_hears_that_people_mark_it(form: PaperForm) -> None:
    form.type(TEXT, "Three words here")
    hand_in(form, to="submit", confirmed=[], a2=[("one.png", PNG)], a3=[("plan.pdf", PDF)])
    page = form.visitor.get(form.address)

    assert "Your answers are being marked" in page.text
    assert "Not right" not in page.text
