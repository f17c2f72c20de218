"""What a learner sent: which of it is new, and which of it is not an answer."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from academy.assessment.rules.items.kind import Answer, Fields, InputFault
from academy.assessment.rules.paper import Slot

Posted = Mapping[str, Sequence[str]]
"""A form as it was sent: every value of every field, by the field's name."""


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """An answer to be kept, or `None` where one was taken back, under a key of its own."""

    question_id: str
    answer: Answer | None
    key: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form, read: what is new; by place, every answer; the faults, and what was typed there."""

    answers: tuple[NewAnswer, ...]
    filled: Mapping[int, Answer | None]
    faults: Mapping[int, InputFault]
    typed: Mapping[int, Fields]


def read_sheet(paper: Sequence[Slot], posted: Posted, *, page_key: str) -> Sheet:
    """Return what is new on a form.

    A form says of each question which answer it was shown with (`base`): what still stands as it
    was shown is not new, so a page that was open for long takes nothing back that was saved
    elsewhere. A question whose `base` is missing was not on the form.
    """
    answers: list[NewAnswer] = []
    filled: dict[int, Answer | None] = {}
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
        if base_of(answer) != base[0]:
            key = save_key(page_key, slot.question.id, answer)
            answers.append(NewAnswer(slot.question.id, answer, key))
    return Sheet(tuple(answers), filled, faults, typed)


def field_name(place: int, part: str = "") -> str:
    """Return the name, on the form, of a field of the question at a place."""
    return f"a{place}-{part}" if part else f"a{place}"


def base_name(place: int) -> str:
    """Return the name of the field that holds the `base_of` what was shown."""
    return f"b{place}"


def base_of(answer: Answer | None) -> str:
    """Return a mark of an answer, to see whether it changed; empty for none."""
    return "" if answer is None else sha256(canonical(answer).encode()).hexdigest()[:16]


def save_key(page_key: str, question_id: str, answer: Answer | None) -> str:
    """Return the key that makes sending the same answer from the same page twice the same as once.

    A page that is gone back to, and sends something else, sends something new.
    """
    return sha256(f"{page_key}|{question_id}|{canonical(answer)}".encode()).hexdigest()


def canonical(answer: Answer | None) -> str:
    """Return the one text of an answer."""
    return json.dumps(answer, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _fields(place: int, posted: Posted) -> Fields:
    own, prefix = field_name(place), f"{field_name(place)}-"
    parts = {
        name[len(prefix) :]: values for name, values in posted.items() if name.startswith(prefix)
    }
    return {**parts, "": posted[own]} if own in posted else parts
