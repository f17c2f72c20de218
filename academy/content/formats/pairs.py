"""Questions whose parts belong together or come one after another."""

from collections.abc import Sequence

from academy.content import bounds
from academy.content.formats.build import Head
from academy.content.formats.losses import ItemRefused, LossCode, Losses
from academy.content.formats.texts import Ids, letter
from academy.content.model import Entry, Marking
from academy.content.questions.matching import Matching, Prompt
from academy.content.questions.ordering import Ordering

_TWO = 2


def matching(
    head: Head,
    pairs: Sequence[tuple[str, str]],
    losses: Losses,
    *,
    marking: Marking = Marking.PARTIAL_WITHOUT_PENALTY,
) -> Matching:
    """Return a matching made of pairs; one without a left side is an option that is left over."""
    options: dict[str, Entry] = {}
    for _, right in pairs:
        if not right:
            raise ItemRefused(LossCode.NO_TEXT, what="option")
        options.setdefault(right, Entry(letter(len(options)), right))
    prompts: dict[str, Prompt] = {}
    for left, right in pairs:
        if left in prompts:
            raise ItemRefused(LossCode.SAME_TEXT, what=left)
        if left:
            prompts[left] = Prompt(letter(len(prompts)), left, options[right].id)
    _check(len(prompts), 1, "prompts")
    _check(len(options), _TWO, "options")
    return Matching(
        **head.common(losses, marking),
        prompts=tuple(prompts.values()),
        options=tuple(options.values()),
    )


def ordering(
    head: Head, parts: Sequence[tuple[str, str]], losses: Losses, *, marking: Marking
) -> Ordering:
    """Return items to be put in order; of each part the name it had, if any, and its text."""
    ids = Ids()
    items = entries(parts, ids)
    _check(len(items), _TWO, "items")
    return Ordering(**head.common(losses, marking), items=items)


def entries(parts: Sequence[tuple[str, str]], ids: Ids) -> tuple[Entry, ...]:
    """Return parts with ids; raise `ItemRefused` where two of them read the same."""
    seen: set[str] = set()
    made: list[Entry] = []
    for place, (name, text) in enumerate(parts):
        if not text:
            raise ItemRefused(LossCode.NO_TEXT, what="part")
        if text in seen:
            raise ItemRefused(LossCode.SAME_TEXT, what=text)
        seen.add(text)
        made.append(Entry(ids.of(name or letter(place), letter(place)), text))
    return tuple(made)


def _check(count: int, least: int, what: str) -> None:
    if count < least:
        raise ItemRefused(LossCode.TOO_FEW, what=what)
    if count > bounds.PARTS:
        raise ItemRefused(LossCode.TOO_MANY, what=what)
