"""The composition root: the one module that knows every feature."""

from typing import Any, cast

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from academy import jobs, settings
from academy.accounts import queries as people
from academy.accounts.cli import users
from academy.accounts.handlers import send_reset_letter
from academy.accounts.views import pages as accounts_pages
from academy.assessment.cli import questions
from academy.assessment.handlers import close_overdue_attempts
from academy.assessment.views import pages as assessment_pages
from academy.authoring.cli import teaching
from academy.authoring.handlers import remember_course
from academy.authoring.views import pages as authoring_pages
from academy.catalogue.cli import courses
from academy.catalogue.views import media
from academy.catalogue.views import pages as catalogue_pages
from academy.credentials.cli import credentials
from academy.credentials.handlers import issue_certificate
from academy.credentials.views import pages as credentials_pages
from academy.credentials.views import public as credentials_public
from academy.db import outbox, transaction
from academy.db.cli import database
from academy.demo.cli import demo
from academy.enrolment.views import pages as enrolment_pages
from academy.files import store
from academy.jobs.cli import jobs as job_commands
from academy.kernel.facts import (
    AttemptGraded,
    CoursePublished,
    EnrolmentCompleted,
    PasswordResetAsked,
    QuizRescored,
    ScoreSet,
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
from academy.reporting.views import pages as reporting_pages
from academy.web import addresses, assets, errors, headers, health, i18n, limits, login, sizes
from academy.web import pages as web_pages

_IN_A_LANGUAGE = (
    accounts_pages,
    assessment_pages,
    authoring_pages,
    catalogue_pages,
    credentials_pages,
    enrolment_pages,
    learning_pages,
    marking_pages,
    reporting_pages,
)
_PLAIN = (assets.files, credentials_public, health.probes, media)
_COMMANDS = (
    courses, credentials, database, demo, job_commands, questions, reports, teaching, users,
)  # fmt: skip
_HANDLERS: outbox.Handlers = {
    AttemptGraded: (count_attempt,),
    CoursePublished: (remember_course,),
    EnrolmentCompleted: (issue_certificate,),
    PasswordResetAsked: (send_reset_letter,),
    QuizRescored: (count_scores,),
    ScoreSet: (count_score,),
    SeatResumed: (count_again,),
}


def create_app(config: dict[str, Any] | None = None) -> Flask:
    """Build the application, from the environment or from `config` alone."""
    app = Flask(__name__, static_folder=None, template_folder="web/templates")
    app.config.from_mapping(config if config is not None else settings.from_environment())
    web_pages.init_app(app)
    transaction.init_app(app)
    outbox.init_app(app, _HANDLERS)
    store.init_app(app)
    jobs.init_app(app, minutely=(close_overdue_attempts,))
    addresses.init_app(app)
    i18n.init_app(app)
    login.init_app(
        app, lambda key, stamp: people.find_actor(transaction.current_session(), key, stamp)
    )
    sizes.init_app(app)
    errors.init_app(app)
    limits.init_app(app)
    headers.init_app(app)
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
