"""Everything about a person, and nothing of anybody else."""

import io
import json
import zipfile
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from academy.administration.messages.parcel import readable
from academy.administration.messages.parcel_words import column_words, section_words
from academy.administration.service import gathering, merging
from academy.administration.service.gathering import Gathered
from academy.administration.service.merging import MergeWish
from academy.db.base import Base
from academy.kernel.languages import LANGUAGES, get_language
from tests.administration.life import FILE, MARK, Life
from tests.builders import Shelf, publish
from tests.cast import NOW, Cast
from tests.marking.essays import essays

OTHERS_WORK = {"exemplar", "job"}
"""What staff made of an answer, and what a job was told: both may be about other people."""
NOT_SAID = {"searched"}
"""Said already: it is the name and the ways in, folded."""


@pytest.fixture
def own(session: Session, cast: Cast) -> Life:
    publish(session, essays(peers=1))
    return Life(session, cast, Shelf())


def gathered(own: Life) -> Gathered:
    return gathering.gather(own.session, own.who.id, now=NOW)


def packed(own: Life) -> dict[str, bytes]:
    parcel = gathered(own)
    blocks = gathering.pack(
        parcel,
        readable=readable(parcel, get_language("en")),
        store=own.store,
        print_=lambda certificate: f"%PDF {certificate.public_id}".encode(),
        tick=lambda: None,
    )
    with zipfile.ZipFile(io.BytesIO(b"".join(blocks))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def marked(session: Session) -> set[str]:
    """Return every text of the whole database in which the mark stands, but for lists of words."""
    return {
        value
        for table in Base.metadata.sorted_tables
        if table.name not in OTHERS_WORK
        for row in session.execute(select(table)).mappings()
        for name, value in row.items()
        if name not in NOT_SAID and isinstance(value, str) and MARK in value.lower()
    }


def test_every_text_of_theirs_anywhere_is_in_it(session: Session, own: Life) -> None:
    text = gathered(own).as_json().decode()
    texts = marked(session) - {"guardian@qzxmark.example"}
    assert len(texts) >= 15
    assert [one for one in texts if json.dumps(one, ensure_ascii=False) not in text] == []


def test_every_section_of_a_whole_life_has_something_to_tell(own: Life) -> None:
    told = gathered(own).sections
    silent = {name for sections in told.values() for name, rows in sections.items() if not rows}
    staff = {"cards_made", "publishing", "cohorts_led", "decisions", "assessing", "authoring"}
    staff |= {"courses_made", "reviews_asked", "reviews_given", "marking", "erasures"}
    assert silent - staff <= {"reviews_written", "acts_about", "marks_given", "scores"}


def test_nothing_of_anybody_else_is_in_it(own: Life) -> None:
    other = Life(own.session, own.cast, own.store, "somebodyelse")
    text = b"".join(packed(own).values()).decode("utf-8", "replace").lower()
    staff = (own.cast.som, own.cast.dao)
    assert MARK in text
    assert "somebodyelse" not in text
    assert str(other.who.id) not in text
    assert not [one for one in staff if str(one.id) in text or f">{one.name.lower()}<" in text]


def test_of_those_who_agreed_for_them_only_the_role_is_told(own: Life) -> None:
    consents = gathered(own).sections["accounts"]["consents"]
    assert [consent["given_by"] for consent in consents] == ["guardian"]


def test_the_parcel_holds_files_and_certificates_too(own: Life) -> None:
    contents = packed(own)
    (file,) = [name for name in contents if name.startswith("files/")]
    (certificate,) = [name for name in contents if name.startswith("certificates/")]
    assert contents[file] == FILE
    assert contents[certificate].startswith(b"%PDF")
    told: dict[str, Any] = json.loads(contents["data.json"])
    assert told["format"] == gathering.FORMAT
    assert [one["path"] for one in told["files"]] == [file]
    assert [one["path"] for one in told["certificates"]] == [certificate]


def test_a_file_that_is_gone_leaves_the_rest(own: Life) -> None:
    assert isinstance(own.store, Shelf)
    own.store.kept.clear()
    assert not [name for name in packed(own) if name.startswith("files/")]


def test_what_was_in_a_merged_account_is_in_it(session: Session, own: Life) -> None:
    other = Life(session, own.cast, own.store, "secondlife")
    wish = MergeWish(own.who.id, other.who.id, takes_email=False, by=None)
    merging.merge(session, wish, digest=None, now=NOW)
    session.commit()
    text = gathered(own).as_json().decode()
    assert "essay secondlife" in text
    assert "noi@secondlife.example" in text


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.tag)
def test_the_page_has_words_for_all_of_it_and_no_scripts(own: Life, language: Any) -> None:
    parcel = gathered(own)
    page = readable(parcel, language)
    titles, columns = section_words(language), column_words(language)
    for sections in parcel.sections.values():
        assert set(sections) <= set(titles)
        assert {key for rows in sections.values() for row in rows for key in row} <= set(columns)
    assert f'<html lang="{language.tag}"' in page
    assert "<script" not in page
    assert not [word for word in ("src=", "http:", "https:", "url(") if word in page]


def test_what_somebody_typed_stays_text_on_the_page(own: Life) -> None:
    parcel = gathered(own)
    parcel.sections["accounts"]["account"][0]["name"] = "<img src=x onerror=alert(1)>"
    assert "<img" not in readable(parcel, get_language("en"))
