"""`flask courses`: packages in and out, from the command line."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import click
from flask import current_app
from flask.cli import AppGroup

from academy.catalogue import queries, service
from academy.catalogue.messages import REFUSALS
from academy.catalogue.service import Published
from academy.content.archive import read_folder, read_zip, write_zip
from academy.content.catalogues import refresh_po
from academy.content.compare import Change
from academy.content.faults import Fault, PackageRefused, Severity, sentence
from academy.content.reader import check_package, read_facts, read_package
from academy.db.transaction import atomic, current_session
from academy.files.store import current_store
from academy.kernel.clock import now as clock
from academy.kernel.languages import DEFAULT, LANGUAGES
from academy.kernel.refusal import Refusal
from academy.web.boxes import all_box_words

courses = AppGroup("courses", help="Course packages: check, load, export, translate.")

_FACTS = "facts.yaml"
_THERE = click.Path(exists=True, path_type=Path)
_TAGS = click.Choice([language.tag for language in LANGUAGES])


@courses.command("check")
@click.argument("paths", nargs=-1, required=True, type=_THERE)
def check(paths: tuple[Path, ...]) -> None:
    """Say what is wrong with each package (a folder, a .zip, or facts.yaml) at PATHS."""
    found = [(path, fault) for path in paths for fault in _faults(path)]
    for path, fault in found:
        click.echo(_line(path, fault))
    if any(fault.severity is Severity.ERROR for _, fault in found):
        sys.exit(1)
    click.echo(f"Nothing stands in the way of publishing: {len(paths)} checked.")


@courses.command("load")
@click.argument("paths", nargs=-1, type=_THERE)
@click.option("--all", "everything", is_flag=True, help="Everything in courses/.")
def load(paths: tuple[Path, ...], *, everything: bool) -> None:
    """Publish the packages at PATHS; load country facts from a facts.yaml among them."""
    wanted = [*paths, *(_ours() if everything else ())]
    if not wanted:
        message = "name a package, or say --all"
        raise click.UsageError(message)
    went_well = [_loaded(path) for path in wanted]
    if not all(went_well):
        sys.exit(1)


@courses.command("export")
@click.argument("course")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--revision", type=int, help="Of the newest edition, or of --edition.")
@click.option("--edition", type=int, help="The newest one when left out.")
def export(course: str, out: Path, *, revision: int | None, edition: int | None) -> None:
    """Write COURSE as a package to a .zip; loading it again changes nothing."""
    session = current_session()
    ref = queries.find_revision(session, course, edition=edition, revision=revision)
    if ref is None:
        message = f"there is no such revision of {course}"
        raise click.ClickException(message)
    out.write_bytes(write_zip(queries.files_of(session, ref.revision_id, current_store())))
    click.echo(f"{out}: {course}, edition {ref.edition}, revision {ref.revision}")


@courses.command("list")
def list_courses() -> None:
    """List what is published: course, edition.revision, digest, languages with their percent."""
    for course in queries.published_courses(current_session(), DEFAULT.tag):
        languages = " ".join(f"{tag}:{percent}" for tag, percent in course.languages)
        number = f"{course.edition}.{course.revision}"
        click.echo(f"{course.id}\t{number}\t{course.digest[:12]}\t{languages}")


@courses.command("template")
@click.argument("path", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("language", type=_TAGS)
def template(path: Path, language: str) -> None:
    """Write or refresh the catalogue of LANGUAGE in the package folder PATH."""
    target = path / "locale" / f"{language}.po"
    before = target.read_bytes() if target.exists() else None
    try:
        after = refresh_po(before, read_package(read_folder(path)), language)
    except PackageRefused as refused:
        _tell(path, refused)
        sys.exit(1)
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(after)
    click.echo(f"{target}: {'unchanged' if before == after else 'written'}")


def _ours() -> Iterator[Path]:
    """Yield the packages that come with the Academy, and the country facts."""
    folder = Path(cast("str", current_app.config["COURSES"]))
    yield from sorted(path.parent for path in folder.glob("*/course.yaml"))
    yield from folder.glob(_FACTS)


def _files(path: Path) -> dict[str, bytes]:
    return read_folder(path) if path.is_dir() else read_zip(path.read_bytes())


def _faults(path: Path) -> tuple[Fault, ...]:
    try:
        if path.name == _FACTS:
            read_facts(path.read_bytes())
            return ()
        return check_package(_files(path)).faults
    except PackageRefused as refused:
        return refused.faults


def _line(path: Path, fault: Fault) -> str:
    file = path if path.name == _FACTS else path / fault.file
    place = f"{file}:{fault.line}" if fault.line else str(file)
    mild = "warning: " if fault.severity is Severity.WARNING else ""
    return f"{place}: {mild}{sentence(fault)}"


def _tell(path: Path, refused: PackageRefused) -> None:
    for fault in refused.faults:
        click.echo(_line(path, fault), err=True)


def _loaded(path: Path) -> bool:
    """Load one package or the facts, all of it or nothing; tell whether that went well."""
    try:
        click.echo(f"{path.name}: {_load_facts(path) if path.name == _FACTS else _publish(path)}")
    except PackageRefused as refused:
        _tell(path, refused)
    except Refusal as refusal:
        click.echo(f"{path.name}: {REFUSALS[refusal.reason]}", err=True)
    else:
        return True
    return False


def _load_facts(path: Path) -> str:
    with atomic() as session:
        arrived = service.load_facts(session, path.read_bytes(), clock())
    done = "loaded" if arrived.changes else "unchanged"
    if not arrived.kept:
        return done
    return f"{done} ({len(arrived.kept)} kept as they are here: the file was not checked later)"


def _publish(path: Path) -> str:
    with atomic() as session:
        done = service.publish(
            session,
            _files(path),
            by=None,
            now=clock(),
            words=all_box_words(),
            store=current_store(),
        )
    return _outcome(done)


def _outcome(done: Published) -> str:
    if done.kind is Change.NONE:
        return "unchanged"
    return f"edition {done.ref.edition}, revision {done.ref.revision}"
