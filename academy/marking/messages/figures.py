"""What figures mean, in words that a teacher understands."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from academy.assessment.rules.analysis import (
    ChoiceLine,
    ChoiceTable,
    Dif,
    DifClass,
    Direction,
    ItemWarning,
    WarningCode,
)
from academy.assessment.rules.shown import Told
from academy.content.questions.words import Text
from academy.web.charts import curves_chart
from academy.web.i18n import _, _l, current_language, native_name, number_text

_MOST_CURVES = 8

_WARNINGS: Mapping[WarningCode, str] = {
    WarningCode.TOO_FEW_ATTEMPTS: _l("Too few learners have been asked to say more."),
    WarningCode.TOO_HARD: _l("Hardly anybody gets this right: is the key right, is it taught?"),
    WarningCode.TOO_EASY: _l("Nearly everybody gets this right: it tells little about learners."),
    WarningCode.NEGATIVE_DISCRIMINATION: _l(
        "Learners who do well in the rest of the quiz do worse here: look at the key first."
    ),
}
_COMPARED: Mapping[tuple[DifClass, Direction], str] = {
    (DifClass.MODERATE, Direction.HARDER): _l(
        "At the same overall score, learners in %(language)s find this question somewhat harder: "
        "look at its translation."
    ),
    (DifClass.LARGE, Direction.HARDER): _l(
        "At the same overall score, learners in %(language)s find this question much harder: "
        "check its translation."
    ),
    (DifClass.MODERATE, Direction.EASIER): _l(
        "At the same overall score, learners in %(language)s find this question somewhat easier: "
        "look whether its translation gives the answer away."
    ),
    (DifClass.LARGE, Direction.EASIER): _l(
        "At the same overall score, learners in %(language)s find this question much easier: "
        "check whether its translation gives the answer away."
    ),
}
_DIRECTIONS = {
    WarningCode.HARDER_IN_LANGUAGE: Direction.HARDER,
    WarningCode.EASIER_IN_LANGUAGE: Direction.EASIER,
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table of choices: what was chosen, in words, and its figures."""

    words: tuple[Text, ...]
    figures: ChoiceLine

    @property
    def plain(self) -> str:
        """The words without marks."""
        return " → ".join(Markup(text.html).striptags() for text in self.words)  # noqa: S704 - safe already


def warning_text(warning: ItemWarning, told: Told | None = None) -> str:
    """Return why an item deserves a look; of an option it names the words, where they are given."""
    code = warning.code
    if code in _DIRECTIONS and warning.effect and warning.language:
        words = _COMPARED[warning.effect, _DIRECTIONS[code]]
        return str(words) % {"language": native_name(warning.language)}
    if code in _WARNINGS:
        return str(_WARNINGS[code])
    option = _plain(told, warning.option)
    if code is WarningCode.IDLE_DISTRACTOR:
        return _("Nobody takes “%(option)s”: a likelier mistake would tell more.", option=option)
    return _(
        "The most able learners prefer “%(option)s”: is it the right answer, too?", option=option
    )


def compared_text(dif: Dif) -> str:
    """Return what comparing a language with the reference says of an item."""
    if dif.effect is DifClass.TOO_FEW:
        return _("Too few learners to compare yet.")
    if dif.effect is DifClass.NEGLIGIBLE:
        return _(
            "At the same overall score, as hard as for learners in %(language)s.",
            language=native_name(dif.reference),
        )
    if dif.effect is None or dif.direction is None:
        return _("There is nothing to compare: nearly all learners earn the same.")
    words = _COMPARED[dif.effect, dif.direction]
    return str(words) % {"language": native_name(dif.language)}


def class_text(effect: DifClass | None) -> str:
    """Return the class of a difference, as measuring people call it."""
    if effect is None or effect is DifClass.TOO_FEW:
        return "–"
    return effect.value


def seconds_text(seconds: float | None) -> str:
    """Return how long something took."""
    if seconds is None:
        return "–"
    return _("%(number)s s", number=number_text(round(seconds)))


def share_text(value: float | None) -> str:
    """Return a correlation or a coefficient with two places."""
    return "–" if value is None else number_text(round(value, 2))


def lines_of(told: Told, table: ChoiceTable) -> list[Line]:
    """Return the lines of a table of choices, with their words."""
    return [Line(_words(told, line.option), line) for line in table.lines]


def choices_chart(lines: Sequence[Line], groups: Sequence[str]) -> Markup:
    """Draw who takes which option: the right ones, then those that most learners take."""
    first = sorted(lines, key=lambda line: (not line.figures.is_key, -line.figures.taken))
    drawn = [line for line in lines if line in first[:_MOST_CURVES]]
    return curves_chart(
        "choices",
        _("Who takes which answer"),
        [(_named(line), line.figures.curve) for line in drawn],
        places=groups,
        description=_("The share of learners in each fifth. The table has the same numbers."),
    )


def group_names() -> list[str]:
    """Return what the fifths of learners are called, the least able first."""
    return [_("Lowest fifth"), _("Second"), _("Middle"), _("Fourth"), _("Highest fifth")]


def _named(line: Line) -> str:
    if not line.figures.is_key:
        return line.plain
    return _("✓ %(answer)s", answer=line.plain)


def _plain(told: Told | None, option: str | None) -> str:
    if told is None or option is None:
        return option or ""
    return " → ".join(Markup(text.html).striptags() for text in _words(told, option))  # noqa: S704 - safe already


def _words(told: Told, option: str | None) -> tuple[Text, ...]:
    """Return the words of an option, or of the parts that make it up."""
    here = current_language().tag
    if option is None:
        return (Text(_("No answer"), here),)
    own = told.words.own
    groups = (choice for group in own.groups.values() for choice in group)
    known = {choice.id: choice.text for choice in (*own.choices, *own.prompts, *groups)}
    known |= {"true": Text(_("True"), here), "false": Text(_("False"), here)}
    return tuple(_parts(option, known))


def _parts(option: str, known: Mapping[str, Text]) -> Iterator[Text]:
    if option in known:
        yield known[option]
        return
    for part in option.split(":"):
        yield known.get(part) or Text(part or _("None of them"), current_language().tag)
