"""Items as a QTI package: a manifest, a test that gives their order, and a file each."""

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from academy.content.formats.losses import ItemRefused, LossCode, Losses
from academy.content.formats.qti.draft import Draft
from academy.content.formats.qti.packages import MANIFEST
from academy.content.formats.qti.write_parts import element_of, identifier, node, xml_bytes
from academy.content.formats.qti.write_types import TYPES
from academy.content.formats.unplaced import note_unplaced
from academy.content.formats.values import Format, Item
from academy.content.formats.xml import Node

_TEST = "test.xml"
_KINDS = {
    Format.QTI_2: ("imsqti_item_xmlv2p2", "imsqti_test_xmlv2p2", "QTIv2.2 Package"),
    Format.QTI_3: ("imsqti_item_xmlv3p0", "imsqti_test_xmlv3p0", "QTI Package"),
}
_SPACE = {
    Format.QTI_2: "http://www.imsglobal.org/xsd/imscp_v1p1",
    Format.QTI_3: "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
}
_PLACED = frozenset({"marks", "right", "wrong", "partly", "general"})


@dataclass(frozen=True, slots=True)
class Made:
    """An item that was written, and the files that it shows."""

    item: Item
    draft: Draft


@dataclass(slots=True)
class PackageWriter:
    """Gathers items for a package."""

    version: Format
    made: list[Made] = field(default_factory=list[Made])
    files: dict[str, bytes] = field(default_factory=dict[str, bytes])

    def take(self, item: Item, losses: Losses) -> None:
        """Write an item; raise `ItemRefused`."""
        write = TYPES.get(type(item.question))
        if write is None:
            raise ItemRefused(LossCode.UNKNOWN_TYPE, what=type(item.question).__name__)
        path = _path(item)
        if path in self.files:
            raise ItemRefused(LossCode.SAME_TEXT, what=item.question.id)
        note_unplaced(item.question, losses, _PLACED)
        draft = Draft(item, losses)
        write(draft, item.question)
        self.files[path] = xml_bytes(element_of(draft.node(), self.version))
        self.files.update({f"media/{name}": data for name, data in draft.media.items()})
        self.made.append(Made(item, draft))

    def finish(self) -> dict[str, bytes]:
        """Return the files of the package."""
        test = xml_bytes(element_of(_test([made.item for made in self.made]), self.version))
        return {**self.files, _TEST: test, MANIFEST: self._manifest()}

    def _manifest(self) -> bytes:
        item_kind, test_kind, schema = _KINDS[self.version]
        root = ET.Element("manifest", {"xmlns": _SPACE[self.version], "identifier": "academy"})
        metadata = ET.SubElement(root, "metadata")
        ET.SubElement(metadata, "schema").text = schema
        ET.SubElement(metadata, "schemaversion").text = "1.0.0"
        ET.SubElement(root, "organizations")
        resources = ET.SubElement(root, "resources")
        resources.append(_resource("test", test_kind, (_TEST,)))
        for made in self.made:
            name = identifier(made.item.question.id)
            shown = [f"media/{name}" for name in made.draft.media]
            resources.append(_resource(name, item_kind, (_path(made.item), *shown)))
        return xml_bytes(root)


def _resource(name: str, kind: str, files: Sequence[str]) -> ET.Element:
    """Return what says that files belong together; the first is the item or the test itself."""
    attributes = {"identifier": f"r-{name}", "type": kind, "href": files[0]}
    resource = ET.Element("resource", attributes)
    for file in files:
        ET.SubElement(resource, "file", {"href": file})
    return resource


def _path(item: Item) -> str:
    return f"items/{item.question.id}.xml"


def _test(items: Sequence[Item]) -> Node:
    """Return the test: a section for each run of items of the same category."""
    sections: list[Node] = []
    for category, some in groupby(items, key=lambda item: item.category):
        refs = [
            node("assessmentItemRef", identifier=identifier(item.question.id), href=_path(item))
            for item in some
        ]
        place = len(sections) + 1
        section = node("assessmentSection", *refs, identifier=f"section-{place}", visible="true")
        section.attributes["title"] = category
        sections.append(section)
    part = node(
        "testPart",
        *sections,
        identifier="part",
        navigationMode="nonlinear",
        submissionMode="simultaneous",
    )
    return node("assessmentTest", part, identifier="test", title="")
