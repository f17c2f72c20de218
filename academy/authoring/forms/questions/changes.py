"""What the buttons of the builder do: changes of a form, before it is read.

A button says what and where: `up:q1.options.b`, `add:q1.options`, `ask:numeric`, `copy:q1`,
`turn:q1:single-choice`. Nothing here knows one type from another, and nothing here can fail: what
makes no sense changes nothing.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from academy.authoring.forms.questions.fields import (
    QUESTIONS,
    Fields,
    first,
    joined,
    letters,
    part_ids,
    under,
)
from academy.authoring.forms.questions.kinds import KINDS
from academy.content.bounds import PARTS

Form = dict[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Step:
    """What a button does, to which part or list, and with what else it needs."""

    verb: str = ""
    at: str = ""
    extra: str = ""

    @classmethod
    def of(cls, words: str) -> "Step":
        """Read what a button says."""
        verb, _, rest = words.partition(":")
        at, _, extra = rest.partition(":")
        return cls(verb, at, extra)


@dataclass(frozen=True, slots=True)
class Changed:
    """A form after a step, and the name of the part that the step made or touched."""

    fields: Fields
    touched: str = ""
    is_full: bool = False
    """Whether there was no room for what should be added."""


def change(fields: Fields, step: Step, known: Collection[Fields] = ()) -> Changed:
    """Return a form after a step. No new id is one that any of the `known` forms has."""
    does = _STEPS.get(step.verb)
    return does(dict(fields), step, known) if does else Changed(fields)


def bring_back(fields: Fields, old: Fields, at: str) -> Changed:
    """Return a form with a part again that an older form still has, at its old place."""
    listed, part = _place(at)
    before, now = part_ids(old, listed), part_ids(fields, listed)
    if part not in before or part in now or len(now) >= PARTS:
        return Changed(fields)
    form = {**fields, **{joined(at, name): held for name, held in under(old, at).items()}}
    place = before.index(part)
    form[listed] = (*now[:place], part, *now[place:])
    marked = joined(listed.rpartition(".")[0], "correct")
    if part in old.get(marked, ()) and part not in form.get(marked, ()):
        form[marked] = (*form.get(marked, ()), part)
    return Changed(form, at)


def _up(form: Form, step: Step, _known: Collection[Fields]) -> Changed:
    return _moved(form, step.at, by=-1)


def _down(form: Form, step: Step, _known: Collection[Fields]) -> Changed:
    return _moved(form, step.at, by=1)


def _moved(form: Form, at: str, *, by: int) -> Changed:
    listed, part = _place(at)
    parts = list(part_ids(form, listed))
    place = parts.index(part) + by if part in parts else -1
    if not 0 <= place < len(parts):
        return Changed(form)
    parts.remove(part)
    parts.insert(place, part)
    return Changed({**form, listed: parts}, at)


def _remove(form: Form, step: Step, _known: Collection[Fields]) -> Changed:
    listed, part = _place(step.at)
    left = [each for each in part_ids(form, listed) if each != part]
    return Changed({**form, listed: left}, joined(step.at.partition(".")[0]))


def _add(form: Form, step: Step, known: Collection[Fields]) -> Changed:
    """Add a part, to all the lists that one more of it takes, under one id."""
    question, _, name = step.at.partition(".")
    kind = KINDS.get(first(form, joined(question, "type")))
    names = kind.adds.get(name, (name,)) if kind else ()
    lists = [joined(question, each) for each in names if kind and kind.has_list(each)]
    if not lists:
        return Changed(form)
    if any(len(part_ids(form, each)) >= PARTS for each in lists):
        return Changed(form, question, is_full=True)
    fresh = _fresh(letters(), {part for each in lists for part in _taken(each, form, *known)})
    form.update({each: (*part_ids(form, each), fresh) for each in lists})
    return Changed(form, joined(lists[0], fresh))


def _ask(form: Form, step: Step, known: Collection[Fields]) -> Changed:
    """Ask one more question, of a type."""
    kind = KINDS.get(step.at)
    if kind is None:
        return Changed(form)
    asked = part_ids(form, QUESTIONS)
    if len(asked) >= PARTS:
        return Changed(form, is_full=True)
    fresh = _fresh(_numbers(), _taken(QUESTIONS, form, *known))
    own = {"type": [kind.name], **kind.starts}
    form.update({joined(fresh, name): held for name, held in own.items()})
    return Changed({**form, QUESTIONS: (*asked, fresh)}, fresh)


def _copy(form: Form, step: Step, known: Collection[Fields]) -> Changed:
    """Put a copy of a question behind it."""
    asked = part_ids(form, QUESTIONS)
    if step.at not in asked:
        return Changed(form)
    if len(asked) >= PARTS:
        return Changed(form, step.at, is_full=True)
    fresh = _fresh(_numbers(), _taken(QUESTIONS, form, *known))
    form.update({joined(fresh, name): held for name, held in under(form, step.at).items()})
    behind = asked.index(step.at) + 1
    return Changed({**form, QUESTIONS: (*asked[:behind], fresh, *asked[behind:])}, fresh)


def _turn(form: Form, step: Step, _known: Collection[Fields]) -> Changed:
    """Make a question one of another type that understands its fields, marked as is usual there."""
    name = joined(step.at, "type")
    kind = KINDS.get(first(form, name))
    if kind is None or step.extra not in kind.turns_into:
        return Changed(form)
    return Changed({**form, name: [step.extra], joined(step.at, "marking"): []}, step.at)


_STEPS: Mapping[str, Callable[[Form, Step, Collection[Fields]], Changed]] = {
    "up": _up,
    "down": _down,
    "remove": _remove,
    "add": _add,
    "ask": _ask,
    "copy": _copy,
    "turn": _turn,
}


def _place(at: str) -> tuple[str, str]:
    """Return the name of the list that a part stands in, and its id."""
    listed, _, part = at.rpartition(".")
    return listed or QUESTIONS, part


def _taken(listed: str, *forms: Fields) -> set[str]:
    return {each for form in forms for each in form.get(listed, ())}


def _fresh(names: Iterator[str], taken: Collection[str]) -> str:
    return next(name for name in names if name not in taken)


def _numbers() -> Iterator[str]:
    return (f"q{number}" for number in count(1))
