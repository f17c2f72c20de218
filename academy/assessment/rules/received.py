"""Files that came with a form: put into its fields, together with those an answer had already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from academy.assessment.rules.items.file_upload import files_in
from academy.assessment.rules.items.kind import Answer, FaultCode, InputFault
from academy.assessment.rules.paper import Slot
from academy.assessment.rules.sheet import Posted, Sheet, base_name, field_name
from academy.assessment.rules.uploads import FileText, HandedIn
from academy.content.questions.file_upload import FileUpload

BACK = "back"
"""The field that holds the marks of files that are taken back."""

Sent = HandedIn | InputFault
"""A file that came and is stored, or why it cannot be handed in."""


@dataclass(frozen=True, slots=True)
class Received:
    """A form with the files of its answers in its fields; by place, why a file is not there."""

    posted: Posted
    refused: Mapping[int, InputFault]


def receive(
    paper: Sequence[Slot],
    posted: Posted,
    *,
    sent: Mapping[int, Sequence[Sent]],
    earlier: Mapping[str, Answer],
) -> Received:
    """Return a form as `read_sheet` reads it, with the files of each question that asks for some.

    They are those of the `earlier` answer without what is taken back, and what was `sent`, by
    place. Where one file is asked for, a new one takes the place of the old; where several are,
    those that are too many are refused. The same file twice is one.
    """
    fields, refused = dict(posted), dict[int, InputFault]()
    for slot in paper:
        if not isinstance(slot.question, FileUpload) or base_name(slot.place) not in posted:
            continue
        came = sent.get(slot.place, ())
        kept = _kept(slot, posted, earlier)
        new = [each for each in came if isinstance(each, HandedIn)]
        files, left_over = _together(slot.question.files, kept, new)
        fields[field_name(slot.place)] = [FileText.of(file) for file in files]
        faults = [each for each in came if isinstance(each, InputFault)] + left_over
        if faults:
            refused[slot.place] = faults[0]
    return Received(fields, refused)


def with_refused(sheet: Sheet, received: Received, paper: Sequence[Slot]) -> Sheet:
    """Return a sheet that also says which files were refused: what is right beside them counts."""
    typed = {
        slot.place: slot.fill(sheet.filled.get(slot.place))
        for slot in paper
        if slot.place in received.refused
    }
    return replace(
        sheet, faults={**sheet.faults, **received.refused}, typed={**sheet.typed, **typed}
    )


def _kept(slot: Slot, posted: Posted, earlier: Mapping[str, Answer]) -> list[HandedIn]:
    back = posted.get(field_name(slot.place, BACK), ())
    return [file for file in files_in(earlier.get(slot.question.id)) if file.mark not in back]


def _together(
    most: int, kept: Sequence[HandedIn], new: Sequence[HandedIn]
) -> tuple[Sequence[HandedIn], list[InputFault]]:
    """Return the files of an answer, and what is said where some were too many."""
    before = {file.digest: file for file in kept}
    fresh = {file.digest: file for file in new if file.digest not in before}
    if most == 1 and fresh:
        before = {}
    files = [*before.values(), *fresh.values()]
    names = ", ".join(file.name for file in files[most:])
    values = {"most": str(most), "name": names}
    return files[:most], [InputFault(FaultCode.TOO_MANY_FILES, values)] if names else []
