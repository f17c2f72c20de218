"""What a file would change in the glossary: what is open is filled, what differs is asked."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from academy.authoring.rules.glossary_terms import (
    Difference,
    TermsKind,
    kind_of,
    merged,
    plan_terms,
    read_terms,
    version_of,
)
from academy.content.glossary_file import Term, write_csv, write_tbx
from academy.kernel.text import fold

CLOUD = Term("cloud", "Other people’s computers.", {"th": "คลาวด์"})

words = st.dictionaries(st.sampled_from(["th", "km"]), st.sampled_from(["a", "b"]))
terms = st.lists(
    st.builds(Term, st.sampled_from(["x", "X", "y"]), st.sampled_from(["", "n", "m"]), words),
    unique_by=lambda term: fold(term.source),
)


def by_name(found: list[Term]) -> Mapping[str, Term]:
    return {fold(term.source): term for term in found}


def test_what_is_not_here_is_new() -> None:
    assert plan_terms([], [CLOUD]).new == (CLOUD,)


def test_case_does_not_make_another_term() -> None:
    plan = plan_terms([CLOUD], [Term("Cloud", "", {"th": "คลาวด์"})])

    assert plan.is_idle
    assert plan.same == 1


def test_an_open_word_is_filled_and_a_different_one_is_asked_about() -> None:
    plan = plan_terms([CLOUD], [Term("cloud", "", {"th": "เมฆ", "km": "ពពក"})])

    assert plan.filled == (Difference("cloud", "km", "", "ពពក"),)
    assert plan.conflicts == (Difference("cloud", "th", "คลาวด์", "เมฆ"),)


def test_what_was_decided_about_one_word_says_nothing_about_another() -> None:
    (seen,) = plan_terms([CLOUD], [Term("cloud", "", {"th": "เมฆ"})]).conflicts
    later = plan_terms([Term("cloud", "", {"th": "ก้อนเมฆ"})], [Term("cloud", "", {"th": "เมฆ"})])

    assert later.taken({seen.token}) == []


@given(terms, terms)
def test_nothing_that_is_here_is_lost_unless_it_is_taken(
    here: list[Term], file: list[Term]
) -> None:
    plan = plan_terms(here, file)

    changed = merged(by_name(here), plan.filled)

    for name, term in by_name(here).items():
        after = changed.get(name, term)
        assert after.note == term.note or not term.note
        assert {**after.words, **term.words} == after.words


@given(terms, terms)
def test_what_was_taken_whole_is_the_same_the_next_time(here: list[Term], file: list[Term]) -> None:
    plan = plan_terms(here, file)
    decided = [*plan.filled, *plan.taken({each.token for each in plan.conflicts})]

    after = {**by_name(here), **by_name(list(plan.new)), **merged(by_name(here), decided)}

    again = plan_terms(after.values(), file)
    assert again.is_idle
    assert again.same == len(file)
    assert again.version != plan.version or plan.is_idle


@given(terms)
def test_a_file_of_either_kind_is_told_by_what_is_in_it(some: list[Term]) -> None:
    kept = [Term(term.source, term.note, term.words) for term in some]

    assert kind_of(write_csv(kept)) is TermsKind.CSV
    assert kind_of(write_tbx(kept)) is TermsKind.TBX
    assert [*read_terms(write_csv(kept))] == [*read_terms(write_tbx(kept))] == kept


def test_a_version_follows_from_what_a_term_says() -> None:
    assert version_of(CLOUD) == version_of(Term(CLOUD.source, CLOUD.note, dict(CLOUD.words)))
    assert version_of(CLOUD) != version_of(Term("cloud", CLOUD.note, {}))
