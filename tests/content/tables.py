"""Passages with gaps, tables to tick and items to group, as Hypothesis draws them."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import strategies as st

from academy.content.model import Feedback, Marking, Option, Question
from academy.content.questions.categorise import Categorise, Item
from academy.content.questions.cloze import AnyGap, ChoiceGap, Cloze, NumberGap, TextGap
from academy.content.questions.kinds import KINDS
from academy.content.questions.matrix import Matrix, Row
from academy.content.questions.numeric import GradedNumber
from academy.content.questions.short_text import GradedText
from academy.kernel.text import fold
from tests.content.letters import entry_lists, fractions, ids, maybe, texts

shares = st.sampled_from([Fraction(0), Fraction(1, 4), Fraction(1, 3), Fraction(1)])
weights = st.integers(1, 5)
words = st.lists(texts, min_size=1, max_size=3, unique_by=fold).map(tuple)
graded_texts = st.lists(st.builds(GradedText, texts, shares, maybe, st.booleans()), max_size=2)
graded_numbers = st.lists(
    st.builds(GradedNumber, fractions, fractions.map(abs), shares, maybe), max_size=2
)


def common(name: str) -> dict[str, object]:
    return {
        "id": name,
        "marks": Fraction(3, 2),
        "text": "Which?",
        "feedback": Feedback("Right.", "Wrong."),
    }


def markings(name: str) -> st.SearchStrategy[Marking]:
    return st.sampled_from(KINDS[name].markings)


@st.composite
def options(draw: st.DrawFn) -> tuple[Option, ...]:
    entries = draw(entry_lists())
    right = draw(st.integers(0, len(entries) - 1))
    return tuple(
        Option(each.id, each.text, correct=n == right, feedback=draw(maybe), weight=draw(shares))
        for n, each in enumerate(entries)
    )


def gaps(name: str) -> st.SearchStrategy[AnyGap]:
    own = {"id": st.just(name), "weight": weights}
    return st.one_of(
        st.builds(ChoiceGap, **own, options=options()),
        st.builds(TextGap, **own, accept=words, answers=graded_texts.map(tuple)),
        st.builds(
            NumberGap,
            **own,
            answer=fractions,
            tolerance=fractions.map(abs),
            answers=graded_numbers.map(tuple),
        ),
    )


@st.composite
def clozes(draw: st.DrawFn, name: str = "q") -> Cloze:
    names = draw(st.lists(ids, min_size=1, max_size=4, unique=True))
    passage = " ".join(
        f"{draw(texts)} [[{each}]] {draw(texts)}" for each in draw(st.permutations(names))
    )
    return Cloze(
        **common(name),  # type: ignore[arg-type]
        marking=draw(markings("cloze")),
        passage=passage,
        gaps=tuple(draw(gaps(each)) for each in names),
    )


@st.composite
def matrices(draw: st.DrawFn, name: str = "q") -> Matrix:
    columns, entries, several = draw(entry_lists()), draw(entry_lists()), draw(st.booleans())
    known = [column.id for column in columns]
    most = len(known) if several else 1
    chosen = [
        draw(st.lists(st.sampled_from(known), min_size=n == 0 or not several, max_size=most))
        for n in range(len(entries))
    ]
    rows = tuple(
        Row(entry.id, entry.text, tuple(each for each in known if each in right))
        for entry, right in zip(entries, chosen, strict=True)
    )
    return Matrix(
        **common(name),  # type: ignore[arg-type]
        marking=draw(markings("matrix")),
        rows=rows,
        columns=columns,
        several=several,
    )


@st.composite
def groupings(draw: st.DrawFn, name: str = "q") -> Categorise:
    groups, entries = draw(entry_lists()), draw(entry_lists())
    known = st.sampled_from(["", *(group.id for group in groups)])
    return Categorise(
        **common(name),  # type: ignore[arg-type]
        marking=draw(markings("categorise")),
        groups=groups,
        items=tuple(Item(entry.id, entry.text, draw(known)) for entry in entries),
    )


@st.composite
def broken_tables(draw: st.DrawFn, question: Question) -> Question:
    """A question of these types that still lacks something."""
    few, bare = draw(st.integers(0, 2)), draw(st.sampled_from(["", "the same"]))
    match question:
        case Cloze():
            passage = draw(st.sampled_from(["", "[[gone]] [[", question.passage * 2]))
            gaps = tuple(_broken_gap(gap, few, bare) for gap in question.gaps)
            return replace(question, passage=passage, gaps=gaps[:few])
        case Matrix():
            known = [column.id for column in question.columns[:few]]
            ticks = st.lists(st.sampled_from(known), unique=True) if known else st.just([])
            chosen = [draw(ticks) for _ in question.rows]
            rows = tuple(
                Row(row.id, bare, tuple(each for each in known if each in ticked))
                for row, ticked in zip(question.rows, chosen, strict=True)
            )
            return replace(question, rows=rows[:few], columns=question.columns[:few])
        case Categorise():
            items = tuple(Item(item.id, bare, draw(ids)) for item in question.items)
            return replace(question, items=items[:few], groups=question.groups[:few])
        case _:
            raise TypeError(question)


def _broken_gap(gap: AnyGap, few: int, bare: str) -> AnyGap:
    match gap:
        case ChoiceGap():
            options = tuple(replace(each, text=bare, correct=False) for each in gap.options)
            return replace(gap, weight=0, options=options[:few])
        case TextGap():
            graded = GradedText(bare, Fraction(2))
            return replace(gap, accept=("a|b", "a", "A")[:few], answers=(graded,) * few)
        case NumberGap():
            graded_number = GradedNumber(Fraction(1), Fraction(-1), Fraction(-1))
            return replace(gap, tolerance=Fraction(-1, 3), answers=(graded_number,) * few)
