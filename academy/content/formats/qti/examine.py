"""Finds out, by trying, which of our marking rules gives the marks that an item gives."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations
from math import gcd, lcm

from academy.content.formats.losses import ItemRefused, LossCode, Losses
from academy.content.formats.numbers import number, settled, share
from academy.content.formats.qti.declarations import Atom, Declared, Responses, atom_of
from academy.content.formats.qti.operators import NotUnderstood
from academy.content.formats.qti.program import Program, Run, run_score
from academy.content.formats.xml import Node
from academy.content.model import Marking

_NONE, _ALL = Fraction(0), Fraction(1)
_MOST_PAIRS = 20
_MOST_WEIGHT = 1_000
_COMPARING = frozenset({"match", "equal", "stringMatch", "equalRounded", "member"})


@dataclass(frozen=True, slots=True)
class Choices:
    """What each option earns, as a share of the marks; `rule` where the shares do not say it."""

    marks: Fraction
    shares: Mapping[str, Fraction]
    floor: bool = True
    rule: Marking | None = None


@dataclass(frozen=True, slots=True)
class Places:
    """What each place earns as a part of the whole, and each atom in it as a share of that."""

    marks: Fraction
    weights: tuple[int, ...]
    shares: tuple[Mapping[Atom, Fraction], ...]
    marking: Marking


@dataclass(slots=True)
class Examiner:
    """Tries responses on an item's program; where it is not understood, only the key is kept."""

    program: Program
    losses: Losses
    not_understood: list[str] = field(default_factory=list[str])

    def run(self, responses: Responses) -> Run | None:
        """Run the program, unless something in it was not understood."""
        if self.not_understood:
            return None
        try:
            return self.program.run(responses)
        except NotUnderstood as unknown:
            self.not_understood.append(str(unknown))
            return None

    def score(self, responses: Responses) -> Fraction:
        """Return the marks of responses, 0 where nobody knows."""
        run = self.run(responses)
        try:
            return run_score(run) if run else _NONE
        except NotUnderstood as unknown:
            self.not_understood.append(str(unknown))
            return _NONE

    def declared_marks(self) -> Fraction:
        """Return the most that the item says it gives."""
        score = self.program.outcomes.get(self.program.score_name)
        most = self.program.outcomes.get("MAXSCORE")
        said = most.value[0] if most and most.value else None
        told = number(score.node["normalMaximum"]) if score else None
        if isinstance(said, Fraction) and said > 0:
            return said
        return told if told and told > 0 else _ALL

    def fails(self, why: str) -> None:
        """Note that only the key is kept."""
        self.losses.add(LossCode.MARKING, what=", ".join(self.not_understood) or why)

    @property
    def is_known(self) -> bool:
        """Tell whether the program says how marks are given."""
        return not self.program.is_empty and not self.not_understood

    def one(self, declared: Declared, options: Sequence[str]) -> Choices:
        """Examine a choice of one."""
        scores = {
            option: self.score({declared.id: (atom_of(option, declared.base),)})
            for option in options
        }
        best = max(scores.values(), default=_NONE)
        if not self.is_known or best <= 0:
            self.fails("responseProcessing")
            key = self._key(declared)
            known = {option: Fraction(option in key) for option in options}
            return Choices(self.declared_marks(), known)
        shares = {option: share(score / best) for option, score in scores.items()}
        return Choices(settled(best), shares)

    def several(self, declared: Declared, options: Sequence[str]) -> Choices:
        """Examine a choice of several."""
        alone = {option: self._of(declared, [option]) for option in options}
        key = self._key(declared)
        right = [option for option in options if alone[option] > 0] or [*key]
        most = self._of(declared, right)
        plain = {option: Fraction(option in right) for option in options}
        if not self.is_known or most <= 0:
            self.fails("responseProcessing")
            known = {option: Fraction(option in (key or right)) for option in options}
            return Choices(self.declared_marks(), known, rule=Marking.ALL_OR_NOTHING)
        raw = {each: self._alone(declared, each, alone, right=right) for each in options}
        floor = not any(score < 0 for score in alone.values())
        if self._all_or_nothing(declared, right, options):
            return Choices(settled(most), plain, rule=Marking.ALL_OR_NOTHING)
        for some in _some(options, right):
            expected = min(sum((raw[each] for each in some), _NONE), most)
            expected = max(_NONE if floor else -most, expected)
            if self._of(declared, some) not in {expected, sum((raw[each] for each in some), _NONE)}:
                self.fails("responseProcessing")
                return Choices(most, plain, rule=Marking.PARTIAL)
        shares = {each: share(score / most) for each, score in raw.items()}
        return Choices(settled(most), shares, floor=floor)

    def _alone(
        self,
        declared: Declared,
        option: str,
        alone: Mapping[str, Fraction],
        *,
        right: Sequence[str],
    ) -> Fraction:
        """Return what an option adds; below zero that may show only beside what is right."""
        if alone[option]:
            return alone[option]
        return self._of(declared, [*right, option]) - self._of(declared, right)

    def _all_or_nothing(
        self, declared: Declared, right: Sequence[str], options: Sequence[str]
    ) -> bool:
        others = (some for some in _some(options, right) if set(some) != set(right))
        return all(not self._of(declared, some) for some in others)

    def _of(self, declared: Declared, options: Sequence[str]) -> Fraction:
        atoms = [atom_of(option, declared.base) for option in options]
        return self.score({declared.id: tuple(sorted(atoms, key=repr)) or None})

    def _key(self, declared: Declared) -> list[str]:
        """Return what is right, as declared or as mapped."""
        key = [_name_of(atom) for atom in declared.value or () if isinstance(atom, str | bool)]
        entries = declared.mapped.entries if declared.mapped else ()
        mapped = [each.key for each in entries if isinstance(each.key, str) and each.value > 0]
        if not key and not mapped:
            raise ItemRefused(LossCode.NO_KEY)
        return key or mapped

    def places(
        self,
        keys: Sequence[Atom],
        candidates: Sequence[Sequence[Atom]],
        respond: Callable[[Mapping[int, Atom]], Responses],
    ) -> Places:
        """Examine places that are filled one by one; `respond` makes a response of some of them."""
        whole = dict(enumerate(keys))
        most = self.score(respond(whole))
        alone = [self.score(respond({place: key})) for place, key in whole.items()]
        rest = [self.score(respond(_but(whole, place))) for place in whole]
        even = (1,) * len(keys)
        known = tuple({key: _ALL} for key in keys)
        if not self.is_known or most <= 0:
            self.fails("responseProcessing")
            return Places(self.declared_marks(), even, known, Marking.PARTIAL_WITHOUT_PENALTY)
        if len(keys) > 1 and not any(rest):
            full = tuple(
                {
                    atom: Fraction(self.score(respond({**whole, place: atom})) == most)
                    for atom in atoms
                }
                for place, atoms in enumerate(candidates)
            )
            return Places(most, even, full, Marking.ALL_OR_NOTHING)
        added = sum(alone, _NONE) == most
        if not added or any(each <= 0 for each in alone):
            self.fails("responseProcessing")
            return Places(most, even, known, Marking.PARTIAL_WITHOUT_PENALTY)
        marking = self._rule(alone, self._wrong(whole, candidates, respond))
        shares = tuple(
            {atom: share(self.score(respond({place: atom})) / alone[place]) for atom in atoms}
            for place, atoms in enumerate(candidates)
        )
        return Places(settled(most), _whole_parts(alone), shares, marking)

    def _wrong(
        self,
        whole: Mapping[int, Atom],
        candidates: Sequence[Sequence[Atom]],
        respond: Callable[[Mapping[int, Atom]], Responses],
    ) -> list[Fraction]:
        """Return the marks where one place is wrong, for each place that can be."""
        found: list[Fraction] = []
        keys = {*whole.values()}
        for place in whole:
            wrong = next((atom for atom in candidates[place] if atom not in keys), None)
            if wrong is not None:
                lost = self.score(respond(_but(whole, place)))
                found.append(lost - self.score(respond({**whole, place: wrong})))
        return found

    def _rule(self, alone: Sequence[Fraction], costs: Sequence[Fraction]) -> Marking:
        if all(cost <= 0 for cost in costs):
            return Marking.PARTIAL_WITHOUT_PENALTY
        if len({*alone}) == 1 and all(cost == alone[0] for cost in costs):
            return Marking.PARTIAL
        self.fails("defaultValue")
        return Marking.PARTIAL_WITHOUT_PENALTY

    def compared(self, name: str) -> list[tuple[Atom, Node]]:
        """Return the constants that a response is compared with, and where that is done."""
        found: list[tuple[Atom, Node]] = []
        for rule in self.program.rules:
            for node in (rule, *rule.deep(*_COMPARING)):
                named = [each["identifier"] for each in node.all("variable")]
                if node.name in _COMPARING and name in named:
                    run = Run(self.program, {})
                    for constant in node.all("baseValue", "correct"):
                        found += [(atom, node) for atom in run.value(constant) or ()]
        return found


def _name_of(atom: str | bool) -> str:  # noqa: FBT001 - what is right may be a truth
    return str(atom).lower() if isinstance(atom, bool) else atom


def _but(whole: Mapping[int, Atom], place: int) -> dict[int, Atom]:
    return {each: key for each, key in whole.items() if each != place}


def _some(options: Sequence[str], right: Sequence[str]) -> Iterator[list[str]]:
    """Yield choices that tell one rule from another."""
    yield []
    yield [*right]
    yield [*options]
    for each in options:
        yield [each]
        yield [one for one in right if one != each]
        yield [*right, each] if each not in right else [each]
    few = options[:_MOST_PAIRS]
    yield from ([*pair] for pair in combinations(few, 2))


def _whole_parts(parts: Sequence[Fraction]) -> tuple[int, ...]:
    """Return whole numbers in the same proportion, or all alike where they would be too large."""
    exact = [share(part / parts[0]) for part in parts]
    scale = lcm(*(part.denominator for part in exact))
    whole = [int(part * scale) for part in exact]
    common = gcd(*whole)
    found = tuple(each // common for each in whole)
    return found if max(found) <= _MOST_WEIGHT else (1,) * len(parts)
