"""A page that reads the same is taken over, and is what rendering it would make."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from academy.catalogue import queries
from academy.catalogue.models import Page
from academy.catalogue.rules import stored_name
from academy.catalogue.service import Published
from academy.catalogue.service import pages as printing
from academy.content.document import media_digests
from academy.content.reader import read_package
from academy.content.render import render_lesson
from academy.web.boxes import all_box_words
from tests.builders import (
    Files,
    package_files,
    publish,
    rekeyed,
    restructured,
    reworded,
    with_text,
)
from tests.cast import NOW


def same(files: Files) -> Files:
    return rekeyed(files)


def translated(files: Files) -> Files:
    return with_text(files, "locale/km.po", 'msgstr "ដាំទឹក"', new='msgstr "ដាំទឹកឱ្យពុះ"')


def repainted(files: Files) -> Files:
    return with_text(files, "media/two-glasses.svg", "#a07038", new="#a07039")


def retitled(files: Files) -> Files:
    return with_text(files, "lessons/boil.md", "# Boil the water", new="# Boil all water")


def without_khmer(files: Files) -> Files:
    return {name: data for name, data in files.items() if name != "locale/km.po"}


CHANGES = (same, translated, repainted, retitled, without_khmer, reworded, restructured)


def stored(session: Session, done: Published) -> dict[tuple[str, str], tuple[str, str, str]]:
    rows = session.execute(select(Page).where(Page.revision_id == done.ref.revision_id)).scalars()
    return {(row.unit_id, row.locale): (row.title, row.title_lang, row.html) for row in rows}


def rendered(files: Files) -> dict[tuple[str, str], tuple[str, str, str]]:
    """Every page, rendered anew."""
    package, words = read_package(files), all_box_words()
    digests = media_digests(package)
    shown = {
        (unit, tag): render_lesson(
            package, unit, tag, words[tag],
            media_url=lambda name: f"/media/{stored_name(name, digests[name])}",
            unit_url=lambda unit: f"../{unit}/",
        )
        for tag in package.languages
        for unit in package.lessons
    }  # fmt: skip
    return {place: (page.title, page.title_lang, page.html) for place, page in shown.items()}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("back", [False, True])
def test_pages_are_what_rendering_makes_whatever_was_published_before(
    session: Session, change: Callable[[Files], Files], *, back: bool
) -> None:
    before, after = package_files(), change(package_files())
    if back:
        before, after = after, before
    publish(session, before)

    done = publish(session, after, now=NOW + timedelta(hours=1))

    assert stored(session, done) == rendered(after)


def test_only_what_reads_otherwise_is_rendered_and_one_page_of_each_language(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(session)
    made: list[tuple[str, str]] = []

    def noted(package, unit, language, *more, **named):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN002, ANN003, ANN202
        made.append((unit, language))
        return render_lesson(package, unit, language, *more, **named)

    monkeypatch.setattr(printing, "render_lesson", noted)
    publish(session, translated(package_files()), now=NOW + timedelta(hours=1))

    assert ("boil", "km") in made
    assert len(made) == 4


def test_where_the_program_renders_otherwise_now_nothing_is_taken_over(session: Session) -> None:
    first = publish(session)
    session.execute(
        update(Page)
        .where(Page.revision_id == first.ref.revision_id)
        .values(html=Page.html + "<!-- as it was made then -->")
    )
    session.commit()

    done = publish(session, rekeyed(), now=NOW + timedelta(hours=1))

    assert stored(session, done) == rendered(rekeyed())
    assert queries.newest_revision(session, "clean-water") == done.ref
