"""Questions from other systems into a quiz, and out of it."""

from io import BytesIO
from unittest.mock import ANY
from zipfile import ZipFile

import pytest
from PIL import Image
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from academy.authoring import queries, service
from academy.authoring.rules.drafts import quiz_part
from academy.content.formats.door import read
from academy.content.formats.values import Format, Item
from academy.content.formats.writing import write
from academy.content.model import Quiz
from academy.content.questions.hotspot import Hotspot
from academy.content.writer import quiz_plain
from tests.authoring.drafting import draft_of, saving
from tests.authoring.staff import assign
from tests.authoring.test_rules_question_files import MAP
from tests.browserless import Page, Visitor
from tests.builders import publish
from tests.cast import Cast

UNIT = "/en/teach/courses/clean-water/units/look-check"
IMPORT, EXPORT, BUILDER = f"{UNIT}/questions/import", f"{UNIT}/questions/export", f"{UNIT}/quiz"
FILE = """\
// a file of our own
::boil::Water has to boil for a while. {TRUE}

::clearest::[html]Which <font color="red">jar</font> helps? {=The closed jar ~The open bucket}

::notes::What did you learn? {}

::broken::Which one? {~this ~that}
"""


@pytest.fixture(autouse=True)
def stage(session: Session, cast: Cast) -> None:
    """Som writes a course; another one is none of hers."""
    publish(session)
    publish(session, id="noise", title="Noise")
    assign(session, cast.som)


def send(
    visitor: Visitor, data: bytes, *, name: str = "water.gift", form: str = ""
) -> TestResponse:
    fields = {
        "csrf_token": visitor.token(IMPORT),
        "file": FileStorage(BytesIO(data), name),
        "format": form,
    }
    boundary, body = encode_multipart(fields)
    return visitor.client.post(
        IMPORT, data=body, content_type=f"multipart/form-data; boundary={boundary}"
    )


def plan_of(visitor: Visitor, data: bytes = FILE.encode(), **told: str) -> tuple[str, Page]:
    answer = send(visitor, data, **told)
    assert answer.status_code == 303, answer.text
    return answer.location, visitor.get(answer.location)


def take(visitor: Visitor, address: str, page: Page, *places: str) -> TestResponse:
    seen = page.one("input", name_="seen").attributes["value"]
    return visitor.post(address, seen=seen, take=list(places))


def quiz_of(session: Session) -> Quiz:
    session.expire_all()
    return draft_of(session).package.quizzes["look-check"]


def asked(session: Session) -> list[str]:
    return [question.id for question in quiz_of(session).questions]


def png(size: tuple[int, int]) -> bytes:
    file = BytesIO()
    Image.new("RGB", size, "white").save(file, "PNG")
    return file.getvalue()


def test_the_builder_leads_to_both_ways(as_som: Visitor) -> None:
    links = {link.attributes.get("href") for link in as_som.get(BUILDER).all("a")}

    assert {IMPORT, EXPORT} <= links


def test_a_file_shows_its_questions_before_anything_is_written(
    session: Session, as_som: Visitor
) -> None:
    before = asked(session)

    _, page = plan_of(as_som)

    assert page.heading == "Questions in the file"
    assert "Water has to boil for a while." in page.text
    assert "True or false" in page.text
    assert "Styling was left out" in page.text
    ticked = page.all("input", type="checkbox", checked="")
    assert [box.attributes["value"] for box in ticked] == ["1", "2", "3"]
    refused = page.one("section", aria_labelledby="refused")
    assert "broken" in refused.text
    assert asked(session) == before


def test_what_was_ticked_is_added_with_ids_that_are_free(session: Session, as_som: Visitor) -> None:
    before = asked(session)
    address, page = plan_of(as_som)

    answer = take(as_som, address, page, "1", "2")

    assert answer.status_code == 303
    assert answer.location.endswith(BUILDER)
    assert asked(session) == [*before, "boil", "clearest-2"]
    assert "2 questions were added to the end of the quiz." in as_som.get(BUILDER).text
    kinds = [save.kind for save in queries.history(session, "clean-water", "quiz/look-check")]
    assert kinds[0] == "imported"


def test_an_id_that_was_published_and_deleted_is_not_given_again(
    session: Session, as_som: Visitor, cast: Cast
) -> None:
    quiz = quiz_of(session)
    body = quiz_plain(Quiz(quiz.title, "", 60, 0, shuffle=False, questions=quiz.questions[1:]))
    service.save(session, saving(cast.som), quiz_part("look-check"), body=body)
    session.commit()
    address, page = plan_of(as_som)

    take(as_som, address, page, "2")

    assert asked(session) == ["signs", "see-germs", "clearest-2"]


def test_nothing_ticked_adds_nothing(session: Session, as_som: Visitor) -> None:
    before = asked(session)
    address, page = plan_of(as_som)

    answer = take(as_som, address, page)

    assert answer.status_code == 409
    assert "Tick at least one question." in answer.text
    assert asked(session) == before


def test_a_quiz_that_changed_meanwhile_is_looked_at_again(
    session: Session, as_som: Visitor
) -> None:
    address, page = plan_of(as_som)
    take(as_som, address, page, "1")

    answer = take(as_som, address, page, "2")

    assert answer.status_code == 409
    assert "Somebody else changed this in the meantime." in answer.text
    shown = Page(answer.text)
    ticked = shown.all("input", type="checkbox", checked="")
    assert [box.attributes["value"] for box in ticked] == ["2"]
    assert take(as_som, address, shown, "2").status_code == 303
    assert asked(session)[-2:] == ["boil", "clearest-2"]


def test_a_quiz_takes_no_more_questions_than_it_can_hold(session: Session, as_som: Visitor) -> None:
    before = asked(session)
    many = "".join(f"::q{n}::Number {n}? {{TRUE}}\n\n" for n in range(198))
    address, page = plan_of(as_som, many.encode())

    answer = take(as_som, address, page, *map(str, range(1, 199)))

    assert answer.status_code == 409
    assert "There is no room for more here." in answer.text
    assert asked(session) == before


def test_a_picture_comes_into_the_course_with_its_question(
    session: Session, as_som: Visitor
) -> None:
    item = Item(MAP, "Map", pictures={"village.png": png((200, 100))})
    written = write(Format.QTI_3, [item])
    address, page = plan_of(as_som, written.data, name="water.zip")

    assert take(as_som, address, page, "1").status_code == 303

    question = quiz_of(session).questions[-1]
    assert isinstance(question, Hotspot)
    assert question.picture in draft_of(session).package.media
    assert (question.width, question.height) == (200, 100)
    back = read(as_som.client.get(f"{EXPORT}?format=qti-3").data, "look.zip")
    assert ANY in [one for one in back.items if one.pictures]


def test_a_picture_that_is_none_keeps_its_question_out(session: Session, as_som: Visitor) -> None:
    item = Item(MAP, "Map", pictures={"village.png": b"nothing"})
    address, page = plan_of(as_som, write(Format.QTI_3, [item]).data, name="water.zip")

    assert "This is not a picture that can be used." in page.text
    assert page.all("input", type="checkbox") == []
    assert take(as_som, address, page, "1").status_code == 409
    assert "map" not in asked(session)


@pytest.mark.parametrize(
    ("data", "form", "said"),
    [
        (b"", "", "Choose a file first."),
        (b"Hello.", "", "Nobody can tell which format this file has."),
        (b"\xff\xfe\xff", "gift", "This file is not UTF-8 text."),
        (b"<quiz/>", "", "There is no question in this file."),
        (FILE.encode(), "moodle-xml", "This file is not sound XML."),
        (b"<html>", "qti-2", "This file is not sound XML."),
    ],
)
def test_a_file_that_cannot_be_read_says_why(
    as_som: Visitor, data: bytes, form: str, *, said: str
) -> None:
    answer = send(as_som, data, form=form)

    assert answer.status_code == 422
    assert said in answer.text


def test_a_file_that_is_too_large_stays_out(as_som: Visitor) -> None:
    answer = send(as_som, b"a" * 5_000_001)

    assert answer.status_code == 422
    assert "This file is too large. Divide it." in answer.text


def test_a_plan_of_a_file_that_nobody_sent_is_not_there(as_som: Visitor) -> None:
    as_som.get(f"{IMPORT}/{'0' * 64}.import", status=404)
    as_som.get(f"{IMPORT}/{'0' * 64}.zip", status=404)


def test_each_format_tells_what_it_cannot_carry(as_som: Visitor) -> None:
    page = as_som.get(EXPORT)

    names = [title.text for title in page.all("h2")]
    assert names == ["Moodle XML", "GIFT", "QTI 3", "QTI 2", "Aiken"]
    aiken = page.one("section", aria_labelledby="format-aiken")
    assert "It carries 1 of 3 questions." in aiken.text
    assert "signs" in aiken.text
    assert len(page.all("a", download="")) == 5


@pytest.mark.parametrize(
    ("form", "ending"),
    [
        ("gift", "gift.txt"),
        ("aiken", "aiken.txt"),
        ("moodle-xml", "moodle.xml"),
        ("qti-2", "qti-2.zip"),
        ("qti-3", "qti-3.zip"),
    ],
)
def test_a_file_is_written_that_reads_back(as_som: Visitor, form: str, ending: str) -> None:
    answer = as_som.client.get(f"{EXPORT}?format={form}")

    assert answer.status_code == 200
    assert ending in answer.headers["Content-Disposition"]
    assert "clean-water-look-check" in answer.headers["Content-Disposition"]
    assert read(answer.data, ending, Format(form)).items
    assert not ending.endswith("zip") or ZipFile(BytesIO(answer.data)).namelist()


def test_a_quiz_with_faults_is_mended_before_it_goes_elsewhere(
    session: Session, as_som: Visitor, cast: Cast
) -> None:
    quiz = quiz_of(session)
    body = quiz_plain(Quiz("", "", 60, 0, shuffle=False, questions=quiz.questions))
    service.save(session, saving(cast.som), quiz_part("look-check"), body=body)
    session.commit()

    page = as_som.get(EXPORT)

    assert "This stands in the way" in page.text
    assert page.all("a", download="") == []
    assert as_som.client.get(f"{EXPORT}?format=gift").mimetype == "text/html"


def test_questions_without_feedback_go_on_to_other_systems_as_they_came(as_som: Visitor) -> None:
    address, page = plan_of(as_som)
    take(as_som, address, page, "1")

    answer = as_som.client.get(f"{EXPORT}?format=gift")

    assert answer.mimetype == "text/plain"
    assert "Water has to boil for a while." in answer.text


def test_a_format_that_is_none_shows_the_page(as_som: Visitor) -> None:
    assert as_som.get(f"{EXPORT}?format=word").heading == "Export questions"
