"""Keeping the glossary: a term is there once, nothing is lost between two people."""

from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from academy.authoring.queries.glossary_terms import (
    PAGE,
    Wanted,
    every_term,
    find_term,
    terms_page,
)
from academy.authoring.rules.glossary_terms import GlossaryRefused, version_of
from academy.authoring.service.glossary import (
    Filing,
    add_term,
    bring_terms_in,
    change_term,
    planned_terms,
    remove_term,
)
from academy.content.glossary_file import Term
from academy.db.audit import AuditEvent
from academy.kernel.refusal import Refusal
from tests.cast import NOW, Cast
from tests.conftest import CountQueries

CLOUD = Term("cloud", "Other people’s computers.", {"th": "คลาวด์", "km": "ពពក"})


@pytest.fixture
def filing(cast: Cast) -> Filing:
    return Filing(cast.som.id, NOW)


@pytest.fixture(autouse=True)
def noise(session: Session, cast: Cast) -> None:
    add_term(session, Filing(cast.som.id, NOW), Term("zip bomb", "", {"th": "ซิปบอมบ์"}))
    session.commit()


def add(session: Session, filing: Filing, term: Term = CLOUD) -> UUID:
    key = add_term(session, filing, term)
    session.commit()
    return key


def stored(session: Session, key: UUID) -> Term:
    found = find_term(session, key)
    assert found is not None
    return found.term


def actions(session: Session) -> list[str]:
    """What was written down, but for the noise; all of it at one moment, so in no order."""
    events = session.scalars(select(AuditEvent))
    return sorted(each.action for each in events if each.details.get("term") != "zip bomb")


def test_a_term_is_kept_with_its_words(session: Session, filing: Filing) -> None:
    key = add(session, filing)

    assert stored(session, key) == CLOUD
    assert actions(session) == ["glossary.term-added"]


@pytest.mark.parametrize("again", ["cloud", "Cloud", "ｃｌｏｕｄ", " cloud "])
def test_a_term_is_there_once_however_it_is_written(
    session: Session, filing: Filing, again: str
) -> None:
    add(session, filing)

    with pytest.raises(Refusal) as refused:
        add_term(session, filing, Term(again))
    session.rollback()

    assert refused.value.reason is GlossaryRefused.TERM_TAKEN


@pytest.mark.parametrize(
    ("term", "reason"),
    [
        ("\u200b", GlossaryRefused.TERM_EMPTY),
        ("ﷺ" * 100, GlossaryRefused.TERM_TOO_LONG),
    ],
)
def test_what_nobody_could_look_for_is_refused(
    session: Session, filing: Filing, *, term: str, reason: GlossaryRefused
) -> None:
    with pytest.raises(Refusal) as refused:
        add_term(session, filing, Term(term))

    assert refused.value.reason is reason


def test_a_term_is_changed_from_what_was_shown(session: Session, filing: Filing) -> None:
    key = add(session, filing)
    changed = Term("Cloud", "", {"km": "ពពក", "my": "ကလောက်"})

    change_term(session, filing, key, term=changed, base=version_of(CLOUD))
    session.commit()

    assert stored(session, key) == changed
    assert actions(session) == ["glossary.term-added", "glossary.term-changed"]


def test_two_people_do_not_overwrite_each_other(session: Session, filing: Filing) -> None:
    key = add(session, filing)
    one, other = Term("cloud", "One.", {}), Term("cloud", "Other.", {})
    change_term(session, filing, key, term=one, base=version_of(CLOUD))

    with pytest.raises(Refusal) as refused:
        change_term(session, filing, key, term=other, base=version_of(CLOUD))

    assert refused.value.reason is GlossaryRefused.TERM_CHANGED
    assert stored(session, key) == one


def test_saying_the_same_twice_is_once(session: Session, filing: Filing) -> None:
    key = add(session, filing)

    change_term(session, filing, key, term=CLOUD, base="of an hour ago")

    assert actions(session) == ["glossary.term-added"]


def test_a_term_does_not_take_the_name_of_another(session: Session, filing: Filing) -> None:
    key = add(session, filing)

    with pytest.raises(Refusal) as refused:
        change_term(session, filing, key, term=Term("Zip Bomb"), base=version_of(CLOUD))
    session.rollback()

    assert refused.value.reason is GlossaryRefused.TERM_TAKEN


def test_a_removed_term_is_handed_back_and_gone(session: Session, filing: Filing) -> None:
    key = add(session, filing)

    assert remove_term(session, filing, key) == CLOUD
    session.commit()

    assert find_term(session, key) is None
    assert [each.term.source for each in every_term(session)] == ["zip bomb"]
    assert actions(session) == ["glossary.term-added", "glossary.term-removed"]


def test_what_is_gone_is_told(session: Session, filing: Filing) -> None:
    key = add(session, filing)
    remove_term(session, filing, key)

    with pytest.raises(Refusal) as changing:
        change_term(session, filing, key, term=CLOUD, base="")
    with pytest.raises(Refusal) as removing:
        remove_term(session, filing, key)

    assert changing.value.reason is removing.value.reason is GlossaryRefused.TERM_GONE


def test_a_file_adds_fills_and_keeps(session: Session, filing: Filing) -> None:
    key = add(session, filing)
    file = [
        Term("Cloud", "", {"km": "មេឃ", "my": "ကလောက်"}),
        Term("phishing", "", {"km": "ការបន្លំ"}),
    ]
    (conflict,) = planned_terms(session, file).conflicts

    done = bring_terms_in(session, filing, file, taken=())
    session.commit()

    assert (done.new, done.words, done.kept) == (1, 1, 1)
    assert stored(session, key) == Term("cloud", CLOUD.note, {**CLOUD.words, "my": "ကလောက်"})
    assert [each.term.source for each in every_term(session)] == ["cloud", "phishing", "zip bomb"]
    assert actions(session) == ["glossary.imported", "glossary.term-added"]

    again = bring_terms_in(session, filing, file, taken={conflict.token})
    session.commit()
    assert (again.new, again.words, again.kept) == (0, 1, 0)
    assert stored(session, key).words["km"] == "មេឃ"


def test_a_file_that_brings_nothing_leaves_no_trail(session: Session, filing: Filing) -> None:
    add(session, filing)

    done = bring_terms_in(session, filing, [CLOUD], taken=())

    assert (done.new, done.words, done.kept) == (0, 0, 0)
    assert actions(session) == ["glossary.term-added"]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(), ["cloud", "zip bomb"]),
        (Wanted("CLO"), ["cloud"]),
        (Wanted("ｚｉｐ"), ["zip bomb"]),
        (Wanted("ពពក"), ["cloud"]),
        (Wanted("100%_"), []),
        (Wanted(without="km"), ["zip bomb"]),
        (Wanted("cloud", without="km"), []),
        (Wanted(page=2), []),
    ],
)
def test_terms_are_looked_for(
    session: Session, filing: Filing, *, wanted: Wanted, expected: list[str]
) -> None:
    add(session, filing)

    found = terms_page(session, wanted)

    assert [each.term.source for each in found.terms] == expected
    assert found.pages == 1


def test_a_page_takes_the_same_queries_however_many_terms(
    session: Session, filing: Filing, count_queries: CountQueries
) -> None:
    terms_page(session, Wanted())
    with count_queries() as few:
        terms_page(session, Wanted())
    bring_terms_in(
        session,
        filing,
        [Term(f"term {number}", "", {"km": "ក"}) for number in range(120)],
        taken=(),
    )
    with count_queries() as many:
        found = terms_page(session, Wanted(page=2))

    assert len(many) == len(few)
    assert (len(found.terms), found.total, found.pages) == (PAGE, 121, 3)
