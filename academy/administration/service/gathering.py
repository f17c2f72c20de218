"""Gathering everything about a person, and packing it. Nothing here writes to the database."""

import json
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from uuid import UUID

from sqlalchemy.orm import Session

from academy.accounts.service import personal as accounts
from academy.administration.service.keepers import KEEPERS
from academy.credentials import queries as credentials
from academy.credentials.queries import Certificate
from academy.db.personal import Row, StoredFile
from academy.files.store import NotStored, Store

FORMAT = "academy-personal-data/1"
PRINT = "academy.print-certificate"
"""Where the application keeps how certificates are printed."""
_IN_MEMORY = 1 << 22
_BLOCK = 1 << 18
_MARK = 12
_UNFIT = re.compile(r'[\\/:*?"<>|]')
"""What some system does not allow in a name, or takes for a way out of the folder."""
_LONGEST = 60

Sections = Mapping[str, Mapping[str, list[Row]]]
Print = Callable[[Certificate], bytes]
"""Returns a certificate as PDF."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything about a person: rows by feature and section, their files, their certificates."""

    person: UUID
    made_at: datetime
    sections: Sections
    files: tuple[StoredFile, ...]
    certificates: tuple[Certificate, ...]

    def path_of(self, file: StoredFile) -> str:
        """Return where a file lies in the parcel: no two in the same place, none outside of it."""
        name = _UNFIT.sub("_", PurePosixPath(file.name).name)
        fit = "".join(letter if letter.isprintable() else "_" for letter in name)
        return f"files/{file.stored_name[:_MARK]}-{fit[-_LONGEST:]}"

    def as_json(self) -> bytes:
        """Return it for programs."""
        told: dict[str, Any] = {
            "format": FORMAT,
            "person": str(self.person),
            "made_at": self.made_at.isoformat(),
            "data": self.sections,
            "files": [{"name": file.name, "path": self.path_of(file)} for file in self.files],
            "certificates": [_place(certificate) for certificate in self.certificates],
        }
        return json.dumps(told, ensure_ascii=False, indent=1).encode()


def gather(session: Session, user_id: UUID, *, now: datetime) -> Gathered:
    """Return everything about a person, of the accounts that were merged into theirs too."""
    sections: dict[str, dict[str, list[Row]]] = {}
    files: dict[str, StoredFile] = {}
    certificates: list[Certificate] = []
    for account in accounts.accounts_of(session, user_id):
        certificates += credentials.of_learner(session, account)
        for feature, keeper in KEEPERS:
            told = keeper.told(session, account)
            own = sections.setdefault(feature, {})
            for name, rows in told.sections.items():
                own.setdefault(name, []).extend(rows)
            files.update({file.stored_name: file for file in told.files})
    return Gathered(user_id, now, sections, tuple(files.values()), tuple(certificates))


def pack(
    gathered: Gathered, *, readable: str, store: Store, print_: Print, tick: Callable[[], None]
) -> Iterator[bytes]:
    """Yield the parcel, a ZIP archive, block by block; `tick` is called after each thing in it."""
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for path, data in _contents(gathered, readable, store=store, print_=print_):
                archive.writestr(path, data)
                tick()
        file.seek(0)
        yield from _blocks(file)


def _contents(
    gathered: Gathered, readable: str, *, store: Store, print_: Print
) -> Iterable[tuple[str, bytes]]:
    yield "data.json", gathered.as_json()
    yield "index.html", readable.encode()
    for file in gathered.files:
        try:
            yield gathered.path_of(file), store.get(file.stored_name)
        except NotStored:
            continue  # it was removed with the time for which answers are kept
    for certificate in gathered.certificates:
        if certificate.revoked_at is None:
            yield _place(certificate)["path"], print_(certificate)


def _place(certificate: Certificate) -> dict[str, str]:
    number = certificate.public_id
    return {"number": number, "path": f"certificates/{number}.pdf"}


def _blocks(file: IO[bytes]) -> Iterator[bytes]:
    while block := file.read(_BLOCK):
        yield block
