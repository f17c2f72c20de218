"""What an item says to whom: found by trying which response shows which feedback."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from academy.content.formats.losses import LossCode
from academy.content.formats.qti.declarations import Declared, Responses
from academy.content.formats.qti.source import Source
from academy.content.formats.xml import Node

ANSWER = "ANSWER"
"""The outcome by which our own files say something of one answer."""

_WRONG = re.compile(r"incorrect|wrong|false|fail")
_PARTLY = re.compile(r"partial|partly")
_RIGHT = re.compile(r"correct|right|true|pass")
_GENERAL = re.compile(r"general|solution|explan|comment")


@dataclass(slots=True)
class Feedbacks:
    """The feedbacks of an item, and which of them found a place."""

    source: Source
    nodes: Sequence[Node]
    texts: list[str] = field(default_factory=list[str])
    placed: set[int] = field(default_factory=set[int])

    def shown(self, responses: Responses) -> list[int]:
        """Return which feedbacks are shown to whoever gives these responses."""
        run = self.source.examiner.run(responses)
        if run is None:
            return []
        found: list[int] = []
        for place, node in enumerate(self.nodes):
            outcome = run.outcomes.get(node["outcomeIdentifier"]) or ()
            if (node["identifier"] in outcome) == (node["showHide"] != "hide"):
                found.append(place)
        return found

    def _shared(self, responses: Responses) -> list[int]:
        """Return what is shown, but for what our own files say of one answer alone."""
        found = self.shown(responses)
        return [place for place in found if not self._is_own(place)]

    def said(self, places: Sequence[int]) -> str:
        """Return what these feedbacks say: they have found their place."""
        self.placed.update(places)
        return "  \n".join(self.texts[place] for place in places if self.texts[place])

    def judged(self, right: Responses, wrong: Responses, partly: Responses | None = None) -> None:
        """Say what a right, a wrong and a partly right response hear, and what all of them do."""
        good, bad = self._shared(right), self._shared(wrong)
        some = self._shared(partly) if partly else bad
        head = self.source.head
        always = [place for place in good if place in bad]
        if always:
            head.feedback = replace(head.feedback, general=self.said(always))
        head.say(right=self.said(_but(good, always)), wrong=self.said(_but(bad, always)))
        if some not in (bad, good):
            head.feedback = replace(head.feedback, partly=self.said(_but(some, always)))

    def answered(self, responses: Responses) -> str:
        """Return what is said of one answer, where that is not said of others too."""
        places = [place for place in self.shown(responses) if place not in self.placed]
        partly = [place for place in places if self.nodes[place]["identifier"] == "partly"]
        if partly:
            head = self.source.head
            head.feedback = replace(head.feedback, partly=self.said(partly))
        return self.said(_but(places, partly))

    def own(self, declared: Declared, names: Sequence[str]) -> dict[str, str]:
        """Return what our own files say of each option where several are chosen."""
        shown = {name: self.shown({declared.id: (name,)}) for name in names}
        return {
            name: self.said([place for place in places if self._is_own(place)])
            for name, places in shown.items()
        }

    def _is_own(self, place: int) -> bool:
        return self.nodes[place]["outcomeIdentifier"] == ANSWER

    def options(
        self, declared: Declared, names: Sequence[str], right: Sequence[str]
    ) -> dict[str, str]:
        """Return what is said of each option, unless all wrong ones hear the same."""
        shown = {name: self._shared({declared.id: (name,)}) for name in names}
        wrong = [places for name, places in shown.items() if name not in right]
        good = [places for name, places in shown.items() if name in right]
        if all(each == wrong[0] for each in wrong) and all(each == good[0] for each in good):
            chosen = {key: {declared.id: (name,)} for key, name in _ends(names, right).items()}
            self.judged(chosen.get("right", {}), chosen.get("wrong", {}))
            return {name: self.answered({declared.id: (name,)}) for name in names}
        return {name: self.said(places) for name, places in shown.items()}

    def rest(self) -> None:
        """Place by their names what was not shown to anybody, or note it."""
        for place, node in enumerate(self.nodes):
            text = self.texts[place]
            if text and place not in self.placed and not self._by_name(node, text):
                self.source.losses.add(LossCode.FEEDBACK, what=node["identifier"], value=text)

    def _by_name(self, node: Node, text: str) -> bool:
        """Place a feedback whose name says when it is meant; tell whether there was a place."""
        said = self.source.head.feedback
        name = node["identifier"].lower()
        for pattern, part in (
            (_WRONG, "wrong"),
            (_PARTLY, "partly"),
            (_RIGHT, "right"),
            (_GENERAL, "general"),
        ):
            if pattern.search(name):
                if not getattr(said, part):
                    self.source.head.feedback = replace(said, **{part: text})
                    return True
                return False
        return False


def _but(places: Sequence[int], others: Sequence[int]) -> list[int]:
    return [place for place in places if place not in others]


def _ends(names: Sequence[str], right: Sequence[str]) -> dict[str, str]:
    """Return an option that is right and one that is wrong."""
    return {"right" if name in right else "wrong": name for name in names}


def feedbacks_of(source: Source) -> Feedbacks:
    """Return the feedbacks of an item whose body was read."""
    nodes = [*source.node.all("modalFeedback"), *source.feedbacks]
    return Feedbacks(source, nodes, [source.markdown(node) for node in nodes])
