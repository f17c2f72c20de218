"""QTI packages: which files are items, in which order, and what a test says around them."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from academy.content.formats.losses import LossCode, Losses
from academy.content.formats.values import FormatFault, FormatRefused
from academy.content.formats.xml import Node, node_of, xml_of

MANIFEST = "imsmanifest.xml"
_ITEMS, _TESTS = ("imsqti_item", "imsqti_stimulus"), ("imsqti_test", "imsqti_assessment")
_AROUND = (
    "preCondition", "branchRule", "itemSessionControl", "timeLimits", "selection", "ordering",
    "weight", "variableMapping", "templateDefault", "testFeedback", "rubricBlock",
    "outcomeProcessing",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Placed:
    """The path of an item's file, and where in a test it stands."""

    path: str
    category: str = ""


@dataclass(frozen=True, slots=True)
class Package:
    """The files of a package, its items in order, and files that are named but not there."""

    files: Mapping[str, bytes]
    items: tuple[Placed, ...]
    missing: tuple[Placed, ...] = ()

    def beside(self, item: str, path: str) -> bytes | None:
        """Return a file by its path from an item."""
        return self.files.get(_joined(item, path))


def package_of(files: Mapping[str, bytes], losses: Losses) -> Package:
    """Return the package that files make; raise `FormatRefused`."""
    manifest = min((name for name in files if _is_manifest(name)), key=len, default=None)
    if manifest is None:
        found = [Placed(name) for name in sorted(files) if name.endswith(".xml")]
        if not found:
            raise FormatRefused(FormatFault.UNKNOWN_FORMAT)
        return Package(files, tuple(found))
    root = node_of(xml_of(files[manifest]))
    resources = [node for node in root.deep("resource") if node["href"]]
    listed = [_joined(manifest, each["href"]) for each in resources if _has(each, _ITEMS)]
    tests = [_joined(manifest, each["href"]) for each in resources if _has(each, _TESTS)]
    ordered: dict[str, Placed] = {}
    for test in tests:
        for placed in _of_test(test, files, losses):
            ordered.setdefault(placed.path, placed)
    for path in listed:
        ordered.setdefault(path, Placed(path))
    there = tuple(each for each in ordered.values() if each.path in files)
    gone = tuple(each for each in ordered.values() if each.path not in files)
    return Package(files, there, gone)


def _is_manifest(name: str) -> bool:
    return name.rpartition("/")[2].lower() == MANIFEST


def _has(resource: Node, kinds: tuple[str, ...]) -> bool:
    return resource["type"].lower().startswith(kinds)


def _of_test(path: str, files: Mapping[str, bytes], losses: Losses) -> Iterator[Placed]:
    """Yield the items of a test, in its order; what it says besides that is noted."""
    if path not in files:
        losses.add(LossCode.MISSING_FILE, what=path)
        return
    test = node_of(xml_of(files[path]))
    for node in test.deep(*_AROUND):
        losses.add(LossCode.SETTING, what=node.name, value=node["value"] or node.text)
    yield from _of_part(test, path, [])


def _of_part(part: Node, path: str, titles: list[str]) -> Iterator[Placed]:
    for child in part.children:
        if child.name == "assessmentItemRef":
            yield Placed(_joined(path, child["href"]), "/".join(titles))
        elif child.name in {"testPart", "assessmentSection"}:
            title = [child["title"]] if child["title"] else []
            yield from _of_part(child, path, [*titles, *title])
        elif child.name == "assessmentSectionRef":
            yield Placed(_joined(path, child["href"]), "/".join(titles))


def _joined(base: str, path: str) -> str:
    """Return a path that is written from a file; one that leaves the package is none of it."""
    folder = posixpath.dirname(base)
    return posixpath.normpath(posixpath.join(folder, unquote(path.partition("#")[0]))).lstrip("/")
