"""From a QTI file, an item or a package, to questions."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from academy.content.formats.losses import ItemRefused, Loss, LossCode, Losses
from academy.content.formats.qti.item import Files, read_item
from academy.content.formats.qti.packages import Placed, package_of
from academy.content.formats.texts import Ids, Texts
from academy.content.formats.values import (
    Format,
    FormatFault,
    FormatRefused,
    Reading,
    ReadItem,
    RefusedItem,
)
from academy.content.formats.xml import Node, local, node_of, xml_of

_THREE = "qti-"
_ITEM = "assessmentItem"
_ROOTS = frozenset({"assessmentitem", "assessmentitems", "assessmenttest", "assessmentsection"})


@dataclass(slots=True)
class _Reader:
    """What was read so far."""

    items: list[ReadItem] = field(default_factory=list[ReadItem])
    refused: list[RefusedItem] = field(default_factory=list[RefusedItem])
    losses: Losses = field(default_factory=Losses)
    ids: Ids = field(default_factory=Ids)
    versions: set[Format] = field(default_factory=set[Format])

    def take(self, data: bytes, placed: Placed, files: Files) -> None:
        """Read the item that a file holds, or items that stand in one file."""
        try:
            root = xml_of(data)
        except FormatRefused as refused:
            detail = {"what": f"{placed.path} {refused.reason}"}
            why = Loss(LossCode.SYNTAX, detail)
            self.refused.append(RefusedItem(placed.path, placed.category, why))
            return
        three = local(root.tag).startswith(_THREE)
        self.versions.add(Format.QTI_3 if three else Format.QTI_2)
        node = node_of(root)
        found = [node] if node.name == _ITEM else [*node.deep(_ITEM)]
        for item in found:
            self._item(item, placed, files)
        if not found:
            self.losses.add(LossCode.PART, what=f"{placed.path} {node.name}")

    def _item(self, item: Node, placed: Placed, files: Files) -> None:
        texts = Texts()
        identifier = item["identifier"]
        name = " ".join(item["title"].split()) or identifier
        try:
            found = read_item(item, texts, name=self.ids.of(identifier or name), files=files)
        except ItemRefused as why:
            self.refused.append(RefusedItem(name, placed.category, why.why))
        else:
            self.items.append(
                ReadItem(found.question, name, placed.category, found.pictures, texts.losses.all)
            )

    def reading(self) -> Reading:
        """Return what came of it."""
        version = Format.QTI_3 if Format.QTI_3 in self.versions else Format.QTI_2
        found = tuple(self.items), tuple(self.refused)
        return Reading(version, *found, self.losses.all)


def read_qti_item(data: bytes, name: str) -> Reading:
    """Return the item of one file; what it shows is elsewhere."""
    root = xml_of(data)
    if not is_qti(local(root.tag)):
        raise FormatRefused(FormatFault.OTHER_FORMAT, found=local(root.tag))
    reader = _Reader()
    reader.take(data, Placed(name), lambda _path: None)
    return reader.reading()


def is_qti(tag: str) -> bool:
    """Tell whether the root of a file is that of items."""
    return tag.removeprefix("qti-").replace("-", "").lower() in _ROOTS


def read_qti_package(files: Mapping[str, bytes]) -> Reading:
    """Return the items of a package."""
    reader = _Reader()
    package = package_of(files, reader.losses)
    for placed in package.items:
        path = placed.path
        reader.take(files[path], placed, lambda beside, of=path: package.beside(of, beside))
    for placed in package.missing:
        why = Loss(LossCode.MISSING_FILE, {"what": placed.path})
        reader.refused.append(RefusedItem(placed.path, placed.category, why))
    return reader.reading()
