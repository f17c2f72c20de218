"""What is done about people's data without anybody waiting: gathering, letters, files, time."""

from collections.abc import Callable
from typing import cast
from uuid import UUID

import structlog
from flask import Flask, current_app

from academy import mail
from academy.accounts import queries as people
from academy.accounts.service.personal import address_of
from academy.administration.mail import gathered_letter, idle_letter, merged_letter
from academy.administration.messages.parcel import readable
from academy.administration.service import gathering, retention
from academy.administration.service.erasing import FORGOTTEN_FILES, remove_files
from academy.administration.service.gathering import PRINT, Print
from academy.administration.service.letters import GATHERED, IDLE, LETTER, send_later
from academy.administration.service.personal import PERSONAL_DATA
from academy.db.transaction import atomic, current_session
from academy.files.store import current_store
from academy.jobs.lasting import MADE, Running, lasting_job
from academy.kernel.clock import now as clock
from academy.kernel.languages import get_language
from academy.mail import Letter
from academy.web.addresses import public_address

_AT_ONCE = 200
"""Accounts looked at in one minute: a million within four days."""
_WALK: dict[str, UUID | None] = {"after": None}

log = structlog.get_logger()


def init_app(app: Flask, print_certificate: Print) -> None:
    """Say how certificates are printed: only who makes them knows."""
    app.extensions[PRINT] = print_certificate


@lasting_job(PERSONAL_DATA)
def gather_data(running: Running) -> None:
    """Pack everything about a person, in their language."""
    session, person = current_session(), UUID(running.payload["person"])
    if people.find_profile(session, person) is None:
        with atomic() as writing:
            running.fail(writing, "gone")
        return
    gathered = gathering.gather(session, person, now=clock())
    language = get_language(people.person(session, person).locale)
    blocks = gathering.pack(
        gathered,
        readable=readable(gathered, language),
        store=current_store(),
        print_=cast("Print", current_app.extensions[PRINT]),
        tick=lambda: running.tell(0),
    )
    file = current_store().put_blocks(blocks, MADE)
    with atomic() as writing:
        if running.owner_id != person:
            send_later(writing, GATHERED, person=person, now=clock())
        running.finish(writing, {"files": len(gathered.files)}, file=file)


@lasting_job(LETTER)
def write_letter(running: Running) -> None:
    """Write a letter about somebody's data, and send it to every address they are known by."""
    session, person = current_session(), UUID(running.payload["person"])
    other = running.payload["other"]
    found = people.find_profile(session, person)
    addresses = {address_of(session, person), address_of(session, UUID(other)) if other else None}
    if found is not None:
        make = _letter(running.payload["letter"], found.locale)
        for address in sorted(filter(None, addresses)):
            mail.send(make(address, found.name, found.login))
    with atomic() as writing:
        running.finish(writing, {})


@lasting_job(FORGOTTEN_FILES)
def forget_files(running: Running) -> None:
    """Remove the files of somebody who was erased, unless others handed in the same."""
    gone = remove_files(current_session(), current_store(), list(running.payload["files"]))
    with atomic() as writing:
        running.finish(writing, {"removed": gone})


def keep_as_long_as_needed() -> None:
    """Look at the next few accounts, and do what their countries' rules ask for."""
    session, now = current_session(), clock()
    here = retention.walk(session, after=_WALK["after"], limit=_AT_ONCE, now=now)
    _WALK["after"] = here.last
    seats = retention.outlived_seats(session, here.people, now=now)
    if seats:
        with atomic() as writing:
            retention.forget_answers(writing, seats, now=now)
    for task in here.tasks:
        try:
            with atomic() as writing:
                retention.do(writing, task, now=now)
        except Exception:
            log.exception("privacy.not-done", due=task.due.value)


def _letter(kind: str, locale: str) -> Callable[[str, str, str], Letter]:
    language = get_language(locale)
    if kind == IDLE:
        page = public_address("administration.stay", lang=locale)
        return lambda to, name, _login: idle_letter(to, language, name=name, address=page)
    if kind == GATHERED:
        page = public_address("administration.own_data", lang=locale)
        return lambda to, name, _login: gathered_letter(to, language, name=name, address=page)
    page = public_address("accounts.sign_in", lang=locale)
    return lambda to, name, login: merged_letter(to, language, name=name, login=login, address=page)
