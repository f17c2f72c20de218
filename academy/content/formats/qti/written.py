"""Interactions that are written into, one or several, and gaps to choose for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from academy.content.formats.build import Answer, numeric, short_text
from academy.content.formats.flow import BLOCK, FIRST, LAST, markdown_of
from academy.content.formats.losses import ItemRefused, LossCode, Losses
from academy.content.formats.numbers import number, settled, share
from academy.content.formats.passages import (
    choice_gap,
    cloze_question,
    number_gap,
    text_gap,
)
from academy.content.formats.qti.choices import notes, settings
from academy.content.formats.qti.declarations import NUMBERS, Atom, Declared, Responses, Value
from academy.content.formats.qti.feedback import Feedbacks
from academy.content.formats.qti.source import Source
from academy.content.formats.runs import Run, words
from academy.content.formats.texts import Ids
from academy.content.formats.xml import Node
from academy.content.model import Question
from academy.content.questions.cloze import AnyGap

_BLANK = "_____"
_NOTHING_LIKE_IT = "\ufffc"
_NO_NUMBER = Fraction(10**29 + 7)


@dataclass(frozen=True, slots=True)
class Probe:
    """An answer that an item knows of, and how near is near enough."""

    atom: Atom
    near: Fraction = Fraction(0)


def one_entry(source: Source, feedbacks: Feedbacks) -> Question:
    """Return a word or a number that is written where the text has a blank."""
    node = source.inline[0]
    declared = source.response(node)
    notes(source, node)
    atoms = candidates(source, declared)
    if not atoms:
        raise ItemRefused(LossCode.NO_KEY)
    wrong: Atom = _NO_NUMBER if declared.base in NUMBERS else _NOTHING_LIKE_IT
    probes = _probes(source, declared, atoms)
    tried = [_tried(probes, place) for place in range(len(probes))]
    shares = _earned(source, declared, probes, tried=tried)
    right = tried[shares.index(max(shares))]
    feedbacks.judged({declared.id: (right,)}, {declared.id: (wrong,)})
    source.head.text = _with_blank(source)
    _default(source, declared, wrong)
    found = [
        Answer(
            source.texts.words(str(probe.atom)),
            earned,
            feedbacks.answered({declared.id: (at,)}),
            case=_has_case(source, probe.atom, lambda atom: {declared.id: (atom,)}),
            tolerance=probe.near,
        )
        for probe, at, earned in zip(probes, tried, shares, strict=True)
    ]
    found = [answer for answer in found if answer.share or answer.feedback]
    if declared.base in NUMBERS:
        return numeric(source.head, found, source.losses)
    return short_text(source.head, found, source.losses)


def _earned(
    source: Source, declared: Declared, probes: Sequence[Probe], *, tried: Sequence[Atom]
) -> list[Fraction]:
    """Return the share that each answer earns, and say what the marks are."""
    scores = [source.examiner.score({declared.id: (atom,)}) for atom in tried]
    best = max(scores)
    if source.examiner.is_known and best > 0:
        source.head.marks = settled(best)
        return [share(score / best) for score in scores]
    source.examiner.fails("responseProcessing")
    source.head.marks = source.examiner.declared_marks()
    key = declared.value or (probes[0].atom,)
    return [Fraction(probe.atom in key) for probe in probes]


def _probes(source: Source, declared: Declared, atoms: Sequence[Atom]) -> list[Probe]:
    """Return what is asked for, in order: one number may be asked for more than once."""
    if declared.base not in NUMBERS:
        return [Probe(atom) for atom in atoms]
    compared = source.examiner.compared(declared.id)
    found = [
        Probe(atom, _near(source, node, atom))
        for atom, node in compared
        if isinstance(atom, Fraction)
    ]
    known = {probe.atom for probe in found}
    return [*dict.fromkeys(found), *(Probe(atom) for atom in atoms if atom not in known)]


def _tried(probes: Sequence[Probe], place: int) -> Atom:
    """Return what shows how an answer is marked: a number that no earlier answer covers."""
    atom, near = probes[place].atom, probes[place].near
    if not isinstance(atom, Fraction):
        return atom
    for number_tried in (atom, atom + near, atom - near):
        if not any(_covers(earlier, number_tried) for earlier in probes[:place]):
            return number_tried
    return atom


def _covers(probe: Probe, tried: Fraction) -> bool:
    return isinstance(probe.atom, Fraction) and abs(probe.atom - tried) <= probe.near


def _default(source: Source, declared: Declared, wrong: Atom) -> None:
    if source.examiner.is_known and source.examiner.score({declared.id: (wrong,)}):
        source.losses.add(LossCode.MARKING, what="defaultValue")


def candidates(source: Source, declared: Declared) -> list[Atom]:
    """Return the answers that an item knows of, in the order in which it asks for them."""
    compared = [atom for atom, _ in source.examiner.compared(declared.id)]
    mapped = [entry.key for entry in declared.mapped.entries] if declared.mapped else []
    found = [*compared, *mapped, *(declared.value or ())]
    is_number = declared.base in NUMBERS
    return [atom for atom in dict.fromkeys(found) if isinstance(atom, Fraction) == is_number]


def _with_blank(source: Source) -> str:
    """Return the text with a blank for the field, unless the field stands at the end."""
    mark = f"{FIRST}0{LAST}"
    last = words(source.runs).rstrip(f"{BLOCK} \n").endswith(mark)
    runs = [
        Run(
            run.text.replace(mark, "" if last else _BLANK).replace(BLOCK, ""),
            run.strong,
            run.emphasis,
            run.code,
            run.link,
        )
        for run in source.runs
    ]
    return markdown_of(runs, source.losses) or source.head.text


def _has_case(source: Source, atom: Atom, respond: Callable[[Atom], Responses]) -> bool:
    """Tell whether a word counts in its own capitals only, as far as trying shows it."""
    turned = atom.swapcase() if isinstance(atom, str) else atom
    if turned == atom or not source.examiner.is_known:
        return False
    return source.examiner.score(respond(atom)) != source.examiner.score(respond(turned))


def _tolerance(source: Source, declared: Declared, atom: Atom) -> Fraction:
    """Return how far from a number counts as this number."""
    for constant, node in source.examiner.compared(declared.id):
        if constant == atom and isinstance(atom, Fraction):
            return _near(source, node, atom)
    return Fraction(0)


def _near(source: Source, node: Node, atom: Fraction) -> Fraction:
    """Return the tolerance of a comparison: the smaller one, where it has two."""
    if node.name == "equalRounded":
        source.losses.add(LossCode.MARKING, what=node.name)
    sides = [number(each) or Fraction(0) for each in node["tolerance"].split()] or [Fraction(0)]
    if len({*sides}) > 1:
        source.losses.add(LossCode.MARKING, what=f"tolerance {node['tolerance']}")
    if node["toleranceMode"] == "relative":
        return abs(atom) * min(sides) / 100
    return min(sides) if node["toleranceMode"] == "absolute" else Fraction(0)


@dataclass(frozen=True, slots=True)
class _Place:
    """A gap under way: what may be in it, by what it says."""

    node: Node
    declared: Declared
    atoms: tuple[Atom, ...]
    texts: Mapping[Atom, str]


def several_entries(source: Source, feedbacks: Feedbacks) -> Question:
    """Return a passage with gaps."""
    places = [_place(source, node) for node in source.inline]
    keys = [_key(source, place) for place in places]

    def respond(some: Mapping[int, Atom]) -> Responses:
        found: dict[str, Value] = {place.declared.id: None for place in places}
        found.update({places[place].declared.id: (atom,) for place, atom in some.items()})
        return found

    earned = source.examiner.places(keys, [_tried_in(place) for place in places], respond)
    _told(source, places, keys)
    whole = dict(enumerate(keys))
    feedbacks.judged(respond(whole), respond({}), respond(dict([*whole.items()][:1])))
    source.head.marks = earned.marks
    ids = Ids()
    gaps: list[AnyGap] = []
    for number_of, place in enumerate(places):
        name = ids.of(place.declared.id, "gap")
        others = _but(whole, number_of)

        def score(atom: Atom, at: int = number_of, rest: Mapping[int, Atom] = others) -> Responses:
            return respond({**rest, at: atom})

        found = _filled(source, place, earned.shares[number_of], score=score)
        gaps.append(
            _gap(place, name, found, weight=earned.weights[number_of], losses=source.losses)
        )
    return cloze_question(
        source.head, source.runs, gaps, losses=source.losses, marking=earned.marking
    )


def _but(whole: Mapping[int, Atom], place: int) -> dict[int, Atom]:
    return {each: key for each, key in whole.items() if each != place}


def _tried_in(place: _Place) -> tuple[Atom, ...]:
    """Return what is tried in a gap: where it is written into, something wrong as well."""
    if place.node.name == "inlineChoiceInteraction":
        return place.atoms
    return (*place.atoms, _NO_NUMBER if place.declared.base in NUMBERS else _NOTHING_LIKE_IT)


def _place(source: Source, node: Node) -> _Place:
    declared = source.response(node)
    if node.name == "inlineChoiceInteraction":
        choices = node.all("inlineChoice")
        settings(source, node, choices)
        said: dict[Atom, str] = {each["identifier"]: source.markdown(each) for each in choices}
        return _Place(node, declared, tuple(said), said)
    notes(source, node)
    atoms = tuple(candidates(source, declared))
    return _Place(node, declared, atoms, {atom: str(atom) for atom in atoms})


def _key(source: Source, place: _Place) -> Atom:
    """Return what is right in a gap: what it is compared with counts before what is declared."""
    compared = [atom for atom, _ in source.examiner.compared(place.declared.id)]
    entries = place.declared.mapped.entries if place.declared.mapped else ()
    mapped = [entry.key for entry in sorted(entries, key=lambda entry: -entry.value)]
    for atom in (*compared, *(place.declared.value or ()), *mapped):
        if atom in place.atoms:
            return atom
    raise ItemRefused(LossCode.NO_KEY, what=place.declared.id)


def _told(source: Source, places: Sequence[_Place], keys: Sequence[Atom]) -> None:
    """Note where an item declares something else as right than what it gives marks for."""
    for place, key in zip(places, keys, strict=True):
        declared = place.declared.value or ()
        if declared and key not in declared:
            source.losses.add(
                LossCode.FIELD,
                what=f"correctResponse {place.declared.id}",
                value=", ".join(map(str, declared)),
            )


def _filled(
    source: Source,
    place: _Place,
    shares: Mapping[Atom, Fraction],
    *,
    score: Callable[[Atom], Responses],
) -> list[Answer]:
    """Return the answers of a gap; `score` responds with one, and what is right elsewhere."""
    if place.node.name == "inlineChoiceInteraction":
        return [
            Answer(place.texts[atom], shares.get(atom, Fraction(0)), id=str(atom))
            for atom in place.atoms
        ]
    return [
        Answer(
            source.texts.words(str(atom)),
            earned,
            case=_has_case(source, atom, score),
            tolerance=_tolerance(source, place.declared, atom),
        )
        for atom, earned in shares.items()
        if earned and atom in place.atoms
    ]


def _gap(place: _Place, name: str, found: list[Answer], *, weight: int, losses: Losses) -> AnyGap:
    if place.node.name == "inlineChoiceInteraction":
        return choice_gap(name, found, losses, weight=weight)
    if place.declared.base in NUMBERS:
        return number_gap(name, found, losses, weight=weight)
    return text_gap(name, found, losses, weight=weight)
