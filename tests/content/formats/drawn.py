"""Questions of every type for Hypothesis: any letters, any marks, texts as an importer keeps them."""

# ruff: noqa: E501 - what is written as one line is read as one

from fractions import Fraction

from hypothesis import strategies as st

from academy.content.formats.build import rule_of
from academy.content.formats.flow import kept
from academy.content.formats.losses import Losses
from academy.content.formats.runs import Run, to_markdown, words
from academy.content.formats.values import Item
from academy.content.model import Difficulty, Entry, Feedback, Marking, Option, Question
from academy.content.questions.calculated import Calculated
from academy.content.questions.categorise import Categorise
from academy.content.questions.categorise import Item as Sorted
from academy.content.questions.cloze import ChoiceGap, Cloze, NumberGap, TextGap
from academy.content.questions.file_upload import EXTENSIONS, FileUpload
from academy.content.questions.free_text import FreeText
from academy.content.questions.hotspot import Hotspot, Shape, Spot
from academy.content.questions.matching import Matching, Prompt
from academy.content.questions.matrix import Matrix, Row
from academy.content.questions.multiple_response import MultipleResponse
from academy.content.questions.numeric import GradedNumber, Numeric
from academy.content.questions.ordering import Ordering
from academy.content.questions.quantity import Quantity, Unit
from academy.content.questions.short_text import GradedText, ShortText
from academy.content.questions.single_choice import SingleChoice
from academy.content.questions.true_false import TrueFalse
from academy.content.questions.variables import Variable
from academy.kernel.text import fold

LETTERS = st.one_of(
    st.sampled_from("aZ09 ~=#{}:\\*_[]()<>&`'\"%-+/.,;!?|^$@ក្ខမြန်ไทย中文é"),
    st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp", "Cn", "Co"]),
)
raw = st.text(LETTERS, min_size=1, max_size=14)
runs = st.builds(
    Run,
    raw,
    strong=st.booleans(),
    emphasis=st.booleans(),
    link=st.sampled_from(["", "", "https://example.org/a?b=1&c=2"]),
)


def _tidy(parts: list[Run]) -> str:
    text = to_markdown(parts)[0]
    losses = Losses()
    text = kept(text, losses)
    return (
        text if words([Run(text)]).strip() and not losses.all and not text.startswith("• ") else "?"
    )


texts = st.one_of(
    st.lists(runs, min_size=1, max_size=3).map(_tidy), raw.map(lambda text: _tidy([Run(text)]))
)
maybe = st.one_of(st.just(""), texts)
word = st.text(st.sampled_from("abcdeéABកខ中 -"), min_size=1, max_size=8).map(
    lambda text: " ".join(text.split()) or "a"
)
ids = st.text("abc019", min_size=1, max_size=5)
marks = st.sampled_from([Fraction(1), Fraction(2), Fraction(5, 2), Fraction(12)])
numbers = st.decimals(-1_000, 1_000, places=3).map(Fraction)
nears = st.sampled_from([Fraction(0), Fraction(1, 2), Fraction(3)])
shares = st.sampled_from([Fraction(1, 2), Fraction(1, 3), Fraction(4, 5), Fraction(0)])
feedback = st.builds(Feedback, maybe, maybe, maybe, maybe)
head = {
    "marks": marks, "text": texts, "feedback": feedback, "outcome": st.sampled_from(["", "boil-water"]),
    "difficulty": st.sampled_from(Difficulty), "hints": st.lists(texts, max_size=2).map(tuple),
    "penalty": st.sampled_from([Fraction(0), Fraction(1, 3), Fraction(1, 4)]),
}  # fmt: skip


def unique_texts(least: int = 2, most: int = 4) -> st.SearchStrategy[list[str]]:
    return st.lists(texts, min_size=least, max_size=most, unique=True)


def named(said: list[str], letters: str = "abcdefgh") -> list[tuple[str, str]]:
    return list(zip(letters, said, strict=False))


@st.composite
def options(draw: st.DrawFn, *, single: bool, marking: Marking) -> tuple[Option, ...]:
    said = named(draw(unique_texts()))
    right = draw(st.integers(0, len(said) - 1))
    if marking is not Marking.WEIGHTS:
        return tuple(
            Option(
                name,
                text,
                correct=place == right
                or (not single and place != (right + 1) % len(said) and draw(st.booleans())),
                feedback=draw(maybe),
            )
            for place, (name, text) in enumerate(said)
        )
    weights = [
        draw(st.sampled_from([Fraction(-1), Fraction(-1, 3), Fraction(0), Fraction(1, 4)]))
        for _ in said
    ]
    weights[right] = Fraction(1)
    if single and not any(weights[:right] + weights[right + 1 :]):
        weights[right - 1] = Fraction(1, 4)
    if not single and rule_of(weights, floor=True) is not Marking.WEIGHTS:
        weights[right - 1] = Fraction(-1, 3)
    return tuple(
        Option(name, text, correct=weight > 0, feedback=draw(maybe), weight=weight)
        for (name, text), weight in zip(said, weights, strict=True)
    )


@st.composite
def choices(draw: st.DrawFn, name: str) -> Question:
    common = {key: draw(value) for key, value in head.items()}
    if draw(st.booleans()):
        marking = draw(st.sampled_from([Marking.ALL_OR_NOTHING, Marking.WEIGHTS, Marking.NEGATIVE]))
        return SingleChoice(
            id=name, marking=marking, options=draw(options(single=True, marking=marking)), **common
        )
    marking = draw(st.sampled_from(Marking))
    offered = draw(options(single=False, marking=marking))
    if marking is Marking.PARTIAL and sum(option.correct for option in offered) == 1:
        marking = Marking.ALL_OR_NOTHING  # which is the same then
    return MultipleResponse(id=name, marking=marking, options=offered, **common)


def graded_texts(
    taken: list[str], case: st.SearchStrategy[bool]
) -> st.SearchStrategy[tuple[GradedText, ...]]:
    free = word.filter(lambda text: fold(text) not in map(fold, taken))
    graded = st.builds(GradedText, free, shares.filter(bool), maybe, case)
    return st.lists(graded, max_size=2, unique_by=lambda each: fold(each.text)).map(tuple)


@st.composite
def short_texts(draw: st.DrawFn, name: str) -> Question:
    accept = draw(st.lists(word, min_size=1, max_size=2, unique_by=fold))
    answers = draw(graded_texts(accept, st.just(value=False)))
    return ShortText(
        id=name,
        accept=tuple(accept),
        answers=answers,
        **{key: draw(value) for key, value in head.items()},
    )


def graded_numbers(answer: Fraction) -> st.SearchStrategy[tuple[GradedNumber, ...]]:
    away = st.sampled_from([Fraction(10), Fraction(-20), Fraction(50)]).map(
        lambda far: answer + far
    )
    graded = st.builds(GradedNumber, away, nears, shares.filter(bool), maybe)
    return st.lists(graded, max_size=2, unique_by=lambda each: each.answer).map(tuple)


@st.composite
def numerics(draw: st.DrawFn, name: str) -> Question:
    answer = draw(numbers)
    common = {key: draw(value) for key, value in head.items()}
    return Numeric(
        id=name,
        answer=answer,
        tolerance=draw(nears),
        unit=draw(st.sampled_from(["", "m", "km/h"])),
        answers=draw(graded_numbers(answer)),
        **common,
    )


@st.composite
def quantities(draw: st.DrawFn, name: str) -> Question:
    units = (Unit("m", "m", Fraction(1)), Unit("km", "km", Fraction(1000)))
    return Quantity(
        id=name,
        answer=draw(numbers),
        tolerance=draw(nears),
        units=units,
        **{key: draw(value) for key, value in head.items()},
    )


@st.composite
def calculations(draw: st.DrawFn, name: str) -> Question:
    variables = (
        Variable("a", Fraction(1), Fraction(9)),
        Variable("b", Fraction(1, 2), Fraction(5), Fraction(1, 10)),
    )
    common = {key: draw(value) for key, value in head.items()} | {"text": "What is {a} times {b}?"}
    return Calculated(
        id=name,
        formula="a * b + pi",
        variables=variables,
        tolerance=draw(nears),
        relative=draw(st.booleans()),
        unit=draw(st.sampled_from(["", "m"])),
        **common,
    )


PAIRED = st.sampled_from(
    [Marking.PARTIAL_WITHOUT_PENALTY, Marking.ALL_OR_NOTHING, Marking.PARTIAL, Marking.NEGATIVE]
)


@st.composite
def matchings(draw: st.DrawFn, name: str) -> Question:
    right = [Entry(*pair) for pair in named(draw(unique_texts()))]
    left = [
        Prompt(key, text, draw(st.sampled_from([entry.id for entry in right])))
        for key, text in named(draw(unique_texts()))
    ]
    return Matching(
        id=name,
        marking=draw(PAIRED),
        prompts=tuple(left),
        options=tuple(right),
        **{key: draw(value) for key, value in head.items()},
    )


@st.composite
def tables(draw: st.DrawFn, name: str) -> Question:
    columns = tuple(Entry(*pair) for pair in named(draw(unique_texts())))
    keys = [column.id for column in columns]
    several = draw(st.booleans())
    rows = tuple(
        Row(
            key,
            text,
            tuple(
                sorted(
                    draw(st.sets(st.sampled_from(keys), min_size=1, max_size=2 if several else 1))
                )
            ),
        )
        for key, text in named(draw(unique_texts()))
    )
    return Matrix(
        id=name,
        marking=draw(PAIRED),
        rows=rows,
        columns=columns,
        several=several,
        **{key: draw(value) for key, value in head.items()},
    )


@st.composite
def categories(draw: st.DrawFn, name: str) -> Question:
    groups = tuple(
        Entry(*pair)
        for pair in named(
            draw(
                st.lists(
                    texts.filter(lambda text: text != "—"), min_size=2, max_size=3, unique=True
                )
            )
        )
    )
    keys = [group.id for group in groups]
    items = tuple(
        Sorted(key, text, draw(st.sampled_from([*keys, ""])))
        for key, text in named(draw(unique_texts()))
    )
    return Categorise(
        id=name,
        marking=draw(PAIRED),
        groups=groups,
        items=items,
        **{key: draw(value) for key, value in head.items()},
    )


@st.composite
def orderings(draw: st.DrawFn, name: str) -> Question:
    items = tuple(Entry(*pair) for pair in named(draw(unique_texts(2, 5))))
    marking = draw(st.sampled_from([Marking.PARTIAL_WITHOUT_PENALTY, Marking.ALL_OR_NOTHING]))
    return Ordering(
        id=name, marking=marking, items=items, **{key: draw(value) for key, value in head.items()}
    )


@st.composite
def clozes(draw: st.DrawFn, name: str) -> Question:
    said = named(draw(unique_texts()))
    shared = [
        Option(key, text, feedback=draw(maybe), weight=draw(shares)) for key, text in said[1:]
    ]
    first = ChoiceGap(id="gap-1", weight=1, options=(Option(*said[0], correct=True), *shared))
    accept = draw(st.lists(word, min_size=1, max_size=2, unique_by=fold))
    second = TextGap(
        id="gap-2",
        weight=draw(st.integers(1, 3)),
        accept=tuple(accept),
        answers=draw(graded_texts(accept, st.just(value=False))),
    )
    answer = draw(numbers)
    third = NumberGap(
        id="gap-3",
        weight=2,
        answer=answer,
        tolerance=draw(nears),
        answers=draw(graded_numbers(answer)),
    )
    marking = draw(st.sampled_from([Marking.PARTIAL_WITHOUT_PENALTY, Marking.ALL_OR_NOTHING]))
    passage = "One [[gap-1]], **two** [[gap-2]]  \nand [[gap-3]]."
    return Cloze(
        id=name,
        marking=marking,
        passage=passage,
        gaps=(first, second, third),
        **{key: draw(value) for key, value in head.items()},
    )


@st.composite
def hotspots(draw: st.DrawFn, name: str) -> Question:
    spots = (
        Spot(
            "a",
            Shape.RECTANGLE,
            (0, 0, 10, 10),
            draw(st.sampled_from(["", "North"])),
            correct=True,
            feedback=draw(maybe),
        ),
        Spot("b", Shape.CIRCLE, (50, 50, 9), feedback=draw(maybe)),
        Spot("c", Shape.POLYGON, (60, 60, 70, 60, 70, 70), correct=draw(st.booleans())),
    )
    several = spots[2].correct
    marking = draw(PAIRED) if several else Marking.ALL_OR_NOTHING
    return Hotspot(
        id=name,
        marking=marking,
        picture="well.png",
        alt="A map",
        width=100,
        height=80,
        spots=spots,
        several=several,
        **{key: draw(value) for key, value in head.items()},
    )


@st.composite
def by_people(draw: st.DrawFn, name: str) -> Question:
    common = {key: draw(value) for key, value in head.items()}
    if draw(st.booleans()):
        least = draw(st.sampled_from([0, 10]))
        return FreeText(
            id=name,
            words_least=least,
            words_most=draw(st.sampled_from([0, 200])),
            notes=draw(maybe),
            **common,
        )
    return FileUpload(
        id=name,
        extensions=draw(st.sampled_from([EXTENSIONS, ("pdf", "png")])),
        files=draw(st.integers(1, 3)),
        notes=draw(maybe),
        **common,
    )


def truths(name: str) -> st.SearchStrategy[Question]:
    marking = st.sampled_from([Marking.ALL_OR_NOTHING, Marking.NEGATIVE])
    return st.builds(TrueFalse, id=st.just(name), marking=marking, answer=st.booleans(), **head)


MAKERS = (
    choices, truths, short_texts, numerics, quantities, calculations, matchings, tables, categories, orderings,
    clozes, hotspots, by_people,
)  # fmt: skip


@st.composite
def items(draw: st.DrawFn) -> tuple[Item, ...]:
    names = draw(st.lists(ids, min_size=1, max_size=3, unique=True))
    made: list[Item] = []
    for name in names:
        question = draw(draw(st.sampled_from(MAKERS))(name))
        pictures = {"well.png": b"\x89PNG"} if isinstance(question, Hotspot) else {}
        made.append(
            Item(question, draw(word), draw(st.sampled_from(["", "Water", "Top/Wells"])), pictures)
        )
    return tuple(made)
