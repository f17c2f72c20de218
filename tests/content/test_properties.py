"""What holds for every package: nothing is lost out and in, and no change goes unseen."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings

from academy.content.archive import read_zip, write_zip
from academy.content.catalogues import refresh_po
from academy.content.compare import Change, compare
from academy.content.document import digest, from_document, media_digests, to_document
from academy.content.model import Package
from academy.content.reader import read_package, write_package
from academy.content.render import Words, render_lesson
from tests.content.strategies import packages

slow = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
WORDS = Words("Note", "Tip", "Warning", "Example")


@slow
@given(packages())
def test_what_was_written_reads_back(package: Package) -> None:
    assert read_package(write_package(package)) == package


@slow
@given(packages())
def test_what_was_exported_loads_with_the_same_digest(package: Package) -> None:
    loaded = read_package(read_zip(write_zip(write_package(package))))
    names = [digest(to_document(each, media_digests(each))) for each in (package, loaded)]
    assert names[0] == names[1]


@slow
@given(packages())
def test_a_document_holds_the_whole_package(package: Package) -> None:
    document = to_document(package, media_digests(package))
    assert from_document(document, package.media) == package


@slow
@given(packages())
def test_nothing_has_changed_in_the_same_package(package: Package) -> None:
    same = compare(package, package)
    assert (same.kind, same.reasons, same.gained, same.lost) == (Change.NONE, (), (), ())
    assert same.kept == tuple(unit.id for unit in package.course.units)


@slow
@given(packages(), packages())
def test_another_structure_never_passes_for_words(old: Package, new: Package) -> None:
    change = compare(old, new)
    assert set(change.gained) == {unit.id for unit in new.course.units} - set(change.kept)
    if [unit.id for unit in old.course.units] != [unit.id for unit in new.course.units]:
        assert change.kind is Change.STRUCTURE


@slow
@given(packages())
def test_other_words_are_only_words(package: Package) -> None:
    course = replace(package.course, title=package.course.title + " (new)", outcomes=())
    assert compare(package, replace(package, course=course)).kind is Change.WORDING


@slow
@given(packages())
def test_refreshing_a_catalogue_twice_changes_nothing(package: Package) -> None:
    once = refresh_po(None, package, "km")
    assert refresh_po(once, package, "km") == once


@slow
@given(packages())
def test_what_has_no_translation_is_shown_with_its_language(package: Package) -> None:
    for unit in package.lessons:
        shown = render_lesson(package, unit, "lo", WORDS)
        assert shown.title_lang == "en"
        assert 'lang="en"' in shown.html
