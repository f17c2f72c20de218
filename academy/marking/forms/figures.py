"""Which figures of a quiz to show."""

from collections.abc import Mapping
from typing import Self

from flask import request
from wtforms import SelectField

from academy.assessment.queries.figures import Which
from academy.kernel.languages import find_language
from academy.marking.service.figures import Ask, QuizFigures
from academy.web.forms import Form
from academy.web.i18n import _, _l, native_name

_WHICH: Mapping[Which, str] = {
    Which.FIRST: _l("The first of each learner"),
    Which.LAST: _l("The last of each learner"),
    Which.ALL: _l("All of them"),
}
_EDITIONS = range(1, 100_000)


class FiguresForm(Form):
    """What to look at, from the address; what makes no sense is not asked for."""

    edition = SelectField(_l("Edition"), validate_choice=False)
    attempts = SelectField(_l("Attempts"), validate_choice=False)
    reference = SelectField(_l("Compare with"), validate_choice=False)

    @classmethod
    def from_address(cls) -> Self:
        """Read the form from the request's address."""
        form = cls(request.args)
        form.attempts.choices = [(which.value, str(words)) for which, words in _WHICH.items()]
        return form

    def ask(self, course: str, unit: str) -> Ask:
        """Return what is asked for of a quiz."""
        edition = request.args.get("edition", type=int)
        which = str(self.attempts.data or "")
        reference = str(self.reference.data or "")
        return Ask(
            course,
            unit,
            edition=edition if edition in _EDITIONS else None,
            which=Which(which) if which in {each.value for each in Which} else Which.FIRST,
            reference=reference if find_language(reference) else None,
        )

    def offer(self, figures: QuizFigures) -> None:
        """Offer the editions and the languages that there are."""
        editions = [(str(one), _("Edition %(number)s", number=one)) for one in figures.editions]
        self.edition.choices = [("", _("All")), *editions]
        self.reference.choices = [(tag, native_name(tag)) for tag in figures.languages]
        self.reference.data = figures.reference

    def chosen(self) -> dict[str, str]:
        """Return what was asked for as it stands in an address."""
        return {name: text for name in self.data if (text := request.args.get(name, ""))}
