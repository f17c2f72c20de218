"""`flask teaching`: who works on which course, and what translators are reminded of."""

import click
from flask.cli import AppGroup

from academy.accounts import queries as people
from academy.authoring import service
from academy.authoring.messages import REFUSALS
from academy.authoring.rules.staff import CourseRole
from academy.authoring.service.remembering import remember_published
from academy.catalogue import queries as catalogue
from academy.db.transaction import atomic, current_session
from academy.kernel.clock import now as clock
from academy.kernel.languages import DEFAULT
from academy.kernel.refusal import Refusal

_ROLES = click.Choice([role.value for role in CourseRole])

teaching = AppGroup("teaching", help="Who works on which course; the translation memory.")


@teaching.command("assign")
@click.argument("course")
@click.argument("login", metavar="EMAIL_OR_USERNAME")
@click.option("--role", type=_ROLES, default=CourseRole.INSTRUCTOR.value, show_default=True)
def assign(course: str, login: str, role: str) -> None:
    """Let a person work on COURSE."""
    account = people.find_by_login(current_session(), login)
    if account is None:
        message = f"Nobody signs in as {login}."
        raise click.ClickException(message)
    try:
        with atomic() as session:
            service.assign(
                session, course_id=course, user_id=account.id, role=CourseRole(role), now=clock()
            )
    except Refusal as refusal:
        raise click.ClickException(str(REFUSALS[refusal.reason])) from refusal
    click.echo(f"{login} is {role} of {course}.")


@teaching.command("remember")
def remember() -> None:
    """Fill the translation memory from every published course; doing it again does no harm."""
    for course in catalogue.published_courses(current_session(), DEFAULT.tag):
        with atomic() as session:
            languages = remember_published(session, course.id)
        click.echo(f"{course.id}: {' '.join(languages) or 'nothing'}")
