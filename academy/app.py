"""The composition root: the one module that knows every feature."""

from typing import Any, cast

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from academy import jobs, settings
from academy.accounts import queries as people
from academy.accounts.cli import organisations, users
from academy.accounts.handlers import (
    send_guardian_letter,
    send_reset_letter,
    send_welcome_letter,
)
from academy.accounts.views import pages as accounts_pages
from academy.administration.cli.privacy import privacy
from academy.administration.cli.trail import audit as audit_commands
from academy.administration.handlers import personal as personal_data
from academy.administration.views import pages as administration_pages
from academy.assessment.cli import questions
from academy.assessment.handlers import close_overdue_attempts, move_deadlines
from academy.assessment.views import pages as assessment_pages
from academy.authoring.cli import teaching
from academy.authoring.handlers import remember_course
from academy.authoring.views import pages as authoring_pages
from academy.catalogue.cli import courses
from academy.catalogue.views import media
from academy.catalogue.views import pages as catalogue_pages
from academy.credentials.cli import credentials
from academy.credentials.handlers import issue_certificate
from academy.credentials.messages import sheet_of
from academy.credentials.queries import Certificate
from academy.credentials.service import print_sheet
from academy.credentials.views import pages as credentials_pages
from academy.credentials.views import public as credentials_public
from academy.db import audit, outbox, transaction
from academy.db.cli import database
from academy.demo.cli import demo
from academy.enrolment.cli import cohorts
from academy.enrolment.handlers import (
    follow_learner,
    let_next_in,
    send_declined_letter,
    send_seat_letter,
)
from academy.enrolment.views import pages as enrolment_pages
from academy.files import store
from academy.jobs import lasting
from academy.jobs.cli import jobs as job_commands
from academy.kernel.facts import (
    AccessGiven,
    ApplicationDeclined,
    AttemptGraded,
    CoursePublished,
    DeadlineMoved,
    EnrolmentCompleted,
    GuardianAsked,
    PasswordResetAsked,
    PersonChanged,
    QuizRescored,
    ScoreSet,
    SeatFreed,
    SeatGiven,
    SeatResumed,
)
from academy.learning.handlers import (
    count_again,
    count_attempt,
    count_score,
    count_scores,
)
from academy.learning.views import pages as learning_pages
from academy.marking.views import pages as marking_pages
from academy.reporting.cli import reports
from academy.reporting.handlers.schedules import (
    make_scheduled_reports,
    tell_of_scheduled_reports,
)
from academy.reporting.views import pages as reporting_pages
from academy.web import (
    addresses,
    assets,
    errors,
    headers,
    health,
    i18n,
    limits,
    login,
    places,
    sizes,
)
from academy.web import jobs as job_pages
from academy.web import pages as web_pages

_IN_A_LANGUAGE = (
    accounts_pages,
    administration_pages,
    assessment_pages,
    authoring_pages,
    catalogue_pages,
    credentials_pages,
    enrolment_pages,
    job_pages.pages,
    learning_pages,
    marking_pages,
    reporting_pages,
)
_PLAIN = (assets.files, credentials_public, health.probes, media)
_COMMANDS = (
    audit_commands, cohorts, courses, credentials, database, demo, job_commands, organisations,
    privacy, questions, reports, teaching, users,
)  # fmt: skip
_HANDLERS: outbox.Handlers = {
    AccessGiven: (send_welcome_letter,),
    ApplicationDeclined: (send_declined_letter,),
    AttemptGraded: (count_attempt,),
    CoursePublished: (remember_course,),
    DeadlineMoved: (move_deadlines,),
    EnrolmentCompleted: (issue_certificate,),
    GuardianAsked: (send_guardian_letter,),
    PasswordResetAsked: (send_reset_letter,),
    PersonChanged: (follow_learner,),
    QuizRescored: (count_scores,),
    ScoreSet: (count_score,),
    SeatFreed: (let_next_in,),
    SeatGiven: (send_seat_letter,),
    SeatResumed: (count_again,),
}

_MINUTELY = (
    close_overdue_attempts,
    lasting.take_up,
    lasting.throw_away,
    personal_data.keep_as_long_as_needed,
    make_scheduled_reports,
    tell_of_scheduled_reports,
)


def create_app(config: dict[str, Any] | None = None) -> Flask:
    """Build the application, from the environment or from `config` alone."""
    app = Flask(__name__, static_folder=None, template_folder="web/templates")
    app.config.from_mapping(config if config is not None else settings.from_environment())
    web_pages.init_app(app)
    transaction.init_app(app)
    audit.init_app(app)
    outbox.init_app(app, _HANDLERS)
    store.init_app(app)
    jobs.init_app(app, minutely=_MINUTELY)
    lasting.init_app(app)
    personal_data.init_app(app, _print_certificate)
    addresses.init_app(app)
    i18n.init_app(app)
    login.init_app(
        app, lambda key, stamp: people.find_actor(transaction.current_session(), key, stamp)
    )
    sizes.init_app(app)
    errors.init_app(app)
    limits.init_app(app)
    headers.init_app(app)
    places.init_app(app)
    for blueprint in _IN_A_LANGUAGE:
        app.register_blueprint(blueprint, url_prefix="/<lang:lang>")
    for blueprint in _PLAIN:
        app.register_blueprint(blueprint)
    for group in _COMMANDS:
        app.cli.add_command(group)
    proxies = cast("int", app.config.get("TRUSTED_PROXIES", 0))
    if proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)
    return app


def _print_certificate(certificate: Certificate) -> bytes:
    """Return a certificate as PDF, with the address where anybody verifies it."""
    address = addresses.public_address("public.verify", public_id=certificate.public_id)
    return print_sheet(sheet_of(certificate, address))
