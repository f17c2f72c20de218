"""Runs an item's response processing on made-up responses, to see what is right and what it earns.

What an item does with responses is a small program. Whether it is one of the standard templates or
is written out, running it shows the marks that it gives; and so which of our rules gives the same.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction

from academy.content.formats.qti.declarations import NUMBERS, Declared, Responses, Value, value_of
from academy.content.formats.qti.operators import OPERATORS, TRUE, NotUnderstood
from academy.content.formats.xml import Node

_MOST_NODES = 3_000
_RESPONSE = "RESPONSE"
_SCORE = "SCORE"


class _Exit(Exception):
    """The program ends itself."""


@dataclass(frozen=True, slots=True)
class Program:
    """The response processing of an item."""

    responses: Mapping[str, Declared]
    outcomes: Mapping[str, Declared]
    rules: tuple[Node, ...] = ()
    template: str = ""

    @property
    def score_name(self) -> str:
        """The outcome that holds the marks."""
        if _SCORE in self.outcomes or not self.outcomes:
            return _SCORE
        named = [name for name in self.outcomes if name.lower() == "score"]
        return named[0] if named else _SCORE

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing that gives marks."""
        return not self.rules and not self.template

    def run(self, responses: Responses) -> "Run":
        """Return the outcomes; raise `NotUnderstood`."""
        run = Run(self, responses, {name: _first(each) for name, each in self.outcomes.items()})
        if self.template:
            run.outcomes[self.score_name] = (self._by_template(run),)
            return run
        with suppress(_Exit):
            run.follow(self.rules)
        return run

    def _by_template(self, run: "Run") -> Fraction:
        name = _RESPONSE if _RESPONSE in self.responses else next(iter(self.responses), "")
        declared = self.responses.get(name)
        if declared is None:
            raise NotUnderstood(self.template)
        given = run.responses.get(name)
        if self.template == "map_response":
            if declared.mapped is None:
                raise NotUnderstood(self.template)
            return declared.mapped.of(given)
        if self.template == "match_correct":
            return Fraction(given is not None and given == declared.value)
        raise NotUnderstood(self.template)


@dataclass(slots=True)
class Run:
    """One run, and its outcomes so far."""

    program: Program
    responses: Responses
    outcomes: dict[str, Value] = field(default_factory=dict[str, Value])

    def follow(self, rules: Sequence[Node]) -> None:
        """Follow rules, one after the other."""
        for rule in rules:
            match rule.name:
                case "responseCondition":
                    self._condition(rule)
                case "setOutcomeValue":
                    self.outcomes[rule["identifier"]] = self._set(rule)
                case "exitResponse":
                    raise _Exit
                case "responseProcessingFragment":
                    self.follow([*rule.children])
                case _:
                    raise NotUnderstood(rule.name)

    def _condition(self, rule: Node) -> None:
        for branch in rule.children:
            parts = [*branch.children]
            if branch.name == "responseElse":
                self.follow(parts)
                return
            if parts and self.value(parts[0]) == TRUE:
                self.follow(parts[1:])
                return

    def _set(self, rule: Node) -> Value:
        children = [*rule.children]
        return self.value(children[0]) if children else None

    def value(self, node: Node) -> Value:
        """Return what an expression comes to."""
        leaf = _LEAVES.get(node.name)
        if leaf is not None:
            return leaf(self, node)
        operator = OPERATORS.get(node.name)
        if operator is None:
            raise NotUnderstood(node.name)
        try:
            return operator(node, [self.value(child) for child in node.children])
        except (ValueError, IndexError, TypeError):
            raise NotUnderstood(node.name) from None


def _first(outcome: Declared) -> Value:
    """Return what an outcome is before anything sets it: numbers are 0 where nothing is said."""
    return outcome.value or ((Fraction(0),) if outcome.base in NUMBERS else None)


def run_score(run: Run) -> Fraction:
    """Return the marks that a run gave."""
    value = run.outcomes.get(run.program.score_name)
    if value is None:
        return Fraction(0)
    if len(value) == 1 and isinstance(value[0], Fraction):
        return value[0]
    raise NotUnderstood(run.program.score_name)


def program_of(
    item: Node, responses: Mapping[str, Declared], outcomes: Mapping[str, Declared]
) -> Program:
    """Return the response processing of an item."""
    node = item.first("responseProcessing")
    if node is None:
        return Program(responses, outcomes)
    address = node["template"] or node["templateLocation"]
    name = address.rpartition("/")[2].removesuffix(".xml")
    rules = tuple(node.children)
    if sum(1 for _ in _within(rules)) > _MOST_NODES:
        return Program(responses, outcomes, (Node("tooLong"),))
    return Program(responses, outcomes, rules, "" if rules else name)


def _within(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _within([*node.children])


def _variable(run: Run, node: Node) -> Value:
    name = node["identifier"]
    if name in run.program.responses:
        return run.responses.get(name)
    return run.outcomes.get(name)


def _correct(run: Run, node: Node) -> Value:
    declared = run.program.responses.get(node["identifier"])
    return declared.value if declared else None


def _base_value(_run: Run, node: Node) -> Value:
    return value_of([node.text], node["baseType"], "single")


def _map_response(run: Run, node: Node) -> Value:
    declared = run.program.responses.get(node["identifier"])
    if declared is None or declared.mapped is None:
        raise NotUnderstood(node.name)
    return (declared.mapped.of(run.responses.get(declared.id)),)


def _null(_run: Run, _node: Node) -> Value:
    return None


_LEAVES: Mapping[str, Callable[[Run, Node], Value]] = {
    "variable": _variable,
    "correct": _correct,
    "baseValue": _base_value,
    "mapResponse": _map_response,
    "null": _null,
}
