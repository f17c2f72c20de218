"""The parts of a workbook that every table needs, whatever it holds (ECMA-376, part 1)."""

from dataclasses import dataclass

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_USUAL_WIDTH = 20
MEDIA_TYPE = f"{_KIND}.sheet"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what stands above it, how wide it is in letters, and what its cells are.

    They are texts unless they are numbers, or moments: whole seconds since 1970 began, in UTC.
    """

    name: str
    width: int = _USUAL_WIDTH
    is_number: bool = False
    is_moment: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """A table as a workbook shows it: what its sheets are called, and its columns."""

    title: str
    columns: tuple[Column, ...]


MOMENT_STYLE = 2

_STYLES = (
    f'{_XML}<styleSheet xmlns="{_MAIN}">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    "</cellXfs>"
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)
"""Style 0 is plain, 1 is bold, 2 a moment. Readers insist on two fills, a border, a named style."""


def sheet_begins(shape: Shape) -> str:
    """Return a sheet up to its first row: that one stays where it is when the rest is scrolled."""
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{column.width}" customWidth="1"/>'
        for place, column in enumerate(shape.columns, start=1)
    )
    return (
        f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        f"</sheetView></sheetViews><cols>{columns}</cols><sheetData>"
    )


def sheet_ends(rows: int, last: str) -> str:
    """Return what follows a sheet's last row: its header offers to filter; `last` is a column."""
    return f'</sheetData><autoFilter ref="A1:{last}{rows}"/></worksheet>'


def sheet_name(number: int) -> str:
    """Return where a sheet stands in the file."""
    return f"xl/worksheets/sheet{number}.xml"


def parts(shape: Shape, sheets: int) -> dict[str, str]:
    """Return what stands in the file besides its sheets, by name."""
    numbers = range(1, sheets + 1)
    return {
        "[Content_Types].xml": _content_types(numbers),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _book(shape.title, numbers),
        "xl/_rels/workbook.xml.rels": _relations(
            [
                *(("worksheet", f"worksheets/sheet{number}.xml") for number in numbers),
                ("styles", "styles.xml"),
            ]
        ),
        "xl/styles.xml": _STYLES,
    }


def _book(title: str, numbers: range) -> str:
    listed = "".join(
        f'<sheet name="{title} {number}" sheetId="{number}" r:id="rId{number}"/>'
        for number in numbers
    )
    return (
        f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>'
    )


def _relations(targets: list[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _content_types(numbers: range) -> str:
    kinds = [
        ("/xl/workbook.xml", "sheet.main"),
        ("/xl/styles.xml", "styles"),
        *((f"/{sheet_name(number)}", "worksheet") for number in numbers),
    ]
    listed = "".join(
        f'<Override PartName="{name}" ContentType="{_KIND}.{kind}+xml"/>' for name, kind in kinds
    )
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{relations}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )
