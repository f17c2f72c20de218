"""Gaps as Moodle writes them into a text."""

import re
from fractions import Fraction
from html import escape

from academy.content.formats.flow import QUESTION_TEXT
from academy.content.formats.losses import LossCode, Losses
from academy.content.formats.moodle.write_parts import note_number, number_text
from academy.content.formats.numbers import percent
from academy.content.formats.runs import to_html
from academy.content.questions.cloze import MARK, AnyGap, ChoiceGap, Cloze, TextGap

_RESERVED = re.compile(r"[~#}]")


def cloze_text(question: Cloze, losses: Losses) -> str:
    """Return what is asked and the passage, its gaps written out."""
    gaps = {gap.id: _gap(gap, losses) for gap in question.gaps}
    passage = MARK.sub(lambda found: gaps.get(found[1], found[0]), to_html(question.passage))
    return f'<p class="{QUESTION_TEXT}">{to_html(question.text)}</p>{passage}'


def _gap(gap: AnyGap, losses: Losses) -> str:
    if isinstance(gap, ChoiceGap):
        kind, answers = "MULTICHOICE", _options(gap)
    elif isinstance(gap, TextGap):
        kind, answers = _words(gap, losses)
    else:
        kind, answers = "NUMERICAL", [(_near(gap.answer, gap.tolerance, losses), Fraction(1), "")]
        answers += [
            (_near(each.answer, each.tolerance, losses), each.share, each.feedback)
            for each in gap.answers
        ]
    return f"{{{gap.weight}:{kind}:{'~'.join(map(_answer, answers))}}}"


Written = tuple[str, Fraction, str]


def _options(gap: ChoiceGap) -> list[Written]:
    return [
        (
            _reserved(to_html(option.text)),
            Fraction(1) if option.correct else option.weight,
            option.feedback,
        )
        for option in gap.options
    ]


def _words(gap: TextGap, losses: Losses) -> tuple[str, list[Written]]:
    """Return the kind of gap and its answers: capitals matter in all of them or in none."""
    answers = [each for each in gap.answers if each.case or each.share or each.feedback]
    case = bool(answers) and all(each.case for each in answers)
    found: list[Written] = []
    left = [*gap.accept]
    for each in answers:
        if each.case and not case:
            losses.add(LossCode.SETTING, what="case", value=each.text)
        found.append((_word(each.text), each.share, each.feedback))
        left = [word for word in left if word.casefold() != each.text.casefold()]
    found += [(_word(word), Fraction(1), "") for word in left]
    return "SHORTANSWER_C" if case else "SHORTANSWER", found


def _near(answer: Fraction, tolerance: Fraction, losses: Losses) -> str:
    note_number(answer, losses)
    note_number(tolerance, losses)
    return f"{number_text(answer)}:{number_text(tolerance)}"


def _answer(answer: Written) -> str:
    text, share, feedback = answer
    worth = "=" if share == 1 else f"%{percent(share)}%"
    said = f"#{_reserved(to_html(feedback))}" if feedback else ""
    return f"{worth}{text}{said}"


def _word(word: str) -> str:
    return _reserved(escape(word.replace("*", r"\*"), quote=False))


def _reserved(text: str) -> str:
    return _RESERVED.sub(r"\\\g<0>", text.replace("\\", "&#92;"))
