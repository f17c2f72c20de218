"""Quantities, calculated questions and places on pictures, as Hypothesis draws them."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import strategies as st

from academy.content.model import Question
from academy.content.questions.calculated import Calculated, Variable
from academy.content.questions.hotspot import Hotspot, Shape, Spot
from academy.content.questions.quantity import Quantity, Unit
from tests.content.letters import entry_lists, fractions, maybe, texts
from tests.content.tables import common, markings

SIDE = 400
shares = st.sampled_from([Fraction(0), Fraction(1, 3), Fraction(1)])
steps = st.sampled_from([Fraction(1), Fraction(1, 4), Fraction(3)])
FORMULAS = ("a + b", "2*a^2 - b", "round(a/7, 2) * b", "max(a, b, 0)", "sqrt(a^2 + b^2)", "{a}*pi")


@st.composite
def quantities(draw: st.DrawFn, name: str = "parcel") -> Quantity:
    names = draw(st.one_of(st.just(()), entry_lists()))
    factors = [Fraction(1), *draw(st.lists(fractions.map(abs).filter(bool), min_size=len(names)))]
    return Quantity(
        **common(name),  # type: ignore[arg-type]
        answer=draw(fractions),
        tolerance=abs(draw(fractions)),
        relative=draw(st.booleans()),
        units=tuple(Unit(n.id, n.text, factor) for n, factor in zip(names, factors, strict=False)),
        figures=draw(st.integers(0, 6)),
        figures_share=draw(shares),
    )


@st.composite
def variables(draw: st.DrawFn, name: str) -> Variable:
    low = draw(st.integers(-50, 50))
    return Variable(name, Fraction(low), Fraction(low + draw(st.integers(0, 30))), draw(steps))


@st.composite
def sums(draw: st.DrawFn, name: str = "mangoes") -> Calculated:
    own = {**common(name), "text": "What are {a} and {b}?"}
    return Calculated(
        **own,  # type: ignore[arg-type]
        formula=draw(st.sampled_from(FORMULAS)),
        variables=(draw(variables("a")), draw(variables("b"))),
        tolerance=draw(st.fractions(Fraction(1, 100), 3, max_denominator=100)),
        relative=draw(st.booleans()),
        unit=draw(maybe),
    )


@st.composite
def numbers(draw: st.DrawFn, shape: Shape) -> tuple[int, ...]:
    x, y = draw(st.integers(50, 150)), draw(st.integers(50, 150))
    size = draw(st.integers(1, 50))
    match shape:
        case Shape.RECTANGLE:
            return x, y, x + size, y + size
        case Shape.CIRCLE:
            return x, y, size
        case Shape.POLYGON:
            return x, y, x + size, y, x, y + size


@st.composite
def maps(draw: st.DrawFn) -> Hotspot:
    several, entries = draw(st.booleans()), draw(entry_lists())
    first = draw(st.integers(0, len(entries) - 1))
    shapes = [draw(st.sampled_from(Shape)) for _ in entries]
    spots = (
        Spot(
            each.id, shape, draw(numbers(shape)),
            text=each.text, feedback=draw(maybe),
            correct=n == first or (several and draw(st.booleans())),
        )
        for n, (each, shape) in enumerate(zip(entries, shapes, strict=True))
    )  # fmt: skip
    return Hotspot(
        **common("phone"),  # type: ignore[arg-type]
        marking=draw(markings("hotspot")),
        picture="phone.png",
        alt=draw(texts),
        width=SIDE,
        height=SIDE,
        several=several,
        spots=tuple(spots),
    )


@st.composite
def broken_measures(draw: st.DrawFn, question: Quantity | Calculated) -> Question:
    """A question of these types that still lacks something."""
    few, number = draw(st.integers(0, 2)), draw(st.sampled_from([Fraction(-1), Fraction(0)]))
    match question:
        case Quantity():
            units = tuple(replace(each, text="", factor=number) for each in question.units)
            return replace(question, units=units[:few], figures=99, tolerance=number)
        case Calculated():
            formula = draw(
                st.sampled_from(["", "a +", "zebra", "1/(a-a)", "(" * 99, question.formula])
            )
            ranges = tuple(replace(each, step=number) for each in question.variables)
            return replace(question, formula=formula, variables=ranges[:few])


def measured() -> st.SearchStrategy[Question]:
    return st.one_of(quantities(), sums(), maps())
