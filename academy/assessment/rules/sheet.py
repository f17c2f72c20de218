"""What a learner sent: which of it is new, and which of it is not an answer."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from academy.assessment.rules.items.kind import Answer, Fields, InputFault
from academy.assessment.rules.marking import CERTAINTIES
from academy.assessment.rules.paper import Slot

Posted = Mapping[str, Sequence[str]]
"""A form as it was sent: every value of every field, by the field's name."""


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """An answer to be kept, or `None` where one was taken back, under a key of its own."""

    question_id: str
    answer: Answer | None
    key: str
    certainty: int | None = None
    is_check: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form, read: what is new; by place, every answer; the faults, and what was typed there.

    `sure` is how sure the learner is of each, by place, where they say so.
    """

    answers: tuple[NewAnswer, ...]
    filled: Mapping[int, Answer | None]
    sure: Mapping[int, int | None]
    faults: Mapping[int, InputFault]
    typed: Mapping[int, Fields]


def read_sheet(
    paper: Sequence[Slot], posted: Posted, *, page_key: str, check: int | None = None
) -> Sheet:
    """Return what is new on a form; the answer at the place `check` is to be checked at once.

    A form says of each question which answer it was shown with (`base`): what still stands as it
    was shown is not new, so a page that was open for long takes nothing back that was saved
    elsewhere. A question whose `base` is missing was not on the form.
    """
    answers: list[NewAnswer] = []
    filled: dict[int, Answer | None] = {}
    sure: dict[int, int | None] = {}
    faults: dict[int, InputFault] = {}
    typed: dict[int, Fields] = {}
    for slot in paper:
        base = posted.get(base_name(slot.place))
        if not base:
            continue
        fields = _fields(slot.place, posted)
        answer = slot.parse(fields)
        if isinstance(answer, InputFault):
            faults[slot.place], typed[slot.place] = answer, fields
            continue
        filled[slot.place] = answer
        certainty = None if answer is None else _certainty(slot.place, posted)
        sure[slot.place] = certainty
        is_check = slot.place == check and answer is not None
        if is_check or base_of(answer, certainty) != base[0]:
            key = save_key(page_key, slot.question.id, (answer, certainty, is_check))
            answers.append(NewAnswer(slot.question.id, answer, key, certainty, is_check))
    return Sheet(tuple(answers), filled, sure, faults, typed)


def field_name(place: int, part: str = "") -> str:
    """Return the name, on the form, of a field of the question at a place."""
    return f"a{place}-{part}" if part else f"a{place}"


def base_name(place: int) -> str:
    """Return the name of the field that holds the `base_of` what was shown."""
    return f"b{place}"


def sure_name(place: int) -> str:
    """Return the name of the field that says how sure the learner is."""
    return f"c{place}"


def base_of(answer: Answer | None, certainty: int | None = None) -> str:
    """Return a mark of an answer, to see whether it changed; empty for none."""
    if answer is None:
        return ""
    sure = f"|{certainty}" if certainty else ""
    return sha256(f"{canonical(answer)}{sure}".encode()).hexdigest()[:16]


def save_key(page_key: str, question_id: str, given: tuple[Answer | None, int | None, bool]) -> str:
    """Return the key that makes sending the same answer from the same page twice the same as once.

    `given` is the answer, how sure the learner is, and whether it is to be checked. A page that is
    gone back to, and sends something else, sends something new.
    """
    answer, certainty, is_check = given
    rest = f"|{certainty or ''}|{'check' if is_check else ''}" if certainty or is_check else ""
    return sha256(f"{page_key}|{question_id}|{canonical(answer)}{rest}".encode()).hexdigest()


def canonical(answer: Answer | None) -> str:
    """Return the one text of an answer."""
    return json.dumps(answer, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _certainty(place: int, posted: Posted) -> int | None:
    said = (posted.get(sure_name(place)) or ("",))[0]
    return next((one for one in CERTAINTIES if str(one) == said), None)


def _fields(place: int, posted: Posted) -> Fields:
    own, prefix = field_name(place), f"{field_name(place)}-"
    parts = {
        name[len(prefix) :]: values for name, values in posted.items() if name.startswith(prefix)
    }
    return {**parts, "": posted[own]} if own in posted else parts
