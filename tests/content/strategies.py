"""Packages that Hypothesis draws: every type of question, any letters, a catalogue."""

# ruff: noqa: E501 - what is written as one line is read as one

from dataclasses import replace
from fractions import Fraction

from hypothesis import strategies as st

from academy.content.course_file import with_titles
from academy.content.model import (
    CertificateTerms,
    Completion,
    Course,
    Entry,
    Feedback,
    Level,
    Marking,
    Matching,
    Module,
    MultipleResponse,
    Numeric,
    Option,
    Ordering,
    Package,
    Prompt,
    Quiz,
    ShortText,
    SingleChoice,
    Track,
    TrueFalse,
    Unit,
    UnitKind,
)
from academy.content.po import Catalogue
from academy.content.po import Entry as Translation
from academy.content.segments import segments
from academy.content.text import clean, hidden_mark
from academy.kernel.text import fold

LETTERS = st.characters(
    exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp"], exclude_characters="<>[]!|\\`&"
)


def sound(text: str) -> str:
    """A text as a reader keeps it: something to see, and nothing hidden."""
    kept = clean(text)
    return "?" if hidden_mark(kept) or not fold(kept) else kept


texts = st.text(LETTERS, max_size=12).map(sound)
maybe = st.one_of(st.just(""), texts)
ids = st.text("abc019-", min_size=1, max_size=5)
marks = st.integers(1, 100)
feedback = st.builds(Feedback, texts, texts)
fractions = st.one_of(
    st.fractions(-(10**9), 10**9, max_denominator=1_000),
    st.decimals(-1_000, 1_000, places=4).map(Fraction),
)


@st.composite
def entry_lists(draw: st.DrawFn) -> tuple[Entry, ...]:
    names = draw(st.lists(ids, min_size=2, max_size=4, unique=True))
    said = draw(st.lists(texts, min_size=len(names), max_size=len(names), unique=True))
    return tuple(map(Entry, names, said))


@st.composite
def choices(draw: st.DrawFn, *, one: bool) -> tuple[Option, ...]:
    entries = draw(entry_lists())
    right = draw(st.integers(0, len(entries) - 1))
    return tuple(
        Option(
            entry.id,
            entry.text,
            correct=place == right or (not one and draw(st.booleans())),
            feedback=draw(maybe),
        )
        for place, entry in enumerate(entries)
    )


@st.composite
def matchings(draw: st.DrawFn, name: str) -> Matching:
    options, left = draw(entry_lists()), draw(entry_lists())
    known = st.sampled_from([option.id for option in options])
    prompts = tuple(Prompt(entry.id, entry.text, draw(known)) for entry in left)
    return Matching(
        id=name, marks=draw(marks), text=draw(texts), feedback=draw(feedback), prompts=prompts, options=options
    )  # fmt: skip


def questions(name: str) -> st.SearchStrategy[object]:
    common = {"id": st.just(name), "marks": marks, "text": texts, "feedback": feedback}
    words = st.lists(texts, min_size=1, max_size=3, unique_by=fold).map(tuple)
    return st.one_of(
        st.builds(SingleChoice, **common, options=choices(one=True)),
        st.builds(MultipleResponse, **common, marking=st.sampled_from(Marking), options=choices(one=False)),
        st.builds(TrueFalse, **common, answer=st.booleans()),
        st.builds(Numeric, **common, answer=fractions, tolerance=fractions.map(abs), unit=maybe),
        st.builds(ShortText, **common, accept=words),
        matchings(name),
        st.builds(Ordering, **common, items=entry_lists()),
    )  # fmt: skip


@st.composite
def quizzes(draw: st.DrawFn) -> Quiz:
    names = draw(st.lists(ids, min_size=1, max_size=4, unique=True))
    drawn = tuple(draw(questions(name)) for name in names)
    return Quiz(
        draw(texts), draw(maybe), draw(marks), draw(st.integers(0, 9)), draw(st.booleans()), drawn  # type: ignore[arg-type]
    )  # fmt: skip


@st.composite
def courses(draw: st.DrawFn) -> Course:
    names = draw(st.lists(ids, min_size=2, max_size=5, unique=True))
    kinds = [
        UnitKind.LESSON,
        *draw(
            st.lists(st.sampled_from(UnitKind), min_size=len(names) - 1, max_size=len(names) - 1)
        ),
    ]
    units = [
        Unit(name, kind, draw(marks), place == 0 or draw(st.booleans()), "")
        for place, (name, kind) in enumerate(zip(names, kinds, strict=True))
    ]
    cut = draw(st.integers(1, len(units) - 1))
    modules = (
        Module("first", draw(texts), tuple(units[:cut])),
        Module("second", draw(texts), tuple(units[cut:])),
    )
    scored = any(unit.required and unit.kind is UnitKind.QUIZ for unit in units)
    score = draw(st.one_of(st.none(), marks)) if scored else None
    return Course(
        id=draw(ids), track=draw(st.sampled_from(Track)), level=draw(st.sampled_from(Level)), language="en",
        hours=draw(marks), title=draw(texts), summary=draw(texts), outcomes=tuple(draw(st.lists(texts, max_size=2))),
        competences=tuple(draw(st.lists(texts, max_size=2))), modules=modules, completion=Completion(score),
        certificate=CertificateTerms(draw(texts)),
    )  # fmt: skip


@st.composite
def packages(draw: st.DrawFn) -> Package:
    """A package that its checker lets in."""
    course = draw(courses())
    lessons = {
        unit.id: f"# Lesson {unit.id}\n\n{draw(st.sampled_from(['One.', 'Two *words*.', '- a']))}\n"
        for unit in course.units
        if unit.kind is UnitKind.LESSON
    }
    checks = {unit.id: draw(quizzes()) for unit in course.units if unit.kind is UnitKind.QUIZ}
    titles = {name: f"Lesson {name}" for name in lessons} | {n: q.title for n, q in checks.items()}
    bare = Package(with_titles(course, titles), lessons, checks)
    said = draw(st.lists(texts, max_size=3))
    keys = [segment.key for segment in segments(bare)]
    entries = {
        key: Translation(text, fuzzy=True, previous=draw(maybe))
        for key, text in zip(keys, said, strict=False)
    }
    return replace(bare, catalogues={"km": Catalogue("km", entries)})
