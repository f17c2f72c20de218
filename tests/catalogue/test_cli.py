import shutil
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from academy.catalogue import queries
from academy.catalogue.models import CountryFact, Revision
from academy.content.archive import write_zip
from academy.content.catalogues import completeness
from academy.content.reader import read_package
from academy.files.store import FolderStore
from tests.builders import PACKAGES, package_files, publish, restructured, reworded

OURS = Path(__file__).parents[2] / "courses"
CLEAN_WATER = str(PACKAGES / "clean-water")

pytestmark = pytest.mark.usefixtures("store")


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package folder of one's own."""
    return Path(shutil.copytree(CLEAN_WATER, tmp_path / "clean-water"))


def run(app: Flask, *words: str | Path) -> Result:
    return app.test_cli_runner().invoke(args=["courses", *map(str, words)])


def revisions(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Revision)) or 0


def test_a_good_package_passes_the_check(app: Flask) -> None:
    result = run(app, "check", CLEAN_WATER, OURS / "facts.yaml")

    assert result.exit_code == 0
    assert result.output == "Nothing stands in the way of publishing: 2 checked.\n"


def test_the_check_names_file_and_line_of_every_fault(app: Flask, package: Path) -> None:
    course = package / "course.yaml"
    course.write_text(course.read_text().replace("hours: 2", "hours: many"))
    (package / "lessons" / "boil.md").write_text("# Boil\n\n<b>bold</b>\n")

    result = run(app, "check", CLEAN_WATER, package)

    assert result.exit_code == 1
    places = [line.partition(": ")[0] for line in result.output.splitlines()]
    assert f"{package}/course.yaml:5" in places
    assert f"{package}/lessons/boil.md:3" in places


def test_a_warning_does_not_fail_the_check(app: Flask, package: Path) -> None:
    (package / "lessons" / "keep.md").write_text("# Keep the water\n\nNew words.\n")

    result = run(app, "check", package)

    assert result.exit_code == 0
    assert f"{package}/locale/km.po:" in result.output
    assert ": warning: " in result.output


def test_what_is_no_package_fails_the_check(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "broken.zip").write_bytes(b"PK nothing")
    (tmp_path / "facts.yaml").write_text("facts: 3\n")

    result = run(app, "check", tmp_path / "broken.zip", tmp_path / "facts.yaml")

    assert result.exit_code == 1
    assert f"{tmp_path}/broken.zip" in result.output
    assert f"{tmp_path}/facts.yaml:1: " in result.output


def test_loading_says_what_it_did_and_the_second_time_that_nothing_changed(
    app: Flask, session: Session
) -> None:
    first, again = run(app, "load", CLEAN_WATER), run(app, "load", CLEAN_WATER)

    assert (first.exit_code, first.output) == (0, "clean-water: edition 1, revision 1\n")
    assert (again.exit_code, again.output) == (0, "clean-water: unchanged\n")
    assert revisions(session) == 1


def test_an_archive_can_be_loaded(app: Flask, session: Session, tmp_path: Path) -> None:
    run(app, "load", CLEAN_WATER)
    archive = tmp_path / "changed.zip"
    archive.write_bytes(write_zip(reworded()))

    assert run(app, "load", archive).output == "changed.zip: edition 1, revision 2\n"
    assert revisions(session) == 2


def test_one_bad_package_does_not_keep_the_others_out(
    app: Flask, session: Session, package: Path
) -> None:
    (package / "course.yaml").unlink()

    result = run(app, "load", package, CLEAN_WATER)

    assert result.exit_code == 1
    assert f"{package}/course.yaml" in result.output
    assert "clean-water: edition 1, revision 1" in result.output
    assert revisions(session) == 1


def test_a_refusal_is_told_in_words(
    app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = publish(session).ref
    publish(session, reworded())
    monkeypatch.setattr(queries, "newest_revision", lambda *_: first)

    result = run(app, "load", *_zip_of(app, restructured()), *_zip_of(app, reworded()))

    assert result.exit_code == 1
    assert "Somebody else published this course at the same moment." in result.output


def _zip_of(app: Flask, files: dict[str, bytes]) -> list[Path]:
    path = Path(app.config["ACADEMY_HOME"]) / f"{len(files)}.zip"
    path.write_bytes(write_zip(files))
    return [path]


def test_everything_that_comes_with_the_academy_can_be_loaded(
    app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "COURSES", OURS)

    first, again = run(app, "load", "--all"), run(app, "load", "--all")

    assert first.exit_code == 0, first.output
    assert first.output.count("edition 1, revision 1") == len(list(OURS.glob("*/course.yaml")))
    assert "facts.yaml: loaded" in first.output
    assert again.output.count("unchanged") == len(first.output.splitlines())
    assert session.scalar(select(func.count()).select_from(CountryFact))


def test_loading_nothing_is_a_mistake(app: Flask) -> None:
    result = run(app, "load")

    assert result.exit_code == 2
    assert "name a package, or say --all" in result.output


def test_an_exported_course_is_the_course(app: Flask, session: Session, tmp_path: Path) -> None:
    run(app, "load", CLEAN_WATER)

    result = run(app, "export", "clean-water", "--out", tmp_path / "out.zip")

    assert result.output == f"{tmp_path}/out.zip: clean-water, edition 1, revision 1\n"
    assert run(app, "load", tmp_path / "out.zip").output == "out.zip: unchanged\n"
    assert revisions(session) == 1


def test_an_old_revision_can_be_exported(
    app: Flask, session: Session, tmp_path: Path, *, store: FolderStore
) -> None:
    for files in (package_files(), reworded(), restructured()):
        publish(session, files, store=store)
    out = tmp_path / "out.zip"

    result = run(app, "export", "clean-water", "--out", out, "--edition", "1", "--revision", "1")
    run(app, "load", out)

    assert "edition 1, revision 1" in result.output
    newest = queries.newest_revision(session, "clean-water")
    assert newest is not None
    assert (newest.edition, newest.revision) == (3, 1)
    page = queries.lesson_page(session, newest.revision_id, "keep", "en")
    assert "Read more" in str(page.parts)


@pytest.mark.parametrize("words", [["nothing"], ["clean-water", "--revision", "9"]])
def test_what_is_not_there_cannot_be_exported(
    app: Flask, session: Session, tmp_path: Path, *, words: list[str]
) -> None:
    publish(session)

    result = run(app, "export", *words, "--out", tmp_path / "out.zip")

    assert result.exit_code == 1
    assert f"there is no such revision of {words[0]}" in result.output
    assert not (tmp_path / "out.zip").exists()


def test_the_list_names_what_is_published(app: Flask, session: Session) -> None:
    ref = publish(session, reworded()).ref
    digest = queries.revision_facts(session, ref.revision_id).digest

    result = run(app, "list")

    assert result.output == f"clean-water\t1.1\t{digest[:12]}\ten:100 km:98 zh-Hans:98\n"


def test_a_new_catalogue_has_every_text_empty(app: Flask, package: Path) -> None:
    result = run(app, "template", package, "lo")

    target = package / "locale" / "lo.po"
    assert result.output == f"{target}: written\n"
    again = read_package({**package_files(), "locale/lo.po": target.read_bytes()})
    assert completeness(again, "lo") == 0
    assert set(again.catalogues["lo"].entries) == set(again.catalogues["km"].entries)


def test_a_catalogue_that_is_current_stays_as_it_is(app: Flask, package: Path) -> None:
    before = (package / "locale" / "km.po").read_bytes()

    result = run(app, "template", package, "km")

    assert result.output.endswith(": unchanged\n")
    assert (package / "locale" / "km.po").read_bytes() == before


def test_no_catalogue_is_written_for_a_broken_package(app: Flask, package: Path) -> None:
    (package / "course.yaml").write_text("id: clean-water\n")

    result = run(app, "template", package, "lo")

    assert result.exit_code == 1
    assert f"{package}/course.yaml" in result.output
    assert not (package / "locale" / "lo.po").exists()
