"""GIFT read as Moodle reads it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from academy.content.formats.build import Answer, Head, choice_question, numeric, short_text
from academy.content.formats.gift_lexer import Block, blocks, said, shown
from academy.content.formats.losses import ItemRefused, LossCode
from academy.content.formats.numbers import number, share
from academy.content.formats.pairs import matching
from academy.content.formats.tags import tag_head
from academy.content.formats.texts import How, Ids, Texts
from academy.content.formats.values import Format, Reading, ReadItem, RefusedItem, not_too_many
from academy.content.formats.wildcards import without_wildcards
from academy.content.formats.xml import text_of
from academy.content.model import Question
from academy.content.questions.free_text import FreeText
from academy.content.questions.true_false import TrueFalse

_WEIGHT = re.compile(r"%(-?[0-9]{1,3}(?:\.[0-9]{0,30})?)%")
_STRAY = re.compile(r"[\s;,.]*[\"'][\s\"';,.]*")
_RIGHT = re.compile(r"~?[^\S\n]*=")
_GENERAL = "####"
_GAP = "_____"
_ARROW = "->"
_TRUTHS = {"T": True, "TRUE": True, "F": False, "FALSE": False}
_NAME = 60
_BEGINNING = 1_000


@dataclass(slots=True)
class _Parts:
    """A question taken apart: what is in the braces, and the head made of the rest."""

    answers: str
    head: Head
    how: How
    texts: Texts


def read_gift(data: bytes) -> Reading:
    """Return the questions of a GIFT file."""
    items: list[ReadItem] = []
    refused: list[RefusedItem] = []
    ids = Ids()
    for block in not_too_many(blocks(text_of(data))):
        named, text = _name(block.text)
        texts = Texts()
        name = " ".join(shown(named).split()) or _asked(text)
        try:
            question = _question(block, text, ids.of(block.id or name), texts=texts)
        except ItemRefused as why:
            refused.append(RefusedItem(name, block.category, why.why))
        else:
            items.append(ReadItem(question, name, block.category, losses=texts.losses.all))
    return Reading(Format.GIFT, tuple(items), tuple(refused))


def _asked(text: str) -> str:
    """Return the beginning of a question, as a name."""
    asked = said(text.partition("{")[0][:_BEGINNING], How.AUTO)
    found = Texts().words(asked.text, asked.how, _BEGINNING)
    return " ".join(found.split())[:_NAME].strip()


def _name(text: str) -> tuple[str, str]:
    """Return the name between double colons, and the text behind it."""
    if not text.startswith("::"):
        return "", text
    end = text.find("::", 2)
    return (text[2:end].strip(), text[end + 2 :].strip()) if end > 0 else ("", text[2:])


def _question(block: Block, text: str, name: str, *, texts: Texts) -> Question:
    start, end = text.find("{"), text.find("}")
    if start < 0 and end < 0:
        raise ItemRefused(LossCode.NOT_A_QUESTION, what="description")
    if start < 0 or end < start:
        raise ItemRefused(LossCode.SYNTAX, what="{ }")
    answers, tail = text[start + 1 : end].strip(), text[end + 1 :].strip()
    if _STRAY.fullmatch(tail):
        texts.losses.add(LossCode.STRAY_TEXT, what=shown(tail))
        tail = ""
    whole = f"{text[:start]}{_GAP}{text[end + 1 :]}" if tail else text[:start]
    question = said(whole, How.AUTO)
    cut = answers.rfind(_GENERAL)
    general = said(answers[cut + len(_GENERAL) :], question.how) if cut >= 0 else None
    head = Head(id=name, text=texts.markdown(question.text, question.how))
    if general:
        said_then = texts.markdown(general.text, general.how)
        head.feedback = replace(head.feedback, general=said_then)
        answers = answers[:cut].strip()
    tag_head(head, block.tags, texts.losses)
    return _made(_Parts(answers, head, question.how, texts))


def _made(parts: _Parts) -> Question:
    """Return the question of the type that its answers show."""
    answers = parts.answers
    truth = answers.partition("#")[0].strip()
    if not answers:
        return FreeText(**parts.head.common(parts.texts.losses))
    if answers.startswith("#"):
        return _numeric(parts)
    if "~" in answers:
        return _choice(parts)
    if "=" in answers and _ARROW in answers:
        return _matching(parts)
    return _true_false(parts) if truth in _TRUTHS else _short_text(parts)


def _true_false(parts: _Parts) -> Question:
    truth, wrong, right = [*parts.answers.split("#", 2), "", ""][:3]
    parts.head.say(right=_feedback(parts, right), wrong=_feedback(parts, wrong))
    common = parts.head.common(parts.texts.losses)
    return TrueFalse(**common, answer=_TRUTHS[truth.strip()])


def _choice(parts: _Parts) -> Question:
    split = _split(_RIGHT.sub("~=", parts.answers), "~")
    single = any(each.startswith("=") for each in split)
    answers = [_choice_answer(parts, each) for each in split]
    return choice_question(parts.head, answers, parts.texts.losses, single=single)


def _choice_answer(parts: _Parts, text: str) -> Answer:
    right = text.startswith("=")
    weight, rest = _weight(text[right:].strip(), Fraction(right))
    answer, _, feedback = rest.partition("#")
    words = said(answer, parts.how)
    shown_text = parts.texts.markdown(words.text, words.how)
    return Answer(shown_text, weight, _feedback(parts, feedback))


def _matching(parts: _Parts) -> Question:
    pairs: list[tuple[str, str]] = []
    for each in _split(parts.answers, "="):
        left, arrow, right = each.partition(_ARROW)
        if not arrow:
            raise ItemRefused(LossCode.SYNTAX, what=shown(each))
        prompt = said(left, parts.how)
        # The right side has no format of its own, and is shown as a line of plain words.
        option = said(right, How.AUTO)
        texts = parts.texts
        pairs.append(
            (texts.markdown(prompt.text, prompt.how), texts.markdown(option.text, option.how))
        )
    return matching(parts.head, pairs, parts.texts.losses)


def _short_text(parts: _Parts) -> Question:
    answers: list[Answer] = []
    for each in _split(parts.answers, "="):
        weight, rest = _weight(each, Fraction(1))
        answer, _, feedback = rest.partition("#")
        words = said(answer, How.PLAIN)
        text = parts.texts.words(words.text, words.how)
        answers.append(Answer(text, weight, _feedback(parts, feedback)))
    kept = without_wildcards(parts.head, answers, parts.texts.losses)
    return short_text(parts.head, kept, parts.texts.losses)


def _numeric(parts: _Parts) -> Question:
    right, _, wrong = parts.answers[1:].partition("~")
    parts.head.say(wrong=_feedback(parts, wrong.partition("#")[2]))
    answers: list[Answer] = []
    for each in _split(right, "="):
        weight, rest = _weight(each, Fraction(1))
        text, _, feedback = rest.partition("#")
        if text.strip() == "*" and not weight:
            parts.head.say(wrong=_feedback(parts, feedback))
            continue
        value, tolerance = _near(shown(text).strip())
        answers.append(Answer(str(value), weight, _feedback(parts, feedback), tolerance=tolerance))
    return numeric(parts.head, answers, parts.texts.losses)


def _near(text: str) -> tuple[Fraction, Fraction]:
    """Return a number and how far from it counts: `3`, `3:2` or `1..5`."""
    low, dots, high = text.partition("..")
    if dots:
        least, most = _number(low), _number(high)
        return (least + most) / 2, (most - least) / 2
    value, _, tolerance = text.partition(":")
    return _number(value), _number(tolerance or "0")


def _number(text: str) -> Fraction:
    found = number(text)
    if found is None:
        raise ItemRefused(LossCode.NOT_A_NUMBER, what=text)
    return found


def _split(text: str, mark: str) -> Sequence[str]:
    parts = [part.strip() for part in text.split(mark)]
    return parts if parts[0] else parts[1:]


def _weight(text: str, otherwise: Fraction) -> tuple[Fraction, str]:
    found = _WEIGHT.match(text)
    if found is None:
        return otherwise, text
    return share(Fraction(found[1]) / 100), text[found.end() :]


def _feedback(parts: _Parts, text: str) -> str:
    words = said(text, parts.how)
    return parts.texts.markdown(words.text, words.how)
