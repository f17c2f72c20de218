"""Drawing questions by rules."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from academy.assessment.rules.paper import draw, drawn, lay_out
from academy.content.drawing import chosen
from academy.content.model import Difficulty, Draw, Feedback, Quiz
from academy.content.questions.true_false import TrueFalse

EASY, HARD = Difficulty.EASY, Difficulty.HARD


def question(name: str, outcome: str = "", difficulty: Difficulty = Difficulty.UNSAID) -> TrueFalse:
    return TrueFalse(
        id=name,
        marks=Fraction(1),
        text=name,
        feedback=Feedback("", ""),
        outcome=outcome,
        difficulty=difficulty,
        answer=True,
    )


POOL = (
    *(question(f"ae{place}", "a", EASY) for place in range(5)),
    *(question(f"bh{place}", "b", HARD) for place in range(4)),
    question("rest"),
)
QUIZ = Quiz("Exam", "", 50, 0, True, POOL, draws=(Draw(3, "a", EASY), Draw(2, "b", HARD)))  # noqa: FBT003


def names(questions: tuple[object, ...]) -> list[str]:
    return [str(getattr(each, "id")) for each in questions]  # noqa: B009


def test_a_quiz_draws_by_its_rules() -> None:
    asked = draw(QUIZ, 7)

    assert QUIZ.asked == 5
    assert [name[:2] for name in asked] == ["ae"] * 3 + ["bh"] * 2


def test_a_rule_makes_way_for_another_that_has_no_choice() -> None:
    pool = (question("one", "a", EASY), question("two", "a", HARD))

    found = chosen([Draw(1, "a"), Draw(1, "a", EASY)], pool)

    assert names(found) == ["one", "two"]


def test_what_cannot_be_met_is_met_as_far_as_it_can() -> None:
    assert names(chosen([Draw(3, "a", HARD), Draw(1)], POOL)) == ["ae0"]


def test_nothing_comes_again_while_something_else_is_left() -> None:
    seen: dict[str, int] = {}
    for seed in range(1, 3):
        asked = draw(QUIZ, seed, seen)
        fresh = [name for name in asked if name not in seen]
        assert len([name for name in fresh if name[0] == "a"]) == (3 if seed == 1 else 2)
        assert len([name for name in fresh if name[0] == "b"]) == 2
        for name in asked:
            seen[name] = seen.get(name, 0) + 1


@given(st.integers(0, 2**31), st.integers(0, 9))
def test_a_number_of_questions_is_drawn_as_ever(seed: int, count: int) -> None:
    quiz = replace(QUIZ, draws=(), draw=count)

    assert len(draw(quiz, seed)) == (count or len(POOL))
    assert names(drawn(quiz, seed).questions) == list(draw(quiz, seed))
    assert {slot.question.id for slot in lay_out(quiz, seed)} == set(draw(quiz, seed))


@given(st.integers(0, 2**31), st.dictionaries(st.sampled_from(names(POOL)), st.integers(0, 3)))
def test_every_rule_is_met_whatever_was_seen(seed: int, seen: dict[str, int]) -> None:
    asked = draw(QUIZ, seed, seen)

    assert sorted(name[:2] for name in asked) == ["ae", "ae", "ae", "bh", "bh"]
    assert asked == draw(QUIZ, seed, seen)


def test_what_was_drawn_stays_the_paper_whatever_the_seed_would_draw() -> None:
    asked = ("bh3", "ae0")

    assert names(drawn(QUIZ, 1, asked).questions) == ["ae0", "bh3"]
    assert {slot.question.id for slot in lay_out(QUIZ, 2, asked)} == set(asked)
