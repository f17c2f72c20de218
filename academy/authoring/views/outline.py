"""The outline of a course: modules and units, and every way to change them.

No change asks for the version it began from: each is small, says what it means by ids, and is done
to the course as it stands now.
"""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from academy.authoring import queries, service
from academy.authoring.forms.outline import ModuleForm, SettingsForm, UnitForm
from academy.authoring.policy import Permission
from academy.authoring.rules import outlines
from academy.authoring.rules.drafts import Draft, SaveKind
from academy.authoring.rules.overview import Lost, find_lost, marks, sums
from academy.authoring.views.shared import held, pages, saving, say_no
from academy.catalogue import queries as catalogue
from academy.content.model import COURSE, Course, UnitKind
from academy.db.transaction import atomic, current_session
from academy.kernel.refusal import Refusal
from academy.web.access import Access, open_to
from academy.web.forms import Form
from academy.web.pages import render


@pages.get("/teach/courses/<slug:course>/")
@open_to(Access.TRANSLATOR)
def course(course: str) -> str:
    """Show a course's outline as its makers have it, in the language it is written in.

    `open` is the unit whose settings are shown; `undo`, with `unit` or `module`, is the version of
    the course before that was taken out.
    """
    here = held(course, Permission.PREVIEW)
    ref = queries.published_ref(current_session(), course)
    return render(
        "authoring/outline.html",
        here=here,
        course=here.draft.course,
        sums=sums(here.draft.course),
        marks=marks(here.draft),
        ref=ref,
        published=ref and catalogue.revision_facts(current_session(), ref.revision_id),
        opened=request.args.get("open", ""),
        lost=_lost(here.draft),
        undo=request.args.get("undo", ""),
    )


@pages.post("/teach/courses/<slug:course>/modules")
@open_to(Access.TRANSLATOR)
def add_module(course: str) -> Response:
    """Put a new module at the end."""
    form = ModuleForm(request.form)
    title = str(form.title.data)
    return _change(course, lambda now: outlines.add_module(now, title), form=form, anchor="add")


@pages.post("/teach/courses/<slug:course>/modules/<slug:module>/title")
@open_to(Access.TRANSLATOR)
def rename_module(course: str, module: str) -> Response:
    """Give a module another title."""
    form = ModuleForm(request.form)
    title = str(form.title.data)
    return _change(
        course,
        lambda now: outlines.rename_module(now, module, title),
        form=form,
        anchor=f"module-{module}",
    )


@pages.post("/teach/courses/<slug:course>/modules/<slug:module>/step")
@open_to(Access.TRANSLATOR)
def step_module(course: str, module: str) -> Response:
    """Move a module one place up or down."""
    down = request.form.get("way") == "down"
    return _change(
        course,
        lambda now: outlines.step_module(now, module, down=down),
        anchor=f"module-{module}",
    )


@pages.post("/teach/courses/<slug:course>/modules/<slug:module>/move")
@open_to(Access.TRANSLATOR)
def move_module(course: str, module: str) -> Response:
    """Move a module before another one, or to the end."""
    before = request.form.get("before", "")
    return _change(
        course,
        lambda now: outlines.put_module(now, module, before=before),
        anchor=f"module-{module}",
    )


@pages.post("/teach/courses/<slug:course>/modules/<slug:module>/remove")
@open_to(Access.TRANSLATOR)
def remove_module(course: str, module: str) -> Response:
    """Take a module out, with its units; it can be brought back at once."""
    return _take_out(course, lambda now: outlines.remove_module(now, module), module=module)


@pages.post("/teach/courses/<slug:course>/modules/<slug:module>/units")
@open_to(Access.TRANSLATOR)
def add_unit(course: str, module: str) -> Response:
    """Put a new lesson or quiz at the end of a module."""
    form = UnitForm(request.form)

    def work() -> str:
        return service.add_unit_to(
            current_session(),
            saving(course),
            module,
            kind=UnitKind(form.kind.data),
            title=str(form.title.data),
        )

    return _do(course, work, form=form, anchor=f"module-{module}")


@pages.post("/teach/courses/<slug:course>/units/<slug:unit>/settings")
@open_to(Access.TRANSLATOR)
def change_unit(course: str, unit: str) -> Response:
    """Change what a unit is called, how long it takes, whether it is required, and its module."""
    form = SettingsForm(request.form)

    def change(now: Course) -> Course:
        minutes, required = form.minutes.number or 1, bool(form.required.data)
        changed = outlines.change_unit(now, unit, minutes=minutes, required=required)
        if form.module.data in {"", outlines.module_of(now, unit).id}:
            return changed
        return outlines.put_unit(changed, unit, str(form.module.data))

    def work() -> None:
        step = saving(course)
        service.change_course(current_session(), step, change)
        service.rename_unit(current_session(), step, unit, title=str(form.title.data))

    return _do(course, work, form=form, anchor=f"unit-{unit}")


@pages.post("/teach/courses/<slug:course>/units/<slug:unit>/step")
@open_to(Access.TRANSLATOR)
def step_unit(course: str, unit: str) -> Response:
    """Move a unit one place up or down, into the next module at an edge."""
    down = request.form.get("way") == "down"
    return _change(
        course, lambda now: outlines.step_unit(now, unit, down=down), anchor=f"unit-{unit}"
    )


@pages.post("/teach/courses/<slug:course>/units/<slug:unit>/move")
@open_to(Access.TRANSLATOR)
def move_unit(course: str, unit: str) -> Response:
    """Move a unit before another one of a module, or to the module's end."""
    module, before = request.form.get("module", ""), request.form.get("before", "")
    return _change(
        course,
        lambda now: outlines.put_unit(now, unit, module, before=before),
        anchor=f"unit-{unit}",
    )


@pages.post("/teach/courses/<slug:course>/units/<slug:unit>/duplicate")
@open_to(Access.TRANSLATOR)
def duplicate_unit(course: str, unit: str) -> Response:
    """Put a copy of a unit behind it."""

    def work() -> str:
        return service.duplicate_unit(current_session(), saving(course), unit)

    return _do(course, work, anchor=f"unit-{unit}")


@pages.post("/teach/courses/<slug:course>/units/<slug:unit>/remove")
@open_to(Access.TRANSLATOR)
def remove_unit(course: str, unit: str) -> Response:
    """Take a unit out; it can be brought back at once."""
    return _take_out(course, lambda now: outlines.remove_unit(now, unit), unit=unit)


@pages.post("/teach/courses/<slug:course>/undo")
@open_to(Access.TRANSLATOR)
def undo_removal(course: str) -> Response:
    """Bring back a unit or a module that was taken out; whatever else was changed stays so."""
    sent = request.form
    unit, module = sent.get("unit", ""), sent.get("module", "")

    def work() -> None:
        step = saving(course, kind=SaveKind.UNDONE)
        service.undo_removal(
            current_session(), step, sent.get("undo", ""), unit_id=unit, module_id=module
        )

    return _do(course, work, anchor=f"unit-{unit}" if unit else f"module-{module}")


def _change(
    course: str, change: Callable[[Course], Course], *, form: Form | None = None, anchor: str
) -> Response:
    def work() -> Any:
        return service.change_course(current_session(), saving(course), change)

    return _do(course, work, form=form, anchor=anchor)


def _do(course: str, work: Callable[[], Any], *, form: Form | None = None, anchor: str) -> Response:
    """Do something to a course, or tell why not; either way show the outline as it is now."""
    held(course, Permission.EDIT)
    if form is not None and not form.validate():
        flash(next(str(text) for field in form for text in field.errors), "error")
    else:
        try:
            with atomic():
                work()
        except Refusal as refusal:
            say_no(refusal)
    return redirect(url_for(".course", course=course, _anchor=anchor), 303)


def _take_out(course: str, change: Callable[[Course], Course], **gone: str) -> Response:
    """Take something out, and offer to bring it back."""
    held(course, Permission.EDIT)
    try:
        with atomic() as session:
            before = service.lock(session, saving(course))
            service.change_course(session, saving(course), change)
    except Refusal as refusal:
        say_no(refusal)
        return redirect(url_for(".course", course=course), 303)
    unit = gone.get("unit")
    place = f"module-{outlines.module_of(before.course, unit).id}" if unit else None
    asked: dict[str, Any] = {**gone, "undo": before.version(COURSE)}
    return redirect(url_for(".course", course=course, _anchor=place, **asked), 303)


def _lost(draft: Draft) -> Lost | None:
    """Return what the reader has just taken out, where it is still out."""
    asked = request.args
    earlier = "undo" in asked and queries.course_at(current_session(), draft, asked["undo"])
    if not earlier:
        return None
    return find_lost(
        draft.course, earlier, unit_id=asked.get("unit", ""), module_id=asked.get("module", "")
    )
