"""The glossary's pages: looking a term up, keeping it, taking a removal back, files out and in."""

import io
from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from academy.authoring.queries.glossary_terms import every_term
from academy.authoring.service.glossary import Filing, add_term, bring_terms_in
from academy.content.glossary_file import Term, read_csv, read_tbx, write_csv, write_tbx
from tests.browserless import Page, Visitor
from tests.cast import NOW, Cast

LIST = "/en/teach/glossary/"
ADD = f"{LIST}new"
FILES = f"{LIST}files"
CLOUD = Term("cloud", "Other people’s computers.", {"th": "คลาวด์", "zh-Hans": "云"})


@pytest.fixture(autouse=True)
def terms(session: Session, cast: Cast) -> None:
    for term in (CLOUD, Term("phishing", "", {"th": "ฟิชชิง"})):
        add_term(session, Filing(cast.som.id, NOW), term)
    session.commit()


def all_terms(session: Session) -> list[Term]:
    return [stored.term for stored in every_term(session)]


def address_of(session: Session, term: str = "cloud") -> str:
    (key,) = [stored.id for stored in every_term(session) if stored.term.source == term]
    return f"{LIST}{key}"


def hidden(page: Page, name: str) -> str:
    (field,) = [each for each in page.all("input") if each.attributes.get("name") == name]
    return field.attributes["value"]


def send(visitor: Visitor, data: bytes) -> TestResponse:
    fields = {"csrf_token": visitor.token(FILES), "file": (io.BytesIO(data), "glossary")}
    return visitor.client.post(FILES, data=fields, content_type="multipart/form-data")


def facts(page: Page) -> dict[str, str]:
    told = zip(page.all("dt"), page.all("dd"), strict=True)
    return {term.text: count.text for term, count in told if count.text != "0"}


def test_the_terms_are_listed_with_how_many_languages_have_them(
    session: Session, as_som: Visitor
) -> None:
    page = as_som.get(LIST)

    assert page.heading == "Glossary"
    assert page.one("a", href=address_of(session)).text == "cloud"
    assert "cloud 2 of 11 Other people’s computers." in page.text
    assert "2 terms" in page.text


def test_a_reader_of_another_language_sees_its_words_first(as_som: Visitor) -> None:
    page = as_som.get("/th/teach/glossary/")

    assert [cell.text for cell in page.all("span", lang="th")] == ["คลาวด์", "ฟิชชิง"]


@pytest.mark.parametrize(
    ("query", "seen", "unseen"),
    [
        ("q=CLOUD", "Other people’s computers.", "phishing"),
        ("q=ฟิช", "phishing", "cloud"),
        ("language=zh-Hans&missing=1", "No word yet", "cloud"),
        ("language=zh-Hans", "云", "2 of 11"),
        ("q=%25", "No term matches", "cloud"),
        ("page=7", "No term matches", "cloud"),
        ("page=²&language=xx", "2 of 11", "No term matches"),
    ],
)
def test_terms_are_looked_for(as_som: Visitor, query: str, *, seen: str, unseen: str) -> None:
    page = as_som.get(f"{LIST}?{query}")

    assert seen in page.one("main").text
    assert unseen not in page.one("main").text


def test_a_long_glossary_has_pages(session: Session, as_som: Visitor, cast: Cast) -> None:
    many = [Term(f"term {number:03}") for number in range(60)]
    bring_terms_in(session, Filing(cast.som.id, NOW), many, taken=())
    session.commit()

    first = as_som.get(f"{LIST}?q=term")
    second = as_som.get(first.one("a", rel="next").attributes["href"])

    assert "Page 1 of 2" in first.text
    assert "term 059" in second.text
    assert second.one("a", rel="prev")


def test_an_empty_glossary_says_what_to_do(session: Session, as_som: Visitor) -> None:
    for term in ("cloud", "phishing"):
        as_som.post(f"{address_of(session, term)}/remove", seen_on=ADD)

    assert "There are no terms yet." in as_som.get(LIST).text


def test_a_word_that_was_looked_for_in_vain_is_added(session: Session, as_som: Visitor) -> None:
    form = as_som.get(
        as_som.get(f"{LIST}?q=firewall").one("a", href=f"{ADD}?term=firewall").attributes["href"]
    )
    assert form.one("input", id="term").attributes["value"] == "firewall"

    answer = as_som.post(
        ADD, **{"term": " firewall ", "note": "Two\r\nlines.", "word-th": "ไฟร์วอลล์", "word-km": ""}
    )

    assert (answer.status_code, answer.location) == (303, LIST)
    assert "“firewall” is in the glossary now." in as_som.get(LIST).text
    assert Term("firewall", "Two\nlines.", {"th": "ไฟร์วอลล์"}) in all_terms(session)


@pytest.mark.parametrize(
    ("term", "word", "words"),
    [
        ("", "", "Please fill this in."),
        ("x" * 201, "", "This is too long: at most 200 characters."),
        ("x", "ก" * 201, "This is too long: at most 200 characters."),
        ("x", "ก\ufeff", "There is a mark in this text that nobody can see (U+FEFF)."),
        ("Cloud", "", "The glossary has this term already."),
        ("\u200b", "", "A term needs letters that can be seen."),
    ],
)
def test_a_term_that_cannot_be_kept_is_told_and_nothing_is_lost(
    session: Session, as_som: Visitor, *, term: str, word: str, words: str
) -> None:
    answer = as_som.post(ADD, **{"term": term, "word-th": word, "word-km": "ពពក"})

    assert answer.status_code == 422
    page = Page(answer.text)
    assert words in page.text
    assert page.one("input", id="word-km").attributes["value"] == "ពពក"
    assert len(all_terms(session)) == 2


def test_a_term_is_changed(session: Session, as_som: Visitor) -> None:
    address = address_of(session)
    page = as_som.get(address)
    assert page.heading == "cloud"
    assert page.one("input", id="word-th").attributes["value"] == "คลาวด์"

    answer = as_som.post(
        address, **{"term": "Cloud", "note": "", "word-th": "เมฆ", "base": hidden(page, "base")}
    )

    assert answer.status_code == 303
    assert Term("Cloud", "", {"th": "เมฆ"}) in all_terms(session)


def test_two_people_see_each_others_words(
    session: Session, as_som: Visitor, as_mali: Visitor
) -> None:
    address = address_of(session)
    base = hidden(as_som.get(address), "base")
    as_mali.post(address, **{"term": "cloud", "word-th": "เมฆ", "base": base})

    answer = as_som.post(address, **{"term": "cloud", "word-th": "ก้อนเมฆ", "base": base})

    assert answer.status_code == 409
    page = Page(answer.text)
    assert page.one("dd", lang="th").text == "เมฆ"
    assert page.one("input", id="word-th").attributes["value"] == "ก้อนเมฆ"
    again = {"term": "cloud", "word-th": "ก้อนเมฆ", "base": hidden(page, "base")}
    assert as_som.post(address, **again).status_code == 303
    assert Term("cloud", "", {"th": "ก้อนเมฆ"}) in all_terms(session)


def test_a_changed_term_that_cannot_be_kept_is_told(session: Session, as_som: Visitor) -> None:
    address = address_of(session)
    base = hidden(as_som.get(address), "base")

    assert as_som.post(address, term="", base=base).status_code == 422
    taken = as_som.post(address, term="Phishing", base=base)

    assert taken.status_code == 422
    assert "The glossary has this term already." in taken.text


def test_a_removal_is_taken_back(session: Session, as_som: Visitor) -> None:
    address = address_of(session)

    answer = as_som.post(f"{address}/remove", seen_on=address)
    page = as_som.get(answer.location)
    assert "“cloud” was removed from the glossary." in page.text
    assert CLOUD not in all_terms(session)

    as_som.post(f"{LIST}undo", seen_on=ADD, removed=hidden(page, "removed"))
    assert "“cloud” is in the glossary again." in as_som.get(LIST).text
    assert CLOUD in all_terms(session)
    as_som.post(f"{LIST}undo", seen_on=ADD, removed=hidden(page, "removed"))
    assert "The glossary has this term already." in as_som.get(LIST).text


def test_what_is_gone_is_told(session: Session, as_som: Visitor) -> None:
    address = address_of(session)
    as_som.post(f"{address}/remove", seen_on=address)

    as_som.post(f"{address}/remove", seen_on=ADD)
    assert "This term is not in the glossary any more." in as_som.get(LIST).text
    as_som.get(address, status=404)
    assert as_som.post(address, seen_on=ADD, term="cloud").status_code == 404


def test_nothing_else_is_brought_back(session: Session, as_som: Visitor) -> None:
    two = send(as_som, write_csv(all_terms(session))).location.rpartition("/")[2]
    broken = "0" * 64 + ".csv"

    for name in (two, broken, "../secret", ""):
        answer = as_som.post(f"{LIST}undo", seen_on=ADD, removed=name)
        assert answer.status_code == 404


def test_the_glossary_is_downloaded(session: Session, as_som: Visitor) -> None:
    as_csv = as_som.client.get(f"{LIST}terms.csv")
    as_tbx = as_som.client.get(f"{LIST}terms.tbx?language=")
    thai = as_som.client.get(f"{LIST}terms.csv?language=th")

    assert as_csv.content_type == "text/csv; charset=utf-8"
    assert as_csv.headers["Content-Disposition"] == 'attachment; filename="glossary.csv"'
    assert as_tbx.content_type == "application/x-tbx; charset=utf-8"
    assert [*read_csv(as_csv.data)] == [*read_tbx(as_tbx.data)] == all_terms(session)
    assert read_csv(thai.data)[0].words == {"th": "คลาวด์"}


@pytest.mark.parametrize("write", [write_csv, write_tbx])
def test_what_was_exported_changes_nothing(
    session: Session, as_som: Visitor, write: Callable[[list[Term]], bytes]
) -> None:
    page = as_som.get(send(as_som, write(all_terms(session))).location)

    assert facts(page) == {"Terms with nothing new": "2"}
    assert "There is nothing in this file that is not here already." in page.text


def test_a_file_is_looked_at_and_then_brought_in(session: Session, as_som: Visitor) -> None:
    file = [
        Term("cloud", "A metaphor.", {"th": "เมฆ", "my": "ကလောက်"}),
        Term("firewall", "It burns not.", {"km": "ជញ្ជាំងភ្លើង"}),
    ]
    address = send(as_som, write_csv(file)).location
    page = as_som.get(address)
    assert facts(page) == {
        "New terms": "1",
        "New words and notes": "1",
        "Different here: you decide": "2",
    }
    names = [
        each.attributes["name"]
        for each in page.all("input", type="radio")
        if each.attributes["value"] == "take" and each.attributes["name"] != "every"
    ]
    assert len(names) == 2
    assert len(all_terms(session)) == 2

    answer = as_som.post(address, **{"seen": hidden(page, "seen"), names[1]: "take"})

    assert answer.location == LIST
    after = as_som.get(LIST).text
    assert "One term was added." in after
    assert "2 words and notes were taken from the file." in after
    assert "One word or note that differs from the file was kept" in after
    assert "while you were looking" not in after
    assert all_terms(session)[0] == Term(
        "cloud", CLOUD.note, {**CLOUD.words, "th": "เมฆ", "my": "ကလောက်"}
    )


def test_what_changed_while_looking_is_told(session: Session, as_som: Visitor) -> None:
    address = send(as_som, write_csv([Term("cloud", "", {"th": "เมฆ"})])).location
    page = as_som.get(address)
    (take,) = [
        each for each in page.all("input", type="radio") if each.attributes["value"] == "take"
    ]
    term = as_som.get(address_of(session))
    changed = {"term": "cloud", "word-th": "ก้อนเมฆ", "base": hidden(term, "base")}
    as_som.post(address_of(session), **changed)

    as_som.post(address, **{"seen": hidden(page, "seen"), take.attributes["name"]: "take"})

    assert "Somebody changed the glossary while you were looking" in as_som.get(LIST).text
    assert all_terms(session)[0].words == {"th": "ก้อนเมฆ"}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Choose a file first."),
        (b"\xff", "The text is not UTF-8."),
        (b"PK\x03\x04", "There is an invisible control character"),
        (b"word,th\n", "The column"),
        (b"term,klingon\n", "is not known here"),
        (b"term,th\n,x\n", "Row 2 has no term."),
        (b"term\nx\nX\n", "is there twice"),
        (b"term\n" + b"x" * 300, "is longer than 200 characters"),
        (b"<html/>", "This is not TBX."),
        (b"<!DOCTYPE tbx [<!ENTITY e 'x'>]><tbx>&e;</tbx>", "a document type or entities"),
        (b"term\n" + b"x\n" * 1_100_000, "The file is larger than 2,000,000 bytes."),
    ],
)
def test_a_file_that_cannot_come_in_is_refused_in_words(
    as_som: Visitor, data: bytes, words: str
) -> None:
    token = as_som.token(FILES)
    body = (
        (
            f"--cut\r\nContent-Disposition: form-data; name=csrf_token\r\n\r\n{token}\r\n"
            "--cut\r\nContent-Disposition: form-data; name=file; filename=x\r\n\r\n"
        ).encode()
        + data
        + b"\r\n--cut--\r\n"
    )
    kind = "multipart/form-data; boundary=cut"

    answer = as_som.client.post(FILES, data=body, content_type=kind)

    assert answer.status_code == 422
    assert words in Page(answer.text).one("div", role="alert").text


def test_a_term_that_cannot_be_kept_keeps_the_whole_file_out(
    session: Session, as_som: Visitor
) -> None:
    file = write_csv([Term("firewall"), Term("ﷺ" * 100)])
    address = send(as_som, file).location

    answer = as_som.post(address)

    assert answer.status_code == 422
    assert "This term is too long for the glossary." in answer.text
    assert len(all_terms(session)) == 2


@pytest.mark.parametrize("name", ["nothing", "0" * 64 + ".csv", "0" * 64 + ".svg"])
def test_a_file_that_was_never_sent_is_not_found(as_som: Visitor, name: str) -> None:
    as_som.get(f"{FILES}/{name}", status=404)


@pytest.mark.parametrize("path", [LIST, ADD, FILES, f"{LIST}terms.csv", f"{LIST}terms.tbx"])
def test_a_learner_may_not_look_behind(as_noi: Visitor, path: str) -> None:
    as_noi.get(path, status=403)
