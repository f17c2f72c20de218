"""Options to choose: in a list, in a text, on a picture."""

from collections.abc import Sequence

from academy.content.formats.build import Answer, choice_question
from academy.content.formats.losses import ItemRefused, LossCode
from academy.content.formats.numbers import number
from academy.content.formats.qti.declarations import Declared
from academy.content.formats.qti.examine import Choices
from academy.content.formats.qti.feedback import Feedbacks
from academy.content.formats.qti.source import Source
from academy.content.formats.xml import Node
from academy.content.model import Question
from academy.content.questions.true_false import TrueFalse

_TRUTHS = frozenset({"true", "false"})


def choice(source: Source, feedbacks: Feedbacks) -> Question:
    """Return one or several right options."""
    node = source.blocks[0]
    found = node.all("simpleChoice") or [*node.deep("hottext")]
    if node.name == "hottextInteraction":
        source.losses.add(LossCode.SETTING, what=node.name, value="")
    return _choices(source, feedbacks, found)


def _choices(source: Source, feedbacks: Feedbacks, found: Sequence[Node]) -> Question:
    node = source.blocks[0]
    declared = source.response(node)
    names = [each["identifier"] for each in found]
    found_out = examined(source, declared, names)
    settings(source, node, found)
    right = [name for name in names if found_out.shares[name] > 0]
    said = feedbacks.options(declared, names, right) if is_one(declared) else {}
    if not is_one(declared):
        judged(feedbacks, declared, names, right=right)
    answers: list[Answer] = []
    for each, name in zip(found, names, strict=True):
        text, feedback = source.with_feedback(each)
        heard = "  \n".join(one for one in (feedback, said.get(name, "")) if one)
        answers.append(Answer(text, found_out.shares[name], heard, id=name))
    source.head.marks = found_out.marks
    if _is_truth(answers) and is_one(declared):
        return _truth(source, answers)
    return choice_question(
        source.head,
        answers,
        source.losses,
        single=is_one(declared),
        floor=found_out.floor,
        rule=found_out.rule,
    )


def is_one(declared: Declared) -> bool:
    """Tell whether one choice only is made."""
    return declared.cardinality == "single"


def examined(source: Source, declared: Declared, names: Sequence[str]) -> Choices:
    """Return what each choice earns."""
    if len({*names}) < len(names):
        raise ItemRefused(LossCode.SYNTAX, what="identifier")
    examine = source.examiner.one if is_one(declared) else source.examiner.several
    return examine(declared, names)


def judged(
    feedbacks: Feedbacks, declared: Declared, names: Sequence[str], *, right: Sequence[str]
) -> None:
    """Say what is said where several choices are made."""
    wrong = tuple(sorted(name for name in names if name not in right))
    some = {declared.id: tuple(right[:1])} if len(right) > 1 else None
    feedbacks.judged({declared.id: tuple(sorted(right))}, {declared.id: wrong or None}, some)


def _is_truth(answers: Sequence[Answer]) -> bool:
    """Tell whether true and false are chosen from, by name and by word."""
    said = [(each.id.lower(), each.text.lower()) for each in answers]
    plain = sorted(each.share for each in answers) == [0, 1]
    quiet = not any(each.feedback for each in answers)
    return plain and quiet and sorted(said) == [(word, word) for word in sorted(_TRUTHS)]


def _truth(source: Source, answers: Sequence[Answer]) -> Question:
    right = next(each for each in answers if each.share)
    return TrueFalse(**source.head.common(source.losses), answer=right.id.lower() == "true")


def settings(source: Source, node: Node, choices: Sequence[Node]) -> None:
    """Note how choices were to be shown and chosen, where that is not how it is here."""
    if node["shuffle"] == "false":
        source.losses.add(LossCode.SETTING, what="shuffle", value="false")
    for each in choices:
        if each["fixed"] == "true" and node["shuffle"] == "true":
            source.losses.add(LossCode.SETTING, what="fixed", value=each["identifier"])
        if each["showHide"] == "hide" or each["templateIdentifier"]:
            source.losses.add(LossCode.SETTING, what="showHide", value=each["identifier"])
    least, most = number(node["minChoices"]), number(node["maxChoices"])
    if least:
        source.losses.add(LossCode.SETTING, what="minChoices", value=node["minChoices"])
    if most and 1 < most < len(choices):
        source.losses.add(LossCode.SETTING, what="maxChoices", value=node["maxChoices"])


def notes(source: Source, node: Node) -> None:
    """Note what a field asked of those who write."""
    for name in ("patternMask", "placeholderText", "stringIdentifier", "base", "format"):
        if node[name]:
            source.losses.add(LossCode.SETTING, what=name, value=node[name])
