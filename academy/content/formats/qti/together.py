"""Interactions whose parts belong together or come one after another."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from academy.content.formats.build import Answer
from academy.content.formats.losses import ItemRefused, LossCode
from academy.content.formats.numbers import settled
from academy.content.formats.pairs import entries, ordering
from academy.content.formats.passages import choice_gap, cloze_question
from academy.content.formats.qti.choices import settings
from academy.content.formats.qti.declarations import Atom, Declared, Responses, Value
from academy.content.formats.qti.examine import Places
from academy.content.formats.qti.feedback import Feedbacks
from academy.content.formats.qti.source import Source
from academy.content.formats.texts import Ids
from academy.content.formats.xml import Node
from academy.content.model import Entry, Marking, Question
from academy.content.questions.categorise import Categorise, Item
from academy.content.questions.matching import Matching, Prompt
from academy.content.questions.matrix import Matrix, Row

_PAIR = 2
_TABLE = ("qti-match-tabular", "academy-matrix")
_GROUPS = "academy-categorise"
_NO_GROUP = "academy-none"


def order(source: Source, feedbacks: Feedbacks) -> Question:
    """Return items to be put in order."""
    node = source.blocks[0]
    declared = source.response(node)
    choices = {each["identifier"]: each for each in node.all("simpleChoice")}
    key = [name for name in declared.value or () if isinstance(name, str)]
    if sorted(key) != sorted(choices):
        raise ItemRefused(LossCode.NO_KEY)
    settings(source, node, [*choices.values()])
    swapped = (*key[1:], *key[:1])
    most = source.examiner.score({declared.id: tuple(key)})
    other = source.examiner.score({declared.id: swapped})
    marking = Marking.ALL_OR_NOTHING
    if not source.examiner.is_known or most <= 0:
        source.examiner.fails("responseProcessing")
        most = source.examiner.declared_marks()
    elif other or _partly(source, declared, key):
        marking = Marking.PARTIAL_WITHOUT_PENALTY
        if not _by_place(source, declared, key):
            source.examiner.fails("orderInteraction")
    feedbacks.judged({declared.id: tuple(key)}, {declared.id: swapped})
    source.head.marks = settled(most)
    parts = [(name, source.markdown(choices[name])) for name in key]
    return ordering(source.head, parts, source.losses, marking=marking)


def _swaps(key: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the key with two neighbours in each other's place."""
    for place in range(len(key) - 1):
        yield (*key[:place], key[place + 1], key[place], *key[place + 2 :])


def _partly(source: Source, declared: Declared, key: Sequence[str]) -> bool:
    return any(source.examiner.score({declared.id: order}) for order in _swaps(key))


def _by_place(source: Source, declared: Declared, key: Sequence[str]) -> bool:
    """Tell whether each item earns the same for standing in its place."""
    most = source.examiner.score({declared.id: tuple(key)})
    for order in (*_swaps(key), (*key[1:], *key[:1])):
        there = sum(one == other for one, other in zip(key, order, strict=True))
        expected = most * there / len(key)
        if settled(source.examiner.score({declared.id: order})) != settled(expected):
            return False
    return True


def match(source: Source, feedbacks: Feedbacks) -> Question:
    """Return a matching; a table where a row may have several, or where the item says so."""
    node = source.blocks[0]
    sets = [each.all("simpleAssociableChoice") for each in node.all("simpleMatchSet")]
    if len(sets) != _PAIR:
        raise ItemRefused(LossCode.SYNTAX, what="simpleMatchSet")
    _check_count(sets[1])
    pairs = _pairs(source.response(node))
    rows: dict[str, list[str]] = {each["identifier"]: [] for each in sets[0]}
    names = {each["identifier"] for each in sets[1]}
    for left, right in pairs:
        if left not in rows or right not in names:
            raise ItemRefused(LossCode.NO_KEY, what=f"{left} {right}")
        rows[left].append(right)
    classes = node["class"].split()
    settings(source, node, [])
    pairing = _Pairing(source, feedbacks, sets[0], sets[1])
    if _GROUPS in classes:
        return _groups(pairing, rows)
    several = any(len(found) > 1 for found in rows.values())
    if several or any(name in classes for name in _TABLE):
        return _matrix(pairing, rows)
    return _matching(pairing, {row: found[0] for row, found in rows.items() if found})


def _check_count(right: Sequence[Node]) -> None:
    if len(right) < _PAIR:
        raise ItemRefused(LossCode.TOO_FEW, what="options")


def _pairs(declared: Declared) -> list[tuple[str, str]]:
    """Return the pairs that are right, as declared or as mapped."""
    entries_of = declared.mapped.entries if declared.mapped else ()
    mapped = [each.key for each in entries_of if each.value > 0]
    found = [each for each in declared.value or mapped if isinstance(each, tuple)]
    pairs = [(each[0], each[1]) for each in found if len(each) == _PAIR]
    if not pairs:
        raise ItemRefused(LossCode.NO_KEY)
    return pairs


@dataclass(frozen=True, slots=True)
class _Pairing:
    """An interaction that pairs choices, under way: what is paired with what."""

    source: Source
    feedbacks: Feedbacks
    left: Sequence[Node]
    right: Sequence[Node] = ()

    @property
    def names(self) -> list[str]:
        """The identifiers of what is chosen."""
        return [each["identifier"] for each in self.right]

    def sides(self, nodes: Sequence[Node]) -> tuple[Entry, ...]:
        """Return choices as entries."""
        source = self.source
        return entries([(each["identifier"], source.markdown(each)) for each in nodes], Ids())


def _examined(pairing: _Pairing, keys: Sequence[Atom], offered: Sequence[Sequence[Atom]]) -> Places:
    """Try pairs, all of which are one response."""
    source, feedbacks = pairing.source, pairing.feedbacks
    declared = source.response(source.blocks[0])

    def respond(some: Mapping[int, Atom]) -> Responses:
        atoms: Value = tuple(sorted(some.values(), key=repr)) or None
        return {declared.id: atoms}

    earned = source.examiner.places(keys, offered, respond)
    whole = dict(enumerate(keys))
    feedbacks.judged(respond(whole), respond({}), respond(dict([*whole.items()][:1])))
    source.head.marks = earned.marks
    return earned


def _even(source: Source, earned: Places) -> Marking:
    """Note that parts weigh differently, where they all weigh the same here."""
    if len({*earned.weights}) > 1:
        source.losses.add(LossCode.MARKING, what=":".join(map(str, earned.weights)))
    return earned.marking


def _matching(pairing: _Pairing, pairs: Mapping[str, str]) -> Question:
    source = pairing.source
    for each in pairing.left:
        if each["identifier"] not in pairs:
            source.losses.add(LossCode.PART, what=source.markdown(each))
    if not {*pairs.values()} <= {*pairing.names} or not {*pairs} <= {
        each["identifier"] for each in pairing.left
    }:
        raise ItemRefused(LossCode.NO_KEY)
    offered = [[(left, name) for name in pairing.names] for left in pairs]
    earned = _examined(pairing, [*pairs.items()], offered)
    options = pairing.sides(pairing.right)
    known = dict(zip(pairing.names, options, strict=True))
    left = [each for each in pairing.left if each["identifier"] in pairs]
    return Matching(
        **source.head.common(source.losses, _even(source, earned)),
        prompts=tuple(
            Prompt(side.id, side.text, known[pairs[each["identifier"]]].id)
            for side, each in zip(pairing.sides(left), left, strict=True)
        ),
        options=options,
    )


def _matrix(pairing: _Pairing, rows: Mapping[str, Sequence[str]]) -> Question:
    source = pairing.source
    keys = [(row, column) for row, columns in rows.items() for column in columns]
    offered = [[(row, name) for name in pairing.names] for row, _ in keys]
    earned = _examined(pairing, keys, offered)
    columns = pairing.sides(pairing.right)
    several = any(each["matchMax"] != "1" for each in pairing.left)
    if not several and any(len(found) != 1 for found in rows.values()):
        source.losses.add(LossCode.SETTING, what="matchMax", value="1")
        several = True
    known = {name: column.id for name, column in zip(pairing.names, columns, strict=True)}
    return Matrix(
        **source.head.common(source.losses, _even(source, earned)),
        rows=tuple(
            Row(side.id, side.text, _ticked(rows[each["identifier"]], known))
            for side, each in zip(pairing.sides(pairing.left), pairing.left, strict=True)
        ),
        columns=columns,
        several=several,
    )


def _ticked(right: Sequence[str], known: Mapping[str, str]) -> tuple[str, ...]:
    """Return the columns of a row in the order in which they stand."""
    return tuple(column for name, column in known.items() if name in right)


def _groups(pairing: _Pairing, rows: Mapping[str, Sequence[str]]) -> Question:
    source = pairing.source
    keys = [(item, group) for item, groups in rows.items() for group in groups[:1]]
    offered = [[(item, name) for name in pairing.names] for item, _ in keys]
    earned = _examined(pairing, keys, offered)
    shown = [each for each in pairing.right if each["identifier"] != _NO_GROUP]
    groups = pairing.sides(shown)
    known = {each["identifier"]: group.id for each, group in zip(shown, groups, strict=True)}
    return Categorise(
        **source.head.common(source.losses, _even(source, earned)),
        groups=groups,
        items=tuple(
            Item(item.id, item.text, known.get("".join(rows[each["identifier"]][:1]), ""))
            for item, each in zip(pairing.sides(pairing.left), pairing.left, strict=True)
        ),
    )


def associate(source: Source, feedbacks: Feedbacks) -> Question:
    """Return a matching of one half of the choices with the other: pairs of one list are none."""
    node = source.blocks[0]
    source.losses.add(LossCode.SETTING, what=node.name, value="")
    settings(source, node, [])
    choices = {each["identifier"]: each for each in node.all("simpleAssociableChoice")}
    pairs = dict(_pairs(source.response(node)))
    left = [each for name, each in choices.items() if name in pairs]
    right = [each for name, each in choices.items() if name not in pairs]
    _check_count(right)
    return _matching(_Pairing(source, feedbacks, left, right), pairs)


def gap_match(source: Source, feedbacks: Feedbacks) -> Question:
    """Return a passage with gaps, each to choose for from the same words."""
    node = source.blocks[0]
    declared = source.response(node)
    if node.all("gapImg"):
        raise ItemRefused(LossCode.UNKNOWN_TYPE, what="gapImg")
    choices = {each["identifier"]: source.markdown(each) for each in node.all("gapText")}
    gaps = [each["identifier"] for each in source.inline]
    right = {gap: word for word, gap in _pairs(declared)}
    settings(source, node, [])
    if sorted(right) != sorted(gaps) or not {*right.values()} <= choices.keys():
        raise ItemRefused(LossCode.NO_KEY)
    if any(each["matchMax"] == "1" for each in node.all("gapText")):
        source.losses.add(LossCode.SETTING, what="matchMax", value="1")
    keys = [(right[gap], gap) for gap in gaps]
    offered = [[(word, gap) for word in choices] for gap in gaps]
    earned = _examined(_Pairing(source, feedbacks, ()), keys, offered)
    ids = Ids()
    made = [
        choice_gap(
            ids.of(gap, "gap"),
            [
                Answer(text, shares.get((word, gap), Fraction(0)), id=word)
                for word, text in choices.items()
            ],
            source.losses,
            weight=weight,
        )
        for gap, weight, shares in zip(gaps, earned.weights, earned.shares, strict=True)
    ]
    return cloze_question(
        source.head, source.runs, made, losses=source.losses, marking=earned.marking
    )
