"""What people send about a course itself."""

import re
from collections.abc import Mapping
from typing import Any, Self

from wtforms import BooleanField, HiddenField, SelectField
from wtforms.validators import Regexp

from academy.authoring.forms.fields import LinesField, WholeField, WordsField
from academy.authoring.forms.outline import title_field
from academy.authoring.queries import DraftTerms
from academy.authoring.rules.details import Details
from academy.content import bounds
from academy.content.model import Level, Track
from academy.kernel.languages import LANGUAGES
from academy.web.forms import Form, TidyField
from academy.web.i18n import _l

TRACKS: Mapping[Track, str] = {
    Track.AI: _l("Artificial intelligence"),
    Track.CYBERSECURITY: _l("Cybersecurity"),
    Track.ECOMMERCE: _l("E-commerce"),
}
LEVELS: Mapping[Level, str] = {
    Level.FOUNDATION: _l("Foundation"),
    Level.INTERMEDIATE: _l("Intermediate"),
    Level.VOCATIONAL: _l("Vocational"),
}
_LONGEST_ID = 64
_ID = re.compile(rf"(?=.{{0,{_LONGEST_ID}}}\Z)([a-z0-9]+(-[a-z0-9]+)*)?\Z")


def _track() -> SelectField:
    return SelectField(
        _l("Track"), choices=lambda: {key.value: str(name) for key, name in TRACKS.items()}
    )


def _level() -> SelectField:
    return SelectField(
        _l("Level"), choices=lambda: {key.value: str(name) for key, name in LEVELS.items()}
    )


class NewCourseForm(Form):
    """Ask what a course cannot begin without."""

    title = title_field(_l("Title of the course"))
    id = TidyField(
        _l("Id, a part of its addresses"),
        [
            Regexp(
                _ID,
                message=_l("Please use only the letters a–z, digits, and hyphens between them."),
            )
        ],
        render_kw={
            "maxlength": str(_LONGEST_ID),
            "autocapitalize": "none",
            "autocomplete": "off",
            "spellcheck": "false",
        },
    )
    track = _track()
    level = _level()
    language = SelectField(
        _l("Language it is written in"),
        choices={language.tag: language.name for language in LANGUAGES},
    )
    module = title_field(_l("Title of the first module"))


class DetailsForm(Form):
    """Ask what a course says of itself. Words may be missing in a draft."""

    base = HiddenField()
    title = TidyField(_l("Title"), render_kw={"autocomplete": "off"})
    summary = WordsField(_l("Summary"), render_kw={"rows": "4"})
    outcomes = LinesField(
        _l("What learners will be able to do, one in each line"), render_kw={"rows": "6"}
    )
    competences = LinesField(
        _l("Competences of a framework, one in each line"), render_kw={"rows": "4"}
    )
    hours = WholeField(_l("Hours it takes"), low=1, high=bounds.HOURS)
    track = _track()
    level = _level()
    minimum_score = WholeField(
        _l("Lowest mean score, in percent"), low=1, high=bounds.PERCENT, optional=True
    )
    statement = WordsField(_l("What the certificate says of its holder"), render_kw={"rows": "3"})

    @classmethod
    def showing(cls, details: Details, base: str) -> Self:
        """Return the form as it is filled in with these details."""
        return cls(data=typed(details, base))

    def details(self) -> Details:
        """Return what was filled in."""
        words: dict[str, Any] = self.data
        return Details(
            title=words["title"],
            summary=words["summary"],
            outcomes=self.outcomes.lines,
            competences=self.competences.lines,
            hours=self.hours.number or 1,
            track=Track(words["track"]),
            level=Level(words["level"]),
            minimum_score=self.minimum_score.number,
            statement=words["statement"],
        )


class TermsForm(Form):
    """Ask how a course is worked on."""

    readiness = WholeField(
        _l("Share of a language that is enough, in percent"), low=0, high=bounds.PERCENT
    )
    needs_review = BooleanField(_l("Publish only what somebody else has approved"))

    @classmethod
    def showing(cls, terms: DraftTerms) -> Self:
        """Return the form as it is filled in with these terms."""
        return cls(data={"readiness": terms.readiness, "needs_review": terms.needs_review})


def typed(details: Details, base: str) -> dict[str, Any]:
    """Return details as they stand in the fields of the form."""
    return {
        "base": base,
        "title": details.title,
        "summary": details.summary,
        "outcomes": "\n".join(details.outcomes),
        "competences": "\n".join(details.competences),
        "hours": details.hours,
        "track": details.track.value,
        "level": details.level.value,
        "minimum_score": details.minimum_score,
        "statement": details.statement,
    }


def said(details: Details) -> dict[str, str]:
    """Return details in words a reader can compare, by the name of the field."""
    filled = {
        name: "" if value is None else str(value) for name, value in typed(details, "").items()
    }
    names = {"track": str(TRACKS[details.track]), "level": str(LEVELS[details.level])}
    return {**filled, **names}
