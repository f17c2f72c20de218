"""Packages that Hypothesis draws: every type of question, any letters, a catalogue."""

# ruff: noqa: E501 - what is written as one line is read as one

from dataclasses import replace
from fractions import Fraction

from hypothesis import strategies as st

from academy.content.course_file import with_titles
from academy.content.markdown import lesson_title
from academy.content.model import (
    CertificateTerms,
    Completion,
    Course,
    Feedback,
    Level,
    Marking,
    Module,
    Option,
    Package,
    Question,
    Quiz,
    Track,
    Unit,
    UnitKind,
)
from academy.content.po import Catalogue
from academy.content.po import Entry as Translation
from academy.content.questions.calculated import Calculated
from academy.content.questions.matching import Matching, Prompt
from academy.content.questions.multiple_response import MultipleResponse
from academy.content.questions.numeric import Numeric
from academy.content.questions.ordering import Ordering
from academy.content.questions.quantity import Quantity
from academy.content.questions.short_text import ShortText
from academy.content.questions.single_choice import SingleChoice
from academy.content.questions.true_false import TrueFalse
from academy.content.segments import segments
from academy.kernel.text import fold
from tests.content.letters import entry_lists, feedback, fractions, ids, marks, maybe, texts
from tests.content.measured import broken_measures, quantities, sums
from tests.content.tables import broken_tables, clozes, groupings, matrices


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


UNWEIGHED = tuple(marking for marking in Marking if marking is not Marking.WEIGHTS)
"""Where nothing is weighed, an option is right or not, and its weight is in no file."""


def questions(name: str) -> st.SearchStrategy[object]:
    common = {"id": st.just(name), "marks": marks, "text": texts, "feedback": feedback}
    words = st.lists(texts, min_size=1, max_size=3, unique_by=fold).map(tuple)
    return st.one_of(
        st.builds(SingleChoice, **common, options=choices(one=True)),
        st.builds(MultipleResponse, **common, marking=st.sampled_from(UNWEIGHED), options=choices(one=False)),
        st.builds(TrueFalse, **common, answer=st.booleans()),
        st.builds(Numeric, **common, answer=fractions, tolerance=fractions.map(abs), unit=maybe),
        st.builds(ShortText, **common, accept=words),
        matchings(name),
        st.builds(Ordering, **common, items=entry_lists()),
        clozes(name),
        matrices(name),
        groupings(name),
        quantities(name),
        sums(name),
    )  # fmt: skip


@st.composite
def quizzes(draw: st.DrawFn) -> Quiz:
    names = draw(st.lists(ids, min_size=1, max_size=4, unique=True))
    made = tuple(draw(questions(name)) for name in names)
    return Quiz(
        title=draw(texts), intro=draw(maybe), pass_mark=draw(marks), attempts=draw(st.integers(0, 9)),
        shuffle=draw(st.booleans()), questions=made, draw=draw(st.integers(0, len(made))),  # type: ignore[arg-type]
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


BROKEN_LESSONS = [
    "", "Only text.\n", "# A\n\n# B\n", "# A\n\n### B\n", "# *A*\n", "# A\n\n<b>bold</b> <script>\n",
    "# A\n\n[](unit:gone) [b](http://b)\n", "# A\n\n![](media/gone.png)\n", "# A\n\n::: tip\n:::\n\n::: hint\n",
    "# A\n\n::: check\n:::\n\n::: fact weather\nText.\n:::\n", "# A\n\nWords.[^1]\n\n[^2]: None.\n",
]  # fmt: skip


@st.composite
def broken_questions(  # noqa: PLR0911 - one for each type
    draw: st.DrawFn, question: Question
) -> Question:
    """A question that still lacks something."""
    text = draw(st.sampled_from(["", "<b>bold</b>", "![a](media/a.png)", question.text]))
    common = {"text": text, "marks": draw(st.sampled_from([0, 101, question.marks]))}
    half = replace(question.feedback, wrong="")
    common |= {"feedback": draw(st.sampled_from([Feedback("", ""), half]))}
    few, bare = draw(st.integers(0, 2)), draw(st.sampled_from(["", "the same"]))
    match question:
        case SingleChoice() | MultipleResponse():
            right = draw(st.booleans())
            options = tuple(replace(each, text=bare, correct=right) for each in question.options)
            return replace(question, **common, options=options[:few])
        case Matching():
            prompts = tuple(
                replace(each, text=bare, option=draw(maybe_ids)) for each in question.prompts
            )
            return replace(
                question, **common, prompts=prompts[:few], options=question.options[:few]
            )
        case Ordering():
            return replace(question, **common, items=question.items[:few])
        case ShortText():
            return replace(question, **common, accept=("", "a|b", "a", "A")[: 2 * few])
        case Numeric():
            return replace(question, **common, tolerance=Fraction(-1, 3))
        case TrueFalse():
            return replace(question, **common)
        case Quantity() | Calculated():
            return replace(draw(broken_measures(question)), **common)
        case _:
            return replace(draw(broken_tables(question)), **common)


maybe_ids = st.one_of(st.just(""), ids)


@st.composite
def broken_quizzes(draw: st.DrawFn, quiz: Quiz) -> Quiz:
    """A quiz that still lacks something, or asks for too much."""
    made = tuple(draw(broken_questions(each)) for each in quiz.questions)
    return replace(
        quiz, title=draw(maybe), pass_mark=draw(st.sampled_from([0, 101, -1])), attempts=draw(st.sampled_from([0, 101])),
        questions=made[draw(st.integers(0, 1)) :], draw=draw(st.integers(0, 9)),
    )  # fmt: skip


@st.composite
def drafts(draw: st.DrawFn) -> Package:
    """A package that could not be published: what a course may be while it is written."""
    sound = draw(packages())
    lessons = {
        unit: draw(st.sampled_from([text, *BROKEN_LESSONS])) for unit, text in sound.lessons.items()
    }
    checks = {
        unit: draw(st.one_of(st.just(quiz), broken_quizzes(quiz)))
        for unit, quiz in sound.quizzes.items()
    }
    modules = tuple(
        replace(module, title=draw(maybe), units=tuple(replace(unit, required=False, minutes=0) for unit in module.units))
        for module in (*sound.course.modules, Module("empty", "", ()))
    )  # fmt: skip
    titles = {name: lesson_title(text) for name, text in lessons.items()}
    course = replace(
        sound.course, title=draw(maybe), summary="", outcomes=("", *sound.course.outcomes), competences=("",),
        hours=draw(st.sampled_from([0, 1_001])), modules=modules, certificate=CertificateTerms(""),
        completion=Completion(draw(st.sampled_from([None, 50, 101]))),
    )  # fmt: skip
    course = with_titles(course, titles | {name: quiz.title for name, quiz in checks.items()})
    return replace(sound, course=course, lessons=lessons, quizzes=checks)
