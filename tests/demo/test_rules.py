# ruff: noqa: S311 - chance that can be repeated is the point
"""The demo's people are believable, and the same for the same seed."""

import unicodedata
from dataclasses import replace
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.accounts import rules as accounts
from academy.assessment.rules import Grade, drawn, grade
from academy.content.model import Feedback, Quiz
from academy.content.questions.true_false import TrueFalse
from academy.content.reader import read_package
from academy.demo.rules.draws import key_at, moment_text, readable, weighted
from academy.demo.rules.histories import History, Step, Walk, score, walk
from academy.demo.rules.names import NAMES
from academy.demo.rules.people import Crowd, Learner, learner
from academy.demo.rules.places import PLACES
from academy.demo.rules.quizzes import Sheet, Sheets, sheets_of
from academy.kernel.countries import COUNTRIES
from academy.kernel.languages import LANGUAGES, Language
from tests.builders import package_files
from tests.cast import NOW

SCRIPTS = {
    "Hans": "CJK",
    "Thai": "THAI",
    "Khmr": "KHMER",
    "Laoo": "LAO",
    "Mymr": "MYANMAR",
    "Taml": "TAMIL",
    "Latn": "LATIN",
}
HOUSES = {country: [f"house of {country}"] for country in COUNTRIES}
END = NOW.timestamp()
CROWD = Crowd(size=400, begin=END - 548 * 86_400, end=END, first=7)
QUIZZES = read_package(package_files()).quizzes


def crowd(seed: int = 1) -> list[Learner]:
    chance = Random(seed)
    return [learner(place, CROWD, HOUSES, chance=chance) for place in range(CROWD.size)]


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.tag)
def test_names_are_written_in_the_language_s_own_script(language: Language) -> None:
    for stock in NAMES[language.tag]:
        for own, latin in (*stock.given, *stock.family):
            letters = [letter for letter in own if letter.isalpha()]
            assert {unicodedata.name(letter).split()[0] for letter in letters} == {
                SCRIPTS[language.script]
            }
            assert accounts.is_latin_name(latin)
            assert unicodedata.normalize("NFC", own) == own


def test_every_country_has_people_and_organisations() -> None:
    assert set(PLACES) == set(COUNTRIES)
    assert {tag for place in PLACES.values() for tag, _ in place.speaks} == {
        language.tag for language in LANGUAGES
    }
    houses = [name for place in PLACES.values() for name, _ in place.organisations]
    assert len(houses) == len(set(houses))


def test_the_same_seed_makes_the_same_crowd() -> None:
    assert crowd(3) == crowd(3)
    assert crowd(3) != crowd(4)


def test_a_crowd_joins_in_order_within_its_time_and_is_fit_for_the_tables() -> None:
    people = crowd()
    assert [one.joined for one in people] == sorted(one.joined for one in people)
    assert CROWD.begin <= people[0].joined <= people[-1].joined <= CROWD.end
    assert len({one.email for one in people}) == len({one.key for one in people}) == len(people)
    for one in people:
        assert accounts.login_refused(one.email) is None
        assert accounts.name_refused(one.name) is None
        assert one.latin_name is None or accounts.latin_name_refused(one.latin_name) is None
        assert one.organisation in {None, f"house of {one.country}"}
    assert {one.country for one in people} == set(COUNTRIES)


@given(st.integers(0, 2**31), st.integers(1_600_000_000, 1_900_000_000))
def test_keys_are_uuids_of_version_7_that_sort_by_time(seed: int, seconds: int) -> None:
    key = UUID(hex=key_at(seconds, Random(seed)))
    assert key.version == 7
    assert key.variant == "specified in RFC 4122"
    assert key.int >> 80 == seconds * 1000
    assert key_at(seconds, Random(seed)) < key_at(seconds + 1, Random(seed + 1))


def test_moments_and_public_ids_are_written_as_the_tables_have_them() -> None:
    assert moment_text(NOW.timestamp()) == "2026-11-23 08:30:00.000000"
    assert len(readable(Random(1))) == len("7KQ2-9XWM-3FTB")


def test_the_heavier_choice_is_the_likelier() -> None:
    chance = Random(1)
    drawn = [weighted((("a", 9), ("b", 1)), chance) for _ in range(1000)]
    assert 850 < drawn.count("a") < 950

    class One(Random):
        def random(self) -> float:
            return 1.0

    assert weighted((("a", 9), ("b", 1)), One()) == "b"


@pytest.mark.parametrize("unit", sorted(QUIZZES))
def test_filled_in_quizzes_are_marked_as_the_academy_marks_them(unit: str) -> None:
    quiz = QUIZZES[unit]
    sheets = sheets_of(quiz, Random(1))
    assert sheets.passed[-1].grade.percent == 100
    assert sheets.failed
    for sheet in (*sheets.passed, *sheets.failed):
        assert grade(drawn(quiz, sheet.seed), dict(sheet.answers)) == sheet.grade
    assert all(sheet.grade.passed for sheet in sheets.passed)
    assert not any(sheet.grade.passed for sheet in sheets.failed)


def test_a_filled_in_quiz_has_the_questions_that_its_seed_draws() -> None:
    quiz = replace(QUIZZES["treat-check"], draw=2)
    sheets = sheets_of(quiz, Random(1))
    papers = {
        sheet.seed: [question for question, _ in sheet.answers]
        for sheet in (*sheets.passed, *sheets.failed)
    }
    assert all(
        asked == [question.id for question in drawn(quiz, seed).questions]
        for seed, asked in papers.items()
    )
    assert {len(asked) for asked in papers.values()} == {2}


def test_who_knows_more_passes_more_often() -> None:
    sheets, chance = sheets_of(QUIZZES["treat-check"], Random(1)), Random(2)

    def passes(skill: float) -> int:
        return sum(sheets.draw(skill, chance).grade.passed for _ in range(300))

    assert passes(0.2) < passes(0.6) < passes(0.95)


def test_a_quiz_that_nobody_fails_can_be_drawn() -> None:
    question = TrueFalse(id="q", marks=1, text="?", feedback=Feedback("", ""), answer=True)
    quiz = Quiz("", "", 0, 1, shuffle=False, questions=(question,))
    sheets = sheets_of(quiz, Random(1))
    assert not sheets.failed
    assert sheets.draw(0, Random(1)).grade.passed


def someone(*, patience: float, skill: float = 0.9, joined: float = END - 400 * 86_400) -> Learner:
    return Learner(
        "0" * 32, "Noy", None, "noy@learners.example", "lo", "LA", None, joined, skill, patience
    )


def course(sheets: Sheets | None = None, minimum: int = 60) -> Walk:
    steps = [
        Step("look", required=True, sheets=None),
        Step("keep", required=False, sheets=None),
        Step("check", required=True, sheets=sheets or sheets_of(QUIZZES["look-check"], Random(1))),
    ]
    return Walk("clean-water", "1" * 32, steps, minimum, frozenset({"look", "check"}),
                frozenset({"check"}))  # fmt: skip


def test_without_patience_nothing_is_begun() -> None:
    seat = walk(someone(patience=0), course(), now=END, chance=Random(1))
    assert (seat.status, seat.last, seat.done, seat.bests()) == ("enrolled", None, {}, {})
    assert score(seat, course()) is None


def test_with_patience_and_skill_a_course_is_completed() -> None:
    seat = walk(someone(patience=1, skill=1), course(), now=END, chance=Random(1))
    assert seat.status == "completed"
    assert seat.completed == seat.last == max(seat.done.values())
    assert set(seat.done) == {"look", "keep", "check"}


def test_time_runs_out_for_who_joined_just_now() -> None:
    seat = walk(someone(patience=1, joined=END - 60), course(), now=END, chance=Random(1))
    assert seat.status == "enrolled"
    assert seat.enrolled <= END


def test_a_quiz_is_tried_as_often_as_it_may_be() -> None:
    failed = [Sheet(1, (), Grade({}, 0, 1, percent, passed=False)) for percent in (10, 20)]
    never = Sheets(failed, failed, attempts=2)
    seat = walk(someone(patience=1), course(never), now=END, chance=Random(1))
    assert [one.number for one in seat.tries] == [1, 2]
    assert "check" not in seat.done
    percent, passed, tries = seat.bests()["check"]
    assert (percent in {10, 20}, passed, tries) == (True, False, 2)


def test_a_score_below_the_course_s_minimum_does_not_complete_it() -> None:
    low = [Sheet(1, (), Grade({}, 0, 1, 50, passed=True))]
    seat = walk(someone(patience=1), course(Sheets(low, [], 0)), now=END, chance=Random(1))
    assert set(seat.done) == {"look", "keep", "check"}
    assert seat.completed is None


def test_some_leave() -> None:
    chance = Random(1)
    seats: list[History] = [
        walk(someone(patience=0.3), course(), now=END, chance=chance) for _ in range(200)
    ]
    left = [seat for seat in seats if seat.status == "withdrawn"]
    assert 10 < len(left) < 60
    assert all(seat.withdrawn and seat.withdrawn <= END for seat in left)


def test_a_quiz_that_only_people_can_mark_whole_is_filled_in_too() -> None:
    quiz = read_package(package_files("every-type")).quizzes["newer"]
    hard = replace(quiz, pass_mark=100)
    chance = Random(1)

    assert {sheets_of(hard, chance).draw(skill, chance).grade.passed for skill in (0, 1)} == {False}
