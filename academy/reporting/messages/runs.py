"""What runs of reports say: in their files, beside them, and on their pages."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from academy.jobs.ledger import JobFacts
from academy.reporting.messages.asked import Names, cohort_label, in_words
from academy.reporting.messages.columns import DEFINITIONS
from academy.reporting.messages.completions import STATUSES, Figures, figures
from academy.reporting.queries import Called, Share, Summary
from academy.reporting.rules.runs import Run, RunFailed
from academy.reporting.service import Paper, Table, Words
from academy.web.i18n import _, _l, moment_text, number_text, percent_text

FAILURES: dict[RunFailed, str] = {
    RunFailed.NO_REACH: _l(
        "This report was not made: you did not administer any organisation when it was due."
    ),
    RunFailed.NOT_OVER: _l("This report was not made: its day was not over yet in UTC."),
}


def words_for(run: Run, called: Called, *, made_at: datetime) -> Words:
    """Return all that has to be said in a file and its manifest, in the language spoken now."""
    names = names_from(called)
    columns = {name: str(words) for name, words in DEFINITIONS.items()}

    def paper(summary: Summary, digest: str) -> Paper:
        told = figures(summary, names.courses)
        about = [*in_words(run.report, names), *_when(run, made_at)]
        foot = _("Digest of what was asked for and counted (SHA-256): %(digest)s", digest=digest)
        return Paper(
            run.language,
            _("Completions"),
            "China-ASEAN Digital Academy",
            about,
            list(_tables(told, summary.seats)),
            foot,
        )

    return Words(columns, paper)


def names_from(called: Called) -> Names:
    """Return what things are called, cohorts with their courses."""
    labels = {
        key: cohort_label(cohort.name, called.courses.get(cohort.course_id, cohort.course_id))
        for key, cohort in called.cohorts.items()
    }
    return Names(called.courses, labels, called.organisations)


def _when(run: Run, made_at: datetime) -> Iterator[tuple[str, str]]:
    """Tell when it was made, where that matters: a report as of a day is always the same."""
    if run.report.as_of is None:
        yield _("As things stood at"), _("%(moment)s (UTC)", moment=moment_text(made_at))


def _tables(told: Figures, seats: int) -> Iterator[Table]:
    number = _("Enrolments")
    statuses = [*told.statuses, (_("Enrolments in all"), seats)]
    rows = [(name, number_text(count)) for name, count in statuses]
    yield Table(_("By status"), (_("Status"), number), rows)
    if told.courses:
        columns = (number, _("Completed"), _("Completion rate"))
        courses = [_shares(name, share) for name, share in told.courses]
        yield Table(_("By course"), (_("Course"), *columns), courses)
        countries = [_shares(name, share) for name, share in told.countries]
        yield Table(_("By country"), (_("Country"), *columns), countries)
    if told.months:
        months = [(month, number_text(count)) for month, count in told.months]
        yield Table(_("By month"), (_("Month"), _("Completions")), months)


def _shares(name: str, share: Share) -> tuple[str, ...]:
    rate = percent_text(100 * share.completed // share.seats)
    return name, number_text(share.seats), number_text(share.completed), rate


def definitions(manifest: Mapping[str, Sequence[Mapping[str, str]]]) -> list[tuple[str, str]]:
    """Return the columns of a file, with what they mean in the language spoken now.

    A column that there is no more has the definition that it was made with.
    """
    told = [(each["name"], each["definition"]) for each in manifest["columns"]]
    return [(name, str(DEFINITIONS.get(name, kept))) for name, kept in told]


def counted(statuses: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return how many rows of each status a file has, in words."""
    return [(str(name), statuses.get(status.value, 0)) for status, name in STATUSES.items()]


def failure(facts: JobFacts) -> str:
    """Return why a run made no file."""
    known = [words for code, words in FAILURES.items() if code.value == facts.problem]
    return str(known[0]) if known else _("This report could not be made. Please ask for it again.")
